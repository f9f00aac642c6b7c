"""How actions stand at the meetings they were before, put together from the record."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from sqlalchemy.engine import RowMapping

from events.when import last_day
from projections import before_meetings, mentions, series
from projections.deadlines import Asked
from projections.silence import (
    NOT_REPORTED,
    Asserted,
    Item,
    Met,
    Standing,
    since_last_spoken,
    standings,
)
from service.chasing.narrations import Narrations
from service.likeness.narration import Likeness
from service.record import Record

EVER: Final = "9999-12-30"
"""The last day on which what is open now is open."""
_AT_ONCE: Final = 200


class Followed(NamedTuple):
    """An action, the mentions of it, and how it stands at each meeting it was before."""

    item: Item
    mentions: Sequence[RowMapping]
    found: Sequence[Standing]

    @property
    def run(self) -> list[Standing]:
        """How it stands at the meetings since it was last spoken of."""
        return since_last_spoken(self.found)

    @property
    def silent(self) -> list[str]:
        """The meetings since then whose minutes no event of it names, though it was before them."""
        return [each.meeting for each in self.run if each.state == NOT_REPORTED]

    def judged(self, meeting: str) -> list[tuple[str, int]]:
        """Return the passages of a meeting of which somebody said whether they speak of it."""
        return [(row["part"], row["number"]) for row in self.mentions if row["meeting"] == meeting]


class Following:
    """Follows actions up to a day through the meetings held by then, each body read once."""

    def __init__(self, record: Record, on: str = EVER) -> None:
        """Read from `record`, and leave out meetings after the day `on`."""
        self.record, self._on = record, on
        self.narrations = Narrations(record)
        self._held: defaultdict[str, list[Met]] = defaultdict(list)
        self._series: defaultdict[str, list[Asserted]] = defaultdict(list)
        self._read: set[str] = set()

    def these(self, identities: list[str]) -> list[Followed]:
        """Follow those actions, open or closed."""
        asked = Asked(self.record.secretariat, "", self.record.known_at)
        return self._follow(self.record.all(before_meetings.asked_of_these(asked, identities)))

    def open(
        self, asked: Asked, after: str | None = None, meeting: str | None = None
    ) -> Iterator[Followed]:
        """Follow what is open on the day asked, after that action; read a stretch at a time.

        With a meeting, follow what is spoken of there too.
        """
        while True:
            query = before_meetings.asked_of(asked, meeting, after, _AT_ONCE)
            rows = self.record.all(query)
            yield from self._follow(rows)
            if len(rows) < _AT_ONCE:
                return
            after = rows[-1]["action"]

    def silences(self, each: Followed) -> list[str]:
        """Return the meetings that were silent whatever a person may yet find in other minutes.

        Those before a passage that looks like the action may turn out not to matter.
        """
        places = [at for at, meeting in enumerate(each.silent) if self.awaiting(each, meeting)]
        return each.silent[places[-1] + 1 if places else 0 :]

    def awaiting(self, each: Followed, meeting: str) -> list[Likeness]:
        """Return the passages of a meeting that look like the action, and nobody has judged."""
        return self.narrations.like(each.item.action, meeting, each.judged(meeting))

    def held(self, body: str) -> list[Met]:
        """Return the meetings of a body that were held by the day."""
        self._read_of([body])
        return self._held[body]

    def _follow(self, rows: Iterable[RowMapping]) -> list[Followed]:
        items = [_item(row) for row in rows]
        self._read_of({item.body for item in items})
        identities = [item.action for item in items]
        said: defaultdict[str, list[RowMapping]] = defaultdict(list)
        of = (self.record.secretariat, identities, self.record.known_at)
        for row in self.record.all(mentions.mentions_of(*of)) if identities else ():
            said[row["action"]].append(row)
        followed = [self._stand(item, said[item.action]) for item in items]
        self.narrations.prepare(each.item.action for each in followed if each.silent)
        return followed

    def _stand(self, item: Item, said: Sequence[RowMapping]) -> Followed:
        spoken = {row["meeting"]: row for row in said if row["counts"]}
        found = standings(item, spoken, self._held[item.body], self._series[item.body])
        return Followed(item, said, tuple(found))

    def _read_of(self, bodies: Iterable[str]) -> None:
        new = [body for body in bodies if body not in self._read]
        if not new:
            return
        self._read.update(new)
        of = (self.record.secretariat, new, self.record.known_at)
        for row in self.record.all(before_meetings.meetings_held(*of)):
            if row["last_day"] <= self._on:
                met = Met(row["meeting"], row["day"], row["last_day"], row["minuted"])
                self._held[row["body"]].append(met)
        for row in self.record.all(series.all_assertions(*of)):
            said = Asserted(row["first"], row["last"], row["complete"])
            self._series[row["body"]].append(said)


def _item(row: RowMapping) -> Item:
    since = row["set_on"] or row["given_on"] or last_day(row["assigned_on"]).isoformat()
    return Item(
        action=row["action"],
        body=row["body"],
        kind=row["kind"],
        due=row["due"],
        since=since,
        set_at=row["set_at"],
        carried_on=row["carried_on"],
        closed_on=row["closed_on"],
    )


def asked_on(record: Record, day: date, body: str | None = None, owner: str | None = None) -> Asked:
    """Ask for what is open on a day."""
    return Asked(record.secretariat, day.isoformat(), record.known_at, body, owner)


def day_before(day: str) -> date:
    """Return the day before a day, so that what was closed on the day counts as open."""
    return date.fromisoformat(day) - timedelta(days=1)
