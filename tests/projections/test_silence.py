"""Which actions were before a meeting, and what is known of its silence; and the mentions kept."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.action.events import (
    ActionReassigned,
    CarriedForward,
    CoOwnerReleased,
    DueExtended,
    NarrationConfirmed,
    NarrationDismissed,
    ProgressReported,
    ReminderSent,
)
from events.action.terms import DueNextMeeting, DueOn
from events.meeting.proceedings import ItemAdded
from events.when import When
from projections import before_meetings, mentions, reminders, series
from projections.deadlines import Asked
from projections.silence import (
    Asserted,
    Item,
    Met,
    Standing,
    complete,
    since_last_spoken,
    standings,
)
from tests.projections.test_actions import assigned, of
from tests.projections.test_book import DAY, OFFICE, as_recorded, fold
from tests.projections.test_deadlines import MARCH, SEPTEMBER, asserted

ALL_YEAR = [Asserted("2013-01-01", "2013-12-31", complete=True)]
MET = [
    Met("m1", "2013-03-11", "2013-03-11", minuted=True),
    Met("m2", "2013-06-10", "2013-06-10", minuted=True),
    Met("m3", "2013-09-12", "2013-09-12", minuted=True),
]


def item(**more):
    usual = {
        "action": "a",
        "body": "board",
        "kind": "none",
        "due": None,
        "since": "2013-03-11",
        "set_at": "m1",
        "carried_on": None,
        "closed_on": "9999-12-31",
    }
    return Item(**usual | more)


def stood(what, spoken=(), held=MET, said=ALL_YEAR):
    found = standings(what, dict.fromkeys(spoken), held, said)
    return [(each.meeting, each.why or each.state) for each in found]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["m2 not_reported", "m3 not_reported"]),
        ({"kind": "next_meeting"}, ["m2 not_reported", "m3 not_reported"]),
        ({"kind": "next_meeting", "set_at": None}, ["m2 setting", "m3 setting"]),
        ({"kind": "date", "due": "2013-07-01"}, ["m3 not_reported"]),
        ({"kind": "date", "due": "2013-09-12"}, ["m3 not_reported"]),
        ({"kind": "date", "due": "2013-09-13"}, []),
        ({"kind": "date", "due": "2014-01-01", "carried_on": "2013-09-12"}, ["m3 not_reported"]),
        ({"kind": "future_meeting"}, ["m2 deadline", "m3 deadline"]),
        (
            {"kind": "as_written", "carried_on": "2013-06-10"},
            ["m2 not_reported", "m3 not_reported"],
        ),
        ({"kind": "standing"}, []),
        ({"kind": "standing", "carried_on": "2013-09-12"}, ["m3 not_reported"]),
        ({"since": "2013-07-01"}, ["m3 not_reported"]),
        ({"closed_on": "2013-06-10"}, ["m2 not_reported"]),
    ],
)
def test_an_action_is_before_the_meetings_at_which_it_was_to_be_reported(fields, expected):
    assert [" ".join(each) for each in stood(item(**fields))] == expected


def test_silence_is_unresolved_while_meetings_may_be_missing():
    assert stood(item(), said=[]) == [("m2", "series"), ("m3", "series")]
    until_july = [Asserted("2013-01-01", "2013-07-01", complete=True)]
    assert stood(item(), said=until_july) == [("m2", "not_reported"), ("m3", "series")]


def test_what_is_known_is_counted_from_where_it_was_last_spoken_of():
    since_june = [Asserted("2013-06-10", "2013-12-31", complete=True)]
    assert stood(item(), ["m2"], said=since_june) == [("m2", "reported"), ("m3", "not_reported")]


def test_a_meeting_without_minutes_is_not_silent():
    held = [MET[0], MET[1]._replace(minuted=False), MET[2]]
    assert stood(item(), held=held) == [("m2", "minutes"), ("m3", "not_reported")]


def test_what_counts_is_the_silence_since_it_was_last_spoken_of():
    found = [
        Standing("m1", "not_reported"),
        Standing("m2", "reported"),
        Standing("m3", "unresolved"),
    ]
    assert since_last_spoken(found) == found[2:]
    assert since_last_spoken(found[2:]) == found[2:]


def test_a_later_denial_takes_an_assertion_back():
    denied = Asserted("2013-06-01", "2013-06-30", complete=False)
    assert complete(ALL_YEAR, "2013-03-11", "2013-09-12")
    assert not complete([*ALL_YEAR, denied], "2013-03-11", "2013-09-12")
    assert complete([denied, *ALL_YEAR], "2013-03-11", "2013-09-12")
    assert complete([*ALL_YEAR, denied], "2013-07-01", "2013-09-12")
    assert not complete([*ALL_YEAR, denied], "2012-12-31", "2013-01-12")


DAYS = st.dates(date(2013, 1, 1), date(2013, 12, 31)).map(date.isoformat)


@given(
    what=st.builds(
        item,
        kind=st.sampled_from(("none", "date", "next_meeting", "future_meeting", "standing")),
        due=DAYS,
        since=DAYS,
        set_at=st.none() | st.just("m1"),
        carried_on=st.none() | DAYS,
        closed_on=DAYS | st.just("9999-12-31"),
    ),
    days=st.lists(DAYS, max_size=6).map(sorted),
    minuted=st.lists(st.booleans(), min_size=6, max_size=6),
    spoken=st.sets(st.sampled_from(["m0", "m1", "m2", "m3", "m4", "m5"])),
    said=st.lists(st.builds(Asserted, DAYS, DAYS, complete=st.booleans()), max_size=3),
)
@settings(deadline=None)
def test_every_action_before_a_meeting_stands_there_in_one_way_only(
    what, days, minuted, spoken, said
):
    held = [Met(f"m{n}", day, day, minuted[n]) for n, day in enumerate(days)]
    found = list(standings(what, dict.fromkeys(spoken), held, said))
    places = [each.meeting for each in found]
    assert places == sorted(set(places))
    for each in found:
        assert (each.state == "unresolved") == (each.why is not None)
        assert (each.state == "reported") == (each.meeting in spoken)
        if each.state == "not_reported":
            (met,) = [one for one in held if one.meeting == each.meeting]
            assert met.minuted
            assert any(one.complete and one.last >= met.day for one in said)
    assert all(each.state != "reported" for each in since_last_spoken(found))


def narration(kind=NarrationConfirmed, meeting="m2", number=3):
    return of(kind, meeting=meeting, part="paragraph", number=number, note=None)


def test_an_event_that_names_a_meeting_mentions_the_action_there():
    events = (
        assigned("a", meeting="m1"),
        of(ProgressReported, text="x", meeting="m2"),
        of(ProgressReported, text="x", meeting=None),
        of(DueExtended, due=DueOn(date(2014, 1, 1)), meeting="m3"),
        of(ActionReassigned, owners=(), meeting="m3"),
        of(CarriedForward, from_meeting="m3", to_meeting="m4"),
        of(CoOwnerReleased, owner=1, reason=None),
        narration(),
    )
    rows = fold(mentions.PROJECTION, *events)
    assert [(row.meeting, row.part, row.number, row.counts) for row in rows] == [
        ("m2", "paragraph", 3, True),
        ("m2", "progress_reported", 2, True),
        ("m3", "carried_forward", 6, True),
        ("m3", "due_extended", 4, True),
        ("m3", "reassigned", 5, True),
    ]


def test_the_last_finding_of_a_passage_counts():
    (row,) = fold(mentions.PROJECTION, narration(), narration(NarrationDismissed))
    assert (row.position, row.counts) == (2, False)


def test_reminders_are_counted_by_owner():
    sent = [of(ReminderSent, owner=owner, channel="letter") for owner in (1, 2, 1)]
    rows = fold(reminders.PROJECTION, assigned("a"), *sent)
    assert [(row.owner, row.times) for row in rows] == [(1, 2), (2, 1)]
    assert fold(reminders.PROJECTION, assigned("a")) == []
    assert reminders.evolve(rows[0], _recorded(narration()), ("a", 1)) == rows[0]


def _recorded(event):
    return as_recorded(event, 9)[0]


def test_what_is_asked_of_actions_and_meetings_is_found(book):
    minuted = ItemAdded(occurred_on=DAY, meeting="m2", item=1, number=None, title="Roof")
    book.note(MARCH, SEPTEMBER, minuted, asserted())
    book.note(assigned("a", due=DueNextMeeting(), meeting="m1"), narration())
    book.note(of(ReminderSent, owner=1, channel="letter", occurred_on=When("2013-10-01")))
    asked = Asked(OFFICE, "2013-10-01", None, body="board")
    (line,) = book.ask(before_meetings.asked_of(asked, None, None, 9))
    assert (line["given_on"], line["set_on"], line["carried_on"]) == ("2013-03-11",) * 2 + (None,)
    assert book.ask(before_meetings.asked_of(asked, "m2", "a", 9)) == []
    assert len(book.ask(before_meetings.asked_of_these(asked, ["a"]))) == 1
    held = book.ask(before_meetings.meetings_held(OFFICE, ["board"], None))
    assert [(each["meeting"], bool(each["minuted"])) for each in held] == [
        ("m1", False),
        ("m2", True),
    ]
    assert [each["number"] for each in book.ask(mentions.mentions_of(OFFICE, ["a"], None))] == [3]
    assert [each["times"] for each in book.ask(reminders.reminders_of(OFFICE, ["a"], None))] == [1]
    assert len(book.ask(series.all_assertions(OFFICE, ["board"], None))) == 1
