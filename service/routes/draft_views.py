"""Drafts as callers correct them, and as they are shown."""

from typing import Literal

import orjson
from pydantic import Field, JsonValue

from service.documents.composing import obstacles
from service.documents.standing import Standing
from service.draft_names import DraftName
from service.execute import Fact, Receipt
from service.http.fields import Id, IfAny, LongText, Maybe, Output, Whole
from service.intake.comparison import Difference
from service.intake.draft import Draft
from service.routes.candidate_views import CandidateView, candidate_view
from service.routes.changes import MOST_CHANGES, AnyChange
from service.routes.document_views import State
from service.routes.minutes import FindingView, MeetingReceipt


class Corrections(Fact):
    """Changes of a draft, made in their order (RFC 6902)."""

    changes: tuple[AnyChange, ...] = Field(default=(), max_length=MOST_CHANGES)
    reading: Maybe[Whole] = Field(
        default=None, description="Begin anew from this reading, then make the changes."
    )


class Rejection(Fact):
    """Why nothing of it is to enter the record."""

    reason: LongText


class IssuesLogReceipt(Output):
    """What was recorded of an issues log."""

    body: Id = Field(description="Whose log it is.")
    issues: list[Id] = Field(description="In the order of the log.")
    findings: list[FindingView]


class MembersReceipt(Output):
    """What was recorded of a list of members."""

    body: Id
    memberships: list[Id] = Field(description="In the order of the list, those there before too.")
    findings: list[FindingView]


class SubGroupsReceipt(Output):
    """What was recorded of sub-groups and of who chairs them."""

    body: Id = Field(description="Whose sub-groups they are.")
    sub_groups: list[Id] = Field(description="In their order, those there before too.")
    memberships: list[Id] = Field(description="Of the organisations that chair, in their order.")
    findings: list[FindingView]


class AcceptedReport(Output):
    """What was recorded of a report; identities in the order of the draft."""

    report: Id
    recommendations: list[Id]
    responses: list[Id] = Field(description="One may answer several recommendations.")
    commitments: list[Id]
    statements: list[Id] = Field(description="Of progress.")
    findings: list[FindingView]


class AcceptanceReceipt(Receipt):
    """What was recorded of a document, durably; findings point into its draft."""

    meetings: list[MeetingReceipt] = Field(description="In the order of the document.")
    members: IfAny[MembersReceipt] = None
    sub_groups: IfAny[SubGroupsReceipt] = None
    issues_log: IfAny[IssuesLogReceipt] = None
    report: IfAny[AcceptedReport] = None


class Obstacle(Output):
    """What has to be corrected before the draft can be accepted."""

    at: str = Field(description="Where in the draft, as a JSON pointer.")
    why: str


class DraftView(Output):
    """What was read in a document, with all corrections so far."""

    document: Id
    state: State
    reading: int = Field(ge=1, description="The reading that the draft began with.")
    obstacles: list[Obstacle]
    draft: Draft


class DraftNameView(Output):
    """A name of one meeting, or of one list, in the draft that has no identity yet."""

    kind: Literal["person", "organisation"]
    name: str
    at: list[str] = Field(
        description="Where its identity goes in the draft, to settle whom it means."
    )
    candidates: list[CandidateView] = Field(
        description="Whom it may mean, the best first; none is taken unless a person says so."
    )


class DraftNames(Output):
    """The names in a draft, in the order of the document."""

    items: list[DraftNameView]
    known_at: int = Field(description="The position of the log this answer stands on.")


class DifferenceView(Output):
    """A change that would make the draft say what the other reading says."""

    op: Literal["add", "replace", "remove"]
    path: str
    value: IfAny[JsonValue] = Field(default=None, description="What it would say.")
    now: IfAny[JsonValue] = Field(default=None, description="What it says.")


class Comparison(Output):
    """How a reading differs from the draft, or from what was accepted of it.

    Nothing of it is applied by itself. Changes are in an order in which any choice of them can be
    sent to the draft; where the words stand and what was noticed is left out.
    """

    reading: int
    changes: list[DifferenceView]


def draft_view(found: Standing) -> DraftView:
    """Return a draft as it is shown."""
    return DraftView(
        document=found.row["document"],
        state=found.row["state"],
        reading=found.base,
        obstacles=[Obstacle(at=at, why=why) for at, why in obstacles(found.draft).items()],
        draft=found.draft,
    )


def name_view(found: DraftName) -> DraftNameView:
    """Return a name of a draft as it is shown."""
    return DraftNameView(
        kind=found.kind,
        name=found.name,
        at=list(found.at),
        candidates=[candidate_view(each) for each in found.candidates],
    )


def difference_view(found: Difference) -> DifferenceView:
    """Return a difference as it is shown."""
    change = found.change
    value = None if change.value is None else orjson.loads(str(change.value))
    return DifferenceView(op=change.op, path=change.at, value=value, now=found.now)
