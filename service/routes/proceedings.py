"""What the minutes of a meeting say: items, paragraphs, decisions, and where no actions came."""

from typing import Annotated, Literal

from fastapi import Request, Response
from pydantic import Field

from events.ids import MeetingId, OrganisationId
from events.meeting import commands
from events.meeting.terms import (
    Speaker,
    SpokenByBody,
    SpokenByName,
    SpokenByOrganisation,
    SpokenByRow,
)
from events.plans import only
from service.deps import InSecretariat
from service.execute import DONE, Fact, Receipt, record, record_planned
from service.http.conditions import IfMatch
from service.http.fields import Code, Id, Input, LongText, Maybe, ShortText
from service.http.idempotency import IdempotencyKey
from service.http.strict import routes
from service.routes.handling_forms import HandledFact
from service.routes.meeting_forms import Number, OneMeeting

router = routes("meetings")

_FREE = "A number not used in this meeting yet: one more than the last that `getMeeting` shows."


class ItemInput(HandledFact):
    """An item of the meeting."""

    item: Number = Field(description=_FREE)
    number: Maybe[Code] = Field(default=None, description="As printed.")
    title: LongText


class AttendeeSpeaking(Input):
    """Somebody who stands in a row of the attendance."""

    kind: Literal["attendee"]
    row: Number


class OrganisationSpeaking(Input):
    """An organisation, whoever spoke for it."""

    kind: Literal["organisation"]
    organisation: Id


class BodySpeaking(Input):
    """The meeting as a whole."""

    kind: Literal["body"]


class NameSpeaking(Input):
    """Somebody who stands in no row."""

    kind: Literal["name"]
    name: ShortText = Field(description="As printed.")


Speaking = Annotated[
    AttendeeSpeaking | OrganisationSpeaking | BodySpeaking | NameSpeaking,
    Field(discriminator="kind"),
]


class ParagraphInput(HandledFact):
    """A paragraph of the minutes, whole."""

    paragraph: Number = Field(description=_FREE)
    item: Maybe[Number] = Field(default=None, description="Left out where it is in none.")
    number: Maybe[Code] = Field(default=None, description="As printed.")
    text: LongText
    speaker: Maybe[Speaking] = Field(default=None, description="Whom it reports.")


class DecisionInput(HandledFact):
    """Something the meeting decided."""

    decision: Number = Field(description=_FREE)
    item: Maybe[Number] = Field(default=None, description="Left out where it is in none.")
    paragraph: Maybe[Number] = Field(default=None, description="The paragraph that says so.")
    text: LongText


class NoActionsInput(Fact):
    """Of what no actions came."""

    item: Maybe[Number] = Field(default=None, description="Left out for the whole meeting.")


@router.post("/meetings/{meeting}/items", response_model=Receipt, responses=DONE)
async def add_item(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: ItemInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Add an item that was dealt with."""
    command = commands.AddItem(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        item=body.item,
        number=body.number,
        title=body.title,
    )
    plan = only(command, *body.passage(meeting, "item", body.item))
    return await record_planned(
        request, secretariat, command.stream, plan, body, key=key, revision=if_match
    )


@router.post("/meetings/{meeting}/paragraphs", response_model=Receipt, responses=DONE)
async def minute_paragraph(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: ParagraphInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Minute a paragraph."""
    command = commands.MinuteParagraph(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        paragraph=body.paragraph,
        item=body.item,
        number=body.number,
        text=body.text,
        speaker=_speaker(body.speaker) if body.speaker else None,
    )
    plan = only(command, *body.passage(meeting, "paragraph", body.paragraph))
    return await record_planned(
        request, secretariat, command.stream, plan, body, key=key, revision=if_match
    )


@router.post("/meetings/{meeting}/decisions", response_model=Receipt, responses=DONE)
async def minute_decision(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: DecisionInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Minute a decision."""
    command = commands.MinuteDecision(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        decision=body.decision,
        item=body.item,
        paragraph=body.paragraph,
        text=body.text,
    )
    plan = only(command, *body.passage(meeting, "decision", body.decision))
    return await record_planned(
        request, secretariat, command.stream, plan, body, key=key, revision=if_match
    )


@router.post("/meetings/{meeting}/no-actions", response_model=Receipt, responses=DONE)
async def record_no_actions(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: NoActionsInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record that the minutes say "Actions: None", of an item or of the meeting."""
    command = commands.RecordNoActions(
        occurred_on=body.when, meeting=MeetingId(meeting), item=body.item
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


def _speaker(asked: Speaking) -> Speaker:
    match asked:
        case AttendeeSpeaking(row=row):
            return SpokenByRow(row)
        case OrganisationSpeaking(organisation=organisation):
            return SpokenByOrganisation(OrganisationId(organisation))
        case BodySpeaking():
            return SpokenByBody()
        case NameSpeaking(name=name):
            return SpokenByName(name)
