"""What a secretariat asks of the sample minute book, from its texts to the answers."""

from datetime import date, datetime

import pytest
import typer
from typer.testing import CliRunner

from projections import actions as action_queries
from projections import (
    attendance_history,
    bodies,
    deadlines,
    issues,
    memberships,
    recommendations,
)
from projections.attendance_rate import Policy
from service.book import DEFAULT, Book
from service.cli import sample as command
from service.cli.things import party, the_body, the_organisation, the_person
from service.ids import Mint
from service.rebuilding import quiet
from service.routes.action_views import views
from service.routes.attendance_rates import rates_of_organisation, rates_of_person
from service.routes.attendance_views import line_view
from service.routes.chain_views import chains
from service.routes.issue_views import views as issue_views
from service.routes.meeting_account import one_meeting
from service.routes.minutes_views import minutes_view
from service.routes.overdue import overdue_items
from service.sample import load, texts
from service.sample.aftermath import CORRECTED

BODY = "Marrowhythe Harbour Users Committee"
CHAIR = "Fenella Crake"
NEW_YEARS_EVE = date(2025, 12, 31)
ALL = 1_000
MINUTES = " ".join(" ".join(text.decode() for _, text in texts()).split())


def printed(words):
    """Return the day that these words of the minutes end with."""
    assert words in MINUTES
    return datetime.strptime(" ".join(words.split()[-3:]), "%d %B %Y").date()  # noqa: DTZ007  a day


FIRST, SECOND, THIRD, FOURTH = map(
    printed,
    (
        "Marrowhythe Harbour Users Committee 14 January 2025",
        "Marrowhythe Harbour Users Committee 8 April 2025",
        "held on 8 July 2025",
        "held on 14 October 2025",
    ),
)


class Asked:
    """The record of the sample, asked for what people want to know."""

    def __init__(self, book):
        self.book = book

    def actions(self, known_at=None, owner=None, **wanted):
        with self.book.record(DEFAULT, known_at) as record:
            if owner:
                wanted["owner"] = party(record, owner)
            query = action_queries.actions(
                DEFAULT, action_queries.Wanted(**wanted), record.known_at, None, ALL
            )
            return views(record, record.all(query))

    def action(self, words):
        (found,) = [each for each in self.actions() if words in each.text]
        return found

    def overdue(self, on, known_at=None):
        with self.book.record(DEFAULT, known_at) as record:
            asked = deadlines.Asked(DEFAULT, on.isoformat(), record.known_at)
            rows = record.all(deadlines.overdue(asked, None, ALL))
            return {
                each.action.text: (each.due, each.days_late)
                for each in overdue_items(record, rows, on)
            }

    def unresolved(self, on, known_at=None):
        with self.book.record(DEFAULT, known_at) as record:
            asked = deadlines.Asked(DEFAULT, on.isoformat(), record.known_at)
            found = {row["action"] for row in record.all(deadlines.unresolved(asked, None, ALL))}
        return {each.text for each in self.actions(known_at) if each.id in found}

    def person(self, name, known_at=None):
        with self.book.record(DEFAULT, known_at) as record:
            who, of = the_person(record, name), (None, None, ALL)
            query = attendance_history.of_person(DEFAULT, who, record.known_at, *of)
            return [line_view(row) for row in record.all(query)]

    def organisation(self, name):
        with self.book.record() as record:
            what, of = the_organisation(record, name), (None, None, ALL)
            query = attendance_history.of_organisation(DEFAULT, what, record.known_at, *of)
            return [line_view(row) for row in record.all(query)]

    def rate_of_person(self, name, **policy):
        with self.book.record() as record:
            of = (the_person(record, name), None, self.person(name))
            return rates_of_person(record, *of, Policy(**policy))[0]

    def rate_of_organisation(self, name, **policy):
        with self.book.record() as record:
            of = (the_organisation(record, name), None, self.organisation(name))
            return rates_of_organisation(record, *of, Policy(**policy))[0]

    def meeting(self, day):
        with self.book.record() as record:
            body = the_body(record, BODY)
            rows = record.all(attendance_history.matrix(DEFAULT, body, None, None, ALL))
            held = {row["day"]: row["meeting"] for row in rows}
            return one_meeting(record, held[day.isoformat()])

    def said(self, day):
        items = self.meeting(day).items
        return {each.paragraph: each.text for item in items for each in item.paragraphs}

    def chains(self):
        with self.book.record() as record:
            wanted = recommendations.Wanted()
            query = recommendations.recommendations(DEFAULT, wanted, record.known_at, None, ALL)
            return chains(record, record.all(query))

    def position_before(self, wire):
        """Return the size of the log just before its first event of that name."""
        with self.book.record() as record:
            log = record.entries(0, 100 * ALL).items
        return next(each.position for each in log if each.event.wire == wire) - 1


