"""Issues logs: reading them, counting them by theme, and entering an issue."""

from typing import Annotated

from fastapi import Query, Request, Response

from events.handling import CONFIDENTIAL
from events.ids import BodyId, IssueId
from events.issue.commands import LogIssue, SetIssueHandling
from events.issue.numbering import logging
from projections import bodies, issues
from service.deps import InSecretariat, reading
from service.execute import Receipt, made, record_planned
from service.http.conditions import tagged
from service.http.fields import Id, KnownAt, Maybe, ShortText
from service.http.idempotency import IdempotencyKey
from service.http.needs import At, needs
from service.http.openapi import ETAG, KNOWN_AT, LINK
from service.http.paging import USUAL_PAGE, IdCursor, Limit, linked
from service.http.strict import routes
from service.routes.bodies import OneBody
from service.routes.body_views import missing
from service.routes.issue_forms import IssueInput, OneIssue
from service.routes.issue_views import IssuePage, IssueView, State, Themes, themes_of, views

router = routes("issues")


@router.get("/issues", responses={200: {"description": "A page", "headers": LINK}})
def list_issues(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    body: Annotated[Maybe[Id], Query(description="In the log of this body.")] = None,
    theme: Annotated[Maybe[ShortText], Query(description="Of exactly this theme.")] = None,
    state: Annotated[Maybe[State], Query(description="Only those in this state.")] = None,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> IssuePage:
    """List issues, in the order in which they were recorded."""
    with reading(request, secretariat, known_at) as book:
        wanted = issues.Wanted(body=body, theme=theme, state=state)
        query = issues.issues(secretariat, wanted, book.known_at, cursor, limit + 1)
        found = views(book, book.all(query))
        page = IssuePage(
            items=found[:limit],
            next=found[limit - 1].id if len(found) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)


@router.get("/bodies/{body}/issue-themes")
def list_issue_themes(
    request: Request, secretariat: InSecretariat, body: OneBody, known_at: KnownAt = None
) -> Themes:
    """Count the issues of a body by theme."""
    with reading(request, secretariat, known_at) as book:
        book.one(bodies.body(secretariat, body, book.known_at), missing(body))
        return Themes(items=themes_of(book, body), known_at=book.position)


@router.get(
    "/issues/{issue}",
    response_model=IssueView,
    responses={200: {"description": "The issue", "headers": ETAG | KNOWN_AT}},
)
def get_issue(
    request: Request, secretariat: InSecretariat, issue: OneIssue, known_at: KnownAt = None
) -> Response:
    """Read one issue, with what it is linked to and what is linked to it."""
    with reading(request, secretariat, known_at) as book:
        query = issues.issue(secretariat, issue, book.known_at)
        row = book.one(query, f"there is no issue {issue} in the record")
        (view,) = views(book, [row])
        revision, position = book.revision(f"issue-{issue}"), book.position
    return tagged(request, view, revision, known_at=position)


@router.post(
    "/issues",
    status_code=201,
    response_model=Receipt,
    responses=made(
        "issue",
        "getIssue",
        "getIssueHistory",
        "updateIssue",
        "closeIssue",
        replacing=("inferIssueNumber", "setIssueHandling"),
    ),
)
@needs("write", at=At.TOLD)
async def log_issue(
    request: Request, secretariat: InSecretariat, body: IssueInput, key: IdempotencyKey = None
) -> Response:
    """Enter an issue in the log of a body; a number stands there once."""
    issue = IssueId(request.app.state.book.mint())
    command = LogIssue(
        occurred_on=body.when,
        issue=issue,
        body=BodyId(body.body),
        number=body.number,
        printed=body.printed,
        theme=body.theme,
        raised_on=body.raised_on,
        text=body.text,
        proposed_action=body.proposed_action,
    )
    handle = SetIssueHandling(occurred_on=body.when, issue=issue, handling=body.handling)
    further = (handle,) if body.handling == CONFIDENTIAL else ()
    plan = logging(command, *further)
    return await record_planned(
        request, secretariat, command.stream, plan, body, key=key, status=201
    )
