"""The command line as people and programs meet it: data on one stream, talk on the other.

Most commands run in this process; those about the process itself, such as its variables, are run
for real. On PostgreSQL the operator works as the owner, everybody else as the application.
"""

import json
import os
import subprocess
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from typer import testing

from events.base import Provenance
from events.ids import OrganisationId, PersonId
from events.organisation.commands import RegisterOrganisation
from events.person.commands import RegisterPerson
from events.plans import only
from events.when import When
from service import sample
from service.book import DEFAULT, Book
from service.cli.main import app
from service.ids import Mint
from service.ledger.ask import Ask
from service.schema import head
from tests import programs
from tests.homes import Folder

BODY = "Marrowhythe Harbour Users Committee"
NOBODY = "018f0000-0000-7000-9000-00000000000a"
COMMANDS = {
    "submit": "look at what was read",
    "read": "nothing is recorded",
    "drafts": "wait to be accepted",
    "draft": "the line of the document",
    "revise": "field by field",
    "accept": "Record a draft",
    "reject": "Let nothing of a document",
    "reread": "compare it with its draft",
    "minutes list": "what waits for clearance",
    "minutes show": "stands beside them",
    "minutes draft": "what the record says of the meeting now",
    "minutes clear": "that was submitted",
    "minutes circulate": "to those who were there",
    "minutes correct": "drafts a new version",
    "minutes approve": "who drafted it cannot",
    "minutes amend": "beside their text",
    "minutes publish": "to an audience",
    "minutes annotate": "no part of the record",
    "minutes redact": "out of what is published",
    "minutes lift": "published again",
    "bodies": "List the bodies",
    "actions": "List actions",
    "overdue": "overdue on a day",
    "issues": "kept in mind",
    "attendance": "Show who attended",
    "history": "everything that was recorded",
    "candidates": "whom a name may mean",
    "spellings": "spelled in several ways",
    "merge": "two entries for one person",
    "unmerge": "merged into another",
    "distinguish": "two people are not one",
    "attendance-changes": "which events changed them",
    "quorum": "enough members were there",
    "reconcile": "what does not fit",
    "called": "how else somebody is written",
    "identify": "the list does not name",
    "settle": "as printed",
    "reopen": "Take up an entry again",
    "series": "all there were",
    "correct": "recorded wrongly",
    "retract": "never was",
    "serve": "over HTTP",
    "sample": "invented meetings",
    "token": "to be sent as",
    "access list": "who may do what",
    "access grant": "Give somebody a role",
    "access revoke": "Take a role away",
    "access key": "Admit a program in a role",
    "access revoke-key": "open nothing any more",
    "rebuild": "from the log",
    "config": "secrets masked",
    "openapi": "the contract",
    "db upgrade": "the schema",
    "db roles": "both roles",
    "secretariats list": "the size of their logs",
    "secretariats create": "an empty log",
    "secretariats reopen": "Open a log again",
    "webhooks list": "how far each is behind",
    "webhooks dead-letters": "did not take",
    "keys new": "nobody else may read",
    "keys show": "the newest first",
    "keys rotate": "signed by both",
    "sign": "only reads the database",
    "tiles": "as static files",
    "log succeed": "restored on purpose",
    "prove action": "on whose authority",
    "verify log": "goes on from what it was",
    "verify event": "by their proofs",
    "verify consistency": "a later checkpoint",
    "verify rendition": "but for what is marked",
    "verify answer": "work it out anew",
    "verifier": "a program that verifies",
    "export": "a whole secretariat",
    "import": "the same positions, hashes and root",
}
MINUTES = """\
Quay Repairs Board

Minutes of the meeting held on 4 March 2024

Present: Ada Abel (Chair), Bram Brandt

1. Repairs
The group noted the survey.
Action: Bram Brandt to write to the harbour office by 1 April 2024.
"""


@pytest.fixture(scope="module")
def loaded(kind, new_home):
    """Make a minute book with the sample and two people and organisations of one name each."""
    with new_home(kind) as home:
        book = Book(home.settings(), Mint())
        sample.load(book, DEFAULT)
        for _ in range(2):
            register_twins(book)
        book.close()
        yield home


def register_twins(book):
    day = When("2024-01-01")
    person = RegisterPerson(occurred_on=day, person=PersonId(book.mint()), name="Twin")
    there = OrganisationId(book.mint())
    organisation = RegisterOrganisation(occurred_on=day, organisation=there, name="Twin Trust")
    for command in (person, organisation):
        plan = only(command, fresh=frozenset({command.stream}))
        book.submit_now(Ask(DEFAULT, Provenance(actor="local"), plan))


@pytest.fixture
def data(kind, loaded, new_home):
    """Copy the minute book for one test."""
    with new_home(kind, like=loaded) as copy:
        yield copy


testing._get_command = cache(testing._get_command)
"""It makes all commands anew for each that is run, which takes longer than to run it."""


def run(*arguments, answer=None, **variables):
    """Run a command in this process, with these variables of ours."""
    given = {"COLUMNS": "200"} | variables
    return testing.CliRunner().invoke(app, [*map(str, arguments)], input=answer, env=given)


class Shell:
    """Runs commands on a minute book."""

    def __init__(self, home):
        self.home = home

    def __call__(self, *arguments, answer=None):
        return run(*arguments, answer=answer, **self.home.variables)

    def operate(self, *arguments):
        """Run a command as the operator."""
        return run(*arguments, **self.home.owner_variables)

    def json(self, *arguments):
        """Return what programs read; nothing else may stand beside it."""
        done = self(*arguments, "--json")
        assert done.exit_code == 0, done.stderr
        return json.loads(done.stdout)

    def refused(self, status, said, *arguments, **more):
        """Check that a sentence says why, that nothing is shown, and that nothing was written."""
        before = self.size
        done = self(*arguments, **more)
        assert done.exit_code == status, done.output
        assert isinstance(done.exception, SystemExit | None), done.exception
        assert said in " ".join(done.stderr.split())
        assert not done.stdout.strip()
        assert self.size == before
        return done

    @property
    def size(self):
        return self.home.past("SELECT max(position) FROM log_entries")[0][0]


@pytest.fixture
def shell(data):
    return Shell(data)


@pytest.fixture(scope="module")
def asking(loaded):
    """Only ask: the minute book is shared."""
    return Shell(loaded)


@pytest.fixture
def empty(kind, makers_of, tmp_path):
    """Return a place for a minute book that nobody has brought up to date yet."""
    home = Folder(tmp_path / "new") if kind == "sqlite" else makers_of(kind).empty()
    yield home
    home.remove()


