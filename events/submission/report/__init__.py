"""Submitting a report whole: what it recommends, the responses, their promises, and progress."""

from events.submission.report.form import ReportSubmission
from events.submission.report.plan import RESULT, submit_report

__all__ = ["RESULT", "ReportSubmission", "submit_report"]
