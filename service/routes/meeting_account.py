"""The whole of one meeting, put together: who was there, what was said, decided and given out."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy.engine import RowMapping

from projections import (
    actions,
    agenda_items,
    attendance,
    decisions,
    declarations,
    meetings,
    paragraphs,
)
from service.record import Record
from service.routes.attendance_views import row_view
from service.routes.handling_views import handling_of
from service.routes.meeting_views import (
    DecisionView,
    DeclarationView,
    ItemView,
    MeetingView,
    ParagraphView,
    SpeakerView,
    missing,
)

_ALL = 1_000_000
"""More than any meeting has."""

Paragraphs = defaultdict[int | None, list[ParagraphView]]
Decisions = defaultdict[int | None, list[DecisionView]]
"""By item; None is outside the items."""


def one_meeting(record: Record, meeting: str) -> MeetingView:
    """Return the meeting with all that happened there; `NotFound` where there is none."""
    of = (record.secretariat, meeting, record.known_at)
    row = record.one(meetings.meeting(*of), missing(meeting))
    said = _paragraphs(record.all(paragraphs.paragraphs_of(*of, None, _ALL)))
    decided = _decisions(record.all(decisions.decisions_of(*of)))
    return MeetingView(
        id=row["meeting"],
        body=row["body"],
        body_name=row["body_name"],
        state=row["state"],
        date=row["said"],
        starts=row["starts"],
        ends=row["ends"],
        place=row["place"],
        theme=row["theme"],
        held=row["held"],
        no_actions=row["no_actions"],
        attendance=[row_view(each) for each in record.all(attendance.rows_of(*of))],
        items=[_item(each, said, decided) for each in record.all(agenda_items.items_of(*of))],
        paragraphs=said[None],
        decisions=decided[None],
        declarations=[_declared(each) for each in record.all(declarations.declarations_of(*of))],
        actions=_given_out(record, meeting),
    )


def _paragraphs(rows: Iterable[RowMapping]) -> Paragraphs:
    found: Paragraphs = defaultdict(list)
    for row in rows:
        found[row["item"]].append(
            ParagraphView(
                paragraph=row["paragraph"],
                number=row["number"],
                text=row["text"],
                speaker=_speaker(row) if row["speaker_kind"] else None,
                handling=handling_of(row),
            )
        )
    return found


def _speaker(row: RowMapping) -> SpeakerView:
    return SpeakerView(
        kind=row["speaker_kind"],
        row=row["speaker_row"],
        person=row["speaker_person"],
        organisation=row["speaker_organisation"],
        name=row["speaker_name"],
    )


def _decisions(rows: Iterable[RowMapping]) -> Decisions:
    found: Decisions = defaultdict(list)
    for row in rows:
        found[row["item"]].append(
            DecisionView(
                decision=row["decision"],
                paragraph=row["paragraph"],
                text=row["text"],
                handling=handling_of(row),
            )
        )
    return found


def _item(row: RowMapping, said: Paragraphs, decided: Decisions) -> ItemView:
    return ItemView(
        item=row["item"],
        number=row["number"],
        title=row["title"],
        no_actions=row["no_actions"],
        paragraphs=said[row["item"]],
        decisions=decided[row["item"]],
        handling=handling_of(row),
    )


def _declared(row: RowMapping) -> DeclarationView:
    return DeclarationView(
        row=row["row"],
        person=row["person"],
        listed_as=row["listed_as"],
        kind=row["kind"],
        item=row["item"],
        interest=row["interest"],
    )


def _given_out(record: Record, meeting: str) -> list[str]:
    wanted = actions.Wanted(meeting=meeting)
    query = actions.actions(record.secretariat, wanted, record.known_at, None, _ALL)
    return [row["action"] for row in record.all(query)]
