"""The words of an issues log: how a number is known, and what an issue may be linked to."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from events.ids import IssueId, MeetingId

Basis = Literal["sequence", "cross_reference", "stated"]
"""Its neighbours in the log leave it that number, other papers call it so, or somebody says so."""

Relation = Literal["same_as", "follows", "relates_to"]


@dataclass(frozen=True, slots=True)
class ToParagraph:
    """A paragraph of a meeting, by the number that it has in the record."""

    kind: ClassVar = "paragraph"
    meeting: MeetingId
    paragraph: int


@dataclass(frozen=True, slots=True)
class ToIssue:
    """Another issue, of this log or of that of another body."""

    kind: ClassVar = "issue"
    issue: IssueId


Target = ToParagraph | ToIssue
