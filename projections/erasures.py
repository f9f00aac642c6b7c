"""Erasures that were asked for, on which basis, and what a second person decided."""

from collections.abc import Collection, Iterable
from typing import Any, Final, NamedTuple

from sqlalchemy import CheckConstraint, ColumnElement, Select, select

from events.base import Recorded
from events.privacy.events import (
    ErasureApproved,
    ErasureRefused,
    ErasureRequested,
    PrivacyEvent,
)
from projections.base import Key, Position, Projection, current, found, versions
from projections.prepared import prepared
from projections.texts import Words

REQUESTED: Final = "requested"
APPROVED: Final = "approved"
REFUSED: Final = "refused"


class ErasureRow(NamedTuple):
    """An erasure; `plan` is the digest of what was approved, `refusal` why it was refused."""

    erasure: str
    person: str | None
    basis: str
    reason: int | None
    requested_by: str
    requested_on: str
    state: str = REQUESTED
    plan: str | None = None
    decided_by: str | None = None
    decided_on: str | None = None
    refusal: int | None = None


TABLE = versions("erasures", ErasureRow, ("erasure",), now=[("state", "erasure")])
TABLE.append_constraint(
    CheckConstraint("decided_by <> requested_by", name="ck_erasures_decided_by_another")
)


def keys(recorded: Recorded[PrivacyEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the one row of the erasure."""
    return ((recorded.event.erasure,),)


def evolve(row: ErasureRow | None, recorded: Recorded[PrivacyEvent], _: Key) -> ErasureRow | None:
    """Return the erasure after the event."""
    event = recorded.event
    if isinstance(event, ErasureRequested):
        return ErasureRow(
            erasure=event.erasure,
            person=event.person,
            basis=event.basis,
            reason=recorded.place("/reason"),
            requested_by=event.by,
            requested_on=event.occurred_on,
        )
    if row is None or row.state != REQUESTED:
        return row
    match event:
        case ErasureApproved(plan=plan, by=by):
            decided = row._replace(state=APPROVED, plan=plan, decided_by=by)
        case ErasureRefused(by=by):
            refusal = recorded.place("/reason")
            decided = row._replace(state=REFUSED, decided_by=by, refusal=refusal)
        case _:
            return row
    return decided._replace(decided_on=event.occurred_on)


PROJECTION = Projection(
    table=TABLE, category="privacy", shape=ErasureRow, key=("erasure",), keys=keys, evolve=evolve
)


@prepared
def erasures(
    secretariat: str, state: str | None, known_at: Position | None, after: str | None, limit: int
) -> Select[Any]:
    """Return a page of the erasures, the one asked for first the first."""
    page = _described(secretariat, known_at).order_by(TABLE.c.erasure).limit(limit)
    if state is not None:
        page = page.where(TABLE.c.state == state)
    return page if after is None else page.where(TABLE.c.erasure > after)


@prepared
def erasure(secretariat: str, erasure: str, known_at: Position | None) -> Select[Any]:
    """Return the one erasure."""
    return _described(secretariat, known_at).where(TABLE.c.erasure == erasure)


def tells_why(rows: Any, erasure: ColumnElement[str]) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition that an entry asked for an erasure, or decided on it."""
    told = TABLE.alias()
    return found(
        told,
        told.c.secretariat == rows.c.secretariat,
        told.c.erasure == erasure,
        told.c.since == rows.c.position,
    )


def _described(secretariat: str, known_at: Position | None) -> Select[Any]:
    words = Words(TABLE, TABLE)
    reason, refusal = words.of(TABLE.c.reason), words.of(TABLE.c.refusal)
    plain = (name for name in ErasureRow._fields if name not in {"reason", "refusal"})
    return (
        select(
            *(TABLE.c[name] for name in plain),
            reason.label("reason"),
            refusal.label("refusal"),
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at))
    )
