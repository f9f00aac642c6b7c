"""Which command brings about each fact of an issue; its handling is set anew instead."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from events.base import Command, same
from events.issue import commands, events

ASKED: Final[Mapping[type[Any], Callable[[Any], Command]]] = {
    events.IssueLogged: same(commands.LogIssue),
    events.IssueNumberInferred: same(commands.InferNumber),
    events.IssueUpdated: same(commands.UpdateIssue),
    events.IssueLinkedToAction: same(commands.LinkToAction),
    events.IssueLinked: same(commands.LinkIssue),
    events.IssueClosed: same(commands.CloseIssue),
    events.IssueReopened: same(commands.ReopenIssue),
}
