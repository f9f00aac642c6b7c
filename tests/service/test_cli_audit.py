"""What an auditor asks on the command line, as tables, CSV, JSON lines and JSON."""

import csv
import json
from io import StringIO

import pytest

from service import sample
from service.book import DEFAULT, Book
from service.ids import Mint
from tests.service.test_cli import BODY, NOBODY, Shell


@pytest.fixture(scope="module")
def shell(kind, new_home):
    with new_home(kind) as home:
        book = Book(home.settings(), Mint())
        sample.load(book, DEFAULT)
        book.close()
        yield Shell(home)


def table(text):
    return list(csv.DictReader(StringIO(text, newline="")))


def test_events_are_listed_by_what_they_are_of_in_every_form(shell):
    asked = ("audit", "events", "--body", BODY, "--type", "action.assigned")
    found = shell.json(*asked)["items"]
    assert len(found) > 3
    assert {each["type"] for each in found} == {"action.assigned"}
    assert all(each["proof"].endswith(f"/{each['position']}/proof") for each in found)
    lines = shell(*asked, "--jsonl").stdout.splitlines()
    assert [json.loads(each) for each in lines] == found
    rows = table(shell(*asked, "--csv").stdout)
    assert [int(row["position"]) for row in rows] == [each["position"] for each in found]
    assert rows[0]["source.line"] == str(found[0]["source"]["line"])
    told = shell(*asked, "--limit", "2", "--oldest-first").stdout
    assert told.count("action.assigned") == 2
    assert shell.json(*asked, "--to", "2001-01-01")["items"] == []
    assert shell.json(*asked, "--from", "2001-01-01T00:00:00Z")["items"] == found


def test_everything_that_a_document_gave_rise_to_is_found(shell):
    (first, *_) = shell.json("audit", "events", "--type", "document.accepted")["items"]
    document = first["data"]["document"]
    found = shell.json("audit", "events", "--document", document)["items"]
    assert {"document.received", "meeting.attendance_listed"} <= {each["type"] for each in found}
    others = {each["source"]["document"] for each in found if "source" in each}
    assert others == {document}


def test_a_thing_is_shown_field_by_field_and_compared_with_itself(shell):
    (withdrawn, *_) = shell.json("audit", "events", "--type", "action.completed")["items"]
    action = withdrawn["stream"].removeprefix("action-")
    found = shell.json("audit", "fields", action)["items"]
    assert {"model": "actions", "field": "state", "value": "completed"}.items() <= next(
        each for each in found if each.get("value") == "completed"
    ).items()
    assert "completed" in shell("audit", "fields", withdrawn["stream"]).stdout
    before = str(withdrawn["position"] - 1)
    rows = table(shell("diff", before, "--stream", withdrawn["stream"], "--csv").stdout)
    assert "completed" in [row["now"] for row in rows if row["field"] == "state"]
    assert "actions state" in shell("audit", "difference", before).stdout
    whole = shell.json("diff", "0", before)["items"]
    assert withdrawn["stream"] in {each["stream"] for each in whole}


def test_denied_attempts_are_listed(shell):
    assert shell("audit", "denied", "--actor", NOBODY).exit_code == 0
    assert shell("audit", "denied", "--csv").stdout.startswith("id,actor,operation,reason")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["audit", "fields", NOBODY], 1, "nothing is recorded"),
        (["audit", "events", "--csv", "--jsonl"], 2, "name one of --csv"),
        (["audit", "events", "--from", "soon"], 2, "write a day such as"),
        (["diff", "yesterday"], 2, "a position such as 42"),
        (["diff", "5", "4"], 1, "an earlier one"),
    ],
)
def test_what_cannot_be_answered_is_told(shell, arguments, status, said):
    shell.refused(status, said, *arguments)
