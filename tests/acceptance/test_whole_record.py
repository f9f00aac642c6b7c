"""Five real documents go in by a server and by commands, and one record answers both ways.

What the domain expects of them is held here in full: nine cases, the standing of ten actions, one
man under two names, who had what on a day as known on two others, and every attendance rate with
what it is counted over. The record grows in one order; each question names the moment it is asked
of, so that the tests may run in any.
"""

import json
import subprocess
import sys
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime
from shutil import copyfile
from time import monotonic, sleep

import pytest

from tests.acceptance.real_documents import (
    CORPUS,
    alike,
    likeness,
    of_minutes,
    of_reply,
    of_report,
    put,
    seed,
    words,
)
from tests.service.test_cli import Shell

pytestmark = pytest.mark.skipif(
    not CORPUS,
    reason="MINUTEBOOK_CORPUS names no corpus, and these documents are in no other place",
)
MARCH, SEPTEMBER, OCTOBER_2006 = "2013-03-11", "2013-09-09", "2006-10-31"
MAY_2013, JUNE_2013, NEW_YEARS_EVE = "2013-05-20", "2013-06-01", "2013-12-31"
PUBLISHED, REPLIED = "2013-10-18", "2009-08"
REASON = "one organisation throughout"
SAID_OF_REPLY = [
    put("/heading", "The reply"),
    put("/publisher", {"kind": "organisation", "name": "Government"}),
    put("/published_on", REPLIED),
]
LISTED, REPEATED = "meeting.attendance_listed", "meeting.attendance_duplicate_resolved"
SILENT = [2, 3, 4, 5, 7, 9, 10]
COMMITTEE = {
    "substitutes": {"substitutes_count": "true"},
    "in the room": {"remote_counts": "false"},
    "excused": {"apologies_excuse": "true"},
}


class Office:
    """One minute book, asked over HTTP and by command."""

    def __init__(self, http, shell):
        self.http, self.shell = http, shell

    def get(self, path, **asked):
        given = {name: value for name, value in asked.items() if value is not None}
        return self.http._answer(self.http._client.get(path, params=given))

    def items(self, path, **asked):
        return self.http._items(path, **asked)

    def send(self, method, path, body, if_match=None):
        headers = {"If-Match": if_match} if if_match else {}
        return self.http._answer(
            self.http._client.request(method, path, json=body, headers=headers)
        )

    def said(self, *command, known_at=None):
        moment = [] if known_at is None else ["--known-at", known_at]
        return self.shell.json(*command, *moment)

    def both(self, path, *command, known_at=None, told="items", **asked):
        """Ask both ways, and return what both answered."""
        by_command = self.said(*command, known_at=known_at)[told]
        assert self.items(path, known_at=known_at, **asked) == by_command
        return by_command

    def do(self, *command):
        done = self.shell(*command)
        assert done.exit_code == 0, done.stderr

    @property
    def position(self):
        return self.get("/bodies", limit=1)["known_at"]

    def accept(self, document):
        return self.send("POST", f"/documents/{document}/acceptance", {}, "*")

    def identities(self, path, **asked):
        return {each["name"]: each["id"] for each in self.items(path, **asked)}


def eventually(holds, seconds=30):
    end = monotonic() + seconds
    while not holds():
        assert monotonic() < end, "it does not come to be"
        sleep(0.2)


