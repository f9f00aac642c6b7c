"""Submitting the minutes of a meeting whole: heading, attendance, business, decisions, actions."""

from events.submission.form import MinutesSubmission
from events.submission.plan import submit_minutes

__all__ = ["MinutesSubmission", "submit_minutes"]
