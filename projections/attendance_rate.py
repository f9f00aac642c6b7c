"""How often somebody came, never without what it is counted over and by which policy.

Where memberships are recorded, it is counted over the meetings that were held during them;
otherwise over the meetings whose list names them.
"""

from collections.abc import Collection, Iterable
from typing import Any, Literal, NamedTuple, Protocol

from sqlalchemy import ColumnElement, Select, exists, select

from projections import meetings, memberships
from projections.attendance import APOLOGIES, NOT_RECORDED, PRESENT
from projections.base import Position, current
from projections.identities import same_as

_BY_SCREEN = frozenset({"video", "telephone"})


class Line(Protocol):
    """What is counted of a line of `projections/attendance_history.py`."""

    @property
    def meeting(self) -> str:
        """The meeting."""

    @property
    def status(self) -> str:
        """Whether they were there."""

    @property
    def mode(self) -> str | None:
        """How they were there."""

    @property
    def unlisted(self) -> str | None:
        """How they took part, where they are not on the list."""

    @property
    def represented_by_row(self) -> int | None:
        """The row of who sat in their seat."""


class Policy(NamedTuple):
    """What counts as having come."""

    substitute_counts: bool = False
    remote_counts: bool = True
    apologies_excuse: bool = False

    def words(self) -> tuple[str, str, str]:
        """Return the policy in words, to be printed beside the figure."""
        return (
            "a substitute counts as coming"
            if self.substitute_counts
            else "a substitute does not count as coming",
            "video and telephone count as coming"
            if self.remote_counts
            else "video and telephone do not count as coming",
            "meetings missed with apologies are left out"
            if self.apologies_excuse
            else "meetings missed with apologies count as missed",
        )


Over = Literal["held_during_membership", "listed"]


class Rate(NamedTuple):
    """They came to `present` of `denominator` meetings, which are those of `over`.

    Of these, `not_recorded` have no record of whether they came, and `excused` more were left out.
    """

    present: int
    denominator: int
    not_recorded: int
    excused: int
    over: Over
    policy: Policy


def rate(lines: Iterable[Line], during: Collection[str] | None, policy: Policy) -> Rate:
    """Count `lines` over the meetings `during` the membership; None if none is recorded.

    Of an organisation several lines tell of one meeting: it came if any of them did.
    """
    told: dict[str, list[Line]] = {}
    for line in lines:
        told.setdefault(line.meeting, []).append(line)
    over = _listed(told) if during is None else set(during)
    came = {each for each in over if any(_came(line, policy) for line in told.get(each, ()))}
    excused = {each for each in over - came if policy.apologies_excuse and _sent(told.get(each))}
    silent = {each for each in over - came - excused if _silent(told.get(each))}
    return Rate(
        present=len(came),
        denominator=len(over) - len(excused),
        not_recorded=len(silent),
        excused=len(excused),
        over="listed" if during is None else "held_during_membership",
        policy=policy,
    )


def held_during_membership_of_person(
    secretariat: str, body: str, person: str, known_at: Position | None
) -> Select[Any]:
    """Return the meetings of a body held while a person was, or may have been, a member."""
    member = memberships.TABLE.alias()
    mine = member.c.person.in_(same_as(secretariat, person, known_at))
    return _held_during(member, mine, secretariat, body, known_at)


def held_during_membership_of_organisation(
    secretariat: str, body: str, organisation: str, known_at: Position | None
) -> Select[Any]:
    """Return the meetings of a body held while somebody was a member for an organisation."""
    member = memberships.TABLE.alias()
    theirs = memberships.speaks_for(member, organisation)
    return _held_during(member, theirs, secretariat, body, known_at)


def _held_during(
    member: Any,  # noqa: ANN401
    whose: ColumnElement[bool],
    secretariat: str,
    body: str,
    known_at: Position | None,
) -> Select[Any]:
    held = meetings.TABLE.alias()
    then = (
        exists()
        .where(current(member, secretariat, known_at), member.c.body == body, whose)
        .where(memberships.covers(member, held.c.day, held.c.last_day))
        .correlate_except(member)
    )
    return (
        select(held.c.meeting)
        .where(current(held, secretariat, known_at), held.c.body == body)
        .where(held.c.held.is_(True), then)
        .order_by(held.c.day, held.c.meeting)
    )


def _listed(told: dict[str, list[Line]]) -> set[str]:
    return {
        meeting for meeting, lines in told.items() if any(line.unlisted is None for line in lines)
    }


def _came(line: Line, policy: Policy) -> bool:
    if line.status == PRESENT:
        return policy.remote_counts or line.mode not in _BY_SCREEN
    return policy.substitute_counts and line.represented_by_row is not None


def _sent(lines: list[Line] | None) -> bool:
    return any(line.status == APOLOGIES for line in lines or ())


def _silent(lines: list[Line] | None) -> bool:
    return all(line.status == NOT_RECORDED for line in lines or ())
