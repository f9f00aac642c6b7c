"""Which command brings about each fact of a meeting."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from events.base import Command, same
from events.meeting import attendance, commands, proceedings, scheduling

ASKED: Final[Mapping[type[Any], Callable[[Any], Command]]] = {
    scheduling.MeetingScheduled: same(commands.ScheduleMeeting),
    scheduling.MeetingPostponed: same(commands.PostponeMeeting),
    scheduling.MeetingCancelled: same(commands.CancelMeeting),
    scheduling.MeetingRecordedAsHeld: same(commands.RecordAsHeld),
    scheduling.MeetingOpened: same(commands.OpenMeeting),
    scheduling.MeetingClosed: same(commands.CloseMeeting),
    attendance.AttendanceListed: same(commands.ListAttendee),
    attendance.ApologiesReceived: same(commands.ReceiveApologies),
    attendance.AbsenceRecorded: same(commands.RecordAbsence),
    attendance.UnlistedParticipantObserved: same(commands.ObserveParticipant),
    attendance.AttendeeArrived: same(commands.RecordArrival),
    attendance.AttendeeDeparted: same(commands.RecordDeparture),
    attendance.SubstituteAttended: same(commands.RecordSubstitute),
    attendance.ChairTaken: same(commands.TakeChair),
    attendance.AttendanceCorrected: same(commands.CorrectAttendance),
    attendance.AttendanceDuplicateResolved: same(commands.ResolveDuplicate),
    attendance.AttendeeIdentified: same(commands.IdentifyAttendee),
    attendance.InterestDeclared: same(commands.DeclareInterest),
    attendance.AttendeeRecused: same(commands.RecuseAttendee),
    proceedings.ItemAdded: same(commands.AddItem),
    proceedings.ParagraphMinuted: same(commands.MinuteParagraph),
    proceedings.DecisionMinuted: same(commands.MinuteDecision),
    proceedings.NoActionsRecorded: same(commands.RecordNoActions),
}