def really(*arguments, **variables):
    """Run the program in a process of its own."""
    return programs.run(*arguments, env=surroundings(variables))


def surroundings(variables):
    kept = {name: value for name, value in os.environ.items() if "MINUTEBOOK_" not in name}
    return kept | variables


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_is_for(command):
    done = run(*command.split(), "--help")
    assert done.exit_code == 0
    assert not done.stderr
    assert COMMANDS[command] in " ".join(done.stdout.split())


def test_the_program_lists_its_commands():
    listed = run("--help").stdout
    for command in COMMANDS:
        assert f"\n  {command.split()[0]} " in listed


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing"],
        ["bodies", "extra"],
        ["bodies", "--colour"],
        ["overdue", "--on", "yesterday"],
        ["overdue", "--on", "2024-02-30"],
        ["history"],
        ["submit"],
        ["series", BODY, "2024-01-01"],
        ["series", BODY, "2024-01-01", "soon"],
        ["candidates"],
        ["merge", "Fenella Crake"],
        ["unmerge", "Fenella Crake"],
        ["distinguish", "Fenella Crake"],
        ["serve", "--port", "many"],
        ["rebuild", "--to", "-1", "--into", "x"],
        ["db", "downgrade"],
    ],
)
def test_what_is_no_command_is_told_with_where_to_look(asking, arguments):
    asking.refused(2, "--help", *arguments)


@pytest.mark.parametrize(
    ("status", "said", "arguments"),
    [
        (2, "name a --person", ["attendance"]),
        (2, "not both", ["attendance", "--person", "A", "--organisation", "B"]),
        (2, "go together", ["rebuild", "--to", "5"]),
        (2, "go together", ["rebuild", "--into", "x.db"]),
        (1, "check the spelling", ["attendance", "--person", "Nobody"]),
        (1, "check the spelling", ["attendance", "--organisation", "Nobody"]),
        (1, "check the spelling", ["attendance", "--body", "Nobody"]),
        (1, "check the spelling", ["actions", "--owner", "Nobody"]),
        (1, "check the spelling", ["overdue", "--body", "Nobody"]),
        (1, "check the spelling", ["series", "Nobody", "2024-01-01", "2024-12-31"]),
        (1, "by its identity: ", ["attendance", "--person", "Twin"]),
        (1, "(Fenella Crake)", ["attendance", "--person", "Fenela Crake"]),
        (1, "(Harbour Office)", ["attendance", "--organisation", "Harbor Office"]),
        (1, "check the spelling", ["candidates", "Fenella Crake", "--body", "Nobody"]),
        (2, "for names of people", ["candidates", "HO", "--organisation", "--body", BODY]),
        (2, "for names of people", ["candidates", "HO", "--organisation", "--for", "HO"]),
        (1, "check the spelling", ["spellings", "Nobody"]),
        (1, "check the spelling", ["merge", "Nobody", "Fenella Crake"]),
        (1, "check the spelling", ["merge", "Fenella Crake", "Nobody"]),
        (1, "by its identity: ", ["merge", "Twin", "Fenella Crake"]),
        (1, "check the spelling", ["distinguish", "Nobody", "Fenella Crake"]),
        (1, "merged into another", ["unmerge", "Fenella Crake", "--reason", "two"]),
        (1, "no such person", ["merge", NOBODY, "Fenella Crake"]),
        (1, "themselves", ["distinguish", "Fenella Crake", "Fenella Crake"]),
        (1, "by its identity: ", ["attendance", "--organisation", "Twin Trust"]),
        (1, "by its identity: ", ["actions", "--owner", "Twin"]),
        (1, "exchange the two days", ["series", BODY, "2024-12-31", "2024-01-01"]),
        (1, "name an identity", ["history", NOBODY]),
        (1, "name an identity", ["history", "Twin"]),
        (1, "no secretariat 'elsewhere'", ["bodies", "--secretariat", "elsewhere"]),
        (1, "no secretariat 'elsewhere'", ["history", NOBODY, "--secretariat", "elsewhere"]),
    ],
)
def test_what_cannot_be_answered_is_told_in_a_sentence(asking, status, said, arguments):
    told = asking.refused(status, said, *arguments).stderr
    assert told.startswith("minutebook: ")
    assert told.count("\n") == 1


QUESTIONS = [
    ["bodies"],
    ["actions"],
    ["overdue", "--on", "2025-12-31"],
    ["attendance", "--body", BODY],
    ["attendance", "--person", "Fenella Crake"],
    ["attendance", "--organisation", "Harbour Office"],
    ["candidates", "Fenela Crake", "--body", BODY],
    ["candidates", "HO", "--organisation"],
]


@pytest.mark.parametrize(
    ("question", "moment"),
    [
        *((question, "soon") for question in QUESTIONS),
        *((["bodies"], each) for each in ("-1", "1.5", "2024-01-01", "2024-01-01T10:00:00", "")),
    ],
)
def test_a_moment_that_is_none_is_told_with_what_to_write(asking, question, moment):
    asking.refused(2, "write a position such as 42", *question, "--known-at", moment)


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_goes_beyond_the_log(asking, question):
    last = asking.size
    assert asking.json(*question, "--known-at", last)["known_at"] == last
    asking.refused(1, f"the log ends at position {last}", *question, "--known-at", last + 1)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_a_table_for_people_and_json_for_programs(asking, question):
    table = asking(*question)
    assert table.exit_code == 0
    found = asking.json(*question)
    items = found.get("items", found.get("overdue"))
    assert items
    for each in items:
        identity = each.get("id", each.get("meeting", each.get("action", {})))
        assert (identity["id"] if isinstance(identity, dict) else identity) in table.stdout


def test_an_empty_book_answers_that_there_is_nothing(home):
    shell = Shell(home)
    assert shell("bodies").stderr == "no bodies yet\n"
    assert shell("actions").stderr == "no actions\n"
    assert shell("overdue", "--on", "2025-12-31").stderr == "nothing was overdue on 2025-12-31\n"
    assert shell("attendance", "--person", NOBODY).stderr == "no attendance is recorded\n"
    assert shell.json("actions") == {"items": [], "known_at": 0}
    assert shell.json("attendance", "--person", NOBODY)["rates"] == []


