"""Quorum: at each moment the seats that are filled, and unknown where that is not known."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.body.events import MemberJoined
from events.body.terms import OfKind, Quorum
from events.meeting.attendance import AttendeeRecused
from events.when import When
from projections.quorum import (
    Attendee,
    Seat,
    Terms,
    Timeline,
    attendee,
    memberships_within,
    moments,
    needed,
    recusals_of,
    rows_that_count,
    rule_of,
    throughout,
)
from tests.projections.test_book import DAY, OFFICE, body, held, listed, merged, person

NOBODY = frozenset()


def seat(holder, *roles, **more):
    return Seat(holder, frozenset(roles or ("member",)), frozenset(), **more)


def row(number, who, *intervals, status="present", **more):
    return Attendee(number, who, more.pop("instead_of", None), status, "in_person", intervals)


def rule(at_least=2, **more):
    return Quorum(at_least=at_least, **more)


def counted(seats, rows, *, of=None, substitution="allowed", at="", item=None, recused=None):
    timeline = Timeline(Terms(of or rule(), substitution), seats, rows, recused or {})
    return timeline.at(at) if item is None else timeline.during(item)


ABC = [seat("a"), seat("b"), seat("c")]
ALL = [row(1, "a"), row(2, "b"), row(3, "c")]
AWAY = [row(3, "c", status="apologies")]


@pytest.mark.parametrize(
    ("of", "seats", "number"),
    [
        (rule(4), 9, 4),
        (Quorum(percent=50), 9, 5),
        (Quorum(percent=50, more_than=True), 8, 5),
        (Quorum(numerator=1, denominator=3), 9, 3),
        (Quorum(numerator=1, denominator=3), 10, 4),
        (Quorum(numerator=2, denominator=3, more_than=True), 9, 7),
        (Quorum(percent=1), 0, 1),
    ],
)
def test_how_many_are_needed_follows_from_the_rule(of, seats, number):
    assert needed(of, seats) == number


def test_who_is_there_fills_their_seat_once():
    twice = [*ALL, row(4, "a"), row(5, None)]
    assert counted(ABC, twice)[:5] == (3, 3, 2, 2, "yes")


def test_too_few_are_not_quorate():
    found = counted(ABC, [row(1, "a"), row(2, "b", status="absent"), *AWAY])
    assert (found.present, found.possible, found.quorate, found.reasons) == (1, 1, "no", ())


@pytest.mark.parametrize("silent", [[], [row(2, "b", status="not_recorded")]])
def test_whether_somebody_was_there_is_not_known_where_nothing_says_so(silent):
    found = counted(ABC, [row(1, "a"), *silent, *AWAY])
    assert (found.present, found.possible, found.quorate) == (1, 2, "unknown")
    assert found.reasons == ("presence_not_recorded",)


def test_what_is_not_known_does_not_matter_where_it_cannot_decide():
    assert counted(ABC, ALL[:2]).quorate == "yes"
    assert counted(ABC, [*AWAY, row(2, "b", status="absent")]).quorate == "no"


@pytest.mark.parametrize(
    ("substitution", "present", "quorate"),
    [("allowed", 2, "yes"), ("not_allowed", 1, "no"), ("not_stated", 1, "unknown")],
)
def test_a_substitute_fills_the_seat_where_the_terms_allow_it(substitution, present, quorate):
    rows = [
        row(1, "a"),
        row(2, "b", status="apologies"),
        row(4, "d", instead_of="b"),
        *AWAY,
    ]
    found = counted(ABC, rows, substitution=substitution)
    assert (found.present, found.quorate) == (present, quorate)
    reasons = ("substitution_not_stated",) if quorate == "unknown" else ()
    assert found.reasons == reasons


def test_a_member_who_sits_for_another_fills_one_seat():
    rows = [row(1, "a", instead_of="b"), row(2, "b", status="apologies"), *AWAY]
    assert counted(ABC, rows).present == 1
    assert counted(ABC, rows, substitution="not_allowed").present == 1


def test_who_sits_for_somebody_who_is_no_member_sits_for_themselves():
    assert counted(ABC, [row(1, "a", instead_of="z"), row(2, "b"), *AWAY]).present == 2


@pytest.mark.parametrize(
    ("mode", "present", "quorate"),
    [("video", 1, "no"), ("telephone", 1, "no"), ("in_person", 2, "yes"), (None, 1, "unknown")],
)
def test_a_screen_counts_unless_the_terms_say_otherwise(mode, present, quorate):
    rows = [row(1, "a"), row(2, "b")._replace(mode=mode or "not_recorded"), *AWAY]
    found = counted(ABC, rows, of=rule(remote_counts=False))
    assert (found.present, found.quorate) == (present, quorate)
    assert found.reasons == (() if mode else ("mode_not_recorded",))
    assert counted(ABC, rows).quorate == "yes"


def test_who_took_no_part_does_not_count_for_that_item_alone():
    rows, recused = [row(1, "a"), row(2, "b"), *AWAY], {2: frozenset({2})}
    assert counted(ABC, rows, item=1, recused=recused).quorate == "yes"
    assert counted(ABC, rows, item=2, recused=recused).quorate == "no"
    assert counted(ABC, rows, at="10:00", recused=recused).quorate == "yes"


LATE = (("10:30", 3), None)
EARLY = (None, ("11:00", None))


def test_people_come_and_go():
    rows = [row(1, "a", EARLY), row(2, "b", LATE), *AWAY]
    assert moments(rows, "10:00", "12:00") == ["", "10:30", "11:00"]
    assert [counted(ABC, rows, at=at).present for at in ("", "10:30", "11:00")] == [1, 2, 1]
    assert [counted(ABC, rows, item=item).present for item in (2, 3)] == [0, 1]
    assert counted(ABC, rows, item=3).reasons == ("moment_not_known",)


def test_times_outside_the_meeting_are_no_moments_of_it():
    rows = [row(1, "a", (("09:50", None), ("12:30", None))), row(2, "b", (None, (None, 4)))]
    assert moments([*rows, row(3, "c", EARLY, status="absent")], "10:00", "12:00") == [""]


def test_a_moment_that_is_not_known_may_be_any():
    some_time = (None, None)
    rows = [row(1, "a"), row(2, "b", (some_time, ("11:00", None))), *AWAY]
    assert counted(ABC, rows, at="10:00").quorate == "unknown"
    assert counted(ABC, rows, at="11:00").quorate == "no"


def test_so_many_must_be_of_a_kind():
    seats = [seat("a", "chair"), seat("b"), seat("c")._replace(organisations=frozenset({"o"}))]
    of = rule(of_which=(OfKind(1, "chair"),))
    assert counted(seats, ALL, of=of).quorate == "yes"
    away = [row(1, "a", status="absent"), *ALL[1:]]
    assert counted(seats, away, of=of).quorate == "no"
    assert counted(seats, away, of=rule(of_which=(OfKind(1, None, "o"),))).quorate == "yes"


def test_a_seat_that_is_not_certain_counts_for_yes_only_if_it_is_not_needed():
    seats = [seat("a"), seat("b", certain=False), seat("c")]
    found = counted(seats, [row(1, "a"), row(2, "b"), *AWAY])
    assert (found.quorate, found.reasons) == ("unknown", ("membership_not_certain",))
    half = counted(seats, [*ALL[:2], *AWAY], of=Quorum(percent=50))
    assert (half.needed, half.needed_most) == (1, 2)


def test_who_held_a_post_is_not_known():
    found = counted([seat("a"), seat("m", vacant=True)], [row(1, "a")])
    assert (found.quorate, found.reasons) == ("unknown", ("posts_without_holders",))


def test_a_meeting_is_quorate_if_every_part_of_it_is():
    yes, no = counted(ABC, ALL), counted(ABC, ALL, of=rule(4))
    unknown = counted(ABC, ALL[:1])
    assert throughout([]) == "yes"
    assert throughout([yes, yes]) == "yes"
    assert throughout([yes, unknown]) == "unknown"
    assert throughout([yes, unknown, no]) == "no"


CLOCKS = st.sampled_from([f"1{minute // 60}:{minute % 60:02}" for minute in range(0, 120, 10)])
STAYS = st.lists(CLOCKS, unique=True, max_size=6).map(sorted)


def stays_of(clocks):
    ends = [None, *((each, None) for each in clocks)]
    pairs = list(zip(ends[::2], [*ends[1::2], None][: len(ends[::2])], strict=True))
    return tuple(pairs)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcd-"), STAYS), max_size=8),
    st.sampled_from(["allowed", "not_allowed"]),
)
def test_at_each_instant_the_number_is_a_plain_recount(people, substitution):
    seats = [seat(each) for each in "abcd"]
    rows = [
        row(n, who, *stays_of(clocks), instead_of=None if other in ("-", who) else other)
        for n, (who, other, clocks) in enumerate(people, 1)
    ]
    cuts = moments(rows, "10:00", "12:00")
    for begun, ended in pairwise([*cuts, "12:00"]):
        found = counted(seats, rows, at=begun or "10:00", substitution=substitution)
        for minute in range(0, 120, 5):
            instant = f"1{minute // 60}:{minute % 60:02}"
            if (begun or "10:00") <= instant < ended:
                recount = taken(rows, instant, substitution)
                assert found.present == len(recount) <= len(seats)


def taken(rows, instant, substitution):
    """Return the seats taken at an instant, looked up row by row and minute by minute."""
    seats = set()
    for each in rows:
        there = any(
            (begun is None or begun[0] <= instant) and (ended is None or ended[0] > instant)
            for begun, ended in each.intervals
        )
        instead = substitution == "allowed" and each.substitute_for
        if there or not each.intervals:
            seats.add(each.substitute_for if instead else each.person)
    return seats & set("abcd")


def joined(who, role="member", on="2010", **more):
    return MemberJoined(
        occurred_on=When(on),
        body="g",
        membership=f"m-{who}-{role}",
        person=more.get("person", who),
        post=None,
        organisation=None,
        role=role,
        on_behalf_of=None,
    )


def test_what_is_counted_is_read_by_who_people_finally_are(book):
    book.note(*(person(who, who) for who in "abx"), body("g", "Group"), held("m", "g", DAY))
    book.note(joined("a"), joined("b", "observer"), joined("x"), joined("y", on="2014"))
    book.note(listed("m", 1, "x", "X"), listed("m", 2, "b", "B", substitute_for="x"))
    book.note(AttendeeRecused(occurred_on=DAY, meeting="m", row=1, item=1))
    before = book.note(merged("x", "a"))

    members = book.ask(memberships_within(OFFICE, "g", DAY, DAY, None))
    assert {each["person"] for each in members} == {"a"}
    rows = [attendee(each) for each in book.ask(rows_that_count(OFFICE, "m", None))]
    assert rows[0] == Attendee(1, "a", None, "present", "not_recorded", [])
    assert rows[1].substitute_for == "a"
    earlier = book.ask(rows_that_count(OFFICE, "m", before - 1))
    assert earlier[0]["person"] == "x"
    assert book.rows(recusals_of(OFFICE, "m", None)) == [(1, 1)]


def test_a_rule_is_read_from_the_terms():
    terms = {"quorum_at_least": 3, "quorum_percent": None, "quorum_more": None}
    assert rule_of(terms) == replace(rule(), at_least=3)
    assert rule_of(terms | {"quorum_at_least": None}) is None