class Record:
    """How the record grew; `at` has the positions between its steps."""

    def __init__(self, office):
        self.office, self.at = office, {}
        self.seeds = {number: seed(number) for number in ("000", "001", "002", "003", "004")}
        self.meeting, self.documents = {}, {}
        self.two_meetings_of_ministers()
        self.five_meetings_of_a_group()
        self.one_man_and_two()
        self.a_reply_and_a_report()
        self.a_change_recorded_late()

    def note(self, moment):
        self.at[moment] = self.office.position

    def two_meetings_of_ministers(self):
        office = self.office
        march = office.shell.json("submit", str(self.seeds["001"].path), "--accept")["meetings"][0]
        self.body, self.meeting[MARCH] = march["body"], march["meeting"]
        self.tasks, self.findings = march["actions"], march["findings"]
        self.note("march")
        self.between = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        self.early = self.answers()
        self.documents["000"] = office.http.hand_in(self.seeds["000"].path)
        (september,) = office.accept(self.documents["000"])["meetings"]
        self.meeting[SEPTEMBER] = september["meeting"]
        self.note("september")
        report = {
            "text": "Work goes on to establish a clearer picture of the data.",
            "meeting": self.meeting[SEPTEMBER],
            "occurred_on": SEPTEMBER,
        }
        office.send("POST", f"/actions/{self.tasks[0]}/progress", report)
        self.note("reported")
        office.do("series", self.body, MARCH, SEPTEMBER)
        self.note("series")
        for number in (6, 8):
            (like, *_) = self.account()[self.task(number)]["looks_like_it"]
            passage = {
                "meeting": self.meeting[SEPTEMBER], "part": like["part"], "number": like["number"]
            }  # fmt: skip
            path = f"/actions/{self.task(number)}/narrations/confirmation"
            office.send("POST", path, passage)
        self.note("confirmed")

    def five_meetings_of_a_group(self):
        office, found = self.office, self.seeds["002"]
        document = self.documents["002"] = office.http.hand_in(found.path)
        before = office.http.draft(document)
        self.corrections = list(of_minutes(before, found.gold, found.text))
        office.http.revise(document, self.corrections)
        receipt = office.accept(document)
        for printed, made in zip(found.gold["meetings"], receipt["meetings"], strict=True):
            self.meeting[printed["date"]] = made["meeting"]
        self.actions_of_group = [each for made in receipt["meetings"] for each in made["actions"]]
        (self.group,) = {each["body"] for each in receipt["meetings"]}
        self.log = receipt["issues_log"]
        self.note("minutes")
        twelve = self.log["issues"][11]
        (six,) = office.get(f"/meetings/{self.meeting['2006-05-03']}")["items"][-1]["paragraphs"]
        to = {
            "kind": "paragraph",
            "meeting": self.meeting["2006-05-03"],
            "paragraph": six["paragraph"],
        }
        office.send("POST", f"/issues/{twelve}/links", {"to": to, "relation": "same_as"})

    def one_man_and_two(self):
        office = self.office
        self.people = office.identities("/people")
        self.note("two men")
        office.do("merge", "Mike Kay", "Mike Kaye", "--reason", REASON)
        self.note("one man")
        kay = self.people["Mike Kay"]
        office.send("POST", f"/people/{kay}/unmerge", {"reason": "to see both again"})
        self.note("two men again")
        meeting = self.meeting[OCTOBER_2006]
        office.do("called", "Chris Randall", "Chris", "--meeting", meeting)
        office.do("distinguish", "Chris Randall", "Chris Beddoe", "--reason", "two charities")

    def a_reply_and_a_report(self):
        office, reply, report = self.office, self.seeds["003"], self.seeds["004"]
        path = str(reply.path)
        document = self.documents["003"] = office.shell.json("submit", path)["document"]
        self.of_reply = list(of_reply(office.http.draft(document), reply.gold))
        office.http.revise(document, self.of_reply)
        assert self.lacking(document) == {"/heading", "/publisher", "/published_on"}
        office.http.revise(document, SAID_OF_REPLY)
        self.reply = office.accept(document)["report"]["report"]
        document = self.documents["004"] = office.http.hand_in(report.path)
        assert self.lacking(document) == {"/body", "/as_of", "/heading"}
        name = self.seeds["001"].gold["meetings"][0]["body"]
        draft = office.http.draft(document)
        self.of_report = list(of_report(draft, report.gold, name, PUBLISHED))
        office.http.revise(document, self.of_report)
        self.note("before the report")
        self.receipt = office.accept(document)
        self.report = self.receipt["report"]["report"]
        self.note("report")

    def a_change_recorded_late(self):
        """Say long after the day that what two were to do became the task of one of them."""
        owner = self.office.items("/actions/owners", as_of=JUNE_2013)[1]["owners"][1]
        alone = {name: owner[name] for name in ("kind", "id", "words")}
        asked = {"owners": [alone], "occurred_on": MAY_2013}
        self.office.send("PUT", f"/actions/{self.task(2)}/owners", asked, "*")
        self.note("late")

    def lacking(self, document):
        """Return where a draft says that something is to be said before it is accepted."""
        found = self.office.get(f"/documents/{document}/draft")["obstacles"]
        return {each["at"] for each in found}

    def gold(self, day):
        found = (each for one in self.seeds.values() for each in one.gold["meetings"])
        return next(each for each in found if each["date"] == day)

    def task(self, number):
        return self.tasks[number - 1]

    def account(self, known_at=None):
        path = f"/meetings/{self.meeting[SEPTEMBER]}/actions-reported"
        found = self.office.items(path, known_at=known_at)
        return {each["action"]["id"]: each for each in found}

    def numbers(self, found):
        return sorted(self.tasks.index(each["action"]["id"]) + 1 for each in found)

    def answers(self, known_at=None):
        """Ask both ways what there is to ask of the ministers, and return it as one value."""
        office, of = self.office, {"known_at": known_at}
        late = office.said("overdue", "--on", NEW_YEARS_EVE, **of)
        asked = {"on": NEW_YEARS_EVE, **of}
        assert office.items("/overdue", **asked) == late["overdue"]
        assert office.items("/unresolved-deadlines", **asked) == late["unresolved"]
        return {
            "actions": office.both("/actions", "actions", **of),
            "overdue": late["overdue"],
            "unresolved": late["unresolved"],
            "body": self.matrix(self.body, known_at),
        }

    def matrix(self, body, known_at=None):
        by_command = self.office.said("attendance", "--body", body, known_at=known_at)["items"]
        found = self.office.items(f"/bodies/{body}/attendance", known_at=known_at)
        assert [row for each in found for row in each["rows"]] == by_command
        return by_command

    def work(self, day, kind):
        meeting = self.meeting[day]
        found = self.office.both(f"/meetings/{meeting}/reconciliation", "reconcile", meeting)
        return [each for each in found if each["kind"] == kind]