def test_how_often_somebody_came_stands_under_the_table_with_what_it_is_counted_over(asking):
    question = ["attendance", "--person", "Fenella Crake"]
    (rate,) = asking.json(*question)["rates"]
    assert (rate["present"], rate["denominator"], rate["over"]) == (3, 4, "listed")
    shown = " ".join(asking(*question).stdout.split())
    assert "3 4 meetings whose list names them 0 0 Marrowhythe" in shown
    assert "a substitute does not count as coming; video and telephone" in shown
    assert asking.json("attendance", "--organisation", "Harbour Office")["rates"][0]["present"] == 3
    within = asking.json(*question, "--body", BODY)
    assert within["rates"] == [rate]
    assert "rates" not in asking.json("attendance", "--body", BODY)
    assert "how it is counted" not in asking("attendance", "--body", BODY).stdout


def test_actions_are_chosen_by_who_owns_them_and_whether_they_are_closed(asking):
    everything = {each["id"] for each in asking.json("actions")["items"]}
    for one, other in (("--closed", "--open"), ("--unowned", "--owned")):
        chosen = [
            {each["id"] for each in asking.json("actions", way)["items"]} for way in (one, other)
        ]
        assert chosen[0] | chosen[1] == everything
        assert not chosen[0] & chosen[1]
    owned = asking.json("actions", "--owner", "Harbour Office", "--body", BODY)["items"]
    assert 0 < len(owned) < len(everything)
    assert asking.json("actions", "--owner", NOBODY)["items"] == []


def test_overdue_is_asked_for_today_unless_a_day_is_named(asking):
    assert asking.json("overdue")["on"] == datetime.now(UTC).date().isoformat()
    late = asking.json("overdue", "--on", "2025-12-31", "--owner", "Harbour Office")
    assert {each["action"]["state"] for each in late["overdue"]} <= {"open", "in_progress"}


def test_the_history_of_a_thing_is_told_in_order(asking):
    action = asking.json("actions")["items"][0]["id"]
    found = asking.json("history", action)["items"]
    assert found[0]["type"] == "action.assigned"
    assert [each["position"] for each in found] == sorted(each["position"] for each in found)
    assert "action.assigned" in asking("history", action).stdout
    asking.refused(1, "nothing is recorded", "history", action, "--known-at", 0)
    meeting = found[0]["data"]["meeting"]
    both = asking.json("history", action, meeting)["items"]
    assert both == found + asking.json("history", meeting)["items"]
    asking.refused(1, f"nothing is recorded of {NOBODY}", "history", action, NOBODY)


def register(home, *names):
    """Register people; answers their identities."""
    book = Book(home.settings(), Mint())
    people = [PersonId(book.mint()) for _ in names]
    for person, name in zip(people, names, strict=True):
        command = RegisterPerson(occurred_on=When("2024-01-01"), person=person, name=name)
        plan = only(command, fresh=frozenset({command.stream}))
        book.submit_now(Ask(DEFAULT, Provenance(actor="local"), plan))
    book.close()
    return people


def test_whom_a_name_may_mean_is_told_with_reasons(asking):
    (first,) = asking.json("candidates", "Fenela Crake", "--body", BODY)["items"]
    assert (first["called"], first["verdict"]) == ("Fenella Crake", "likely")
    shown = " ".join(asking("candidates", "Fenela Crake", "--body", BODY).stdout.split())
    assert "sound alike; stands in" in shown
    stated = ["candidates", "F. Crake", "--for", "Harbour Office"]
    assert "stood for Harbour Office before" in asking.json(*stated)["items"][0]["reasons"]
    (office,) = asking.json("candidates", "HO", "--organisation")["items"]
    assert office["called"] == "Harbour Office"
    assert (
        asking("candidates", "Xanthe Quill").stderr == "nobody in the record has a name like it\n"
    )


def test_two_are_merged_and_told_apart_again_by_name_or_identity(shell):
    kay, kaye = register(shell.home, "Bram Kay", "Bram Kaye")
    done = shell("merge", "Bram Kay", kaye, "--reason", "the same clerk")
    assert done.exit_code == 0, done.stderr
    assert done.stderr == "recorded: Bram Kay is the same person as Bram Kaye\n"
    assert shell.json("candidates", "Bram Kay")["items"][0]["id"] == kaye
    before = shell.size
    assert "nothing was recorded" in shell("merge", "Bram Kay", "Bram Kaye").stderr
    assert "nothing was recorded" in shell("merge", kay, kaye).stderr
    assert shell.size == before

    done = shell("unmerge", "Bram Kay", "--reason", "two clerks")
    assert done.stderr == "recorded: Bram Kay is themselves again\n"
    found = {each["id"] for each in shell.json("candidates", "Bram Kay")["items"]}
    assert found == {kay, kaye}
    shell.refused(1, "not merged into anybody", "unmerge", kay, "--reason", "again")


def test_several_of_one_name_are_told_apart_by_whom_they_stood_for(shell, tmp_path):
    path = tmp_path / "minutes.json"
    for body, spoken_for in (("Board", "Pilots Union"), ("Club", "Customs House")):
        row = {"label": "Bram Kay", "name": "Bram Kay", "organisation": {"name": spoken_for}}
        path.write_text(
            json.dumps(submission(body={"name": body}, attendance=[row | {"status": "present"}]))
        )
        assert shell("submit", path, "--accept").exit_code == 0
    told = shell.refused(1, "several are called 'Bram Kay'", "attendance", "--person", "Bram Kay")
    assert "(for Pilots Union)" in told.stderr
    assert "(for Customs House)" in told.stderr


def test_a_fact_is_corrected_and_taken_back_by_its_event(shell):
    (body,) = (each for each in shell.json("bodies")["items"] if each["name"] == BODY)
    first = shell.json("history", body["id"])["items"][0]["id"]
    named = ("body", BODY, first, "--reason", "misprint")
    done = shell("correct", *named, "--set", "/name=Harbour Users")
    assert done.stderr == f"recorded: event {first} is corrected\n"
    assert "Harbour Users" in {each["name"] for each in shell.json("bodies")["items"]}
    *_, correction, _ = shell.json("history", body["id"])["items"]
    named = ("body", "Harbour Users", correction["id"], "--reason", "it was right")
    assert "is taken back" in shell("retract", *named).stderr
    assert BODY in {each["name"] for each in shell.json("bodies")["items"]}

    wrong = ("correct", "body", BODY, first, "--reason", "misprint")
    shell.refused(2, "say what is to be different", *wrong)
    shell.refused(2, "write it as POINTER=VALUE", *wrong, "--set", "name")
    shell.refused(1, "/name: it is missing", *wrong, "--remove", "/name")
    shell.refused(1, "/parent: write an identity", *wrong, "--set", "/parent=4")
    shell.refused(1, "correct, merge or rename", "retract", "body", BODY, first, "--reason", "no")
    shell.refused(
        1, "no fact", "correct", "action", NOBODY, first, "--reason", "a", "--set", "/a=b"
    )


