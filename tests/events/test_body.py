from datetime import date

import pytest

from events.body import DECIDER
from events.body.commands import (
    AddMember,
    AgreeFrequency,
    AppointChair,
    ApproveTerms,
    AssertSeries,
    EstablishBody,
    RemoveMember,
)
from events.body.events import (
    BodyEstablished,
    ChairAppointed,
    FrequencyAgreed,
    MemberJoined,
    MemberLeft,
    SeriesAsserted,
    TermsApproved,
)
from events.body.state import Unestablished, members_on
from events.body.terms import OfKind, Quorum
from events.errors import AlreadyThere, NotFound, Refused
from events.ids import BodyId, MembershipId, OrganisationId, PersonId
from events.organisation.events import OrganisationRegistered
from events.person.events import PersonRegistered
from events.when import When

LONG_AGO, TODAY = When("2005"), When("2013-03-11")
BOARD, PANEL, WORKS = BodyId("board"), BodyId("panel"), OrganisationId("works")
ALICE, BOB = PersonId("alice"), PersonId("bob")
FIRST, SECOND = MembershipId("first"), MembershipId("second")
MARCH, MAY = date(2013, 3, 1), date(2013, 5, 31)


def established(body):
    return BodyEstablished(
        occurred_on=LONG_AGO,
        body=body,
        name="Board",
        organisation=None,
        parent=None,
        time_zone="Europe/London",
    )


def establish(name="Board", organisation=None, parent=None, time_zone="Europe/London"):
    return EstablishBody(
        occurred_on=TODAY,
        body=BOARD,
        name=name,
        organisation=organisation,
        parent=parent,
        time_zone=time_zone,
    )


def approve(version, text="The Board meets.", quorum=None):
    return ApproveTerms(occurred_on=TODAY, body=BOARD, version=version, text=text, quorum=quorum)


def approved(version, quorum=None):
    return TermsApproved(
        occurred_on=TODAY,
        body=BOARD,
        version=version,
        text="The Board meets.",
        quorum=quorum,
        substitution="not_stated",
    )


def agree(times, per="year", words=None):
    return AgreeFrequency(occurred_on=TODAY, body=BOARD, times=times, per=per, words=words)


def agreed(times, per="year", words=None):
    return FrequencyAgreed(occurred_on=TODAY, body=BOARD, times=times, per=per, words=words)


def add(membership=FIRST, person=ALICE, role="member", on=TODAY, **rest):
    return AddMember(
        occurred_on=on, body=BOARD, membership=membership, person=person, role=role, **rest
    )


def joined(
    membership=FIRST,
    person=ALICE,
    role="member",
    on=TODAY,
    post=None,
    organisation=None,
    on_behalf_of=None,
):
    return MemberJoined(
        occurred_on=on,
        body=BOARD,
        membership=membership,
        person=person,
        post=post,
        organisation=organisation,
        role=role,
        on_behalf_of=on_behalf_of,
    )


def remove(membership=FIRST, on=TODAY, reason=None):
    return RemoveMember(occurred_on=on, body=BOARD, membership=membership, reason=reason)


def left(membership=FIRST, on=TODAY, reason=None):
    return MemberLeft(occurred_on=on, body=BOARD, membership=membership, reason=reason)


def appoint(person, role="chair"):
    return AppointChair(occurred_on=TODAY, body=BOARD, person=person, role=role)


def appointed(person, role="chair"):
    return ChairAppointed(occurred_on=TODAY, body=BOARD, person=person, role=role)


def assert_series(first=MARCH, last=MAY, *, complete=True, basis=None):
    return AssertSeries(
        occurred_on=TODAY, body=BOARD, first=first, last=last, complete=complete, basis=basis
    )


def series_asserted(first=MARCH, last=MAY, *, complete=True, basis=None):
    return SeriesAsserted(
        occurred_on=TODAY, body=BOARD, first=first, last=last, complete=complete, basis=basis
    )


def registered(person):
    return PersonRegistered(occurred_on=LONG_AGO, person=person, name="A. Name", honorific=None)


@pytest.fixture
def nothing(spec):
    return spec(
        DECIDER,
        seeing={
            "body-panel": [established(PANEL)],
            "person-alice": [registered(ALICE)],
            "person-bob": [registered(BOB)],
            "organisation-works": [
                OrganisationRegistered(
                    occurred_on=LONG_AGO,
                    organisation=WORKS,
                    name="Works",
                    classification=None,
                    parent=None,
                )
            ],
        },
    )


@pytest.fixture
def board(nothing):
    return nothing.given(established(BOARD))


