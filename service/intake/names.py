"""The shapes of personal names and posts; a shape is no proof, so a doubtful one is refused."""

import re

from service.intake import vocabulary

_NOBODY = re.compile(
    r"(?:no|none|nil|not|n/?a|tb[acd]|this|there|apologies|as above|-+)\b", re.IGNORECASE
)
_DETAILS = re.compile(r"\s*(?:[,(\[:]|\s[-\u2013\u2014]).*", re.DOTALL)
_HELD = re.compile(
    r"(.{3,80}?)\s+((?:policy |joint )?(?:lead|head|director|chair|manager|officer|advis[eo]r) "
    r"(?:on|of|for) .{2,60})",
    re.IGNORECASE,
)
_MOST_WORDS = 6
_REMARKS = vocabulary.word_set(
    "delayed late part partial remote remotely virtual virtually online phone new left joined"
)


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


def bare(text: str) -> str:
    """Return what is printed before the first comma, bracket, colon or dash."""
    return _DETAILS.sub("", text)


def before_name(text: str) -> tuple[str, str] | None:
    """(post, name) of "Treasurer Ann Lee" or "Borough Councillor A Lee"; None for a bare name."""
    said = text.split()
    for at, word in enumerate(said[1:5], start=1):
        if vocabulary.TITLE_BEFORE.fullmatch(word) and _designates(said[:at]):
            elected = word.lower().startswith(("cllr", "councillor"))
            cut = at + 1 if elected else at
            return (" ".join(said[:cut]), " ".join(said[cut:])) if said[cut:] else None
    for at in range(1, min(4, len(said) - 1)):
        post, name = " ".join(said[:at]), " ".join(said[at:])
        if _designates(said[:at]) and vocabulary.names_a_post(post) and looks_like_person(name):
            return post, name
        if post.islower() and said[at - 1] in vocabulary.GROUPS and name[0].isupper():
            return post, name
    return None


def _designates(said: list[str]) -> bool:
    known = vocabulary.POST_WORDS | vocabulary.BEFORE_A_POST
    return all(word.lower() in known for word in said) or said[-1].lower() in vocabulary.GROUPS


def remarks(text: str) -> bool:
    """Say whether what is printed beside a name is a remark, and neither a post nor a body."""
    said = text.split()
    if not said or not said[0][0].islower() or vocabulary.names_a_body(text):
        return False
    return (len(said) > 1 or said[0] in _REMARKS) and not vocabulary.names_a_post(text)


def post_and_body(text: str) -> tuple[str | None, str | None]:
    """Return (post, organisation) of what is printed beside a name."""
    text = text.strip(" ,-\u2013\u2014").strip()
    first, comma, after = text.partition(",")
    if comma and vocabulary.names_a_post(first):
        return first.strip(), after.strip()
    if comma and vocabulary.ends_as_post(after):
        return after.strip(), first.strip()
    if vocabulary.names_a_post(text) or set(vocabulary.words(text)[-1:]) & vocabulary.GROUPS:
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
    low = [word for word in said if word[0].islower()]
    return said[-1] in low or any(word not in vocabulary.NAME_PARTICLES for word in low)
