"""The heading row of an issues log, and which column holds what; a table of actions is none."""

from dataclasses import dataclass
from typing import Literal

from service.intake.action_tables import action_columns
from service.intake.blocks import Block
from service.intake.columns import Columns, columns_of, grid, is_row
from service.intake.vocabulary import word_set, words

Part = Literal["number", "raised", "theme", "issue", "action", "owner", "status"]

_NAMED: tuple[tuple[Part, frozenset[str]], ...] = (
    ("action", word_set("action actions response responses mitigation resolution recommendation")),
    ("number", word_set("no no. number ref reference # id")),
    ("raised", word_set("raised date logged opened reported")),
    ("owner", word_set("owner owners lead responsible assigned")),
    ("status", word_set("status state progress closed")),
    ("theme", word_set("theme category area topic section heading")),
    ("issue", word_set("issue issues risk risks concern concerns problem problems description")),
)
_LONGEST_NAME = 8


@dataclass(frozen=True, slots=True)
class LogHead:
    """The columns of a log, and the part of an issue that each holds, if it is one we know."""

    text: str
    columns: Columns
    parts: tuple[Part | None, ...]

    def at(self, part: Part) -> int | None:
        """Return the column that holds `part`."""
        return self.parts.index(part) if part in self.parts else None

    def holds(self, block: Block) -> bool:
        """Whether a line is a row of the log, or what of a row goes on below it."""
        return is_row(block) or self.columns.begins_under_one(block)


def log_head(row: Block, *, titled: bool) -> LogHead | None:
    """Return the columns where `row` heads an issues log; `titled` says a title above names one."""
    parts = tuple(map(_part, grid(row)))
    if "issue" not in parts or len(set(parts) - {None}) < 2:  # noqa: PLR2004 - one is no table
        return None
    owed = action_columns(row) is not None and "raised" not in parts
    known = "raised" in parts or {"number", "action"} <= set(parts)
    return LogHead(row.text, columns_of(row), parts) if titled or (known and not owed) else None


def _part(cell: str) -> Part | None:
    said = set(words(cell))
    if not 0 < len(said) <= _LONGEST_NAME:
        return None
    return next((part for part, named in _NAMED if said & named), None)