@pytest.mark.parametrize(
    "zone", ["UTC", "Europe/London", "America/Argentina/Buenos_Aires", "Etc/GMT+1"]
)
def test_a_body_is_established(nothing, zone):
    ask = establish(organisation=WORKS, parent=PANEL, time_zone=zone)
    assert nothing.when(ask) == [
        BodyEstablished(
            occurred_on=TODAY,
            body=BOARD,
            name="Board",
            organisation=WORKS,
            parent=PANEL,
            time_zone=zone,
        )
    ]


def test_a_body_may_stand_alone(nothing):
    assert nothing.when(establish()) == [
        BodyEstablished(
            occurred_on=TODAY,
            body=BOARD,
            name="Board",
            organisation=None,
            parent=None,
            time_zone="Europe/London",
        )
    ]


def test_a_body_is_established_only_once(board):
    with pytest.raises(AlreadyThere, match="board is established already"):
        board.when(establish())


def test_a_body_has_a_name(nothing):
    with pytest.raises(Refused, match="the name of the body is empty"):
        nothing.when(establish(name=" "))


@pytest.mark.parametrize("zone", ["", "BST", "London", "Europe/", "europe/london", "UTC+1"])
def test_a_body_has_a_time_zone_with_a_proper_name(nothing, zone):
    with pytest.raises(Refused, match="is no time zone; write Area/City"):
        nothing.when(establish(time_zone=zone))


@pytest.mark.parametrize(
    ("ask", "what"),
    [
        (establish(organisation=OrganisationId("nowhere")), "organisation nowhere"),
        (establish(parent=BodyId("nowhere")), "body nowhere"),
        (establish(parent=BOARD), "body board"),
    ],
)
def test_what_a_body_belongs_to_must_be_in_the_record(nothing, ask, what):
    with pytest.raises(NotFound, match=f"there is no {what} in the record"):
        nothing.when(ask)


@pytest.mark.parametrize(
    "ask", [approve(1), agree(3), add(), remove(), appoint(ALICE), assert_series()]
)
def test_nothing_is_asked_of_a_body_that_is_not_in_the_record(nothing, ask):
    with pytest.raises(NotFound, match="there is no such body"):
        nothing.when(ask)


@pytest.mark.parametrize(
    "quorum",
    [
        None,
        Quorum(at_least=1),
        Quorum(percent=1),
        Quorum(percent=100),
        Quorum(percent=50, more_than=True),
        Quorum(numerator=1, denominator=3, remote_counts=False),
        Quorum(numerator=2, denominator=3, more_than=True, of_which=(OfKind(1, "chair"),)),
        Quorum(at_least=3, of_which=(OfKind(2, None, WORKS),)),
    ],
)
def test_a_body_works_under_terms_of_reference(board, quorum):
    assert board.when(approve(1, quorum=quorum)) == [approved(1, quorum)]


def test_terms_of_reference_are_replaced_by_the_next_version(board):
    assert board.given(approved(1)).when(approve(2)) == [approved(2)]


@pytest.mark.parametrize("version", [0, 1, 3])
def test_no_version_of_the_terms_is_left_out_or_used_again(board, version):
    with pytest.raises(Refused, match="the next version of the terms of reference is 2"):
        board.given(approved(1)).when(approve(version))


def test_terms_of_reference_have_a_text(board):
    with pytest.raises(Refused, match="the text of the terms of reference is empty"):
        board.when(approve(1, text=""))


@pytest.mark.parametrize(
    ("quorum", "what"),
    [
        (Quorum(), "one of the three"),
        (Quorum(at_least=3, percent=50), "one of the three"),
        (Quorum(at_least=0), "at least 1 member"),
        (Quorum(percent=0), "1 to 100 percent"),
        (Quorum(percent=101), "1 to 100 percent"),
        (Quorum(numerator=1), "give both"),
        (Quorum(numerator=1, denominator=3, percent=50), "one of the three"),
        (Quorum(numerator=0, denominator=3), "such as 1/3"),
        (Quorum(numerator=4, denominator=3), "such as 1/3"),
        (Quorum(at_least=3, more_than=True), "leave `more_than` out"),
        (Quorum(percent=100, more_than=True), "more than all"),
        (Quorum(numerator=3, denominator=3, more_than=True), "more than all"),
        (Quorum(at_least=3, of_which=(OfKind(0, "chair"),)), "at least 1 of a kind"),
        (Quorum(at_least=3, of_which=(OfKind(1),)), "name one"),
        (Quorum(at_least=3, of_which=(OfKind(1, "chair", WORKS),)), "name one"),
        (Quorum(at_least=3, of_which=(OfKind(1, "observer"),)), "does not count"),
    ],
)
def test_a_quorum_is_a_number_or_a_percentage_that_can_be_met(board, quorum, what):
    with pytest.raises(Refused, match=what):
        board.when(approve(1, quorum=quorum))


