"""The issues log of a document: a row each, with the number that was printed or that we infer."""

from collections.abc import Iterator, Sequence

from events.errors import AlreadyThere, Refused
from events.handling import CONFIDENTIAL
from events.ids import BodyId, IssueId
from events.issue.commands import InferNumber, LogIssue, SetIssueHandling, UpdateIssue
from events.plans import Plan, Register
from events.submission.names import Mint
from events.submission.papers import DraftIssue
from events.submission.parts.part import Line, Paper, Part, Rows
from events.when import When, on_day

KEY = "issues_log"


def issues_log(paper: Paper, rows: Sequence[DraftIssue]) -> Part:
    """Return the part that logs them; what is not dated is logged on the day of the paper."""

    def plan(register: Register, mint: Mint) -> Plan:
        log = Rows(paper, KEY, [each.span for each in rows], register, mint)
        _check(rows, log.body, register)
        lines, issues = list[Line](), list[IssueId]()
        for at, row in enumerate(rows):
            issue = IssueId(row.id or log.names.new("issue"))
            issues.append(issue)
            on = on_day(row.raised) if row.raised else paper.on
            lines.extend((each, row.span) for each in _commands(row, issue, log.body, on))
            _note(row, issue, log, at)
        return log.planned(lines, issues=issues)

    return Part(KEY, plan)


def _check(rows: Sequence[DraftIssue], body: BodyId, register: Register) -> None:
    """Refuse a number that stands twice, in these rows or in the log that is in the record."""
    first = dict[str, int]()
    for at, row in enumerate(rows):
        if row.number is None or row.id is not None:
            continue
        if first.setdefault(row.number, at) != at:
            raise Refused(
                f"number {row.number} stands twice in this issues log, as /{KEY}/"
                f"{first[row.number]} and as /{KEY}/{at}; correct one of them in the draft"
            )
        for issue in register.issues_numbered(body, row.number):
            raise AlreadyThere(
                f"number {row.number} of this issues log is issue {issue} already; "
                f"where this row says it anew, give it that identity in the draft (/{KEY}/{at}/id)"
            )


Command = LogIssue | UpdateIssue | InferNumber | SetIssueHandling


def _commands(row: DraftIssue, issue: IssueId, body: BodyId, on: When) -> Iterator[Command]:
    if row.id is not None:
        yield UpdateIssue(
            occurred_on=on,
            issue=issue,
            theme=row.theme,
            text=row.issue,
            proposed_action=row.proposed_action,
        )
    else:
        yield _logged(row, issue, body, on)
        if _is_inferred(row):
            yield InferNumber(
                occurred_on=on, issue=issue, number=row.number or "", basis="sequence"
            )
    if row.handling == CONFIDENTIAL:
        yield SetIssueHandling(occurred_on=on, issue=issue, handling=CONFIDENTIAL)


def _logged(row: DraftIssue, issue: IssueId, body: BodyId, on: When) -> LogIssue:
    return LogIssue(
        occurred_on=on,
        issue=issue,
        body=body,
        number=None if _is_inferred(row) else row.number,
        printed=row.number_printed,
        theme=row.theme,
        raised_on=on_day(row.raised) if row.raised else None,
        text=row.issue,
        proposed_action=row.proposed_action,
    )


def _is_inferred(row: DraftIssue) -> bool:
    """Tell whether what is printed is not the number: another glyph, or nothing."""
    return row.number is not None and row.number_printed != row.number


def _note(row: DraftIssue, issue: IssueId, log: Rows, at: int) -> None:
    if row.id is None and _is_inferred(row):
        log.names.find("inferred_number", log.at(at), id=issue)
    if row.issue is None:
        log.names.find("illegible_issue", log.at(at), id=issue)
