"""Submitting the minutes of a meeting whole: heading, attendance, business, decisions, actions."""

from events.submission.acceptance import Acceptance
from events.submission.form import MinutesSubmission
from events.submission.plan import submit_minutes

__all__ = ["Acceptance", "MinutesSubmission", "submit_minutes"]
