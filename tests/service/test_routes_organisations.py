"""Organisations over HTTP; and the clerk through whom tests of routes speak to a real service."""

from contextlib import asynccontextmanager, contextmanager

import pytest
from fastapi.testclient import TestClient

from service.book import Book
from service.documents.desk import Desk
from service.door.making import make_door
from service.http.app import make_app
from service.ids import Mint
from service.routes import (
    action_progress,
    actions,
    amendments,
    attendance,
    attendance_commands,
    attendance_figures,
    attendance_lists,
    attendance_others,
    bodies,
    body_meetings,
    body_rules,
    documents,
    drafts,
    health,
    history,
    meetings,
    memberships,
    organisations,
    people,
    person_merging,
    proceedings,
)

NOBODY = "018f0000-0000-7000-9000-00000000000a"

ROUTES = (
    organisations,
    people,
    person_merging,
    bodies,
    body_meetings,
    body_rules,
    memberships,
    meetings,
    attendance,
    attendance_commands,
    attendance_figures,
    attendance_others,
    attendance_lists,
    proceedings,
    documents,
    drafts,
    history,
    action_progress,
    actions,
    amendments,
    health,
)


class Clerk:
    """Speaks to the service, and knows how large its log is."""

    def __init__(self, http, book, home):
        self.http, self.book, self.home = http, book, home

    @property
    def size(self):
        return self.book.size("default")

    def ask(self, method, path, sent=None, *, if_match=None, key=None, tag=None, **query):
        headers = {"If-Match": if_match, "Idempotency-Key": key, "If-None-Match": tag}
        return self.http.request(
            method,
            f"/v1/default{path}",
            json=sent,
            headers={name: value for name, value in headers.items() if value is not None},
            params=query,
        )

    def get(self, path, **query):
        answer = self.ask("GET", path, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def make(self, path, body, **more):
        """Make a new thing; answers its identity."""
        answer = self.ask("POST", path, body, **more)
        assert answer.status_code == 201, answer.text
        made = answer.json()["id"]
        assert answer.headers["location"].endswith(made)
        assert self.http.get(answer.headers["location"]).status_code == 200
        return made

    def do(self, method, path, body, **more):
        """Change something; answers the receipt."""
        before = self.size
        answer = self.ask(method, path, body, **more)
        assert answer.status_code == 200, answer.text
        receipt = answer.json()
        assert answer.headers["etag"] == f'"{receipt["revision"]}"'
        assert receipt["position"] == self.size
        assert (receipt.get("first") is None) == (self.size == before)
        return receipt

    def refused(self, status, words, method, path, sent=None, **more):
        """Check that it is refused, for that reason, and that nothing was written."""
        before = self.size
        answer = self.ask(method, path, sent, **more)
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert words in answer.text
        assert self.size == before

    def declines(self, method, path, body, *, thing, replaces):
        """Check what every command on a thing refuses."""
        any_match = {"if_match": "*"} if replaces else {}
        self.refused(404, "", method, path.replace(thing, NOBODY), body, **any_match)
        self.refused(412, "read it again", method, path, body, if_match='"99"')
        self.refused(422, "unknown", method, path, body | {"colour": "red"}, **any_match)
        self.refused(422, "2013-10-17", method, path, body | {"occurred_on": "soon"}, **any_match)
        if replaces:
            self.refused(428, "If-Match", method, path, body)

    def pages(self, path, **query):
        """Follow the links from page to page of two; answers their items."""
        answer = self.ask("GET", path, limit=2, **query)
        items, known_at = answer.json()["items"], answer.json()["known_at"]
        while "link" in answer.headers:
            following = answer.headers["link"].partition(">")[0].removeprefix("<")
            answer = self.http.get(following)
            assert answer.status_code == 200, answer.text
            assert answer.json()["known_at"] == known_at
            items += answer.json()["items"]
        assert "next" not in answer.json()
        return items

    def erase(self, text):
        """Let a private text be gone, as an erasure leaves it."""
        gone = self.home.past("DELETE FROM private_texts WHERE text = ? RETURNING text", text)
        assert gone


@asynccontextmanager
async def _serving(app):
    app.state.desk = Desk(app.state.settings)
    book = app.state.book = Book(app.state.settings, Mint())
    app.state.door = make_door(app.state.settings, book)
    book.start()
    yield
    await app.state.door.close()
    await book.stop()


@contextmanager
def office(home, routers=tuple(each.router for each in ROUTES)):
    """Open a service on an empty minute book; answers a clerk."""
    app = make_app(routers, home.settings(), _serving)
    with TestClient(app, headers={"Authorization": f"Bearer {home.token()}"}) as http:
        yield Clerk(http, app.state.book, home)


@pytest.fixture
def clerk(home):
    with office(home) as found:
        yield found


@pytest.fixture
def ministry(clerk):
    body = {"name": "Home Office", "classification": "ministry", "occurred_on": "1782"}
    return clerk.make("/organisations", body)


def test_an_organisation_is_registered_and_read(clerk, ministry):
    part = clerk.make("/organisations", {"name": "UKBA", "parent": ministry})
    assert clerk.get(f"/organisations/{part}") == {
        "id": part,
        "name": "UKBA",
        "parent": ministry,
        "parent_name": "Home Office",
        "names": [{"name": "UKBA", "kind": "registered"}],
    }
    assert clerk.get(f"/organisations/{ministry}")["classification"] == "ministry"


def test_an_organisation_keeps_every_name_it_was_given(clerk, ministry):
    path = f"/organisations/{ministry}"
    assert clerk.do("PUT", f"{path}/name", {"name": "Interior"}, if_match='"1"')["revision"] == 2
    clerk.do("POST", f"{path}/names", {"name": "HO", "kind": "abbreviation"})
    found = clerk.get(path)
    assert found["name"] == "Interior"
    assert found["names"] == [
        {"name": "Home Office", "kind": "registered"},
        {"name": "Interior", "kind": "renamed"},
        {"name": "HO", "kind": "abbreviation"},
    ]


def test_what_holds_already_is_recorded_once(clerk, ministry):
    path = f"/organisations/{ministry}/name"
    assert "first" not in clerk.do("PUT", path, {"name": "Home Office"}, if_match="*")


def test_an_organisation_gives_way_to_its_successor(clerk, ministry):
    later = clerk.make("/organisations", {"name": "Interior"})
    path = f"/organisations/{ministry}/successor"
    clerk.do("PUT", path, {"by": later}, if_match='"1"')
    found = clerk.get(f"/organisations/{ministry}")
    assert (found["successor"], found["successor_name"]) == (later, "Interior")
    clerk.refused(409, "itself", "PUT", path, {"by": ministry}, if_match="*")
    back = f"/organisations/{later}/successor"
    clerk.refused(409, "later", "PUT", back, {"by": ministry}, if_match="*")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "name", {"name": "Interior"}),
        ("POST", "names", {"name": "HO", "kind": "abbreviation"}),
        ("PUT", "successor", {"by": NOBODY}),
    ],
)
def test_what_is_not_there_stale_or_not_understood_is_refused(clerk, ministry, method, path, body):
    where = f"/organisations/{ministry}/{path}"
    clerk.declines(method, where, body, thing=ministry, replaces=method == "PUT")


