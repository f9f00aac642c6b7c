"""Letters to owners: what each is to be reminded of, in words."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from service.chasing.matters import Reason

_SAID: Final[dict[Reason, str]] = {
    "overdue": "overdue",
    "due": "due soon",
    "due_at_next_meeting": "due at the next meeting",
    "carried_forward": "carried forward to the next meeting",
    "not_reported": "not reported at the last meeting it was before",
    "awaiting_confirmation": "perhaps reported: a person is to confirm it",
    "unowned": "nobody owns it",
    "unresolved_deadline": "due at a next meeting that is not known yet",
    "no_deadline": "no deadline",
}


class Line(NamedTuple):
    """One action of a letter."""

    text: str
    reference: str | None
    body: str
    due: str | None
    reasons: Sequence[Reason]
    reminded: str | None


def said(reason: Reason) -> str:
    """Return a reason in words."""
    return _SAID[reason]


def letter(to: str, on: str, lines: Sequence[Line]) -> str:
    """Return a letter as plain text."""
    head = f"To: {to}\nDate: {on}\n\n"
    count = "this action is" if len(lines) == 1 else f"these {len(lines)} actions are"
    told = f"According to our minutes {count} open:\n\n"
    return head + told + "\n".join(_told(number, line) for number, line in enumerate(lines, 1))


def _told(number: int, line: Line) -> str:
    reference = f" [{line.reference}]" if line.reference else ""
    due = f"due {line.due}; " if line.due else ""
    reasons = ", ".join(map(said, line.reasons))
    reminded = f"   {line.reminded}\n" if line.reminded else ""
    return f"{number}. {line.text}{reference}\n   {line.body}: {due}{reasons}\n{reminded}"
