"""Composes the stages into a reading: blocks in, a proposal out; it never raises on any text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from service.intake import dates, decisions, speakers
from service.intake.account import accounted
from service.intake.actions import read_actions
from service.intake.agenda import item_heads
from service.intake.attendance import Roll, read_roll
from service.intake.blocks import Block, Kind, Span
from service.intake.circle import circle_of
from service.intake.circumstances import with_told_circumstances
from service.intake.following import next_meeting
from service.intake.furniture import without_furniture
from service.intake.further_heads import with_further_heads
from service.intake.gaps import in_items
from service.intake.heading import Heading, read_heading
from service.intake.issues import read_issues
from service.intake.meetings import part_meetings
from service.intake.numbering import ItemHead
from service.intake.occasion import times_and_venue
from service.intake.presiding import add_told_roles
from service.intake.reading import (
    Finding,
    ItemRead,
    MeetingRead,
    ParagraphRead,
    Reading,
)
from service.intake.recognition import is_minutes, no_minutes
from service.intake.reports.parts import Parts, read_parts
from service.intake.sections import Sections, end_of_minutes, part
from service.intake.threads import Business
from service.intake.told import add_told_roll, opening
from service.intake.voices import Voices, labelling, voices_of
from service.intake.weaving import weave

_OPENING = 6
_TITLES = frozenset({Kind.HEADING, Kind.PARAGRAPH, Kind.META})
VERSION: Final = 1
"""Raise it with every change of what is read, so that a document can be read again and compared."""


def parse(blocks: list[Block], source: str) -> Reading:
    """Read minutes out of `blocks`; `source` names the document and may hold its date."""
    printed = without_furniture(blocks)
    log = read_issues(printed)
    opened = [_open(run) for run in part_meetings(log.rest)]
    everybody = voices_of(row.name for one in opened for row in one.roll.rows if row.name)
    read = [found for one in opened if (found := _read(one, everybody, source))]
    attachments = [one.blocks[one.end :] for one in opened] if read else None
    parts = read_parts(blocks, attachments)
    nothing = () if read or log.issues or parts.any else (no_minutes(blocks),)
    told = [finding for _, findings in read for finding in findings]
    reading = Reading(
        source=source,
        meetings=tuple(meeting for meeting, _ in read),
        findings=(*told, *log.findings, *parts.findings, *nothing),
        heading=_called(printed) if parts.recommendations or parts.progress else None,
        issues_log=log.issues,
        recommendations=parts.recommendations,
        progress_updates=parts.progress,
        members=parts.members,
        sub_groups=parts.sub_groups,
        labels=tuple(_apart(printed, opened, parts, read=bool(read))),
    )
    return accounted(printed, reading)


def _called(blocks: list[Block]) -> str | None:
    """Return the first line, where it is marked up as a heading."""
    first = next((block for block in blocks if block.text and block.kind is not Kind.META), None)
    return first.text if first and first.kind is Kind.HEADING else None


@dataclass(frozen=True, slots=True)
class _Opened:
    """One meeting whose heading and attendance are read, and its business not yet."""

    blocks: list[Block]
    end: int
    heads: dict[int, ItemHead]
    sections: Sections
    roll: Roll


def _apart(
    blocks: list[Block], opened: list[_Opened], parts: Parts, *, read: bool
) -> Iterator[Span]:
    """Yield the lines of logs, reports and attachments, whose own findings tell what is unread."""
    told = [] if parts.any and not read else opened
    minutes = {b.span for one in told for b in one.blocks[: one.end if read else None]}
    yield from (block.span for block in blocks if block.text and block.span not in minutes)


def _open(blocks: list[Block]) -> _Opened:
    end = end_of_minutes(blocks)
    heads = item_heads(blocks[:end])
    sections = part(blocks[:end], heads)
    at = {blocks[index].span.start: head for index, head in heads.items()}
    roll = read_roll(sections.roll)
    add_told_roles(roll, [(block.text, block.span) for block in sections.heading])
    return _Opened(blocks, end, at, sections, roll)


def _read(
    opened: _Opened, everybody: Voices, source: str
) -> tuple[MeetingRead, list[Finding]] | None:
    sections, roll = opened.sections, opened.roll
    heading = _heading(opened, source)
    voices = labelling(everybody, [block.text for block in sections.business])
    business, heads = with_further_heads(sections.business, opened.heads, voices)
    items = weave(business, heads, circle_of(roll).known, voices)
    add_told_roll(roll, items)
    add_told_roles(roll, opening(items))
    if not is_minutes(sections.heading, source, heading, roll, items):
        return None
    meeting, findings = _meeting(heading, roll, items, sections)
    return meeting, findings


def _heading(opened: _Opened, source: str) -> Heading:
    sections = opened.sections
    labels = [part.label.text for part in sections.roll[:1]]
    first = [*labels, *(block.text for block in sections.business[:_OPENING])]
    month_first = dates.prints_month_first([block.text for block in opened.blocks[: opened.end]])
    titles = [*sections.heading, *_late_title(sections)]
    return read_heading(titles, source, first, month_first=month_first)


def _late_title(sections: Sections) -> list[Block]:
    """Return a title printed below the list of the present, where none is printed above it."""
    above = any(block.kind in _TITLES for block in sections.heading)
    first = next((block for block in sections.business if block.text), None)
    titled = first and first.kind is Kind.HEADING and "meeting" in first.text.lower()
    return [first] if first and titled and not above else []


def _meeting(
    heading: Heading, roll: Roll, items: list[Business], sections: Sections
) -> tuple[MeetingRead, list[Finding]]:
    said = [block.text for block in sections.heading]
    texts = [thread.text for item in items for thread in item.paragraphs]
    attendance = with_told_circumstances(roll.rows, [*said, *texts])
    following = next_meeting(items, heading.date, month_first=heading.month_first)
    actions, doubts = read_actions(
        items, circle_of(roll), heading.date, following.date if following else None
    )
    unlisted, strangers = speakers.not_listed(items, attendance)
    start, end, venue = times_and_venue(said, texts)
    meeting = MeetingRead(
        body=heading.body,
        title=heading.title,
        date=heading.date,
        start_time=start,
        end_time=end,
        venue=venue,
        attendance=tuple(attendance),
        items=tuple(_item(item) for item in items if item.head),
        actions=tuple(actions),
        decisions=tuple(decisions.read_decisions(items)),
        speakers_not_listed=tuple(unlisted),
        next_meeting=following,
        no_actions_items=tuple(i.key for i in items if i.says_no_actions and i.key),
        labels=(*heading.lines, *roll.labels, *(b.span for i in items for b in i.blocks)),
    )
    return meeting, [*heading.findings, *roll.findings, *doubts, *strangers, *in_items(items)]


def _item(item: Business) -> ItemRead:
    paragraphs = tuple(
        ParagraphRead(t.number, t.text, t.speaker or speakers.speaker_of(t.text), t.span)
        for t in item.paragraphs
    )
    return ItemRead(number=item.number, title=item.title, paragraphs=paragraphs, span=item.span)
