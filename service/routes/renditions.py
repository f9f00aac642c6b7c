"""Published minutes: what an audience is given of a version, as of now or of an earlier day."""

from typing import Annotated

from fastapi import Path, Request, Response

from events.minutes.terms import Audience
from service.deps import InSecretariat, publishing
from service.http.conditions import tagged
from service.http.fields import KnownAt
from service.http.openapi import ETAG, KNOWN_AT
from service.http.strict import routes
from service.publish.renditions import rendition_of
from service.routes.meeting_forms import OneMeeting
from service.routes.rendition_views import RenditionView, rendition_view

router = routes("meetings")

ForAudience = Annotated[Audience, Path(alias="audience", description="To whom it was published.")]


@router.get(
    "/meetings/{meeting}/minutes/renditions/{audience}",
    response_model=RenditionView,
    responses={200: {"description": "The rendition", "headers": ETAG | KNOWN_AT}},
)
def get_rendition(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    audience: ForAudience,
    known_at: KnownAt = None,
) -> Response:
    """Read the version that was published last to an audience, with what is withheld marked.

    Redactions, and what is confidential or erased, are those in force at `known_at`; the internal
    rendition shows what whoever reads it is cleared for.
    """
    with publishing(request, secretariat, known_at) as book:
        cleared = request.state.cleared
        view = rendition_view(rendition_of(book, meeting, audience, cleared=cleared), book.position)
        revision = book.revision(f"minutes-{meeting}")
    return tagged(request, view, revision, known_at=view.known_at)
