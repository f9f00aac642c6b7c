"""Reads the rows of an attendance list into people; which column names them is voted on by all."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from service.intake import labels, role_labels, roll_columns, vocabulary
from service.intake.blocks import Block, Kind
from service.intake.keys import has_keys, without_key
from service.intake.listing import joint_names, parted, uncounted
from service.intake.marks import Person
from service.intake.names import bare, looks_like_person, nobody, tells
from service.intake.people import read_person
from service.intake.roll_columns import Columns

_POST_BEFORE = re.compile(r"(?:(?:the )?[a-z][\w-]*\s+){1,4}(?=[A-Z])")
_SEVERAL = re.compile(r"([^(),/]{3,60}/[^(),/]{3,60}?)\s*([(,].*)")
_FROM = re.compile(
    r"\A(?:apologies |regrets )?(?:(?:were|was|had been|have been) )?"
    r"(?:(?:received|accepted|noted|given|sent) )?(?:from|for|by)\s+",
    re.IGNORECASE,
)
_COMMA = re.compile(r"[,;]|\band\b|&")
_FEWEST_LISTED = 3
_MOST_LOOSE = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """How the rows under one label are printed, which no single row can tell.

    `column` names the people of two-column rows; `table` is what a heading row says; `keyed` lists
    print initials beside each name; `sole` rows are the only one under their label.
    """

    column: int = 0
    table: Columns | None = None
    keyed: bool = False
    sole: bool = False


def layout_of(rows: Sequence[Block], column: int) -> Layout:
    """Return the layout of the rows under one label."""
    printed = [row for row in rows if row.text and row.kind is not Kind.HEADING]
    table = roll_columns.layout(printed)
    keyed = has_keys(one for row in printed for one in parted(row.text))
    return Layout(column, table, keyed, sole=len(printed) == 1)


def person_column(rows: Iterable[Block]) -> int:
    """Return the column (0 or 1) that names the people of all two-column rows."""
    score = 0
    for row in rows:
        found = _columns(row)
        if len(found) > 1:
            score += _person_score(found[0]) - _person_score(found[1])
    return 0 if score >= 0 else 1


def heads_columns(row: Block) -> bool:
    """Say whether a row only names the columns below it."""
    return roll_columns.headed(row) is not None


def people_of(row: Block, layout: Layout) -> Iterator[Person]:
    """Return the people printed on one row; nothing where it names nobody or is not understood."""
    if layout.table and row.kind is Kind.TABLE_ROW:
        yield from _tabled(row, layout.table)
        return
    found = _columns(row)
    if len(found) > 1:
        at = layout.column if layout.column < len(found) else 0
        name = without_key(found[at], always=layout.keyed)
        yield from _cell(name, found[:at] + found[at + 1 :])
        return
    listed = _listed(row, layout)
    fewest = _FEWEST_LISTED - layout.sole
    loose = len(listed) >= fewest and all(map(_may_be_name, listed))
    for one in listed or [uncounted(each) for each in found]:
        for person in _cell(without_key(one, always=layout.keyed), (), loose=loose):
            yield replace(person, label=one) if person.label in one else person


def people_of_words(text: str) -> Iterator[Person]:
    """Read a told list, as "supervisors A and B, treasurer C": a post goes before a name."""
    for part in parted(text):
        post = _POST_BEFORE.match(part)
        name = part[post.end() :] if post else part
        person = read_person(name)
        if person and (person.name is None or looks_like_person(person.name)):
            before = post[0].strip() if post else ""
            role = role_labels.role_word(before)
            yield replace(
                person, post=person.post or before or None, roles=(role,) if role else person.roles
            )


def _tabled(row: Block, table: Columns) -> Iterator[Person]:
    others = tuple(
        text
        for at in (table.body, table.post)
        if (text := roll_columns.cell(row, at)) and text != "-"
    )
    status = (
        roll_columns.marked(roll_columns.cell(row, table.status))
        if table.status is not None
        else None
    )
    for person in _cell(roll_columns.cell(row, table.name), others):
        yield replace(person, status=status or person.status)


def _columns(row: Block) -> tuple[str, ...]:
    found = tuple(cell for cell in row.cells if cell) or (row.text,)
    if len(found) > 1 and labels.roll_label(found[0]):
        found = found[1:]
    if len(found) > 1 and role_labels.role_word(found[0]):
        role = found[0].strip("-\u2013\u2014: ")
        return (f"{found[1]} ({role})", *found[2:])
    return found


def _person_score(cell: str) -> int:
    said = vocabulary.words(cell)
    score = 0
    titled = vocabulary.HONORIFIC.search(cell)
    if titled and not vocabulary.names_a_post(vocabulary.HONORIFIC.sub("", cell).strip(" /")):
        score += 3 if len(said) > 1 else 0
    if said and said[0] in vocabulary.UNNAMED:
        score += 3
    if vocabulary.names_a_body(cell):
        score -= 2
    elif looks_like_person(bare(cell)):
        score += 1
    elif cell.isupper() and len(said) == 1:
        score -= 2
    return score


def _listed(row: Block, layout: Layout) -> list[str]:
    """Part a one-cell row that lists several people after a label or between commas."""
    label = labels.roll_label(row.text)
    group = role_labels.group_label(row.text)
    if label and label[1]:
        return parted(_FROM.sub("", label[1], count=1))
    if group and not looks_like_person(group[0]):
        return parted(group[1])
    parts = parted(row.text)
    if row.kind is Kind.LIST_ITEM and not layout.sole:
        return parts if len(parts) >= _FEWEST_LISTED and all(map(_is_person, parts)) else []
    alone = layout.sole or not _COMMA.search(row.text)
    few = len(parts) < (2 if alone else _FEWEST_LISTED)
    named = all(_is_person(part) or (layout.sole and _may_be_name(part)) for part in parts)
    return parts if named and not few else []


def _is_person(part: str) -> bool:
    return looks_like_person(bare(part))


def _may_be_name(part: str) -> bool:
    said = bare(part).split()
    return 0 < len(said) <= _MOST_LOOSE and not (tells(said) and len(said) > 2)  # noqa: PLR2004 - "oliver terbu"


def _cell(cell: str, others: tuple[str, ...], *, loose: bool = False) -> Iterator[Person]:
    if nobody(cell):
        return
    for one in _joint(cell):
        if person := read_person(one, others, loose=loose):
            yield person


def _joint(cell: str) -> list[str]:
    """Two people printed as one, as "Ann Lee/Bo Ray" or "Ann & Bo Lee"."""
    if len(names := joint_names(cell.strip())) > 1:
        return names
    if (several := _SEVERAL.fullmatch(cell)) and all(map(looks_like_person, several[1].split("/"))):
        return [f"{one.strip()} {several[2]}" for one in several[1].split("/")]
    halves = [half.strip() for half in cell.split("/")]
    if len(halves) > 1 and all(looks_like_person(half) and half == bare(half) for half in halves):
        return halves
    return [cell]
