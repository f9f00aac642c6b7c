"""The rows of an attendance list, and where people stand in them."""

from events.meeting.attendance import (
    AbsenceRecorded,
    ApologiesReceived,
    AttendanceCorrected,
    AttendanceDuplicateResolved,
    AttendeeArrived,
    AttendeeDeparted,
    AttendeeIdentified,
    ChairTaken,
    SubstituteAttended,
    UnlistedParticipantObserved,
)
from events.meeting.proceedings import NoActionsRecorded
from events.when import Clock
from projections import attendance, person_names
from projections.attendance import AttendanceRow
from projections.attendance_history import together
from projections.presence import intervals_of
from tests.projections.test_book import (
    DAY,
    OFFICE,
    body,
    fold,
    held,
    listed,
    merged,
    organisation,
    person,
)

KAY = listed("m1", 1, "kay", "Mike Kay")


def arrived(at=None, item=None):
    return AttendeeArrived(occurred_on=DAY, meeting="m1", row=1, at=at, item=item)


def departed(at=None, item=None):
    return AttendeeDeparted(occurred_on=DAY, meeting="m1", row=1, at=at, item=item)


def corrected(**more):
    return AttendanceCorrected(
        occurred_on=DAY,
        meeting="m1",
        row=1,
        **{
            "person": "kay",
            "basis": "stated",
            "name": "Mike Kay",
            "organisation": None,
            "organisation_stated": None,
            "post": None,
            "capacity": "not_stated",
            "status": "present",
            "substitute_for": None,
            "mode": "not_recorded",
            "reason": "misread",
            **more,
        },
    )


def duplicate(row, same_as):
    return AttendanceDuplicateResolved(occurred_on=DAY, meeting="m1", row=row, same_as=same_as)


CHAIRED = ChairTaken(occurred_on=DAY, meeting="m1", row=1, beside=False)


def row_after(*events):
    return fold(attendance.PROJECTION, *events)[0]


def test_a_row_is_kept_as_printed():
    printed = listed(
        "m1",
        1,
        "kay",
        "Mike Kay",
        organisation="cps",
        organisation_stated="C.P.S.",
        post="Director",
        capacity="substitute",
        substitute_for="dean",
        mode="video",
        reason="stood in",
    )
    assert row_after(printed) == AttendanceRow(
        meeting="m1",
        row=1,
        person="kay",
        basis="stated",
        name=1024,
        organisation="cps",
        organisation_stated=1025,
        post=1026,
        capacity="substitute",
        status="present",
        substitute_for="dean",
        mode="video",
        reason=1027,
    )


def test_apologies_and_absence_stand_in_rows_of_their_own():
    sent = ApologiesReceived(
        occurred_on=DAY,
        meeting="m1",
        row=1,
        person="kay",
        basis="stated",
        name="Mike Kay",
        organisation="cps",
        organisation_stated=None,
        reason="ill",
    )
    absent = AbsenceRecorded(occurred_on=DAY, meeting="m1", row=2, person="dean", name="Anna Dean")
    assert fold(attendance.PROJECTION, sent, absent) == [
        AttendanceRow("m1", 1, "kay", "stated", 1024, "cps", status="apologies", reason=1025),
        AttendanceRow("m1", 2, "dean", "stated", 2048, status="absent"),
    ]


def test_of_an_unlisted_participant_it_is_not_recorded_whether_they_were_there():
    seen = UnlistedParticipantObserved(
        occurred_on=DAY,
        meeting="m1",
        row=1,
        person=None,
        basis="unnamed",
        name="Owen Tudor",
        organisation=None,
        organisation_stated=None,
        role="spoke",
    )
    row = AttendanceRow("m1", 1, None, "unnamed", 1024, unlisted="spoke")
    assert row_after(seen) == row
    assert row.status == "not_recorded"
    assert row_after(seen, corrected()).unlisted is None


def test_a_row_that_is_there_already_is_not_listed_over():
    assert row_after(KAY, listed("m1", 1, "dean", "Anna Dean")).person == "kay"


def test_facts_of_a_row_that_is_not_there_make_none():
    assert fold(attendance.PROJECTION, arrived(), corrected(), CHAIRED, duplicate(1, 2)) == []


def test_what_is_not_about_a_row_changes_none():
    none = NoActionsRecorded(occurred_on=DAY, meeting="m1", item=None)
    assert row_after(KAY, none) == row_after(KAY)


def test_comings_and_goings_are_kept_as_intervals():
    row = row_after(
        KAY,
        departed(Clock("10:30"), 3),
        arrived(Clock("11:00")),
        departed(item=5),
        arrived(Clock("11:20")),
    )
    assert row.intervals == '[[null,["10:30",3]],[["11:00",null],[null,5]],[["11:20",null],null]]'
    assert intervals_of(row.intervals) == [
        (None, ("10:30", 3)),
        (("11:00", None), (None, 5)),
        (("11:20", None), None),
    ]