@pytest.fixture(scope="module")
def record(ways, kind, new_home):
    with ExitStack() as stack:
        home = stack.enter_context(new_home(kind))
        http = stack.enter_context(ways["HTTP"](home))
        yield Record(Office(http, Shell(home)))


def owners(action):
    return [each["words"] for each in action["owners"]]


def on(rows, day):
    return [row for row in rows if row["day"] == day]


def as_printed(rows):
    """Return how often each label stands with each organisation and status."""
    return Counter((row["label"], row["organisation"], row["status"]) for row in rows)


def as_recorded(rows):
    return Counter((row["listed_as"], row.get("organisation_name"), row["status"]) for row in rows)


# 1. Ten actions of March, and what September says of them


def test_march_gives_out_ten_actions_as_printed_one_of_them_to_nobody(record):
    found = record.office.both(
        "/actions", "actions", "--body", record.body, body=record.body, known_at=record.at["march"]
    )
    printed = record.gold(MARCH)["actions"]
    assert [each["id"] for each in found] == record.tasks
    assert len(found) == 10
    assert [(each["text"], owners(each)) for each in found] == [
        (each["text"], each["owners"]) for each in printed
    ]
    nobodys = [each for each in found if not each["owners"]]
    assert [each["due"]["kind"] for each in nobodys] == ["next_meeting"]
    unowned = record.office.both(
        "/actions", "actions", "--unowned", unowned="true", known_at=record.at["march"]
    )
    assert unowned == nobodys
    told = [each["id"] for each in record.findings if each["kind"] == "unowned_action"]
    assert told == [nobodys[0]["id"]]


def test_september_reports_one_two_await_a_person_and_seven_are_unresolved_then_silent(record):
    meeting = record.meeting[SEPTEMBER]

    def standings(moment):
        found = record.office.both(
            f"/meetings/{meeting}/actions-reported",
            *("reported", meeting),
            known_at=record.at[moment],
        )
        stood = {}
        for each in found:
            stood.setdefault(each["standing"], []).append(each)
        return {standing: record.numbers(them) for standing, them in stood.items()}

    def silent(moment):
        asked = {"on": NEW_YEARS_EVE, "known_at": record.at[moment]}
        return record.numbers(
            record.office.both(
                "/actions/not-reported", "not-reported", "--on", NEW_YEARS_EVE, **asked
            )
        )

    one_and_two = {"reported": [1], "awaiting_confirmation": [6, 8]}
    assert standings("reported") == one_and_two | {"unresolved": SILENT}
    assert silent("reported") == []
    assert standings("series") == one_and_two | {"not_reported": SILENT}
    assert silent("series") == SILENT
    assert standings("confirmed") == {"reported": [1, 6, 8], "not_reported": SILENT}
    assert silent("confirmed") == SILENT


def test_what_looks_like_an_action_is_the_paragraph_that_a_person_would_name(record):
    items = record.office.get(f"/meetings/{record.meeting[SEPTEMBER]}")["items"]
    printed = {said["paragraph"]: said["number"] for one in items for said in one["paragraphs"]}
    account = record.account(record.at["september"])
    assert {
        number: [printed[like["number"]] for like in account[each]["looks_like_it"]]
        for number, each in enumerate(record.tasks, 1)
        if account[each]["looks_like_it"]
    } == {1: ["2.1"], 6: ["4.1"], 8: ["6.1"]}


def test_a_next_meeting_is_unresolved_until_the_series_is_said_to_be_complete(record):
    before = record.answers(record.at["september"])
    assert before["overdue"] == []
    assert [each["id"] for each in before["unresolved"]] == [record.task(3)]
    assert "day" not in before["unresolved"][0]["due"]
    after = record.answers(record.at["series"])
    (late,) = after["overdue"]
    assert (late["action"]["id"], late["due"], late["days_late"]) == (
        record.task(3), SEPTEMBER, 113
    )  # fmt: skip
    assert late["falls_on"] == record.meeting[SEPTEMBER]
    assert after["unresolved"] == []
    asked = {"on": SEPTEMBER, "known_at": record.at["series"]}
    assert record.office.items("/overdue", **asked) == [], "due on that very day is not late yet"


