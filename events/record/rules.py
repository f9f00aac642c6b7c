"""When a fact may be corrected or retracted: where what was recorded after it still stands.

The facts are asked for anew, in their order, as if nothing had been recorded wrongly. Whatever the
rules refuse now and did not refuse before is in the way, and is named.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from events.base import NOBODY, Decider, Event, Look, Recorded, said
from events.errors import Declined, NotFound, Refused
from events.ids import EventId
from events.record.commands import CorrectRecord, RecordCommand, RetractRecord
from events.record.effective import Entry, amendments, effective
from events.record.events import RecordCorrected, RecordEvent, RecordRetracted

OTHERS_NAME: Final = frozenset({"organisation", "person", "body"})
"""What other streams may name; its first fact may be corrected, never retracted."""

_NEW: Final = EventId("")


class Amended(NamedTuple):
    """The events of an amendment, and the state of the stream in its light."""

    events: list[Event]
    state: Any


def amend(
    decider: Decider[Any, Any, Any], history: Sequence[Entry], ask: RecordCommand, look: Look
) -> Amended:
    """Answer a correction or retraction of a fact in a stream with that `history`."""
    said(ask.reason, "the reason")
    before = effective(history)
    events = _events(ask, history, before, decider, look)
    after = effective([*history, *_entries(events, history)])
    refused_before = _refused(decider, before, look)
    for revision, why in _refused(decider, after, look).items():
        entry = next(each for each in after if each.revision == revision)
        if entry.id == _NEW:
            raise Refused(f"so corrected it would not stand: {why}") from why
        if revision not in refused_before:
            raise Refused(
                f"{entry.event.wire} of {entry.event.occurred_on}, recorded after it, would not "
                f"stand any more: {why}; correct or retract that first (event {entry.id})"
            ) from why
    return Amended(events, folded(decider, after))


def foreseen(history: Sequence[Entry], ask: RecordCommand) -> list[Entry]:
    """Return the facts in force after an amendment, whether or not the rules allow it."""
    on, event, reason = ask.occurred_on, ask.event, ask.reason
    events: list[Event]
    match ask:
        case CorrectRecord(replacement=replacement):
            correct = RecordCorrected(occurred_on=on, event=event, position=0, reason=reason)
            events = [correct, replacement]
        case RetractRecord():
            events = [RecordRetracted(occurred_on=on, event=event, position=0, reason=reason)]
    return effective([*history, *_entries(events, history)]) if history else []


def folded(decider: Decider[Any, Any, Any], facts: Sequence[Entry]) -> Any:  # noqa: ANN401  a state
    """Return the state after the facts."""
    state = decider.initial
    for entry in facts:
        state = decider.evolve(state, entry.event)
    return state


def _events(
    ask: RecordCommand,
    history: Sequence[Entry],
    before: Sequence[Entry],
    decider: Decider[Any, Any, Any],
    look: Look,
) -> list[Event]:
    fact = _undone(ask, history, decider, look)
    fact = fact or _correctable(ask, history, before, decider, look)
    on, event, reason = ask.occurred_on, ask.event, ask.reason
    at = fact.position if fact.texts is None else fact.texts
    match ask:
        case CorrectRecord(replacement=replacement):
            _differs(fact, replacement)
            asked = decider.asked.get(type(replacement))
            if asked and asked(replacement).stream != ask.stream:
                raise Refused("a fact stays with the thing it is of; retract it and record another")
            correct = RecordCorrected(occurred_on=on, event=event, position=at, reason=reason)
            return [correct, replacement]
        case RetractRecord():
            if fact.revision == 1 and decider.category in OTHERS_NAME:
                raise Refused(
                    f"other records may name this {decider.category}; correct, merge or rename it "
                    "instead of taking back that it is there"
                )
            retract = RecordRetracted(occurred_on=on, event=event, position=at, reason=reason)
            return [retract]


def _differs(fact: Entry, replacement: Event) -> None:
    if type(replacement) is not type(fact.event):
        raise Refused("a fact can be corrected only to one of its kind; retract it instead")
    if replacement == fact.event:
        raise Refused("that is what is recorded; say what is to be different")


def _undone(
    ask: RecordCommand, history: Sequence[Entry], decider: Decider[Any, Any, Any], look: Look
) -> Entry | None:
    """Return the correction or retraction that is to be taken back, where it names one in force."""
    for each in amendments(history):
        if each.entry.id == ask.event and each.in_force:
            if why := decider.closed(_amended(each.entry, history).event, look):
                raise Refused(why)
            return each.entry
    return None


def _amended(entry: Entry, history: Sequence[Entry]) -> Entry:
    """Return the fact that an amendment is about, at however many removes."""
    while isinstance(entry.event, RecordEvent):
        named = entry.event.event
        entry = next(each for each in history if each.id == named)
    return entry


def _correctable(
    ask: RecordCommand,
    history: Sequence[Entry],
    before: Sequence[Entry],
    decider: Decider[Any, Any, Any],
    look: Look,
) -> Entry:
    fact = next((each for each in before if each.id == ask.event), None)
    if fact is None and any(each.id == ask.event for each in history):
        raise Refused("that event is not in force any more; name the one that stands in its place")
    if fact is None:
        raise NotFound(f"event {ask.event} is not among what is recorded of this")
    if type(fact.event) not in decider.asked:
        raise Refused(
            f"{fact.event.wire} is an act, not a statement that could be wrong; record the act "
            "that undoes it"
        )
    if why := decider.closed(fact.event, look):
        raise Refused(why)
    return fact


def _entries(events: Sequence[Event], history: Sequence[Entry]) -> list[Entry]:
    """Return the events as they would stand at the end of the history, under no identity yet."""
    last = history[-1]
    return [
        Recorded(event, last.position + at, last.stream, last.revision + at, _NEW, 0, NOBODY, ())
        for at, event in enumerate(events, start=1)
    ]


def _refused(
    decider: Decider[Any, Any, Any], facts: Sequence[Entry], look: Look
) -> dict[int, Declined]:
    """Ask for every fact anew; return what the rules refuse, by revision."""
    state, refused = decider.initial, dict[int, Declined]()
    for entry in facts:
        asked = decider.asked.get(type(entry.event))
        try:
            decided = asked and decider.decide(asked(entry.event), state, look)
            if entry.id == _NEW and decided != [entry.event]:
                raise Refused("the rules make something else of it; record that instead")
        except Declined as why:
            refused[entry.revision] = why
        state = decider.evolve(state, entry.event)
    return refused
