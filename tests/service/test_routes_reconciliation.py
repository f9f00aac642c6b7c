"""Over HTTP and by command: quorum, work lists, identifications and why figures changed."""

import pytest

from tests.service.seam import whole_office
from tests.service.test_cli import Shell

DAY = "2013-03-11"
SEATS = ("Ada Abel", "Bram Brandt", "Cora Crane")


class Board:
    """A board of three that met once: Ada came, Bram left at eleven, Cora sent somebody."""

    def __init__(self, clerk):
        self.clerk = clerk
        self.body = clerk.make("/bodies", {"name": "Quay Board"})
        self.people = {name: clerk.make("/people", {"name": name}) for name in (*SEATS, "Dirk")}
        for name in SEATS:
            member = {"kind": "person", "person": self.people[name]}
            joined = {"member": member, "occurred_on": "2010"}
            clerk.make(f"/bodies/{self.body}/memberships", joined)
        held = {"held_on": DAY, "starts": "10:00", "ends": "12:00"}
        self.meeting = clerk.make(f"/bodies/{self.body}/meetings", held)
        self.path = f"/meetings/{self.meeting}"
        for item in (1, 2):
            self.add("items", {"item": item, "number": str(item), "title": "Repairs"})
        self.seat(1, "Ada Abel")
        self.seat(2, "Bram Brandt", mode="video")
        self.seat(3, "Cora Crane", status="apologies")
        self.seat(4, "Dirk", substitute_for=self.people["Cora Crane"])
        self.add("attendance/2/departures", {"at": "11:00", "item": 2})

    def add(self, what, body):
        return self.clerk.do("POST", f"{self.path}/{what}", body)

    def seat(self, row, name, **more):
        who = {"person": self.people[name]} if name in self.people else {}
        self.add("attendance", {"row": row, "name": name, "status": "present"} | who | more)

    def agree(self, substitution="allowed", on="2012-01-01", **rule):
        version = 1 + self.clerk.get(f"/bodies/{self.body}")["terms_version"]
        terms = {"version": version, "text": "Three sit.", "substitution": substitution}
        self.clerk.do("POST", f"/bodies/{self.body}/terms", terms | rule | {"occurred_on": on})

    def quorum(self, **query):
        return self.clerk.get(f"{self.path}/quorum", **query)

    def work(self, **query):
        return self.clerk.get(f"{self.path}/reconciliation", **query)

    def open(self, **query):
        items = self.work(**query)["items"]
        return {(each["kind"], each["subject"]) for each in items if "settlement" not in each}


@pytest.fixture
def clerk(home):
    with whole_office(home) as found:
        yield found


@pytest.fixture
def board(clerk):
    return Board(clerk)


THREE = {"quorum": {"kind": "members", "at_least": 3}}


def test_quorum_is_told_stretch_by_stretch_and_item_by_item(board):
    before = board.clerk.size
    board.agree(**THREE)
    found = board.quorum()
    assert [(each.get("begins"), each.get("ends")) for each in found["segments"]] == [
        ("10:00", "11:00"),
        ("11:00", "12:00"),
    ]
    assert [(each["present"], each["quorate"]) for each in found["segments"]] == [
        (3, "yes"),
        (2, "no"),
    ]
    assert [(each["item"], each["present"]) for each in found["items"]] == [(1, 3), (2, 2)]
    assert (found["quorate"], found["seats"], found["terms"]["version"]) == ("no", 3, 1)
    assert board.quorum(known_at=before)["quorate"] == "unknown"


