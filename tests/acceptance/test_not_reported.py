"""Ten actions of a ministerial group and the minutes of its next meeting, which name one of them.

The documents are real, so they are no part of this repository, and what is expected of them is
taken from the gold beside them.
"""

import os

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from tests.acceptance.test_ministerial_group import MARCH, NEW_YEARS_EVE, SEPTEMBER, document

CORPUS = os.environ.get("MINUTEBOOK_CORPUS")
pytestmark = pytest.mark.skipif(
    not CORPUS, reason="MINUTEBOOK_CORPUS names no corpus, and these minutes are in no other place"
)


class Secretary:
    """Hands the minutes in over HTTP, and says what they report."""

    def __init__(self, http, home):
        self.http = http
        http.headers["Authorization"] = f"Bearer {home.token()}"
        self.march = self.submit("001")
        self.september = self.submit("000")
        self.given_out = [
            each["id"] for each in self.items("/actions", meeting=self.march, limit=50)
        ]
        self.body = self.get(f"/meetings/{self.march}")["body"]

    def submit(self, number):
        path, _ = document(number)
        binary = {"Content-Type": "application/octet-stream"}
        sent = self.http.post(
            "/v1/default/documents",
            params={"name": path.name},
            content=path.read_bytes(),
            headers=binary,
        )
        done = self.post(f"/documents/{sent.json()['id']}/acceptance", {}, {"If-Match": "*"})
        return done["meetings"][0]["meeting"]

    def post(self, path, body, headers=None):
        answer = self.http.post(f"/v1/default{path}", json=body, headers=headers)
        assert answer.is_success, answer.text
        return answer.json()

    def get(self, path, **query):
        answer = self.http.get(f"/v1/default{path}", params=query)
        assert answer.is_success, answer.text
        return answer.json()

    def items(self, path, **query):
        return self.get(path, **query)["items"]

    def account(self):
        found = self.items(f"/meetings/{self.september}/actions-reported", limit=200)
        return {each["action"]["id"]: each for each in found}

    def standing(self, what):
        account = self.account()
        return [
            number
            for number, each in enumerate(self.given_out, 1)
            if account[each]["standing"] == what
        ]

    def proposals(self):
        """Return, by the number of the action, the paragraphs that look like it, as printed."""
        printed = {
            said["paragraph"]: said["number"]
            for item in self.get(f"/meetings/{self.september}")["items"]
            for said in item["paragraphs"]
        }
        account = self.account()
        return {
            number: [printed[like["number"]] for like in account[each]["looks_like_it"]]
            for number, each in enumerate(self.given_out, 1)
            if account[each]["looks_like_it"]
        }

    def complete(self):
        asserted = {"first": MARCH, "last": SEPTEMBER, "complete": True}
        self.post(f"/bodies/{self.body}/series", asserted)

    def silent(self):
        return [
            self.given_out.index(each["action"]["id"]) + 1
            for each in self.items("/actions/not-reported", on=NEW_YEARS_EVE, limit=200)
        ]


@pytest.fixture
def secretary(kind, new_home):
    with new_home(kind) as home, TestClient(create_app(home.settings(webhooks=False))) as http:
        yield Secretary(http, home)


def test_one_is_reported_two_await_a_person_and_seven_are_not_reported(secretary):
    assert len(secretary.given_out) == 10
    assert secretary.proposals() == {1: ["2.1"], 6: ["4.1"], 8: ["6.1"]}
    report = {
        "text": "Work goes on to establish a clearer picture of the data.",
        "meeting": secretary.september,
        "occurred_on": SEPTEMBER,
    }
    secretary.post(f"/actions/{secretary.given_out[0]}/progress", report)
    seven = [2, 3, 4, 5, 7, 9, 10]
    assert secretary.standing("reported") == [1]
    assert secretary.standing("awaiting_confirmation") == [6, 8]
    assert secretary.standing("unresolved") == seven
    assert secretary.silent() == []
    secretary.complete()
    assert secretary.standing("not_reported") == seven
    assert secretary.standing("unresolved") == []
    assert secretary.silent() == seven
    for number in (6, 8):
        action = secretary.given_out[number - 1]
        (like, *_) = secretary.account()[action]["looks_like_it"]
        passage = {"meeting": secretary.september, "part": "paragraph", "number": like["number"]}
        secretary.post(f"/actions/{action}/narrations/confirmation", passage)
    assert secretary.standing("reported") == [1, 6, 8]
    assert secretary.silent() == seven
