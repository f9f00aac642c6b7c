"""Submitting minutes: a text is read into a draft, a draft is recorded whole or not at all."""

from typing import Annotated, Any

import orjson
from fastapi import Body, Query, Request, Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from events.submission import MinutesSubmission, submit_minutes
from events.submission.form import MinutesDraft
from service.deps import InSecretariat
from service.execute import carry_out
from service.http.fields import Id, IfAny, Maybe, Output, ShortText
from service.http.idempotency import IdempotencyKey
from service.http.needs import At, needs
from service.http.openapi import ETAG, LOCATION
from service.http.strict import routes
from service.intake.draft import lacking, submission_of
from service.intake.drafting import draft_of
from service.intake.parse import parse
from service.intake.readers import read_document

router = routes("meetings")

_BLANK = r"\u0000-\u0020\u007F-\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000"
_READABLE = rf"^[^\u0000]*[^{_BLANK}][^\u0000]*$"
"""What can be stated of a text that is read; that it is UTF-8 cannot."""


class FindingView(Output):
    """Something a person should look at: who is new, whom nobody owns, who is listed twice."""

    kind: str = Field(description="What was noticed, such as `new_person` or `unowned_action`.")
    at: str = Field(description="Where in the submission, as a JSON pointer.")
    id: IfAny[Id] = Field(default=None, description="What was recorded for it.")
    same_as: IfAny[int] = Field(default=None, description="For `duplicate_row`: the earlier line.")


class MeetingReceipt(Output):
    """What was recorded of one meeting."""

    body: Id
    meeting: Id
    actions: list[Id] = Field(description="In the order of the minutes.")
    findings: list[FindingView]


class MinutesReceipt(MeetingReceipt):
    """What was recorded of the minutes, durably."""

    position: int = Field(ge=0, description="The size of the log after this, for `known_at`.")
    first: int = Field(description="Position of the first event recorded.")
    last: int = Field(description="Position of the last event recorded.")


@router.post(
    "/minutes",
    status_code=201,
    response_model=MinutesReceipt,
    responses={201: {"description": "Recorded", "headers": ETAG | LOCATION}},
)
@needs("write", at=At.TOLD)
async def submit_meeting_minutes(
    request: Request,
    secretariat: InSecretariat,
    body: MinutesSubmission,
    key: IdempotencyKey = None,
) -> Response:
    """Record the minutes of a meeting: all of them, or with a reason none.

    A name that stands exactly so in the same body is linked to that person; anybody else is new,
    and told as a finding.
    """
    mint = request.app.state.book.mint
    outcome = await carry_out(
        request, secretariat, lambda register: submit_minutes(body, register, mint), None, key
    )
    told: dict[str, Any] = {
        **outcome.result,
        "position": outcome.position,
        "first": outcome.first,
        "last": outcome.last,
    }
    meeting = told["meeting"]
    headers = {
        "ETag": f'"{outcome.revisions[f"meeting-{meeting}"]}"',
        "Location": f"/v1/{secretariat}/meetings/{meeting}",
    }
    return Response(orjson.dumps(told), 201, headers, media_type="application/json")


class MeetingDraftView(Output):
    """A meeting as it would be recorded; send `submission` to `/minutes` once it is right."""

    submission: IfAny[MinutesSubmission] = None
    missing: IfAny[str] = Field(default=None, description="Why there is no submission.")


class ReadingFinding(Output):
    """Something in the text that a person should look at."""

    kind: str
    message: str
    start: int = Field(ge=0, description="Where the words begin in the text, in characters.")
    end: int = Field(ge=0)
    confidence: float = Field(ge=0, le=1, description="How sure the reading is.")


class ReadingView(Output):
    """What was read in a text. Nothing is recorded."""

    drafts: list[MeetingDraftView]
    findings: list[ReadingFinding]


@router.post("/readings")
async def read_minutes(
    secretariat: InSecretariat,
    text: Annotated[
        bytes,
        Body(
            media_type="text/plain",
            min_length=1,
            description="The minutes, in UTF-8, with something visible in them.",
            json_schema_extra={"pattern": _READABLE},
        ),
    ],
    name: Annotated[
        Maybe[ShortText], Query(description="The name of the file, which may hold its date.")
    ] = None,
) -> ReadingView:
    """Read minutes handed in as text and propose how to record them; nothing is recorded."""
    del secretariat
    return await run_in_threadpool(_read, text, name or "")


def _read(text: bytes, name: str) -> ReadingView:
    source = read_document(text, name)
    draft = draft_of(parse(list(source.blocks), name), len(source.text))
    return ReadingView(
        drafts=[_as_it_would_be(meeting) for meeting in draft.meetings],
        findings=[
            ReadingFinding(
                kind=each.kind,
                message=each.message,
                start=each.span.start,
                end=each.span.start + each.span.length,
                confidence=each.confidence,
            )
            for each in draft.findings
        ],
    )


def _as_it_would_be(meeting: MinutesDraft) -> MeetingDraftView:
    if why := lacking(meeting):
        return MeetingDraftView(missing=why)
    return MeetingDraftView(submission=submission_of(meeting))
