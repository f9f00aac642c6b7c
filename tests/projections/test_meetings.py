"""Meetings and what their minutes say, apart from who was there."""

from sqlalchemy import select

from events.meeting.attendance import AttendeeRecused, InterestDeclared
from events.meeting.proceedings import (
    DecisionMinuted,
    ItemAdded,
    NoActionsRecorded,
    ParagraphMinuted,
)
from events.meeting.scheduling import (
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
    MeetingPostponed,
    MeetingScheduled,
)
from events.meeting.terms import SpokenByBody, SpokenByName, SpokenByOrganisation, SpokenByRow
from events.when import Clock, When
from projections import agenda_items, decisions, declarations, meetings, paragraphs
from projections.agenda_items import AgendaItemRow
from projections.base import current
from projections.decisions import DecisionRow
from projections.declarations import DeclarationRow
from projections.meetings import MeetingRow
from projections.next_meetings import next_after
from projections.paragraphs import ParagraphRow
from tests.projections.test_book import (
    DAY,
    OFFICE,
    body,
    fold,
    held,
    listed,
    organisation,
    person,
)

NINE, TEN, NOON = Clock("09:00"), Clock("10:00"), Clock("12:00")


def scheduled(expected, meeting="m1", **more):
    return MeetingScheduled(
        occurred_on=DAY,
        meeting=meeting,
        body="idmg",
        expected=When(expected),
        **{"starts": None, "place": None, "theme": None, **more},
    )


def postponed(expected, meeting="m1"):
    return MeetingPostponed(occurred_on=DAY, meeting=meeting, expected=expected, reason=None)


def cancelled(meeting="m1"):
    return MeetingCancelled(occurred_on=DAY, meeting=meeting, reason=None)


def no_actions(item):
    return NoActionsRecorded(occurred_on=DAY, meeting="m1", item=item)


OPENED = MeetingOpened(occurred_on=DAY, meeting="m1", at=TEN)
OPENED_UNTIMED = MeetingOpened(occurred_on=DAY, meeting="m1", at=None)
CLOSED = MeetingClosed(occurred_on=DAY, meeting="m1", at=NOON)


def meeting_after(*events):
    return fold(meetings.PROJECTION, *events)[0]


def test_a_scheduled_meeting_has_the_days_its_date_can_mean():
    assert meeting_after(scheduled("2013-03", starts=NINE, place="Room 1", theme="Data")) == (
        MeetingRow(
            meeting="m1",
            body="idmg",
            state="scheduled",
            said="2013-03",
            day="2013-03-01",
            last_day="2013-03-31",
            starts="09:00",
            ends=None,
            place=1024,
            theme=1025,
            held=False,
        )
    )


def test_it_is_put_off_to_another_date_or_to_none():
    moved = meeting_after(scheduled("2013-03"), postponed(When("2013-04-02")))
    assert (moved.state, moved.said, moved.day) == ("postponed", "2013-04-02", "2013-04-02")

    undated = meeting_after(scheduled("2013-03"), postponed(None))
    assert (undated.state, undated.said, undated.day) == ("postponed", None, "2013-03-01")

    assert meeting_after(scheduled("2013-03"), postponed(None), postponed(When("2013-05"))).said


def test_it_is_cancelled_and_no_longer_put_off():
    row = meeting_after(scheduled("2013-03"), cancelled(), postponed(None))
    assert (row.state, row.said, row.held) == ("cancelled", "2013-03", False)


def test_what_was_scheduled_stands_until_the_record_says_otherwise():
    plan = scheduled("2013-03", starts=NINE, place="Room 1", theme="Data")
    row = meeting_after(plan, held("m1", "idmg", DAY, ends=NOON, theme="Prosecutions"))

    assert (row.state, row.said, row.held) == ("held", "2013-03-11", True)
    assert (row.starts, row.ends, row.place, row.theme) == ("09:00", "12:00", 1024, 2048)


def test_a_meeting_recorded_as_held_need_not_have_been_scheduled():
    assert meeting_after(held("m1", "idmg", When("2006-10"))).last_day == "2006-10-31"