@pytest.mark.parametrize("moment", ["position", "instant"])
def test_as_known_between_two_submissions_there_is_only_march(record, moment):
    known_at = record.between if moment == "instant" else record.at["march"]
    assert record.answers(known_at) == record.early
    assert {each["day"] for each in record.early["body"]} == {MARCH}


# 2. and 3. Who attended March and September


def test_march_lists_eighteen_present_ten_away_and_eleven_without_a_name(record):
    rows = on(record.matrix(record.body), MARCH)
    assert Counter(row["status"] for row in rows) == {"present": 18, "apologies": 10}
    assert as_recorded(rows) == as_printed(record.gold(MARCH)["attendance"])
    assert sum("person" not in row for row in rows) == 11
    assert sum(row["mode"] == "video" for row in rows) == 1
    away = {row["person"]: row["listed_as"] for row in rows if row["status"] == "apologies"}
    seats = [away[row["substitute_for"]] for row in rows if "substitute_for" in row]
    printed = {row["represents"] for row in record.gold(MARCH)["attendance"] if row["represents"]}
    assert len(seats) == len(set(seats)) == 8
    assert set(seats) == printed
    assert len(record.work(MARCH, "represented_with_apologies")) == 8
    assert len(record.work(MARCH, "unnamed_attendee")) == 11


def test_september_prints_seventeen_present_who_are_sixteen_people(record):
    meeting = record.meeting[SEPTEMBER]
    events = record.office.both(f"/meetings/{meeting}/history", "history", meeting)
    listed = [each["data"] for each in events if each["type"] == LISTED]
    assert Counter(each["status"] for each in listed) == {"present": 17, "apologies": 4}
    rows = on(record.matrix(record.body), SEPTEMBER)
    assert Counter(row["status"] for row in rows) == {"present": 16, "apologies": 4}
    assert as_recorded(rows) == as_printed(record.gold(SEPTEMBER)["attendance"])
    (repeated,) = [each["data"] for each in events if each["type"] == REPEATED]
    twice = [each["row"] for each in listed if each["name"] == "Helen Grant MP"]
    assert sorted([repeated["row"], repeated["same_as"]]) == twice
    assert record.work(SEPTEMBER, "unresolved_duplicate") == []


def test_september_has_three_joint_owners_a_class_of_owners_and_a_day_for_the_next(record):
    found = record.office.items("/actions", meeting=record.meeting[SEPTEMBER])
    (joint,) = [each for each in found if len(each["owners"]) == 3]
    assert owners(joint) == ["AGO", "MOJ", "Home Office"]
    assert {each["part"] for each in joint["owners"]} == {"joint"}
    for name in owners(joint):
        theirs = record.office.said("actions", "--owner", name)["items"]
        assert joint["id"] in [each["id"] for each in theirs]
    kinds = {each["words"]: each["kind"] for action in found for each in action["owners"]}
    assert kinds["Officials"] == "class"
    planned = record.office.items(f"/bodies/{record.body}/meetings")
    assert [(each["date"], each["state"]) for each in planned] == [
        (MARCH, "held"), (SEPTEMBER, "held"), ("2013-10-17", "scheduled")
    ]  # fmt: skip


# 2., once more: every rate, with what it is counted over


def rates(record, kind, named, known_at, **policy):
    """Return the rate in the body of the ministers of each of those names."""
    asked = {"body": record.body, "known_at": known_at, **policy}
    found = {}
    for name, each in named.items():
        told = record.office.get(f"/{kind}/{each}/attendance-rates", **asked)["rates"]
        for rate in told:
            assert rate["over"] == "listed", "no membership is recorded yet"
            assert 0 <= rate["present"] <= rate["denominator"]
            assert (rate["not_recorded"], len(rate["policy"])) == (0, 3)
            found[name] = rate
    return found


def counted(record, field):
    """Count in the documents to how many meetings each of a field came, of those that name it."""
    present, listed = Counter(), Counter()
    for day in (MARCH, SEPTEMBER):
        rows = record.gold(day)["attendance"]
        listed.update({row[field] for row in rows if row[field]})
        present.update({row[field] for row in rows if row[field] and row["status"] == "present"})
    return {name: (present[name], listed[name]) for name in listed}


def total(found, what):
    return sum(each[what] for each in found.values())


