"""What was read from one document, as a proposal: every fact carries the span of its own words."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from service.intake.blocks import Span

Json = dict[str, object]
Status = Literal["present", "apologies", "absent"]
Role = Literal["chair", "secretary", "presenter"]
Mode = Literal["in_person", "video"]
DueKind = Literal["date", "month", "next_meeting", "future_meeting", "standing", "text"]


@dataclass(frozen=True, slots=True)
class AttendeeRead:
    """One printed row; `name` is None for an unnamed attendee, `duplicate_of` an earlier row."""

    name: str | None
    label: str
    organisation: str | None
    post: str | None
    status: Status
    roles: tuple[Role, ...]
    represents: str | None
    mode: Mode
    span: Span
    duplicate_of: int | None = None


@dataclass(frozen=True, slots=True)
class ParagraphRead:
    """One paragraph, put back together where a page or a column cut it."""

    number: str | None
    text: str
    speaker: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class ItemRead:
    """One item of business with its paragraphs; `number` is as printed, without its dot."""

    number: str | None
    title: str
    paragraphs: tuple[ParagraphRead, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class DueRead:
    """When an action is due: a date where one is printed, and always the words."""

    kind: DueKind
    date: date | None
    text: str


@dataclass(frozen=True, slots=True)
class ActionRead:
    """One action; `item` is the number of its item, or its title where it has no number."""

    item: str | None
    owners: tuple[str, ...]
    owner_words: str | None
    text: str
    due: DueRead | None
    span: Span


@dataclass(frozen=True, slots=True)
class DecisionRead:
    """The clause that says what the meeting agreed."""

    item: str | None
    paragraph: str | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class NextMeetingRead:
    """The date announced for the next meeting, and the sentence that announces it."""

    date: date
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class IssueRead:
    """One row of an issues log; `number_printed` is the glyph where `number` is inferred.

    `issue` is empty where only what is proposed is printed; `owner` and `status` are as printed.
    """

    number: str | None
    number_printed: str | None
    raised: date | None
    theme: str | None
    issue: str
    proposed_action: str | None
    span: Span
    owner: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class CommitmentRead:
    """What a response promises, in its own words."""

    text: str
    owner: str | None
    due: DueRead | None
    span: Span


@dataclass(frozen=True, slots=True)
class RecommendationRead:
    """One recommendation with the response printed for its group, which may answer several.

    `disposition` is what we take the response to mean, `disposition_words` its words that say so;
    both are None where it does not say.
    """

    number: str
    section: str | None
    report_paragraphs: tuple[str, ...]
    text: str
    response_group: tuple[str, ...]
    response: str | None
    disposition: str | None
    disposition_words: str | None
    commitments: tuple[CommitmentRead, ...]
    span: Span
    response_span: Span | None


@dataclass(frozen=True, slots=True)
class MemberRead:
    """One member of a printed membership list."""

    name: str
    organisation: str | None
    post: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class SubGroupRead:
    """One sub-group of a body, with the organisations that chair it."""

    name: str
    chairs: tuple[str, ...]
    remit: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class ProgressRead:
    """One statement of progress under a theme; `owner` is None where none is printed."""

    theme: str | None
    owner: str | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at; `confidence` is how sure the reading is, 0 to 1."""

    kind: str
    message: str
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class MeetingRead:
    """One meeting; times are "HH:MM" of the place where it was held.

    `labels` are the lines that were understood and are no fact of their own: those of the heading,
    and those that name what stands below them or say something of rows above.
    """

    body: str | None
    title: str | None
    date: date | None
    start_time: str | None
    end_time: str | None
    venue: str | None
    attendance: tuple[AttendeeRead, ...]
    items: tuple[ItemRead, ...]
    actions: tuple[ActionRead, ...]
    decisions: tuple[DecisionRead, ...]
    speakers_not_listed: tuple[str, ...]
    next_meeting: NextMeetingRead | None
    no_actions_items: tuple[str, ...]
    labels: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from the document named `source`; `layout` is print without words.

    `heading` is what a report is called, where its first line is marked up as a heading.
    `labels` are the lines of logs, reports and attachments: their own findings tell what is unread.
    """

    source: str
    meetings: tuple[MeetingRead, ...]
    findings: tuple[Finding, ...]
    heading: str | None = None
    issues_log: tuple[IssueRead, ...] = ()
    recommendations: tuple[RecommendationRead, ...] = ()
    progress_updates: tuple[ProgressRead, ...] = ()
    members: tuple[MemberRead, ...] = ()
    sub_groups: tuple[SubGroupRead, ...] = ()
    labels: tuple[Span, ...] = ()
    layout: tuple[Span, ...] = ()


Part = (
    Reading
    | MeetingRead
    | AttendeeRead
    | ItemRead
    | ParagraphRead
    | ActionRead
    | DueRead
    | DecisionRead
    | NextMeetingRead
    | IssueRead
    | CommitmentRead
    | RecommendationRead
    | MemberRead
    | SubGroupRead
    | ProgressRead
    | Finding
)


_PRINT = frozenset({"labels", "layout"})


def to_json(reading: Reading) -> Json:
    """Print the reading in the form of `minutebook read FILE --json`."""
    said = {name: value for name, value in _fields(reading).items() if name not in _PRINT}
    return {**said, "meetings": [_meeting(meeting) for meeting in reading.meetings]}


def _meeting(meeting: MeetingRead) -> Json:
    once = [row for row in meeting.attendance if row.duplicate_of is None]
    said = {name: value for name, value in _fields(meeting).items() if name not in _PRINT}
    return {
        **said,
        "attendance": [_fields(row) for row in once],
        "printed": [_fields(row) for row in meeting.attendance],
        "items": [_item(item) for item in meeting.items],
        "actions": [_action(action) for action in meeting.actions],
    }


def _item(item: ItemRead) -> Json:
    numbers = [one.number for one in item.paragraphs if one.number is not None]
    return {**_fields(item), "paragraphs": numbers, "texts": _value(item.paragraphs)}


def _action(action: ActionRead) -> Json:
    if action.due is None:
        return _fields(action)
    kind = action.due.kind if action.due.kind in {"date", "next_meeting"} else "text"
    return {**_fields(action), "due": {**_fields(action.due), "kind": kind, "as": action.due.kind}}


def _fields(part: Part) -> Json:
    return {field.name: _value(getattr(part, field.name)) for field in fields(part)}


def _value(value: object) -> object:
    match value:
        case Span(start, end):
            return [start, end]
        case date():
            return value.isoformat()
        case tuple():
            return [_value(one) for one in value]
        case _ if isinstance(value, Part):
            return _fields(value)
        case _:
            return value
