"""Parts a printed list of people into one text for each, which keeps what belongs to its person.

"Ann Lee, President, Bo & Cy Ray, co-Treasurers and 6 members of the public" names three people: a
bare post or body goes with the name before it, and those who are only counted are nobody.
"""

import re

from service.intake import vocabulary
from service.intake.names import bare, before_name, looks_like_person
from service.intake.one_by_one import masked, one_by_one
from service.intake.people import trailing_details

_COMMA = re.compile(r"[,;]")
_AND = re.compile(
    r"\s+(?:and|&|\+|plus|together with|as well as|along with)\s+|^(?:and|plus)\s+|"
    r"(?<!Cllr)(?<!Prof)(?<!Hon)(?<=[a-z]{3})\.\s+(?=[A-Z]\S* [A-Z])"
)
_SHARED_NAME = re.compile(
    r"([A-Z][\w'\u2019-]+)\s+(?:&|and)\s+([A-Z][\w'\u2019-]+)\s+([A-Z][\w'\u2019-]+)"
)
_SEVERAL = re.compile(r"^(?:Messrs|Mesdames|Cllrs|Councillors)\b\.?\s+")
_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|some|no"
_GROUP = rf"(?:{'|'.join(sorted(vocabulary.GROUPS))})"
_COUNT = re.compile(
    rf"\(?(?:\d+|{_NUMBERS}|approximately|about|c\.)\b.*\b{_GROUP}\b.*|{_GROUP}:? \d+\b.*",
    re.IGNORECASE,
)
_COUNTED_AFTER = re.compile(
    rf"\s+(?:(?:\d+|{_NUMBERS})\s+(?:\w+\s+){{0,2}}{_GROUP}\b|members of the public\b).*",
    re.IGNORECASE,
)


def parted(text: str, *, fewest_run_together: int = 6) -> list[str]:
    """Return the people of a printed list, each with the posts and bodies printed after it.

    From `fewest_run_together` words on, names with nothing between them are parted in pairs.
    """
    people: list[str] = []
    last = 0
    for part in _split(_COMMA, text):
        for piece in _pieces(part.strip(" .\t"), fewest_run_together):
            if people and belongs_to_name(piece):
                people[last:] = [f"{person}, {piece}" for person in people[last:]]
                continue
            last = len(people)
            people += joint_names(piece)
    return people


def _split(separator: re.Pattern[str], text: str) -> list[str]:
    """Part `text` at separators outside brackets."""
    found = list(separator.finditer(masked(text)))
    starts = [0, *(one.end() for one in found)]
    ends = [*(one.start() for one in found), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def joint_names(piece: str) -> list[str]:
    """Return the two people of "Ann & Bo Lee", which prints their surname once."""
    if names := _SHARED_NAME.fullmatch(piece):
        return [f"{names[1]} {names[3]}", f"{names[2]} {names[3]}"]
    return [piece]


def counts_people(text: str) -> bool:
    """Whether `text` only counts people, as "6 members of the public" does."""
    return bool(_COUNT.fullmatch(text.strip(" .")))


def uncounted(text: str) -> str:
    """Return `text` without those it only counts, as in "Ann Lee and 6 members of the public"."""
    pieces = _split(_AND, text)
    kept = [piece for piece in pieces if not counts_people(piece)]
    return text if len(kept) == len(pieces) else " and ".join(kept)


def belongs_to_name(piece: str) -> bool:
    """Whether a piece of a list is a post, a body or letters after a name, and not a person."""
    alone = bare(piece)
    if vocabulary.TITLE_BEFORE.match(piece) or before_name(alone) or trailing_details(alone)[1]:
        return False
    if looks_like_person(bare(piece[len(alone) :].strip(" ("))):
        return False
    if vocabulary.TITLE_AFTER.fullmatch(alone) or vocabulary.names_a_body(alone):
        return True
    return vocabulary.names_a_post(alone)


def _pieces(part: str, fewest_words: int) -> list[str]:
    if _SHARED_NAME.fullmatch(part):
        return [part]
    found = (_SEVERAL.sub("", piece.strip(" .")) for piece in _split(_AND, part))
    kept = (_COUNTED_AFTER.sub("", piece) for piece in found if not counts_people(piece))
    return [one for piece in kept for one in one_by_one(piece, fewest_words=fewest_words) if one]
