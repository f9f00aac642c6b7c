"""The work list of a meeting as it is shown: what does not fit, and what was said of it."""

from collections import Counter

from pydantic import Field

from events.meeting.findings import FindingKind, Resolution
from service.http.fields import Id, IfAny, Output
from service.http.paging import Page
from service.reconciling import Entry


class SettlementView(Output):
    """What somebody said of an entry."""

    resolution: Resolution
    words: IfAny[str] = Field(default=None, description="Left out once erased.")
    settled_on: str


class MismatchView(Output):
    """Something that does not fit."""

    kind: FindingKind
    subject: str = Field(
        description="Such as `row-3`, `item-2`, `paragraph-7`, or an action and one of its owners."
    )
    explanation: str
    settlement: IfAny[SettlementView] = Field(
        default=None, description="Left out while the entry is open."
    )


class ReconciliationView(Output):
    """The work list of a meeting."""

    open: int = Field(description="How many entries are open.")
    items: list[MismatchView]
    known_at: int = Field(description="The position of the log this answer stands on.")


class KindCountView(Output):
    """How many open entries there are of a kind."""

    kind: FindingKind
    open: int


class MeetingWorkView(Output):
    """A meeting with open entries."""

    meeting: Id
    day: str = Field(description="The first day that the date of the meeting can mean.")
    open: int
    kinds: list[KindCountView]


class MeetingWorkPage(Page[MeetingWorkView]):
    """A page of meetings with open entries, by day; those without any are passed over."""


def finding_view(entry: Entry) -> MismatchView:
    """Return an entry as it is shown."""
    said = entry.settlement
    return MismatchView(
        kind=entry.kind,
        subject=entry.subject,
        explanation=entry.explanation,
        settlement=said
        and SettlementView(
            resolution=said["resolution"], words=said["words"], settled_on=said["settled_on"]
        ),
    )


def work_view(meeting: str, day: str, entries: list[Entry]) -> MeetingWorkView:
    """Return how much is open at a meeting."""
    kinds = Counter(each.kind for each in entries if each.settlement is None)
    return MeetingWorkView(
        meeting=meeting,
        day=day,
        open=kinds.total(),
        kinds=[KindCountView(kind=kind, open=count) for kind, count in sorted(kinds.items())],
    )