def test_two_who_are_known_to_be_two_are_neither_merged_nor_offered(shell):
    kay, _ = register(shell.home, "Bram Kay", "Bram Kaye")
    done = shell("distinguish", "Bram Kay", "Bram Kaye", "--reason", "father and son")
    assert done.stderr == "recorded: Bram Kay is somebody else than Bram Kaye\n"
    before = shell.size
    assert "nothing was recorded" in shell("distinguish", "Bram Kay", "Bram Kaye").stderr
    assert shell.size == before
    shell.refused(1, "two different people", "merge", "Bram Kay", "Bram Kaye")
    asked = shell("candidates", "Bram Kaye")
    assert f"ruled out: Bram Kay ({kay}) is known to be somebody else" in asked.stderr


def test_people_of_a_body_who_may_be_one_are_listed(shell, tmp_path):
    assert (
        shell("spellings", BODY).stderr == "no two people of this body have names that are alike\n"
    )
    path = tmp_path / "minutes.txt"
    there = MINUTES.replace("Quay Repairs Board", BODY)
    path.write_text(there.replace("Ada Abel", "Fenela Crake"))
    assert shell("submit", path, "--accept").exit_code == 0
    (pair,) = shell.json("spellings", BODY)["items"]
    assert (pair["person"]["called"], pair["into"]["called"]) == ("Fenela Crake", "Fenella Crake")
    shown = " ".join(shell("spellings", BODY).stdout.split())
    assert "Fenela Crake (1)" in shown
    assert "no meeting lists both" in shown
    assert shell("merge", "Fenela Crake", "Fenella Crake").exit_code == 0
    assert shell.json("spellings", BODY)["items"] == []


@pytest.fixture
def minutes(tmp_path):
    path = tmp_path / "board-2024-03-04.txt"
    path.write_text(MINUTES)
    return path


def test_reading_shows_what_was_understood_and_records_nothing(shell, minutes):
    before = shell.size
    shown = shell("read", minutes)
    assert shown.exit_code == 0
    assert "Ada Abel" in shown.stderr
    assert not shown.stdout
    assert "meetings" in json.dumps(shell.json("read", minutes))
    assert shell.size == before


@pytest.mark.parametrize("answer", ["n\n", "\n", "", "perhaps\nn\n"])
def test_submitting_asks_and_keeps_a_draft_unless_told_to_record_it(shell, minutes, answer):
    bodies = shell.json("bodies")["items"]
    done = shell("submit", minutes, answer=answer)
    assert done.exit_code == 1
    assert "Ada Abel" in done.stderr
    assert "Record this?" in done.output
    assert shell.json("bodies")["items"] == bodies
    (waiting,) = shell.json("drafts")["items"]
    assert waiting["id"] in done.stderr
    assert (waiting["name"], waiting["state"]) == (minutes.name, "draft")


def test_a_program_that_accepts_nothing_is_told_the_draft_unasked(shell, minutes):
    told = shell.json("submit", minutes)
    assert told == {"document": waiting(shell), "state": "draft"}


def test_what_is_submitted_is_recorded_once_it_is_accepted(shell, minutes):
    before = shell.size
    done = shell("submit", minutes, answer="y\n")
    assert done.exit_code == 0, done.stderr
    assert "recorded the meeting of 2024-03-04" in done.stderr
    assert "new person: Ada Abel" in done.stderr
    assert shell.size > before


def test_an_issues_log_of_a_draft_is_recorded_told_and_asked_for(shell, minutes):
    drafted = shell.json("submit", minutes)["document"]
    rows = [
        {"number": "1", "number_printed": "1", "theme": "Lights", "issue": "Dark"},
        {"number": "2", "number_printed": "E", "theme": "Birds", "proposed_action": "Nets"},
    ]
    log = json.dumps([row | {"span": {"start": 0, "length": 5}} for row in rows])
    assert shell("revise", drafted, "--add", f"/issues_log={log}").exit_code == 0
    done = shell("accept", drafted)
    assert done.exit_code == 0, done.stderr
    assert "recorded 2 issues of body" in done.stderr
    assert "inferred number: Nets (/issues_log/1)" in done.stderr
    first, second = shell.json("issues", "--body", "Quay Repairs Board")["items"]
    assert (first["number"], second["number"], second["printed"]) == ("1", "2", "E")
    shown = shell("issues", "--theme", "Birds", "--state", "open").stdout
    assert "2 (E)" in shown
    assert "(illegible)" in shown
    assert "Dark" not in shown
    counted = shell("issues", "--body", "Quay Repairs Board", "--themes").stdout
    assert "Lights" in counted
    assert shell("issues", "--themes").exit_code == 2
    assert first["id"] in shell("submit", minutes).stderr


def test_the_same_file_is_recorded_once(shell, minutes):
    (meeting,) = shell.json("submit", minutes, "--accept")["meetings"]
    before = shell.size
    again = shell("submit", minutes, "--accept")
    assert again.exit_code == 0
    assert "was handed in before" in again.stderr
    assert f"it is in the record as {meeting['meeting']}" in again.stderr
    (told,) = shell.json("submit", minutes)["meetings"]
    assert told["meeting"] == meeting["meeting"]
    assert shell.size == before


def test_the_same_meeting_in_another_file_waits_as_a_draft_with_the_reason(shell, minutes):
    shell.json("submit", minutes, "--accept")
    other = minutes.with_name("other.txt")
    other.write_text(f"{MINUTES}\n")
    done = shell("submit", other, "--accept")
    assert done.exit_code == 1
    assert "are recorded already" in done.stderr
    assert [each["name"] for each in shell.json("drafts")["items"]] == ["other.txt"]


def test_a_submission_answers_programs_with_what_was_recorded(shell, minutes):
    before = shell.size
    (meeting,) = shell.json("submit", minutes, "--accept")["meetings"]
    received_and_read = 2
    assert (meeting["first"], meeting["last"]) == (before + received_and_read + 1, shell.size)
    assert shell.json("history", meeting["meeting"])["items"]
    (action,) = shell.json("actions", "--owner", "Bram Brandt")["items"]
    assert action["due"]["day"] == "2024-04-01"
    assert meeting["actions"] == [action["id"]]


def submission(**changes):
    return {"body": {"name": "Quay Repairs Board"}, "held_on": "2024-03-04"} | changes


