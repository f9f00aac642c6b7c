"""What is overdue on a day, and what hangs on a meeting that is not known."""

from datetime import date

import pytest
from sqlalchemy import literal, select

from events.action.events import (
    ActionCompleted,
    ActionReassigned,
    ActionReopened,
    DueExtended,
    DueSet,
)
from events.action.terms import ByOrganisation, DueNextMeeting, DueOn, DueWithin, Owner, Standing
from events.body.events import SeriesAsserted
from events.meeting.scheduling import MeetingCancelled, MeetingPostponed, MeetingScheduled
from events.when import When
from projections import deadlines
from projections.deadlines import Asked
from tests.projections.test_actions import assigned, by, of
from tests.projections.test_book import DAY, OFFICE, held, merged, person

MAY, JUNE = DueOn(date(2013, 5, 1)), DueOn(date(2013, 6, 1))
NEXT = DueNextMeeting()
MARCH, SEPTEMBER = held("m1", "board", When("2013-03-11")), held("m2", "board", When("2013-09-12"))


def asserted(first="2013-01-01", last="2013-12-31", complete=True):  # noqa: FBT002  as the event has it
    return SeriesAsserted(
        occurred_on=DAY,
        body="board",
        first=date.fromisoformat(first),
        last=date.fromisoformat(last),
        complete=complete,
        basis=None,
    )


def scheduled(meeting, expected):
    return MeetingScheduled(
        occurred_on=DAY,
        meeting=meeting,
        body="board",
        expected=expected,
        starts=None,
        place=None,
        theme=None,
    )


def postponed(meeting, expected):
    return MeetingPostponed(occurred_on=DAY, meeting=meeting, expected=expected, reason=None)


def late(book, on, known_at=None, after=None, limit=9, **more):
    query = deadlines.overdue(Asked(OFFICE, on, known_at, **more), after, limit)
    return [(line["due"], line["action"]) for line in book.ask(query)]


def hanging(book, on="2013-12-31", known_at=None, after=None, limit=9, **more):
    query = deadlines.unresolved(Asked(OFFICE, on, known_at, **more), after, limit)
    return [line["action"] for line in book.ask(query)]


def due(book, action="a", known_at=None):
    (line,) = book.ask(deadlines.dues_of(Asked(OFFICE, "2013-03-11", known_at), [action]))
    return line["due"], line["falls_on"]


def test_an_action_is_overdue_the_day_after_it_was_due(book):
    book.note(assigned("a", due=MAY))
    assert late(book, "2013-05-01") == []
    assert late(book, "2013-05-02") == [("2013-05-01", "a")]


def test_an_overdue_action_is_told_with_its_deadline(book):
    book.note(assigned("a", due=DueOn(date(2013, 5, 1), "1 May")))
    assert book.ask(deadlines.overdue(Asked(OFFICE, "2013-06-01", None), None, 9)) == [
        {
            "action": "a",
            "body": "board",
            "kind": "date",
            "first": "2013-05-01",
            "due": "2013-05-01",
            "words": 1024,
            "closed_on": "9999-12-31",
            "falls_on": None,
        }
    ]
    assert book.ask(deadlines.overdue(Asked("another", "2013-06-01", None), None, 9)) == []


def test_a_period_is_over_on_its_last_day(book):
    book.note(assigned("a", due=DueWithin(date(2013, 6, 1), date(2013, 8, 31))))
    assert late(book, "2013-08-31") == []
    assert late(book, "2013-09-01") == [("2013-08-31", "a")]


def test_an_action_that_was_closed_later_was_overdue_while_it_was_open(book):
    book.note(assigned("a", due=MAY), of(ActionCompleted, occurred_on=When("2013-06-10")))
    assert late(book, "2013-06-09") == [("2013-05-01", "a")]
    assert late(book, "2013-06-10") == []
    assert late(book, "2013-07-01") == []


def test_an_action_that_was_opened_again_is_overdue_again(book):
    book.note(assigned("a", due=MAY), of(ActionCompleted), of(ActionReopened, reason="leaks"))
    assert late(book, "2013-06-10") == [("2013-05-01", "a")]


def test_an_action_without_a_day_is_never_overdue(book):
    book.note(assigned("a"), assigned("b", due=Standing()))
    assert late(book, "2999-01-01") == []
    assert hanging(book) == []


def test_an_extension_gives_more_time(book):
    before = book.note(assigned("a", due=MAY))
    book.note(of(DueExtended, due=JUNE))
    assert late(book, "2013-05-20") == []
    assert late(book, "2013-05-20", before) == [("2013-05-01", "a")]


def test_the_next_meeting_is_unresolved_while_nobody_says_it_is_the_next(book):
    book.note(MARCH, assigned("a", due=NEXT, meeting="m1"))
    assert (late(book, "2013-12-31"), hanging(book)) == ([], ["a"])
    book.note(SEPTEMBER)
    assert (late(book, "2013-12-31"), hanging(book)) == ([], ["a"])
    assert due(book) == (None, None)


