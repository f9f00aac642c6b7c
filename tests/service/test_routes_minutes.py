"""The life of minutes over HTTP: from the first draft to what is amended and published."""

import hashlib

import pytest
from sqlalchemy import select

from service import rebuilding
from service.ledger.tables import ENTRIES
from tests.service.seam import whole_office

CHAIRING = "somebody in the chair"
SLIP = {"part": "paragraph", "number": 1, "text": "The board saw the survey.", "reason": "a slip"}


class Office:
    """A minute book with minutes to approve, a secretary (the operator) and a chair."""

    def __init__(self, clerk):
        self.clerk = clerk
        self.body = clerk.make("/bodies", {"name": "Quay Board"})
        other = clerk.make("/bodies", {"name": "Harbour Group"})
        self.march, self.june = (self._held(self.body, day) for day in ("2024-03-04", "2024-06-04"))
        self.elsewhere = self._held(other, "2024-06-05")
        meeting = f"/meetings/{self.march}"
        clerk.do("POST", f"{meeting}/items", {"item": 1, "title": "Repairs", "number": "1."})
        paragraph = {"paragraph": 1, "item": 1, "text": "The board noted the survey."}
        clerk.do("POST", f"{meeting}/paragraphs", paragraph)
        clerk.do("POST", f"{meeting}/decisions", {"decision": 1, "item": 1, "text": "To mend."})
        task = {"body": self.body, "meeting": self.march, "text": "Mend the steps"}
        self.action = clerk.make("/actions", task)
        actor = clerk.make("/actors", {"kind": "person", "subject": CHAIRING})
        clerk.do("POST", f"/actors/{actor}/roles", {"role": "chair"})
        self._chair = clerk.home.token(CHAIRING)
        self.path = f"{meeting}/minutes"

    def _held(self, body, day):
        return self.clerk.make(f"/bodies/{body}/meetings", {"held_on": day})

    def do(self, what, body=None, **more):
        return self.clerk.do("POST", f"{self.path}/{what}", body or {}, **more)

    def refused(self, words, what, body=None, status=409, **more):
        self.clerk.refused(status, words, "POST", f"{self.path}/{what}", body or {}, **more)

    def minutes(self, **query):
        return self.clerk.get(self.path, **query)

    @property
    def content(self):
        return self.minutes()["content"]

    def approval(self, **change):
        return {"content": self.content, "at": self.june} | change

    def approve(self, **change):
        """Ask as the chair."""
        asked = self.approval(**change)
        headers = {"Authorization": f"Bearer {self._chair}"}
        return self.clerk.http.post(f"/v1/default{self.path}/approval", json=asked, headers=headers)

    def approved(self):
        assert self.approve().status_code == 200
        return self.minutes()


@pytest.fixture
def office(home):
    with whole_office(home) as clerk:
        yield Office(clerk)


def leaves(office, position):
    """Return the leaf hashes of the meeting and of the beginnings of its actions."""
    with office.clerk.book.reading("default") as connection:
        entries = connection.execute(
            select(ENTRIES)
            .where(ENTRIES.c.secretariat == "default", ENTRIES.c.position <= position)
            .order_by(ENTRIES.c.position)
        ).all()
    meeting, action = f"meeting-{office.march}", f"action-{office.action}"
    return [
        each.hash
        for each in entries
        if each.stream == meeting or (each.stream, each.revision) == (action, 1)
    ]


def test_a_version_is_the_digest_of_its_entries_and_is_read_back_at_its_position(office):
    before = office.clerk.size
    office.do("versions")
    told = office.minutes()
    assert (told["version"], told["state"], told["position"]) == (1, "draft", before)
    assert len(leaves(office, before)) == 5
    assert told["content"] == hashlib.sha256(b"".join(leaves(office, before))).hexdigest()
    assert told["drafted_by"] == "local"
    meeting = office.clerk.get(f"/meetings/{office.march}", known_at=before)
    assert told["text"] == meeting
    office.clerk.do("POST", f"/actions/{office.action}/progress", {"text": "half of it"})
    office.refused("there is nothing new", "versions")
    more = {"body": office.body, "meeting": office.march, "text": "Paint"}
    office.clerk.make("/actions", more)
    office.do("versions")
    assert [each["version"] for each in office.minutes()["versions"]] == [1, 2]
    assert office.content != told["content"]


