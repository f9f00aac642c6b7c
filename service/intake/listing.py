"""Parts a printed list of people into one text for each, which keeps what belongs to its person.

"Ann Lee, President, Bo & Cy Ray, co-Treasurers and 6 members of the public" names three people: a
bare post or body goes with the name before it, and those who are only counted are nobody.
"""

import re
from itertools import pairwise

from service.intake import vocabulary
from service.intake.names import bare, before_name, looks_like_person

_INSIDE = re.compile(r"\([^()]{0,300}\)|\[[^\[\]]{0,300}\]")
_COMMA = re.compile(r"[,;]")
_AND = re.compile(r"\s+(?:and|&|plus|together with|as well as|along with)\s+|^(?:and|plus)\s+")
_SHARED_NAME = re.compile(
    r"([A-Z][\w'\u2019-]+)\s+(?:&|and)\s+([A-Z][\w'\u2019-]+)\s+([A-Z][\w'\u2019-]+)"
)
_RUN_ON = re.compile(r"(?<=\x00)\s+(?=[A-Z])")
_TITLED = re.compile(r"\b(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Messrs)\b\.?\s+(?=[A-Z])")
_SEVERAL = re.compile(r"^(?:Messrs|Mesdames|Cllrs|Councillors)\b\.?\s+")
_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|some|no"
_COUNT = re.compile(
    rf"\(?(?:\d+|{_NUMBERS}|approximately|about|c\.)\b.*\b(?:{'|'.join(vocabulary.GROUPS)})\b.*",
    re.IGNORECASE,
)
_FEWEST_TITLES = 2
_NAME_WORD = re.compile(r"[A-Z][\w.'\u2019-]+")
_NAMES_EACH = 2


def parted(text: str, *, fewest_run_together: int = 6) -> list[str]:
    """Return the people of a printed list, each with the posts and bodies printed after it.

    From `fewest_run_together` words on, names with nothing between them are parted in pairs.
    """
    people: list[str] = []
    last = 0
    for part in _split(_COMMA, text):
        for piece in _pieces(part.strip(" .\t")):
            if people and belongs_to_name(piece):
                people[last:] = [f"{person}, {piece}" for person in people[last:]]
                continue
            last = len(people)
            joint = joint_names(piece)
            people += joint if len(joint) > 1 else _paired(piece, fewest_run_together)
    return people


def _split(separator: re.Pattern[str], text: str) -> list[str]:
    """Part `text` at separators outside brackets."""
    found = list(separator.finditer(_masked(text)))
    starts = [0, *(one.end() for one in found)]
    ends = [*(one.start() for one in found), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _masked(text: str) -> str:
    return _INSIDE.sub(lambda inside: "\0" * len(inside[0]), text)


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
    if vocabulary.TITLE_BEFORE.match(piece) or before_name(alone):
        return False
    if vocabulary.TITLE_AFTER.fullmatch(alone) or vocabulary.names_a_body(alone):
        return True
    return vocabulary.names_a_post(alone)


def _pieces(part: str) -> list[str]:
    if _SHARED_NAME.fullmatch(part):
        return [part]
    found = (_SEVERAL.sub("", piece.strip(" .")) for piece in _split(_AND, part))
    return [one for piece in found if not counts_people(piece) for one in _run_on(piece) if one]


def _run_on(piece: str) -> list[str]:
    """Part people printed one after another, where a bracket closes or a title begins."""
    titles = [found.start() for found in _TITLED.finditer(piece)]
    cuts = {found.end() for found in _RUN_ON.finditer(_masked(piece))}
    several = len(titles) >= _FEWEST_TITLES
    for at in titles:
        before = _before(piece, at, titles)
        if vocabulary.names_a_body(before) or (several and looks_like_person(before)):
            cuts.add(at)
    edges = [0, *sorted(cuts), len(piece)]
    return [piece[start:end].strip() for start, end in pairwise(edges)]


def _paired(piece: str, fewest: int) -> list[str]:
    """Part names printed with nothing between them, which only many words in pairs can be."""
    said = piece.split()
    if len(said) < fewest or not all(map(_NAME_WORD.fullmatch, said)):
        return [piece]
    people: list[list[str]] = []
    for word in said:
        last = people[-1] if people else []
        names = [name for name in last if not vocabulary.TITLE_BEFORE.fullmatch(name)]
        if not last or len(names) == _NAMES_EACH:
            people.append([word])
        else:
            last.append(word)
    whole = len([n for n in people[-1] if not vocabulary.TITLE_BEFORE.fullmatch(n)]) == _NAMES_EACH
    return [" ".join(names) for names in people] if whole else [piece]


def _before(piece: str, at: int, titles: list[int]) -> str:
    start = max((title for title in titles if title < at), default=0)
    return re.sub(r"\s*\(.*", "", piece[start:at]).strip()
