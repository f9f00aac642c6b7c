"""Every operation of the contract, for every role, held here or elsewhere, with every faulty token.

What is expected stands in one table, `rights.py`, and nothing of the program helps to make it: an
operation without a row fails. It is decided before a database is asked, so SQLite tells.
"""

import base64
import json
import uuid
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi.testclient import TestClient

from service.app import create_app
from service.book import Book
from service.door.identity import LOCAL_ISSUER
from service.door.local import LocalIssuer
from service.ids import Mint
from service.secretariats import create
from tests.contract.rights import EXPECTED, OPEN

pytestmark = pytest.mark.only("sqlite")

ROLES = ("secretary", "chair", "member", "auditor", "privacy_officer", "administrator")
HERE, OTHER = "default", "neighbour"
DAY = {"occurred_on": "2013-03-11"}
NUMBERS = ("row", "owner", "reading", "position", "correction", "redaction")
NOTHING = {"sha256": "0" * 64} | dict.fromkeys(NUMBERS, "1")
"""For parts of a path that are no identity."""


class Operation(NamedTuple):
    """One operation of the contract: how it is asked, and which query parameters it takes."""

    name: str
    method: str
    path: str
    query: tuple[str, ...]
    required: dict[str, str]


def operations(document):
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            query = [each for each in told.get("parameters", ()) if each["in"] == "query"]
            yield Operation(
                told["operationId"],
                method.upper(),
                path,
                tuple(each["name"] for each in query),
                {each["name"]: "x" for each in query if each.get("required")},
            )


class Offices:
    """A service with two secretariats, and somebody in every role at one body or at all."""

    def __init__(self, home, http):
        self.home, self.http = home, http
        self.contract = http.get("/openapi.json").json()
        self.operations = [each for each in operations(self.contract) if each.name not in OPEN]
        self.operator = {"Authorization": f"Bearer {home.token()}"}
        self.names = {office: self._furnish(office) for office in (HERE, OTHER)}
        self.people = {
            (role, held): self._person(f"{role} {held}", role, held)
            for role, held in product(ROLES, ("body", "all"))
        }
        self.key, self.machine = self._key()

    def _make(self, office, path, body):
        answer = self.http.post(f"/v1/{office}{path}", json=DAY | body, headers=self.operator)
        assert answer.status_code in {200, 201}, answer.text
        return answer.json()

    def _furnish(self, office):
        """Enter two bodies, each with a meeting, an action and an issue."""
        found = {}
        for body in ("own", "foreign"):
            made = self._make(office, "/bodies", {"name": f"The {body}"})["id"]
            held = {"held_on": "2013-03-11"}
            meeting = self._make(office, f"/bodies/{made}/meetings", held)["id"]
            action = self._make(office, "/actions", {"body": made, "text": "Write"})["id"]
            issue = self._make(office, "/issues", {"body": made, "text": "Lamps"})["id"]
            found[body] = {"body": made, "meeting": meeting, "action": action, "issue": issue}
            found[body]["stream"] = f"action-{action}"
        return found

    def _person(self, subject, role, held):
        actor = self._make(HERE, "/actors", {"kind": "person", "subject": subject})["id"]
        at = {"body": self.names[HERE]["own"]["body"]} if held == "body" else {}
        self._make(HERE, f"/actors/{actor}/roles", {"role": role} | at)
        return self.home.token(subject)

    def _key(self):
        actor = self._make(HERE, "/actors", {"kind": "machine", "name": "Importer"})["id"]
        self._make(HERE, f"/actors/{actor}/roles", {"role": "secretary"})
        asked = {"scopes": ["read", "write"], "last_day": "2013-03-12"}
        issued = self._make(HERE, f"/actors/{actor}/keys", asked)
        return issued, actor

    def ask(self, operation, token, *, office=HERE, about="own"):
        """Return the status of an operation, asked about one of the two bodies."""
        names = self.names[office][about]
        nobody = str(uuid.UUID(int=7 << 76 | 8 << 60))
        path = operation.path.replace("{secretariat}", office)
        for part in [each.strip("{}") for each in path.split("/") if each.startswith("{")]:
            path = path.replace(f"{{{part}}}", names.get(part, NOTHING.get(part, nobody)))
        query = operation.required | ({"body": names["body"]} if "body" in operation.query else {})
        query |= {"follow": "false"} if "follow" in operation.query else {}
        sent = {} if operation.method == "GET" else {"content": json.dumps(self._about(names))}
        headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
        answer = self.http.request(
            operation.method,
            path,
            params=query,
            headers=headers | {"Content-Type": "application/json"},
            **sent,
        )
        if answer.status_code in {401, 403}:
            self.must_say_nothing(answer, names)
        return answer.status_code

    @staticmethod
    def _about(names):
        return {"body": names["body"], "unknown": "so that nothing is recorded"}

    @staticmethod
    def must_say_nothing(answer, names):
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"]
        assert not [each for each in names.values() if each in answer.text]