def test_a_departure_without_an_arrival_is_one_from_the_start():
    assert row_after(KAY, departed(), departed(item=1)).intervals == (
        "[[null,[null,null]],[null,[null,1]]]"
    )


def test_who_arrives_is_present_and_who_sits_for_another_is_marked():
    expected = listed("m1", 1, "kay", "Mike Kay", status="not_recorded")
    sits = SubstituteAttended(occurred_on=DAY, meeting="m1", row=1, principal="dean")
    row = row_after(expected, arrived(), sits)
    assert (row.status, row.substitute_for) == ("present", "dean")


def test_who_is_listed_as_the_chair_or_takes_it_had_the_chair():
    assert row_after(listed("m1", 1, "kay", "Mike Kay", capacity="chair")).chaired
    assert row_after(KAY, CHAIRED).chaired
    assert not row_after(
        listed("m1", 1, "kay", "Mike Kay", capacity="chair", status="apologies")
    ).chaired


def test_a_corrected_row_is_given_anew_and_keeps_what_was_observed():
    row = row_after(
        KAY, CHAIRED, departed(), duplicate(1, 2), corrected(name="M. Kay", mode="video")
    )
    assert (row.name, row.mode, row.reason) == (5120, "video", 5121)
    assert (row.chaired, row.duplicate_of, row.intervals) == (True, 2, "[[null,[null,null]]]")


def test_who_is_corrected_to_have_stayed_away_neither_came_nor_chaired():
    row = row_after(KAY, CHAIRED, departed(), corrected(status="apologies"))
    assert (row.status, row.chaired, row.intervals) == ("apologies", False, "[]")


def test_who_was_listed_as_the_chair_by_mistake_did_not_chair():
    chair = listed("m1", 1, "kay", "Mike Kay", capacity="chair")
    assert not row_after(chair, corrected(capacity="member")).chaired
    assert row_after(chair, corrected(capacity="chair")).chaired


def test_the_rows_of_a_meeting_are_listed_as_printed_duplicates_and_all(book):
    book.note(organisation("cps", "CPS"), person("dean", "Anna Dean"))
    book.note(person("kay", "Mike Kay"), person("kaye", "Mike Kaye"), merged("kay", "kaye"))
    book.note(
        listed(
            "m1",
            1,
            "kay",
            "M. Kay",
            organisation="cps",
            organisation_stated="C.P.S.",
            post="Director",
            capacity="substitute",
            substitute_for="dean",
            reason="stood in",
        ),
        listed("m1", 2, "kaye", "Kaye"),
        duplicate(2, 1),
    )
    first, second = book.ask(attendance.rows_of(OFFICE, "m1", None))

    assert first == {
        "row": 1,
        "person": "kaye",
        "basis": "stated",
        "listed_as": "M. Kay",
        "organisation": "cps",
        "organisation_name": "CPS",
        "organisation_stated": "C.P.S.",
        "post": "Director",
        "capacity": "substitute",
        "status": "present",
        "substitute_for": "dean",
        "substitute_for_name": "Anna Dean",
        "mode": "not_recorded",
        "reason": "stood in",
        "duplicate_of": None,
        "chaired": False,
        "intervals": "[]",
        "unlisted": None,
        "grounds": None,
    }
    assert (second["row"], second["duplicate_of"]) == (2, 1)


def test_two_people_are_side_by_side_where_both_are_present_in_rows_of_their_own(book):
    book.note(person("kay", "Mike Kay"), person("kaye", "Mike Kaye"), held("m1", "ngo", DAY))
    book.note(KAY, listed("m1", 2, "kaye", "Mike Kaye"))
    book.note(listed("m2", 1, "kay", "Kay"), listed("m2", 2, "kaye", "Kaye", status="apologies"))

    assert book.column(together(OFFICE, "kay", "kaye", None)) == ["m1"]
    book.note(duplicate(2, 1))
    assert book.column(together(OFFICE, "kay", "kaye", None)) == []


def test_who_a_row_does_not_name_is_identified_later_and_then_stays_known_as_before(book):
    book.note(body("g", "Group"), held("m", "g", DAY), person("kay", "M. Kay"))
    before = book.note(listed("m", 1, None, "Official"))
    book.note(
        AttendeeIdentified(
            occurred_on=DAY, meeting="m", row=1, person="kay", reason="a letter", override=None
        )
    )
    (now,) = book.ask(attendance.rows_of(OFFICE, "m", None))
    assert (now["person"], now["basis"], now["listed_as"]) == ("kay", "stated", "Official")
    assert now["grounds"] == "a letter"
    (then,) = book.ask(attendance.rows_of(OFFICE, "m", before))
    assert (then["person"], then["basis"], then["grounds"]) == (None, "unnamed", None)
    assert book.ask(person_names.named_in_body(OFFICE, "g", "Official", None)) == []
