"""The parts of a document that enter the record, each planned on what those before it will do.

To add a part: a module with a function that returns a `Part`, and a line in
`service/documents/composing.py`, where a draft is taken apart.
"""

from events.submission.parts.issues import issues_log
from events.submission.parts.meetings import meetings
from events.submission.parts.members import members
from events.submission.parts.part import Paper, Part
from events.submission.parts.report import report
from events.submission.parts.sub_groups import sub_groups

__all__ = ["Paper", "Part", "issues_log", "meetings", "members", "report", "sub_groups"]