@contextmanager
def opened(home):
    book = Book(home.settings(), Mint())
    with book.operating(OTHER) as connection:
        create(connection, OTHER, book.mint)
    book.close()
    with TestClient(create_app(home.settings()), raise_server_exceptions=False) as http:
        yield Offices(home, http)


@pytest.fixture(scope="module")
def offices(kind, new_home):
    with new_home(kind) as home, opened(home) as found:
        yield found


def test_every_operation_has_a_row_in_the_table(offices):
    asked = {each.name for each in offices.operations}
    assert asked == EXPECTED.keys(), "say in tests/contract/rights.py who may do it"
    stated = {each.name for each in operations(offices.contract)}
    assert stated - asked == OPEN


def test_every_role_may_do_what_the_table_says_where_it_is_held(offices):
    """12 kinds of people, at the body they may have a role at, at another, and elsewhere."""
    wrong, cases = [], 0
    for operation in offices.operations:
        roles, where = EXPECTED[operation.name]
        for (role, held), token in offices.people.items():
            for office, about in product((HERE, OTHER), ("own", "foreign")):
                status = offices.ask(operation, token, office=office, about=about)
                reaches = held == "all" or where == "any" or (where == "body" and about == "own")
                wanted = office == HERE and role in roles and reaches
                cases += 1
                if (status != 403) != wanted or status == 401 or status >= 500:
                    wrong.append((operation.name, role, held, office, about, status))
    assert not wrong
    assert cases >= 5_000


def forged(home, **changes):
    """Return a token that is good but for the changes; `header` and `key` change the signature."""
    good = home.token()
    claims = jwt.decode(good, options={"verify_signature": False})
    key = changes.pop("key", LocalIssuer(home.folder)._key)
    header = {"typ": "at+jwt", "kid": "local"} | changes.pop("header", {})
    merged = {name: value for name, value in (claims | changes).items() if value is not None}
    return jwt.encode(merged, key, "EdDSA", header)


def unsigned(home):
    """Return a token of the algorithm `none`."""
    body = home.token().split(".")[1]
    header = base64.urlsafe_b64encode(b'{"alg":"none","typ":"at+jwt","kid":"local"}').decode()
    return f"{header.rstrip('=')}.{body}."


def resigned(home):
    """Return a token whose payload was changed after it was signed."""
    head, _, signature = home.token().split(".")
    return f"{head}.{home.token('somebody').split('.')[1]}.{signature}"


def faulty(offices):
    home = offices.home
    revoked = offices.key["key"]
    return {
        "none": None,
        "empty": "",
        "no token": "something",
        "expired": forged(home, iat=1_000_000_000, exp=1_000_003_600),
        "not yet good": forged(home, nbf=4_000_000_000),
        "too long": forged(home, exp=4_000_000_000),
        "without end": forged(home, exp=None),
        "wrong audience": forged(home, aud="another"),
        "without audience": forged(home, aud=None),
        "wrong issuer": forged(home, iss="https://id.example"),
        "nobody's": forged(home, sub=None),
        "identity token": forged(home, header={"typ": "JWT"}),
        "unknown key": forged(home, header={"kid": "another"}),
        "wrong signature": forged(home, key=Ed25519PrivateKey.generate()),
        "changed": resigned(home),
        "unsigned": unsigned(home),
        "ended key": revoked,
        "unknown api key": revoked[:40] + "x" * 40,
    }


def test_a_token_that_is_not_good_opens_nothing_anywhere(offices):
    wrong, cases = [], 0
    for fault, token in faulty(offices).items():
        for operation, office in product(offices.operations, (HERE, OTHER, "nowhere")):
            offices.names.setdefault(office, offices.names[HERE])
            status = offices.ask(operation, token, office=office)
            cases += 1
            if status != 401:
                wrong.append((fault, operation.name, office, status))
    assert not wrong
    assert cases >= 5_000


def test_the_faulty_tokens_are_good_but_for_their_fault(offices):
    me = next(each for each in offices.operations if each.name == "getMe")
    assert offices.ask(me, forged(offices.home)) == 200
    assert offices.ask(me, forged(offices.home, header={"typ": "application/at+jwt"})) == 200