def test_every_rate_of_a_person_is_that_of_the_documents_with_its_denominator(record):
    at = record.at["confirmed"]
    people = record.office.identities("/people", known_at=at)
    found = rates(record, "people", people, at)
    expected = counted(record, "name")
    assert {name: (each["present"], each["denominator"]) for name, each in found.items()} == (
        expected
    )
    # 28 rows of which 11 have no name; 21 of which one repeats another and one has no name
    assert total(found, "denominator") == (28 - 11) + (21 - 1 - 1)
    assert total(found, "present") == (18 - 11) + (17 - 1 - 1)
    assert {each["policy"][0] for each in found.values()} == {
        "a substitute does not count as coming"
    }
    told = {
        name: rates(record, "people", people, at, **policy) for name, policy in COMMITTEE.items()
    }
    printed = [row for day in (MARCH, SEPTEMBER) for row in record.gold(day)["attendance"]]
    seated = total(told["substitutes"], "present") - total(found, "present")
    assert seated == sum(row["represents"] is not None for row in printed)
    assert total(told["substitutes"], "denominator") == total(found, "denominator")
    screens = [
        row
        for row in printed
        if row["mode"] != "in_person" and row["name"] and row["status"] == "present"
    ]
    assert total(found, "present") - total(told["in the room"], "present") == len(screens)
    assert total(told["excused"], "excused") == 10 + 4
    assert total(told["excused"], "denominator") == total(found, "denominator") - (10 + 4)


def test_every_rate_of_an_organisation_is_that_of_the_documents_and_differs_from_its_people(record):
    at = record.at["confirmed"]
    organisations = record.office.identities("/organisations", known_at=at)
    found = rates(record, "organisations", organisations, at)
    expected = counted(record, "organisation")
    assert {name: (each["present"], each["denominator"]) for name, each in found.items()} == (
        expected
    )
    assert total(found, "denominator") == sum(listed for _, listed in expected.values())
    rows = record.gold(MARCH)["attendance"]
    sent = [row for row in rows if row["represents"]]
    people = counted(record, "name")
    # whose minister was away came all the same: an official sat in the seat
    assert all(expected[row["organisation"]][0] > 0 for row in sent)
    assert any(people[row["represents"]][0] == 0 for row in sent)


def test_the_command_line_prints_the_same_rates(record):
    people = record.office.identities("/people", known_at=record.at["confirmed"])
    (chair,) = [row["name"] for row in record.gold(MARCH)["attendance"] if "chair" in row["roles"]]
    said = record.office.said("attendance", "--person", chair, known_at=record.at["confirmed"])
    path = f"/people/{people[chair]}/attendance-rates"
    assert said["rates"] == record.office.get(path, known_at=record.at["confirmed"])["rates"]
    assert [(each["present"], each["denominator"]) for each in said["rates"]] == [(2, 2)]
    assert [(each["day"], each["capacity"]) for each in said["items"]] == [
        (MARCH, "chair"), (SEPTEMBER, "chair")
    ]  # fmt: skip


def test_whoever_is_a_member_only_since_the_report_has_no_meeting_to_have_come_to(record):
    member = record.office.identities("/people")["Oliver Heald QC MP"]
    asked = {"body": record.body}
    path = f"/people/{member}/attendance-rates"
    (before,) = record.office.get(path, **asked, known_at=record.at["before the report"])["rates"]
    (after,) = record.office.get(path, **asked)["rates"]
    assert (before["over"], before["denominator"] > 0) == ("listed", True)
    assert (after["over"], after["denominator"]) == ("held_during_membership", 0)


# Who had what on 1 June 2013, as known on two days


def test_who_had_what_on_a_day_is_answered_as_it_was_known_and_as_it_is(record):
    def had(known_at, day=JUNE_2013):
        asked = {"as_of": day, "body": record.body, "known_at": known_at}
        command = ("owners", "--as-of", day, "--body", record.body)
        found = record.office.both("/actions/owners", *command, **asked)
        assert [each["id"] for each in found] == record.tasks
        assert all(each["certain"] and each["state"] == "open" for each in found)
        return [owners(each) for each in found]

    printed = [each["owners"] for each in record.gold(MARCH)["actions"]]
    first, second = record.at["march"], record.at["late"]
    assert printed[1] == ["Home Office", "UKHTC"]
    assert had(first) == printed
    assert had(second) == [printed[0], ["UKHTC"], *printed[2:]]
    assert had(second, "2013-05-19") == printed
    task = f"/actions/{record.task(2)}/owners"
    then, now = (
        record.office.get(task, as_of=JUNE_2013, known_at=each) for each in (first, second)
    )
    assert (owners(then), then["known_at"]) == (printed[1], first)
    assert (owners(now), now["known_at"]) == (["UKHTC"], second)
    late = record.office.both(f"/actions/{record.task(2)}/history", "history", record.task(2))[-1]
    assert (late["type"], late["occurred_on"]) == ("action.reassigned", MAY_2013)
    assert late["recorded_at"] > record.between


