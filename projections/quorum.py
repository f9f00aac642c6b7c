"""Whether enough members were there, moment by moment and item by item; what is not known stays so.

A seat is a member's. It is filled by the member, or where the terms allow it by who sits for them,
and counts once. Secretaries and observers have no seat. Where presence is known in part, what is
counted has a least and a most, and the answer is unknown where it hangs on the difference.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Any, Literal, NamedTuple

from sqlalchemy import Select, select

from events.body.terms import OfKind, Quorum
from projections import body_terms, declarations, memberships
from projections.attendance import NOT_RECORDED, PRESENT
from projections.attendance import TABLE as ATTENDANCE
from projections.base import Position, current
from projections.identities import canonical, finally_who
from projections.prepared import prepared
from projections.presence import Interval, Moment, intervals_of

Answer = Literal["yes", "no", "unknown"]
Reason = Literal[
    "not_held",
    "no_terms",
    "terms_not_certain",
    "no_rule",
    "members_unknown",
    "membership_not_certain",
    "posts_without_holders",
    "presence_not_recorded",
    "moment_not_known",
    "substitution_not_stated",
    "mode_not_recorded",
]

_BY_SCREEN = frozenset({"video", "telephone"})
_NO_SEAT = ("secretary", "observer")


class Seat(NamedTuple):
    """A seat of a member of that day; `certain` where imprecise dates leave no doubt of it.

    `holder` is the person, or the membership where only a post is known (`vacant`).
    """

    holder: str
    roles: frozenset[str]
    organisations: frozenset[str]
    certain: bool = True
    vacant: bool = False


class Attendee(NamedTuple):
    """A row of the attendance that counts, by who they finally are."""

    row: int
    person: str | None
    substitute_for: str | None
    status: str
    mode: str
    intervals: Sequence[Interval]


class Terms(NamedTuple):
    """What the terms in force say: the rule, and whether members may send a substitute."""

    rule: Quorum
    substitution: str


class Count(NamedTuple):
    """How many seats were filled: surely `present`, at most `possible`; `needed` likewise."""

    present: int
    possible: int
    needed: int
    needed_most: int
    quorate: Answer
    reasons: tuple[Reason, ...]


class _There(IntEnum):
    OUT, MAYBE, IN = 0, 1, 2


_Found = tuple[_There, Reason | None]
_AWAY: _Found = (_There.OUT, None)
_SILENT: _Found = (_There.MAYBE, "presence_not_recorded")


def needed(rule: Quorum, seats: int) -> int:
    """Return how many of so many members must be present; at least one."""
    if rule.at_least is not None:
        return rule.at_least
    above, below = (
        (rule.numerator, rule.denominator or 1) if rule.numerator else (rule.percent or 0, 100)
    )
    share = seats * above
    least = share // below + 1 if rule.more_than else -(-share // below)
    return max(least, 1)


class Timeline:
    """The seats of a meeting and who filled them."""

    def __init__(
        self,
        terms: Terms,
        seats: Sequence[Seat],
        rows: Sequence[Attendee],
        recused: Mapping[int, frozenset[int]],
    ) -> None:
        """Know the seats and the rows that count; `recused` has the rows by their item."""
        self._terms, self._seats, self._recused = terms, seats, recused
        self._own: dict[str, list[Attendee]] = {}
        self._sitting: dict[str, list[Attendee]] = {}
        for row in rows:
            if row.person is not None:
                self._own.setdefault(row.person, []).append(row)
            if row.substitute_for is not None:
                self._sitting.setdefault(row.substitute_for, []).append(row)

    def at(self, moment: str) -> Count:
        """Count at a time of day, and until the next moment somebody came or left.

        An empty text is the beginning.
        """
        return self._count(moment, 0, frozenset())

    def during(self, item: int) -> Count:
        """Count at an item, without those who took no part in it."""
        return self._count(item, 1, self._recused.get(item, frozenset()))

    def _count(self, moment: str | int, scale: int, recused: frozenset[int]) -> Count:
        found = [(seat, *self._seat(seat, moment, scale, recused)) for seat in self._seats]
        filled = [(seat, there) for seat, there, _ in found]
        rule, kinds = self._terms.rule, self._terms.rule.of_which or ()
        sure = [seat for seat in self._seats if seat.certain]
        least, most = needed(rule, len(sure)), needed(rule, len(self._seats))
        tests = [_enough(filled, least, most)]
        tests += [_enough(_of_kind(filled, kind), kind.at_least, kind.at_least) for kind in kinds]
        quorate = _together(tests)
        doubts = {reason for _, there, reason in found if there is _There.MAYBE and reason}
        if len(sure) != len(self._seats):
            doubts.add("membership_not_certain")
        return Count(
            present=sum(there is _There.IN for _, there in filled),
            possible=sum(there is not _There.OUT for _, there in filled),
            needed=least,
            needed_most=most,
            quorate=quorate,
            reasons=tuple(sorted(doubts)) if quorate == "unknown" else (),
        )

    def _seat(self, seat: Seat, moment: str | int, scale: int, recused: frozenset[int]) -> _Found:
        """Tell whether a seat was filled then, and if that is not known why."""
        if seat.vacant:
            return _There.MAYBE, "posts_without_holders"
        own = self._own.get(seat.holder, [])
        found = [self._filled(row, moment, scale, recused) for row in own if self._sits_here(row)]
        found += [
            self._stands_in(self._filled(row, moment, scale, recused))
            for row in self._sitting.get(seat.holder, [])
        ]
        best = max(found, key=lambda each: each[0], default=_SILENT)
        if best[0] is _There.OUT and not own:
            return _SILENT
        return best

    def _sits_here(self, row: Attendee) -> bool:
        """Tell whether somebody sits in their own seat: not where they may sit in another's."""
        taken = row.substitute_for is not None and self._terms.substitution == "allowed"
        return not taken or row.substitute_for not in {each.holder for each in self._seats}

    def _stands_in(self, found: _Found) -> _Found:
        match self._terms.substitution:
            case "allowed":
                return found
            case "not_allowed":
                return _AWAY
            case _:
                return (min(found[0], _There.MAYBE), "substitution_not_stated")

    def _filled(
        self, row: Attendee, moment: str | int, scale: int, recused: frozenset[int]
    ) -> _Found:
        if row.status == NOT_RECORDED:
            return _SILENT
        if row.status != PRESENT or row.row in recused:
            return _AWAY
        if self._terms.rule.remote_counts is False and row.mode in _BY_SCREEN:
            return _AWAY
        there = _there(row.intervals, moment, scale)
        if there is _There.MAYBE:
            return there, "moment_not_known"
        if there and self._terms.rule.remote_counts is False and row.mode == "not_recorded":
            return _There.MAYBE, "mode_not_recorded"
        return there, None


