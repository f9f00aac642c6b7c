"""The meetings of a document, each of which knows those before it."""

from collections.abc import Sequence
from typing import Any

from events.errors import Refused
from events.ids import DocumentId
from events.plans import Plan, Register
from events.submission.ahead import Ahead
from events.submission.form import MinutesSubmission
from events.submission.names import Mint
from events.submission.parts.part import Part
from events.submission.plan import submit_minutes


def meetings(document: DocumentId, forms: Sequence[MinutesSubmission]) -> Part:
    """Return the part that records them; a refusal says in which meeting of the document."""
    mine = [each.model_copy(update={"document": document}) for each in forms]

    def plan(register: Register, mint: Mint) -> Plan:
        ahead, plans = Ahead(register), list[Plan]()
        for at, form in enumerate(mine):
            plans.append(_planned(form, ahead, mint, at, len(mine)))
            ahead.add(step.command for step in plans[-1].steps)
        told: list[dict[str, Any]] = [dict(each.result) for each in plans]
        fresh = frozenset[str]().union(*(each.fresh for each in plans))
        return Plan(tuple(step for each in plans for step in each.steps), fresh, {"meetings": told})

    return Part("meetings", plan)


def _planned(form: MinutesSubmission, register: Register, mint: Mint, at: int, of: int) -> Plan:
    try:
        return submit_minutes(form, register, mint)
    except Refused as why:
        if of == 1:
            raise
        raise type(why)(f"meeting {at + 1} of {of}: {why}") from why
