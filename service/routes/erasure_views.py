"""Erasures as they are shown, and what each would take away."""

from typing import Literal

from pydantic import Field
from sqlalchemy.engine import RowMapping

from service.erasing.finding import Found, Going
from service.http.fields import Id, IfAny, Output
from service.http.paging import Page
from service.ledger.parted import pieces, without


class ErasureView(Output):
    """An erasure that was asked for."""

    id: Id
    person: IfAny[Id] = Field(default=None, description="Whoever is to be named no more.")
    basis: str = Field(description="The code of the law that it rests on.")
    reason: IfAny[str] = Field(default=None, description="Why; left out once erased.")
    requested_by: str
    requested_on: str
    state: Literal["requested", "approved", "refused"]
    decided_by: IfAny[str] = Field(default=None, description="A second person, always.")
    decided_on: IfAny[str] = None
    plan: IfAny[str] = Field(default=None, description="The plan that was carried out.")
    refusal: IfAny[str] = Field(default=None, description="Why it was refused.")


class ErasurePage(Page[ErasureView]):
    """A page of erasures."""


class GoingView(Output):
    """A value that goes, or words of it."""

    position: int = Field(ge=1, description="Of its entry in the log.")
    pointer: str = Field(description="RFC 6901, into the `data` of the event.")
    type: str = Field(description="That of the event.")
    stream: str
    text: str = Field(description="As it stands.")
    words: IfAny[list[int]] = Field(
        default=None, description="The numbers of the words that go, from 0; left out for all."
    )
    left: IfAny[str] = Field(default=None, description="What is left of it; left out for nothing.")


class PaperView(Output):
    """A document in which the words stand: whoever approves decides on it."""

    document: Id
    values: int = Field(ge=0, description="How many values go where it is removed.")
    files: int = Field(ge=0, description="How many files go: its bytes, and what was read.")


class ErasurePlan(Output):
    """What an erasure takes away now."""

    plan: str = Field(description="Tells this plan from another; to be sent with the approval.")
    values: list[GoingView]
    documents: list[PaperView]
    known_at: int = Field(ge=0, description="The size of the log that it was drawn up on.")


def erasure_view(row: RowMapping) -> ErasureView:
    """Return an erasure as it is shown."""
    return ErasureView(
        id=row["erasure"],
        person=row["person"],
        basis=row["basis"],
        reason=row["reason"],
        requested_by=row["requested_by"],
        requested_on=row["requested_on"],
        state=row["state"],
        decided_by=row["decided_by"],
        decided_on=row["decided_on"],
        plan=row["plan"],
        refusal=row["refusal"],
    )


def plan_view(found: Found, known_at: int) -> ErasurePlan:
    """Return what goes, as it is shown to whoever decides."""
    papers = found.erasing.papers
    return ErasurePlan(
        plan=found.erasing.sha256,
        values=[_going_view(each) for each in found.going],
        documents=[
            PaperView(document=each.document, values=len(each.values), files=len(each.files))
            for each in papers
        ],
        known_at=known_at,
    )


def _going_view(going: Going) -> GoingView:
    held, words = going
    left = None
    if words is not None:
        left = without(pieces(held.form, held.salt, held.text), words).text
    return GoingView(
        position=held.position,
        pointer=held.pointer,
        type=held.content["type"],
        stream=held.content["stream"],
        text=held.text,
        words=None if words is None else list(words),
        left=left,
    )
