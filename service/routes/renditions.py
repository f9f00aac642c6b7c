"""Published minutes: what an audience is given of a version, as of now or of an earlier day."""

from typing import Annotated, Any, Literal

from fastapi import Path, Request, Response
from pydantic import Field

from events.minutes.terms import Audience
from service.deps import InSecretariat, publishing
from service.http.conditions import tagged
from service.http.fields import KnownAt, Output
from service.http.openapi import ETAG, KNOWN_AT, responses
from service.http.strict import routes
from service.publish.proven import proven
from service.publish.renditions import rendition_of
from service.routes.action_proofs import ProvenEntry
from service.routes.meeting_forms import OneMeeting
from service.routes.rendition_views import RenditionView, rendition_view
from service.signing.folders import folder_of

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


class ProvenRendition(Output):
    """Published minutes, the entries they were made of, and the checkpoint these stand under."""

    format: Literal["minutebook-rendition"]
    version: Literal[1]
    rendition: dict[str, Any] = Field(
        description="The words as they are published, each with the entry and the value they are."
    )
    checkpoint: str = Field(description="A signed note (C2SP).")
    entries: list[ProvenEntry]


@router.get(
    "/meetings/{meeting}/minutes/renditions/{audience}/proof",
    responses=responses(409) | {200: {"description": "The published file"}},
)
def get_rendition_proof(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    audience: ForAudience,
    known_at: KnownAt = None,
) -> ProvenRendition:
    """Get published minutes as a file that verifies anywhere (`minutebook-verify rendition`).

    A reader sees with it that nothing but the marked words is withheld, and that the version is the
    one that was drafted, approved and published.
    """
    with publishing(request, secretariat, known_at) as book:
        cleared = request.state.cleared
        rendition = rendition_of(book, meeting, audience, cleared=cleared)
        log = folder_of(request.app.state.settings, secretariat)
        return ProvenRendition(**proven(book, rendition, log))
