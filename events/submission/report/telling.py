"""All that is in a report as commands, in the order as printed, everything with its identity."""

from collections.abc import Iterator
from typing import Any

from events.action.form import due_of
from events.base import Command
from events.errors import Refused
from events.ids import (
    CommitmentId,
    PersonId,
    RecommendationId,
    ReportId,
    ResponseId,
    StatementId,
)
from events.report.commands import (
    CrossReferenceResponse,
    EndorseReport,
    GiveCommitment,
    GiveResponse,
    InferDisposition,
    MakeRecommendation,
    NarrateProgress,
    PublishReport,
)
from events.report.terms import Answer, Recommended
from events.submission.form import Span
from events.submission.names import Mint
from events.submission.report.form import (
    CommitmentSubmitted,
    OneRecommendation,
    ReportSubmission,
    ResponseSubmitted,
)
from events.submission.report.parties import Parties

Line = tuple[Command, Span | None]


class Telling:
    """Gives everything in a report its identity, in the order as printed."""

    def __init__(self, form: ReportSubmission, parties: Parties, mint: Mint) -> None:
        """Tell of `form`, whose names mean the `parties`."""
        self.form, self.parties, self._mint = form, parties, mint
        self._on = form.published_on
        self.report = ReportId(mint())
        self.recommended = [RecommendationId(mint()) for _ in form.recommendations]
        self.made: dict[str, list[Any]] = {
            "recommendations": list(self.recommended),
            "responses": [],
            "commitments": [],
            "statements": [],
        }

    def commands(self) -> Iterator[Line]:
        """Yield the report, its recommendations, its responses, and its statements of progress."""
        yield self._published(), self.form.span
        yield from self._endorsements()
        for made, key in zip(self.form.recommendations, self.recommended, strict=True):
            command = MakeRecommendation(
                occurred_on=self._on,
                report=self.report,
                recommendation=key,
                number=made.number,
                section=made.section,
                paragraphs=made.paragraphs,
                text=made.text,
            )
            yield command, made.span
        for at, response in enumerate(self.form.responses):
            yield from self._response(response, f"/responses/{at}")
        yield from self._statements()

    def _published(self) -> PublishReport:
        return PublishReport(
            occurred_on=self._on,
            report=self.report,
            title=self.form.title,
            publisher=self.parties.publisher,
            replies_to=self.replies_to,
        )

    @property
    def replies_to(self) -> ReportId | None:
        """The report that this one replies to, where it does."""
        return ReportId(self.form.replies_to) if self.form.replies_to else None

    def _endorsements(self) -> Iterator[Line]:
        for each in self.form.endorsements:
            command = EndorseReport(
                occurred_on=self._on,
                report=self.report,
                name=each.name,
                post=each.post,
                person=PersonId(each.person) if each.person else None,
            )
            yield command, each.span

    def _statements(self) -> Iterator[Line]:
        for each in self.form.progress:
            statement = self._new("statements")
            command = NarrateProgress(
                occurred_on=self._on,
                report=self.report,
                statement=StatementId(statement),
                text=each.text,
                theme=each.theme,
                owner=each.owner,
            )
            yield command, each.span

    def _response(self, given: ResponseSubmitted, at: str) -> Iterator[Line]:
        response = ResponseId(self._new("responses"))
        answers = [
            self._recommendation(each, f"{at}/answers/{number}")
            for number, each in enumerate(given.answers)
        ]
        yield self._given(given, response, answers, at), given.span
        yield from ((each, given.span) for each in self._inferred(given, response, answers))
        for number, reference in enumerate(given.references):
            command = CrossReferenceResponse(
                occurred_on=self._on,
                report=self.report,
                response=response,
                to=self._recommendation(reference, f"{at}/references/{number}"),
                words=reference.words,
            )
            yield command, given.span
        for number, promised in enumerate(given.commitments):
            where = f"{at}/commitments/{number}"
            yield self._promise(promised, response, answers, where), promised.span

    def _given(
        self, given: ResponseSubmitted, response: ResponseId, answers: list[Recommended], at: str
    ) -> GiveResponse:
        return GiveResponse(
            occurred_on=self._on,
            report=self.report,
            response=response,
            by=self.parties.responder(given.by, at),
            answers=tuple(
                Answer(to.report, to.recommendation, each.disposition, each.words)
                for each, to in zip(given.answers, answers, strict=True)
            ),
            text=given.text,
            opening=given.opening,
        )

    def _inferred(
        self, given: ResponseSubmitted, response: ResponseId, answers: list[Recommended]
    ) -> Iterator[InferDisposition]:
        for each, to in zip(given.answers, answers, strict=True):
            if each.inferred is not None:
                yield InferDisposition(
                    occurred_on=self._on,
                    report=self.report,
                    response=response,
                    to=to,
                    disposition=each.inferred.disposition,
                    basis=each.inferred.basis,
                )

    def _promise(
        self,
        promised: CommitmentSubmitted,
        response: ResponseId,
        answers: list[Recommended],
        at: str,
    ) -> GiveCommitment:
        if promised.answer is not None and promised.answer >= len(answers):
            raise Refused(f"its response has no such answer; count from 0 (#{at}/answer)")
        commitment = CommitmentId(self._new("commitments"))
        if not promised.owners:
            self.parties.names.find("unowned_commitment", at, id=commitment)
        return GiveCommitment(
            occurred_on=self._on,
            report=self.report,
            commitment=commitment,
            response=response,
            text=promised.text,
            to=None if promised.answer is None else answers[promised.answer],
            owners=tuple(
                self.parties.assignee(owner, f"{at}/owners/{number}")
                for number, owner in enumerate(promised.owners)
            ),
            due=due_of(promised.due) if promised.due else None,
        )

    def _recommendation(self, named: OneRecommendation, at: str) -> Recommended:
        if named.recommendation is not None:
            if named.recommendation >= len(self.recommended):
                raise Refused(
                    f"this form has no such recommendation; count from 0 (#{at}/recommendation)"
                )
            return Recommended(self.report, self.recommended[named.recommendation])
        if self.replies_to is None:
            raise Refused(f"say to which report this one replies (#/replies_to, for #{at}/id)")
        return Recommended(self.replies_to, RecommendationId(named.id or ""))

    def _new(self, of: str) -> str:
        identity = self._mint()
        self.made[of].append(identity)
        return identity