@pytest.fixture
def run(home):
    """Run the command that loads the sample, into a minute book of its own."""
    app = typer.Typer()
    app.command()(command.sample)
    return lambda: CliRunner().invoke(app, env=home.variables)


@pytest.fixture(scope="module")
def sample(kind, new_home):
    with new_home(kind) as home:
        book = Book(home.settings(), Mint())
        assert load(book, DEFAULT)
        yield Asked(book)
        book.close()


def days_late(due):
    return due, (NEW_YEARS_EVE - due).days


def owners(action):
    return [(each.kind, each.words, each.done_on) for each in action.owners]


def status_by_day(lines):
    return {each.day: each.status for each in lines}


def test_an_empty_record_takes_the_sample_once(sample):
    size = sample.book.size(DEFAULT)
    assert not load(sample.book, DEFAULT)
    assert sample.book.size(DEFAULT) == size


def test_the_command_tells_what_to_ask_next_and_where_to_look(run):
    told = run()
    assert (told.exit_code, told.stdout) == (0, "")
    asked = "overdue", "actions", "attendance", "owners", "issues", "reports commitments", "minutes"
    for words in (*(f"minutebook {each}" for each in asked), "/docs", "/health/"):
        assert words in told.stderr


def test_the_command_adds_nothing_to_a_record_that_is_not_empty(run):
    run()
    told = run()
    assert told.exit_code == 0
    assert "not empty" in told.stderr


def test_the_read_models_of_the_sample_are_those_its_log_gives(sample):
    assert sample.book.check(DEFAULT, quiet) == []


def test_every_action_of_the_minutes_is_in_the_record(sample):
    given_out = [len(sample.meeting(day).actions) for day in (FIRST, SECOND, THIRD, FOURTH)]
    assert given_out == [5, 3, 4, 4]
    assert len(sample.actions()) == sum(given_out)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("table of mooring fees", ["Harbour Office", "Ferry Company"]),
        ("launching hours", ["Rowing Club", "Lifeboat Station"]),
        ("survey of the channel", ["Harbour Office", "Town Council", "Ferry Company"]),
        ("notice about swimming", ["Harbour Office"]),
        ("entry forms", ["Town Council", "Rowing Club"]),
    ],
)
def test_organisations_own_what_and_commas_and_slashes_and_brackets_give_them(
    sample, words, expected
):
    found = owners(sample.action(words))
    assert [kind for kind, _, _ in found] == ["organisation"] * len(expected)
    assert [name for _, name, _ in found] == expected


@pytest.mark.parametrize(
    ("words", "owner"),
    [
        ("book the bandstand", "person"),
        ("write to the owners", "post"),
        ("send round a list", "post"),
        ("photographs of the slipway", "class"),
        ("walk the quay", "class"),
    ],
)
def test_an_owner_may_be_a_person_a_post_or_a_class_of_people(sample, words, owner):
    assert [kind for kind, _, _ in owners(sample.action(words))] == [owner]


def test_an_action_cut_by_a_page_is_whole_and_is_the_only_one_that_nobody_owns(sample):
    (unowned,) = sample.actions(unowned=True)
    assert unowned.owners == []
    assert unowned.text == (
        "Publish the list of damaged berths, with the order of repair, "
        "at the next Committee meeting"
    )