def test_who_had_an_action_on_a_day_is_proven_to_whoever_has_the_files_and_a_key(
    record, kind, tmp_path
):
    office, task = record.office, record.task(2)
    home = office.shell.home
    key_of_log = home.settings().data / "signing.key"
    if kind == "postgresql":  # elsewhere the service makes a key and signs by itself
        office.do("keys", "new", "--out", str(key_of_log))
        office.do("sign", "--once")
    eventually(lambda: office.get("/log")["state"] == "signed")
    log, key = tmp_path / "log", tmp_path / "key.pub"
    office.do("tiles", str(log))
    copyfile(f"{key_of_log}.pub", key)
    printed = record.gold(MARCH)["actions"][1]

    for known_at, had in (
        (record.at["march"], printed["owners"]),
        (record.at["late"], ["UKHTC"]),
    ):
        file = tmp_path / f"{known_at}.json"
        asked = ("--as-of", JUNE_2013, "--known-at", str(known_at), "--out", str(file))
        office.do("prove", "action", task, *asked)
        answer = json.loads(file.read_text())
        assert office.get(f"/actions/{task}/proof", as_of=JUNE_2013, known_at=known_at) == answer
        told = answer["answer"]["owners"]
        assert [each["words"] for each in told] == had
        if known_at == record.at["march"]:
            assert all(each["event"]["source"]["passage"] for each in told), "from which line"
        command = [sys.executable, "-m", "service.tlog.verifier", "answer", file, "--key", key]
        alone = subprocess.run(
            [*command, "--log", log], check=False, capture_output=True, text=True
        )
        assert (alone.returncode, alone.stdout.split(":")[0]) == (0, "verified"), alone.stdout
        other = file.read_text().replace(had[-1], "Somebody")
        file.write_text(other)
        assert office.shell("verify", "answer", str(file), "--key", str(key)).exit_code == 1


# 4. and 5. People under several names, and people who are on no list


def attended(record, name, moment):
    path = f"/people/{record.people[name]}/attendance"
    found = record.office.items(path, known_at=record.at[moment])
    return [each["day"] for each in found if each["status"] == "present"]


def test_one_man_under_two_names_came_to_all_five_until_he_is_told_apart(record):
    days = sorted(day for day in record.meeting if day < "2013")
    histories = [attended(record, name, "two men") for name in ("Mike Kaye", "Mike Kay")]
    assert sorted(histories[0] + histories[1]) == days
    assert len(days) == 5
    for name in ("Mike Kaye", "Mike Kay"):
        assert attended(record, name, "one man") == days
    said = record.office.said("attendance", "--person", "Mike Kay", known_at=record.at["one man"])
    assert [each["day"] for each in said["items"]] == days
    assert [(each["present"], each["denominator"]) for each in said["rates"]] == [(5, 5)]
    again = [attended(record, name, "two men again") for name in ("Mike Kaye", "Mike Kay")]
    assert again == histories
    path = f"/people/{record.people['Mike Kaye']}/attendance-changes"
    asked = {"since": record.at["two men"], "known_at": record.at["one man"]}
    found = record.office.get(path, **asked, body=record.group)
    assert [each["day"] for each in found["changes"]] == histories[1]
    causes = [cause for each in found["changes"] for cause in each["causes"]]
    assert {(each["type"], each["reason"]) for each in causes} == {("person.merged", REASON)}
    (before,), (after,) = found["rates_before"], found["rates_after"]
    assert (before["present"], after["present"], after["denominator"]) == (
        len(histories[0]), 5, 5
    )  # fmt: skip


def test_chris_of_october_is_not_the_other_chris(record):
    path = f"/meetings/{record.meeting[OCTOBER_2006]}/reconciliation"

    def speaks(moment):
        found = record.office.items(path, known_at=record.at[moment])
        unlisted = [each for each in found if each["kind"] == "unlisted_speaker"]
        return [each for each in unlisted if each["explanation"].startswith("Chris ")]

    assert [len(speaks("two men")), len(speaks("report"))] == [1, 0]
    assert attended(record, "Chris Randall", "report") == [OCTOBER_2006]
    assert OCTOBER_2006 not in attended(record, "Chris Beddoe", "report")
    randall, beddoe = record.people["Chris Randall"], record.people["Chris Beddoe"]
    merged = record.office.http._client.put(
        f"/people/{randall}/merge", json={"into": beddoe}, headers={"If-Match": "*"}
    )
    assert merged.status_code == 409
    assert "two different people" in merged.text


@pytest.mark.parametrize(
    ("day", "what", "name", "times"),
    [
        ("2006-07-11", "unlisted_participant", "Owen Tudor", 1),
        ("2006-07-11", "unlisted_participant", "Warren Pain", 1),
        ("2006-02-15", "unlisted_participant", "Glynn Rankin", 1),
        ("2005-09-13", "unlisted_owner", "Sam Evans", 2),
    ],
)
def test_who_took_part_without_being_listed_is_reported_and_not_added(
    record, day, what, name, times
):
    found = [each for each in record.work(day, what) if name in each["explanation"]]
    assert len(found) == times
    rows = record.office.get(f"/meetings/{record.meeting[day]}")["attendance"]
    assert name not in {row["listed_as"] for row in rows if "unlisted" not in row}


