"""Drafts: what was read in a document, to be corrected field by field, accepted or turned away."""

from typing import Annotated, Literal

import orjson
from fastapi import Path, Request, Response
from pydantic import Field, JsonValue
from starlette.concurrency import run_in_threadpool

from events.document.terms import Change
from events.plans import Planner
from service.deps import InSecretariat, reading
from service.documents.deciding import accepting, obstacles, rejecting, revising
from service.documents.standing import Standing, draft_of, reading_of, standing, text_of
from service.draft_names import DraftName, names_of
from service.execute import DONE, Fact, Receipt, TakenFrom, carry_out, record_planned
from service.http.conditions import RequiredIfMatch, tagged
from service.http.fields import DIGITS, Id, IfAny, Input, KnownAt, LongText, Maybe, Output, Whole
from service.http.idempotency import IdempotencyKey
from service.http.openapi import ETAG, KNOWN_AT
from service.http.strict import routes
from service.intake.comparison import Difference, differences
from service.intake.draft import Draft
from service.intake.revision import change_to
from service.routes.candidate_views import CandidateView, candidate_view
from service.routes.document_views import OneDocument, State
from service.routes.minutes import MeetingReceipt

router = routes("documents")

Pointer = Annotated[str, Field(pattern="^(/([a-z0-9_]+|-))+$", max_length=300)]
MOST_CHANGES = 100


class SetChange(Input):
    """A field set, or an entry put into a list: before the one at its number, at the end by `-`."""

    op: Literal["add", "replace"]
    path: Pointer
    value: JsonValue


class RemoveChange(Input):
    """A field or an entry taken out."""

    op: Literal["remove"]
    path: Pointer


AnyChange = Annotated[SetChange | RemoveChange, Field(discriminator="op")]


class Corrections(Fact):
    """Changes of a draft, made in their order (RFC 6902)."""

    changes: tuple[AnyChange, ...] = Field(default=(), max_length=MOST_CHANGES)
    reading: Maybe[Whole] = Field(
        default=None, description="Begin anew from this reading, then make the changes."
    )


class Rejection(Fact):
    """Why nothing of it is to enter the record."""

    reason: LongText


class Obstacle(Output):
    """What has to be corrected before the draft can be accepted."""

    at: str = Field(description="Where in the draft, as a JSON pointer.")
    why: str


class DraftView(Output):
    """What was read in a document, with all corrections so far."""

    document: Id
    state: State
    reading: int = Field(ge=1, description="The reading that the draft began with.")
    obstacles: list[Obstacle]
    draft: Draft


class DraftNameView(Output):
    """A name of one meeting in the draft that has no identity yet."""

    kind: Literal["person", "organisation"]
    name: str
    at: list[str] = Field(
        description="Where its identity goes in the draft, to settle whom it means."
    )
    candidates: list[CandidateView] = Field(
        description="Whom it may mean, the best first; none is taken unless a person says so."
    )


class DraftNames(Output):
    """The names in a draft, in the order of the document."""

    items: list[DraftNameView]
    known_at: int = Field(description="The position of the log this answer stands on.")


class AcceptanceReceipt(Receipt):
    """What was recorded of a document, durably."""

    meetings: list[MeetingReceipt] = Field(description="In the order of the document.")


class DifferenceView(Output):
    """A change that would make the draft say what the other reading says."""

    op: Literal["add", "replace", "remove"]
    path: str
    value: IfAny[JsonValue] = Field(default=None, description="What it would say.")
    now: IfAny[JsonValue] = Field(default=None, description="What it says.")


class Comparison(Output):
    """How a reading differs from the draft, or from what was accepted of it.

    Nothing of it is applied by itself. Changes are in an order in which any choice of them can be
    sent to the draft; where the words stand and what was noticed is left out.
    """

    reading: int
    changes: list[DifferenceView]


@router.get(
    "/documents/{document}/draft",
    response_model=DraftView,
    responses={200: {"description": "The draft", "headers": ETAG | KNOWN_AT}},
)
def get_draft(
    request: Request, secretariat: InSecretariat, document: OneDocument, known_at: KnownAt = None
) -> Response:
    """Read the draft of a document; spans count characters of its text."""
    with reading(request, secretariat, known_at) as book:
        found, position = standing(book, document), book.position
    return tagged(request, _draft_view(found), found.revision, known_at=position)


@router.get("/documents/{document}/names")
def list_draft_names(
    request: Request, secretariat: InSecretariat, document: OneDocument, known_at: KnownAt = None
) -> DraftNames:
    """List the names in the draft and whom each may mean, with reasons; a person decides.

    A name that stands exactly so in the same body is linked without being asked, and any other
    without an identity is somebody new.
    """
    with reading(request, secretariat, known_at) as book:
        found = names_of(book, standing(book, document).draft)
        return DraftNames(items=[_name_view(each) for each in found], known_at=book.position)