def moments(rows: Iterable[Attendee], starts: str | None, ends: str | None) -> list[str]:
    """Return the times at which somebody came or left during a meeting, the beginning first."""
    known = {
        end[0]
        for row in rows
        if row.status == PRESENT
        for interval in row.intervals
        for end in interval
        if end is not None and end[0] is not None
    }
    return ["", *sorted(each for each in known if (starts or "") < each < (ends or "~"))]


def _there(intervals: Sequence[Interval], moment: str | int, scale: int) -> _There:
    """Tell whether they were there; an end that is not known on this scale may be anywhere."""
    if not intervals:
        return _There.IN
    return max(_within(begun, ended, moment, scale) for begun, ended in intervals)


def _within(begun: Moment | None, ended: Moment | None, moment: str | int, scale: int) -> _There:
    came = _compared(begun, moment, scale, missing=True)
    stayed = _compared(ended, moment, scale, missing=False)
    if came is False or stayed is True:
        return _There.OUT
    return _There.IN if came and stayed is False else _There.MAYBE


def _compared(
    end: Moment | None,
    moment: Any,  # noqa: ANN401  a time or an item, as the scale is
    scale: int,
    *,
    missing: bool,
) -> bool | None:
    """Tell whether an end had passed at that moment; None where that is not known."""
    if end is None:
        return missing
    known: Any = end[scale]
    return None if known is None else bool(known <= moment)


