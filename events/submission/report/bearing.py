"""What the statements of a report bear on: the recommendations whose numbers stand beside them.

A number leads to a recommendation where exactly one is meant; else that is told as a finding.
"""

from collections.abc import Iterator, Sequence

from events.ids import StatementId
from events.plans import Register
from events.report.commands import LinkProgress
from events.report.terms import ByBody, Publisher, Recommended, ToRecommendation
from events.submission.report.telling import Line, Telling


def bearings(told: Telling, register: Register) -> Iterator[Line]:
    """Yield the links of the statements that `told` has told of, in their order."""
    meant = _Numbers(told, register)
    given = zip(told.form.progress, told.made["statements"], strict=True)
    for at, (each, statement) in enumerate(given):
        for place, number in enumerate(each.numbers):
            found = meant.by(number)
            if len(found) == 1:
                yield _link(told, statement, found[0]), each.span
            else:
                kind = "ambiguous_recommendation" if found else "unknown_recommendation"
                where = f"/progress/{at}/numbers/{place}"
                told.parties.names.find(kind, where, id=statement)


def _link(told: Telling, statement: StatementId, to: Recommended) -> LinkProgress:
    return LinkProgress(
        occurred_on=told.form.published_on,
        report=told.report,
        statement=statement,
        to=ToRecommendation(to.report, to.recommendation),
    )


class _Numbers:
    """Finds recommendations by number: in one report first, then in those of the publisher."""

    def __init__(self, told: Telling, register: Register) -> None:
        self._told, self._register = told, register
        self._found: dict[str, Sequence[Recommended]] = {}

    def by(self, number: str) -> Sequence[Recommended]:
        if number not in self._found:
            self._found[number] = self._look_for(number)
        return self._found[number]

    def _look_for(self, number: str) -> Sequence[Recommended]:
        told = self._told
        if told.replies_to is not None:
            return self._register.recommendations_numbered(number, told.replies_to)
        made = zip(told.form.recommendations, told.recommended, strict=True)
        own = [Recommended(told.report, key) for each, key in made if each.number == number]
        of = _identity(told.parties.publisher)
        return own or self._register.recommendations_numbered(number, of)


def _identity(publisher: Publisher) -> str:
    return publisher.body if isinstance(publisher, ByBody) else publisher.organisation