@pytest.mark.parametrize(
    ("place", "form"),
    [
        ("/held_on: write a day", submission(held_on="4 March")),
        ("/body: ", submission(body={})),
        (
            "/attendance/1/status: ",
            submission(attendance=[{"label": "A"}, {"label": "B", "status": 7}]),
        ),
        (
            "/items/0/actions/0/text: ",
            submission(items=[{"title": "x", "actions": [{"text": ""}]}]),
        ),
        ("/colour: ", submission(colour="red")),
        ("#/attendance/0/duplicate_of", submission(attendance=[{"label": "A", "duplicate_of": 3}])),
        (NOBODY, submission(body={"id": NOBODY})),
    ],
)
def test_a_submission_with_a_mistake_is_refused_with_its_place(shell, tmp_path, place, form):
    path = tmp_path / "form.json"
    path.write_text(json.dumps(form))
    shell.refused(1, place, "submit", path, "--accept")


@pytest.mark.parametrize("command", ["submit", "read"])
@pytest.mark.parametrize(
    ("status", "said", "name", "content"),
    [
        (2, "No such file", "missing.txt", None),
        (1, "a program", "program.txt", b"\x7fELF\xff\xfe\x00"),
        (1, "not UTF-8", "old.txt", b"Pr\xe9sent"),
        (1, "NUL bytes", "program.txt", b"text\x00text"),
        (1, "empty", "empty.txt", b" \n"),
        (1, "longer than", "line.txt", b"x" * 100_001),
    ],
)
def test_a_file_that_is_no_minutes_is_refused(
    shell, tmp_path, command, status, said, name, content
):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert str(path) in shell.refused(status, said, command, path).stderr.replace("\n", "")


def test_an_empty_folder_is_told_and_a_shopping_list_is_no_minutes(shell, tmp_path):
    shell.refused(2, "there is no file in it", "submit", tmp_path)
    path = tmp_path / "list.txt"
    path.write_text("eggs and milk")
    shell.refused(1, "does not read as minutes", "submit", path)
    broken = tmp_path / "broken.json"
    broken.write_bytes(b'{"body": ')
    shell.refused(1, "Invalid JSON", "submit", broken)
    broken.write_bytes(b"\xff\xfe")
    shell.refused(1, "is not a submission", "submit", broken)


# Drafts

UNDATED = MINUTES.replace(" held on 4 March 2024", "").replace("Quay Repairs Board\n", "")


def waiting(shell):
    (found,) = shell.json("drafts")["items"]
    return found["id"]


@pytest.fixture
def drafted(shell, minutes):
    """Hand in minutes that nobody accepts yet; answers their identity."""
    assert shell("submit", minutes, answer="n\n").exit_code == 1
    return waiting(shell)


def the_draft(shell, document):
    return shell.json("draft", document)["draft"]["meetings"][0]


def test_a_draft_shows_the_line_of_everything_in_it(shell, drafted):
    shown = " ".join(shell("draft", drafted).stderr.split())
    assert "Quay Repairs Board, 2024-03-04 (/meetings/0)" in shown
    printed = MINUTES.split("\n")
    for name, line in (("Bram Brandt", 5), ("Bram Brandt to write", 9)):
        assert name in printed[line - 1]
        assert f"{line} {name}" in shown or f"{line} Bram Brandt (person)" in shown


def test_a_draft_is_corrected_field_by_field_and_then_accepted(shell, drafted):
    done = shell(
        *("revise", drafted, "--set", "/meetings/0/attendance/1/name=Bram Brand"),
        *("--add", "/meetings/0/place=Town Hall", "--remove", "/meetings/0/items/0/actions/0/due"),
        *("--add", '/meetings/0/attendance/-={"label": "Cora Crane"}'),
    )
    assert done.exit_code == 0, done.stderr
    assert "the draft is at revision 3" in done.stderr
    draft = the_draft(shell, drafted)
    assert [each.get("name") for each in draft["attendance"]] == ["Ada Abel", "Bram Brand", None]
    assert draft["place"] == "Town Hall"
    assert "due" not in draft["items"][0]["actions"][0]
    (meeting,) = shell.json("accept", drafted)["meetings"]
    listed = [
        each["data"]["name"]
        for each in shell.json("history", meeting["meeting"])["items"]
        if each["type"] == "meeting.attendance_listed"
    ]
    assert listed == ["Ada Abel (Chair)", "Bram Brandt", "Cora Crane"]
    assert shell.json("drafts")["items"] == []
    assert [each["state"] for each in shell.json("drafts", "--all")["items"]][-1] == "accepted"


def test_a_draft_begins_anew_from_a_reading(shell, drafted):
    shell("revise", drafted, "--set", "/meetings/0/held_on=2024-03-05")
    assert the_draft(shell, drafted)["held_on"] == "2024-03-05"
    shell("revise", drafted, "--reading", 1)
    assert the_draft(shell, drafted)["held_on"] == "2024-03-04"


def test_minutes_that_do_not_say_whose_or_when_wait_until_somebody_does(shell, minutes):
    minutes = minutes.with_name("board.txt")
    minutes.write_text(UNDATED)
    done = shell("submit", minutes, "--accept")
    assert done.exit_code == 3
    assert "does not say its body and its date" in " ".join(done.stderr.split())
    document = waiting(shell)
    assert "cannot be accepted yet" in shell("draft", document).stderr
    shell("revise", document, "--body", "Quay Repairs Board", "--held-on", "2024-03-04")
    assert shell.json("draft", document)["obstacles"] == []
    assert shell("accept", document).exit_code == 0


def test_what_is_handed_in_may_be_said_to_be_of_a_body(shell, minutes):
    (meeting,) = shell.json("submit", minutes, "--accept", "--body", BODY)["meetings"]
    (body,) = [each["id"] for each in shell.json("bodies")["items"] if each["name"] == BODY]
    assert meeting["body"] == body


def test_a_draft_tells_whom_a_name_may_mean_and_how_to_say_so(shell, minutes):
    shell.json("submit", minutes, "--accept")
    april = minutes.with_name("april.txt")
    april.write_text(MINUTES.replace("4 March", "4 May").replace("Bram Brandt", "Cllr Bram Brandt"))
    document = shell.json("submit", april)["document"]
    told = " ".join(shell("draft", document).stderr.split())
    assert "Cllr Bram Brandt may be Bram Brandt (likely): " in told
    assert "Ada Abel may be" not in told
    option = told.partition("If so: --add ")[2].split()[0]
    assert shell("revise", document, "--add", option).exit_code == 0
    names = {each["name"]: each for each in shell.json("draft", document)["names"]}
    assert names["Ada Abel"]["candidates"][0]["score"] == 1.0


