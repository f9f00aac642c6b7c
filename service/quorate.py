"""Puts together what a quorum is counted from: the day, the terms, the members and the rows."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy.engine import RowMapping

from events.when import first_day, last_day
from projections import agenda_items, body_terms, meetings, quorum
from projections.quorum import Answer, Attendee, Count, Reason, Seat, Terms, Timeline
from service.record import Record


class Stretch(NamedTuple):
    """A count from one moment up to the next; None is the beginning or the end of the meeting."""

    begins: str | None
    ends: str | None
    counted: Count


class AtItem(NamedTuple):
    """A count at an item, without those who took no part in it."""

    item: int
    number: str | None
    counted: Count


class Found(NamedTuple):
    """The answer of a meeting; `reasons` are why nothing could be counted at all."""

    quorate: Answer
    reasons: tuple[Reason, ...] = ()
    terms: RowMapping | None = None
    seats: int | None = None
    stretches: Sequence[Stretch] = ()
    items: Sequence[AtItem] = ()


def quorum_of(record: Record, meeting: str, missing: str) -> Found:
    """Return whether enough members were there; `NotFound` with `missing` where no meeting is."""
    of = (record.secretariat, meeting, record.known_at)
    held = record.one(meetings.meeting(*of), missing)
    if not held["held"]:
        return Found("unknown", ("not_held",))
    terms = _terms(record, held)
    if isinstance(terms, tuple):
        return Found("unknown", terms)
    rule = quorum.rule_of(terms)
    seats = _seats(record, held)
    if rule is None:
        return Found("unknown", ("no_rule",), terms)
    if not seats:
        return Found("unknown", ("members_unknown",), terms)
    rows = record.all(quorum.rows_that_count(*of))
    attendees = [quorum.attendee(row) for row in rows if row["duplicate_of"] is None]
    timeline = Timeline(
        Terms(rule, terms["substitution"]), seats, attendees, _recused(record, of, rows)
    )
    stretches = list(_stretches(timeline, attendees, held))
    items = [
        AtItem(each["item"], each["number"], timeline.during(each["item"]))
        for each in record.all(agenda_items.items_of(*of))
    ]
    counts = [*(each.counted for each in stretches), *(each.counted for each in items)]
    return Found(quorum.throughout(counts), (), terms, len(seats), stretches, items)


def _terms(record: Record, held: RowMapping) -> RowMapping | tuple[Reason, ...]:
    """Return the terms in force on the day, or why that is not known."""
    of = (record.secretariat, held["body"])
    found = record.all(body_terms.in_force(*of, held["last_day"], record.known_at))
    if not found:
        return ("no_terms",)
    known: RowMapping = found[0]
    if last_day(known["approved_on"]).isoformat() > held["day"]:
        return ("terms_not_certain",)
    return known


def _seats(record: Record, held: RowMapping) -> list[Seat]:
    """Return the seats of the day: one for each person, and one for each post without a holder."""
    span = (held["day"], held["last_day"])
    query = quorum.memberships_within(record.secretariat, held["body"], *span, record.known_at)
    seats: dict[str, Seat] = {}
    for row in record.all(query):
        holder = row["person"] or row["membership"]
        organisations = {row["organisation"], row["on_behalf_of"]} - {None}
        before = seats.get(holder, Seat(holder, frozenset(), frozenset(), certain=False))
        seats[holder] = before._replace(
            roles=before.roles | {row["role"]},
            organisations=before.organisations | organisations,
            certain=before.certain or _certain(row, *span),
            vacant=row["person"] is None,
        )
    return list(seats.values())


def _certain(row: RowMapping, first: str, last: str) -> bool:
    joined = last_day(row["joined_on"]).isoformat() <= first
    return joined and (row["left_on"] is None or first_day(row["left_on"]).isoformat() >= last)


def _recused(
    record: Record, of: tuple[str, str, int | None], rows: Iterable[RowMapping]
) -> dict[int, frozenset[int]]:
    """Return the rows that took no part, by item, each as the row that counts for it."""
    kept = {row["row"]: row["duplicate_of"] or row["row"] for row in rows}
    found: dict[int, frozenset[int]] = {}
    for each in record.all(quorum.recusals_of(*of)):
        row = kept.get(each["row"], each["row"])
        found[each["item"]] = found.get(each["item"], frozenset()) | {row}
    return found


def _stretches(
    timeline: Timeline, attendees: Sequence[Attendee], held: RowMapping
) -> Iterable[Stretch]:
    begins = quorum.moments(attendees, held["starts"], held["ends"])
    for begun, ended in zip(begins, [*begins[1:], held["ends"]], strict=True):
        at = begun or held["starts"] or ""
        yield Stretch(begun or held["starts"], ended, timeline.at(at))