def test_minutes_walk_from_draft_to_approval_amendment_and_publication(office):
    office.do("versions")
    office.do("submission")
    assert office.minutes()["state"] == "submitted_for_clearance"
    office.refused("waits for clearance", "circulation")
    office.refused("not the content of version 1", "clearance", {"content": "0" * 64})
    office.do("clearance", {"content": office.content})
    office.do("circulation")
    assert office.minutes()["state"] == "circulated"
    told = office.approved()
    assert (told["state"], told["as_corrected"]) == ("approved", False)
    assert (told["approved_at"], told["versions"][0]["state"]) == (office.june, "approved")
    assert told["approved_by"] != told["drafted_by"]
    office.do("publications", {"audience": "public"})
    amendment = {"amendment": 1, "part": "decision", "number": 1, "text": "To mend by May."}
    authority = {"kind": "meeting", "reference": office.june}
    office.do("amendments", amendment | {"authority": authority})
    told = office.minutes()
    assert told["text"]["items"][0]["decisions"][0]["text"] == "To mend."
    (amended,) = told["amendments"]
    assert (amended["text"], amended["reference"]) == ("To mend by May.", office.june)
    assert [each["audience"] for each in told["publications"]] == ["public"]
    history = office.clerk.pages(f"{office.path}/history")
    assert [each["type"].removeprefix("minutes.") for each in history] == [
        "drafted",
        "submitted_for_clearance",
        "cleared",
        "circulated",
        "approved",
        "published",
        "amended_after_approval",
    ]


def test_an_accepted_correction_goes_into_the_text_and_the_minutes_are_as_corrected(office):
    office.do("versions")
    office.do("circulation")
    before = office.clerk.size
    office.do("corrections", SLIP | {"correction": 1})
    office.do("corrections", SLIP | {"correction": 2, "part": "item", "text": "Mending"})
    assert office.approve().json()["detail"].startswith("correction 1 is still open")
    done = office.do("corrections/1/acceptance", if_match="*", key="once")
    assert done["last"] - done["first"] == 2
    again = office.clerk.ask(
        "POST", f"{office.path}/corrections/1/acceptance", {}, if_match="*", key="once"
    )
    assert again.json() == done
    told = office.minutes()
    assert (told["version"], told["state"], told["position"]) == (2, "draft", done["last"] - 1)
    digest = hashlib.sha256(b"".join(leaves(office, told["position"]))).hexdigest()
    assert told["content"] == digest
    assert told["text"]["items"][0]["paragraphs"][0]["text"] == SLIP["text"]
    former = office.clerk.get(f"/meetings/{office.march}", known_at=before)
    assert former["items"][0]["paragraphs"][0]["text"] == "The board noted the survey."
    office.do("corrections/2/rejection", {"reason": "it was repairs"}, if_match="*")
    assert [each["state"] for each in told["corrections"]] == ["accepted", "open"]
    told = office.approved()
    assert (told["version"], told["as_corrected"]) == (2, True)
    assert told["corrections"][1]["answer"] == "it was repairs"
    entries = office.clerk.get("/events", after=done["first"] - 1)["items"][:3]
    assert [each["type"] for each in entries] == [
        "meeting.passage_corrected",
        "minutes.correction_accepted",
        "minutes.drafted",
    ]


def test_two_corrections_to_the_same_words_are_one_correction_of_the_text(office):
    office.do("versions")
    for number in (1, 2):
        office.do("corrections", SLIP | {"correction": number})
    office.do("corrections/1/acceptance", if_match="*")
    office.do("corrections/2/acceptance", if_match="*")
    told = office.minutes()
    assert told["version"] == 2
    assert [each["state"] for each in told["corrections"]] == ["accepted", "accepted"]


def test_nobody_approves_what_they_drafted_and_approval_is_a_right_of_its_own(office):
    office.do("versions")
    office.refused("let another person approve it", "approval", office.approval())
    clerk = office.clerk
    both = clerk.make("/actors", {"kind": "person", "subject": "both"})
    for role in ("secretary", "chair"):
        clerk.do("POST", f"/actors/{both}/roles", {"role": role})
    headers = {"Authorization": f"Bearer {clerk.home.token('both')}"}
    clerk.do("POST", f"/meetings/{office.march}/no-actions", {"item": 1})
    clerk.http.post(f"/v1/default{office.path}/versions", json={}, headers=headers)
    assert office.minutes()["drafted_by"] == both
    size = clerk.size
    refused = clerk.http.post(
        f"/v1/default{office.path}/approval", json=office.approval(), headers=headers
    )
    assert refused.status_code == 409
    assert "let another person approve it" in refused.json()["detail"]
    assert clerk.size == size
    assert office.approve().status_code == 200