def _of_kind(filled: list[tuple[Seat, _There]], kind: OfKind) -> list[tuple[Seat, _There]]:
    return [
        (seat, there)
        for seat, there in filled
        if kind.role in seat.roles or kind.organisation in seat.organisations
    ]


def _enough(filled: list[tuple[Seat, _There]], least: int, most: int) -> Answer:
    surely = sum(there is _There.IN and seat.certain for seat, there in filled)
    perhaps = sum(there is not _There.OUT for _, there in filled)
    if surely >= most:
        return "yes"
    return "no" if perhaps < least else "unknown"


def _together(tests: Sequence[Answer]) -> Answer:
    if "no" in tests:
        return "no"
    return "unknown" if "unknown" in tests else "yes"


def throughout(counts: Iterable[Count]) -> Answer:
    """Return whether every one of several was quorate."""
    return _together([each.quorate for each in counts])


@prepared
def memberships_within(
    secretariat: str, body: str, first: str, last: str, known_at: Position | None
) -> Select[Any]:
    """Return the memberships with a seat that may cover some of these days, by person."""
    member, merged = memberships.TABLE.alias(), canonical(secretariat, known_at)
    return (
        select(
            member.c.membership,
            finally_who(member.c.person, merged).label("person"),
            member.c.role,
            member.c.organisation,
            member.c.on_behalf_of,
            member.c.joined_on,
            member.c.left_on,
        )
        .outerjoin_from(member, merged, merged.c.person == member.c.person)
        .where(current(member, secretariat, known_at), member.c.body == body)
        .where(memberships.covers(member, first, last), member.c.role.not_in(_NO_SEAT))
        .order_by(member.c.membership)
    )


@prepared
def rows_that_count(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    """Return the attendance of a meeting without what is printed again, by who they finally are."""
    rows, merged = ATTENDANCE.alias(), canonical(secretariat, known_at)
    mine, theirs = merged.alias(), merged.alias()
    return (
        select(
            rows.c.row,
            rows.c.duplicate_of,
            finally_who(rows.c.person, mine).label("person"),
            finally_who(rows.c.substitute_for, theirs).label("substitute_for"),
            rows.c.status,
            rows.c.mode,
            rows.c.intervals,
        )
        .outerjoin_from(rows, mine, mine.c.person == rows.c.person)
        .outerjoin(theirs, theirs.c.person == rows.c.substitute_for)
        .where(current(rows, secretariat, known_at), rows.c.meeting == meeting)
        .order_by(rows.c.row)
    )


@prepared
def recusals_of(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    """Return which rows took no part in which item."""
    told = declarations.TABLE.alias()
    return select(told.c.row, told.c.item).where(
        current(told, secretariat, known_at),
        told.c.meeting == meeting,
        told.c.kind == declarations.RECUSAL,
    )


def attendee(row: Any) -> Attendee:  # noqa: ANN401  a row of `rows_that_count`
    """Return a row as it is counted."""
    return Attendee(
        row=row["row"],
        person=row["person"],
        substitute_for=row["substitute_for"],
        status=row["status"],
        mode=row["mode"],
        intervals=intervals_of(row["intervals"]),
    )


def rule_of(row: Any) -> Quorum | None:  # noqa: ANN401  a row of the terms in force
    """Return the quorum rule of a version of the terms."""
    return body_terms.quorum_of(row["quorum_at_least"], row["quorum_percent"], row["quorum_more"])
