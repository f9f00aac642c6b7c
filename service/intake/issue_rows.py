"""Rows of an issues log put together again: themes above rows, rows that go on or were cut."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from service.intake.blocks import Block, Span
from service.intake.log_heads import LogHead
from service.intake.sentences import finished, glue, opens_low, sentences
from service.intake.turned_pages import RawRow, is_date, upright

_LONGEST_THEME = 90
_FEWEST_LETTERS = 4


@dataclass(slots=True)
class Page:
    """Rows printed together, with the theme of a line above them."""

    theme: str = ""
    rows: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LogRow:
    """One issue; `torn` where it may be the end of the issue on the page before."""

    number: str
    raised: str
    theme: str
    issue: str
    action: str
    owner: str
    status: str
    span: Span
    turned: bool = False
    torn: bool = False
    rejoined: bool = False

    def with_rest(self, rest: "LogRow") -> "LogRow":
        """Return the row with what stood in another row and belongs to it."""
        return replace(
            self,
            issue=glue(self.issue, rest.issue).strip(),
            action=glue(self.action, rest.action).strip(),
            owner=glue(self.owner, rest.owner).strip(),
            status=glue(self.status, rest.status).strip(),
            span=self.span.to(rest.span),
            rejoined=True,
        )


def rows_of(pages: list[Page], head: LogHead) -> list[LogRow]:
    """Return the issues of all pages; the first of a page may be `torn`."""
    rows: list[LogRow] = []
    theme = ""
    for page in pages:
        theme = page.theme or theme
        top = len(rows)
        for raw in upright(page.rows, head):
            if named := _theme(raw, head):
                theme = named
                continue
            row = _row(raw, theme)
            theme = row.theme
            if _begins(row, head, rows[top:]):
                rows.append(row)
            elif len(rows) > top:
                rows[-1] = rows[-1].with_rest(row)
            else:
                rows.append(replace(row, torn=bool(rows)))
        if 0 < top < len(rows):
            rows[top - 1 : top + 1] = _sentence_back(rows[top - 1], rows[top])
    return rows


def _row(raw: RawRow, theme: str) -> LogRow:
    said = raw.cells
    return LogRow(
        number=said.get("number", ""),
        raised=said.get("raised", ""),
        theme=said.get("theme", theme),
        issue=said.get("issue", ""),
        action=said.get("action", ""),
        owner=said.get("owner", ""),
        status=said.get("status", ""),
        span=raw.span,
        turned=raw.turned,
    )


def _theme(raw: RawRow, head: LogHead) -> str | None:
    """Return the theme where a row holds nothing else: words where a number or a date belongs."""
    said = list(raw.cells.values())
    first = raw.cells.get("number", "")
    longest = max(said, key=len, default="")
    letters = sum(letter.isalpha() for letter in first) >= _FEWEST_LETTERS
    misplaced = letters and not any(letter.isdigit() for letter in first)
    spread = len(said) > 1 and len(set(said)) == 1
    if not (misplaced or spread) or is_date(raw.cells.get("raised", "")):
        return None
    return longest if len(longest) <= _LONGEST_THEME and head.at("number") is not None else None


def _begins(row: LogRow, head: LogHead, above: list[LogRow]) -> bool:
    """Whether a row opens an issue: by its number or its date where the log prints either."""
    if row.number or row.raised:
        return True
    if head.at("raised") is not None or not (row.issue and row.action):
        return head.at("raised") is None and head.at("number") is None
    return not above or finished(above[-1].issue) or not opens_low(row.issue)


def _sentence_back(before: LogRow, after: LogRow) -> Iterator[LogRow]:
    """Give an issue back the end of its sentence that a page break left in the next one."""
    cut = before.issue and not finished(before.issue) and opens_low(after.issue)
    told = sentences(after.issue)
    if cut and not after.torn and len(told) > 1:
        yield replace(before, issue=glue(before.issue, told[0]), rejoined=True)
        yield replace(after, issue=after.issue[len(told[0]) :].strip())
    else:
        yield before
        yield after
