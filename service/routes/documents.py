"""Documents: handing them in, listing them, and getting back what was handed in."""

from typing import Annotated, Any

from fastapi import Body, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from events.handling import CONFIDENTIAL, OPEN, Handling
from events.ids import DocumentId
from events.plans import Planner
from events.when import When
from projections import documents
from service.deps import InSecretariat, reading
from service.documents.passages import Passages
from service.documents.standing import kept, reading_of, text_of, the_row, told, with_bytes
from service.documents.taking import reading_again, receiving, recognising
from service.execute import DONE, Fact, Receipt, carry_out, made, record_planned
from service.http.conditions import IfMatch, tagged
from service.http.fields import KnownAt, Maybe, Position, ShortText
from service.http.idempotency import IdempotencyKey
from service.http.openapi import ETAG, KNOWN_AT, LINK, responses
from service.http.paging import USUAL_PAGE, IdCursor, Limit, linked
from service.http.strict import routes
from service.routes.document_views import (
    DocumentPage,
    DocumentReceipt,
    DocumentView,
    OneDocument,
    PassageView,
    Sha256,
    State,
    document_view,
    passage_view,
)

router = routes("documents")

_BYTES: dict[str, Any] = {"type": "string", "format": "binary"}
_ORIGINAL: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The bytes, as they were handed in",
        "content": {"application/octet-stream": {"schema": _BYTES}},
    }
}
_TEXT: dict[int | str, dict[str, Any]] = {
    200: {"description": "The text", "content": {"text/plain": {"schema": {"type": "string"}}}}
}
_KNOWN: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "It had been handed in before",
        "headers": ETAG,
        "model": DocumentReceipt,
    }
}
_MADE = made(
    "document",
    "getDocument",
    "getDraft",
    "getDocumentText",
    "getDocumentHistory",
    replacing=("reviseDraft", "acceptDraft", "rejectDraft", "setDocumentHandling"),
)


@router.post(
    "/documents",
    status_code=201,
    response_model=DocumentReceipt,
    responses=_MADE | _KNOWN,
)
async def receive_document(
    request: Request,
    secretariat: InSecretariat,
    data: Annotated[
        bytes,
        Body(
            media_type="application/octet-stream",
            min_length=1,
            description="Minutes as text, Markdown, HTML, Word (docx) or PDF.",
            json_schema_extra={"format": "binary"},
        ),
    ],
    name: Annotated[ShortText, Query(description="The name of the file.")],
    handling: Annotated[
        Handling, Query(description="`confidential` keeps it from readers who are not cleared.")
    ] = OPEN,
    key: IdempotencyKey = None,
) -> Response:
    """Hand in a document: it is kept and read into a draft; nothing else is recorded yet.

    The same bytes are the same document: handed in again, they are recognised, and the document
    becomes confidential where that is asked. What is taken from a confidential document is
    confidential only where its draft says so; that it was taken from there is withheld with it.
    """
    fact = Fact()
    plan = await run_in_threadpool(_recognised, request, secretariat, data, handling, fact.when)
    if plan is None:
        taken = await request.app.state.desk.read(data, name)
        plan = receiving(taken, request.app.state.book.mint, fact.when, handling)
    outcome = await carry_out(request, secretariat, plan, fact, key)
    document, known = outcome.result["document"], outcome.result["known"]
    state, revision = await run_in_threadpool(_now, request, secretariat, document)
    receipt = DocumentReceipt(
        id=document,
        known=known,
        state=state,
        revision=revision,
        position=outcome.position,
        first=outcome.first,
        last=outcome.last,
    )
    headers = {"ETag": f'"{revision}"', "Location": f"/v1/{secretariat}/documents/{document}"}
    status = 200 if known else 201
    content = receipt.model_dump_json(exclude_none=True)
    return Response(content, status, headers, media_type="application/json")


