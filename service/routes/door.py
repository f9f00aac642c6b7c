"""What the door says: who one is here, and who was turned away."""

from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query, Request, Response
from pydantic import Field
from sqlalchemy.engine import RowMapping
from starlette.concurrency import run_in_threadpool

from events.access.terms import RIGHTS, Right
from projections import roles
from projections.roles import EVERYWHERE
from service.denials import Sought, denied
from service.deps import InSecretariat, reading
from service.http.fields import Code, Id, IfAny, Instant, Maybe, Output
from service.http.needs import At, needs
from service.http.openapi import LINK
from service.http.paging import USUAL_PAGE, Limit
from service.http.strict import routes
from service.ledger.leaf import instant
from service.record import microseconds
from service.routes.actor_views import RoleView, role_view

router = routes("access")


class MeView(Output):
    """Who is asking, as this secretariat knows them."""

    actor: str = Field(description="What stands as `actor` in what they record.")
    operator: bool = Field(description="Whether they keep the machine, and so hold every role.")
    roles: list[RoleView]
    rights: list[Right] = Field(
        description="What their roles give everywhere, and their token or key lends."
    )


class DeniedView(Output):
    """Attempts of one kind, shortly after one another."""

    id: Id
    actor: IfAny[str] = Field(default=None, description="Who, where that could be told.")
    operation: str = Field(description="What they asked, by its operationId.")
    reason: str = Field(description="Why it was denied: the last part of the problem's type.")
    times: int = Field(ge=1)
    first_at: str = Field(json_schema_extra={"format": "date-time"})
    last_at: str = Field(json_schema_extra={"format": "date-time"})


class DeniedPage(Output):
    """Denied attempts, the newest first."""

    items: list[DeniedView]
    next: IfAny[Id] = Field(default=None, description="The cursor of the next page, if any.")


@router.get("/me")
@needs("read", at=At.ANYWHERE)
def get_me(request: Request, secretariat: InSecretariat) -> MeView:
    """Tell who is asking, and what they may do here."""
    grants = request.state.grants
    with reading(request, secretariat, None) as book:
        held = book.all(roles.held_by(secretariat, [grants.actor], book.known_at))
    allowed = grants.at(EVERYWHERE) & grants.lent
    return MeView(
        actor=grants.actor,
        operator=grants.operator,
        roles=[role_view(row) for row in held],
        rights=[right for right in RIGHTS if right in allowed],
    )


@router.get("/denied-attempts", responses={200: {"description": "A page", "headers": LINK}})
@needs("audit", "administer", at=At.EVERYWHERE)
async def list_denied_attempts(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    actor: Annotated[Maybe[Code], Query(description="Of this actor alone.")] = None,
    begins: Annotated[
        Maybe[Instant], Query(alias="from", description="At this moment or after it.")
    ] = None,
    ends: Annotated[Maybe[Instant], Query(alias="to", description="Before this moment.")] = None,
    limit: Limit = USUAL_PAGE,
    cursor: Annotated[
        Maybe[Id], Query(description="The `next` of the page before: older ones are shown.")
    ] = None,
) -> DeniedPage:
    """List the attempts that were denied, the newest first; only so many are kept."""
    await request.app.state.door.write_down()
    sought = Sought(actor, _counted(begins), _counted(ends))
    page = await run_in_threadpool(_denied, request, secretariat, sought, cursor, limit)
    if page.next:
        query = dict(request.query_params) | {"cursor": page.next, "limit": str(limit)}
        path = request.scope["path"]
        response.headers["Link"] = f'<{path}?{urlencode(query)}>; rel="next"'
    return page


def _denied(
    request: Request, secretariat: str, sought: Sought, cursor: str | None, limit: int
) -> DeniedPage:
    with reading(request, secretariat, None) as book:
        rows = book.all(denied(secretariat, cursor, limit + 1, sought))
    items = [denied_view(row) for row in rows[:limit]]
    return DeniedPage(items=items, next=items[-1].id if len(rows) > limit else None)


def _counted(moment: datetime | None) -> int | None:
    return None if moment is None else microseconds(moment)


def denied_view(row: RowMapping) -> DeniedView:
    """Return a denied attempt as it is shown."""
    return DeniedView(
        id=row["id"],
        actor=row["actor"],
        operation=row["operation"],
        reason=row["reason"],
        times=row["times"],
        first_at=instant(row["first_at"]),
        last_at=instant(row["last_at"]),
    )
