"""Meetings as they are shown: what stands about them, and all that happened there."""

from typing import Literal

from pydantic import Field
from sqlalchemy.engine import RowMapping

from projections import meetings
from service.http.fields import Id, IfAny, Output
from service.http.paging import Page
from service.record import Record
from service.routes.attendance_views import AttendanceRowView
from service.routes.handling_views import Shown

State = Literal["scheduled", "postponed", "cancelled", "held", "in_session", "closed"]


class MeetingLine(Output):
    """A meeting in a list."""

    id: Id
    body: Id
    body_name: IfAny[str] = Field(default=None, description="Left out once erased.")
    state: State
    date: IfAny[str] = Field(
        default=None,
        description="As exactly as is known; left out while it is put off to no date.",
    )
    starts: IfAny[str] = None
    ends: IfAny[str] = None
    place: IfAny[str] = None
    theme: IfAny[str] = None
    held: bool = Field(description="Whether it took place or has begun.")
    no_actions: bool = Field(description="Whether its minutes say that there are no actions.")


class MeetingPage(Page[MeetingLine]):
    """A page of meetings, by day."""


class SpeakerView(Output):
    """Whom a paragraph reports."""

    kind: Literal["attendee", "organisation", "body", "name"]
    row: IfAny[int] = Field(default=None, description="For `attendee`: the row they stand in.")
    person: IfAny[Id] = None
    organisation: IfAny[Id] = None
    name: IfAny[str] = Field(default=None, description="Left out once erased.")


class ParagraphView(Output):
    """A paragraph of the minutes."""

    paragraph: int
    number: IfAny[str] = Field(default=None, description="As printed.")
    text: IfAny[str] = Field(default=None, description="Left out once erased.")
    speaker: IfAny[SpeakerView] = None
    handling: Shown = None


class DecisionView(Output):
    """Something the meeting decided."""

    decision: int
    paragraph: IfAny[int] = Field(default=None, description="The paragraph that says so.")
    text: IfAny[str] = Field(default=None, description="Left out once erased.")
    handling: Shown = None


class ItemView(Output):
    """An item of the meeting, with what was said and decided."""

    item: int
    number: IfAny[str] = Field(default=None, description="As printed.")
    title: IfAny[str] = Field(default=None, description="Left out once erased.")
    no_actions: bool = Field(description="Whether its minutes say that there are no actions.")
    paragraphs: list[ParagraphView]
    decisions: list[DecisionView]
    handling: Shown = None


class DeclarationView(Output):
    """An interest that an attendee declared, or an item they took no part in."""

    row: int
    person: IfAny[Id] = None
    listed_as: IfAny[str] = Field(default=None, description="Left out once erased.")
    kind: Literal["interest", "recusal"]
    item: IfAny[int] = None
    interest: IfAny[str] = Field(default=None, description="Left out once erased.")


class MeetingView(MeetingLine):
    """A meeting and all that happened there."""

    attendance: list[AttendanceRowView]
    items: list[ItemView]
    paragraphs: list[ParagraphView] = Field(description="Those that stand outside the items.")
    decisions: list[DecisionView] = Field(description="Those that stand outside the items.")
    declarations: list[DeclarationView]
    actions: list[Id] = Field(description="The actions that were given out there.")


def meeting_line(row: RowMapping) -> MeetingLine:
    """Return a meeting as it stands in a list."""
    return MeetingLine(
        id=row["meeting"],
        body=row["body"],
        body_name=row["body_name"],
        state=row["state"],
        date=row["said"],
        starts=row["starts"],
        ends=row["ends"],
        place=row["place"],
        theme=row["theme"],
        held=row["held"],
        no_actions=row["no_actions"],
    )


def after_meeting(record: Record, cursor: str | None) -> meetings.After | None:
    """Return where the page before ended; `NotFound` where the cursor is no meeting."""
    if cursor is None:
        return None
    row = record.one(
        meetings.meeting(record.secretariat, cursor, record.known_at),
        f"no page ends with a meeting {cursor}; send the `next` of the page before as cursor",
    )
    return row["day"], cursor


def missing(meeting: str) -> str:
    """Say that there is no such meeting."""
    return f"there is no meeting {meeting} in the record"
