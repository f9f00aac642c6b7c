"""What minutes pass over, what they narrate, and what to chase, over HTTP."""

from datetime import date

import pytest
from icalendar import Calendar

from tests.service.seam import whole_office

MARCH, MAY, JUNE, SEPTEMBER = "2024-03-04", "2024-05-06", "2024-06-03", "2024-09-02"
SAID = "The lighthouse survey of the northern breakwater was nearly complete."
OTHER = "Members welcomed the new ferry timetable."


@pytest.fixture
def clerk(home):
    with whole_office(home) as found:
        yield found


class Board:
    """A body that met in March, gave out actions, and met again in June."""

    def __init__(self, clerk):
        self.clerk = clerk
        self.ada = clerk.make("/people", {"name": "Ada Abel"})
        self.works = clerk.make("/organisations", {"name": "Harbour Works"})
        self.body = clerk.make("/bodies", {"name": "Quay Board"})
        self.march = self.met(MARCH, ["Opening of the season."])
        ada = {"kind": "person", "id": self.ada, "words": "Ada"}
        works = {"kind": "organisation", "id": self.works, "words": "Works"}
        chair = {"kind": "post", "body": self.body, "role": "chair", "words": "the Chair"}
        crews = {"kind": "class", "words": "Ferry crews"}
        self.survey = self.task("Finish the lighthouse survey of the northern breakwater", [ada])
        self.silent = self.task("Repaint every mooring buoy", [works], {"kind": "next_meeting"})
        self.dated = self.task(
            "Publish dredging figures", [ada, works], {"kind": "date", "day": MAY}
        )
        self.future = self.task("Review tolls", [chair], {"kind": "future_meeting"})
        self.unowned = self.task("Replace the tide gauge", [])
        self.crews = self.task(
            "Return signal lamps", [crews], {"kind": "date", "day": "2024-06-20"}
        )
        self.june = self.met(JUNE, [SAID, OTHER])

    def met(self, day, paragraphs):
        form = {
            "body": {"id": self.body},
            "held_on": day,
            "items": [
                {
                    "title": "Harbour",
                    "number": "1",
                    "paragraphs": [{"text": text} for text in paragraphs],
                }
            ],
        }
        answer = self.clerk.ask("POST", "/minutes", form)
        assert answer.status_code == 201, answer.text
        return answer.json()["meeting"]

    def task(self, text, owners, due=None):
        form = {
            "body": self.body,
            "meeting": self.march,
            "item": "1",
            "text": text,
            "owners": owners,
            "occurred_on": MARCH,
        }
        return self.clerk.make("/actions", form | ({"due": due} if due else {}))

    def complete(self):
        asserted = {"first": "2024-01-01", "last": "2024-12-31", "complete": True}
        self.clerk.do("POST", f"/bodies/{self.body}/series", asserted)

    def silence(self, **query):
        return {
            each["action"]["id"]
            for each in self.clerk.get("/actions/not-reported", on=SEPTEMBER, **query)["items"]
        }

    def account(self, meeting=None, **query):
        path = f"/meetings/{meeting or self.june}/actions-reported"
        return {each["action"]["id"]: each for each in self.clerk.get(path, **query)["items"]}

    def letters(self, **query):
        found = self.clerk.get("/reminders", on="2024-06-10", **query)["items"]
        return {each["to"].get("name") or each["to"]["kind"]: each for each in found}


@pytest.fixture
def board(clerk):
    return Board(clerk)


def passage(meeting, number=1, **more):
    return {"meeting": meeting, "part": "paragraph", "number": number, **more}


def standings(account):
    return {each: view["standing"] for each, view in account.items()}


def test_silence_is_unresolved_until_the_series_is_known_to_be_complete(board):
    assert board.silence() == set()
    before = board.account()
    assert before[board.silent]["why"] == "series"
    assert standings(before)[board.silent] == "unresolved"
    known_at = board.clerk.size
    board.complete()
    assert board.silence() == {board.silent, board.dated, board.unowned}
    assert board.silence(known_at=known_at) == set()
    assert board.account(known_at=known_at) == before


def test_each_action_before_a_meeting_is_told_how_it_stands_there(board):
    board.complete()
    progress = {"text": "half of it", "meeting": board.june, "occurred_on": JUNE}
    board.clerk.do("POST", f"/actions/{board.dated}/progress", progress)
    account = board.account()
    assert standings(account) == {
        board.survey: "awaiting_confirmation",
        board.silent: "not_reported",
        board.dated: "reported",
        board.future: "unresolved",
        board.unowned: "not_reported",
    }
    assert account[board.future]["why"] == "deadline"
    (mention,) = account[board.dated]["reported_by"]
    assert mention["what"] == "progress_reported"
    (proposal,) = account[board.survey]["looks_like_it"]
    assert (proposal["part"], proposal["number"]) == ("paragraph", 1)
    assert {"lighthouse", "survey", "northern", "breakwater"} <= set(proposal["words"])