def test_a_draft_is_rejected_with_a_reason_and_taken_up_again(shell, minutes, drafted):
    assert shell("reject", drafted, "not ours").exit_code == 0
    assert shell.json("drafts")["items"] == []
    shell.refused(1, "it was rejected: not ours", "submit", minutes)
    shell.refused(1, "take its draft up again", "accept", drafted)
    shell("revise", drafted, "--reading", 1)
    assert shell("accept", drafted).exit_code == 0
    shell.refused(1, "is corrected there", "reject", drafted, "too late")


@pytest.mark.parametrize(
    ("status", "said", "arguments"),
    [
        (2, "say what to correct", []),
        (2, "write it as POINTER=VALUE", ["--set", "held_on=2024-03-05"]),
        (2, "write it as POINTER=VALUE", ["--add", "/meetings/0/place"]),
        (1, "there is no /meetings/7/place", ["--set", "/meetings/7/place=Hall"]),
        (1, "there is no /meetings/0/attendance/9", ["--remove", "/meetings/0/attendance/9"]),
        (1, "wrong at /meetings/0/held_on", ["--set", "/meetings/0/held_on=soon"]),
        (1, "wrong at /meetings/0/colour", ["--add", "/meetings/0/colour=red"]),
        (1, "there is no reading 2", ["--reading", "2"]),
    ],
)
def test_a_correction_that_does_not_fit_is_told_with_its_place(
    shell, drafted, status, said, arguments
):
    shell.refused(status, said, "revise", drafted, *arguments)


@pytest.mark.parametrize("command", ["draft", "accept", "reread", "revise", "reject"])
def test_what_was_never_handed_in_is_told(shell, command):
    more = {"revise": ["--body", "X"], "reject": ["no"]}.get(command, [])
    shell.refused(1, f"there is no document {NOBODY}", command, NOBODY, *more)


def test_reading_again_by_the_same_reader_changes_nothing(shell, drafted):
    before = shell.size
    assert "says what the draft says" in shell("reread", drafted).stderr
    assert shell.size == before


def test_reading_again_by_a_newer_reader_is_compared_and_not_applied(shell, drafted, monkeypatch):
    shell("revise", drafted, "--set", "/meetings/0/held_on=2024-03-05")
    monkeypatch.setattr("service.documents.taking.VERSION", 999)
    told = shell.json("reread", drafted)
    assert told == {
        "reading": 2,
        "changes": [
            {
                "op": "replace",
                "path": "/meetings/0/held_on",
                "value": "2024-03-04",
                "now": "2024-03-05",
            }
        ],
    }
    assert the_draft(shell, drafted)["held_on"] == "2024-03-05"


# Folders


@pytest.fixture
def folder(tmp_path):
    """Make a folder of three meetings, something that is none and something hidden."""
    series = tmp_path / "series"
    (series / "2024").mkdir(parents=True)
    for month, name in ((3, "March"), (4, "April"), (5, "May")):
        text = MINUTES.replace("March", name)
        (series / "2024" / f"{month:02}.txt").write_text(text)
    (series / "list.txt").write_text("eggs and milk")
    (series / ".hidden.txt").write_text("eggs and milk")
    return series


def statuses(told):
    return {Path(each["file"]).name: each["status"] for each in told["files"]}


def handed_in(shell, *arguments):
    done = shell("submit", *arguments, "--json")
    assert done.exit_code == 3, done.stderr
    return json.loads(done.stdout)


def test_a_folder_is_handed_in_file_by_file_with_a_report_of_each(shell, folder):
    told = handed_in(shell, folder, "--accept")
    assert statuses(told) == {
        "03.txt": "recorded",
        "04.txt": "recorded",
        "05.txt": "recorded",
        "list.txt": "not read",
    }
    (left,) = [each for each in told["files"] if each["status"] == "not read"]
    assert "does not read as minutes" in left["why"]
    (person,) = {
        each["person"] for each in shell.json("attendance", "--person", "Bram Brandt")["items"]
    }
    assert person


def test_a_folder_that_was_handed_in_in_part_goes_on_where_it_stopped(shell, folder):
    shell.json("submit", folder / "2024" / "03.txt", "--accept")
    assert shell("submit", folder / "2024" / "04.txt", answer="n\n").exit_code == 1
    told = handed_in(shell, folder, "--accept")
    assert statuses(told) == {
        "03.txt": "recorded before",
        "04.txt": "recorded",
        "05.txt": "recorded",
        "list.txt": "not read",
    }
    before = shell.size
    again = handed_in(shell, folder, "--accept")
    assert set(statuses(again).values()) == {"recorded before", "not read"}
    assert shell.size == before


def test_a_folder_whose_minutes_nobody_accepts_yet_waits_as_drafts(shell, folder):
    told = handed_in(shell, folder)
    assert [*statuses(told).values()].count("draft") == 3
    assert len(shell.json("drafts")["items"]) == 3
    assert "3 draft, 1 not read" in shell("submit", folder).stderr


def test_a_file_of_a_folder_that_cannot_be_recorded_concerns_it_alone(shell, folder):
    (folder / "2024" / "00.txt").write_text(UNDATED)
    (folder / "2024" / "06.txt").write_text(f"{MINUTES.replace('March', 'May')}\n")
    told = handed_in(shell, folder, "--accept")
    found = {Path(each["file"]).name: each for each in told["files"]}
    assert found["00.txt"]["status"] == found["06.txt"]["status"] == "waits"
    assert "does not say its body" in found["00.txt"]["why"]
    assert "are recorded already" in found["06.txt"]["why"]
    assert found["05.txt"]["status"] == "recorded"
    shell("reject", found["06.txt"]["document"], "the same meeting")
    again = statuses(handed_in(shell, folder, "--accept", "--body", "Quay Repairs Board"))
    assert (again["06.txt"], again["00.txt"]) == ("rejected before", "waits")


def test_a_series_is_asserted(shell):
    done = shell("series", BODY, "2025-01-01", "2025-12-31", "--incomplete")
    assert done.exit_code == 0
    assert "are not all there were" in done.stderr
    before = shell.size
    assert shell("series", BODY, "2025-01-01", "2025-12-31").exit_code == 0
    assert shell.size == before + 1


def test_a_book_that_has_something_in_it_takes_no_sample(shell):
    before = shell.size
    done = shell("sample")
    assert "the record is not empty" in done.stderr
    assert shell.size == before


TAMPER = "UPDATE actions SET state = 'withdrawn' RETURNING action"


