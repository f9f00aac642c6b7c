"""Composes the stages into a reading: blocks in, a proposal out; it never raises on any text."""

from service.intake import dates, decisions, speakers
from service.intake.account import accounted
from service.intake.actions import read_actions
from service.intake.agenda import item_heads
from service.intake.attendance import Roll, read_roll
from service.intake.blocks import Block, Kind
from service.intake.called import names_of
from service.intake.circumstances import with_told_circumstances
from service.intake.following import next_meeting
from service.intake.gaps import in_items
from service.intake.heading import Heading, read_heading
from service.intake.keys import keys_in
from service.intake.meetings import part_meetings
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
from service.intake.sections import Sections, end_of_minutes, part
from service.intake.threads import Business
from service.intake.told import add_told_roll, opening
from service.intake.vocabulary import word_set
from service.intake.weaving import weave

_OPENING = 6
_TITLES = frozenset({Kind.HEADING, Kind.PARAGRAPH, Kind.META})
_OFFICERS = word_set("Secretariat Clerk Chair Secretary Treasurer")


def parse(blocks: list[Block], source: str) -> Reading:
    """Read minutes out of `blocks`; `source` names the document and may hold its date."""
    read = [one for run in part_meetings(blocks) if (one := _one(run, source))]
    findings = [finding for _, found in read for finding in found]
    findings += [] if read else [no_minutes(blocks)]
    meetings = tuple(meeting for meeting, _ in read)
    return accounted(blocks, Reading(source, meetings, tuple(findings)))


def _one(blocks: list[Block], source: str) -> tuple[MeetingRead, list[Finding]] | None:
    minutes = blocks[: end_of_minutes(blocks)]
    heads = item_heads(minutes)
    sections = part(minutes, heads)
    labels = [part.label.text for part in sections.roll[:1]]
    first = [*labels, *(block.text for block in sections.business[:_OPENING])]
    month_first = dates.prints_month_first([block.text for block in minutes])
    titles = [*sections.heading, *_late_title(sections)]
    heading = read_heading(titles, source, first, month_first=month_first)
    roll = read_roll(sections.roll)
    at = {blocks[index].span.start: head for index, head in heads.items()}
    items = weave(sections.business, at, _known(roll))
    add_told_roll(roll, items)
    headings = [(block.text, block.span) for block in sections.heading]
    add_told_roles(roll, [*headings, *opening(items)])
    if not is_minutes(sections.heading, source, heading, roll, items):
        return None
    return _meeting(heading, roll, items, sections)


def _late_title(sections: Sections) -> list[Block]:
    """Return a title printed below the list of the present, where none is printed above it."""
    above = any(block.kind in _TITLES for block in sections.heading)
    first = next((block for block in sections.business if block.text), None)
    titled = first and first.kind is Kind.HEADING and "meeting" in first.text.lower()
    return [first] if first and titled and not above else []


def _known(roll: Roll) -> frozenset[str]:
    bodies = {row.organisation for row in roll.rows if row.organisation}
    names = {called for row in roll.rows if row.name for called in names_of(row.name)}
    names |= {key for row in roll.rows for key in keys_in(row.label)}
    return _OFFICERS | bodies | names


def _meeting(
    heading: Heading, roll: Roll, items: list[Business], sections: Sections
) -> tuple[MeetingRead, list[Finding]]:
    said = [block.text for block in sections.heading]
    texts = [thread.text for item in items for thread in item.paragraphs]
    attendance = with_told_circumstances(roll.rows, [*said, *texts])
    actions, doubts = read_actions(items, _known(roll), heading.date)
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
        next_meeting=next_meeting(items, heading.date, month_first=heading.month_first),
        no_actions_items=tuple(i.key for i in items if i.says_no_actions and i.key),
        labels=(*heading.lines, *roll.labels, *(b.span for i in items for b in i.blocks)),
    )
    return meeting, [*heading.findings, *roll.findings, *doubts, *strangers, *in_items(items)]


def _item(item: Business) -> ItemRead:
    paragraphs = tuple(
        ParagraphRead(t.number, t.text, speakers.speaker_of(t.text), t.span)
        for t in item.paragraphs
    )
    return ItemRead(number=item.number, title=item.title, paragraphs=paragraphs, span=item.span)
