"""Attendance as it is shown: row by row as printed, and meeting by meeting over the years."""

from collections.abc import Iterable

from pydantic import Field
from sqlalchemy.engine import RowMapping

from events.meeting.terms import Basis, Capacity, Mode, Role, Status
from projections.presence import Moment, intervals_of
from service.http.fields import Id, IfAny, Output
from service.http.paging import Page


class MomentView(Output):
    """A time, an item, both, or neither where that is not known."""

    at: IfAny[str] = None
    item: IfAny[int] = None


class IntervalView(Output):
    """A time in the room."""

    arrived: IfAny[MomentView] = Field(
        default=None, description="Left out for those who were there from the beginning."
    )
    left: IfAny[MomentView] = Field(
        default=None, description="Left out for those who stayed to the end."
    )


class AttendanceRowView(Output):
    """A row of the attendance of a meeting, as printed."""

    row: int
    listed_as: IfAny[str] = Field(default=None, description="Left out once erased.")
    person: IfAny[Id] = Field(default=None, description="Who this finally is, after merges.")
    basis: Basis = Field(description="Why the row is linked to that person.")
    organisation: IfAny[Id] = None
    organisation_name: IfAny[str] = None
    organisation_stated: IfAny[str] = Field(default=None, description="As printed.")
    post: IfAny[str] = None
    capacity: Capacity
    status: Status
    mode: Mode
    substitute_for: IfAny[Id] = Field(default=None, description="In whose seat they sat.")
    substitute_for_name: IfAny[str] = None
    reason: IfAny[str] = None
    chaired: bool = Field(description="Whether they had the chair at some time.")
    duplicate_of: IfAny[int] = Field(
        default=None, description="The row that this one repeats; it counts no more."
    )
    unlisted: IfAny[Role] = Field(
        default=None, description="How they took part without being listed."
    )
    grounds: IfAny[str] = Field(
        default=None, description="Why somebody the list does not name is that person."
    )
    intervals: list[IntervalView] = Field(
        description="When they were there, as far as arrivals and departures are recorded."
    )


class AttendanceLineView(Output):
    """What a meeting that was held says of somebody, in one line."""

    meeting: Id
    day: str = Field(description="The first day that the date of the meeting can mean.")
    body: Id
    body_name: IfAny[str] = None
    row: IfAny[int] = Field(
        default=None, description="Left out where only somebody in their seat is listed."
    )
    person: IfAny[Id] = Field(default=None, description="Who this finally is, after merges.")
    listed_as: IfAny[str] = Field(default=None, description="Left out once erased.")
    organisation: IfAny[Id] = None
    organisation_name: IfAny[str] = None
    organisation_stated: IfAny[str] = None
    status: Status
    capacity: IfAny[Capacity] = None
    mode: IfAny[Mode] = None
    substitute_for: IfAny[Id] = Field(default=None, description="In whose seat they sat.")
    chaired: IfAny[bool] = None
    unlisted: IfAny[Role] = None
    reason: IfAny[str] = None
    represented_by_row: IfAny[int] = Field(
        default=None, description="The row of who sat in their seat."
    )
    represented_by: IfAny[Id] = None
    represented_by_name: IfAny[str] = Field(
        default=None, description="Their own name where it is known, otherwise as printed."
    )
    represented_by_listed_as: IfAny[str] = Field(default=None, description="As printed.")


class MeetingAttendanceView(Output):
    """A meeting that was held, with the rows that count."""

    meeting: Id
    day: str = Field(description="The first day that the date of the meeting can mean.")
    body: Id
    body_name: IfAny[str] = None
    rows: list[AttendanceLineView]


class PersonAttendancePage(Page[AttendanceLineView]):
    """A page of the meetings a person is listed at or was represented at, by day."""


class OrganisationAttendancePage(Page[MeetingAttendanceView]):
    """A page of the meetings somebody is listed at for an organisation, by day."""


class AttendanceMatrix(Page[MeetingAttendanceView]):
    """A page of the meetings of a body that were held, by day."""


def row_view(row: RowMapping) -> AttendanceRowView:
    """Return a row of the attendance as it is shown."""
    return AttendanceRowView(
        row=row["row"],
        listed_as=row["listed_as"],
        person=row["person"],
        basis=row["basis"],
        organisation=row["organisation"],
        organisation_name=row["organisation_name"],
        organisation_stated=row["organisation_stated"],
        post=row["post"],
        capacity=row["capacity"],
        status=row["status"],
        mode=row["mode"],
        substitute_for=row["substitute_for"],
        substitute_for_name=row["substitute_for_name"],
        reason=row["reason"],
        chaired=row["chaired"],
        duplicate_of=row["duplicate_of"],
        unlisted=row["unlisted"],
        grounds=row["grounds"],
        intervals=[
            IntervalView(arrived=_moment(begun), left=_moment(ended))
            for begun, ended in intervals_of(row["intervals"])
        ],
    )


def line_view(row: RowMapping) -> AttendanceLineView:
    """Return a line of a history as it is shown."""
    return AttendanceLineView(
        meeting=row["meeting"],
        day=row["day"],
        body=row["body"],
        body_name=row["body_name"],
        row=row["row"],
        person=row["person"],
        listed_as=row["listed_as"],
        organisation=row["organisation"],
        organisation_name=row["organisation_name"],
        organisation_stated=row["organisation_stated"],
        status=row["status"],
        capacity=row["capacity"],
        mode=row["mode"],
        substitute_for=row["substitute_for"],
        chaired=row["chaired"],
        unlisted=row["unlisted"],
        reason=row["reason"],
        represented_by_row=row["represented_by_row"],
        represented_by=row["represented_by"],
        represented_by_name=row["represented_by_name"],
        represented_by_listed_as=row["represented_by_listed_as"],
    )


def by_meeting(lines: Iterable[AttendanceLineView]) -> dict[str, list[AttendanceLineView]]:
    """Return lines by their meeting, both in the order given."""
    found: dict[str, list[AttendanceLineView]] = {}
    for line in lines:
        found.setdefault(line.meeting, []).append(line)
    return found


def _moment(moment: Moment | None) -> MomentView | None:
    return moment and MomentView(at=moment[0], item=moment[1])
