"""Reads the rows of an attendance list into people; which column names them is voted on by all."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from service.intake import labels, vocabulary
from service.intake.blocks import Block, Kind
from service.intake.marks import Person
from service.intake.names import looks_like_person, nobody
from service.intake.people import read_person

_BETWEEN = re.compile(r"[,;](?![^()]*\))|\s+(?:and|&)\s+(?![^()]*\))")
_SHARED_NAME = re.compile(
    r"([A-Z][\w'\u2019-]+)\s+(?:&|and)\s+([A-Z][\w'\u2019-]+)\s+([A-Z][\w'\u2019-]+)"
)
_POST_BEFORE = re.compile(r"(?:(?:the )?[a-z][\w-]*\s+){1,4}(?=[A-Z])")
_SEVERAL = re.compile(r"([^(),/]{3,60}/[^(),/]{3,60}?)\s*([(,].*)")
_BRACKETED = re.compile(r"[A-Z][^()]{2,60}\([^()]{2,80}\)")
_COLUMN_NAMES = vocabulary.word_set(
    "name names role roles post position title organisation organization company body department "
    "representing initials present apologies status attendance email"
)
_FEWEST_LISTED = 3


def person_column(rows: Iterable[Block]) -> int:
    """Return the column (0 or 1) that names the people of all two-column rows."""
    score = 0
    for row in rows:
        columns = _columns(row)
        if len(columns) > 1:
            score += _person_score(columns[0]) - _person_score(columns[1])
    return 0 if score >= 0 else 1


def heads_columns(row: Block) -> bool:
    """Say whether a row only names the columns below it."""
    return len(row.cells) > 1 and all(
        cell.lower().strip(":") in _COLUMN_NAMES for cell in row.cells
    )


def people_of(row: Block, column: int) -> Iterator[Person]:
    """Return the people printed on one row; nothing where it names nobody or is not understood."""
    columns = _columns(row)
    if len(columns) > 1:
        at = column if column < len(columns) else 0
        others = columns[:at] + columns[at + 1 :]
        yield from _cell(columns[at], others)
    elif listed := _listed(row):
        for one in listed:
            yield from _cell(one, ())
    elif columns:
        yield from _cell(columns[0], ())


def split_people(text: str) -> list[str]:
    """Return the people of a printed list, parted at commas and "and" outside brackets."""
    parts = (part.strip(" .") for part in _BETWEEN.split(text))
    return [part.removeprefix("and ").strip() for part in parts if part]


def people_of_words(text: str) -> Iterator[Person]:
    """Read a told list, as "supervisors A and B, treasurer C": a post goes before a name."""
    for part in split_people(text):
        post = _POST_BEFORE.match(part)
        name = part[post.end() :] if post else part
        person = read_person(name)
        if person and (person.name is None or looks_like_person(name)):
            before = post[0].strip() if post else ""
            role = labels.role_word(before)
            yield replace(
                person, post=person.post or before or None, roles=(role,) if role else person.roles
            )


def _columns(row: Block) -> tuple[str, ...]:
    columns = tuple(cell for cell in row.cells if cell) or (row.text,)
    if len(columns) > 1 and labels.roll_label(columns[0]):
        columns = columns[1:]
    if len(columns) > 1 and labels.role_word(columns[0]):
        role = columns[0].strip("-\u2013\u2014: ")
        return (f"{columns[1]} ({role})", *columns[2:])
    return columns


def _person_score(cell: str) -> int:
    said = vocabulary.words(cell)
    score = 0
    if vocabulary.HONORIFIC.search(cell):
        score += 3
    if said and said[0] in vocabulary.UNNAMED:
        score += 3
    if vocabulary.names_a_body(cell):
        score -= 2
    elif looks_like_person(cell):
        score += 1
    elif cell.isupper() and len(said) == 1:
        score -= 2
    return score


def _listed(row: Block) -> list[str]:
    """Part a one-cell row that lists several people after a label or between commas."""
    label = labels.roll_label(row.text)
    group = labels.group_label(row.text)
    if label and label[1]:
        return split_people(label[1])
    if group and not looks_like_person(group[0]):
        return split_people(group[1])
    parts = split_people(row.text)
    many = len(parts) >= _FEWEST_LISTED and all(looks_like_person(part) for part in parts)
    return parts if many and row.kind is not Kind.LIST_ITEM else []


def _cell(cell: str, others: tuple[str, ...]) -> Iterator[Person]:
    if nobody(cell):
        return
    for one in _joint(cell):
        if person := read_person(one, others):
            yield person


def _is_whole(cell: str, parts: list[str]) -> bool:
    """Whether a cell is nothing but several names, each with something in brackets."""
    people = all(looks_like_person(part.partition("(")[0]) for part in parts)
    return people and "".join(parts).replace(" ", "") == cell.replace(" ", "")


def _joint(cell: str) -> list[str]:
    """Two people printed as one, as "Ann Lee/Bo Ray" or "Ann & Bo Lee"."""
    if shared := _SHARED_NAME.fullmatch(cell.strip()):
        return [f"{shared[1]} {shared[3]}", f"{shared[2]} {shared[3]}"]
    bracketed = _BRACKETED.findall(cell)
    if len(bracketed) > 1 and _is_whole(cell, bracketed):
        return [one.strip() for one in bracketed]
    if (several := _SEVERAL.fullmatch(cell)) and all(map(looks_like_person, several[1].split("/"))):
        return [f"{one.strip()} {several[2]}" for one in several[1].split("/")]
    halves = [half.strip() for half in cell.split("/")]
    if len(halves) > 1 and all(looks_like_person(half) for half in halves):
        return halves
    return [cell]
