"""Taking a document into the record: all the parts of its draft, or with a reason none."""

from collections.abc import Iterator, Sequence
from typing import Any

from events.body.commands import AddMember, EstablishBody
from events.document.commands import AcceptDocument, SetDocumentHandling
from events.handling import CONFIDENTIAL
from events.ids import DocumentId
from events.issue.commands import LogIssue, UpdateIssue
from events.plans import Plan, Register, Step
from events.report.commands import PublishReport
from events.submission.ahead import Ahead
from events.submission.names import Mint
from events.submission.parts import Part
from events.when import When


class Acceptance:
    """What is accepted of one document: its parts in order, and the digest of the draft.

    The acceptance comes first, as the event that brought all the others about. A document of which
    something is `confidential` becomes so itself: its text has the words.
    """

    def __init__(
        self,
        document: DocumentId,
        parts: Sequence[Part],
        draft: str,
        on: When,
        *,
        confidential: bool = False,
    ) -> None:
        """Accept `parts` on the day `on`; their spans point into `document`."""
        self._document, self._parts, self._draft, self._on = document, parts, draft, on
        self._confidential = confidential

    def plan(self, register: Register, mint: Mint) -> Plan:
        """Return the commands; each part finds in the record what those before it bring there."""
        ahead, plans = Ahead(register), list[Plan]()
        for part in self._parts:
            plans.append(part.plan(ahead, mint))
            ahead.add(step.command for step in plans[-1].steps)
        result: dict[str, Any] = {"meetings": []}
        for part, plan in zip(self._parts, plans, strict=True):
            result[part.key] = plan.result[part.key]
        steps = [step for each in plans for step in each.steps]
        fresh = frozenset[str]().union(*(each.fresh for each in plans))
        handled = [Step(each) for each in self._handling()]
        accept = Step(self._accept(steps, [each["meeting"] for each in result["meetings"]]))
        return Plan((accept, *handled, *steps), fresh, result)

    def _accept(self, steps: Sequence[Step], meetings: Sequence[Any]) -> AcceptDocument:
        done = [step.command for step in steps]
        issues = [each.issue for each in done if isinstance(each, LogIssue | UpdateIssue)]
        joined = [each.membership for each in done if isinstance(each, AddMember)]
        founded = [each for each in done if isinstance(each, EstablishBody)]
        reports = [each.report for each in done if isinstance(each, PublishReport)]
        return AcceptDocument(
            occurred_on=self._on,
            document=self._document,
            draft=self._draft,
            meetings=tuple(meetings),
            issues=tuple(issues) or None,
            memberships=tuple(joined) or None,
            sub_groups=tuple(each.body for each in founded if each.parent is not None) or None,
            reports=tuple(reports) or None,
        )

    def _handling(self) -> Iterator[SetDocumentHandling]:
        if self._confidential:
            yield SetDocumentHandling(
                occurred_on=self._on, document=self._document, handling=CONFIDENTIAL
            )
