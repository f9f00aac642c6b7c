"""What of a stream is in force: its facts in order, corrected in place, less those retracted.

A fact that replaces another keeps the position and revision of that one, so that what is named by
them stays the same; its private values are kept where it was recorded itself (`Recorded.texts`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from events.base import Recorded
from events.ids import EventId
from events.record.events import RecordCorrected, RecordEvent, RecordRetracted

Entry = Recorded[Any]


@dataclass(slots=True)
class Amendment:
    """A correction or retraction in a stream; `replacement` is the fact a correction brings."""

    entry: Recorded[RecordEvent]
    replacement: Entry | None = None
    in_force: bool = True

    @property
    def target(self) -> EventId:
        """The event it is about."""
        return self.entry.event.event


def effective(history: Sequence[Entry]) -> list[Entry]:
    """Return the facts in force after a whole stream."""
    found = amendments(history)
    if not found:
        return list(history)
    brought = {id(each.replacement) for each in found}
    facts: dict[EventId, Entry | None] = {
        entry.id: entry
        for entry in history
        if not isinstance(entry.event, RecordEvent) and id(entry) not in brought
    }
    places: dict[EventId, EventId] = {}
    for each in found:
        place = places.get(each.target, each.target)
        if each.replacement is not None:
            places[each.replacement.id] = place
        if each.in_force and place in facts:
            facts[place] = _instead(facts[place], each.replacement)
    return [entry for entry in facts.values() if entry is not None]


def amendments(history: Sequence[Entry]) -> list[Amendment]:
    """Return the corrections and retractions in their order, and which of them are in force."""
    found: list[Amendment] = []
    for at, entry in enumerate(history):
        if isinstance(entry.event, RecordCorrected):
            follows = history[at + 1] if at + 1 < len(history) else None
            found.append(Amendment(entry, follows))
        elif isinstance(entry.event, RecordRetracted):
            found.append(Amendment(entry))
    undone: set[EventId] = set()
    for each in reversed(found):
        each.in_force = each.entry.id not in undone
        if each.in_force and isinstance(each.entry.event, RecordRetracted):
            undone.add(each.target)
    return found


def _instead(fact: Entry | None, replacement: Entry | None) -> Entry | None:
    if fact is None or replacement is None:
        return None
    return replacement._replace(
        position=fact.position, revision=fact.revision, texts=replacement.position
    )