def test_whether_a_meeting_was_quorate_is_unknown_for_a_reason(board, clerk):
    def reason():
        found = board.quorum()
        assert found["quorate"] == "unknown"
        return [each["code"] for each in found["reasons"]]

    assert reason() == ["no_terms"]
    board.agree(on="2013")
    assert reason() == ["terms_not_certain"]
    other = clerk.make("/bodies", {"name": "Empty Board"})
    terms = {"version": 1, "text": "Sit.", "occurred_on": "2012"}
    clerk.do("POST", f"/bodies/{other}/terms", terms)
    meeting = clerk.make(f"/bodies/{other}/meetings", {"held_on": DAY})
    found = clerk.get(f"/meetings/{meeting}/quorum")
    assert [each["code"] for each in found["reasons"]] == ["no_rule"]
    clerk.do(
        "POST", f"/bodies/{other}/terms", terms | {"version": 2, "occurred_on": "2012-06"} | THREE
    )
    found = clerk.get(f"/meetings/{meeting}/quorum")
    assert [each["code"] for each in found["reasons"]] == ["members_unknown"]
    later = clerk.make("/meetings", {"body": other, "expected": "2014"})
    found = clerk.get(f"/meetings/{later}/quorum")
    assert [each["code"] for each in found["reasons"]] == ["not_held"]


def test_a_rule_of_shares_and_kinds_is_computed_and_shown(board):
    rule = {"kind": "fraction", "numerator": 2, "denominator": 3}
    kinds = [{"at_least": 1, "role": "chair"}]
    board.agree(
        quorum=rule, quorum_more_than=True, quorum_remote_counts=False, quorum_of_which=kinds
    )
    found = board.quorum()
    assert found["terms"]["quorum_more"] == {
        "fraction": {"numerator": 2, "denominator": 3},
        "more_than": True,
        "remote_counts": False,
        "of_which": kinds,
    }
    assert "quorum" not in found["terms"]
    assert [(each["needed"], each["quorate"]) for each in found["segments"]] == [(3, "no")] * 2
    with pytest.raises(AssertionError, match="one of the three"):
        board.agree(quorum_more_than=True)


def test_who_took_no_part_in_a_confidential_item_is_told_to_nobody_else(board, clerk):
    board.agree(quorum={"kind": "members", "at_least": 2})
    before = [board.quorum()["segments"]]
    board.add("attendance/1/recusals", {"item": 2})
    assert [each["present"] for each in board.quorum()["items"]] == [3, 1]
    clerk.do("PUT", f"{board.path}/items/2/handling", {"handling": "confidential"}, if_match="*")
    with clerk.uncleared():
        found = board.quorum()
        assert [each["item"] for each in found["items"]] == [1]
        assert found["segments"] == before[0]
        assert found["quorate"] == "yes"


def test_a_work_list_names_what_does_not_fit_and_facts_make_it_go(board, clerk):
    board.seat(5, "Official")
    board.seat(6, "Ada Abel")
    board.add("participants", {"row": 7, "name": "C Crane", "role": "spoke"})
    board.add(
        "paragraphs",
        {
            "paragraph": 1,
            "number": "1",
            "text": "Noted.",
            "speaker": {"kind": "name", "name": "Mr Dirk"},
        },
    )
    board.add("paragraphs", {"paragraph": 2, "number": "3", "text": "Noted."})
    stranger = clerk.make("/people", {"name": "Sam Oar"})
    owner = {"kind": "person", "id": stranger, "words": "Sam"}
    task = {"body": board.body, "meeting": board.meeting, "text": "Mend", "owners": [owner]}
    action = clerk.make("/actions", task)
    usual = ("represented_with_apologies", "row-3")
    assert board.open() == {
        usual,
        ("unnamed_attendee", "row-5"),
        ("unresolved_duplicate", "row-6"),
        ("unlisted_participant", "row-7"),
        ("unlisted_speaker", "paragraph-1"),
        ("unlisted_owner", f"action-{action}-owner-1"),
        ("numbering_gap", "paragraph-2"),
    }
    before = clerk.size
    board.clerk.do("PUT", f"{board.path}/attendance/6/same-as", {"row": 1}, if_match="*")
    said = {"person": stranger, "reason": "his letter"}
    clerk.do("PUT", f"{board.path}/attendance/5/person", said, if_match="*")
    for name, who in (("C. Crane", "Cora Crane"), ("Mr Dirk", "Dirk")):
        scoped = {"name": name, "kind": "as_listed", "meeting": board.meeting}
        clerk.do("POST", f"/people/{board.people[who]}/names", scoped)
    assert board.open() == {usual, ("numbering_gap", "paragraph-2")}
    assert len(board.open(known_at=before)) == 7
    row = clerk.get(board.path)["attendance"][4]
    assert (row["listed_as"], row["person"], row["grounds"]) == ("Official", stranger, "his letter")
    (line,) = clerk.get(f"/people/{stranger}/attendance")["items"]
    assert line["status"] == "present"
    assert clerk.get(f"/people/{stranger}/attendance", known_at=before)["items"] == []
    with clerk.uncleared():
        assert board.open() == {usual}