def test_each_joint_owner_is_asked_what_they_still_owe(sample):
    for name in ("Harbour Office", "Town Council", "Ferry Company"):
        texts_owed = [each.text for each in sample.actions(owner=name, closed=False)]
        assert sample.action("survey of the channel").text in texts_owed


def test_the_part_of_one_joint_owner_can_be_done_while_the_action_is_open(sample):
    survey = sample.action("survey of the channel")
    assert [done for _, _, done in owners(survey)] == [None, FOURTH.isoformat(), None]
    assert survey.closed_on is None


def test_progress_told_at_a_later_meeting_stands_beside_the_action(sample):
    fees = sample.action("table of mooring fees")
    assert (fees.state, fees.reported_on) == ("in_progress", SECOND.isoformat())
    assert fees.reported_at == sample.meeting(SECOND).id


def test_overdue_counts_days_from_the_deadlines_that_the_minutes_print(sample):
    found = sample.overdue(NEW_YEARS_EVE)
    assert found == {
        sample.action("damaged berths").text: days_late(SECOND),
        sample.action("owners of the dredger").text: days_late(printed("Due: 9 May 2025")),
        sample.action("survey of").text: days_late(printed("channel by 30 June 2025")),
        sample.action("entry forms").text: days_late(printed("Rowing Club | 1 August 2025")),
        sample.action("mooring fees").text: days_late(printed("until 30 September 2025")),
    }
    assert list(found.values()) == sorted(found.values())


def test_more_time_moves_a_deadline_from_the_day_it_is_given(sample):
    before = sample.position_before("action.due_extended")
    text, first_due = sample.action("mooring fees").text, printed("fees by 28 February 2025")
    assert sample.overdue(FOURTH)[text][0] == printed("until 30 September 2025")
    assert sample.overdue(FOURTH, before)[text] == (first_due, (FOURTH - first_due).days)


def test_what_was_done_later_was_overdue_while_it_was_open(sample):
    hours, due = sample.action("launching hours"), printed("launching hours by 31 March 2025")
    assert hours.closed_on == THIRD.isoformat()
    assert sample.overdue(SECOND)[hours.text] == (due, (SECOND - due).days)
    assert hours.text not in sample.overdue(THIRD)


def test_a_next_meeting_is_known_only_once_the_series_is_said_to_be_complete(sample):
    before = sample.position_before("body.series_asserted")
    berths = sample.action("damaged berths").text
    rules, lights = sample.action("draft rules").text, sample.action("electrician").text
    assert sample.unresolved(NEW_YEARS_EVE, before) == {berths, rules, lights}
    assert berths not in sample.overdue(NEW_YEARS_EVE, before)
    assert sample.unresolved(NEW_YEARS_EVE) == {rules, lights}
    assert sample.overdue(NEW_YEARS_EVE)[berths] == days_late(SECOND)


def test_some_deadlines_are_no_days_and_are_never_overdue(sample):
    kinds = {
        words: sample.action(words).due.kind
        for words in ("free berths", "walk the quay", "photographs", "draft rules")
    }
    assert kinds == {
        "free berths": "future_meeting",
        "walk the quay": "standing",
        "photographs": "none",
        "draft rules": "next_meeting",
    }


def test_one_person_under_two_spellings_has_one_history(sample):
    assert status_by_day(sample.person(CHAIR)) == {
        FIRST.isoformat(): "present",
        SECOND.isoformat(): "present",
        THIRD.isoformat(): "apologies",
        FOURTH.isoformat(): "present",
    }
    assert [each.chaired for each in sample.person(CHAIR)] == [True, True, False, True]


def test_before_the_spellings_were_taken_for_one_person_there_were_two(sample):
    before = sample.position_before("person.merged")
    other = sample.person("Fenella Craike", before)
    assert status_by_day(other) == {THIRD.isoformat(): "apologies"}
    assert THIRD.isoformat() not in status_by_day(sample.person(CHAIR, before))


