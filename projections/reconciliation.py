"""What the work list of a meeting is computed from, and which printed numbers do not follow."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from sqlalchemy import Select, select

from projections import actions, people, person_names
from projections.action_owners import TABLE as OWNERS
from projections.attendance import TABLE as ATTENDANCE
from projections.base import Position, current
from projections.identities import alike, canonical, finally_who
from projections.prepared import prepared
from projections.texts import Words

_NUMBER = re.compile(r"(.*?)([0-9]{1,6})[.):]?")


class Numbered(NamedTuple):
    """Something with a number printed beside it; `subject` is what a finding calls it."""

    subject: str
    number: str


class Misnumbered(NamedTuple):
    """A number that comes again, or that does not follow the one `before` it."""

    kind: Literal["numbering_gap", "numbering_duplicate"]
    subject: str
    number: str
    before: str


def misnumbered(things: Iterable[Numbered]) -> Iterator[Misnumbered]:
    """Yield what does not follow, of each series by itself: 2.1 and 2.2 are one, A1 and A2 another.

    A series that begins again with 1 is another one; what has no number in it is passed over.
    """
    series: dict[str, dict[int, str]] = {}
    for subject, printed in things:
        found = _NUMBER.fullmatch(printed.strip())
        if found is None:
            continue
        number, known = int(found[2]), series.get(found[1], {})
        last = max(known, default=None)
        if number == 1 and last not in (None, 1):
            known, last = {}, None
        if number in known:
            yield Misnumbered("numbering_duplicate", subject, printed, known[number])
        elif last is not None and number > last + 1:
            yield Misnumbered("numbering_gap", subject, printed, known[last])
        series[found[1]] = known | {number: printed}


@prepared
def names_listed(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    """Return every `name` of the people in a meeting's list, as they hold in its papers."""
    rows, names = ATTENDANCE.alias(), person_names.TABLE.alias()
    listed = select(rows.c.person).where(
        current(rows, secretariat, known_at),
        rows.c.meeting == meeting,
        rows.c.person.is_not(None),
        rows.c.unlisted.is_(None),
    )
    same = alike(secretariat, listed, known_at)
    words = Words(names.join(same, same.c.person == names.c.person), names)
    name = words.of(names.c.name)
    return (
        select(name.label("name"))
        .select_from(words.source)
        .where(current(names, secretariat, known_at))
        .where(names.c.scope.is_(None) | (names.c.scope == meeting))
        .distinct()
    )


@prepared
def owners_of(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    """Return the people who own actions that a meeting gave out, as who they finally are.

    Owners of whom it is not clear who they are have no person, and the words as written.
    """
    of = (secretariat, known_at)
    owner, given, merged = OWNERS.alias(), actions.TABLE.alias(), canonical(*of)
    who = finally_who(owner.c.party, merged)
    words = Words(given.join(owner, owner.c.action == given.c.action), owner)
    written = words.of(owner.c.words)
    return (
        select(
            owner.c.action,
            owner.c.owner,
            owner.c.kind,
            who.label("person"),
            people.name_of(who, *of).label("person_name"),
            written.label("words"),
        )
        .select_from(words.source.outerjoin(merged, merged.c.person == owner.c.party))
        .where(current(owner, *of), current(given, *of))
        .where(given.c.meeting == meeting, owner.c.kind.in_(("person", "unclear")))
        .order_by(owner.c.action, owner.c.owner)
    )
