"""The minutes of one meeting as they were read, as the form of a submission takes them."""

from collections.abc import Iterable

from service.intake.blocks import Span
from service.intake.drafted_owners import Owners
from service.intake.fitting import Form
from service.intake.reading import (
    ActionRead,
    AttendeeRead,
    DecisionRead,
    ItemRead,
    MeetingRead,
    ParagraphRead,
)
from service.intake.sentences import sentences
from service.intake.values import due_of, line, party, span_of, text

_LONGEST_PARAGRAPH = 20_000
_UNTITLED = "(no title)"


def minutes_form(meeting: MeetingRead, owners: Owners) -> Form:
    """Return the form of a meeting, which may lack its body or its day."""
    return {
        "body": party(meeting.body),
        "held_on": meeting.date,
        "starts": meeting.start_time,
        "ends": meeting.end_time,
        "place": line(meeting.venue),
        "theme": line(meeting.title),
        "attendance": [_attendee(row) for row in meeting.attendance],
        "unlisted": [_unlisted(name, meeting) for name in meeting.speakers_not_listed],
        "items": [_item(item, meeting, owners) for item in meeting.items],
        "decisions": [
            {"text": text(each.text), "span": span_of(each.span)}
            for each in meeting.decisions
            if _home(each, meeting) is None
        ],
        "actions": [
            _action(each, owners) for each in meeting.actions if _home(each, meeting) is None
        ],
        "next_meeting": meeting.next_meeting
        and {
            "expected": meeting.next_meeting.date.isoformat(),
            "span": span_of(meeting.next_meeting.span),
        },
        "span": _heading(meeting),
    }


def _heading(meeting: MeetingRead) -> Form | None:
    """Return where the heading stands: from its first line to the last before any row or item."""
    parts = [row.span.start for row in meeting.attendance]
    parts += [item.span.start for item in meeting.items]
    above = [each for each in meeting.labels if each.end <= min(parts, default=each.end)]
    return span_of(min(above, key=_start).to(max(above, key=_start))) if above else None


def _start(span: Span) -> int:
    return span.start


def _unlisted(name: str, meeting: MeetingRead) -> Form:
    """Return somebody who is not listed, with the first paragraph in which they speak."""
    said = (part.span for item in meeting.items for part in item.paragraphs if part.speaker == name)
    first = next(said, None)
    return {"name": line(name), "span": first and span_of(first)}


def _attendee(row: AttendeeRead) -> Form:
    return {
        "label": line(row.label),
        "name": line(row.name),
        "organisation": party(row.organisation),
        "post": line(row.post),
        "capacity": _capacity(row),
        "status": row.status,
        "mode": "video" if row.mode == "video" else "not_recorded",
        "substitute_for": party(row.represents),
        "duplicate_of": row.duplicate_of,
        "span": span_of(row.span),
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
    paragraphs = [part for each in item.paragraphs for part in _paragraph(each)]
    spans = [each["span"] for each in paragraphs]
    return {
        "number": line(item.number),
        "title": text(item.title) or _UNTITLED,
        "paragraphs": paragraphs,
        "decisions": [
            {
                "text": text(each.text),
                "paragraph": spans.index(at) if (at := span_of(each.span)) in spans else None,
                "span": at,
            }
            for each in meeting.decisions
            if _home(each, meeting) is item
        ],
        "actions": [
            _action(each, owners) for each in meeting.actions if _home(each, meeting) is item
        ],
        "no_actions": key in meeting.no_actions_items,
        "span": span_of(item.span),
    }


def _paragraph(read: ParagraphRead) -> Iterable[Form]:
    """Yield a paragraph, in parts where it is too long for the record."""
    for at, part in enumerate(_parts(read.text)):
        yield {
            "number": None if at else line(read.number),
            "text": text(part),
            "speaker": line(read.speaker),
            "span": span_of(read.span),
        }


def _parts(text: str) -> list[str]:
    """Part a text that is too long after a sentence."""
    if len(text) <= _LONGEST_PARAGRAPH:
        return [text]
    parts = [""]
    for sentence in sentences(text):
        if len(parts[-1]) + len(sentence) >= _LONGEST_PARAGRAPH:
            parts.append("")
        parts[-1] = f"{parts[-1]} {sentence}".strip()
    return [part for part in parts if part]


def _home(part: ActionRead | DecisionRead, meeting: MeetingRead) -> ItemRead | None:
    """Return the item a part belongs to: of several named alike the last that begins before it."""
    alike = [item for item in meeting.items if part.item == (item.number or item.title)]
    before = [item for item in alike if item.span.start <= part.span.start]
    found = before[-1:] or alike[:1]
    return found[0] if found else None


def _action(action: ActionRead, owners: Owners) -> Form:
    return {
        "text": text(action.text),
        "owners": list(owners.of(action)),
        "due": action.due and due_of(action.due),
        "span": span_of(action.span),
    }
