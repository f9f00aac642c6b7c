"""Parts people whom the layout ran together on one line, with their bodies between or beside them.

Only a line of nothing but names and bodies is one; a name is two capitalised words that name none.
"""

import re

from service.intake import vocabulary

_ACRONYM = re.compile(r"(?!(?:O['\u2019]|D['\u2019]|Mc|Mac)[A-Z])\w*[A-Z]\w*[A-Z0-9]\w*")
_FEWEST = 3
Pair = tuple[str, str | None]


def people_in_run(cells: tuple[str, ...], bodies: frozenset[str] = frozenset()) -> list[Pair]:
    """Return (name, body) of each person in the cells of a row; nothing where it is no such run."""
    for at, cell in enumerate(cells):
        names = names_in_run(cell)
        if len(names) >= _FEWEST:
            beside = _bodies(" ".join(cells[at + 1 :]), bodies)
            told = beside if len(beside) == len(names) else [None] * len(names)
            return list(zip(names, told, strict=True))
    return _mixed(cells[0].split()) if len(cells) == 1 else []


def names_in_run(text: str) -> list[str]:
    """Return the names in `text` where it is names of two words alone, titles aside."""
    found: list[str] = []
    titles: list[str] = []
    name: list[str] = []
    for word in text.split():
        if not name and vocabulary.TITLE_BEFORE.fullmatch(word):
            titles.append(word)
        elif _name_like(word):
            name.append(word)
        else:
            return []
        if len(name) > 1:
            found.append(" ".join([*titles, *name]))
            titles, name = [], []
    return [] if name or titles else found


def _mixed(said: list[str]) -> list[Pair]:
    """Return people each followed by a body of one word or more."""
    if not all(word[0].isupper() or word in vocabulary.JOINERS for word in said):
        return []
    found: list[Pair] = []
    at = 0
    while at + 1 < len(said) and _person_at(said, at):
        end = min(at + 3, len(said))
        while end < len(said) and not _person_at(said, end):
            end += 1
        found.append((" ".join(said[at : at + 2]), " ".join(said[at + 2 : end]) or None))
        at = end
    whole = at >= len(said) and len(found) >= _FEWEST
    return found if whole and any(map(_acronym, said)) else []


def _person_at(said: list[str], at: int) -> bool:
    follows = said[at - 1].lower() not in vocabulary.JOINERS if at else True
    return follows and at + 1 < len(said) and all(map(_name_like, said[at : at + 2]))


def _name_like(word: str) -> bool:
    shaped = word[0].isupper() and any(letter.islower() for letter in word) and word.isascii()
    plain = shaped and word.isprintable() and word[-1] not in ",:;"
    return plain and not _acronym(word) and not vocabulary.names_a_body(word)


def _acronym(word: str) -> bool:
    return bool(_ACRONYM.fullmatch(word))


def _bodies(text: str, known: frozenset[str]) -> list[str]:
    """Part bodies run together where each of them is known from other rows."""
    longest_first = sorted(known, key=len, reverse=True)
    found: list[str] = []
    while text:
        body = next((one for one in longest_first if text.startswith(one)), None)
        if body is None:
            return []
        found.append(body)
        text = text[len(body) :].strip()
    return found