def test_it_is_in_session_from_the_day_it_opens_and_then_closed():
    opened = meeting_after(scheduled("2013-03", starts=NINE), OPENED)
    assert (opened.state, opened.said, opened.starts) == ("in_session", "2013-03-11", "10:00")
    assert meeting_after(scheduled("2013-03", starts=NINE), OPENED_UNTIMED).starts == "09:00"

    closed = meeting_after(scheduled("2013-03"), OPENED, CLOSED, scheduled("2014"))
    assert (closed.state, closed.ends, closed.held) == ("closed", "12:00", True)


def test_that_no_actions_came_of_the_whole_meeting_is_a_fact():
    assert meeting_after(scheduled("2013"), no_actions(None), held("m1", "idmg", DAY)).no_actions
    assert not meeting_after(held("m1", "idmg", DAY), no_actions(1)).no_actions


def test_facts_of_a_meeting_that_is_not_on_record_make_no_row():
    assert fold(meetings.PROJECTION, postponed(None), cancelled(), OPENED, CLOSED) == []
    assert fold(meetings.PROJECTION, listed("m1", 1, None, "Official")) == []


def test_the_fold_leaves_alone_what_is_not_about_the_meeting_itself():
    row = meeting_after(held("m1", "idmg", DAY))
    book_entry = type("Entry", (), {"event": listed("m1", 1, None, "Official")})
    assert meetings.evolve(row, book_entry, ("m1",)) == row


def test_meetings_of_a_body_are_listed_by_day_page_by_page(book):
    book.note(body("idmg", "IDMG"))
    book.note(
        held("m3", "idmg", When("2013-09-12")), held("m2", "idmg", DAY), held("x", "ngo", DAY)
    )
    book.note(held("m1", "idmg", DAY, place="Room 1", theme="Data"))

    def page(after, limit):
        return book.ask(meetings.meetings_of(OFFICE, "idmg", None, after, limit))

    assert [line["meeting"] for line in page(None, 9)] == ["m1", "m2", "m3"]
    assert [line["meeting"] for line in page(("2013-03-11", "m1"), 1)] == ["m2"]
    assert page(None, 1) == book.ask(meetings.meeting(OFFICE, "m1", None))
    assert page(None, 1) == [
        {
            "meeting": "m1",
            "body": "idmg",
            "body_name": "IDMG",
            "state": "held",
            "said": "2013-03-11",
            "day": "2013-03-11",
            "last_day": "2013-03-11",
            "starts": None,
            "ends": None,
            "place": "Room 1",
            "theme": "Data",
            "held": True,
            "no_actions": False,
        }
    ]


def test_a_meeting_is_on_every_day_its_date_can_mean(book):
    book.note(scheduled("2013-03"), scheduled("2013", "m2"), held("m3", "idmg", DAY))
    book.note(scheduled("2013-03-11", "m4"), postponed(None, "m4"))

    def on(day):
        return book.column(meetings.within(OFFICE, "idmg", day, day, None))

    assert (on("2013-03-11"), on("2013-03-12")) == (["m2", "m1", "m3"], ["m2", "m1"])
    assert (on("2013-12-31"), on("2014-01-01")) == (["m2"], [])


def following(book, known_at=None):
    """Return by meeting the one that follows it, and its day."""
    rows = meetings.TABLE
    then = next_after(OFFICE, rows.c.body, rows.c.last_day, known_at)
    lines = book.rows(
        select(rows.c.meeting, then.meeting, then.day).where(current(rows, OFFICE, known_at))
    )
    return {meeting: (other, day) for meeting, other, day in lines}


def test_the_next_meeting_is_the_first_after_it_that_was_held_or_is_to_be(book):
    book.note(held("m1", "idmg", DAY), held("x", "ngo", When("2013-04-01")))
    book.note(scheduled("2013-05", "m2"), cancelled("m2"))
    book.note(scheduled("2013-06", "m3"), postponed(None, "m3"))
    alone = book.note(held("m1b", "idmg", DAY))
    book.note(scheduled("2013-09", "m5"), scheduled("2013-08", "m4"))

    assert following(book)["m1"] == ("m4", "2013-08-01")
    assert following(book, alone)["m1"] == (None, None)
    book.note(postponed(When("2013-10-17"), "m4"))
    assert following(book)["m1"] == ("m5", "2013-09-01")
    assert following(book)["m4"] == (None, None)


