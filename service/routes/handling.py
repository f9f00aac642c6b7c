"""Handling: what of the record is confidential, and what is opened up again."""

from typing import Annotated

from fastapi import Path, Request, Response
from pydantic import Field

from events.action.commands import SetActionHandling
from events.document.commands import SetDocumentHandling
from events.ids import ActionId, DocumentId, MeetingId
from events.meeting.commands import SetPassageHandling
from events.meeting.handling import Part
from service.deps import InSecretariat
from service.execute import DONE, Receipt, record
from service.http.conditions import RequiredIfMatch
from service.http.fields import DIGITS
from service.http.idempotency import IdempotencyKey
from service.http.strict import routes
from service.routes.action_forms import OneAction
from service.routes.document_views import OneDocument
from service.routes.handling_forms import HandlingInput
from service.routes.meeting_forms import OneMeeting

meetings, actions, documents = routes("meetings"), routes("actions"), routes("documents")

_MOST = 1_000_000
_Number = Annotated[int, Field(ge=1, le=_MOST), DIGITS]
OneItem = Annotated[_Number, Path(alias="item", description="The number of the item.")]
OneParagraph = Annotated[
    _Number, Path(alias="paragraph", description="The number of the paragraph.")
]
OneDecision = Annotated[_Number, Path(alias="decision", description="The number of the decision.")]


@meetings.put("/meetings/{meeting}/items/{item}/handling", response_model=Receipt, responses=DONE)
async def set_item_handling(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    item: OneItem,
    body: HandlingInput,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Make an item confidential, or open it up again.

    With it goes all that came of it: paragraphs, decisions, declarations, and the actions whose
    `item` is exactly its number as printed. A document it was taken from is a thing of its own.
    Attendance stays open: that somebody came or left at the item is told by its number.
    """
    return await _set(request, secretariat, (meeting, "item", item), body, if_match, key)


@meetings.put(
    "/meetings/{meeting}/paragraphs/{paragraph}/handling", response_model=Receipt, responses=DONE
)
async def set_paragraph_handling(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    paragraph: OneParagraph,
    body: HandlingInput,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Make a paragraph confidential, with the decisions it holds, or open it up again."""
    return await _set(request, secretariat, (meeting, "paragraph", paragraph), body, if_match, key)


@meetings.put(
    "/meetings/{meeting}/decisions/{decision}/handling", response_model=Receipt, responses=DONE
)
async def set_decision_handling(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    decision: OneDecision,
    body: HandlingInput,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Make a decision confidential, or open it up again."""
    return await _set(request, secretariat, (meeting, "decision", decision), body, if_match, key)


@actions.put("/actions/{action}/handling", response_model=Receipt, responses=DONE)
async def set_action_handling(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    body: HandlingInput,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Make an action confidential, open or closed as it is, or open it up again.

    One that was given out at a confidential item is withheld with the item, opened up by itself or
    not.
    """
    command = SetActionHandling(
        occurred_on=body.when,
        action=ActionId(action),
        handling=body.handling,
        reason=body.reason,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@documents.put("/documents/{document}/handling", response_model=Receipt, responses=DONE)
async def set_document_handling(
    request: Request,
    secretariat: InSecretariat,
    document: OneDocument,
    body: HandlingInput,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Make a document confidential, whatever became of it, or open it up again.

    Its bytes, text and draft are withheld with it, and that facts were taken from it. The facts
    themselves are things of their own.
    """
    command = SetDocumentHandling(
        occurred_on=body.when,
        document=DocumentId(document),
        handling=body.handling,
        reason=body.reason,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


async def _set(
    request: Request,
    secretariat: str,
    passage: tuple[str, Part, int],
    body: HandlingInput,
    revision: int | None,
    key: str | None,
) -> Response:
    meeting, part, number = passage
    command = SetPassageHandling(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        part=part,
        number=number,
        handling=body.handling,
        reason=body.reason,
    )
    return await record(request, secretariat, command, body, key=key, revision=revision)
