"""Who comes in how far: roles as they are now, places, and what is kept of those turned away."""

import asyncio
from contextlib import contextmanager
from itertools import count

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.book import Book
from service.denials import Counted, Denial, denied, keep
from service.door import grants
from service.door.denied import Denied
from service.door.identity import person
from service.ids import Mint

DAY = {"occurred_on": "2013-03-11"}


class House:
    """A service with one body, and people who sign in on this machine."""

    def __init__(self, home, http):
        self.home, self.http = home, http
        self.body = self.make("/bodies", {"name": "Board"})

    @property
    def book(self):
        return self.http.app.state.book

    def ask(self, method, path, sent=None, *, who="local", **query):
        headers = {"Authorization": f"Bearer {self.home.token(who)}"}
        return self.http.request(
            method, f"/v1/default{path}", json=sent, headers=headers, params=query
        )

    def make(self, path, body):
        answer = self.ask("POST", path, DAY | body)
        assert answer.status_code in {200, 201}, answer.text
        return answer.json()["id"]

    def status(self, path, *, who, **query):
        return self.ask("GET", path, who=who, **query).status_code

    def admit(self, subject, *roles):
        actor = self.make("/actors", {"kind": "person", "subject": subject})
        for role in roles:
            self.make(f"/actors/{actor}/roles", role)
        return actor


@contextmanager
def opened(home, **settings):
    with TestClient(create_app(home.settings(**settings))) as http:
        yield House(home, http)


@pytest.fixture
def house(home):
    with opened(home) as found:
        yield found


def test_an_actor_is_named_by_issuer_and_subject_and_nothing_of_them_shows(house):
    actor = house.admit("alice")
    assert house.admit("alice") == actor
    assert house.admit("bob") != actor
    assert person(b"another log", "urn:minutebook:local", "alice") != actor
    assert person(b"a", "x", "yz") != person(b"a", "xy", "z")
    shown = house.ask("GET", f"/actors/{actor}").json()
    assert shown | {"id": actor} == {
        "id": actor,
        "kind": "person",
        "issuer": "urn:minutebook:local",
        "subject": "alice",
        "roles": [],
        "keys": [],
    }


def test_a_role_holds_from_the_moment_it_is_given_to_the_moment_it_is_taken(house):
    actor = house.admit("alice")
    assert house.status("/bodies", who="alice") == 403
    house.make(f"/actors/{actor}/roles", {"role": "member", "body": house.body})
    assert house.status("/bodies", who="alice") == 200
    assert house.status("/actions", who="alice") == 403
    assert house.status("/actions", who="alice", body=house.body) == 200
    house.make(f"/actors/{actor}/roles/revocation", {"role": "member", "body": house.body})
    assert house.status("/bodies", who="alice") == 403


def test_a_role_taken_by_another_process_is_gone_within_a_second(house):
    actor = house.admit("alice", {"role": "member"})
    assert house.status("/actions", who="alice") == 200
    lookup, now = house.http.app.state.door._lookup, [0.0]
    lookup._clock = lambda: now[0]
    lookup._held.clear()
    assert house.status("/actions", who="alice") == 200
    before = house.book.access_changes
    house.make(f"/actors/{actor}/roles/revocation", {"role": "member"})
    house.book.access_changes = before
    assert house.status("/actions", who="alice") == 200
    now[0] += grants.HOLD_SECONDS + 0.01
    assert house.status("/actions", who="alice") == 403


def test_the_rights_of_a_past_day_can_be_asked(house):
    actor = house.admit("alice", {"role": "secretary"})
    then = house.book.size("default")
    house.make(f"/actors/{actor}/roles/revocation", {"role": "secretary", "reason": "left"})
    assert house.ask("GET", f"/actors/{actor}").json()["roles"] == []
    (held,) = house.ask("GET", f"/actors/{actor}", known_at=then).json()["roles"]
    assert (held["role"], held["granted_by"]) == ("secretary", "local")
    happened = house.ask("GET", f"/actors/{actor}/history").json()["items"]
    assert [each["type"] for each in happened] == [
        "access.person_admitted",
        "access.role_granted",
        "access.role_revoked",
    ]


def test_an_administrator_gives_roles_to_others_and_not_to_themselves(house):
    alice = house.admit("alice", {"role": "administrator"})
    bob = house.admit("bob")
    given = house.ask("POST", f"/actors/{bob}/roles", {"role": "auditor"}, who="alice")
    assert given.status_code == 200
    own = house.ask("POST", f"/actors/{alice}/roles", {"role": "secretary"}, who="alice")
    assert own.status_code == 409
    assert "nobody gives a role to themselves" in own.json()["detail"]


def test_what_the_rules_refuse_the_table_refuses_too(house):
    alice = house.admit("alice", {"role": "administrator"})
    past = "UPDATE roles SET granted_by = actor WHERE actor = ?"
    with pytest.raises(Exception, match="ck_roles_granted_by_another"):
        house.home.past(past, alice)


def test_what_one_records_bears_their_name(house):
    actor = house.admit("alice", {"role": "secretary"})
    house.ask("POST", "/people", {"name": "Kay"}, who="alice")
    last = house.ask("GET", "/events", after=house.book.size("default") - 1).json()["items"][0]
    assert last["actor"] == actor