def test_a_row_tells_since_which_meeting_and_which_were_silent(board):
    september = board.met("2024-09-01", [OTHER])
    board.complete()
    found = board.clerk.get("/actions/not-reported", on=SEPTEMBER, owner=board.works, limit=1)
    (row,) = found["items"]
    assert (row["since"], row["since_on"]) == (board.june, JUNE)
    assert row["meetings"] == [board.june, september]
    assert row["action"]["silent_since"] == board.june
    assert "next" in found
    assert {
        each["action"]["id"]
        for each in board.clerk.pages("/actions/not-reported", on=SEPTEMBER, body=board.body)
    } == {board.survey, board.silent, board.dated, board.unowned, board.crews}


def test_what_looked_like_it_earlier_does_not_excuse_a_later_silence(board):
    september = board.met("2024-09-01", [OTHER])
    board.complete()
    found = board.clerk.get("/actions/not-reported", on=SEPTEMBER)["items"]
    rows = {each["action"]["id"]: each for each in found}
    assert rows[board.survey]["meetings"] == [september]


def test_a_confirmed_narration_is_a_mention_and_changes_nothing_else(board):
    board.complete()
    confirmed = f"/actions/{board.survey}/narrations/confirmation"
    board.clerk.do("POST", confirmed, passage(board.june, note="the survey"))
    view = board.account()[board.survey]
    assert view["standing"] == "reported"
    assert view["reported_by"][0]["what"] == "paragraph"
    assert view["action"]["state"] == "open"
    assert "silent_since" not in view["action"]
    assert "first" not in board.clerk.do("POST", confirmed, passage(board.june))


def test_a_dismissed_passage_is_not_proposed_again_and_no_mention(board):
    board.complete()
    dismissed = f"/actions/{board.survey}/narrations/dismissal"
    board.clerk.do("POST", dismissed, passage(board.june))
    assert standings(board.account())[board.survey] == "not_reported"
    assert board.survey in board.silence()


@pytest.mark.parametrize("finding", ["confirmation", "dismissal"])
def test_a_finding_that_cannot_be_is_refused(board, finding):
    path = f"/actions/{board.survey}/narrations/{finding}"
    board.clerk.refused(404, "no paragraph 99", "POST", path, passage(board.june, 99))
    board.clerk.declines("POST", path, passage(board.june), thing=board.survey, replaces=False)


def test_what_an_action_came_to_may_name_the_meeting(board):
    board.complete()
    done = {"meeting": board.june, "occurred_on": "2024-05-30", "override": "all told"}
    board.clerk.do("POST", f"/actions/{board.dated}/completion", done)
    assert standings(board.account())[board.dated] == "reported"
    assert board.dated not in board.silence()


def test_a_confidential_passage_is_proposed_only_to_who_may_read_it(board):
    board.complete()
    path = f"/meetings/{board.june}/paragraphs/1/handling"
    board.clerk.do("PUT", path, {"handling": "confidential"}, if_match="*")
    assert standings(board.account())[board.survey] == "awaiting_confirmation"
    with board.clerk.uncleared():
        assert standings(board.account())[board.survey] == "not_reported"
        assert "lighthouse survey" not in str(board.account()[board.survey]["looks_like_it"])
    confirmed = f"/actions/{board.survey}/narrations/confirmation"
    receipt = board.clerk.do("POST", confirmed, passage(board.june, note="in secret"))
    with board.clerk.uncleared():
        view = board.account()[board.survey]
        assert view["standing"] == "reported"
        assert view["reported_by"] == [{"occurred_on": view["reported_by"][0]["occurred_on"]}]
        history = board.clerk.get(f"/actions/{board.survey}/history")["items"]
        assert receipt["first"] not in {each["position"] for each in history}


def test_a_confidential_action_is_in_no_list_for_who_may_not_read_it(board):
    board.complete()
    path = f"/actions/{board.silent}/handling"
    board.clerk.do("PUT", path, {"handling": "confidential"}, if_match="*")
    assert board.silent in board.silence()
    with board.clerk.uncleared():
        assert board.silent not in board.silence()
        assert board.silent not in board.account()
        arising = board.clerk.get(f"/bodies/{board.body}/matters-arising", on="2024-06-10")
        assert board.silent not in str(arising)
        assert board.silent not in str(board.letters())
        for ending in ("letters", "calendar"):
            text = board.clerk.http.get(f"/v1/default/reminders/{ending}?on=2024-06-10").text
            assert "mooring" not in text
    assert "mooring" in str(board.letters())


def test_matters_arising_tell_why_each_is_there(board):
    board.complete()
    july = board.clerk.make("/meetings", {"body": board.body, "expected": "2024-07-01"})
    carried = {"from_meeting": board.june, "to_meeting": july, "occurred_on": JUNE}
    board.clerk.do("POST", f"/actions/{board.future}/carried-forward", carried)
    path = f"/bodies/{board.body}/matters-arising"
    told = board.clerk.get(path, on="2024-06-10")
    assert (told["next_meeting"], told["next_meeting_on"]) == (july, "2024-07-01")
    rows = {each["action"]["id"]: each for each in told["items"]}
    assert {each: view["reasons"] for each, view in rows.items()} == {
        board.survey: ["no_deadline", "awaiting_confirmation"],
        board.silent: ["overdue", "not_reported"],
        board.dated: ["overdue", "not_reported"],
        board.future: ["carried_forward"],
        board.unowned: ["no_deadline", "not_reported", "unowned"],
        board.crews: ["due_at_next_meeting"],
    }
    assert rows[board.silent]["raised_at"] == {
        "meeting": board.march,
        "date": MARCH,
        "item": "1",
        "title": "Harbour",
    }
    assert [each["action"]["id"] for each in board.clerk.pages(path, on="2024-06-10")] == [*rows]
    board.clerk.refused(404, "no body", "GET", path.replace(board.body, board.march))