def test_everybody_whom_the_group_lists_is_in_the_record_after_a_few_corrections(record):
    assert 0 < len(record.corrections) <= 31
    for gold in record.seeds["002"].gold["meetings"]:
        rows = record.office.get(f"/meetings/{record.meeting[gold['date']]}")["attendance"]
        named = [row for row in gold["attendance"] if row["name"]]
        assert len([row for row in rows if "unlisted" not in row]) >= 0.85 * len(named)


@pytest.mark.parametrize("number", ["000", "001", "002"])
def test_every_action_leads_to_its_line_in_the_document(record, number):
    gold, text = record.seeds[number].gold, record.seeds[number].text
    expected = [action for meeting in gold["meetings"] for action in meeting["actions"]]
    given_out = {"001": record.tasks, "002": record.actions_of_group}.get(number) or [
        each["id"] for each in record.office.items("/actions", meeting=record.meeting[SEPTEMBER])
    ]
    events = record.office.said("history", *given_out, known_at=record.at["minutes"])["items"]
    matched, marked = 0, [each for each in expected if each.get("basis") != "running_text"]
    for event in (each for each in events if each["type"] == "action.assigned"):
        source, said = event["source"], event["data"]["text"]
        assert source["document"] == record.documents.get(number, source["document"])
        assert source["line"] == text.count("\n", 0, source["start"]) + 1
        assert text[source["start"] : source["end"]].startswith(source["words"].rstrip("…"))
        best = max(expected, key=lambda printed, said=said: likeness(printed["text"], said))
        if likeness(best["text"], said) >= 0.6:
            last = source["line"] + text.count("\n", source["start"], source["end"])
            assert set(best["lines"]) & set(range(source["line"], last + 1)), said
            matched += best in marked
    assert matched >= 0.85 * len(marked)


# 6. The issues log


def test_an_issues_log_of_three_themes_with_numbers_damaged_in_print(record):
    asked = ("/issues", "issues", "--body", record.group)
    found = record.office.both(*asked, body=record.group)
    expected = record.seeds["002"].gold["issues_log"]
    assert [each["id"] for each in found] == record.log["issues"]
    assert len(found) == 24
    for here, printed in (
        ("number", "number"), ("raised_on", "raised"), ("theme", "theme")
    ):  # fmt: skip
        assert [each.get(here) for each in found] == [each[printed] for each in expected]
    illegible = [each["number"] for each in found if "text" not in each]
    assert illegible == [each["number"] for each in expected if each["issue"] is None]
    inferred = [each for each in found if each["basis"] == "sequence"]
    assert Counter("printed" in each for each in inferred) == {True: 4, False: 4}
    themes = record.office.get(f"/bodies/{record.group}/issue-themes")["items"]
    assert [(each["open"], each["closed"]) for each in themes] == [(5, 0), (12, 0), (7, 0)]


def test_issue_twelve_is_key_issue_six_of_may(record):
    may = record.meeting["2006-05-03"]
    (six,) = record.office.get(f"/meetings/{may}")["items"][-1]["paragraphs"]
    twelve = record.office.get(f"/issues/{record.log['issues'][11]}")
    assert (twelve["number"], six["number"], twelve["text"]) == ("12", "6", six["text"])
    (link,) = twelve["links"]
    assert (link["meeting"], link["paragraph"], link["relation"]) == (
        may, six["paragraph"], "same_as"
    )  # fmt: skip
    first = record.office.get(f"/issues/{twelve['id']}/history")["items"][0]["source"]
    assert set(words(twelve["text"])) <= set(words(first["words"]))


# 7. A reply to recommendations


def test_the_reply_answers_forty_seven_in_thirty_five_with_no_orphan_on_either_side(record):
    reply = record.office.get(f"/reports/{record.reply}")
    assert record.office.said("reports", "show", record.reply) == reply
    printed = {each["number"]: each for each in record.seeds["003"].gold["recommendations"]}
    made, given = reply["recommendations"], reply["responses"]
    assert [len(made), len(given), len(reply["commitments"])] == [47, 35, 38]
    assert len(record.of_reply) <= 12, "promises that a secretary corrected in the draft"
    numbers = {each["id"]: each["number"] for each in made}
    groups = {tuple(numbers[one["recommendation"]] for one in each["answers"]) for each in given}
    assert groups == {tuple(each["response_group"]) for each in printed.values()}
    assert sorted(number for group in groups for number in group) == sorted(printed)
    assert record.office.items("/recommendations", report=record.reply, answered="false") == []
    cited = {each["number"]: each["paragraphs"] for each in made}
    assert cited["42"] == cited["43"] == ["178"]
    assert cited == {number: each["report_paragraphs"] for number, each in printed.items()}