def test_while_the_chair_was_away_another_had_the_chair(sample):
    chaired = [row.listed_as for row in sample.meeting(THIRD).attendance if row.chaired]
    assert chaired == ["Jory Tallack (Ferry Company)"]


def test_an_organisation_has_come_to_every_meeting_or_sent_apologies(sample):
    lines = sample.organisation("Coast Path Trust")
    assert status_by_day(lines) == dict.fromkeys(
        map(str, (FIRST, SECOND, THIRD, FOURTH)), "apologies"
    )
    walker = sample.person("Wilmot Sayle")[0].person
    assert [each.represented_by for each in lines] == [None, walker, None, walker]


def test_an_unnamed_official_stands_in_for_a_named_member_who_sent_apologies(sample):
    rows = {row.row: row for row in sample.meeting(FIRST).attendance}
    seats = {
        (row.organisation_name, row.substitute_for_name)
        for row in rows.values()
        if row.capacity == "substitute"
    }
    away = {(r.organisation_name, r.listed_as) for r in rows.values() if r.status == "apologies"}
    assert seats == {
        ("Town Council", "Cllr Dora Penhale"), ("Lifeboat Station", "Ignatius Pell")
    }  # fmt: skip
    assert seats < away


def test_a_rate_says_what_it_is_counted_over_and_by_which_policy(sample):
    alone = sample.rate_of_person("Dr Quill Amory")
    represented = sample.rate_of_person("Dr Quill Amory", substitute_counts=True)
    assert (alone.present, alone.denominator, alone.over) == (0, 4, "listed")
    assert (represented.present, represented.denominator) == (2, 4)
    assert "a substitute counts as coming" in represented.policy


def test_rates_count_screens_and_apologies_as_they_are_told_to(sample):
    club = sample.rate_of_organisation("Rowing Club")
    in_the_room = sample.rate_of_organisation("Rowing Club", remote_counts=False)
    excused = sample.rate_of_person(CHAIR, apologies_excuse=True)
    assert (club.present, club.denominator) == (3, 4)
    assert (in_the_room.present, in_the_room.denominator) == (2, 4)
    assert (excused.present, excused.denominator, excused.excused) == (3, 3, 1)


def test_somebody_printed_twice_counts_once_and_both_rows_stay(sample):
    rows = [row for row in sample.meeting(SECOND).attendance if row.listed_as == "Hesper Lowen"]
    assert [row.duplicate_of for row in rows] == [None, rows[0].row]
    assert status_by_day(sample.person("Hesper Lowen"))[SECOND.isoformat()] == "present"
    assert len(sample.person("Hesper Lowen")) == 4


def test_a_post_printed_where_organisations_stand_is_taken_for_a_post(sample):
    (pell,) = [row for row in sample.meeting(SECOND).attendance if row.listed_as == "Ignatius Pell"]
    assert (pell.post, pell.organisation) == ("Station Officer", None)


def test_a_speaker_who_is_not_listed_is_told_and_is_the_same_person_when_listed(sample):
    first, *later = sample.person("Perran Oke")
    assert (first.day, first.unlisted) == (FIRST.isoformat(), "spoke")
    assert [(each.day, each.unlisted) for each in later] == [
        (THIRD.isoformat(), None), (FOURTH.isoformat(), None)
    ]  # fmt: skip


def test_no_actions_is_a_fact_of_the_item_that_says_so(sample):
    none = [item.number for item in sample.meeting(FIRST).items if item.no_actions]
    assert none == ["1"]


def test_paragraphs_keep_the_numbers_that_are_printed_and_are_whole(sample):
    items = {item.number: item for item in sample.meeting(FIRST).items}
    assert [each.number for each in items["2"].paragraphs] == ["2.2", "2.3"]
    assert (
        items["3"]
        .paragraphs[1]
        .text.endswith("the outer four would be repaired first, as the ferry depends on them.")
    )


