"""Tables of recommendations: a heading row names the columns, each row below it is one."""

import re
from dataclasses import dataclass, field
from itertools import count

from service.intake.blocks import Kind
from service.intake.reports import labels, numbering
from service.intake.reports.exchanges import Answer, Asked, Part
from service.intake.reports.passages import Passage

_RECOMMENDATION = re.compile(r"(?:.{0,30}\s)?recommendations?(?:\s.{0,30})?", re.IGNORECASE)
_NUMBER = re.compile(
    r"#|(?:rec(?:ommendation)?\.?\s*)?(?:no\.?|nr\.?|number|ref(?:erence)?\.?)|rec\.?|item",
    re.IGNORECASE,
)
_RESPONSE = re.compile(
    r"(?:.{0,40}\s)?(?:response|reply|answer|decision|comments?|position|accepted|agreed|accept)"
    r"(?:[ /?].{0,40})?",
    re.IGNORECASE,
)
_PARAGRAPHS = re.compile(r"(?:report )?(?:paragraphs?|paras?\.?)(?: (?:no|ref)\.?)?", re.IGNORECASE)
_THEME = re.compile(r"(?:themes?|areas?|topics?|sections?|subjects?)", re.IGNORECASE)
_COLUMNS = (
    ("number", _NUMBER),
    ("paragraphs", _PARAGRAPHS),
    ("recommendation", _RECOMMENDATION),
    ("response", _RESPONSE),
    ("theme", _THEME),
)
_EMPTY = re.compile(r"|[-\u2013\u2014]+|n/?a|nil", re.IGNORECASE)
_YES_NO = re.compile(r"y(?:es)?|no?", re.IGNORECASE)
_NUMBERS = re.compile(numbering.NUMBERS + r"\.?", re.IGNORECASE)


@dataclass(slots=True)
class Table:
    """The columns of a table under their heads, and its rows as recommendations."""

    heads: tuple[str, ...]
    columns: dict[str, list[int]]
    asked: list[Asked] = field(default_factory=list)
    section: str | None = None


def read_tables(passages: list[Passage]) -> tuple[list[Asked], set[int]]:
    """Return the recommendations of all tables, and which passages hold them."""
    asked: list[Asked] = []
    used: set[int] = set()
    table: Table | None = None
    numbers = count(1)
    for index, passage in enumerate(passages):
        if passage.kind is not Kind.TABLE_ROW:
            table = None
        elif columns := _columns(passage):
            table = Table(passage.blocks[0].cells, columns, asked)
            used.add(index)
        elif table is not None:
            used.add(index)
            _take(table, passage, numbers)
    return asked, used


def _columns(row: Passage) -> dict[str, list[int]] | None:
    found: dict[str, list[int]] = {}
    for index, cell in enumerate(row.blocks[0].cells):
        name = next(
            (name for name, pattern in _COLUMNS if pattern.fullmatch(cell.strip(" :"))), None
        )
        if kind := name or labels.column(cell):
            found.setdefault(kind, []).append(index)
    answers = {"response", "owner", "due", "action", "status"} & set(found)
    return found if "recommendation" in found and answers else None


def _take(table: Table, row: Passage, numbers: "count[int]") -> None:
    said = _cell(row, table.columns.get("recommendation"))
    filled = [cell for cell in row.blocks[0].cells if cell]
    if len(filled) == 1 and (not said or "number" in table.columns):
        table.section = filled[0]
    elif said:
        table.asked.append(_asked(table, row, said, numbers))
    elif table.asked:
        _go_on(table, row)


def _asked(table: Table, row: Passage, said: str, numbers: "count[int]") -> Asked:
    printed = _cell(row, table.columns.get("number"))
    given = labels.recommendation(said)
    number = numbering.numbered(said)
    text, paragraphs = numbering.without_reference(said)
    if _NUMBERS.fullmatch(printed):
        found = printed.rstrip(".")
    elif given and given.text:
        found, text = given.numbers[0], given.text
    elif number:
        found, text = number
    else:
        found = ""
    cited = numbering.numbers_of(_cell(row, table.columns.get("paragraphs")))
    section = _cell(row, table.columns.get("theme")) or table.section
    place = next(numbers)
    asked = Asked(found or str(place), section, (*paragraphs, *cited), [Part(text, row)], row)
    asked.inferred = not found
    asked.answer = _answer(table, row)
    return asked


def _answer(table: Table, row: Passage) -> Answer | None:
    said = [(table.heads[at], _cell(row, [at])) for at in table.columns.get("response", [])]
    told = [f"{head}: {cell}" if _YES_NO.fullmatch(cell) else cell for head, cell in said if cell]
    answer = Answer(parts=[Part(text, row) for text in told])
    for name in ("owner", "due", "action", "status"):
        if text := _cell(row, table.columns.get(name)):
            answer.fields[name] = Part(text, row)
    return answer if answer.parts or answer.fields else None


def _go_on(table: Table, row: Passage) -> None:
    """Add a row that only goes on with the response of the row above it."""
    answer = _answer(table, row)
    last = table.asked[-1]
    if answer and last.answer:
        last.answer.parts.extend(answer.parts)
        for name, part in answer.fields.items():
            last.answer.fields.setdefault(name, part)
    else:
        last.answer = last.answer or answer


def _cell(row: Passage, at: list[int] | None) -> str:
    cells = [row.blocks[0].cells[index] for index in at or () if index < len(row.blocks[0].cells)]
    return next((cell for cell in cells if not _EMPTY.fullmatch(cell)), "")