def test_what_the_reply_promises_stands_with_its_recommendation_and_falls_due(record):
    reply = record.office.get(f"/reports/{record.reply}")
    printed = {each["number"]: each for each in record.seeds["003"].gold["recommendations"]}
    numbers = {each["id"]: each["number"] for each in reply["recommendations"]}
    placed = Counter(numbers[each["placed_with"]] for each in reply["commitments"])
    assert placed == {
        number: len(each["commitments"]) for number, each in printed.items() if each["commitments"]
    }
    by_march = [each for each in reply["commitments"] if each["due"].get("day") == "2010-03-31"]
    assert by_march
    asked = ("/commitments", "reports", "commitments", "--overdue-on", "2010-04-01")
    late = record.office.both(*asked, overdue_on="2010-04-01")
    assert {each["id"] for each in by_march} <= {each["id"] for each in late}
    (first, *_) = record.office.get(f"/reports/{record.reply}/history", limit=50)["items"][1:]
    assert first["source"]["document"] == record.documents["003"]


def test_no_disposition_is_stated_that_the_words_do_not_state(record):
    reply = record.office.get(f"/reports/{record.reply}")
    numbers = {each["id"]: each["number"] for each in reply["recommendations"]}
    gold = record.seeds["003"].gold["recommendations"]
    printed = {each["number"]: each["disposition"] for each in gold}
    stated = {
        numbers[one["recommendation"]]: one["stated"]
        for each in reply["responses"]
        for one in each["answers"]
        if "stated" in one
    }
    assert stated
    assert stated == {number: printed[number] for number in stated}


# 8. A report: members, sub-groups, progress


def test_the_report_has_sixteen_members_with_posts_and_a_chair_who_changed(record):
    gold, joined = record.seeds["004"].gold, record.receipt["members"]
    assert joined["body"] == record.body
    found = {each["id"]: each for each in record.office.items(f"/bodies/{record.body}/memberships")}
    members = [found[each] for each in joined["memberships"]]
    assert [(each["name"], each["post"], each.get("on_behalf_of_name")) for each in members] == [
        (each["name"], each["post"], each["organisation"]) for each in gold["members"]
    ]
    assert len(members) == 16
    assert {each["joined_on"] for each in members} == {PUBLISHED}
    (chair,) = [each["name"] for each in members if each["role"] == "chair"]
    (before,) = [row["name"] for row in record.gold(MARCH)["attendance"] if "chair" in row["roles"]]
    assert chair not in before
    assert before in {each["name"] for each in members}


def test_the_chair_who_changed_changes_no_owner(record):
    def had(moment):
        asked = {"as_of": NEW_YEARS_EVE, "body": record.body, "known_at": record.at[moment]}
        return [each["owners"] for each in record.office.items("/actions/owners", **asked)]

    assert had("report") == had("before the report")
    assert {each["kind"] for owned in had("report") for each in owned} >= {"organisation", "class"}


def test_six_sub_groups_are_chaired_by_two_organisations_each(record):
    groups = []
    for group in record.receipt["sub_groups"]["sub_groups"]:
        shown = record.office.get(f"/bodies/{group}")
        assert shown["parent"] == record.body
        chairs = record.office.items(f"/bodies/{group}/memberships")
        assert {each["role"] for each in chairs} == {"co_chair"}
        groups.append((shown["name"], [each["organisation_name"] for each in chairs]))
    printed = record.seeds["004"].gold["sub_groups"]
    assert groups == [(each["name"], each["chairs"]) for each in printed]
    assert len(groups) == 6
    organisations = [each["name"] for each in record.office.items("/organisations")]
    assert len(organisations) == len(set(organisations))


def test_thirty_eight_statements_of_progress_are_recorded_as_printed(record):
    told = record.office.items("/statements", report=record.report)
    printed = record.seeds["004"].gold["progress_updates"]
    assert len(told) == len(printed) == 38
    added = [each for each in record.of_report if each["path"] == "/progress_updates/-"]
    assert len(added) <= 3
    for each in printed:
        assert any(alike(each["text"], one["text"]) for one in told), each["text"]
    # No statement says to which recommendation it belongs: each is told, for a person to link.
    findings = record.receipt["report"]["findings"]
    unlinked = [each["id"] for each in findings if each["kind"] == "unlinked_progress"]
    assert sorted(unlinked) == sorted(each["id"] for each in told)


# 9. What is not said is not so


def test_no_minutes_are_approved_and_no_meeting_quorate_that_do_not_say_so(record):
    wires, page = Counter(), {"next": 0, "known_at": 1}
    while page["next"] < page["known_at"]:
        page = record.office.get("/events", limit=200, after=page["next"])
        wires.update(each["type"] for each in page["items"])
    assert wires["meeting.paragraph_minuted"] > 0
    assert [each for each in wires if each.startswith("minutes.")] == []
    assert record.office.items("/minutes") == []
    for meeting in record.meeting.values():
        found = record.office.get(f"/meetings/{meeting}/quorum")
        assert found["quorate"] == "unknown"
        assert [each["code"] for each in found["reasons"]] == ["no_terms"]
