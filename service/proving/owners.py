"""Who owned an action on a day, worked out of the entries of its stream and nothing else.

Where what is only dated by a month or a year may have been before or after the day, the answer says
so and gives both.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, NamedTuple, cast

from events.action import state as action_state
from events.action.events import ActionEvent
from events.action.state import Closed, Open, Unassigned
from events.action.terms import Owner
from events.base import ERASED, Event, Recorded
from events.record.effective import effective
from events.when import first_day, last_day
from service.ledger.leaf import instant

Told = dict[str, Any]


class Held(NamedTuple):
    """An owner, and the event that gave the action to them."""

    owner: Owner
    by: Recorded[Event]


def owners_on(history: Sequence[Recorded[Event]], day: date) -> Told:
    """Return who owned an action on a day, given the history of its stream."""
    facts = effective(history)
    surely, perhaps = (_held(facts, day, known=last_day), _held(facts, day, known=first_day))
    answer = {"state": surely[0], "owners": [_told(each, history) for each in surely[1]]}
    other = {"state": perhaps[0], "owners": [_told(each, history) for each in perhaps[1]]}
    if answer == other:
        return answer | {"certain": True}
    return answer | {"certain": False, "or": other}


def _held(facts: Iterable[Recorded[Event]], day: date, known: Any) -> tuple[str, list[Held]]:  # noqa: ANN401
    """Fold what was true by the end of the day; `known` says from which day on a date counts."""
    state: action_state.Action = Unassigned()
    held: dict[int, Held] = {}
    in_time = [each for each in facts if known(each.event.occurred_on) <= day]
    in_time.sort(key=lambda each: (first_day(each.event.occurred_on), each.position))
    for each in in_time:
        state = action_state.evolve(state, cast("ActionEvent", each.event))
        owners = () if isinstance(state, Unassigned) else state.task.owners
        held = {
            owner.number: before
            if (before := held.get(owner.number)) and before.owner == owner
            else Held(owner, each)
            for owner in owners
        }
    return _NAMES[type(state)], list(held.values())


_NAMES: Final = {Unassigned: "not given out", Open: "open", Closed: "closed"}


def _told(held: Held, history: Sequence[Recorded[Event]]) -> Told:
    party = held.owner.party
    words = held.owner.words
    told: Told = {"number": held.owner.number, "kind": party.kind, "part": held.owner.part}
    for name in ("person", "organisation", "body", "role"):
        if (value := getattr(party, name, None)) is not None:
            told[name] = value
    if words is not ERASED:
        told["words"] = words
    own = next(each for each in history if each.id == held.by.id)
    return told | {"event": _event(own)}


def _event(recorded: Recorded[Event]) -> Told:
    """Return which entry says so, on whose authority, from where."""
    provenance = recorded.provenance
    told: Told = {
        "position": recorded.position,
        "id": recorded.id,
        "stream": recorded.stream,
        "revision": recorded.revision,
        "type": recorded.event.wire,
        "recorded_at": instant(recorded.recorded_at),
        "occurred_on": recorded.event.occurred_on,
        "actor": provenance.actor,
    }
    if authority := provenance.authority:
        told["authority"] = {"kind": authority.kind}
        if authority.reference is not None:
            told["authority"]["reference"] = authority.reference
    if source := provenance.source:
        told["source"] = {"document": source.document, "span": [source.start, source.end]}
    return told
