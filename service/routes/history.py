"""What happened to a thing: the events of its stream, in order, as they stand in the log."""

from datetime import datetime
from typing import Any, Final

from fastapi import Request, Response

from events.errors import NotFound
from service.amending import amended
from service.deps import InSecretariat, reading
from service.documents.passages import Passages
from service.http.fields import KnownAt
from service.http.needs import At, needs
from service.http.openapi import LINK
from service.http.paging import USUAL_PAGE, Limit, NumberedPage, PositionCursor, linked
from service.http.strict import routes
from service.routes.action_forms import OneAction
from service.routes.actor_views import OneActor
from service.routes.bodies import OneBody
from service.routes.document_views import OneDocument
from service.routes.event_views import EventView, event_view
from service.routes.issue_forms import OneIssue
from service.routes.meeting_forms import OneMeeting
from service.routes.organisations import OneOrganisation
from service.routes.people import OnePerson
from service.routes.report_forms import OneReport
from service.routes.webhook_forms import OneWebhook

router = routes("events")

_PAGE: dict[int | str, dict[str, Any]] = {200: {"description": "A page", "headers": LINK}}


class HistoryPage(NumberedPage[EventView]):
    """A page of what happened to a thing, the first event first; the cursor is a position.

    To a reader who is not cleared, revisions are skipped where something is confidential.
    """


@router.get("/actions/{action}/history", responses=_PAGE)
def get_action_history(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    action: OneAction,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: PositionCursor = None,
) -> HistoryPage:
    """Read what happened to an action."""
    page = _history(request, secretariat, f"action-{action}", known_at, limit, cursor)
    return linked(request, response, page)


@router.get("/issues/{issue}/history", responses=_PAGE)
def get_issue_history(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    issue: OneIssue,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: PositionCursor = None,
) -> HistoryPage:
    """Read what happened to an issue: its number, its links, its end."""
    page = _history(request, secretariat, f"issue-{issue}", known_at, limit, cursor)
    return linked(request, response, page)


@router.get("/meetings/{meeting}/history", responses=_PAGE)
def get_meeting_history(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: PositionCursor = None,
) -> HistoryPage:
    """Read what happened to a meeting: its dates, its attendance, its minutes."""
    page = _history(request, secretariat, f"meeting-{meeting}", known_at, limit, cursor)
    return linked(request, response, page)


@router.get("/reports/{report}/history", responses=_PAGE)
def get_report_history(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    report: OneReport,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: PositionCursor = None,
) -> HistoryPage:
    """Read what happened to a report: recommendations, responses, what was promised and done."""
    page = _history(request, secretariat, f"report-{report}", known_at, limit, cursor)
    return linked(request, response, page)


@router.get("/meetings/{meeting}/minutes/history", responses=_PAGE)
def get_minutes_history(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: PositionCursor = None,
) -> HistoryPage:
    """Read what happened to the minutes of a meeting: versions, corrections, approval, notes."""
    page = _history(request, secretariat, f"minutes-{meeting}", known_at, limit, cursor)
    return linked(request, response, page)


@router.get("/documents/{document}/history", responses=_PAGE)
def get_document_history(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    document: OneDocument,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: PositionCursor = None,
) -> HistoryPage:
    """Read what happened to a document: its readings, its corrections, its end."""
    page = _history(request, secretariat, f"document-{document}", known_at, limit, cursor)
    return linked(request, response, page)


@router.get("/people/{person}/history", responses=_PAGE)
def get_person_history(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    person: OnePerson,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: PositionCursor = None,
) -> HistoryPage:
    """Read what happened to the entry of a person: names, merges, distinctions."""
    page = _history(request, secretariat, f"person-{person}", known_at, limit, cursor)
    return linked(request, response, page)


@router.get("/bodies/{body}/history", responses=_PAGE)
def get_body_history(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    body: OneBody,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: PositionCursor = None,
) -> HistoryPage:
    """Read what happened to a body: its rules, its chairs, its members."""
    page = _history(request, secretariat, f"body-{body}", known_at, limit, cursor)
    return linked(request, response, page)


@router.get("/organisations/{organisation}/history", responses=_PAGE)
def get_organisation_history(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    organisation: OneOrganisation,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: PositionCursor = None,
) -> HistoryPage:
    """Read what happened to the entry of an organisation: its names, its successor."""
    page = _history(request, secretariat, f"organisation-{organisation}", known_at, limit, cursor)
    return linked(request, response, page)


@router.get("/actors/{actor}/history", responses=_PAGE)
@needs("audit", "administer", at=At.EVERYWHERE)
def get_actor_history(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    actor: OneActor,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: PositionCursor = None,
) -> HistoryPage:
    """Read what happened to somebody's access: roles and keys, given and taken away."""
    page = _history(request, secretariat, f"access-{actor}", known_at, limit, cursor)
    return linked(request, response, page)


@router.get("/webhooks/{webhook}/history", responses=_PAGE)
@needs("audit", "administer", at=At.EVERYWHERE)
def get_webhook_history(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    webhook: OneWebhook,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: PositionCursor = None,
) -> HistoryPage:
    """Read what happened to a webhook: who led it where, paused it, or had it sent again."""
    page = _history(request, secretariat, f"webhook-{webhook}", known_at, limit, cursor)
    return linked(request, response, page)


_MISSING: Final = {"minutes": "there are no minutes of a meeting"}


def _history(
    request: Request,
    secretariat: str,
    stream: str,
    known_at: int | datetime | None,
    limit: int,
    cursor: int | None,
) -> HistoryPage:
    with reading(request, secretariat, known_at) as book:
        events = book.history(stream)
        if not events:
            category, _, identity = stream.partition("-")
            missing = _MISSING.get(category, f"there is no {category}")
            raise NotFound(f"{missing} {identity} in the record")
        found = [each for each in events if each.position > (cursor or 0)]
        passages, fates = Passages(book), amended(events)
        return HistoryPage(
            items=[event_view(each, passages, fates.get(each.id)) for each in found[:limit]],
            next=found[limit - 1].position if len(found) > limit else None,
            known_at=book.position,
        )
