"""How often somebody came, with what it is counted over and by which policy."""

from typing import NamedTuple

import pytest

from events.body.events import MemberJoined, MemberLeft
from events.meeting.scheduling import MeetingScheduled
from events.when import When
from projections.attendance_rate import (
    Policy,
    Rate,
    held_during_membership_of_organisation,
    held_during_membership_of_person,
    rate,
)
from tests.projections.test_book import DAY, OFFICE, held, merged, person


class Told(NamedTuple):
    meeting: str
    status: str
    mode: str | None = "in_person"
    unlisted: str | None = None
    represented_by_row: int | None = None


CAME, BY_VIDEO = Told("m1", "present"), Told("m2", "present", "video")
REPRESENTED, EXCUSED = Told("m3", "apologies", None, None, 7), Told("m4", "apologies")
SPOKE = Told("m5", "not_recorded", unlisted="spoke")
ALL = (CAME, BY_VIDEO, REPRESENTED, EXCUSED, SPOKE)


def test_without_a_membership_it_is_counted_over_the_meetings_that_list_them():
    assert rate(ALL, None, Policy()) == Rate(2, 4, 0, 0, "listed", Policy())


def test_with_a_membership_it_is_counted_over_the_meetings_held_during_it():
    during = ["m1", "m3", "m5", "m6"]
    assert rate(ALL, during, Policy()) == Rate(1, 4, 2, 0, "held_during_membership", Policy())


@pytest.mark.parametrize(
    ("policy", "present", "denominator", "excused"),
    [
        (Policy(substitute_counts=True), 3, 4, 0),
        (Policy(remote_counts=False), 1, 4, 0),
        (Policy(apologies_excuse=True), 2, 2, 2),
        (Policy(substitute_counts=True, apologies_excuse=True), 3, 3, 1),
    ],
)
def test_the_policy_decides_and_stands_beside_the_figure(policy, present, denominator, excused):
    assert rate(ALL, None, policy) == Rate(present, denominator, 0, excused, "listed", policy)


def test_the_policy_reads_as_words():
    assert Policy().words() == (
        "a substitute does not count as coming",
        "video and telephone count as coming",
        "meetings missed with apologies count as missed",
    )
    assert Policy(substitute_counts=True, remote_counts=False, apologies_excuse=True).words() == (
        "a substitute counts as coming",
        "video and telephone do not count as coming",
        "meetings missed with apologies are left out",
    )


def test_an_organisation_came_if_any_of_its_people_did():
    lines = (Told("m1", "apologies"), Told("m1", "present"), Told("m2", "absent"))
    assert rate(lines, None, Policy())[:2] == (1, 2)


def test_there_is_no_figure_over_nothing():
    assert rate((), None, Policy())[:2] == (0, 0)


def joined(membership, who, on, on_behalf_of=None):
    return MemberJoined(
        occurred_on=When(on),
        body="idmg",
        membership=membership,
        person=who,
        post=None,
        organisation=None,
        role="member",
        on_behalf_of=on_behalf_of,
    )


def test_the_meetings_of_a_membership_are_those_held_while_it_may_have_lasted(book):
    book.note(person("kay", "Mike Kay"), person("kaye", "Mike Kaye"), merged("kay", "kaye"))
    book.note(joined("s1", "kay", "2013", "cps"), joined("s2", "z", "2011"))
    book.note(MemberLeft(occurred_on=When("2013-09-12"), body="idmg", membership="s1", reason=None))
    for meeting, day in (("m1", "2012-12"), ("m2", "2013-03"), ("m3", "2013-09-12")):
        book.note(held(meeting, "idmg", When(day)))
    book.note(held("m4", "idmg", When("2013-09-13")), held("x", "ngo", When("2013-03")))
    book.note(
        MeetingScheduled(
            occurred_on=DAY,
            meeting="m5",
            body="idmg",
            expected=DAY,
            starts=None,
            place=None,
            theme=None,
        )
    )
    of_person = held_during_membership_of_person(OFFICE, "idmg", "kaye", None)
    of_cps = held_during_membership_of_organisation(OFFICE, "idmg", "cps", None)

    assert book.column(of_person) == book.column(of_cps) == ["m2", "m3"]