@pytest.mark.parametrize(
    ("status", "words", "body"),
    [
        (422, "#/name", {}),
        (422, "#/name", {"name": "  "}),
        (422, "#/parent", {"name": "x", "parent": "Home Office"}),
        (422, "instead of sending null", {"name": "x", "parent": None}),
        (404, "no organisation", {"name": "x", "parent": NOBODY}),
    ],
)
def test_an_organisation_is_not_registered(clerk, status, words, body):
    clerk.refused(status, words, "POST", "/organisations", body)
    assert clerk.get("/organisations")["items"] == []


def test_an_organisation_that_is_not_there_is_not_found(clerk):
    clerk.refused(404, "no organisation", "GET", f"/organisations/{NOBODY}")


def test_organisations_come_page_by_page_as_they_stood_at_the_first(clerk):
    made = [clerk.make("/organisations", {"name": f"Charity {n}"}) for n in range(5)]
    assert [each["id"] for each in clerk.pages("/organisations")] == made
    first = clerk.ask("GET", "/organisations", limit=4)
    clerk.make("/organisations", {"name": "Too late"})
    rest = clerk.http.get(first.headers["link"].partition(">")[0][1:]).json()
    assert [each["id"] for each in rest["items"]] == made[4:]
    assert "names" not in rest["items"][0]


def test_an_organisation_is_read_as_it_was_known(clerk, ministry):
    clerk.do("PUT", f"/organisations/{ministry}/name", {"name": "Interior"}, if_match="*")
    path = f"/organisations/{ministry}"
    assert clerk.get(path, known_at=1)["name"] == "Home Office"
    assert clerk.get(path, known_at=2)["name"] == "Interior"
    clerk.refused(404, "no organisation", "GET", path, known_at=0)
    clerk.refused(404, "no organisation", "GET", path, known_at="2001-01-01T00:00:00Z")
    assert clerk.get("/organisations", known_at=0) == {"items": [], "known_at": 0}


def test_a_reader_who_has_it_already_is_spared_the_transfer(clerk, ministry):
    path = f"/organisations/{ministry}"
    answer = clerk.ask("GET", path)
    tag = answer.headers["etag"]
    assert answer.headers["known-at"] == "1"
    assert clerk.ask("GET", path, tag=tag).status_code == 304
    clerk.do("PUT", f"{path}/name", {"name": "Interior"}, if_match=tag)
    assert clerk.ask("GET", path, tag=tag).status_code == 200


def test_a_name_that_was_erased_is_left_out_and_changes_the_tag(clerk, ministry):
    path = f"/organisations/{ministry}"
    tag = clerk.ask("GET", path).headers["etag"]
    clerk.erase("Home Office")
    answer = clerk.ask("GET", path, tag=tag)
    assert answer.json() == {
        "id": ministry,
        "classification": "ministry",
        "names": [{"kind": "registered"}],
    }


def test_a_second_try_under_the_same_key_answers_as_the_first(clerk):
    body = {"name": "Home Office"}
    first = clerk.ask("POST", "/organisations", body, key="a")
    again = clerk.ask("POST", "/organisations", body, key="a")
    assert (again.json(), again.headers["location"]) == (first.json(), first.headers["location"])
    assert clerk.size == 1
    clerk.refused(422, "new key", "POST", "/organisations", {"name": "Other"}, key="a")