def test_the_next_meeting_is_resolved_once_the_series_is_said_to_be_complete(book):
    book.note(MARCH, SEPTEMBER)
    before = book.note(assigned("a", due=NEXT, meeting="m1"))
    book.note(asserted())

    assert due(book) == ("2013-09-12", "m2")
    assert late(book, "2013-09-12") == []
    assert late(book, "2013-09-13") == [("2013-09-12", "a")]
    assert hanging(book) == []
    assert due(book, known_at=before) == (None, None)
    assert late(book, "2013-09-13", before) == []
    assert hanging(book, known_at=before) == ["a"]


def test_a_resolved_deadline_is_told_with_the_meeting_it_falls_on(book):
    book.note(MARCH, SEPTEMBER, asserted(), assigned("a", due=DueNextMeeting("next"), meeting="m1"))
    asked = Asked(OFFICE, "2013-10-01", None)
    assert book.ask(deadlines.overdue(asked, None, 9)) == [
        {
            "action": "a",
            "body": "board",
            "kind": "next_meeting",
            "first": None,
            "due": "2013-09-12",
            "words": 4096,
            "closed_on": "9999-12-31",
            "falls_on": "m2",
        }
    ]
    assert book.ask(deadlines.dues_of(asked, ["a"])) == [
        {
            "action": "a",
            "kind": "next_meeting",
            "first": None,
            "due": "2013-09-12",
            "words": "next",
            "set_at": "m1",
            "falls_on": "m2",
        }
    ]


@pytest.mark.parametrize(
    "series",
    [asserted(first="2013-03-12"), asserted(last="2013-09-11"), asserted(complete=False)],
    ids=["begins later", "ends earlier", "has gaps"],
)
def test_a_series_must_cover_the_days_between_the_meetings(book, series):
    book.note(MARCH, SEPTEMBER, assigned("a", due=NEXT, meeting="m1"), series)
    assert hanging(book) == ["a"]


def test_a_series_that_is_denied_resolves_nothing_from_then_on(book):
    book.note(MARCH, SEPTEMBER, assigned("a", due=NEXT, meeting="m1"))
    before = book.note(asserted())
    book.note(asserted(first="2013-05-01", last="2013-05-31", complete=False))
    assert (hanging(book), hanging(book, known_at=before)) == (["a"], [])


def test_a_deadline_moves_when_its_meeting_moves(book):
    book.note(MARCH, assigned("a", due=NEXT, meeting="m1"), asserted(last="2014-12-31"))
    first = book.note(scheduled("m2", "2013-09-12"))
    book.note(postponed("m2", "2013-10"))

    assert due(book) == ("2013-10-31", "m2")
    assert late(book, "2013-10-31") == []
    assert late(book, "2013-11-01") == [("2013-10-31", "a")]
    assert late(book, "2013-10-01", first) == [("2013-09-12", "a")]


def test_a_meeting_that_comes_to_light_in_between_is_the_next(book):
    book.note(MARCH, SEPTEMBER, assigned("a", due=NEXT, meeting="m1"), asserted())
    book.note(held("m3", "board", When("2013-06-20")))
    assert due(book) == ("2013-06-20", "m3")


@pytest.mark.parametrize(
    "gone",
    [MeetingCancelled(occurred_on=DAY, meeting="m3", reason=None), postponed("m3", None)],
    ids=["cancelled", "put off"],
)
def test_a_meeting_that_does_not_take_place_is_not_the_next(book, gone):
    book.note(MARCH, scheduled("m3", "2013-06-20"), SEPTEMBER, asserted())
    book.note(assigned("a", due=NEXT, meeting="m1"))
    assert due(book) == ("2013-06-20", "m3")
    book.note(gone)
    assert due(book) == ("2013-09-12", "m2")


def test_a_meeting_of_another_body_is_not_the_next(book):
    book.note(MARCH, held("m3", "panel", When("2013-06-20")), SEPTEMBER, asserted())
    book.note(assigned("a", due=NEXT, meeting="m1"))
    assert due(book) == ("2013-09-12", "m2")


def test_the_next_meeting_is_the_one_after_the_meeting_that_set_the_deadline(book):
    book.note(MARCH, SEPTEMBER, held("m3", "board", When("2013-12-05")), asserted())
    book.note(assigned("a", due=NEXT, meeting="m1"), of(DueSet, due=NEXT, meeting="m2"))
    assert due(book) == ("2013-12-05", "m3")


def test_a_deadline_that_no_meeting_set_stays_unresolved(book):
    book.note(MARCH, SEPTEMBER, asserted(), assigned("a", due=NEXT))
    assert hanging(book) == ["a"]


