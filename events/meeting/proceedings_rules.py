"""When items, paragraphs and decisions may be minuted: once the meeting was held or has begun."""

from events import organisation as organisations
from events.base import Look, said
from events.meeting.commands import (
    AddItem,
    MinuteDecision,
    MinuteParagraph,
    ProceedingsCommand,
    RecordNoActions,
)
from events.meeting.numbers import counted_row, item_exists, paragraph_exists, unused
from events.meeting.proceedings import (
    DecisionMinuted,
    ItemAdded,
    NoActionsRecorded,
    ParagraphMinuted,
    ProceedingsEvent,
)
from events.meeting.stages import held
from events.meeting.state import Known, Meeting
from events.meeting.terms import (
    Speaker,
    SpokenByBody,
    SpokenByName,
    SpokenByOrganisation,
    SpokenByRow,
)


def decide(command: ProceedingsCommand, meeting: Meeting, look: Look) -> list[ProceedingsEvent]:
    """Answer a command about what the minutes say."""
    known = held(meeting)
    match command:
        case AddItem():
            return _add_item(command, known)
        case MinuteParagraph():
            return _minute(command, known, look)
        case MinuteDecision():
            return _decide(command, known)
        case RecordNoActions():
            return _no_actions(command, known)


def _add_item(ask: AddItem, known: Known) -> list[ProceedingsEvent]:
    unused(ask.item, known.account.items, "item")
    said(ask.number, "the number of the item")
    said(ask.title, "the title of the item")
    return [
        ItemAdded(
            occurred_on=ask.occurred_on,
            meeting=ask.meeting,
            item=ask.item,
            number=ask.number,
            title=ask.title,
        )
    ]


def _minute(ask: MinuteParagraph, known: Known, look: Look) -> list[ProceedingsEvent]:
    unused(ask.paragraph, known.account.paragraphs, "paragraph")
    item_exists(known, ask.item)
    said(ask.number, "the number of the paragraph")
    said(ask.text, "the text of the paragraph")
    if ask.speaker is not None:
        _speaker_exists(ask.speaker, known, look)
    return [
        ParagraphMinuted(
            occurred_on=ask.occurred_on,
            meeting=ask.meeting,
            paragraph=ask.paragraph,
            item=ask.item,
            number=ask.number,
            text=ask.text,
            speaker=ask.speaker,
        )
    ]


def _speaker_exists(speaker: Speaker, known: Known, look: Look) -> None:
    match speaker:
        case SpokenByRow(row):
            counted_row(known, row)
        case SpokenByOrganisation(organisation):
            organisations.require(look, organisation)
        case SpokenByName(name):
            said(name, "the name of the speaker")
        case SpokenByBody():
            pass


def _decide(ask: MinuteDecision, known: Known) -> list[ProceedingsEvent]:
    unused(ask.decision, known.account.decisions, "decision")
    item_exists(known, ask.item)
    paragraph_exists(known, ask.paragraph)
    said(ask.text, "the text of the decision")
    return [
        DecisionMinuted(
            occurred_on=ask.occurred_on,
            meeting=ask.meeting,
            decision=ask.decision,
            item=ask.item,
            paragraph=ask.paragraph,
            text=ask.text,
        )
    ]


def _no_actions(ask: RecordNoActions, known: Known) -> list[ProceedingsEvent]:
    item_exists(known, ask.item)
    if ask.item in known.account.no_actions:
        return []
    return [NoActionsRecorded(occurred_on=ask.occurred_on, meeting=ask.meeting, item=ask.item)]