def test_an_entry_is_settled_by_a_statement_and_taken_up_again(board, clerk):
    path = f"{board.path}/reconciliation"
    entry = {"kind": "represented_with_apologies", "subject": "row-3"}
    explained = entry | {"resolution": "explained", "words": "she sent Dirk"}
    assert clerk.get(f"/bodies/{board.body}/reconciliation")["items"] == [
        {
            "meeting": board.meeting,
            "day": DAY,
            "open": 1,
            "kinds": [{"kind": "represented_with_apologies", "open": 1}],
        }
    ]
    clerk.do("POST", f"{path}/settlements", explained)
    (told,) = board.work()["items"]
    assert told["settlement"]["words"] == "she sent Dirk"
    assert board.work()["open"] == 0
    assert clerk.get(f"/bodies/{board.body}/reconciliation")["items"] == []
    clerk.do("POST", f"{path}/reopenings", entry | {"reason": "she did not"})
    assert board.work()["open"] == 1
    other = entry | {"subject": "row-1", "resolution": "as_printed"}
    clerk.refused(
        404, "has no represented_with_apologies of row-1", "POST", f"{path}/settlements", other
    )


def test_a_speaker_is_one_entry_whichever_paragraph_was_settled(board, clerk):
    for number in (1, 2):
        speaker = {"kind": "name", "name": "Mr Oar"}
        said = {"paragraph": number, "text": "Noted.", "speaker": speaker}
        board.add("paragraphs", said)
    owner = {"kind": "unclear", "words": "Oar"}
    task = {"body": board.body, "meeting": board.meeting, "text": "Mend", "owners": [owner]}
    clerk.make("/actions", task)
    kinds = [kind for kind, _ in board.open()]
    assert (kinds.count("unlisted_speaker"), kinds.count("unlisted_owner")) == (1, 1)
    secret = {"handling": "confidential"}
    clerk.do("PUT", f"{board.path}/paragraphs/1/handling", secret, if_match="*")
    with clerk.uncleared():
        assert ("unlisted_speaker", "paragraph-2") in board.open()
    entry = {"kind": "unlisted_speaker", "subject": "paragraph-1", "resolution": "as_printed"}
    clerk.do("POST", f"{board.path}/reconciliation/settlements", entry)
    assert "unlisted_speaker" not in {kind for kind, _ in board.open()}
    with clerk.uncleared():
        assert ("unlisted_speaker", "paragraph-2") in board.open()
        assert "paragraph-1" not in str(board.work())


def test_what_is_said_of_something_confidential_is_withheld_with_it(board, clerk):
    board.add("paragraphs", {"paragraph": 1, "text": "Noted."})
    owner = {"kind": "person", "id": clerk.make("/people", {"name": "Oar"}), "words": "Oar"}
    task = {"body": board.body, "meeting": board.meeting, "text": "Mend", "owners": [owner]}
    action = clerk.make("/actions", task)
    said = {
        "kind": "unlisted_owner",
        "subject": f"action-{action}-owner-1",
        "resolution": "explained",
        "words": "asked by letter",
    }
    clerk.do("POST", f"{board.path}/reconciliation/settlements", said)
    secret = {"handling": "confidential"}
    clerk.do("PUT", f"/actions/{action}/handling", secret, if_match="*")
    for path in ("reconciliation", "history"):
        assert action in clerk.ask("GET", f"{board.path}/{path}", limit=200).text or (
            path == "reconciliation"
        )
    with clerk.uncleared():
        for path, query in (("reconciliation", {}), ("history", {"limit": 200})):
            answer = clerk.ask("GET", f"{board.path}/{path}", **query)
            assert answer.status_code == 200
            assert action not in answer.text
            assert "asked by letter" not in answer.text


