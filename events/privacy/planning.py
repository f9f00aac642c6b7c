"""The approval of an erasure: what goes is drawn up, and carried out, in one transaction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from events.base import Command
from events.document.commands import RemoveDocument, RetainDocument
from events.ids import DocumentId
from events.plans import Erasing, Plan, Planner, Register, Step, Value
from events.privacy.commands import ApproveErasure, EraseValues
from events.privacy.terms import MOST_DIGESTS

Decisions = Mapping[DocumentId, str | None]
"""Of each document in which the words stand: the reason to keep it, or None to remove it."""


def approving(ask: ApproveErasure, decisions: Decisions) -> Planner:
    """Return the planner that approves an erasure and carries it out.

    It is refused where the plan is not the one that was seen, or a document is undecided.
    """

    def plan(register: Register) -> Plan:
        erasing = register.erasing(ask.erasure)
        if erasing is None:
            return Plan((Step(ask),))
        removed = [each for each in erasing.papers if decisions.get(each.document, "") is None]
        gone = [*erasing.values, *(value for paper in removed for value in paper.values)]
        if obstacle := _obstacle(ask, erasing, decisions, gone):
            return Plan((Step(replace(ask, obstacle=obstacle)),))
        steps = [ask, *_decided(ask, decisions), *_erased(ask, gone)]
        return Plan(
            tuple(Step(each) for each in steps),
            gone=tuple(gone),
            files_gone=tuple(each for paper in removed for each in paper.files),
        )

    return plan


def _obstacle(
    ask: ApproveErasure, erasing: Erasing, decisions: Decisions, gone: Sequence[Value]
) -> str | None:
    """Return why a plan cannot be approved so, for the rules to say in their turn."""
    if erasing.sha256 != ask.plan:
        return "what is to be erased is another by now; read the plan again"
    named = {each.document for each in erasing.papers}
    for missing in sorted(named - decisions.keys()):
        return f"the words stand in document {missing}: keep it for a reason, or remove it"
    for other in sorted(decisions.keys() - named):
        return f"document {other} is not in the plan; decide on those that are"
    return None if gone else "nothing of it is left in the record, so refuse the request"


def _decided(ask: ApproveErasure, decisions: Decisions) -> Iterator[Command]:
    on, erasure, by = ask.occurred_on, ask.erasure, ask.by
    for document, reason in decisions.items():
        if reason is None:
            yield RemoveDocument(occurred_on=on, document=document, erasure=erasure, by=by)
        else:
            yield RetainDocument(
                occurred_on=on, document=document, erasure=erasure, by=by, reason=reason
            )


def _erased(ask: ApproveErasure, gone: Sequence[Value]) -> Iterator[Command]:
    """Yield what notes the digests; those of one text stand together, where there is room."""
    told: list[str] = []
    for value in gone:
        if told and len(told) + len(value.digests) > MOST_DIGESTS:
            yield _note(ask, told)
            told = []
        told += value.digests
    yield _note(ask, told)


def _note(ask: ApproveErasure, digests: Sequence[str]) -> Command:
    return EraseValues(occurred_on=ask.occurred_on, erasure=ask.erasure, digests=tuple(digests))
