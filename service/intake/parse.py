"""Composes the stages into a reading: blocks in, a proposal out; it never raises on any text."""

from dataclasses import dataclass
from typing import Final

from service.intake import decisions, speakers
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
from service.intake.heading_roles import add_heading_roles
from service.intake.issues import read_issues
from service.intake.meetings import part_meetings
from service.intake.numbering import ItemHead
from service.intake.occasion import times_and_venue
from service.intake.reading import (
    Finding,
    ItemRead,
    MeetingRead,
    ParagraphRead,
    Reading,
)
from service.intake.reports.parts import read_parts
from service.intake.sections import Sections, end_of_minutes, part
from service.intake.threads import Business
from service.intake.told import add_told_roll
from service.intake.voices import Voices, labelling, voices_of
from service.intake.weaving import weave

VERSION: Final = 2
"""Raise it with every change of what is read, so that a document can be read again and compared."""


def parse(blocks: list[Block], source: str) -> Reading:
    """Read minutes out of `blocks`; `source` names the document and may hold its date."""
    log = read_issues(without_furniture(blocks))
    opened = [_open(run) for run in part_meetings(log.rest)]
    everybody = voices_of(row.name for one in opened for row in one.roll.rows if row.name)
    read = [found for one in opened if (found := _read(one, everybody, source))]
    attachments = [one.blocks[one.end :] for one in opened] if read else None
    parts = read_parts(blocks, attachments)
    nothing = () if read or log.issues or parts.any else (_no_minutes(blocks),)
    told = [finding for _, findings in read for finding in findings]
    return Reading(
        source=source,
        meetings=tuple(meeting for meeting, _ in read),
        findings=(*told, *log.findings, *parts.findings, *nothing),
        issues_log=log.issues,
        recommendations=parts.recommendations,
        progress_updates=parts.progress,
        members=parts.members,
        sub_groups=parts.sub_groups,
    )


@dataclass(frozen=True, slots=True)
class _Opened:
    """One meeting whose heading and attendance are read, and its business not yet."""

    blocks: list[Block]
    end: int
    heads: dict[int, ItemHead]
    sections: Sections
    roll: Roll


def _open(blocks: list[Block]) -> _Opened:
    end = end_of_minutes(blocks)
    heads = item_heads(blocks[:end])
    sections = part(blocks[:end], heads)
    at = {blocks[index].span.start: head for index, head in heads.items()}
    roll = read_roll(sections.roll)
    add_heading_roles(roll, sections.heading)
    return _Opened(blocks, end, at, sections, roll)


def _read(
    opened: _Opened, everybody: Voices, source: str
) -> tuple[MeetingRead, list[Finding]] | None:
    sections, roll = opened.sections, opened.roll
    heading = read_heading(sections.heading, source)
    voices = labelling(everybody, [block.text for block in sections.business])
    business, heads = with_further_heads(sections.business, opened.heads, voices)
    items = weave(business, heads, circle_of(roll).known, voices)
    add_told_roll(roll, items)
    if not _is_minutes(sections, heading, roll, items):
        return None
    meeting, findings = _meeting(heading, roll, items, sections)
    return meeting, findings


def _is_minutes(sections: Sections, heading: Heading, roll: Roll, items: list[Business]) -> bool:
    says_so = any("minutes" in block.text.lower() for block in sections.heading)
    return bool(roll.rows) or (says_so and heading.date is not None and len(items) > 1)


def _meeting(
    heading: Heading, roll: Roll, items: list[Business], sections: Sections
) -> tuple[MeetingRead, list[Finding]]:
    said = [block.text for block in sections.heading]
    texts = [thread.text for item in items for thread in item.paragraphs]
    attendance = with_told_circumstances(roll.rows, [*said, *texts])
    following = next_meeting(items, heading.date)
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
    )
    return meeting, [*heading.findings, *roll.findings, *doubts, *strangers, *in_items(items)]


def _item(item: Business) -> ItemRead:
    paragraphs = tuple(
        ParagraphRead(t.number, t.text, t.speaker or speakers.speaker_of(t.text), t.span)
        for t in item.paragraphs
    )
    return ItemRead(number=item.number, title=item.title, paragraphs=paragraphs, span=item.span)


def _no_minutes(blocks: list[Block]) -> Finding:
    printed = [block.span for block in blocks if block.kind is not Kind.BLANK]
    span = printed[0] if printed else Span(0, 0)
    message = (
        "This does not read as minutes: no attendance, and no dated heading that says minutes."
    )
    return Finding("not_minutes", message, span, 0.8)