@pytest.mark.parametrize("day", [FIRST, SECOND, THIRD])
def test_a_decision_points_at_the_paragraph_that_says_it(sample, day):
    meeting = sample.meeting(day)
    said = {each.paragraph: each.text for item in meeting.items for each in item.paragraphs}
    decided = [each for item in meeting.items for each in item.decisions]
    assert decided
    assert all(each.text in said[each.paragraph] for each in decided)


def test_the_log_of_issues_has_one_dealt_with_and_one_with_a_blotted_number(sample):
    with sample.book.record() as record:
        log = issues.Wanted(body=the_body(record, BODY))
        query = issues.issues(DEFAULT, log, record.known_at, None, ALL)
        swimmers, ladders, lamps = issue_views(record, record.all(query))
    assert [swimmers.number, ladders.number, lamps.number] == ["1", "2", "3"]
    assert (lamps.basis, lamps.printed) == ("sequence", "8.")
    assert (swimmers.closed_on, swimmers.closed_at) == (
        FOURTH.isoformat(), sample.meeting(FOURTH).id
    )  # fmt: skip
    assert [ladders.state, lamps.state] == ["open", "open"]
    (action,) = [each.action for each in swimmers.links if each.action]
    assert action == sample.action("stretch on a chart").id
    (paragraph,) = [each.paragraph for each in swimmers.links if each.paragraph]
    assert "swimming from the quay" in sample.said(FIRST)[paragraph]


def test_a_group_under_the_committee_is_chaired_by_two_organisations(sample):
    with sample.book.record() as record:
        found = record.all(bodies.bodies(DEFAULT, record.known_at, None, ALL))
        (group,) = [each for each in found if each["body"] != the_body(record, BODY)]
        seats = record.all(
            memberships.members_of(DEFAULT, group["body"], record.known_at, None, None, ALL)
        )
        assert group["parent"] == the_body(record, BODY)
    assert {(each["organisation_name"], each["role"]) for each in seats} == {
        ("Rowing Club", "co_chair"), ("Swimming Society", "co_chair")
    }  # fmt: skip


def test_of_two_recommendations_one_is_accepted_with_a_promise_and_the_other_weighed(sample):
    handrail, mornings = sample.chains()
    (response,) = handrail.responses
    assert [each.stated for each in response.response.answers] == ["accepted"]
    (promise,) = [each.commitment for each in response.commitments]
    assert (promise.state, promise.due.day, promise.reported_on) == (
        "open", date(2025, 9, 30), FOURTH.isoformat()
    )  # fmt: skip
    (weighed,) = mornings.responses
    (answer,) = weighed.response.answers
    assert (answer.stated, answer.inferred.disposition) == (None, "under_consideration")


def test_minutes_that_were_corrected_are_approved_at_the_next_meeting_by_somebody_else(sample):
    first, second = sample.meeting(FIRST), sample.meeting(SECOND)
    with sample.book.record() as record:
        minutes = minutes_view(record, first.id)
    assert (minutes.state, minutes.version) == ("approved", 2)
    assert minutes.as_corrected
    assert (minutes.approved_at, minutes.approved_on) == (second.id, SECOND.isoformat())
    assert minutes.drafted_by != minutes.approved_by
    (correction,) = minutes.corrections
    assert (correction.state, correction.reason) == ("accepted", "The survey counted one more.")
    assert "twelve berths" in sample.said(FIRST)[correction.number]


def test_a_fact_that_was_recorded_wrongly_is_put_right_and_both_are_in_the_log(sample):
    fees = sample.action("table of mooring fees").id
    with sample.book.record() as record:
        log = record.history(f"action-{fees}")
        *_, correction, replacement = log
        told = [each.event.text for each in log if each.event.wire == "action.progress_reported"]
    assert correction.event.wire == "record.corrected"
    assert correction.event.reason == "The directors had not met; it was the board."
    assert replacement.event.text == told[-1] == CORRECTED
    assert len(told) == 2
