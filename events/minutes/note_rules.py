"""When words are kept out of what is published, and notes put beside the minutes.

None of it changes what stands in them.
"""

from events.base import Look, said
from events.errors import NotFound, Refused
from events.meeting.numbers import unused
from events.meeting.parts import account_with
from events.meeting.state import require
from events.minutes.commands import AnnotateMinutes, LiftRedaction, NoteCommand, RedactPassage
from events.minutes.events import MinutesAnnotated, NoteEvent, PassageRedacted, RedactionLifted
from events.minutes.state import Known


def decide(command: NoteCommand, minutes: Known, look: Look) -> list[NoteEvent]:
    """Answer a command about what stands beside the minutes."""
    match command:
        case RedactPassage():
            return _redact(command, minutes, look)
        case LiftRedaction():
            return _lift(command, minutes)
        case AnnotateMinutes():
            return _annotate(command, minutes, look)


def _redact(ask: RedactPassage, minutes: Known, look: Look) -> list[NoteEvent]:
    unused(ask.redaction, minutes.notes.redactions, "redaction")
    account_with(require(look, ask.meeting), ask.part, ask.number)
    said(ask.exemption, "the exemption")
    said(ask.reviewer, "the reviewer")
    _within(ask)
    return [
        PassageRedacted(
            occurred_on=ask.occurred_on,
            meeting=ask.meeting,
            redaction=ask.redaction,
            part=ask.part,
            number=ask.number,
            start=ask.start,
            length=ask.length,
            exemption=ask.exemption,
            reviewer=ask.reviewer,
            review_on=ask.review_on,
            by=ask.by,
        )
    ]


def _within(ask: RedactPassage) -> None:
    """Refuse a stretch that is half told, empty, or longer than the words there are."""
    if ask.start is None and ask.length is None:
        return
    if ask.start is None or ask.length is None:
        raise Refused("give the start and the length of the words, or neither for all of them")
    if ask.start < 0 or ask.length < 1:
        raise Refused("redact at least one character, counted from 0")
    if ask.long is None:
        raise Refused("the words were erased; redact the whole of it")
    if ask.start + ask.length > ask.long:
        raise Refused(f"{ask.part} {ask.number} has {ask.long:,} characters; redact within those")


def _lift(ask: LiftRedaction, minutes: Known) -> list[NoteEvent]:
    said(ask.reason, "the reason")
    if ask.redaction not in minutes.notes.redactions:
        raise NotFound(f"there is no redaction {ask.redaction} of these minutes")
    if ask.redaction in minutes.notes.lifted:
        return []
    return [
        RedactionLifted(
            occurred_on=ask.occurred_on,
            meeting=ask.meeting,
            redaction=ask.redaction,
            reason=ask.reason,
            by=ask.by,
        )
    ]


def _annotate(ask: AnnotateMinutes, minutes: Known, look: Look) -> list[NoteEvent]:
    unused(ask.annotation, minutes.notes.annotations, "annotation")
    said(ask.text, "the text of the annotation")
    if (ask.part is None) != (ask.number is None):
        raise Refused("name a part by its kind and its number, or neither for all the minutes")
    if ask.part is not None and ask.number is not None:
        account_with(require(look, ask.meeting), ask.part, ask.number)
    return [
        MinutesAnnotated(
            occurred_on=ask.occurred_on,
            meeting=ask.meeting,
            annotation=ask.annotation,
            part=ask.part,
            number=ask.number,
            text=ask.text,
            by=ask.by,
        )
    ]
