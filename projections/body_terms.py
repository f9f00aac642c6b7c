"""The terms of reference of a body in each of their versions; none replaces the one before."""

import json
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from events.base import Recorded
from events.body.events import BodyEvent, TermsApproved
from events.body.terms import OfKind, Quorum
from events.when import first_day
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words


class BodyTermsRow(NamedTuple):
    """One version: its text, its quorum (a number or a percentage, if any) and on substitutes.

    `approved_on` is the date as stated, `day` the first day it can mean. `quorum_more` is what else
    the rule says, as JSON.
    """

    body: str
    version: int
    text: int
    quorum_at_least: int | None
    quorum_percent: int | None
    substitution: str
    approved_on: str
    day: str
    quorum_more: str | None = None


TABLE = versions("body_terms", BodyTermsRow, ("body", "version"))


def keys(recorded: Recorded[BodyEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the version that is approved."""
    event = recorded.event
    return ((event.body, event.version),) if isinstance(event, TermsApproved) else ()


def evolve(row: BodyTermsRow | None, recorded: Recorded[BodyEvent], _: Key) -> BodyTermsRow | None:
    """Return the version as approved."""
    match recorded.event:
        case TermsApproved() as event:
            quorum = event.quorum
            return BodyTermsRow(
                body=event.body,
                version=event.version,
                text=recorded.place("/text") or 0,
                quorum_at_least=quorum.at_least if quorum else None,
                quorum_percent=quorum.percent if quorum else None,
                substitution=event.substitution,
                approved_on=event.occurred_on,
                day=first_day(event.occurred_on).isoformat(),
                quorum_more=_more(quorum) if quorum else None,
            )
        case _:
            return row


PROJECTION = Projection(
    table=TABLE,
    category="body",
    shape=BodyTermsRow,
    key=("body", "version"),
    keys=keys,
    evolve=evolve,
)


def _more(quorum: Quorum) -> str | None:
    kinds = quorum.of_which
    more = {
        "numerator": quorum.numerator,
        "denominator": quorum.denominator,
        "more_than": quorum.more_than,
        "remote_counts": quorum.remote_counts,
        "of_which": kinds and [[each.at_least, each.role, each.organisation] for each in kinds],
    }
    said = {name: value for name, value in more.items() if value is not None}
    return json.dumps(said, separators=(",", ":")) if said else None


def quorum_of(at_least: int | None, percent: int | None, more: str | None) -> Quorum | None:
    """Return the rule that a version states, from its columns; None where it states none."""
    said = json.loads(more or "{}")
    if (at_least, percent, said.get("numerator")) == (None, None, None):
        return None
    kinds = said.get("of_which")
    return Quorum(
        at_least=at_least,
        percent=percent,
        numerator=said.get("numerator"),
        denominator=said.get("denominator"),
        more_than=said.get("more_than"),
        remote_counts=said.get("remote_counts"),
        of_which=None if kinds is None else tuple(OfKind(*each) for each in kinds),
    )


@prepared
def terms_of(secretariat: str, body: str, known_at: Position | None) -> Select[Any]:
    """Return every version of the terms of reference of a body, the first one first."""
    words = Words(TABLE, TABLE)
    text = words.of(TABLE.c.text)
    return (
        select(
            TABLE.c.version,
            text.label("text"),
            TABLE.c.quorum_at_least,
            TABLE.c.quorum_percent,
            TABLE.c.substitution,
            TABLE.c.approved_on,
            TABLE.c.quorum_more,
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at), TABLE.c.body == body)
        .order_by(TABLE.c.version)
    )


@prepared
def in_force(secretariat: str, body: str, on: str, known_at: Position | None) -> Select[Any]:
    """Return the version a body worked under on the day `on`, if it had any yet."""
    approved = terms_of(secretariat, body, known_at).where(TABLE.c.day <= on)
    return approved.order_by(None).order_by(TABLE.c.version.desc()).limit(1)
