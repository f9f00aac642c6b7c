"""What minutes pass over, and what later minutes are found to say of an action."""

from datetime import UTC, date, datetime
from itertools import islice
from typing import Annotated

from fastapi import Path, Request, Response
from pydantic import Field

from events.action import commands
from events.action.terms import NarrationPart
from events.ids import ActionId, MeetingId
from projections import meetings
from projections.silence import Standing
from service.chasing.following import Followed, Following, asked_on, day_before
from service.deps import InSecretariat, reading
from service.execute import DONE, Fact, Receipt, record
from service.http.conditions import IfMatch
from service.http.fields import WHOLE, Id, KnownAt, LongText, Maybe
from service.http.idempotency import IdempotencyKey
from service.http.openapi import LINK
from service.http.paging import USUAL_PAGE, IdCursor, Limit, linked
from service.http.strict import routes
from service.record import Record
from service.routes.action_forms import OneAction
from service.routes.action_views import by_identity
from service.routes.meeting_views import missing
from service.routes.overdue import OfBody, OfOwner, OnDay
from service.routes.silence_views import (
    ReportedAction,
    ReportedPage,
    SilentItem,
    SilentPage,
    reported,
    silent_items,
)

router = routes("actions")

OneMeeting = Annotated[Id, Path(alias="meeting", description="The identity of the meeting.")]


class NarrationInput(Fact):
    """A passage of later minutes, and what a person found of it."""

    meeting: Id
    part: NarrationPart
    number: Annotated[int, Field(strict=True, ge=1, le=100_000), WHOLE]
    note: Maybe[LongText] = None


@router.get("/actions/not-reported", responses={200: {"description": "A page", "headers": LINK}})
def list_not_reported(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    on: OnDay = None,
    body: OfBody = None,
    owner: OfOwner = None,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> SilentPage:
    """List actions, open on a day, that were before a meeting whose minutes do not mention them.

    Those that a passage looks like are left out: they await a person's confirmation. So are those
    of a series of meetings that nobody asserted to be complete: they are unresolved.
    """
    day = on or datetime.now(UTC).date()
    with reading(request, secretariat, known_at) as book:
        found = not_reported(book, day, body, owner, cursor, limit + 1)
        page = SilentPage(
            items=found[:limit],
            next=found[limit - 1].action.id if len(found) > limit else None,
            known_at=book.position,
            on=day,
        )
    return linked(request, response, page)


def not_reported(
    book: Record,
    day: date,
    body: str | None,
    owner: str | None,
    after: str | None,
    limit: int,
) -> list[SilentItem]:
    """Return up to `limit` actions that are not reported, after that one."""
    following = Following(book, day.isoformat())
    followed = following.open(asked_on(book, day, body, owner), after)
    silent = ((each, following.silences(each)) for each in followed if each.silent)
    return silent_items(following, islice((one for one in silent if one[1]), limit))


@router.get(
    "/meetings/{meeting}/actions-reported",
    responses={200: {"description": "A page", "headers": LINK}},
)
def list_actions_reported(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> ReportedPage:
    """List the actions that were before a meeting, and what its minutes say of each."""
    with reading(request, secretariat, known_at) as book:
        found = actions_reported(book, meeting, cursor, limit + 1)
        page = ReportedPage(
            items=found[:limit],
            next=found[limit - 1].action.id if len(found) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)


def actions_reported(
    book: Record, meeting: str, after: str | None, limit: int
) -> list[ReportedAction]:
    """Return up to `limit` actions that were before a meeting, after that one."""
    query = meetings.meeting(book.secretariat, meeting, book.known_at)
    row = book.one(query, missing(meeting))
    following = Following(book)
    asked = asked_on(book, day_before(row["day"]), row["body"])
    stood = (
        (each, standing)
        for each in following.open(asked, after, meeting)
        if (standing := _at(each, meeting)) is not None
    )
    found = list(islice(stood, limit))
    views = by_identity(book, [each.item.action for each, _ in found])
    return [
        reported(following, each, standing, views[each.item.action]) for each, standing in found
    ]


def _at(each: Followed, meeting: str) -> Standing | None:
    return next((standing for standing in each.found if standing.meeting == meeting), None)


@router.post("/actions/{action}/narrations/confirmation", response_model=Receipt, responses=DONE)
async def confirm_narration(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    body: NarrationInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record that a passage of later minutes speaks of the action; it counts as a mention."""
    command = commands.ConfirmNarration(
        occurred_on=body.when,
        action=ActionId(action),
        meeting=MeetingId(body.meeting),
        part=body.part,
        number=body.number,
        note=body.note,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/actions/{action}/narrations/dismissal", response_model=Receipt, responses=DONE)
async def dismiss_narration(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    body: NarrationInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record that a passage does not speak of the action; it is not proposed again."""
    command = commands.DismissNarration(
        occurred_on=body.when,
        action=ActionId(action),
        meeting=MeetingId(body.meeting),
        part=body.part,
        number=body.number,
        note=body.note,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)
