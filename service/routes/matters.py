"""Matters arising: what a body is to deal with at its next meeting, and why."""

from datetime import UTC, date, datetime
from itertools import islice

from fastapi import Request, Response
from pydantic import Field

from projections import bodies, meetings
from service.chasing.following import asked_on
from service.chasing.matters import Matter, Matters, Reason
from service.deps import InSecretariat, reading
from service.http.fields import Id, IfAny, KnownAt, Output
from service.http.openapi import LINK
from service.http.paging import USUAL_PAGE, IdCursor, Limit, Page, linked
from service.http.strict import routes
from service.record import Record
from service.routes.action_views import ActionView, by_identity
from service.routes.bodies import OneBody
from service.routes.body_views import missing
from service.routes.overdue import OnDay

router = routes("actions")


class RaisedAt(Output):
    """Where an action was given out."""

    meeting: Id
    date: IfAny[str] = None
    item: IfAny[str] = Field(default=None, description="The number of the item, as printed.")
    title: IfAny[str] = Field(default=None, description="The title of the item.")


class MatterView(Output):
    """An open action that the body is to deal with."""

    reasons: list[Reason] = Field(min_length=1)
    silent: list[Id] = Field(description="The meetings that passed over it, by day.")
    raised_at: IfAny[RaisedAt] = None
    action: ActionView


class MatterPage(Page[MatterView]):
    """A page of matters arising, the oldest first."""

    on: date
    next_meeting: IfAny[Id] = Field(
        default=None, description="Left out where the record knows of none after the day."
    )
    next_meeting_on: IfAny[str] = None


@router.get(
    "/bodies/{body}/matters-arising", responses={200: {"description": "A page", "headers": LINK}}
)
def list_matters_arising(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    body: OneBody,
    on: OnDay = None,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> MatterPage:
    """List what is open on a day and for the next meeting of a body after it, with the reasons."""
    day = on or datetime.now(UTC).date()
    with reading(request, secretariat, known_at) as book:
        page = matters_arising(book, day, body, cursor, limit)
    return linked(request, response, page)


def matters_arising(
    book: Record, day: date, body: str, after: str | None, limit: int
) -> MatterPage:
    """Return a page of up to `limit` matters, after that action."""
    book.one(bodies.body(book.secretariat, body, book.known_at), missing(body))
    matters = Matters(book, day)
    found = list(islice(matters.open(asked_on(book, day, body), day.isoformat(), after), limit + 1))
    following = matters.next_of(body)
    return MatterPage(
        items=_views(book, matters, found[:limit]),
        next=found[limit - 1].action if len(found) > limit else None,
        known_at=book.position,
        on=day,
        next_meeting=following and following.meeting,
        next_meeting_on=following and following.day,
    )


def _views(book: Record, matters: Matters, found: list[Matter]) -> list[MatterView]:
    views = by_identity(book, [each.action for each in found])
    return [
        MatterView(
            reasons=list(each.reasons),
            silent=list(each.silent),
            raised_at=_raised(book, matters, views[each.action]),
            action=views[each.action],
        )
        for each in found
    ]


def _raised(book: Record, matters: Matters, view: ActionView) -> RaisedAt | None:
    if view.meeting is None:
        return None
    rows = book.all(meetings.meeting(book.secretariat, view.meeting, book.known_at))
    title = matters.following.narrations.title_of(view.meeting, view.item) if view.item else None
    said = rows[0]["said"] if rows else None
    return RaisedAt(meeting=view.meeting, date=said, item=view.item, title=title)