def test_a_merge_is_named_as_what_changed_a_figure(board, clerk):
    twin = clerk.make("/people", {"name": "A. Abel"})
    meeting = clerk.make(f"/bodies/{board.body}/meetings", {"held_on": "2013-06-10"})
    row = {"row": 1, "name": "A. Abel", "status": "present", "person": twin}
    clerk.do("POST", f"/meetings/{meeting}/attendance", row)
    since, ada = clerk.size, board.people["Ada Abel"]
    merged = clerk.do(
        "PUT", f"/people/{twin}/merge", {"into": ada, "reason": "one hand"}, if_match="*"
    )
    path = f"/people/{ada}/attendance-changes"
    found = clerk.get(path, since=since)
    (change,) = found["changes"]
    assert change["before"] == {"lines": [], "counted": True}
    assert change["after"]["lines"][0]["status"] == "present"
    (cause,) = change["causes"]
    assert (cause["position"], cause["type"]) == (merged["first"], "person.merged")
    assert cause["reason"] == "one hand"
    rates = [(each["present"], each["denominator"]) for each in found["rates_before"]]
    assert rates == [(1, 2)]
    assert [each["present"] for each in found["rates_after"]] == [2]
    clerk.do("POST", f"/people/{twin}/unmerge", {"reason": "two after all"})
    assert clerk.get(path, since=since)["changes"] == []
    assert clerk.get(path, since=since, known_at=merged["last"])["changes"] == [change]
    clerk.refused(404, "compare it with an earlier one", "GET", path, since=since, known_at=5)


@pytest.fixture
def shell(board, home):
    return Shell(home)


def test_all_of_it_is_asked_and_settled_by_command(board, clerk, shell):
    board.agree(**THREE)
    board.seat(5, "Official")
    since = clerk.size
    assert shell.json("quorum", board.meeting) == board.quorum()
    assert "10:00 to 11:00" in shell("quorum", board.meeting).stdout
    assert shell.json("reconcile", board.meeting) == board.work()
    assert "names nobody on record" in shell("reconcile", board.meeting).stdout
    for arguments in (
        ("settle", board.meeting, "represented_with_apologies", "row-3"),
        ("reopen", board.meeting, "represented_with_apologies", "row-3", "--reason", "no"),
        ("identify", board.meeting, "5", "Dirk", "--reason", "a letter", "--override", "twice"),
        ("called", "Dirk", "D.", "--meeting", board.meeting),
    ):
        done = shell(*arguments)
        assert done.exit_code == 0, done.stderr
        assert "recorded" in done.stderr
    again = shell("called", "Dirk", "D.", "--meeting", board.meeting)
    assert "nothing was recorded" in again.stderr
    asked = ("attendance-changes", "--person", "Dirk", "--since", since)
    assert shell.json(*asked)["changes"] == []
    assert "nothing reads differently" in shell(*asked).stderr
    told = shell("attendance-changes", "--person", "Dirk", "--since", "5", "--body", "Quay Board")
    assert "meeting.attendance_listed" in told.stdout
    assert shell("attendance-changes", "--since", "5").exit_code == 2
    assert shell("attendance-changes", "--person", "Dirk", "--since", "soon").exit_code == 2
    assert shell("settle", board.meeting, "unnamed_attendee", "row-1").exit_code == 1
    assert shell("settle", board.meeting, "nonsense", "row-1").exit_code == 2


def test_what_changed_for_an_organisation_is_told_by_command(board, clerk, shell):
    clerk.make("/organisations", {"name": "Harbour Office"})
    found = shell.json("attendance-changes", "--organisation", "Harbour Office", "--since", "1")
    assert (found["since"], found["changes"]) == (1, [])
