"""Why an open action is to be chased, or dealt with at the next meeting of its body."""

from collections.abc import Iterator
from datetime import date
from typing import Final, Literal, NamedTuple

from sqlalchemy import select

from projections import action_owners, deadlines
from projections.deadlines import Asked
from projections.next_meetings import next_after
from projections.overdue_items import NEXT_MEETING, NONE
from service.chasing.following import Followed, Following
from service.record import Record

Reason = Literal[
    "overdue",
    "due",
    "due_at_next_meeting",
    "carried_forward",
    "not_reported",
    "awaiting_confirmation",
    "unowned",
    "unresolved_deadline",
    "no_deadline",
]
_AT_ONCE: Final = 200


class NextMeeting(NamedTuple):
    """The meeting of a body that follows a day, as far as it is known."""

    meeting: str
    day: str


class Matter(NamedTuple):
    """An open action, and why it is to be dealt with; `silent` meetings passed over it."""

    followed: Followed
    reasons: tuple[Reason, ...]
    silent: tuple[str, ...]
    due: str | None
    falls_on: str | None

    @property
    def action(self) -> str:
        """Its identity."""
        return self.followed.item.action


class Matters:
    """Tells of open actions why they are to be dealt with, as of a day."""

    def __init__(self, record: Record, on: date) -> None:
        """Ask `record` for the day `on`."""
        self._record, self._on = record, on.isoformat()
        self.following = Following(record, self._on)
        self._next: dict[str, NextMeeting | None] = {}

    def open(self, asked: Asked, within: str, after: str | None = None) -> Iterator[Matter]:
        """Yield what is open and has a reason; `due` is what falls due from the day to `within`."""
        stretch: list[Followed] = []
        for each in self.following.open(asked, after):
            stretch.append(each)
            if len(stretch) == _AT_ONCE:
                yield from self._matters(asked, stretch, within)
                stretch = []
        yield from self._matters(asked, stretch, within)

    def next_of(self, body: str) -> NextMeeting | None:
        """Return the next meeting of a body, held or scheduled, after the day."""
        if body not in self._next:
            following = next_after(self._record.secretariat, body, self._on, self._record.known_at)
            row = self._record.all(
                select(following.meeting.label("meeting"), following.day.label("day"))
            )[0]
            found = NextMeeting(row["meeting"], row["day"]) if row["meeting"] else None
            self._next[body] = found
        return self._next[body]

    def _matters(self, asked: Asked, stretch: list[Followed], within: str) -> Iterator[Matter]:
        identities = [each.item.action for each in stretch]
        if not identities:
            return
        rows = self._record.all(deadlines.dues_of(asked, identities))
        dues = {row["action"]: (row["due"], row["falls_on"]) for row in rows}
        of = (self._record.secretariat, identities, self._record.known_at)
        owned = {row["action"] for row in self._record.all(action_owners.owners_of(*of))}
        for each in stretch:
            due, falls_on = dues.get(each.item.action, (None, None))
            silent = tuple(self.following.silences(each))
            reasons = tuple(self._why(each, due, within, silent))
            if each.item.action not in owned:
                reasons = (*reasons, "unowned")
            if reasons:
                yield Matter(each, reasons, silent, due, falls_on)

    def _why(
        self, each: Followed, due: str | None, within: str, silent: tuple[str, ...]
    ) -> Iterator[Reason]:
        yield from self._by_deadline(each, due, within)
        if each.item.carried_on is not None and each.item.carried_on >= self._on:
            yield "carried_forward"
        if silent:
            yield "not_reported"
        elif any(self.following.awaiting(each, meeting) for meeting in _open_at(each)):
            yield "awaiting_confirmation"

    def _by_deadline(self, each: Followed, due: str | None, within: str) -> Iterator[Reason]:
        item, following = each.item, self.next_of(each.item.body)
        if item.kind == NONE:
            yield "no_deadline"
        if due is None:
            if item.kind == NEXT_MEETING:
                yield "unresolved_deadline"
        elif due < self._on:
            yield "overdue"
        else:
            if due <= within:
                yield "due"
            if item.kind == NEXT_MEETING or (following and due <= following.day):
                yield "due_at_next_meeting"


def _open_at(each: Followed) -> list[str]:
    """Return the meetings, since it was last spoken of, whose minutes may speak of it."""
    return [standing.meeting for standing in each.run]
