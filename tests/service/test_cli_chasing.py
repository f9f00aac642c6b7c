"""Chasing from the command line: what is passed over, what is to come, who is written to."""

import orjson
import pytest

from tests.service.seam import whole_office
from tests.service.test_cli import NOBODY, run
from tests.service.test_routes_chasing import SEPTEMBER, Board

JUNE_TENTH = ("--on", "2024-06-10")


@pytest.fixture(scope="module")
def board(kind, new_home):
    """Return a board whose meetings are known to be all there were; no test changes that."""
    with new_home(kind) as home, whole_office(home) as clerk:
        board = Board(clerk)
        board.complete()
        yield board


@pytest.fixture(scope="module")
def told(board):
    """Return a command line on the record of the board, which tells data and talk apart."""

    def ask(*arguments, code=0):
        done = run(*arguments, **board.clerk.home.variables)
        assert done.exit_code == code, done.output
        return done

    return ask


def items(done):
    return orjson.loads(done.stdout)["items"]


def test_silence_is_told_from_the_meeting_on_that_passed_over_an_action(board, told):
    quiet = told("not-reported", "--on", "2024-06-02")
    assert (quiet.stdout, "nothing is known to be passed over" in quiet.stderr) == ("", True)
    asked = ("not-reported", "--on", SEPTEMBER, "--body", "Quay Board")
    found = {each["action"]["id"] for each in items(told(*asked, "--json"))}
    assert found == board.silence() == {board.silent, board.dated, board.unowned}
    shown = told(*asked, "--owner", "Harbour Works").stdout
    assert "Repaint every mooring buoy" in shown
    assert "Replace the tide gauge" not in shown


def test_each_action_before_a_meeting_is_told_with_what_looks_like_it(board, told):
    shown = told("reported", board.june).stdout
    assert "awaiting confirmation" in shown
    assert "not reported" in shown
    assert "paragraph 1: " in shown
    found = items(told("reported", board.june, "--json"))
    assert {each["action"]["id"]: each for each in found} == board.account()
    assert "no action was before that meeting" in told("reported", board.march).stderr


def test_matters_arising_are_told_with_the_reason_and_the_next_meeting(board, told):
    asked = ("matters-arising", "Quay Board", *JUNE_TENTH)
    done = told(*asked)
    assert "next meeting: not known" in done.stderr
    assert "Replace the tide gauge" in done.stdout
    page = orjson.loads(told(*asked, "--json").stdout)
    there = board.clerk.get(f"/bodies/{board.body}/matters-arising", on="2024-06-10")
    assert page["items"] == there["items"]
    other = board.clerk.make("/bodies", {"name": "Harbour Group"})
    assert "nothing is open" in told("matters-arising", other).stderr


def test_owners_are_reminded_and_that_is_recorded_once_it_is_asked_for(board, told, tmp_path):
    size, ics = board.clerk.size, tmp_path / "tasks.ics"
    letters = told("remind", *JUNE_TENTH, "--ics", ics)
    assert "Publish dredging figures" in letters.stdout
    assert b"BEGIN:VTODO" in ics.read_bytes()
    assert board.clerk.size == size

    done = told("remind", *JUNE_TENTH, "--owner", "Ada Abel", "--record")
    assert "recorded: owners were reminded" in done.stderr
    sent = board.clerk.get(f"/actions/{board.dated}/history")["items"][-1]
    assert (sent["type"], sent["data"]["channel"]) == ("action.reminder_sent", "letter")
    assert f"reminded, {board.clerk.size - size} times" in done.stderr


def test_where_nobody_is_to_be_reminded_nothing_is_recorded(board, told):
    other = board.clerk.make("/bodies", {"name": "Harbour Group"})
    size = board.clerk.size
    done = told("remind", "--body", other, "--record")
    assert "nobody is to be reminded" in done.stderr
    assert "nothing is recorded" in done.stderr
    assert "leave out --record" in told("remind", "--record", "--known-at", "3", code=2).stderr
    assert board.clerk.size == size


def test_an_issue_is_corrected_and_taken_back_by_its_event(board, told):
    issue = board.clerk.make("/issues", {"body": board.body, "number": "1", "text": "Dark"})
    (logged,) = items(told("history", issue, "--json"))
    named = ("issue", issue, logged["id"], "--reason", "misread")
    told("correct", *named, "--set", "/text=Dim")
    (found,) = items(told("issues", "--json"))
    assert found["text"] == "Dim"
    *_, instead = items(told("history", issue, "--json"))
    told("retract", "issue", issue, instead["id"], "--reason", "never was")
    assert items(told("issues", "--json")) == []
    told("retract", "report", NOBODY, logged["id"], "--reason", "never was", code=1)