def test_a_key_that_is_revoked_opens_nothing_from_then_on(offices):
    made = offices._make
    asked = {"scopes": ["read", "write"], "last_day": "2013-03-12"}
    soon = asked | {"last_day": "2099-01-01"}
    me = next(each for each in offices.operations if each.name == "getMe")
    refused = offices.http.post(
        f"/v1/{HERE}/actors/{offices.machine}/keys", json=DAY | soon, headers=offices.operator
    )
    assert refused.status_code == 409
    assert "at most" in refused.json()["detail"]
    issued = made(HERE, f"/actors/{offices.machine}/keys", asked | {"last_day": later()})
    assert offices.ask(me, issued["key"]) == 200
    assert offices.ask(me, issued["key"], office=OTHER) == 401
    made(HERE, f"/actors/{offices.machine}/keys/{issued['id']}/revocation", {})
    for operation in offices.operations:
        assert offices.ask(operation, issued["key"]) == 401, operation.name


def test_a_key_does_what_its_scopes_and_its_role_both_allow(offices):
    asked = {"scopes": ["read"], "last_day": later()}
    issued = offices._make(HERE, f"/actors/{offices.machine}/keys", asked)
    for operation in offices.operations:
        roles, _ = EXPECTED[operation.name]
        wanted = "secretary" in roles and operation.method == "GET"
        status = offices.ask(operation, issued["key"])
        assert (status != 403) == wanted, (operation.name, status)


def test_a_scope_that_is_not_lent_is_named(offices):
    token = offices.home.token("secretary all", rights=("read",))
    answer = offices.http.post(
        f"/v1/{HERE}/people", json={"name": "Kay"}, headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 403
    assert (
        'error="insufficient_scope", scope="minutebook:write"'
        in (answer.headers["www-authenticate"])
    )
    assert "minutebook:write" in answer.json()["detail"]


@pytest.mark.parametrize("scopes", [["approve"], ["read", "erase"], ["administer"]])
def test_a_key_is_never_one_to_approve_erase_or_administer(offices, scopes):
    answer = offices.http.post(
        f"/v1/{HERE}/actors/{offices.machine}/keys",
        json={"scopes": scopes, "last_day": later()},
        headers=offices.operator,
    )
    assert answer.status_code == 409
    assert "name the scopes" in answer.json()["detail"]


def test_a_program_that_got_its_token_for_itself_decides_nothing(offices):
    """A token whose subject is the client is nobody's (RFC 9068, client credentials)."""
    claims = {"iss": LOCAL_ISSUER, "sub": "administrator all", "client_id": "administrator all"}
    token = forged(offices.home, **claims)
    named = {each.name: each for each in offices.operations}
    assert offices.ask(named["listBodies"], token) == 200
    assert offices.ask(named["admitActor"], token) == 403


def later():
    """Return a day within the longest life of a key."""
    return (date.today() + timedelta(days=30)).isoformat()  # noqa: DTZ011  any day soon


READ_IN_CONFIDENCE = {"secretary", "chair", "auditor", "privacy_officer"}


@pytest.fixture
def confidential(offices):
    body = offices.names[HERE]["own"]["body"]
    asked = {"body": body, "text": "Quicksilver", "handling": "confidential"}
    return body, offices._make(HERE, "/actions", asked)["id"]


def test_who_reads_what_is_confidential_is_for_their_role_to_say(offices, confidential):
    """In a list, by itself, in its history, in the feed; to all others it is not there."""
    body, action = confidential
    for (role, held), token in offices.people.items():
        headers = {"Authorization": f"Bearer {token}"}

        def ask(path, headers=headers, **query):
            return offices.http.get(f"/v1/{HERE}{path}", params=query, headers=headers)

        seen = {
            "itself": ask(f"/actions/{action}").status_code == 200,
            "list": action in ask("/actions", body=body, limit=200).text,
            "history": ask(f"/actions/{action}/history").status_code == 200,
        }
        if held == "all":
            seen["feed"] = action in ask("/events", limit=200).text
            seen["stream"] = action in ask("/events/stream", follow="false").text
        assert set(seen.values()) == {role in READ_IN_CONFIDENCE}, (role, held, seen)


def test_a_scope_keeps_what_is_confidential_from_a_role_that_may_read_it(offices, confidential):
    _, action = confidential
    token = offices.home.token("secretary all", rights=("read", "write"))
    headers = {"Authorization": f"Bearer {token}"}
    answer = offices.http.get(f"/v1/{HERE}/actions/{action}", headers=headers)
    assert answer.status_code == 404
