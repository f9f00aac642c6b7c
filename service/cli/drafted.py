"""A draft as people read it: beside each thing the line of the document it was taken from.

It is talk on standard error; nothing of it is recorded yet.
"""

from bisect import bisect_right
from itertools import accumulate

from rich.table import Table

from events.submission.form import ActionSubmitted, Attendee, MinutesDraft, Span
from service.cli.terminal import TALK
from service.intake.draft import Draft

_PAPERS = ("issues_log", "recommendations", "members", "sub_groups", "progress_updates")


class Lines:
    """Finds the printed line, from 1, in which a span of a text begins."""

    def __init__(self, text: str) -> None:
        """Count the lines of `text`."""
        lengths = (len(line) + 1 for line in text.split("\n"))
        self._starts = [0, *accumulate(lengths)]

    def of(self, span: Span | None) -> str:
        """Return the number of the line, or nothing where there is no span."""
        return "" if span is None else str(bisect_right(self._starts, span.start))


def show(draft: Draft, text: str) -> None:
    """Show what was read in a document with this text."""
    lines = Lines(text)
    for at, meeting in enumerate(draft.meetings):
        _show_meeting(meeting, at, lines)
    for name in _PAPERS:
        if parts := getattr(draft, name):
            TALK.print(f"{name.replace('_', ' ')}: {len(parts)}")
    for each in draft.findings:
        where = f"line {lines.of(each.span)}"
        TALK.print(f"{each.kind.replace('_', ' ')}, {where}: {each.message}", markup=False)


def _show_meeting(meeting: MinutesDraft, at: int, lines: Lines) -> None:
    body = meeting.body.name or meeting.body.id if meeting.body else "(no body)"
    held_on = meeting.held_on or "(no date)"
    TALK.print(f"{body}, {held_on}  (/meetings/{at})", style="bold", markup=False)
    attendance = _table("", "line", "name", "organisation", "status", "capacity", "for")
    for row, each in enumerate(meeting.attendance):
        attendance.add_row(str(row), lines.of(each.span), *_attendee(each))
    TALK.print(attendance)
    actions = _table("item", "line", "owners", "due", "action")
    for number, action in _actions(meeting):
        owned = "; ".join(f"{each.words} ({each.kind})" for each in action.owners)
        due = action.due.words or action.due.kind if action.due else ""
        actions.add_row(number, lines.of(action.span), owned or "(unowned)", due, action.text)
    TALK.print(actions)
    if meeting.next_meeting is not None:
        TALK.print(f"next meeting: {meeting.next_meeting.expected}")


def _attendee(line: Attendee) -> tuple[str, ...]:
    again = f" (again: {line.duplicate_of})" if line.duplicate_of is not None else ""
    return (
        (line.name or line.label) + again,
        (line.organisation.name or "") if line.organisation else line.post or "",
        line.status,
        line.capacity.replace("_", " ") if line.capacity != "not_stated" else "",
        (line.substitute_for.name or "") if line.substitute_for else "",
    )


def _actions(meeting: MinutesDraft) -> list[tuple[str, ActionSubmitted]]:
    outside = [("", action) for action in meeting.actions]
    within = [
        (item.number or item.title, action) for item in meeting.items for action in item.actions
    ]
    return outside + within


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