def test_what_was_closed_by_then_hangs_on_nothing(book):
    book.note(MARCH, assigned("a", due=NEXT, meeting="m1"))
    book.note(of(ActionCompleted, occurred_on=When("2013-06-10")))
    assert hanging(book, "2013-06-09") == ["a"]
    assert hanging(book, "2013-06-10") == []
    book.note(SEPTEMBER, asserted())
    assert late(book, "2013-09-13") == []
    assert due(book) == ("2013-09-12", "m2")


def test_deadlines_are_told_for_as_many_actions_as_are_asked_for(book):
    book.note(MARCH, SEPTEMBER, asserted(), assigned("a", due=MAY), assigned("b", due=MAY))
    book.note(assigned("c", due=NEXT, meeting="m1"))
    lines = book.ask(deadlines.dues_of(Asked(OFFICE, DAY, None), ["a", "c"]))
    assert {line["action"]: line["due"] for line in lines} == {
        "a": "2013-05-01",
        "c": "2013-09-12",
    }


def test_the_deadline_of_one_action_is_its_day(book):
    book.note(assigned("a", due=MAY), assigned("b"))
    assert due(book, "a") == ("2013-05-01", None)
    assert due(book, "b") == (None, None)
    assert book.ask(deadlines.dues_of(Asked(OFFICE, DAY, None), ["z"])) == []


def owned(who):
    return select(literal(who))


def test_what_is_overdue_is_found_by_body(book):
    book.note(
        MARCH,
        assigned("a", due=MAY),
        assigned("b", due=MAY, body="panel"),
        assigned("c", due=NEXT, meeting="m1"),
    )
    assert late(book, "2013-06-01", body="panel") == [("2013-05-01", "b")]
    assert hanging(book, body="board") == ["c"]
    assert hanging(book, body="panel") == []


def test_what_is_overdue_is_found_by_owner(book):
    works = Owner(1, ByOrganisation("works"), "joint", "Works")
    book.note(MARCH, SEPTEMBER, asserted())
    before = book.note(
        assigned("a", by(1, "p"), by(2, "q"), due=MAY),
        assigned("b", works, due=JUNE),
        assigned("c", by(1, "p"), due=NEXT, meeting="m1"),
        assigned("d", by(1, "p"), due=NEXT),
    )
    book.note(of(ActionReassigned, owners=(by(2, "q"),)))

    assert late(book, "2013-10-01", owner="p") == [("2013-09-12", "c")]
    assert late(book, "2013-10-01", before, owner="p") == [
        ("2013-05-01", "a"),
        ("2013-09-12", "c"),
    ]
    assert late(book, "2013-10-01", owner="works") == [("2013-06-01", "b")]
    assert hanging(book, owner="p") == ["d"]
    assert hanging(book, owner="q") == []


def test_what_is_overdue_is_found_by_whom_its_owner_turned_out_to_be(book):
    book.note(person("kay", "Mike Kay"), person("kaye", "Mike Kaye"))
    before = book.note(assigned("a", by(1, "kay"), due=MAY))
    book.note(merged("kay", "kaye"))

    def of_kaye(known_at=None):
        return late(book, "2013-06-01", known_at, owner="kaye")

    assert (of_kaye(), of_kaye(before)) == ([("2013-05-01", "a")], [])


def test_an_action_that_is_owned_twice_is_overdue_once(book):
    book.note(assigned("a", by(1, "p"), by(2, "q"), due=MAY))
    book.note(person("p", "Pat"), person("q", "Quinn"), merged("p", "q"))
    assert late(book, "2013-06-01", owner="q") == [("2013-05-01", "a")]


@pytest.mark.parametrize("limit", [1, 2, 3, 9])
def test_pages_give_every_overdue_action_once_the_longest_overdue_first(book, limit):
    book.note(MARCH, SEPTEMBER, asserted())
    book.note(
        assigned("f", due=MAY),
        assigned("b", due=JUNE),
        assigned("a", due=JUNE),
        assigned("d", due=NEXT, meeting="m1"),
        assigned("c", due=DueOn(date(2013, 9, 12))),
        assigned("e", due=JUNE),
        of(ActionCompleted, "e", occurred_on=When("2014-01-01")),
    )
    pages, after = [], None
    while page := late(book, "2013-10-01", after=after, limit=limit):
        assert len(page) <= limit
        pages, after = pages + page, page[-1]
    assert pages == [
        ("2013-05-01", "f"),
        ("2013-06-01", "a"),
        ("2013-06-01", "b"),
        ("2013-06-01", "e"),
        ("2013-09-12", "c"),
        ("2013-09-12", "d"),
    ]


def test_pages_give_every_unresolved_deadline_once(book):
    book.note(*(assigned(name, due=NEXT) for name in "cab"))
    assert hanging(book, limit=2) == ["a", "b"]
    assert hanging(book, after="b", limit=2) == ["c"]
