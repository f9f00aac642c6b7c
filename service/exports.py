"""Lists for spreadsheets and programs: lines of CSV (RFC 4180) or of JSON, one an item."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Any, Final

import orjson

CSV, JSONL = "text/csv", "application/jsonl"
FORMS: Final = (CSV, JSONL)

Item = Mapping[str, Any]
"""An item as JSON, without what has no value."""


def lines(form: str, columns: Sequence[str], items: Iterable[Item]) -> Iterator[str]:
    """Yield the lines of a list; `columns` are those of CSV, a dot leads into an object."""
    return csv_lines(columns, items) if form == CSV else json_lines(items)


def csv_lines(columns: Sequence[str], items: Iterable[Item]) -> Iterator[str]:
    """Yield a line of names, then a line for each item; what is no text stands as JSON."""
    yield _line(columns)
    for item in items:
        yield _line([_cell(item, column) for column in columns])


def json_lines(items: Iterable[Item]) -> Iterator[str]:
    """Yield an object for each item."""
    for item in items:
        yield orjson.dumps(item, option=orjson.OPT_APPEND_NEWLINE).decode()


def _line(cells: Sequence[str]) -> str:
    written = StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()


def _cell(item: Item, column: str) -> str:
    found: Any = item
    for name in column.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    if found is None:
        return ""
    return found if isinstance(found, str) else orjson.dumps(found).decode()