def test_an_unresolved_deadline_is_a_matter_too(board):
    rows = board.clerk.get(f"/bodies/{board.body}/matters-arising", on="2024-06-10")["items"]
    why = {each["action"]["id"]: each["reasons"] for each in rows}
    assert why[board.silent] == ["unresolved_deadline"]


def test_each_owner_has_a_letter_and_a_post_is_who_holds_it_on_the_day(board):
    board.complete()
    board.clerk.do(
        "POST",
        f"/bodies/{board.body}/chairs",
        {"person": board.ada, "occurred_on": "2024-06-05"},
    )
    due = {"due": {"kind": "date", "day": "2024-06-15"}}
    board.clerk.do("PUT", f"/actions/{board.future}/due", due, if_match="*")
    letters = board.letters()
    owed = {
        name: {line["action"]["id"]: line["reasons"] for line in each["actions"]}
        for name, each in letters.items()
    }
    assert owed == {
        "Ada Abel": {board.dated: ["overdue", "not_reported"], board.future: ["due"]},
        "Harbour Works": {
            board.silent: ["overdue", "not_reported"],
            board.dated: ["overdue", "not_reported"],
        },
        "Ferry crews": {board.crews: ["due"]},
        "nobody": {board.unowned: ["not_reported"]},
    }
    assert "2. Review tolls" in letters["Ada Abel"]["text"]
    assert list(board.letters(owner=board.ada)) == ["Ada Abel"]
    earlier = board.clerk.get("/reminders", on="2024-06-04")["items"]
    assert [each["to"]["kind"] for each in earlier if each["to"].get("role")] == ["post"]
    pages = board.clerk.pages("/reminders", on="2024-06-10")
    assert [each["to"] for each in pages] == [each["to"] for each in letters.values()]


def test_who_did_their_part_is_not_reminded(board):
    (works,) = [
        each["number"]
        for each in board.clerk.get(f"/actions/{board.dated}")["owners"]
        if each["words"] == "Works"
    ]
    board.clerk.do("POST", f"/actions/{board.dated}/owners/{works}/completion", {})
    told = [line["action"]["id"] for line in board.letters()["Harbour Works"]["actions"]]
    assert board.dated not in told


def test_a_letter_that_was_sent_is_recorded_for_all_its_actions_or_for_none(board):
    lines = board.letters()["Harbour Works"]["actions"]
    sent = [{"action": line["action"]["id"], "owner": line["owner"]} for line in lines]
    letter = {"actions": sent, "channel": "email", "occurred_on": "2024-06-10"}
    wrong = letter | {"actions": [*sent, {"action": board.unowned, "owner": 1}]}
    board.clerk.refused(404, "no owner number 1", "POST", "/reminders", wrong)
    other = board.clerk.make("/bodies", {"name": "Another Board"})
    board.clerk.refused(409, "another body", "POST", "/reminders", letter | {"body": other})
    receipt = board.clerk.do("POST", "/reminders", letter | {"body": board.body})
    assert receipt["last"] - receipt["first"] + 1 == len(sent) == 2
    board.clerk.do("POST", "/reminders", letter | {"occurred_on": "2024-06-11"})
    after = board.letters()["Harbour Works"]
    assert [(line["reminded"], line["reminded_on"]) for line in after["actions"]] == [
        (2, "2024-06-11")
    ] * 2
    assert "reminded 2 times, last on 2024-06-11" in after["text"]


def test_letters_and_to_dos_are_read_as_text_and_as_a_calendar(board):
    query = "on=2024-06-10&within_days=14"
    letters = board.clerk.http.get(f"/v1/default/reminders/letters?{query}")
    assert letters.headers["content-type"].startswith("text/plain")
    assert letters.text.count("\f") == 2
    answer = board.clerk.http.get(f"/v1/default/reminders/calendar?{query}")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert b"\r\n" in answer.content
    assert b"DUE;VALUE=DATE:20240506" in answer.content
    todos = Calendar.from_ical(answer.content).walk("VTODO")
    uids = [str(each["uid"]) for each in todos]
    assert len(set(uids)) == len(uids) == 4
    (dredging, _) = [each for each in todos if "dredging" in each["summary"]]
    assert dredging["due"].dt == date(2024, 5, 6)
    again = board.clerk.http.get(f"/v1/default/reminders/calendar?{query}")
    assert [str(each["uid"]) for each in Calendar.from_ical(again.content).walk("VTODO")] == uids