def test_a_kind_of_members_is_of_an_organisation_on_record(board):
    with pytest.raises(NotFound, match="there is no organisation"):
        board.when(approve(1, quorum=Quorum(at_least=3, of_which=(OfKind(1, None, "none"),))))


def test_a_body_agrees_how_often_it_meets(board):
    assert board.when(agree(3, words="three a year")) == [agreed(3, words="three a year")]


def test_the_same_frequency_is_agreed_once(board):
    assert board.given(agreed(3)).when(agree(3)) == []


@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        (agree(1), agreed(1)),
        (agree(4), agreed(4)),
        (agree(3, per="quarter"), agreed(3, per="quarter")),
        (agree(3, words="thrice"), agreed(3, words="thrice")),
    ],
)
def test_another_frequency_can_be_agreed(board, ask, answer):
    assert board.given(agreed(3)).when(ask) == [answer]


def test_a_body_meets_at_least_once_in_a_period(board):
    with pytest.raises(Refused, match="at least once"):
        board.when(agree(0))


def test_the_wording_of_a_frequency_is_not_empty(board):
    with pytest.raises(Refused, match="the wording of the frequency is empty"):
        board.when(agree(3, words=""))


def test_a_person_joins_for_an_organisation(board):
    assert board.when(add(on_behalf_of=WORKS)) == [joined(on_behalf_of=WORKS)]


def test_whoever_holds_a_post_can_be_a_member(board):
    assert board.when(add(person=None, post="Surveyor", organisation=WORKS)) == [
        joined(person=None, post="Surveyor", organisation=WORKS)
    ]


def test_somebody_joins(board):
    with pytest.raises(Refused, match="name the person or the post"):
        board.when(add(person=None))


def test_a_post_has_a_name(board):
    with pytest.raises(Refused, match="the post is empty"):
        board.when(add(post=" "))


@pytest.mark.parametrize(
    ("ask", "what"),
    [
        (add(person=PersonId("nobody")), "person nobody"),
        (add(post="Surveyor", organisation=OrganisationId("nowhere")), "organisation nowhere"),
        (add(on_behalf_of=OrganisationId("nowhere")), "organisation nowhere"),
    ],
)
def test_what_a_membership_names_must_be_in_the_record(board, ask, what):
    with pytest.raises(NotFound, match=f"there is no {what} in the record"):
        board.when(ask)


def test_a_membership_is_recorded_once(board):
    with pytest.raises(AlreadyThere, match="membership first is recorded already"):
        board.given(joined(), left()).when(add(person=BOB))


def test_a_person_is_a_member_once_in_each_role(board):
    with pytest.raises(Refused, match="a member in that role already"):
        board.given(joined()).when(add(membership=SECOND))


@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        (add(SECOND, role="secretary"), joined(SECOND, role="secretary")),
        (add(SECOND, person=BOB), joined(SECOND, person=BOB)),
        (add(SECOND, person=None, post="Clerk"), joined(SECOND, person=None, post="Clerk")),
    ],
)
def test_another_role_or_another_member_is_another_membership(board, ask, answer):
    assert board.given(joined()).when(ask) == [answer]


def test_several_posts_are_members_in_the_same_role(board):
    given = board.given(joined(person=None, post="Surveyor"))
    assert given.when(add(SECOND, person=None, post="Clerk")) == [
        joined(SECOND, person=None, post="Clerk")
    ]


def test_a_person_who_left_can_join_again(board):
    assert board.given(joined(), left()).when(add(SECOND)) == [joined(SECOND)]


def test_a_member_leaves(board):
    given = board.given(joined(), joined(SECOND, person=BOB))
    assert given.when(remove(SECOND, reason="moved away")) == [left(SECOND, reason="moved away")]


def test_a_member_leaves_once(board):
    assert board.given(joined(), left()).when(remove()) == []


def test_only_a_member_leaves(board):
    with pytest.raises(NotFound, match="no membership second"):
        board.given(joined()).when(remove(SECOND))


def test_a_member_does_not_leave_before_joining(board):
    with pytest.raises(Refused, match="joined on 2013-03-11, later than that"):
        board.given(joined()).when(remove(on=When("2013-03-10")))


def test_a_member_may_leave_in_the_month_they_joined(board):
    assert board.given(joined()).when(remove(on=When("2013-03"))) == [left(on=When("2013-03"))]


def test_a_member_does_not_leave_for_an_empty_reason(board):
    with pytest.raises(Refused, match="the reason is empty"):
        board.given(joined()).when(remove(reason=""))


