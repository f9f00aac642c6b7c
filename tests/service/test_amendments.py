"""Corrections and retractions over HTTP, and of any history: read models are those of a rebuild."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.record import CorrectRecord, RetractRecord
from service.ledger.ask import Outcome
from tests.service import test_rebuild
from tests.service.seam import whole_office
from tests.service.test_rebuild import ANY_HISTORY, HISTORIES, begin_office, record, rows
from tests.service.test_routes_organisations import NOBODY as NO_EVENT
from tests.service.test_routes_organisations import office
from tests.service.test_routes_reports import submit


@pytest.fixture
def clerk(home):
    with office(home) as found:
        yield found


@pytest.fixture
def task(clerk):
    """An action that was minuted, reported on and completed."""
    body = clerk.make("/bodies", {"name": "Board"})
    task = clerk.make("/actions", {"body": body, "text": "Write", "occurred_on": "2013-03-11"})
    clerk.do("POST", f"/actions/{task}/progress", {"text": "begun", "occurred_on": "2013-04"})
    clerk.do("POST", f"/actions/{task}/completion", {"occurred_on": "2013-05"})
    return task


def events(clerk, path):
    return clerk.get(f"{path}/history")["items"]


def event(clerk, path, wire):
    return next(each for each in events(clerk, path) if each["type"] == wire)


def setting(path, value):
    return {"op": "replace", "path": path, "value": value}


def test_a_text_is_corrected_and_can_be_read_as_it_was_known_before(clerk, task):
    path, before = f"/actions/{task}", clerk.size
    wrong = event(clerk, path, "action.assigned")
    told = clerk.do(
        "POST",
        f"{path}/history/corrections",
        {
            "event": wrong["id"],
            "reason": "the minutes say so",
            "changes": [setting("/text", "Write to the police")],
        },
    )
    assert told["last"] == told["first"] + 1 == before + 2
    assert clerk.get(path)["text"] == "Write to the police"
    assert clerk.get(path, known_at=before)["text"] == "Write"
    *_, corrected, instead = events(clerk, path)
    assert corrected["type"] == "record.corrected"
    assert corrected["data"] == {
        "event": wrong["id"],
        "position": wrong["position"],
        "reason": "the minutes say so",
    }
    assert corrected["corrects"] == instead["corrects"] == wrong["id"]
    assert instead["data"]["text"] == "Write to the police"
    fates = {each["id"]: each.get("amended_by") for each in events(clerk, path)}
    assert fates.pop(wrong["id"]) == corrected["id"]
    assert set(fates.values()) == {None}


def test_what_is_taken_back_and_given_back_changes_what_is_open(clerk, task):
    path = f"/actions/{task}"
    done = event(clerk, path, "action.completed")["id"]
    taken_back = {"event": done, "reason": "another action was meant"}
    clerk.do("POST", f"{path}/history/retractions", taken_back)
    assert clerk.get(path)["state"] == "in_progress"
    undo = event(clerk, path, "record.retracted")["id"]
    clerk.do("POST", f"{path}/history/retractions", {"event": undo, "reason": "it was this one"})
    assert clerk.get(path)["state"] == "completed"
    assert clerk.ask("POST", f"{path}/progress", {"text": "more"}).status_code == 409


def test_a_figure_changes_with_a_row_that_is_corrected(clerk):
    body = clerk.make("/bodies", {"name": "Board"})
    person = clerk.make("/people", {"name": "Ada Abel"})
    meeting = clerk.make(f"/bodies/{body}/meetings", {"held_on": "2013-03-11"})
    row = {"row": 1, "name": "Ada Abel", "person": person, "status": "absent"}
    clerk.do("POST", f"/meetings/{meeting}/attendance", row)
    before = clerk.size
    listed = event(clerk, f"/meetings/{meeting}", "meeting.attendance_listed")["id"]
    clerk.do(
        "POST",
        f"/meetings/{meeting}/history/corrections",
        {
            "event": listed,
            "reason": "misread",
            "changes": [
                setting("/status", "present"),
                {"op": "add", "path": "/post", "value": "Clerk"},
            ],
        },
    )
    asked = {"person": person, "from": "2013-01-01", "to": "2013-12-31"}

    def statuses(**more):
        found = clerk.get(f"/people/{person}/attendance", **more)
        return [each["status"] for each in found["items"]]

    assert asked
    assert statuses() == ["present"]
    assert statuses(known_at=before) == ["absent"]


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ([setting("/texts", "x")], 409, "there is no /texts in the event"),
        ([setting("/text", 5)], 409, "wrong at /text"),
        ([setting("/body", NO_EVENT)], 409, "there is no body"),
        ([setting("/text", "Write")], 409, "say what is to be different"),
        ([{"op": "remove", "path": "/text"}], 409, "/text: it is missing"),
        ([], 422, "changes"),
    ],
)
def test_what_cannot_be_corrected_so_is_refused_with_what_to_do(clerk, task, changes, status, said):
    path, before = f"/actions/{task}", clerk.size
    wrong = event(clerk, path, "action.assigned")["id"]
    sent = {"event": wrong, "reason": "misread", "changes": changes}
    answer = clerk.ask("POST", f"{path}/history/corrections", sent)
    assert answer.status_code == status, answer.text
    assert said in answer.text
    assert clerk.size == before


def test_an_event_of_another_thing_is_not_found(clerk, task):
    path = f"/actions/{task}"
    sent = {"event": NO_EVENT, "reason": "misread", "changes": [setting("/text", "x")]}
    assert clerk.ask("POST", f"{path}/history/corrections", sent).status_code == 404
    del sent["changes"]
    assert clerk.ask("POST", f"{path}/history/retractions", sent).status_code == 404


def retract(clerk, path, event):
    sent = {"event": event["id"], "reason": "misread"}
    return clerk.ask("POST", f"{path}/history/retractions", sent)


def test_an_issue_is_corrected_where_its_number_is_free_and_others_do_not_need_it(home):
    with whole_office(home) as clerk:
        body = clerk.make("/bodies", {"name": "Board"})
        one, two = (
            clerk.make("/issues", {"body": body, "number": each, "text": "Dark"}) for each in "12"
        )
        path, before = f"/issues/{one}", clerk.size
        wrong = {"event": event(clerk, path, "issue.logged")["id"], "reason": "misread"}
        sent = wrong | {"changes": [setting("/number", "2"), setting("/printed", "2")]}
        clerk.refused(409, f"is issue {two}", "POST", f"{path}/history/corrections", sent)
        sent = wrong | {"changes": [setting("/text", "Dim")]}
        clerk.do("POST", f"{path}/history/corrections", sent)
        assert clerk.get(path)["text"] == "Dim"
        assert clerk.get(path, known_at=before)["text"] == "Dark"
        to = {"to": {"kind": "issue", "issue": one}}
        clerk.do("POST", f"/issues/{two}/links", to)
        instead = events(clerk, path)[-1]
        assert f"issue {two} names" in retract(clerk, path, instead).text
        linked = event(clerk, f"/issues/{two}", "issue.linked")
        assert retract(clerk, f"/issues/{two}", linked).status_code == 200
        assert retract(clerk, path, instead).status_code == 200
        assert clerk.ask("GET", path).status_code == 404


def test_a_recommendation_is_corrected_and_goes_once_no_reply_answers_it(home):
    with whole_office(home) as clerk:
        told = submit(clerk, responses=[], progress=[])
        path, (one, *_) = f"/reports/{told['id']}", told["recommendations"]
        by = {"kind": "organisation", "name": "Canal Office"}
        more = {"publisher": by, "replies_to": told["id"], "published_on": "2009-08"}
        nothing = {"recommendations": [], "responses": [], "progress": []}
        reply = f"/reports/{submit(clerk, **nothing, **more)['id']}"
        answers = [{"recommendation": one, "report": told["id"]}]
        given = {"by": {"kind": "unclear", "words": "We"}, "answers": answers, "text": "Noted."}
        clerk.ask("POST", f"{reply}/responses", given | {"occurred_on": "2009-08"})
        made = event(clerk, path, "report.recommendation_made")
        sent = {"event": made["id"], "reason": "misread"}
        sent |= {"changes": [setting("/text", "Mend the locks.")]}
        clerk.do("POST", f"{path}/history/corrections", sent)
        chain = clerk.get(f"/recommendations/{one}/chain")
        assert chain["recommendation"]["text"] == "Mend the locks."
        instead = events(clerk, path)[-1]
        assert (
            f"report {reply.rpartition('/')[2]} names {one}" in retract(clerk, path, instead).text
        )
        answered = event(clerk, reply, "report.response_given")
        assert retract(clerk, reply, answered).status_code == 200
        assert retract(clerk, path, instead).status_code == 200
        assert clerk.ask("GET", f"/recommendations/{one}/chain").status_code == 404


def amending(entry, text):
    """Return the commands that take an entry back, and that correct it where it has a text."""
    named = {"occurred_on": "2014", "of": entry.stream, "event": entry.id, "reason": "so"}
    yield RetractRecord(**named)
    for name in ("text", "name", "reason"):
        if hasattr(entry.event, name) and getattr(entry.event, name) is not None:
            yield CorrectRecord(replacement=replace(entry.event, **{name: text}), **named)
    yield CorrectRecord(replacement=replace(entry.event, occurred_on="2012"), **named)


@ANY_HISTORY
@given(HISTORIES, st.lists(st.tuples(st.integers(0, 99), st.integers(0, 2)), max_size=8), st.data())
def test_after_any_amendments_a_rebuild_makes_what_is_there_already(
    open_ledger, shared, history, picks, data
):
    warm = data.draw(st.integers(0, 4))
    with open_ledger(shared, warm_limit=warm) as ledger:
        new = begin_office(ledger)
        record(ledger, history, new)
        for number, which in picks:
            log = ledger.log(new)
            asked = list(amending(log[number % len(log)], f"text {number}"))
            ledger.now += 1
            ledger.batch(ledger.ask(asked[which % len(asked)], office=new))
        for requests in history[:1]:
            ledger.batch(*(ledger.ask(*request, office=new) for request in requests))
        assert ledger.differences(new) == []


def test_a_correction_and_what_follows_it_go_into_one_batch(ledger):
    record(ledger, [])
    entry = next(each for each in ledger.log() if each.stream == "action-b")
    correct = next(amending(entry, "say it once"))
    again = replace(correct, reason="twice")
    first, second = ledger.batch(ledger.ask(correct), ledger.ask(again))
    assert isinstance(first, Outcome)
    assert "not in force" in str(second)
    assert ledger.differences() == []


def test_undone_amendments_leave_the_rows_as_they_were(ledger):
    record(ledger, [])
    before = current(rows(ledger))
    entry = next(each for each in ledger.log() if each.stream == "action-b")
    for command in list(amending(entry, "say it once"))[:2]:
        ledger.do(command)
        assert current(rows(ledger)) != before
        undo = ledger.log()[-1 if isinstance(command, RetractRecord) else -2]
        ledger.do(RetractRecord(occurred_on="2014", of="action-b", event=undo.id, reason="undone"))
        assert current(rows(ledger)) == before
    assert ledger.differences() == []


def current(tables):
    """Return the rows that hold, without where in the log they begin."""
    return {
        name: {line[:-2] for line in lines if line[-1] is None}
        for name, lines in tables.items()
        if name != "amendments"
    }


shared = test_rebuild.shared
