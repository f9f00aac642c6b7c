"""Actions: reading them and giving them out."""

from typing import Annotated

from fastapi import Query, Request, Response
from pydantic import Field

from events.action import commands
from events.action.form import Deadline, RecordedOwner, due_of
from events.errors import NotFound
from events.handling import CONFIDENTIAL, Handling
from events.ids import ActionId, BodyId
from events.plans import only
from projections import actions
from service.deps import InSecretariat, reading
from service.execute import Receipt, made, record_planned
from service.http.conditions import tagged
from service.http.fields import Code, Flag, Id, KnownAt, LongText, Maybe
from service.http.idempotency import IdempotencyKey
from service.http.needs import At, needs
from service.http.openapi import ETAG, KNOWN_AT, LINK
from service.http.paging import USUAL_PAGE, IdCursor, Limit, linked
from service.http.strict import routes
from service.record import Record
from service.routes.action_forms import OneAction, assignees, meeting_id
from service.routes.action_views import ActionPage, ActionView, by_identity, views
from service.routes.handling_forms import HandledFact

router = routes("actions")


class ActionInput(HandledFact):
    """A task to be given out."""

    body: Id
    text: LongText
    meeting: Maybe[Id] = Field(default=None, description="The meeting that gave it out.")
    item: Maybe[Code] = Field(default=None, description="The number of the item, as printed.")
    reference: Maybe[Code] = None
    owners: list[RecordedOwner] = Field(default_factory=list, max_length=50)
    due: Maybe[Deadline] = None


@router.get("/actions", responses={200: {"description": "A page", "headers": LINK}})
def list_actions(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    body: Annotated[Maybe[Id], Query(description="Of this body.")] = None,
    meeting: Annotated[Maybe[Id], Query(description="Given out at this meeting.")] = None,
    owner: Annotated[
        Maybe[Id],
        Query(
            description="Owned by this person (with all merged into them), organisation or body."
        ),
    ] = None,
    closed: Annotated[
        Maybe[Flag], Query(description="Only closed ones, or only open ones.")
    ] = None,
    unowned: Annotated[
        Maybe[Flag], Query(description="Only those nobody owns, or only owned.")
    ] = None,
    handling: Annotated[Maybe[Handling], Query(description="Only those handled so.")] = None,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> ActionPage:
    """List actions, the oldest first."""
    with reading(request, secretariat, known_at) as book:
        wanted = actions.Wanted(
            body=body,
            meeting=meeting,
            closed=closed,
            unowned=unowned,
            confidential=None if handling is None else handling == CONFIDENTIAL,
            owner=owner,
        )
        query = actions.actions(secretariat, wanted, book.known_at, cursor, limit + 1)
        found = views(book, book.all(query))
        page = ActionPage(
            items=found[:limit],
            next=found[limit - 1].id if len(found) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)


@router.get(
    "/actions/{action}",
    response_model=ActionView,
    responses={200: {"description": "The action", "headers": ETAG | KNOWN_AT}},
)
def get_action(
    request: Request, secretariat: InSecretariat, action: OneAction, known_at: KnownAt = None
) -> Response:
    """Read one action."""
    with reading(request, secretariat, known_at) as book:
        view = _one(book, action)
        revision, position = book.revision(f"action-{action}"), book.position
    return tagged(request, view, revision, known_at=position)


def _one(book: Record, action: str) -> ActionView:
    found = by_identity(book, [action]).get(action)
    if found is None:
        raise NotFound(f"there is no action {action} in the record")
    return found


@router.post(
    "/actions",
    status_code=201,
    response_model=Receipt,
    responses=made(
        "action",
        "getAction",
        "reportProgress",
        "completeAction",
        "withdrawAction",
        replacing=("reassignAction", "setDue", "setActionHandling"),
    ),
)
@needs("write", at=At.TOLD)
async def assign_action(
    request: Request, secretariat: InSecretariat, body: ActionInput, key: IdempotencyKey = None
) -> Response:
    """Give out a task; without owners it is reported as unowned."""
    command = commands.AssignAction(
        occurred_on=body.when,
        action=ActionId(request.app.state.book.mint()),
        body=BodyId(body.body),
        text=body.text,
        meeting=meeting_id(body.meeting),
        item=body.item,
        reference=body.reference,
        owners=assignees(body.owners),
        due=due_of(body.due) if body.due else None,
    )
    stream = command.stream
    plan = only(command, *body.action(command.action), fresh=frozenset({stream}))
    return await record_planned(request, secretariat, stream, plan, body, key=key, status=201)