def test_a_body_has_a_chair(board):
    assert board.when(appoint(ALICE)) == [appointed(ALICE)]


def test_the_same_chair_is_appointed_once(board):
    assert board.given(appointed(ALICE)).when(appoint(ALICE)) == []


def test_a_chair_is_in_the_record(board):
    with pytest.raises(NotFound, match="there is no person nobody"):
        board.when(appoint(PersonId("nobody")))


def test_a_new_chair_replaces_the_one_before(board):
    given = board.given(appointed(ALICE), appointed(BOB))
    assert given.when(appoint(BOB)) == []
    assert given.when(appoint(ALICE)) == [appointed(ALICE)]


@pytest.mark.parametrize("role", ["co_chair", "vice_chair"])
def test_co_chairs_and_vice_chairs_add_up(board, role):
    given = board.given(appointed(ALICE, role), appointed(BOB, role))
    assert given.when(appoint(ALICE, role)) == []
    assert given.when(appoint(BOB, role)) == []


def test_a_vice_chair_stays_when_the_chair_changes(board):
    given = board.given(appointed(ALICE, "vice_chair"), appointed(BOB))
    assert given.when(appoint(ALICE, "vice_chair")) == []


def test_a_vice_chair_who_becomes_chair_is_no_longer_vice_chair(board):
    given = board.given(appointed(ALICE, "vice_chair"), appointed(ALICE))
    assert given.when(appoint(ALICE, "vice_chair")) == [appointed(ALICE, "vice_chair")]


def test_somebody_vouches_for_the_series_of_meetings(board):
    assert board.when(assert_series(basis="the calendar")) == [
        series_asserted(basis="the calendar")
    ]


def test_a_series_may_last_a_day(board):
    assert board.when(assert_series(MARCH, MARCH)) == [series_asserted(MARCH, MARCH)]


def test_the_same_series_is_asserted_once(board):
    assert board.given(series_asserted()).when(assert_series()) == []


def test_a_series_can_be_doubted_and_vouched_for_again(board):
    doubted = board.given(series_asserted(), series_asserted(complete=False))
    assert doubted.when(assert_series()) == [series_asserted()]


def test_a_series_does_not_end_before_it_begins(board):
    with pytest.raises(Refused, match="ends on or after the day it begins"):
        board.when(assert_series(MAY, MARCH))


def test_the_basis_of_a_series_is_not_empty(board):
    with pytest.raises(Refused, match="the basis is empty"):
        board.when(assert_series(basis=" "))


@pytest.mark.parametrize(
    ("day", "members"),
    [
        ("2012-12-31", {BOB}),
        ("2013-03-10", {BOB}),
        ("2013-03-11", {ALICE, BOB}),
        ("2013-03", {ALICE, BOB}),
        ("2013-05-31", {ALICE, BOB}),
        ("2013-06-01", {BOB}),
        ("2013", {ALICE, BOB}),
        ("2004-12-31", set()),
        ("2005-01-01", {BOB}),
    ],
)
def test_members_on_a_day_are_those_who_may_have_been(board, day, members):
    body = board.given(
        joined(person=ALICE),
        joined(SECOND, person=BOB, on=LONG_AGO),
        joined(MembershipId("post"), person=None, post="Surveyor", on=LONG_AGO),
        left(on=When("2013-05")),
    )
    assert members_on(body.state, When(day)) == members


def test_facts_about_a_body_that_is_not_in_the_record_change_nothing(nothing):
    early = nothing.given(approved(1), agreed(3), joined(), left(), appointed(ALICE))
    assert early.given(series_asserted()).state == Unestablished()


def test_facts_about_a_body_may_be_repeated_and_out_of_order(board):
    once = board.given(joined(), left())
    assert board.given(left(), joined(), joined(), left(), left()).state == once.state


def test_an_organisation_itself_joins_once_in_a_role(spec):
    port = OrganisationRegistered(
        occurred_on="2010", organisation="port", name="Port", classification=None, parent=None
    )
    board = BodyEstablished(
        occurred_on="2010",
        body="b",
        name="Board",
        organisation=None,
        parent=None,
        time_zone="UTC",
        remit="to advise",
    )
    known = spec(DECIDER, seeing={"organisation-port": (port,)}).given(board)

    def joins(membership, role="co_chair"):
        return AddMember(
            occurred_on="2013", body="b", membership=membership, role=role, organisation="port"
        )

    (joined,) = known.when(joins("m1"))
    assert (joined.person, joined.post, joined.organisation) == (None, None, "port")
    assert known.given(joined).when(joins("m2", role="member"))
    with pytest.raises(Refused, match="in that role already"):
        known.given(joined).when(joins("m2"))
