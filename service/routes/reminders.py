"""Reminders: what each owner is to be chased for, as data, letters and to-dos; and that it was."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Final, Literal

from fastapi import Query, Request, Response
from pydantic import Field

from events.action.commands import RecordReminder
from events.fields import Input
from events.ids import ActionId, BodyId
from events.reminding import remind
from service.chasing.calendars import calendar
from service.deps import InSecretariat, reading
from service.execute import DONE, Fact, Receipt, record_planned
from service.http.fields import DIGITS, Id, KnownAt, Maybe
from service.http.idempotency import IdempotencyKey
from service.http.needs import At, needs
from service.http.openapi import LINK
from service.http.paging import USUAL_PAGE, Limit, PositionCursor, linked
from service.http.strict import routes
from service.routes.action_forms import OwnerInBody
from service.routes.overdue import OfBody, OnDay
from service.routes.reminder_views import LetterPage, LetterView, letters, tasks

router = routes("reports")

USUAL_DAYS: Final = 14
WithinDays = Annotated[
    Annotated[int, Field(ge=0, le=366), DIGITS],
    Query(description="What falls due in so many days is told too."),
]
ToOwner = Annotated[
    Maybe[Id],
    Query(
        description="Only the letter to this person, who they finally are and holding what posts "
        "they hold on the day, or to this organisation, or to the vacant posts of this body."
    ),
]


def _as(media_type: str) -> dict[int | str, dict[str, Any]]:
    content = {media_type: {"schema": {"type": "string"}}}
    return {200: {"description": "The reminders", "content": content}}


class RemindedOf(Input):
    """An action of a letter, and the number of the owner who got it."""

    action: Id
    owner: OwnerInBody


class LetterInput(Fact):
    """A letter that was sent, as the reminders tell it."""

    body: Maybe[Id] = Field(
        default=None,
        description="The body whose actions they all are; who may write at this body only says so.",
    )
    channel: Literal["letter", "email", "telephone", "in_person", "other"] = "letter"
    actions: list[RemindedOf] = Field(min_length=1, max_length=500)


@router.get("/reminders", responses={200: {"description": "A page", "headers": LINK}})
def list_reminders(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    on: OnDay = None,
    within_days: WithinDays = USUAL_DAYS,
    body: OfBody = None,
    owner: ToOwner = None,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: PositionCursor = None,
) -> LetterPage:
    """List, by owner, the actions to chase on a day: overdue, due soon, or not reported."""
    day, first = on or _today(), cursor or 0
    with reading(request, secretariat, known_at) as book:
        found = letters(book, day, within_days, body, owner)
        page = LetterPage(
            items=found[first : first + limit],
            next=first + limit if len(found) > first + limit else None,
            known_at=book.position,
            on=day,
            within_days=within_days,
        )
    return linked(request, response, page)


@router.get("/reminders/letters", response_class=Response, responses=_as("text/plain"))
def get_reminder_letters(
    request: Request,
    secretariat: InSecretariat,
    on: OnDay = None,
    within_days: WithinDays = USUAL_DAYS,
    body: OfBody = None,
    owner: ToOwner = None,
    known_at: KnownAt = None,
) -> Response:
    """Read the reminders as letters in plain text, a form feed between one and the next."""
    found = _all(request, secretariat, known_at, (on or _today(), within_days, body, owner))
    headers = {"X-Content-Type-Options": "nosniff"}
    text = "\f".join(each.text for each in found)
    return Response(text, headers=headers, media_type="text/plain")


@router.get("/reminders/calendar", response_class=Response, responses=_as("text/calendar"))
def get_reminder_calendar(
    request: Request,
    secretariat: InSecretariat,
    on: OnDay = None,
    within_days: WithinDays = USUAL_DAYS,
    body: OfBody = None,
    owner: ToOwner = None,
    known_at: KnownAt = None,
) -> Response:
    """Read the reminders as iCalendar to-dos, one for each owner of an action."""
    found = _all(request, secretariat, known_at, (on or _today(), within_days, body, owner))
    content = calendar(tasks(secretariat, found), datetime.now(UTC))
    headers = {"X-Content-Type-Options": "nosniff"}
    return Response(content, headers=headers, media_type="text/calendar; charset=utf-8")


def _all(
    request: Request,
    secretariat: str,
    known_at: int | datetime | None,
    asked: tuple[date, int, str | None, str | None],
) -> list[LetterView]:
    with reading(request, secretariat, known_at) as book:
        return letters(book, *asked)


@router.post("/reminders", response_model=Receipt, responses=DONE)
@needs("write", at=At.TOLD)
async def record_letter(
    request: Request, secretariat: InSecretariat, body: LetterInput, key: IdempotencyKey = None
) -> Response:
    """Record that an owner was sent a letter: a reminder for each of its actions, all or none.

    The receipt is that of the first action.
    """
    commands = [
        RecordReminder(
            occurred_on=body.when,
            action=ActionId(each.action),
            owner=each.owner,
            channel=body.channel,
            body=BodyId(body.body) if body.body else None,
        )
        for each in body.actions
    ]
    return await record_planned(
        request, secretariat, commands[0].stream, remind(commands), body, key=key
    )


def _today() -> date:
    return datetime.now(UTC).date()