def test_the_same_idempotency_key_of_two_people_is_two_keys(house):
    for name in ("alice", "bob"):
        house.admit(name, {"role": "secretary"})
    made = set()
    for name in ("alice", "bob", "alice"):
        headers = {"Authorization": f"Bearer {house.home.token(name)}", "Idempotency-Key": "k"}
        answer = house.http.post("/v1/default/people", json={"name": "Kay"}, headers=headers)
        made.add(answer.json()["id"])
    assert len(made) == 2


def test_whoever_has_roles_at_some_bodies_is_told_to_name_one(house):
    house.admit("alice", {"role": "member", "body": house.body})
    answer = house.ask("GET", "/actions", who="alice")
    assert answer.status_code == 403
    assert "`body`" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/bodies/{nobody}", {}),
        ("/bodies/not-an-id", {}),
        ("/meetings/{nobody}", {}),
        ("/meetings/%00", {}),
        ("/actions/{nobody}/history", {}),
        ("/actions", {"body": "{nobody}"}),
        ("/actions", {"meeting": "{nobody}"}),
        ("/actions", {"body": "\0"}),
        ("/documents/{nobody}", {}),
    ],
)
def test_what_is_not_there_is_refused_in_the_same_words_as_what_is_anothers(house, path, query):
    house.admit("alice", {"role": "member", "body": house.body})
    foreign = house.make("/bodies", {"name": "Another"})
    refused = house.ask("GET", f"/bodies/{foreign}", who="alice").json()
    nobody = "018f0000-0000-7000-9000-00000000000a"
    asked = {name: each.replace("{nobody}", nobody) for name, each in query.items()}
    answer = house.ask("GET", path.replace("{nobody}", nobody), who="alice", **asked)
    assert answer.status_code == 403
    if "body" not in query and path != "/actions":
        assert answer.json() == refused


def test_a_body_that_a_command_names_is_the_place_it_is_at(house):
    house.admit("alice", {"role": "secretary", "body": house.body})
    foreign = house.make("/bodies", {"name": "Another"})
    for body, status in ((house.body, 201), (foreign, 403), ("nonsense", 403), (7, 403)):
        asked = {"body": body, "expected": "2014-03"}
        assert house.ask("POST", "/meetings", asked, who="alice").status_code == status
    named = {"body": {"name": "Board"}, "held_on": "2013-03-11", "attendance": [], "items": []}
    foreign_name = named | {"body": {"name": "Another"}}
    unknown = named | {"body": {"name": "Nobody's"}}
    assert house.ask("POST", "/minutes", named, who="alice").status_code != 403
    assert house.ask("POST", "/minutes", foreign_name, who="alice").status_code == 403
    assert house.ask("POST", "/minutes", unknown, who="alice").status_code == 403


def test_those_turned_away_are_kept_by_who_what_and_why(house):
    alice = house.admit("alice", {"role": "member"})
    for _ in range(3):
        house.ask("POST", "/people", {"name": "Kay"}, who="alice")
    house.http.get("/v1/default/people")
    house.http.get("/v1/nowhere/people")
    kept = house.ask("GET", "/denied-attempts").json()["items"]
    seen = {(each.get("actor"), each["operation"], each["reason"], each["times"]) for each in kept}
    assert seen == {
        (alice, "registerPerson", "forbidden", 3),
        (None, "listPeople", "unauthenticated", 1),
    }


def test_denied_attempts_are_pages_from_the_newest_on(house):
    house.admit("alice", {"role": "member"})
    paths = ["/people", "/organisations", "/bodies"]
    for path in paths:
        house.ask("POST", path, {}, who="alice")
        house.ask("GET", "/denied-attempts")
    seen, link = [], "/v1/default/denied-attempts?limit=1"
    while link:
        headers = {"Authorization": f"Bearer {house.home.token()}"}
        answer = house.http.get(link, headers=headers)
        seen += [each["operation"] for each in answer.json()["items"]]
        link = answer.headers.get("link", "").partition(">")[0].removeprefix("<")
    assert seen == ["establishBody", "registerOrganisation", "registerPerson"]


def test_only_the_newest_denied_attempts_stay(home):
    book, numbers = Book(home.settings(), Mint()), count()
    for _ in range(5):
        found = [
            (book.mint(), Denial("a", f"{next(numbers)}", "forbidden"), Counted(1, 1, 1))
            for _ in range(4)
        ]
        with book.noting("default") as connection:
            keep(connection, "default", found, most=10)
    with book.record() as record:
        rows = record.all(denied("default", None, 100))
    book.close()
    assert [row["operation"] for row in rows] == [f"{number}" for number in range(19, 9, -1)]


def test_a_flood_of_attempts_is_counted_and_not_each_written(home):
    book = Book(home.settings(), Mint())
    noted = Denied(book, 10_000)
    for number in range(5_000):
        noted.note("default", Denial(None, f"{number}", "forbidden"))
    asyncio.run(noted.keep())
    with book.record() as record:
        rows = record.all(denied("default", None, 10_000))
    book.close()
    assert len(rows) == 1_001
    assert sum(row["times"] for row in rows) == 5_000


def test_attempts_that_cannot_be_kept_break_nothing(home):
    book = Book(home.settings(), Mint())
    noted = Denied(book, 10)
    noted.note("default", Denial(None, "x", "forbidden"))
    book.noting = None
    asyncio.run(noted.keep())
    book.close()