def item(number=1, printed="1."):
    return ItemAdded(
        occurred_on=DAY, meeting="m1", item=number, number=printed, title=f"Item {number}"
    )


def test_an_item_has_its_printed_number_and_whether_no_actions_came_of_it():
    assert fold(agenda_items.PROJECTION, item(), no_actions(1), no_actions(None)) == [
        AgendaItemRow("m1", 1, "1.", 1024, no_actions=True)
    ]
    assert fold(agenda_items.PROJECTION, no_actions(1)) == []


def test_items_are_listed_in_their_order(book):
    book.note(item(2, None), item(1), no_actions(2))

    assert book.rows(agenda_items.items_of(OFFICE, "m1", None)) == [
        (1, "1.", "Item 1", False, False),
        (2, None, "Item 2", True, False),
    ]


def minuted(number, speaker=None):
    return ParagraphMinuted(
        occurred_on=DAY,
        meeting="m1",
        paragraph=number,
        item=1,
        number=f"{number}.",
        text=f"Words {number}",
        speaker=speaker,
    )


def test_a_paragraph_says_whom_it_reports():
    assert fold(
        paragraphs.PROJECTION,
        minuted(1),
        minuted(2, SpokenByRow(7)),
        minuted(3, SpokenByOrganisation("cps")),
        minuted(4, SpokenByName("Owen Tudor")),
        minuted(5, SpokenByBody()),
    ) == [
        ParagraphRow("m1", 1, 1, "1.", 1024, None, None, None, None),
        ParagraphRow("m1", 2, 1, "2.", 2048, "attendee", 7, None, None),
        ParagraphRow("m1", 3, 1, "3.", 3072, "organisation", None, "cps", None),
        ParagraphRow("m1", 4, 1, "4.", 4097, "name", None, None, 4096),
        ParagraphRow("m1", 5, 1, "5.", 5120, "body", None, None, None),
    ]


def test_paragraphs_are_listed_page_by_page_with_who_spoke(book):
    book.note(organisation("cps", "CPS"), person("kay", "Mike Kay"), held("m1", "ngo", DAY))
    book.note(listed("m1", 7, "kay", "M. Kay"), minuted(1, SpokenByRow(7)))
    book.note(minuted(2, SpokenByOrganisation("cps")), minuted(3, SpokenByName("Owen")), minuted(4))

    def page(after, limit):
        return book.ask(paragraphs.paragraphs_of(OFFICE, "m1", None, after, limit))

    assert page(None, 1) == [
        {
            "paragraph": 1,
            "item": 1,
            "number": "1.",
            "text": "Words 1",
            "speaker_kind": "attendee",
            "speaker_row": 7,
            "speaker_person": "kay",
            "speaker_organisation": None,
            "speaker_name": "M. Kay",
            "confidential": False,
        }
    ]
    assert [line["speaker_name"] for line in page(1, 9)] == ["CPS", "Owen", None]


def test_decisions_are_kept_and_listed_in_their_order(book):
    decided = DecisionMinuted(
        occurred_on=DAY, meeting="m1", decision=1, item=2, paragraph=3, text="Agreed"
    )
    assert fold(decisions.PROJECTION, item(), decided) == [DecisionRow("m1", 1, 2, 3, 2048)]

    book.note(decided)
    assert book.rows(decisions.decisions_of(OFFICE, "m1", None)) == [(1, 2, 3, "Agreed", False)]


def test_interests_and_recusals_are_kept_and_listed_with_who_declared_them(book):
    declared = InterestDeclared(
        occurred_on=DAY, meeting="m1", row=1, item=None, interest="A shareholder"
    )
    recused = AttendeeRecused(occurred_on=DAY, meeting="m1", row=1, item=2)
    assert fold(declarations.PROJECTION, item(), declared, recused) == [
        DeclarationRow("m1", 2, 1, "interest", None, 2048),
        DeclarationRow("m1", 3, 1, "recusal", 2),
    ]

    book.note(person("kay", "Mike Kay"), listed("m1", 1, "kay", "M. Kay"), declared, recused)
    assert book.rows(declarations.declarations_of(OFFICE, "m1", None)) == [
        (1, "kay", "M. Kay", "interest", None, "A shareholder"),
        (1, "kay", "M. Kay", "recusal", 2, None),
    ]
