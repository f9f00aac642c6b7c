"""What is overdue on a day, by how long, and which deadlines hang on a meeting not known."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Query, Request, Response
from pydantic import Field
from sqlalchemy.engine import RowMapping

from projections import deadlines
from service.deps import InSecretariat, reading
from service.http.fields import Day, Id, IfAny, KnownAt, Maybe, Output
from service.http.openapi import LINK
from service.http.paging import USUAL_PAGE, IdCursor, Limit, Page, linked
from service.http.strict import routes
from service.record import Record
from service.routes.action_views import ActionView, by_identity

router = routes("reports")

OnDay = Annotated[Maybe[Day], Query(description="On this day; today if left out.")]
OfBody = Annotated[Maybe[Id], Query(description="Of this body.")]
OfOwner = Annotated[
    Maybe[Id],
    Query(description="Owned by this person (with all merged into them), organisation or body."),
]


class OverdueItem(Output):
    """An action that was open on the day and due before it."""

    days_late: int = Field(ge=1)
    due: date = Field(description="The last day to do it.")
    falls_on: IfAny[Id] = Field(default=None, description="The meeting that decides the day.")
    action: ActionView


class OverduePage(Page[OverdueItem]):
    """A page of overdue actions, the longest overdue first."""

    on: date


class UnresolvedPage(Page[ActionView]):
    """A page of actions due at a next meeting that is not known to be the next."""

    on: date


@router.get("/overdue", responses={200: {"description": "A page", "headers": LINK}})
def list_overdue(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    on: OnDay = None,
    body: OfBody = None,
    owner: OfOwner = None,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> OverduePage:
    """List what was overdue on a day: open then, and due before."""
    day = on or _today()
    with reading(request, secretariat, known_at) as book:
        asked = _asked(book, day, body, owner)
        found = book.all(deadlines.overdue(asked, _after(book, asked, cursor), limit + 1))
        page = OverduePage(
            items=overdue_items(book, found[:limit], day),
            next=found[limit - 1]["action"] if len(found) > limit else None,
            known_at=book.position,
            on=day,
        )
    return linked(request, response, page)


@router.get("/unresolved-deadlines", responses={200: {"description": "A page", "headers": LINK}})
def list_unresolved_deadlines(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    on: OnDay = None,
    body: OfBody = None,
    owner: OfOwner = None,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> UnresolvedPage:
    """List actions, open on a day, due at a next meeting that is not known to be the next.

    Assert that the series of the body's meetings is complete to resolve them.
    """
    day = on or _today()
    with reading(request, secretariat, known_at) as book:
        asked = _asked(book, day, body, owner)
        found = book.all(deadlines.unresolved(asked, cursor, limit + 1))
        identities = [row["action"] for row in found[:limit]]
        views = by_identity(book, identities)
        page = UnresolvedPage(
            items=[views[each] for each in identities],
            next=identities[-1] if len(found) > limit else None,
            known_at=book.position,
            on=day,
        )
    return linked(request, response, page)


def _asked(book: Record, day: date, body: str | None, owner: str | None) -> deadlines.Asked:
    return deadlines.Asked(book.secretariat, day.isoformat(), book.known_at, body, owner)


def _after(book: Record, asked: deadlines.Asked, cursor: str | None) -> tuple[str, str] | None:
    """Return the due day and identity of the last item seen."""
    if cursor is None:
        return None
    due = book.one(
        deadlines.dues_of(asked, [cursor]),
        f"no action {cursor} ends a page; send the `next` of the page before as cursor",
    )["due"]
    return (due or "", cursor)


def overdue_items(book: Record, found: Iterable[RowMapping], day: date) -> list[OverdueItem]:
    """Return what was found as it is shown."""
    rows = list(found)
    views = by_identity(book, [row["action"] for row in rows])
    return [
        OverdueItem(
            days_late=(day - date.fromisoformat(row["due"])).days,
            due=date.fromisoformat(row["due"]),
            falls_on=row["falls_on"],
            action=views[row["action"]],
        )
        for row in rows
    ]


def _today() -> date:
    return datetime.now(UTC).date()
