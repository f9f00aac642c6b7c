"""Parts what is printed beside a name into the organisation and the post, in either order."""

import re

from service.intake import vocabulary
from service.intake.names import looks_like_person
from service.intake.reports import labels

_LIMIT = re.compile(r"\b(?:of|for|in|at|to|with|on)\b|,")
_OF_STATE = re.compile(r"\w+ of State\b")
_TITLE = rf"\b(?i:{vocabulary.TITLE_AFTER.pattern})"
_AFTER = re.compile(
    rf"(?P<name>\S.{{2,60}}?{_TITLE}(?:,? {_TITLE}){{0,3}})"
    r"\s*[,:\u2013\u2014-]?\s+(?=[A-Z])"
)
_PARTING = re.compile(r"\s*[,:(\t]\s*|\s+[-\u2013\u2014]+\s+")
_OF = (["of"], ["for"])
_ROLE = re.compile(
    r"(?P<role>[A-Za-z][A-Za-z ()/-]{2,50}?)\s*(?::|\s[-\u2013\u2014])\s+(?P<name>\S.*)"
)


def affiliation(text: str) -> tuple[str | None, str | None]:
    """Return (organisation, post) of what stands beside a name."""
    text = text.strip(" ,;-\u2013\u2014")
    if not text:
        return None, None
    commas = [found.start() for found in re.finditer(r",", text)]
    parted = [(text[:at].strip(), text[at + 1 :].strip()) for at in commas]
    if not _heads_post(text):
        found = next((pair for pair in parted if _heads_post(pair[1])), None)
        return found or (text, None)
    for post, organisation in parted:
        if vocabulary.names_a_body(organisation) and not _heads_post(organisation):
            return organisation, post
    return None, text


def name_and_rest(text: str) -> tuple[str, str] | None:
    """Return (name, what is printed beside it) of a line that begins with a person, else None."""
    text = text.strip(" .;*")
    if (role := _ROLE.fullmatch(text)) and not is_name(role["role"]) and is_name(role["name"]):
        return role["name"], role["role"]
    if is_name(text):
        return text, ""
    if (titled := _AFTER.match(text)) and is_name(titled["name"]):
        return titled["name"].rstrip(","), text[titled.end() :]
    if (parting := _PARTING.search(text)) and is_name(text[: parting.start()]):
        return text[: parting.start()], text[parting.end() :].strip(" )")
    return None


def is_name(text: str) -> bool:
    """Whether a line is nothing but the name of a person."""
    said = vocabulary.words(text)
    plain = not any(word in vocabulary.POST_WORDS for word in said) and said[1:2] not in _OF
    digits = any(mark.isdigit() for mark in text)
    return plain and not digits and not labels.names_part(text) and looks_like_person(text)


def _heads_post(text: str) -> bool:
    """Whether a phrase begins with a post: the last word before "of" or "for" names one."""
    if _OF_STATE.match(text):
        return True
    said = vocabulary.words(_LIMIT.split(text.strip(), maxsplit=1)[0])
    return bool(said) and (said[-1] in vocabulary.POST_WORDS or "chief" in said)
