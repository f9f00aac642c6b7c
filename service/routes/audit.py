"""What an auditor asks: events by what they are of, changes field by field, what differs."""

from typing import Annotated, Literal

from fastapi import Query, Request, Response
from pydantic import StringConstraints

from events.registry import DECIDERS
from service.auditing.asking import Asked
from service.deps import InSecretariat, reading
from service.http.exporting import EXPORTED, exported, form_of
from service.http.fields import Code, Id, Instant, Known, KnownAt, Maybe
from service.http.needs import needs
from service.http.paging import USUAL_PAGE, Limit, PositionCursor, linked
from service.http.strict import routes
from service.routes.audit_answers import (
    difference_page,
    event_page,
    field_page,
)
from service.routes.audit_views import (
    CHANGE_COLUMNS,
    DIFFERENCE_COLUMNS,
    EVENT_COLUMNS,
    AuditedEventPage,
    DifferencePage,
    FieldChangePage,
    difference_lines,
)

router = routes("evidence")

_UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
Stream = Annotated[
    str, StringConstraints(pattern=f"^({'|'.join(DECIDERS)})-{_UUID}$", max_length=60)
]
"""A thing as the log names it, such as `action-` and its identity."""

_OF = Query(description="Events of this thing, such as `action-` and its identity.")


@router.get("/audit/events", responses=EXPORTED, response_model=AuditedEventPage)
@needs("audit", "administer")
def list_audited_events(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    actor: Annotated[Maybe[Code], Query(description="Who recorded them.")] = None,
    kind: Annotated[
        Maybe[Code], Query(alias="type", description="Their type, such as `action.assigned`.")
    ] = None,
    stream: Annotated[Maybe[Stream], _OF] = None,
    body: Annotated[Maybe[Id], Query(description="Of this body, its meetings, actions …")] = None,
    meeting: Annotated[Maybe[Id], Query(description="Of this meeting, or naming it.")] = None,
    person: Annotated[
        Maybe[Id], Query(description="Naming this person, under any entry that is the same person.")
    ] = None,
    document: Annotated[
        Maybe[Id], Query(description="Of this document, and all that was taken from it.")
    ] = None,
    authority: Annotated[
        Maybe[Code], Query(description="Resting on such an authority (`chair`), or on this one.")
    ] = None,
    begins: Annotated[
        Maybe[Instant], Query(alias="from", description="Recorded at this moment or after it.")
    ] = None,
    ends: Annotated[
        Maybe[Instant], Query(alias="to", description="Recorded before this moment.")
    ] = None,
    known_at: KnownAt = None,
    order: Annotated[
        Literal["newest", "oldest"], Query(description="Which come first.")
    ] = "newest",
    limit: Limit = USUAL_PAGE,
    cursor: PositionCursor = None,
) -> Response | AuditedEventPage:
    """List events by whom, of what, about what, on whose authority and when; all must hold."""
    asked = Asked(actor, kind, stream, body, meeting, person, document, authority, begins, ends)

    def ask(known: int | None, after: int | None, most: int) -> AuditedEventPage:
        with reading(request, secretariat, known_at if known is None else known) as book:
            return event_page(book, asked, after, most, newest_first=order == "newest")

    if form := form_of(request):
        return exported(form, EVENT_COLUMNS, ask)
    return linked(request, response, ask(None, cursor, limit))


@router.get("/audit/{stream}/fields", responses=EXPORTED, response_model=FieldChangePage)
@needs("audit", "administer")
def list_field_changes(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    stream: Stream,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: PositionCursor = None,
) -> Response | FieldChangePage:
    """List every change of every field of a thing, the first first: what, by whom, from where.

    `stream` is what it is and its identity, such as `action-` and that. `limit` counts events.
    """

    def ask(known: int | None, after: int | None, most: int) -> FieldChangePage:
        with reading(request, secretariat, known_at if known is None else known) as book:
            return field_page(book, stream, after, most)

    if form := form_of(request):
        return exported(form, CHANGE_COLUMNS, ask)
    return linked(request, response, ask(None, cursor, limit))


@router.get("/audit/difference", responses=EXPORTED, response_model=DifferencePage)
@needs("audit", "administer")
def get_difference(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    since: Annotated[Known, Query(description="The earlier moment: a position or an instant.")],
    known_at: KnownAt = None,
    stream: Annotated[Maybe[Stream], Query(description="Of this thing alone.")] = None,
    limit: Limit = USUAL_PAGE,
    cursor: PositionCursor = None,
) -> Response | DifferencePage:
    """Compare what the record said at a moment with what it said at `known_at`, or says now.

    A list of things of which something was recorded in between, each with the fields that differ.
    Exported, each of these is a line.
    """

    def ask(known: int | None, after: int | None, most: int) -> DifferencePage:
        with reading(request, secretariat, known_at if known is None else known) as book:
            return difference_page(book, since, stream, after, most)

    if form := form_of(request):
        return exported(form, DIFFERENCE_COLUMNS, ask, difference_lines)
    return linked(request, response, ask(None, cursor, limit))