def test_tampering_with_a_read_model_is_found_and_undone(shell):
    assert shell("rebuild", "--check").exit_code == 0
    assert shell.home.past(TAMPER)
    shell.refused(1, "actions: ", "rebuild", "--check")
    done = shell.operate("rebuild")
    assert done.exit_code == 0, done.stderr
    assert f"rebuilt from {shell.size} events" in done.stderr
    assert shell("rebuild", "--check").exit_code == 0


@pytest.mark.only("postgresql")
def test_the_application_rebuilds_nothing_and_is_told_to_name_the_owner(shell):
    assert shell.home.past(TAMPER)
    tampered = shell.json("actions")
    shell.refused(1, "takes the owner of the database", "rebuild")
    assert shell.json("actions") == tampered


def test_the_record_of_a_past_position_is_written_into_a_new_file(shell, tmp_path):
    past = tmp_path / "past" / "minutebook.db"
    past.parent.mkdir()
    done = shell("rebuild", "--to", 50, "--into", past)
    assert done.exit_code == 0, done.stderr
    assert "as of position 50" in done.stderr
    then = Shell(Folder(past.parent))
    assert then.json("actions")["items"] == shell.json("actions", "--known-at", 50)["items"]
    before = past.read_bytes()
    shell.refused(2, "exists already", "rebuild", "--to", 60, "--into", past)
    assert past.read_bytes() == before


def test_a_database_is_brought_up_to_date_once(empty):
    shell = Shell(empty)
    up_to_date = f"the database is at schema {head()}"
    assert shell.operate("db", "upgrade").stderr == f"{up_to_date}\n"
    assert shell.operate("db", "upgrade").stderr == f"{up_to_date}, as it was\n"
    assert shell("bodies").exit_code == 0


