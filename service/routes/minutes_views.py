"""Minutes as they are shown: what was drafted and approved, and apart from it what came beside."""

from typing import Any, Literal

from pydantic import Field
from sqlalchemy.engine import RowMapping

from events.meeting.handling import Part
from events.minutes.terms import Audience, Basis, Naming
from projections import (
    minutes,
    minutes_amendments,
    minutes_annotations,
    minutes_corrections,
    minutes_publications,
    minutes_redactions,
    minutes_versions,
)
from service.http.fields import Id, IfAny, Output
from service.http.paging import Page
from service.record import Record
from service.routes.handling_views import Shown, handling_of
from service.routes.meeting_account import one_meeting
from service.routes.meeting_views import MeetingView

State = Literal[
    "draft", "submitted_for_clearance", "clearance_refused", "cleared", "circulated", "approved"
]


class MinutesLine(Output):
    """The minutes of a meeting in a list; their state is not that of the meeting."""

    meeting: Id
    body: Id
    body_name: IfAny[str] = Field(default=None, description="Left out once erased.")
    date: IfAny[str] = Field(default=None, description="Of the meeting, as exactly as is known.")
    state: State
    version: int = Field(ge=1, description="The newest one.")
    content: str = Field(description="SHA-256 over the leaf hashes of its entries: what it is.")
    position: int = Field(ge=0, description="The `known_at` at which it can be read back.")
    drafted_by: str = Field(description="The actor who recorded it, and does not approve it.")
    drafted_on: str
    as_corrected: bool = Field(description="Whether a correction went into the text.")
    approved_at: IfAny[Id] = Field(default=None, description="The later meeting that did.")
    approved_by: IfAny[str] = Field(default=None, description="The actor who recorded that.")
    approved_on: IfAny[str] = None


class MinutesPage(Page[MinutesLine]):
    """A page of minutes; the cursor is a meeting."""


class VersionView(Output):
    """A version, and how far it came."""

    version: int
    content: str
    position: int
    drafted_by: str
    drafted_on: str
    state: State


class PassageCorrectionView(Output):
    """A correction that somebody asked for, and what was answered."""

    correction: int
    part: Part
    number: int
    text: IfAny[str] = Field(default=None, description="What it should read.")
    reason: IfAny[str] = None
    proposed_by: str
    proposed_on: str
    state: Literal["open", "accepted", "declined"]
    answered_by: IfAny[str] = None
    answered_on: IfAny[str] = None
    answer: IfAny[str] = Field(default=None, description="Why it was declined.")
    handling: Shown = None


class AmendmentView(Output):
    """An amendment after approval: the approved text stays as it is."""

    amendment: int
    part: Part
    number: int
    text: IfAny[str] = Field(default=None, description="How the part is to be read.")
    authority: Basis
    reference: str = Field(description="The meeting, person or instrument it rests on.")
    amended_by: str
    amended_on: str
    handling: Shown = None


class PublicationView(Output):
    """A version that went out to an audience."""

    version: int
    content: str
    audience: Audience
    naming: IfAny[Naming] = Field(default=None, description="Whose names; of everyone if not said.")
    published_by: str
    published_on: str


class RedactionView(Output):
    """Words that are left out of what is published; all of the part where none are named."""

    redaction: int
    part: Part
    number: int
    start: IfAny[int] = None
    length: IfAny[int] = None
    exemption: str
    reviewer: IfAny[str] = Field(default=None, description="Left out once erased.")
    review_on: IfAny[str] = None
    redacted_by: str
    redacted_on: str
    lifted_by: IfAny[str] = None
    lifted_on: IfAny[str] = None
    reason: IfAny[str] = Field(default=None, description="Why it was lifted.")
    handling: Shown = None


class AnnotationView(Output):
    """A note beside the minutes."""

    annotation: int
    part_of_record: Literal[False] = Field(default=False, description="It never is.")
    part: IfAny[Part] = None
    number: IfAny[int] = None
    text: IfAny[str] = None
    annotated_by: str
    annotated_on: str
    handling: Shown = None


class MinutesView(MinutesLine):
    """The minutes of a meeting, and apart from their text all that came beside it."""

    text: MeetingView = Field(
        description="The newest version, which is the approved one once there is one."
    )
    versions: list[VersionView]
    corrections: list[PassageCorrectionView] = Field(description="Proposed before approval.")
    amendments: list[AmendmentView] = Field(description="Acts of their own, after approval.")
    publications: list[PublicationView]
    redactions: list[RedactionView] = Field(description="Of what is published, not of `text`.")
    annotations: list[AnnotationView] = Field(description="No part of the record.")


def minutes_line(row: RowMapping) -> MinutesLine:
    """Return minutes as they are shown in a list."""
    return MinutesLine(date=row["said"], **_fields(row, MinutesLine, "date"))


def minutes_view(record: Record, meeting: str) -> MinutesView:
    """Return the minutes of a meeting; `NotFound` where there are none."""
    of = (record.secretariat, meeting, record.known_at)
    row = record.one(
        minutes.minutes_of(*of),
        f"there are no minutes of a meeting {meeting} in the record; draft them first",
    )
    return MinutesView(
        date=row["said"],
        **_fields(row, MinutesLine, "date"),
        text=one_meeting(record.back_at(row["position"]), meeting),
        versions=[
            VersionView(**_fields(each, VersionView))
            for each in record.all(minutes_versions.versions_of(*of))
        ],
        corrections=[
            PassageCorrectionView(**_handled(each, PassageCorrectionView))
            for each in record.all(minutes_corrections.corrections_of(*of))
        ],
        amendments=[
            AmendmentView(**_handled(each, AmendmentView))
            for each in record.all(minutes_amendments.amendments_of(*of))
        ],
        publications=[
            PublicationView(**_fields(each, PublicationView))
            for each in record.all(minutes_publications.publications_of(*of))
        ],
        redactions=[
            RedactionView(**_handled(each, RedactionView))
            for each in record.all(minutes_redactions.redactions_of(*of))
        ],
        annotations=[
            AnnotationView(**_handled(each, AnnotationView, "part_of_record"))
            for each in record.all(minutes_annotations.annotations_of(*of))
        ],
    )


def _fields(row: RowMapping, shape: type[Output], *others: str) -> dict[str, Any]:
    """Return what a row has for the fields of `shape`, which go by the same names."""
    return {name: row[name] for name in shape.model_fields if name not in others}


def _handled(row: RowMapping, shape: type[Output], *others: str) -> dict[str, Any]:
    return _fields(row, shape, "handling", *others) | {"handling": handling_of(row)}
