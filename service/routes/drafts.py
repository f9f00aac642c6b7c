"""Drafts: what was read in a document, to be corrected field by field, accepted or turned away."""

from typing import Annotated

from fastapi import Path, Request, Response
from starlette.concurrency import run_in_threadpool

from events.plans import Planner
from service.deps import InSecretariat, reading
from service.documents.deciding import accepting, rejecting, revising
from service.documents.standing import Standing, draft_of, reading_of, standing, text_of
from service.draft_names import names_of
from service.execute import DONE, Fact, Receipt, TakenFrom, carry_out, record_planned
from service.http.conditions import RequiredIfMatch, tagged
from service.http.fields import DIGITS, KnownAt
from service.http.idempotency import IdempotencyKey
from service.http.openapi import ETAG, KNOWN_AT
from service.http.strict import routes
from service.intake.comparison import differences
from service.routes.changes import change_of
from service.routes.document_views import OneDocument
from service.routes.draft_views import (
    AcceptanceReceipt,
    Comparison,
    Corrections,
    DraftNames,
    DraftView,
    Rejection,
    difference_view,
    draft_view,
    name_view,
)

router = routes("documents")


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
    return tagged(request, draft_view(found), found.revision, known_at=position)


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
        return DraftNames(items=[name_view(each) for each in found], known_at=book.position)


@router.patch("/documents/{document}/draft", response_model=Receipt, responses=DONE)
async def revise_draft(
    request: Request,
    secretariat: InSecretariat,
    document: OneDocument,
    body: Corrections,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Correct the draft field by field: all the changes, or with a reason none.

    Items, paragraphs, decisions and actions may be set to `confidential`; so is the document from
    then on, since its text has the words.
    """
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
    """Take the draft into the record: all its parts, or with a reason none.

    Every fact points at its words in the document. A name that was given an identity in the draft
    is asserted as one of its names. What the draft says is confidential is so from the first
    moment, and the document with it; what else comes of a confidential document is open.
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
        **outcome.result,
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
    found = [difference_view(each) for each in differences(mine, other)]
    return Comparison(reading=number, changes=found)


def _revising(
    request: Request, secretariat: str, document: str, body: Corrections
) -> tuple[int, Planner]:
    changes = tuple(change_of(each) for each in body.changes)
    with reading(request, secretariat, None) as book:
        seen = standing(book, document)
        return seen.revision, revising(book, seen, changes, body.reading, body.when)


def _seen(request: Request, secretariat: str, document: str) -> tuple[Standing, int]:
    with reading(request, secretariat, None) as book:
        seen = standing(book, document)
        return seen, len(text_of(book, seen.read))
