"""Labels that give a role to the people they name: "Chair: A. Person"; a group gives none."""

import re

from service.intake import labels
from service.intake.reading import Role
from service.intake.vocabulary import CHAIR_WORDS, SECRETARY_WORDS

_INLINE = re.compile(r"([^:]{2,60}?)\s*:(?!//)\s*(\D.*)")
_RANK = (
    r"(?:(?:acting|board|committee|council|group|hon|interim|locum|meeting|parish|recording|temporary|"
    r"town)\.?[ -]){0,2}"
)
_AND_MORE = r"(?:,? (?:and|&) [a-z ]{1,40})?"
_ROLES: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(rf"{_RANK}(?:{CHAIR_WORDS})(?:\(s\)|s)?{_AND_MORE}", re.IGNORECASE), "chair"),
    (
        re.compile(
            rf"{_RANK}(?:{SECRETARY_WORDS})(?:\(s\))?(?: taken by)?{_AND_MORE}", re.IGNORECASE
        ),
        "secretary",
    ),
)


def role_label(text: str) -> tuple[Role, str] | None:
    """(role, names) of a line such as "Chair: A. Person"."""
    inline = _INLINE.fullmatch(text.strip())
    role = role_word(inline[1]) if inline else None
    return (role, inline[2]) if inline and role else None


def role_word(text: str) -> Role | None:
    """Return the role a bare word such as "Chair -" names."""
    bare = text.strip("-\u2013\u2014:[] ")
    bare = bare.strip("()") if bare.startswith("(") else bare
    return next((role for pattern, role in _ROLES if pattern.fullmatch(bare)), None)


def role_alone(text: str) -> Role | None:
    """Return the role a line above names gives them; "Minutes" alone is a title."""
    return None if labels.contains_items(text) else role_word(text)


def group_label(text: str) -> tuple[str, str] | None:
    """(group, names) of a line such as "Council members: A, B"."""
    inline = _INLINE.fullmatch(text.strip())
    return (inline[1], inline[2]) if inline and inline[1][0].isupper() else None
