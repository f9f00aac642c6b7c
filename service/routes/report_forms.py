"""What requests about reports have in common: paths, who is meant, and the receipts of parts."""

from typing import Annotated, Literal

from fastapi import Path, Request, Response
from pydantic import Field

from events.action.terms import ByOrganisation, ByPerson, Unclear
from events.base import Command
from events.errors import Refused
from events.ids import BodyId, OrganisationId, PersonId, RecommendationId, ReportId
from events.plans import only
from events.report.terms import ByBody, Recommended, Responder, Responding
from service.execute import Fact, Receipt, carry_out
from service.http.fields import Id, Input, Maybe, ShortText

OneReport = Annotated[Id, Path(alias="report", description="The identity of the report.")]
OneRecommendation = Annotated[
    Id, Path(alias="recommendation", description="The identity of the recommendation.")
]
OneResponse = Annotated[Id, Path(alias="response", description="The identity of the response.")]
OneCommitment = Annotated[
    Id, Path(alias="commitment", description="The identity of the commitment.")
]
OneStatement = Annotated[
    Id, Path(alias="statement", description="The identity of the statement of progress.")
]


class RecommendationRef(Input):
    """A recommendation."""

    recommendation: Id
    report: Maybe[Id] = Field(
        default=None, description="The report that makes it; the one of the path if left out."
    )

    def of(self, report: str) -> Recommended:
        """Return it as the commands take it, in a request about `report`."""
        return Recommended(ReportId(self.report or report), RecommendationId(self.recommendation))


class RespondingInput(Input):
    """Who responds, in the words as written; an `id` unless it is not clear who is meant."""

    kind: Literal["body", "organisation", "person", "unclear"]
    words: ShortText
    id: Maybe[Id] = None

    def responder(self) -> Responder:
        """Return it as the commands take it."""
        return Responder(self._party(), self.words)

    def _party(self) -> Responding:
        if self.kind == "unclear":
            return Unclear()
        if self.id is None:
            raise Refused("say by an id who responds, or that the words are unclear (#/by/id)")
        match self.kind:
            case "body":
                return ByBody(BodyId(self.id))
            case "organisation":
                return ByOrganisation(OrganisationId(self.id))
            case "person":
                return ByPerson(PersonId(self.id))


async def record_part(
    request: Request,
    secretariat: str,
    command: Command,
    fact: Fact,
    part: str,
    *,
    key: str | None,
    revision: int | None,
) -> Response:
    """Carry out a command that makes a part of a report; its receipt names the part."""
    planned = only(command, part=part)
    stream = command.stream
    expected = {} if revision is None else {stream: revision}
    outcome = await carry_out(request, secretariat, planned, fact, key, expected)
    receipt = Receipt(
        # that of the first try, where this is a second one
        id=outcome.result["part"],
        revision=outcome.revisions[stream],
        position=outcome.position,
        first=outcome.first,
        last=outcome.last,
    )
    headers = {
        "ETag": f'"{receipt.revision}"',
        "Location": f"/v1/{secretariat}/reports/{stream.partition('-')[2]}",
    }
    content = receipt.model_dump_json(exclude_none=True)
    return Response(content, 201, headers, media_type="application/json")
