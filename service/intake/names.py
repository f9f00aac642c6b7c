"""The shapes of personal names and posts; a shape is no proof, so a doubtful one is refused."""

import re

from service.intake import vocabulary

_NOBODY = re.compile(
    r"(?:no|none|nil|not|n/?a|tb[acd]|this|there|apologies|as above|-+)\b", re.IGNORECASE
)
_HELD = re.compile(
    r"(.{3,80}?)\s+((?:policy |joint )?(?:lead|head|director|chair|manager|officer|advis[eo]r) "
    r"(?:on|of|for) .{2,60})",
    re.IGNORECASE,
)
_MOST_WORDS = 6


def nobody(text: str) -> bool:
    """Say whether a row says that there is nobody, as "None" or "No apologies received" do."""
    return _NOBODY.match(text.strip("*_ ")) is not None


def looks_like_person(text: str) -> bool:
    """Say whether `text` has the shape of a personal name and no word that names a body."""
    said = text.replace("(", " ").split()
    if not said or len(said) > _MOST_WORDS or vocabulary.names_a_body(text):
        return False
    if vocabulary.HONORIFIC.search(text):
        return True
    core = [w for w in said if w.lower() not in vocabulary.NAME_PARTICLES]
    shaped = all(w[0].isupper() and any(c.islower() or c == "." for c in w) for w in core)
    return len(core) > 1 and shaped


def post_and_body(text: str) -> tuple[str | None, str | None]:
    """Return (post, organisation) of what is printed beside a name."""
    text = text.strip(" ,-\u2013\u2014").strip()
    first, comma, after = text.partition(",")
    if comma and vocabulary.names_a_post(first):
        return first.strip(), after.strip()
    if vocabulary.names_a_post(text):
        return text, None
    if (held := _HELD.fullmatch(text)) and vocabulary.names_a_body(held[1]):
        return held[2], held[1]
    parts = [part.strip() for part in text.split(" / ")]
    posts = [part for part in parts if vocabulary.names_a_post(part)]
    if posts and len(posts) < len(parts):
        return posts[0], " / ".join(part for part in parts if part not in posts)
    return None, text or None


def tells(said: list[str]) -> bool:
    """Say whether words tell something and only begin with a name: "Ann Lee will be late"."""
    return any(word[0].islower() and word not in vocabulary.NAME_PARTICLES for word in said)
