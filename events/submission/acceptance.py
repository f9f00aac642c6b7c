"""Taking a document into the record: all the meetings of its draft, or with a reason none."""

from collections.abc import Iterator, Sequence
from typing import Any

from events.document.commands import AcceptDocument, SetDocumentHandling
from events.errors import Refused
from events.handling import CONFIDENTIAL
from events.ids import DocumentId
from events.plans import Plan, Register, Step
from events.submission.ahead import Ahead
from events.submission.form import MinutesSubmission
from events.submission.names import Mint
from events.submission.plan import submit_minutes
from events.when import When


class Acceptance:
    """What is accepted of one document: the forms of its meetings, and the digest of the draft.

    The acceptance comes first, as the event that brought all the others about. A document of which
    something is confidential becomes so itself: its text has the words.
    """

    def __init__(
        self, document: DocumentId, forms: Sequence[MinutesSubmission], draft: str, on: When
    ) -> None:
        """Accept `forms` on the day `on`; their spans point into `document`."""
        self._document, self._draft, self._on = document, draft, on
        self._forms = [each.model_copy(update={"document": document}) for each in forms]

    def plan(self, register: Register, mint: Mint) -> Plan:
        """Return the commands; a refusal says in which meeting of the document."""
        ahead, plans = Ahead(register), list[Plan]()
        for at, form in enumerate(self._forms):
            plans.append(_planned(form, ahead, mint, at, len(self._forms)))
            ahead.add(step.command for step in plans[-1].steps)
        meetings: list[dict[str, Any]] = [dict(each.result) for each in plans]
        accept = AcceptDocument(
            occurred_on=self._on,
            document=self._document,
            draft=self._draft,
            meetings=tuple(each["meeting"] for each in meetings),
        )
        steps = [step for each in plans for step in each.steps]
        fresh = frozenset[str]().union(*(each.fresh for each in plans))
        handled = [Step(each) for each in self._handling()]
        return Plan((Step(accept), *handled, *steps), fresh, {"meetings": meetings})

    def _handling(self) -> Iterator[SetDocumentHandling]:
        if any(each.confides for each in self._forms):
            yield SetDocumentHandling(
                occurred_on=self._on, document=self._document, handling=CONFIDENTIAL
            )


def _planned(form: MinutesSubmission, register: Register, mint: Mint, at: int, of: int) -> Plan:
    try:
        return submit_minutes(form, register, mint)
    except Refused as why:
        if of == 1:
            raise
        raise type(why)(f"meeting {at + 1} of {of}: {why}") from why
