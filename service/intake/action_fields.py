"""Fields after an action or below it, as "Owner: Ann" or "Due: 3 May"; they are no part of it."""

import re
from dataclasses import dataclass

from service.intake.threads import Thread

_OWNER = (
    r"(?:action )?owners?|responsible(?: person| party)?|responsibility|assigned to|assignees?|"
    r"by whom|who|lead"
)
_DUE = r"due(?: date| by| on)?|deadline|by when|when|target(?: date)?|timescale|complete by"
_NAMED = rf"(?:(?P<owner>{_OWNER})|(?P<due>{_DUE}))\s*[:=]\s*"
_LINE = re.compile(rf"{_NAMED}(?P<value>\S.*)", re.IGNORECASE)
_FIELD = re.compile(rf"(?<=\S)[ ,;|(\[\u2013\u2014-]+{_NAMED}", re.IGNORECASE)
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class ActionField:
    """Who owes an action, or by when; the other is None."""

    owners: str | None
    due: str | None


def action_field(text: str) -> ActionField | None:
    """Return the field that makes up a whole line, if it does."""
    found = _LINE.fullmatch(text.strip())
    return _field(found, found["value"]) if found else None


def without_fields(action: Thread) -> None:
    """Take the fields at the end of an action out of its words."""
    for found in reversed(list(_FIELD.finditer(action.text))):
        value = action.text[found.end() :]
        if len(value) > _LONGEST:
            return
        field = _field(found, value)
        action.owners, action.due = field.owners or action.owners, field.due or action.due
        action.text = action.text[: found.start()]


def _field(found: re.Match[str], printed: str) -> ActionField:
    value = printed.strip(" .,;)]|")
    return ActionField(value, None) if found["owner"] else ActionField(None, f"by {value}")
