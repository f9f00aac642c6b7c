"""The shapes of lines that may be rows of an attendance list, before anybody is read from them."""

import re
from collections.abc import Iterator

from service.intake import labels, role_labels, vocabulary
from service.intake.blocks import Block, Kind
from service.intake.listing import counts_people
from service.intake.people import read_person
from service.intake.reading import Status
from service.intake.roll_columns import lists_people
from service.intake.vocabulary import word_set

_LONGEST_ROW = 16
_LONGEST_ASIDE = 6
_WORDS_TO_A_NAME = 4
_LONGEST_SENTENCE = 6
_FEWEST_TABLED = 3
_NAMES_IN_CAPITALS = 2
_FIELD = re.compile(
    r"(?:agenda|date|duration|link|location|next meeting|opened|closed|place|previous meeting|"
    r"quorum|recording|time|venue|when|where)\b[^:]{0,40}:",
    re.IGNORECASE,
)
_VERBS = word_set("was were is are has have had will would received noted")


def row_like(block: Block) -> bool:
    """Whether a block may be a row of an attendance list and not a sentence."""
    if _FIELD.match(block.text):
        return False
    if labelled(block):
        return True
    said = block.text.split()
    if block.kind is Kind.LIST_ITEM:
        return len(said) <= _LONGEST_ROW
    shouted = block.text.isupper() and len(said) > _NAMES_IN_CAPITALS
    if shouted or _VERBS & set(said) or _heads_something_else(block):
        return False
    titles = sum(vocabulary.TITLE_BEFORE.fullmatch(word) is not None for word in said)
    if (block.text.count(",") + titles) * _WORDS_TO_A_NAME >= len(said):
        return True
    ends = block.text.endswith(".") and len(said) > _LONGEST_SENTENCE
    return len(said) <= _LONGEST_ROW and not ends


def belongs_to(rows: list[Block], block: Block) -> bool:
    """Whether a printed line below `rows` may be one of them."""
    printed = [row for row in rows if row.text]
    tabled = len(printed) >= _FEWEST_TABLED and all(r.kind is Kind.TABLE_ROW for r in printed)
    listed = any(row.kind is Kind.LIST_ITEM for row in printed)
    aside = block.kind is Kind.LIST_ITEM or len(block.text.split()) <= _LONGEST_ASIDE
    fits = block.kind is Kind.TABLE_ROW if tabled else aside or not listed
    return fits and row_like(block)


def goes_on(last: Block, block: Block) -> bool:
    """Whether a line below a blank one goes on with the people named on the line of a label."""
    if last.text.endswith((",", " and", "&")):
        return row_like(block)
    person = read_person(block.text.split(" and ")[0])
    short = len(block.text.split()) <= _LONGEST_ROW
    return counts_people(block.text) or bool(short and person and person.name and person.post)


def labelled(block: Block) -> bool:
    """Whether a line is "Chair: A. Person" or "Council members: A, B"."""
    return bool(role_labels.role_label(block.text) or role_labels.group_label(block.text))


def labelled_row(block: Block) -> Status | None:
    """Return the status of a row whose first cell is a label, where columns follow it."""
    label = labels.roll_label(block.cells[0]) if len(block.cells) > 1 else None
    listed = any("," in cell for cell in block.cells[1:])
    return label[0] if label and not label[1] and not listed else None


def tables_of_people(blocks: list[Block]) -> set[int]:
    """Return where tables begin that show themselves that they list who was there."""
    tables = ([index for index, _ in table] for table in _tables(blocks))
    return {table[0] for table in tables if lists_people([blocks[index] for index in table])}


def _tables(blocks: list[Block]) -> Iterator[list[tuple[int, Block]]]:
    """Yield the rows of each table; rules and gaps may stand between them."""
    rows: list[tuple[int, Block]] = []
    for index, block in enumerate(blocks):
        if block.kind is Kind.TABLE_ROW:
            rows.append((index, block))
        elif rows and block.text:
            yield rows
            rows = []
    if rows:
        yield rows


def _heads_something_else(block: Block) -> bool:
    """Whether a line ends with a colon and says nothing that people are grouped by."""
    if block.kind is not Kind.PARAGRAPH or not block.text.endswith(":"):
        return False
    known = vocabulary.GROUPS | vocabulary.POST_WORDS | vocabulary.ORGANISATION_WORDS
    return not known & set(vocabulary.words(block.text.rstrip(":")))
