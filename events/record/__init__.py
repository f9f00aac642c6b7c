"""Corrections and retractions of what is recorded: any fact, in the stream it stands in."""

from events.record.commands import CorrectRecord, RecordCommand, RetractRecord
from events.record.events import RecordCorrected, RecordEvent, RecordRetracted

__all__ = [
    "CorrectRecord",
    "RecordCommand",
    "RecordCorrected",
    "RecordEvent",
    "RecordRetracted",
    "RetractRecord",
]