@router.get("/documents", responses={200: {"description": "A page", "headers": LINK}})
def list_documents(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    state: Annotated[Maybe[State], Query(description="Only those in this state.")] = None,
    handling: Annotated[Maybe[Handling], Query(description="Only those handled so.")] = None,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> DocumentPage:
    """List the documents that were handed in, the first one first."""
    with reading(request, secretariat, known_at) as book:
        wanted = documents.Wanted(state, None if handling is None else handling == CONFIDENTIAL)
        query = documents.documents(secretariat, wanted, book.known_at, cursor, limit + 1)
        found = [document_view(row) for row in book.all(query)]
        page = DocumentPage(
            items=found[:limit],
            next=found[limit - 1].id if len(found) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)


@router.get(
    "/documents/{document}",
    response_model=DocumentView,
    responses={200: {"description": "The document", "headers": ETAG | KNOWN_AT}},
)
def get_document(
    request: Request, secretariat: InSecretariat, document: OneDocument, known_at: KnownAt = None
) -> Response:
    """Read what was handed in and what became of it."""
    with reading(request, secretariat, known_at) as book:
        found = told(book, document)
        view, position = document_view(found.row, found), book.position
    return tagged(request, view, found.revision, known_at=position)


@router.get("/originals/{sha256}", response_class=Response, responses=_ORIGINAL)
def get_original(
    request: Request,
    secretariat: InSecretariat,
    sha256: Annotated[Sha256, Path(description="Of the bytes, in hexadecimal.")],
) -> Response:
    """Get back the bytes that were handed in, by their SHA-256."""
    with reading(request, secretariat, None) as book:
        data = kept(book, sha256)
    headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
    return Response(data, headers=headers, media_type="application/octet-stream")


@router.get("/documents/{document}/text", response_class=Response, responses=_TEXT)
def get_document_text(
    request: Request, secretariat: InSecretariat, document: OneDocument, known_at: KnownAt = None
) -> Response:
    """Read the text whose characters the draft and the facts taken from it count."""
    with reading(request, secretariat, known_at) as book:
        text = text_of(book, reading_of(book, document, the_row(book, document)["base"]))
    headers = {"X-Content-Type-Options": "nosniff"}
    return Response(text, headers=headers, media_type="text/plain")


@router.get("/documents/{document}/passages", responses=responses(409))
def list_passages(
    request: Request,
    secretariat: InSecretariat,
    document: OneDocument,
    start: Annotated[Position, Query(description="The first character, counted from 0.")] = 0,
    end: Annotated[Position, Query(description="The character after the last one.")] = 0,
    known_at: KnownAt = None,
) -> PassageView:
    """Read the words that a fact was taken from: the `source` of its event says which."""
    with reading(request, secretariat, known_at) as book:
        return passage_view(Passages(book).find(document, start, end))


@router.post("/documents/{document}/readings", response_model=Receipt, responses=DONE)
async def read_document_again(
    request: Request,
    secretariat: InSecretariat,
    document: OneDocument,
    body: Fact,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Read it again with the reader of today; the draft and the record stay as they are.

    Where this version has read it already, nothing is recorded.
    """
    data, name = await run_in_threadpool(_original, request, secretariat, document)
    taken = await request.app.state.desk.read(data, name)
    plan = reading_again(taken, DocumentId(document), body.when)
    return await record_planned(
        request, secretariat, f"document-{document}", plan, body, key=key, revision=if_match
    )


def _recognised(
    request: Request, secretariat: str, data: bytes, handling: Handling, on: When
) -> Planner | None:
    """Return the planner of a document that is here already; None of another."""
    with reading(request, secretariat, None) as book:
        known = with_bytes(book, data)
    return None if known is None else recognising(known, on, handling)


def _now(request: Request, secretariat: str, document: str) -> tuple[State, int]:
    with reading(request, secretariat, None) as book:
        return the_row(book, document)["state"], book.revision(f"document-{document}")


def _original(request: Request, secretariat: str, document: str) -> tuple[bytes, str]:
    with reading(request, secretariat, None) as book:
        row = the_row(book, document)
        return kept(book, row["sha256"]), row["name"] or ""