def test_no_other_meeting_and_no_older_version_is_approved(office):
    office.do("versions")
    older = office.content
    assert "another body" in office.approve(at=office.elsewhere).text
    assert "its own minutes" in office.approve(at=office.march).text
    office.clerk.do("POST", f"/meetings/{office.march}/corrections", SLIP)
    assert "has changed since version 1" in office.approve().text
    office.do("versions")
    assert "version 2, the newest" in office.approve(content=older).text
    assert office.approved()["as_corrected"] is False


def test_after_approval_the_text_stays(office):
    office.do("versions")
    office.approved()
    office.clerk.refused(
        409, "amend them instead", "POST", f"/meetings/{office.march}/corrections", SLIP
    )
    office.refused("amend them instead", "corrections", SLIP | {"correction": 1})
    office.refused("amend them instead", "versions")
    meeting, size = f"/meetings/{office.march}", office.clerk.size
    for what, body in (
        ("items", {"item": 2, "title": "Any other business"}),
        ("paragraphs", {"paragraph": 2, "item": 1, "text": "More was said."}),
        ("decisions", {"decision": 2, "text": "To do more."}),
        ("no-actions", {}),
    ):
        office.clerk.refused(409, "amend them instead", "POST", f"{meeting}/{what}", body)
    assert office.clerk.size == size
    office.clerk.do("POST", f"/actions/{office.action}/progress", {"text": "begun"})


def test_redactions_leave_the_record_as_it_is_and_notes_are_no_part_of_it(office):
    office.do("versions")
    text = office.minutes()["text"]
    asked = {"redaction": 1, "part": "paragraph", "number": 1, "exemption": "s40"}
    asked |= {"start": 4, "length": 5, "reviewer": "Ada Abel", "review_on": "2025-01-01"}
    office.refused("27 characters", "redactions", asked | {"length": 24})
    office.do("redactions", asked)
    office.do("annotations", {"annotation": 1, "text": "see the file"})
    told = office.minutes()
    assert told["text"] == text
    (redaction,), (note,) = told["redactions"], told["annotations"]
    assert (redaction["start"], redaction["reviewer"]) == (4, "Ada Abel")
    assert note["part_of_record"] is False
    office.do("redactions/1/lifting", {"reason": "it is known"})
    assert office.minutes()["redactions"][0]["reason"] == "it is known"


def test_what_waits_is_listed_by_state_and_body(office):
    office.do("versions")

    def listed(**query):
        return [each["meeting"] for each in office.clerk.get("/minutes", **query)["items"]]

    assert listed(state="draft") == listed(body=office.body) == [office.march]
    then = office.clerk.size
    office.do("submission")
    assert listed(state="draft") == listed(body=office.march) == []
    assert listed(state="submitted_for_clearance") == [office.march]
    assert listed(state="draft", known_at=then) == [office.march]
    office.do("clearance-refusal", {"content": office.content, "reason": "too long"})
    assert listed(state="clearance_refused") == [office.march]


def test_minutes_that_are_not_there_say_what_to_do(office):
    for path in (office.path, f"{office.path}/history"):
        office.clerk.refused(404, "there are no minutes of a meeting", "GET", path)
    office.refused("draft them first", "circulation", status=404)
    office.refused("draft them first", "corrections/1/acceptance", status=404, if_match="*")


def test_a_change_made_on_minutes_that_changed_since_is_refused(office):
    office.do("versions")
    office.do("corrections", SLIP | {"correction": 1}, if_match='"1"')
    office.refused("read it again", "corrections/1/acceptance", status=412, if_match='"1"')
    answer = office.clerk.ask("GET", office.path)
    assert office.clerk.ask("GET", office.path, tag=answer.headers["etag"]).status_code == 304
    office.do("corrections/1/acceptance", if_match=answer.headers["etag"])


def test_the_read_models_are_what_a_rebuild_makes(office):
    office.do("versions")
    office.do("corrections", SLIP | {"correction": 1})
    office.do("corrections/1/acceptance", if_match="*")
    office.approved()
    with office.clerk.book.reading("default") as connection:
        assert rebuilding.check(connection, "default") == []
