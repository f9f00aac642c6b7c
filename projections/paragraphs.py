"""The paragraphs of the minutes of a meeting, each with whom it reports."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, select

from events.base import Recorded
from events.meeting.correcting import PassageCorrected
from events.meeting.events import MeetingEvent
from events.meeting.proceedings import ParagraphMinuted
from events.meeting.terms import SpokenByOrganisation, SpokenByRow
from projections import attendance, confidential_passages, organisations
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words


class ParagraphRow(NamedTuple):
    """A paragraph; `speaker_kind` says which of the other columns of the speaker is filled."""

    meeting: str
    paragraph: int
    item: int | None
    number: str | None
    text: int
    speaker_kind: str | None
    speaker_row: int | None
    speaker_organisation: str | None
    speaker_name: int | None


TABLE = versions("paragraphs", ParagraphRow, ("meeting", "paragraph"), always=[("text",)])


def keys(recorded: Recorded[MeetingEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the paragraph, where the event is about its words."""
    match recorded.event:
        case ParagraphMinuted(meeting=meeting, paragraph=number):
            return ((meeting, number),)
        case PassageCorrected(meeting=meeting, part="paragraph", number=number):
            return ((meeting, number),)
        case _:
            return ()


def evolve(
    row: ParagraphRow | None, recorded: Recorded[MeetingEvent], _: Key
) -> ParagraphRow | None:
    """Return the paragraph as minuted, or as corrected since."""
    match recorded.event:
        case ParagraphMinuted(speaker=speaker) as event:
            return ParagraphRow(
                meeting=event.meeting,
                paragraph=event.paragraph,
                item=event.item,
                number=event.number,
                text=recorded.place("/text") or 0,
                speaker_kind=speaker.kind if speaker else None,
                speaker_row=speaker.row if isinstance(speaker, SpokenByRow) else None,
                speaker_organisation=(
                    speaker.organisation if isinstance(speaker, SpokenByOrganisation) else None
                ),
                speaker_name=recorded.place("/speaker/name"),
            )
        case PassageCorrected() if row is not None:
            return row._replace(text=recorded.place("/text") or 0)
        case _:
            return row


PROJECTION = Projection(
    table=TABLE,
    category="meeting",
    shape=ParagraphRow,
    key=("meeting", "paragraph"),
    keys=keys,
    evolve=evolve,
)


def is_confidential(rows: Any, known_at: Position | None) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition that a paragraph was, by itself or with its item, at `known_at`."""
    return confidential_passages.one_of(
        rows, known_at, item=rows.c.item, paragraph=rows.c.paragraph
    )


@prepared
def paragraphs_of(
    secretariat: str, meeting: str, known_at: Position | None, after: int | None, limit: int
) -> Select[Any]:
    """Return a page of the paragraphs of a meeting in their order, after that number."""
    words, rows = Words(TABLE, TABLE), attendance.TABLE.alias()
    words.source = words.source.outerjoin(rows, _stands_in(rows, secretariat, known_at))
    text, listed_as = words.of(TABLE.c.text), words.of(rows.c.name)
    printed = words.of(TABLE.c.speaker_name)
    organisation = organisations.name_of(TABLE.c.speaker_organisation, secretariat, known_at)
    page = (
        select(
            TABLE.c.paragraph,
            TABLE.c.item,
            TABLE.c.number,
            text.label("text"),
            TABLE.c.speaker_kind,
            TABLE.c.speaker_row,
            rows.c.person.label("speaker_person"),
            TABLE.c.speaker_organisation,
            func.coalesce(printed, listed_as, organisation).label("speaker_name"),
            is_confidential(TABLE, known_at).label("confidential"),
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at), TABLE.c.meeting == meeting)
        .order_by(TABLE.c.paragraph)
        .limit(limit)
    )
    return page if after is None else page.where(TABLE.c.paragraph > after)


def _stands_in(rows: Any, secretariat: str, known_at: Position | None) -> ColumnElement[bool]:  # noqa: ANN401
    same = and_(rows.c.meeting == TABLE.c.meeting, rows.c.row == TABLE.c.speaker_row)
    return and_(current(rows, secretariat, known_at), same)