@pytest.mark.only("sqlite")
def test_a_file_that_is_not_there_yet_is_made_and_brought_up_to_date_by_any_command(empty):
    assert Shell(empty)("bodies").stderr == "no bodies yet\n"


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("command", ["bodies", "sample", "serve", "rebuild"])
def test_a_database_on_a_server_is_brought_up_to_date_by_its_operator_alone(empty, command):
    done = Shell(empty)(command)
    assert done.exit_code == 1
    assert "run `minutebook db upgrade`" in done.stderr
    assert empty.past("SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == []


@pytest.mark.only("postgresql")
def test_the_application_upgrades_nothing_and_is_told_to_name_the_owner(empty):
    done = Shell(empty)("db", "upgrade")
    assert isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == 1
    assert "takes the owner of the database" in done.stderr
    assert empty.past("SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == []


@pytest.mark.only("postgresql")
def test_an_upgrade_tells_where_no_role_is_set_aside_for_the_service(empty):
    empty.past(f"ALTER DATABASE {empty.name} RESET minutebook.application")

    done = Shell(empty).operate("db", "upgrade")

    assert done.exit_code == 0
    assert "no role is set aside for the service here: see `minutebook db roles`" in done.stderr


@pytest.mark.only("postgresql")
def test_a_database_on_a_server_needs_no_folder_of_ours(empty, tmp_path):
    folder = tmp_path / "data"
    here = {"MINUTEBOOK_DATA": str(folder)}
    upgraded = run("db", "upgrade", **empty.owner_variables | here)
    filled = run("sample", **empty.variables | here)
    assert (upgraded.exit_code, filled.exit_code) == (0, 0)
    assert not folder.exists()


@pytest.mark.parametrize("way", ["--json", None])
def test_the_settings_are_shown_without_their_secrets(way):
    url = "postgresql+psycopg://clerk:herring@localhost/minutes"
    done = run("config", *([way] if way else []), MINUTEBOOK_DATABASE_URL=url)
    assert done.exit_code == 0
    assert "herring" not in done.output
    assert "clerk:***@localhost" in done.stdout
    assert ("port" if way else "MINUTEBOOK_PORT") in done.stdout


def test_a_secret_that_is_kept_in_a_file_is_not_shown_either(tmp_path):
    secret = tmp_path / "url"
    secret.write_text("postgresql+psycopg://clerk:herring@localhost/minutes\n")
    done = run("config", "--json", MINUTEBOOK_DATABASE_URL_FILE=str(secret))
    assert json.loads(done.stdout)["database_url"].endswith("clerk:***@localhost/minutes")


def test_the_contract_is_printed_as_json():
    assert json.loads(run("openapi").stdout)["openapi"] == "3.1.1"


def test_a_mistyped_variable_is_told_with_the_name_that_was_meant(loaded):
    mistyped = {"MINUTEBOOK_DATABSE_URL": "x", "MINUTEBOOK_ZZZ": "y"}
    done = really("bodies", "--json", **loaded.variables, **mistyped)
    assert done.returncode == 0
    assert (
        "MINUTEBOOK_DATABSE_URL sets nothing; did you mean MINUTEBOOK_DATABASE_URL?" in done.stderr
    )
    assert "MINUTEBOOK_ZZZ sets nothing\n" in done.stderr
    assert json.loads(done.stdout)["items"][0]["name"] == BODY


def test_the_program_itself_refuses_without_a_traceback(loaded):
    done = really("attendance", "--person", "Nobody", **loaded.variables)
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr
        == "minutebook: no person is called 'Nobody' in the record; check the spelling\n"
    )
    assert really("nothing", **loaded.variables).returncode == 2


def test_the_program_starts_from_nothing_and_writes_what_it_is_asked(loaded):
    done = subprocess.run(
        [programs.PROGRAM, "bodies", "--json"],
        env=surroundings(loaded.variables),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["items"][0]["name"] == BODY


NO_SERVER = "postgresql+psycopg://clerk:herring@127.0.0.1:1/minutes"
NOT_SERVED = "mysql://clerk:herring@localhost/minutes"


@pytest.mark.parametrize(
    ("said", "url"), [("mysql is not served", NOT_SERVED), ("database cannot be used", NO_SERVER)]
)
@pytest.mark.parametrize("command", ["bodies", "sample", "serve", "rebuild", "db upgrade"])
def test_every_command_tells_in_a_sentence_of_a_database_that_it_cannot_use(command, said, url):
    done = run(*command.split(), MINUTEBOOK_DATABASE_URL=url)
    assert isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == 1
    assert done.stderr.startswith("minutebook: ")
    assert said in done.stderr
    assert "herring" not in done.stderr


@pytest.mark.parametrize(
    ("said", "variable", "value"),
    [
        ("MINUTEBOOK_PORT", "MINUTEBOOK_PORT", "abc"),
        ("can be reached by others", "MINUTEBOOK_HOST", "0.0.0.0"),
        ("no database URL", "MINUTEBOOK_DATABASE_URL", "nonsense"),
        ("mysql is not served", "MINUTEBOOK_DATABASE_URL", NOT_SERVED),
        ("database cannot be used", "MINUTEBOOK_DATABASE_URL", NO_SERVER),
        ("Not a directory", "MINUTEBOOK_DATA", "/dev/null/data"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told_in_a_sentence(said, variable, value):
    done = really("bodies", **{variable: value})
    assert done.returncode in {1, 2}
    assert said in done.stderr
    assert "Traceback" not in done.stderr


# Secretariats


def test_a_secretariat_is_begun_listed_and_written_to(shell):
    assert shell.operate("secretariats", "create", "harbour").exit_code == 0
    assert shell("sample", "--secretariat", "harbour").exit_code == 0

    found = {each["secretariat"]: each for each in shell.json("secretariats", "list")["items"]}
    twins = 4
    assert found["default"]["size"] == found["harbour"]["size"] + twins == shell.size
    assert len({each["origin"] for each in found.values()}) == 2
    assert shell.json("actions", "--secretariat", "harbour")["items"]
    table = shell("secretariats", "list").stdout
    assert "harbour" in table
    assert "open" in table


@pytest.mark.parametrize("name", ["Harbour", "har bour", "*", ""])
def test_a_secretariat_has_a_name_that_fits_into_a_path(shell, name):
    shell.refused(2, "is no name for a secretariat", "secretariats", "create", name)
    shell.refused(2, "is no name for a secretariat", "import", "file", "--as", name)


def test_a_secretariat_that_is_there_is_not_begun_again(shell):
    done = shell.operate("secretariats", "create", "default")

    assert done.exit_code == 1
    assert "there is a secretariat 'default' here already" in done.stderr


def test_a_secretariat_moves_to_another_database_and_is_closed_where_it_was(
    shell, kind, new_home, tmp_path
):
    file, size = tmp_path / "minutes.gz", shell.size

    done = shell.operate("export", file, "--close")

    assert done.exit_code == 0, done.output
    assert f"{size} entries of default are in" in done.stderr
    assert "minutebook secretariats reopen default" in done.stderr
    shell.refused(1, "was closed because it moved", "series", BODY, "2025-01-01", "2025-12-31")
    assert [each["closed"] for each in shell.json("secretariats", "list")["items"]] == [True]
    with new_home(kind) as elsewhere:
        elsewhere.past("UPDATE log_heads SET origin = 'minutebook/elsewhere'")
        there = Shell(elsewhere)
        taken = there.operate("import", file)
        assert taken.exit_code == 0, taken.output
        assert f"{size} entries are in as default, root " in taken.stderr
        assert there.json("actions") == shell.json("actions")
        assert there("series", BODY, "2025-01-01", "2025-12-31").exit_code == 0
        again = there.operate("import", file, "--as", "again")
        assert again.exit_code == 1
        assert "this log is here already, as the secretariat 'default'" in again.stderr

    assert shell.operate("secretariats", "reopen", "default").exit_code == 0
    assert shell("series", BODY, "2025-01-01", "2025-12-31").exit_code == 0


def test_a_file_that_is_there_is_not_written_over(shell, tmp_path):
    file = tmp_path / "minutes.gz"
    file.write_text("somebody's")

    shell.refused(2, "exists already; name a file that does not", "export", file)
    assert file.read_text() == "somebody's"


def test_an_export_that_fails_leaves_nothing(shell, tmp_path):
    done = shell.operate("export", tmp_path / "minutes.gz", "--secretariat", "nowhere")

    assert done.exit_code == 1
    assert "there is no secretariat 'nowhere' here" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["no folder/minutes.gz", "half done.gz"])
def test_a_log_is_not_closed_for_an_export_that_fails(shell, tmp_path, place):
    (tmp_path / "half done.gz.part").write_text("another export that goes on")

    assert shell.operate("export", tmp_path / place, "--close").exit_code == 1

    assert [each["closed"] for each in shell.json("secretariats", "list")["items"]] == [False]
    assert shell("series", BODY, "2025-01-01", "2025-12-31").exit_code == 0


def test_what_was_not_exported_is_not_taken_in(shell, tmp_path):
    file = tmp_path / "minutes.gz"
    file.write_text("these are not the minutes you are looking for")

    done = shell.operate("import", file, "--as", "harbour")
    assert done.exit_code == 1
    assert "is not as it was exported" in done.stderr
    done = shell.operate("import", tmp_path / "nothing", "--as", "harbour")
    assert done.exit_code == 1
    assert "No such file" in done.stderr


@pytest.mark.only("postgresql")
@pytest.mark.parametrize(
    "arguments",
    [
        ("secretariats", "create", "harbour"),
        ("secretariats", "reopen", "default"),
        ("export", "FILE", "--close"),
        ("import", "FILE", "--as", "harbour"),
    ],
)
def test_the_application_makes_and_moves_no_secretariat(shell, tmp_path, arguments):
    file = tmp_path / "minutes.gz"
    if arguments[0] == "import":
        assert shell.operate("export", file).exit_code == 0
        shell.home.past("UPDATE log_heads SET origin = 'minutebook/elsewhere'")
    given = [str(file) if part == "FILE" else part for part in arguments]

    shell.refused(1, "takes the owner of the database", *given)


def test_the_roles_are_printed_for_a_superuser_to_run():
    done = run(
        "db", "roles", "--database", "book", "--owner", "keeper", "--application", 'the "app"'
    )

    assert done.exit_code == 0
    *statements, rest = done.stdout.split(";\n")
    assert rest == ""
    assert statements[0] == 'CREATE ROLE "keeper" LOGIN'
    assert statements[1] == 'CREATE ROLE "the ""app""" LOGIN'
    assert any("CREATE DATABASE" in each and '"book"' in each for each in statements)


def test_a_file_that_is_no_database_is_told_in_a_sentence(tmp_path):
    (tmp_path / "minutebook.db").write_text("these are not the minutes you are looking for")
    done = really("bodies", MINUTEBOOK_DATA=str(tmp_path))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_a_new_file_in_a_folder_that_is_missing_is_told_in_a_sentence(data, tmp_path):
    new = str(tmp_path / "no" / "x.db")
    done = really("rebuild", "--to", "5", "--into", new, **data.variables)
    assert done.returncode in {1, 2}
    assert "Traceback" not in done.stderr
