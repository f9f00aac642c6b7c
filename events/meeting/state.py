"""What a meeting's rules need to remember, and how each event changes it.

Other streams look a meeting up through `require`, so nothing here may import another stream.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from events.base import Erased, Look, Passage, Private
from events.errors import NotFound
from events.handling import CONFIDENTIAL
from events.ids import BodyId, MeetingId
from events.meeting.correcting import PassageCorrected
from events.meeting.events import MeetingEvent
from events.meeting.findings import (
    FindingEvent,
    FindingKind,
    FindingReopened,
    FindingSettled,
    Resolution,
)
from events.meeting.handling import Part, PassageHandlingSet
from events.meeting.proceedings import (
    DecisionMinuted,
    ItemAdded,
    NoActionsRecorded,
    ParagraphMinuted,
    ProceedingsEvent,
)
from events.meeting.roll import Roll, marked
from events.meeting.scheduling import (
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
    MeetingPostponed,
    MeetingRecordedAsHeld,
    MeetingScheduled,
    SchedulingEvent,
)
from events.when import Clock, When


@dataclass(frozen=True, slots=True)
class Unscheduled:
    """Nothing is recorded under this identity."""


Settled = Mapping[tuple[FindingKind, str], tuple[Resolution, str | Erased | None]]
"""What was said of findings, by their kind and their subject."""


@dataclass(frozen=True, slots=True)
class Account:
    """The numbers that the minutes have used, and where they say that no actions came of it.

    `confidential` names the parts that are, `corrected` says what those read that were corrected.
    """

    items: frozenset[int] = frozenset()
    paragraphs: frozenset[int] = frozenset()
    decisions: frozenset[int] = frozenset()
    no_actions: frozenset[int | None] = frozenset()
    confidential: frozenset[tuple[Part, int]] = frozenset()
    corrected: Mapping[tuple[Part, int], Passage] = field(default_factory=dict)
    settled: Settled = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What stays with a meeting at every stage; `day` is the one it was held on or is expected."""

    body: BodyId
    day: When
    roll: Roll = field(default_factory=Roll)
    account: Account = field(default_factory=Account)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduled(Known):
    """The body is to meet; `undated` while it is put off to a date not yet known."""

    starts: Clock | None
    place: Private[str] | None
    theme: Private[str] | None
    undated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled(Known):
    """It was called off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(Known):
    """It took place and was recorded afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InSession(Known):
    """It was opened and goes on."""

    opened: Clock | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Known):
    """It was opened and is over."""

    closed: Clock | None


OnRecord = Scheduled | Cancelled | Held | InSession | Closed
Meeting = Unscheduled | OnRecord


def require(look: Look, meeting: MeetingId) -> OnRecord:
    """Return the state of a meeting that must exist."""
    state = cast("Meeting", look(f"meeting-{meeting}"))
    match state:
        case Unscheduled():
            raise NotFound(f"there is no meeting {meeting} in the record")
        case Scheduled() | Cancelled() | Held() | InSession() | Closed():
            return state


def evolve(state: Meeting, event: MeetingEvent) -> Meeting:
    """Return the state after `event`; facts out of order change nothing and raise nothing."""
    if isinstance(event, SchedulingEvent):
        return _begun(event) if isinstance(state, Unscheduled) else _moved(state, event)
    if isinstance(state, Unscheduled):
        return state
    if isinstance(event, ProceedingsEvent):
        return replace(state, account=_minuted(state.account, event))
    if isinstance(event, PassageHandlingSet):
        return replace(state, account=_handled(state.account, event))
    if isinstance(event, PassageCorrected):
        return replace(state, account=_corrected(state.account, event))
    if isinstance(event, FindingEvent):
        return replace(state, account=replace(state.account, settled=_said(state.account, event)))
    return replace(state, roll=marked(state.roll, event))


def _begun(event: SchedulingEvent) -> Meeting:
    match event:
        case MeetingScheduled():
            return Scheduled(
                body=event.body,
                day=event.expected,
                starts=event.starts,
                place=event.place,
                theme=event.theme,
            )
        case MeetingRecordedAsHeld():
            return Held(body=event.body, day=event.held_on)
        case MeetingPostponed() | MeetingCancelled() | MeetingOpened() | MeetingClosed():
            return Unscheduled()


def _moved(state: OnRecord, event: SchedulingEvent) -> OnRecord:
    body, roll, account = state.body, state.roll, state.account
    match event:
        case MeetingScheduled():
            return state
        case MeetingPostponed(expected=day):
            return _postponed(state, day)
        case MeetingCancelled():
            return Cancelled(body=body, day=state.day, roll=roll, account=account)
        case MeetingRecordedAsHeld(held_on=day):
            return Held(body=body, day=day, roll=roll, account=account)
        case MeetingOpened(occurred_on=day, at=at):
            return InSession(body=body, day=day, roll=roll, account=account, opened=at)
        case MeetingClosed(at=at):
            return Closed(body=body, day=state.day, roll=roll, account=account, closed=at)


def _postponed(state: OnRecord, day: When | None) -> OnRecord:
    match state:
        case Scheduled():
            return replace(state, day=day or state.day, undated=day is None)
        case Cancelled() | Held() | InSession() | Closed():
            return state


def _handled(account: Account, event: PassageHandlingSet) -> Account:
    part: frozenset[tuple[Part, int]] = frozenset({(event.part, event.number)})
    others = account.confidential - part
    confidential = event.handling == CONFIDENTIAL
    return replace(account, confidential=others | part if confidential else others)


def _corrected(account: Account, event: PassageCorrected) -> Account:
    texts = {**account.corrected, (event.part, event.number): event.text}
    return replace(account, corrected=texts)


def _said(account: Account, event: FindingEvent) -> Settled:
    key = event.kind, event.subject
    others = {each: said for each, said in account.settled.items() if each != key}
    match event:
        case FindingSettled(resolution=resolution, words=words):
            return {**others, key: (resolution, words)}
        case FindingReopened():
            return others


def _minuted(account: Account, event: ProceedingsEvent) -> Account:
    match event:
        case ItemAdded(item=number):
            return replace(account, items=account.items | {number})
        case ParagraphMinuted(paragraph=number):
            return replace(account, paragraphs=account.paragraphs | {number})
        case DecisionMinuted(decision=number):
            return replace(account, decisions=account.decisions | {number})
        case NoActionsRecorded(item=item):
            return replace(account, no_actions=account.no_actions | {item})
