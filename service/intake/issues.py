"""Reads issues logs: tables whose heading row names issues; what is put together is found."""

from collections.abc import Iterator
from dataclasses import dataclass

from service.intake import dates, labels
from service.intake.blocks import Block, Kind
from service.intake.columns import is_row
from service.intake.issue_numbers import number_rows
from service.intake.issue_rows import LogRow, Page, rows_of
from service.intake.log_heads import LogHead, log_head
from service.intake.reading import Finding, IssueRead

_TITLE_LINES = 6
_LONGEST_THEME = 10


@dataclass(frozen=True, slots=True)
class IssuesLog:
    """The issues read, what to check in them, and the blocks that stand outside any log."""

    issues: tuple[IssueRead, ...]
    findings: tuple[Finding, ...]
    rest: list[Block]


def read_issues(blocks: list[Block]) -> IssuesLog:
    """Read every issues log of a document."""
    issues: list[IssueRead] = []
    findings: list[Finding] = []
    rest: list[Block] = []
    index = 0
    while index < len(blocks):
        if (head := _head(blocks, index)) is None:
            rest.append(blocks[index])
            index += 1
            continue
        end = _end(blocks, index, head)
        read, found = _read(head, [*_title(rest), *blocks[index:end]])
        issues += read
        findings += found
        index = end
    return IssuesLog(tuple(issues), tuple(findings), rest)


def _head(blocks: list[Block], index: int) -> LogHead | None:
    block = blocks[index]
    if not is_row(block):
        return None
    above = blocks[max(0, index - _TITLE_LINES) : index]
    return log_head(block, titled=any(labels.names_issues_log(one.text) for one in above))


def _title(rest: list[Block]) -> list[Block]:
    """Take the title of a log from the end of what was read before it; return what follows it."""
    for back, block in enumerate(reversed(rest[-_TITLE_LINES:]), start=1):
        if labels.names_issues_log(block.text):
            below = rest[len(rest) - back + 1 :]
            del rest[-back:]
            return below
    return []


def _end(blocks: list[Block], start: int, head: LogHead) -> int:
    """Where the log ends: at the first line that is no row and no theme above a row."""
    end = start + 1
    for index in range(start + 1, len(blocks)):
        if head.holds(blocks[index]):
            end = index + 1
        elif blocks[index].text and not _theme_above_row(blocks, index, head):
            break
    return end


def _theme_above_row(blocks: list[Block], index: int, head: LogHead) -> bool:
    below = (block for block in blocks[index + 1 : index + 4] if block.text)
    row = next(below, None)
    short = len(blocks[index].text.split()) <= _LONGEST_THEME
    return short and row is not None and head.holds(row)


def _read(head: LogHead, blocks: list[Block]) -> tuple[list[IssueRead], list[Finding]]:
    numbered = number_rows(rows_of(list(_pages(blocks, head)), head))
    issues: list[IssueRead] = []
    for row, number in numbered:
        earlier = next((one.raised for one in reversed(issues) if one.raised), None)
        printed = dates.printed(row.raised)
        raised = printed[0].after(earlier) if printed and earlier else None
        raised = raised or (printed[0].on() if printed else None)
        issues.append(
            IssueRead(
                number=number,
                number_printed=row.number or None,
                raised=raised,
                theme=row.theme or None,
                issue=row.issue,
                proposed_action=row.action or None,
                span=row.span,
                owner=row.owner or None,
                status=row.status or None,
            )
        )
    found = [
        f for (row, _), issue in zip(numbered, issues, strict=True) for f in _doubts(row, issue)
    ]
    return issues, found


def _pages(blocks: list[Block], head: LogHead) -> Iterator[Page]:
    """Return runs of rows between blank lines; a short line above a row is their theme."""
    page = Page()
    for block in blocks:
        if block.kind is Kind.RULE or block.text == head.text:
            continue
        if not block.text:
            yield page
            page = Page(theme="" if page.rows else page.theme)
        elif head.holds(block):
            page.rows.append(block)
        else:
            yield page
            page = Page(theme=block.text.rstrip(": "))
    yield page


def _doubts(row: LogRow, issue: IssueRead) -> Iterator[Finding]:
    if row.turned:
        message = f"The page of this issue was scanned turned round: {issue.issue[:80]}"
        yield Finding("turned_page", message, row.span, 0.6)
    if issue.number is not None and issue.number != issue.number_printed:
        printed = f"printed {issue.number_printed!r}" if issue.number_printed else "not printed"
        message = f"Number {issue.number} is taken from its place; it is {printed}."
        yield Finding("inferred_number", message, row.span, 0.7)
    if row.torn:
        message = f"The beginning of this issue is lost: {issue.issue[:80]}"
        yield Finding("cut", message, row.span, 0.7)
    elif row.rejoined:
        message = f"Put together from several rows: {issue.issue[-80:]}"
        yield Finding("cut", message, row.span, 0.7)
    if not issue.issue:
        message = f"No issue is printed beside this proposed action: {row.action[:80]}"
        yield Finding("doubtful_issue", message, row.span, 0.5)