@router.patch("/documents/{document}/draft", response_model=Receipt, responses=DONE)
async def revise_draft(
    request: Request,
    secretariat: InSecretariat,
    document: OneDocument,
    body: Corrections,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Correct the draft field by field: all the changes, or with a reason none."""
    revision, plan = await run_in_threadpool(_revising, request, secretariat, document, body)
    return await record_planned(
        request,
        secretariat,
        f"document-{document}",
        plan,
        body,
        key=key,
        revision=if_match or revision,
    )


@router.post(
    "/documents/{document}/acceptance",
    status_code=200,
    response_model=AcceptanceReceipt,
    responses=DONE,
)
async def accept_draft(
    request: Request,
    secretariat: InSecretariat,
    document: OneDocument,
    body: Fact,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Take the draft into the record: all its meetings, or with a reason none.

    Every fact points at its words in the document. A name that was given an identity in the draft
    is asserted as one of its names.
    """
    stream = f"document-{document}"
    seen, length = await run_in_threadpool(_seen, request, secretariat, document)
    plan = accepting(seen, request.app.state.book.mint, body.when)
    whole = TakenFrom(document=document, start=0, length=length)
    fact = body.model_copy(update={"source": body.source or whole})
    expected = {stream: if_match or seen.revision}
    outcome = await carry_out(request, secretariat, plan, fact, key, expected)
    revision = outcome.revisions[stream]
    receipt = AcceptanceReceipt(
        id=document,
        revision=revision,
        position=outcome.position,
        first=outcome.first,
        last=outcome.last,
        meetings=[MeetingReceipt(**each) for each in outcome.result["meetings"]],
    )
    content = receipt.model_dump_json(exclude_none=True)
    return Response(content, headers={"ETag": f'"{revision}"'}, media_type="application/json")


@router.post("/documents/{document}/rejection", response_model=Receipt, responses=DONE)
async def reject_draft(
    request: Request,
    secretariat: InSecretariat,
    document: OneDocument,
    body: Rejection,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Let nothing of the document enter the record; it is kept, and can be taken up again."""
    plan = rejecting(document, body.reason, body.when)
    return await record_planned(
        request, secretariat, f"document-{document}", plan, body, key=key, revision=if_match
    )


@router.get("/documents/{document}/readings/{reading}/differences")
def compare_reading(
    request: Request,
    secretariat: InSecretariat,
    document: OneDocument,
    number: Annotated[
        int, Path(alias="reading", ge=1, le=10_000, description="Which reading, from 1."), DIGITS
    ],
    known_at: KnownAt = None,
) -> Comparison:
    """Compare a reading, such as one by a newer reader, with the draft as it is or was accepted."""
    with reading(request, secretariat, known_at) as book:
        mine = standing(book, document).draft
        other = draft_of(book, reading_of(book, document, number))
    found = [_difference_view(each) for each in differences(mine, other)]
    return Comparison(reading=number, changes=found)


def _revising(
    request: Request, secretariat: str, document: str, body: Corrections
) -> tuple[int, Planner]:
    changes = tuple(_change(each) for each in body.changes)
    with reading(request, secretariat, None) as book:
        seen = standing(book, document)
        return seen.revision, revising(book, seen, changes, body.reading, body.when)


def _seen(request: Request, secretariat: str, document: str) -> tuple[Standing, int]:
    with reading(request, secretariat, None) as book:
        seen = standing(book, document)
        return seen, len(text_of(book, seen.read))


def _draft_view(found: Standing) -> DraftView:
    return DraftView(
        document=found.row["document"],
        state=found.row["state"],
        reading=found.base,
        obstacles=[Obstacle(at=at, why=why) for at, why in obstacles(found.draft).items()],
        draft=found.draft,
    )


def _name_view(found: DraftName) -> DraftNameView:
    return DraftNameView(
        kind=found.kind,
        name=found.name,
        at=list(found.at),
        candidates=[candidate_view(each) for each in found.candidates],
    )


def _change(change: SetChange | RemoveChange) -> Change:
    match change:
        case SetChange(op=op, path=path, value=value):
            return change_to(op, path, value)
        case RemoveChange(path=path):
            return Change("remove", path)


def _difference_view(found: Difference) -> DifferenceView:
    change = found.change
    value = None if change.value is None else orjson.loads(str(change.value))
    return DifferenceView(op=change.op, path=change.at, value=value, now=found.now)
