"""From a reading to a draft: the submission it proposes, to be looked at before it is recorded.

What the reading leaves open stays open: an owner whose words do not say clearly whom they mean is
`unclear`, a meeting without a body or a date gives no draft but the reason why.
"""

from calendar import monthrange
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from events.submission.form import MinutesSubmission
from service.intake.blocks import Span
from service.intake.drafted_owners import Owners
from service.intake.reading import (
    ActionRead,
    AttendeeRead,
    DecisionRead,
    DueRead,
    ItemRead,
    MeetingRead,
    Reading,
)

Form = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """A meeting as it would be recorded, or why it cannot be."""

    submission: MinutesSubmission | None
    missing: str | None = None


def drafts_of(reading: Reading) -> list[Draft]:
    """Return a draft for each meeting of the document."""
    return [_draft(meeting) for meeting in reading.meetings]


def _draft(meeting: MeetingRead) -> Draft:
    missing = [name for name in ("body", "date") if getattr(meeting, name) is None]
    if missing:
        return Draft(None, f"the document does not say its {' and its '.join(missing)}")
    try:
        return Draft(MinutesSubmission.model_validate(_given(_form(meeting))))
    except ValidationError as error:
        return Draft(None, "; ".join(_told(each) for each in error.errors()))


def _told(error: ErrorDetails) -> str:
    place = "/".join(str(part) for part in error["loc"])
    return f"what was read as {place} does not fit the form: {error['msg']}"


def _form(meeting: MeetingRead) -> Form:
    owners = Owners(meeting)
    return {
        "body": {"name": _line(meeting.body)},
        "held_on": meeting.date,
        "starts": meeting.start_time,
        "ends": meeting.end_time,
        "place": _line(meeting.venue),
        "theme": _line(meeting.title),
        "attendance": [_attendee(row) for row in meeting.attendance],
        "unlisted": [{"name": _line(name)} for name in meeting.speakers_not_listed],
        "items": [_item(item, meeting, owners) for item in meeting.items],
        "decisions": [
            {"text": _text(each.text), "span": _span(each.span)}
            for each in meeting.decisions
            if _home(each, meeting) is None
        ],
        "actions": [
            _action(each, owners) for each in meeting.actions if _home(each, meeting) is None
        ],
        "next_meeting": meeting.next_meeting
        and {
            "expected": meeting.next_meeting.date.isoformat(),
            "span": _span(meeting.next_meeting.span),
        },
    }


def _attendee(row: AttendeeRead) -> Form:
    return {
        "label": _line(row.label),
        "name": _line(row.name),
        "organisation": _party(row.organisation),
        "post": _line(row.post),
        "capacity": _capacity(row),
        "status": row.status,
        "mode": "video" if row.mode == "video" else "not_recorded",
        "substitute_for": _party(row.represents),
        "duplicate_of": row.duplicate_of,
        "span": _span(row.span),
    }


def _capacity(row: AttendeeRead) -> str:
    if row.represents:
        return "substitute"
    for role, capacity in (
        ("chair", "chair"),
        ("secretary", "secretariat"),
        ("presenter", "presenter"),
    ):
        if role in row.roles:
            return capacity
    return "not_stated"


def _item(item: ItemRead, meeting: MeetingRead, owners: Owners) -> Form:
    key = item.number or item.title
    spans = [paragraph.span for paragraph in item.paragraphs]
    return {
        "number": _line(item.number),
        "title": _text(item.title),
        "paragraphs": [
            {
                "number": _line(each.number),
                "text": _text(each.text),
                "speaker": _line(each.speaker),
                "span": _span(each.span),
            }
            for each in item.paragraphs
        ],
        "decisions": [
            {
                "text": _text(each.text),
                "paragraph": spans.index(each.span) if each.span in spans else None,
                "span": _span(each.span),
            }
            for each in meeting.decisions
            if _home(each, meeting) is item
        ],
        "actions": [
            _action(each, owners) for each in meeting.actions if _home(each, meeting) is item
        ],
        "no_actions": key in meeting.no_actions_items,
        "span": _span(item.span),
    }


def _home(part: ActionRead | DecisionRead, meeting: MeetingRead) -> ItemRead | None:
    """Return the item a part belongs to: of several named alike the last that begins before it."""
    alike = [item for item in meeting.items if part.item == (item.number or item.title)]
    before = [item for item in alike if item.span.start <= part.span.start]
    found = before[-1:] or alike[:1]
    return found[0] if found else None


def _action(action: ActionRead, owners: Owners) -> Form:
    return {
        "text": _text(action.text),
        "owners": list(owners.of(action)),
        "due": action.due and _due(action.due),
        "span": _span(action.span),
    }


def _due(due: DueRead) -> Form:
    words = {"words": _line(due.text)}
    match due.kind:
        case "date" if due.date:
            return {"kind": "date", "day": due.date, **words}
        case "month" if due.date:
            last = monthrange(due.date.year, due.date.month)[1]
            return {
                "kind": "period",
                "first": due.date.replace(day=1),
                "last": due.date.replace(day=last),
                **words,
            }
        case "next_meeting" | "future_meeting" | "standing":
            return {"kind": due.kind, **words}
        case _:
            return {"kind": "as_written", **words}


def _party(name: str | None) -> Form | None:
    return None if name is None else {"name": _line(name)}


def _span(span: Span) -> Form:
    return {"start": span.start, "length": span.end - span.start}


def _line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def _text(text: str | None) -> str | None:
    return text.strip() or None if text else None


def _given(form: Any) -> Any:  # noqa: ANN401  any part of a form
    """Leave out what is not there: a form takes no null."""
    match form:
        case dict():
            return {key: _given(part) for key, part in form.items() if part is not None}
        case list():
            return [_given(part) for part in form]
        case _:
            return form
