"""What cannot be recorded is refused, with what to do instead, and nothing of it is written."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from hashlib import sha256
from string import Template
from threading import Barrier
from time import monotonic

import orjson
import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.book import Book
from service.ids import Mint
from service.ledger import leaf
from service.problems import phrase, slug
from service.secretariats import create
from tests.signed import sign

NEIGHBOUR = "neighbour"
NOBODY = "018f0000-0000-7000-9000-00000000000a"
LIMIT = 200_000
URN = "urn:minutebook:problem:"
JSON = "application/json"
DAY = {"occurred_on": "2013-03-11"}
RECEIVER = "http://127.0.0.1:9/in"
HOOKS = {
    "webhooks": False,
    "webhook_private_addresses": True,
    "webhook_secret": "nothing that is sent here is ever signed",
}
SOON = (date.today() + timedelta(days=30)).isoformat()  # noqa: DTZ011  any day soon

OWNER = {"kind": "organisation", "id": "$ministry", "words": "Home Office"}
OTHER = {"kind": "organisation", "id": "$charity", "words": "the charity"}

HANDLING = {"handling": "confidential", "reason": "a tender"}
TO = {"recommendation": "$recommendation"}
REPORT = {
    "title": "The Locks",
    "publisher": {"kind": "organisation", "id": "$ministry", "name": "The ministry"},
    "published_on": "2013-06",
    "recommendations": [
        {"number": "1", "text": "Mend the lock.", "paragraphs": ["12"]},
        {"number": "2", "text": "Paint it."},
    ],
    "responses": [
        {
            "answers": [{"recommendation": 0}],
            "text": "We will.",
            "commitments": [{"text": "We will.", "due": {"kind": "date", "day": "2013-12-31"}}],
        }
    ],
    "progress": [{"text": "The lock was mended."}],
}
PASSAGE = {"part": "item", "number": 1, "text": "Statistics"}
NARRATED = {"meeting": "$meeting", "part": "paragraph", "number": 1}
COMMANDS = {
    "POST /actions": {"body": "$body", "text": "Circulate the report"},
    "PUT /actions/$action/owners": {"owners": [OWNER]},
    "POST /actions/$action/owners": {"owner": {"kind": "class", "words": "all members"}},
    "PUT /actions/$action/owners/1": {"owners": [OTHER]},
    "POST /actions/$action/owners/1/release": {"reason": "moved on"},
    "POST /actions/$action/owners/1/completion": {"note": "done"},
    "PUT /actions/$action/lead": {"owner": 2},
    "PUT /actions/$action/handling": HANDLING,
    "PUT /actions/$action/due": {"due": {"kind": "as_written", "words": "soon"}},
    "POST /actions/$action/extensions": {"due": {"kind": "date", "day": "2014-01-01"}},
    "POST /actions/$action/progress": {"text": "half of it is done"},
    "POST /actions/$action/completion": {"override": "the others reported"},
    "POST /actions/$action/carried-forward": {"from_meeting": "$meeting", "to_meeting": "$later"},
    "POST /actions/$action/transfer": {"to": "body", "id": "$group", "reason": "theirs"},
    "POST /actions/$action/supersession": {"by": "$closed"},
    "POST /actions/$action/withdrawal": {"reason": "overtaken"},
    "POST /actions/$closed/reopening": {"reason": "not done after all"},
    "POST /actions/$action/links": {"to": "$closed"},
    "POST /actions/$action/reminders": {"owner": 1, "channel": "letter"},
    "POST /reminders": {"actions": [{"action": "$action", "owner": 1}], "channel": "email"},
    "POST /actions/$action/narrations/confirmation": NARRATED,
    "POST /actions/$action/narrations/dismissal": NARRATED,
    "POST /issues": {"body": "$body", "number": "7", "text": "Lamps", "theme": "Lights"},
    "PUT /issues/$torn/number": {"number": "3", "basis": "cross_reference"},
    "POST /issues/$issue/updates": {"note": "Asked again"},
    "POST /issues/$issue/links": {"to": {"kind": "action", "action": "$action"}},
    "POST /issues/$issue/closing": {"meeting": "$meeting", "outcome": "mended"},
    "POST /issues/$done/reopening": {"reason": "not done after all"},
    "PUT /issues/$issue/handling": HANDLING,
    "POST /actors": {"kind": "machine", "name": "Importer"},
    "POST /actors/$actor/roles": {"role": "secretary"},
    "POST /actors/$actor/roles/revocation": {"role": "member", "reason": "not needed"},
    "POST /actors/$actor/keys": {"scopes": ["read"], "last_day": SOON},
    "POST /actors/$actor/keys/$key/revocation": {"reason": "lost"},
    "POST /erasures": {"person": "$person", "basis": "gdpr17", "reason": "asked for it"},
    "POST /erasures/$erasure/approve": {"plan": "0" * 64},
    "POST /erasures/$erasure/refuse": {"reason": "it stands in a court's file"},
    "POST /webhooks": {"url": RECEIVER},
    "PUT /webhooks/$webhook": {"url": RECEIVER, "types": ["action.assigned"]},
    "POST /webhooks/$webhook/pause": {"reason": "it moves"},
    "POST /webhooks/$paused/resume": {},
    "POST /webhooks/$webhook/secret": {},
    "POST /webhooks/$webhook/replay": {"after": 0},
    "POST /webhooks/$webhook/end": {"reason": "not needed"},
    "POST /meetings": {"body": "$body", "expected": "2014-03"},
    "POST /meetings/$later/postponements": {"reason": "recess"},
    "POST /meetings/$later/cancellation": {"reason": "reshuffle"},
    "POST /meetings/$later/held": {"held_on": "2013-09-12", "theme": "Data"},
    "POST /meetings/$later/opening": {"at": "10:00"},
    "POST /meetings/$open/closing": {"at": "11:00"},
    "POST /meetings/$meeting/attendance": {"row": 7, "name": "Official", "status": "present"},
    "PUT /meetings/$meeting/attendance/1": {"name": "Kay", "status": "present", "reason": "slip"},
    "POST /meetings/$meeting/chairs": {"row": 1},
    "POST /meetings/$meeting/attendance/2/arrivals": {"at": "10:00"},
    "POST /meetings/$meeting/attendance/1/departures": {"at": "11:00"},
    "PUT /meetings/$meeting/attendance/3/principal": {"principal": "$other"},
    "PUT /meetings/$meeting/attendance/3/same-as": {"row": 1},
    "PUT /meetings/$meeting/attendance/3/person": {"person": "$other", "reason": "a letter"},
    "POST /meetings/$meeting/reconciliation/settlements": {
        "kind": "unnamed_attendee",
        "subject": "row-1",
        "resolution": "as_printed",
    },
    "POST /meetings/$meeting/reconciliation/reopenings": {
        "kind": "unnamed_attendee",
        "subject": "row-1",
        "reason": "a letter turned up",
    },
    "POST /meetings/$meeting/attendance/1/interests": {"interest": "Trustee"},
    "POST /meetings/$meeting/attendance/1/recusals": {"item": 1},
    "POST /meetings/$meeting/apologies": {"row": 7, "name": "Official", "reason": "ill"},
    "POST /meetings/$meeting/absences": {"row": 7, "person": "$member", "name": "Member"},
    "POST /meetings/$meeting/participants": {"row": 7, "name": "Official", "role": "spoke"},
    "POST /meetings/$meeting/items": {"item": 7, "title": "Data"},
    "POST /meetings/$meeting/paragraphs": {"paragraph": 7, "text": "The group noted it."},
    "POST /meetings/$meeting/decisions": {"decision": 7, "text": "Agreed."},
    "POST /meetings/$meeting/no-actions": {"item": 1},
    "PUT /meetings/$meeting/items/1/handling": HANDLING,
    "PUT /meetings/$meeting/paragraphs/1/handling": HANDLING,
    "PUT /meetings/$meeting/decisions/1/handling": HANDLING,
    "POST /meetings/$meeting/corrections": PASSAGE | {"reason": "a slip"},
    "POST /meetings/$held/minutes/versions": {},
    "POST /meetings/$meeting/minutes/submission": {},
    "POST /meetings/$meeting/minutes/clearance": {"content": "0" * 64},
    "POST /meetings/$meeting/minutes/clearance-refusal": {"content": "0" * 64, "reason": "long"},
    "POST /meetings/$meeting/minutes/circulation": {},
    "POST /meetings/$meeting/minutes/corrections": PASSAGE | {"correction": 7, "reason": "a slip"},
    "POST /meetings/$meeting/minutes/corrections/1/acceptance": {},
    "POST /meetings/$meeting/minutes/corrections/1/rejection": {"reason": "it is right"},
    "POST /meetings/$meeting/minutes/approval": {"content": "0" * 64, "at": "$held"},
    "POST /meetings/$meeting/minutes/amendments": PASSAGE
    | {"amendment": 7, "authority": {"kind": "meeting", "reference": "$held"}},
    "POST /meetings/$meeting/minutes/publications": {"audience": "public"},
    "POST /meetings/$meeting/minutes/redactions": {
        "redaction": 7,
        "part": "item",
        "number": 1,
        "exemption": "s40",
        "reviewer": "Ada Abel",
    },
    "POST /meetings/$meeting/minutes/redactions/1/lifting": {"reason": "it is known"},
    "POST /meetings/$meeting/minutes/annotations": {"annotation": 7, "text": "see the file"},
    "POST /bodies": {"name": "Working Group"},
    "POST /bodies/$body/terms": {"version": 1, "text": "To advise."},
    "POST /bodies/$body/meetings": {"held_on": "2013-06-01", "theme": "Data"},
    "PUT /bodies/$body/frequency": {"times": 4, "per": "year", "words": "quarterly"},
    "POST /bodies/$body/chairs": {"person": "$person"},
    "POST /bodies/$body/series": {"first": "2013-01-01", "last": "2013-12-31", "complete": True},
    "POST /bodies/$body/memberships": {"member": {"kind": "person", "person": "$person"}},
    "POST /bodies/$body/memberships/$membership/end": {"reason": "retired"},
    "POST /minutes": {"body": {"id": "$body"}, "held_on": "2013-10-01", "place": "Hall"},
    "PATCH /documents/$document/draft": {
        "changes": [{"op": "replace", "path": "/meetings/0/held_on", "value": "2013-10-02"}]
    },
    "POST /documents/$document/acceptance": {},
    "POST /documents/$document/rejection": {"reason": "not ours"},
    "POST /documents/$document/readings": {},
    "PUT /documents/$document/handling": HANDLING,
    "POST /organisations": {"name": "UKBA"},
    "PUT /organisations/$ministry/name": {"name": "Interior"},
    "POST /organisations/$ministry/names": {"name": "HO", "kind": "abbreviation"},
    "PUT /organisations/$ministry/successor": {"by": "$charity"},
    "POST /people": {"name": "Mike Kay"},
    "POST /people/$person/names": {"name": "M Kay", "kind": "spelling"},
    "POST /actions/$action/history/corrections": {
        "event": "$action_event",
        "reason": "misread",
        "changes": [{"op": "add", "path": "/text", "value": "Write again"}],
    },
    "POST /actions/$action/history/retractions": {"event": "$action_event", "reason": "never was"},
    "POST /meetings/$meeting/history/corrections": {
        "event": "$meeting_event",
        "reason": "misread",
        "changes": [{"op": "add", "path": "/theme", "value": "Data"}],
    },
    "POST /meetings/$meeting/history/retractions": {
        "event": "$meeting_event",
        "reason": "never was",
    },
    "POST /bodies/$body/history/corrections": {
        "event": "$body_event",
        "reason": "misread",
        "changes": [{"op": "add", "path": "/name", "value": "The Group"}],
    },
    "POST /bodies/$body/history/retractions": {"event": "$body_event", "reason": "never was"},
    "POST /people/$person/history/corrections": {
        "event": "$person_event",
        "reason": "misread",
        "changes": [{"op": "add", "path": "/name", "value": "M Kay"}],
    },
    "POST /people/$person/history/retractions": {"event": "$person_event", "reason": "never was"},
    "POST /organisations/$ministry/history/corrections": {
        "event": "$organisation_event",
        "reason": "misread",
        "changes": [{"op": "add", "path": "/name", "value": "Interior"}],
    },
    "POST /organisations/$ministry/history/retractions": {
        "event": "$organisation_event",
        "reason": "never was",
    },
    "POST /issues/$done/history/corrections": {
        "event": "$issue_event",
        "reason": "misread",
        "changes": [{"op": "add", "path": "/text", "value": "Dark again"}],
    },
    "POST /issues/$done/history/retractions": {"event": "$issue_event", "reason": "never was"},
    "POST /reports/$report/history/corrections": {
        "event": "$report_event",
        "reason": "misread",
        "changes": [{"op": "add", "path": "/title", "value": "The Lock"}],
    },
    "POST /reports/$report/history/retractions": {"event": "$report_event", "reason": "never was"},
    "PUT /people/$person/merge": {"into": "$other"},
    "POST /people/$person/unmerge": {"reason": "two people"},
    "POST /people/$person/distinctions": {"other": "$other"},
    "POST /reports": REPORT,
    "POST /reports/$report/endorsements": {"name": "A Minister", "post": "Chair"},
    "POST /reports/$report/recommendations": {"number": "7", "text": "Mend the lock."},
    "POST /reports/$report/responses": {
        "by": {"kind": "organisation", "id": "$charity", "words": "the charity"},
        "answers": [TO],
        "text": "We agree.",
    },
    "POST /reports/$report/responses/$response/dispositions": {
        "to": TO,
        "disposition": "accepted",
        "basis": "it welcomes it",
    },
    "POST /reports/$report/responses/$response/references": {"to": {"recommendation": "$second"}},
    "POST /reports/$report/commitments": {"response": "$response", "text": "We will mend it."},
    "POST /reports/$report/commitments/$commitment/progress": {"text": "half of it is done"},
    "POST /reports/$report/commitments/$commitment/fulfilment": {"note": "done"},
    "POST /reports/$report/commitments/$commitment/actions": {"action": "$action"},
    "POST /reports/$report/statements": {"text": "The lock was mended."},
    "POST /reports/$report/statements/$statement/links": {
        "to": {"kind": "action", "id": "$action"}
    },
}
"""A command on every operation that records something; most of them would be carried out."""

NEEDS_TAG = re.compile("PUT .*|PATCH .*|.*/acceptance|.*/rejection")
MINUTES = b"""Quay Repairs Board
Minutes of the meeting held on 2 October 2013

Present: Ada Abel (Chair), Bram Brandt

1. Repairs
The group noted the survey.
"""
WHOLE = {"POST /minutes", "POST /reports"}
"""What is handed in whole says itself when it was."""
REPLACING = [name for name in COMMANDS if NEEDS_TAG.fullmatch(name)]
APART = {"/readings", "/documents", "/webhooks/{webhook}/dead-letters/{position}/retry"}
"""Paths that take a document as it is, or that are of no use until a receiver is silent."""
BEFORE_THE_LOG = pytest.mark.only("sqlite")
"""Of what is refused by the form of the request, before any database is asked about it."""
TEXTS = {"text", "words", "name", "reason", "note", "title", "theme", "place", "interest"}


class Office:
    """A whole service on a minute book of its own, with something in it to act on."""

    def __init__(self, http, home):
        self.http, self.book, self.home = http, http.app.state.book, home
        self.names = {"body": self.make("/bodies", {"name": "Ministerial Group"})}

    @property
    def size(self):
        return self.book.size("default")

    def fill(self, part):
        """Put the identities of the office where their names stand."""
        return orjson.loads(Template(orjson.dumps(part).decode()).substitute(self.names))

    def send(self, command, body=None, *, to="default", **headers):
        """Send a command by its name; what needs a tag is for whatever is there, unless told."""
        method, path = self.fill(command).split(" ")
        sent = {"Content-Type": JSON, "If-Match": "*"} | headers
        if not NEEDS_TAG.fullmatch(command) and "If-Match" not in headers:
            del sent["If-Match"]
        content = body if isinstance(body, bytes) else orjson.dumps(self.fill(body))
        given = {name: value for name, value in sent.items() if value is not None}
        return self.http.request(method, f"/v1/{to}{path}", content=content, headers=given)

    def make(self, path, body):
        answer = self.http.post(f"/v1/default{path}", json=DAY | body)
        assert answer.status_code in {200, 201}, answer.text
        return answer.json()["id"]

    def hand_in(self, data, name):
        answer = self.http.post(
            "/v1/default/documents",
            params={"name": name},
            content=data,
            headers={"Content-Type": "application/octet-stream"},
        )
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    def refuses(self, answer, status, said="", kind=None):
        """Check that this is a problem that says what to do."""
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        document = answer.json()
        assert document["type"] == URN + (kind or slug(phrase(status)))
        assert document["status"] == status
        assert document["title"]
        assert len(document["detail"].split()) > 2
        for each in document.get("errors", ()):
            assert each["detail"]
            assert each["pointer"].startswith(("#", "query/", "header/", "path/"))
        assert said in answer.text
        return document


def as_operator(home):
    return {"Authorization": f"Bearer {home.token()}"}


@pytest.fixture(scope="module")
def service(kind, new_home):
    with new_home(kind) as home:
        operator = Book(home.owner_settings(), Mint())
        with operator.operating(NEIGHBOUR) as connection:
            create(connection, NEIGHBOUR, operator.mint)
        operator.close()
        app = create_app(home.settings(body_limit=LIMIT, **HOOKS))
        with TestClient(app, raise_server_exceptions=False, headers=as_operator(home)) as http:
            office = Office(http, home)
            furnish(office)
            yield office


def furnish(office):
    """Enter people, meetings and actions; later ones refer to earlier ones by their names."""
    make, names = office.make, office.names
    for name in ("person", "other", "member"):
        names[name] = make("/people", {"name": f"A {name}"})
    for name in ("ministry", "charity"):
        names[name] = make("/organisations", {"name": f"The {name}"})
    names["group"] = make("/bodies", {"name": "Another Group"})
    names["actor"] = make("/actors", {"kind": "machine", "name": "Reader"})
    make(f"/actors/{names['actor']}/roles", {"role": "member"})
    names["erasure"] = make("/erasures", {"person": names["person"], "basis": "gdpr17"})
    for name in ("webhook", "paused"):
        names[name] = make("/webhooks", {"url": RECEIVER})
    make(f"/webhooks/{names['paused']}/pause", {})
    key = {"scopes": ["read"], "last_day": SOON}
    names["key"] = make(f"/actors/{names['actor']}/keys", key)
    members = f"/bodies/{names['body']}/memberships"
    names["membership"] = make(members, {"member": {"kind": "person", "person": names["member"]}})
    held = {"held_on": "2013-03-11"}
    names["meeting"] = make(f"/bodies/{names['body']}/meetings", held)
    for name in ("later", "open"):
        names[name] = make("/meetings", {"body": names["body"], "expected": "2013-09-12"})
    make(f"/meetings/{names['open']}/opening", {"occurred_on": "2013-09-12"})
    meeting = f"/meetings/{names['meeting']}"
    make(f"{meeting}/items", {"item": 1, "title": "Data"})
    for row, status in ((1, "present"), (2, "not_recorded"), (3, "present")):
        make(f"{meeting}/attendance", {"row": row, "name": "Kay", "status": status})
    task = {"body": names["body"], "meeting": names["meeting"], "text": "Write to the police"}
    due = {"due": {"kind": "date", "day": "2013-05-01"}, "owners": office.fill([OWNER, OTHER])}
    names["action"] = make("/actions", task | due)
    names["closed"] = make("/actions", task)
    make(f"/actions/{names['closed']}/withdrawal", {"reason": "overtaken"})
    told = office.send("POST /reports", REPORT).json()
    names["report"], names["response"] = told["id"], told["responses"][0]
    names["recommendation"], names["second"] = told["recommendations"]
    names["commitment"], names["statement"] = told["commitments"][0], told["statements"][0]
    held = {"held_on": "2013-12-01"}
    names["held"] = make(f"/bodies/{names['body']}/meetings", held)
    minutes = f"{meeting}/minutes"
    make(f"{minutes}/versions", {})
    passage = {"part": "item", "number": 1}
    correction = passage | {"correction": 1, "text": "Figures", "reason": "a slip"}
    make(f"{minutes}/corrections", correction)
    redaction = passage | {"redaction": 1, "exemption": "s40", "reviewer": "Ada Abel"}
    for what, fact in (("redactions", redaction), ("publications", {"audience": "public"})):
        make(f"{minutes}/{what}", fact)
    for name, number in (("issue", "1"), ("torn", None), ("done", "9")):
        issue = {"body": names["body"], "text": f"The {name} one"}
        names[name] = make("/issues", issue | ({"number": number} if number else {}))
    make(f"/issues/{names['done']}/closing", {})
    names["document"] = office.hand_in(MINUTES, "minutes.txt")
    names["sha256"] = sha256(MINUTES).hexdigest()
    names["stream"] = f"action-{names['action']}"
    things = {"action": "actions", "meeting": "meetings", "body": "bodies", "person": "people"}
    more = {"ministry": "organisations", "done": "issues", "report": "reports"}
    called = {"ministry": "organisation", "done": "issue"}
    for thing, path in (things | more).items():
        history = office.http.get(f"/v1/default/{path}/{names[thing]}/history").json()
        names[f"{called.get(thing, thing)}_event"] = history["items"][0]["id"]


@pytest.fixture
def office(service):
    """Give the service to a test that may write nothing."""
    before = service.size
    yield service
    assert service.size == before


def templated(command):
    """Return a command as the contract names it, with whatever stands for its parameters."""
    parts = command.split("/")
    return "/".join("*" if part[:1] == "$" or part.isdecimal() else part for part in parts)


def test_every_command_of_the_contract_is_tried(office):
    paths = office.http.get("/openapi.json").json()["paths"]
    stated = {
        f"{method.upper()} {re.sub('{.*?}', '*', path.removeprefix('/v1/{secretariat}'))}"
        for path, operations in paths.items()
        for method in operations
        if method != "get" and path.removeprefix("/v1/{secretariat}") not in APART
    }
    assert {templated(command) for command in COMMANDS} == stated


@pytest.mark.parametrize("command", [name for name in COMMANDS if "$" in name])
def test_what_is_not_in_the_record_is_not_found(office, command):
    thing = next(part for part in command.split("/") if part.startswith("$"))
    answer = office.send(command.replace(thing, NOBODY, 1), COMMANDS[command])
    office.refuses(answer, 404, kind="not-found")


@pytest.mark.parametrize("command", [name for name in COMMANDS if "$" in name])
def test_what_stands_in_one_secretariat_is_not_found_in_another(office, command):
    answer = office.send(command, COMMANDS[command], to=NEIGHBOUR)

    office.refuses(answer, 404, kind="not-found")
    assert office.book.size(NEIGHBOUR) == 0


def test_nobody_waits_for_news_of_a_secretariat_that_is_not_here(office):
    began = monotonic()
    answer = office.http.get("/v1/nowhere/events", params={"wait": 10})

    office.refuses(answer, 404, "there is no secretariat 'nowhere' here", kind="not-found")
    assert monotonic() - began < 5


def test_nothing_of_one_secretariat_can_be_read_in_another(office):
    sign(office.home, office.book)
    names = office.names | {
        "organisation": office.names["ministry"],
        "level": "0",
        "path": "000.p/1",
        "audience": "public",
    }
    asked = {"person": names["person"], "body": names["body"], "on": "2013-12-31"}
    asked |= {"from": "2013-01-01", "to": "2013-12-31", "name": "A person", "follow": "false"}
    asked["since"] = "0"
    asked["q"] = "police -tunnel"
    found = Counter()
    for path, operations in office.http.get("/openapi.json").json()["paths"].items():
        if "get" not in operations or "{secretariat}" not in path:
            continue
        wanted = {
            each["name"]: asked[each["name"]]
            for each in operations["get"].get("parameters", ())
            if each["in"] == "query" and (each.get("required") or each["name"] == "follow")
        }
        wanted |= {"from": "1"} if path.endswith("/consistency") else {}
        things = re.findall("{(?!secretariat)(.*?)}", path)
        filled = path
        for thing in things:
            identity = names.get(thing)
            filled = filled.replace(f"{{{thing}}}", identity or "1")
        here = office.http.get(filled.replace("{secretariat}", "default"), params=wanted)
        there = office.http.get(filled.replace("{secretariat}", NEIGHBOUR), params=wanted)
        assert here.status_code == 200, (filled, here.text)
        if things:
            assert there.status_code == 404, (filled, there.text)
        else:
            assert there.status_code in {200, 404}, (filled, there.text)
            assert not any(name in there.text for name in office.names.values()), there.text
        found[bool(things)] += 1

    assert found[True] > 15
    assert found[False] > 5


@pytest.mark.parametrize(
    ("command", "change"),
    [
        ("POST /actions", {"body": NOBODY}),
        ("POST /actions", {"meeting": NOBODY}),
        ("POST /actions", {"owners": [OWNER | {"id": NOBODY}]}),
        ("POST /actions", {"owners": [OWNER | {"kind": "person"}]}),
        ("PUT /actions/$action/owners/1", {"owners": [OTHER | {"id": NOBODY}]}),
        ("POST /actions/$action/carried-forward", {"to_meeting": NOBODY}),
        ("POST /actions/$action/transfer", {"id": NOBODY}),
        ("POST /actions/$action/supersession", {"by": NOBODY}),
        ("POST /actions/$action/links", {"to": NOBODY}),
        ("POST /actions/$action/progress", {"meeting": NOBODY}),
        ("POST /meetings", {"body": NOBODY}),
        ("POST /meetings/$meeting/attendance", {"person": NOBODY}),
        ("POST /meetings/$meeting/attendance", {"organisation": NOBODY}),
        ("POST /meetings/$meeting/participants", {"person": NOBODY}),
        ("POST /meetings/$meeting/absences", {"person": NOBODY}),
        ("PUT /meetings/$meeting/attendance/3/principal", {"principal": NOBODY}),
        ("PUT /meetings/$meeting/attendance/3/same-as", {"row": 99}),
        ("POST /meetings/$meeting/chairs", {"row": 99}),
        ("POST /meetings/$meeting/no-actions", {"item": 99}),
        ("POST /bodies", {"parent": NOBODY}),
        ("POST /bodies", {"organisation": NOBODY}),
        ("POST /bodies/$body/chairs", {"person": NOBODY}),
        ("POST /bodies/$body/memberships", {"member": {"kind": "person", "person": NOBODY}}),
        ("POST /minutes", {"body": {"id": NOBODY}}),
        ("POST /organisations", {"parent": NOBODY}),
        ("PUT /organisations/$ministry/successor", {"by": NOBODY}),
        ("PUT /people/$person/merge", {"into": NOBODY}),
        ("POST /people/$person/distinctions", {"other": NOBODY}),
    ],
)
def test_what_a_command_refers_to_is_in_the_record(office, command, change):
    answer = office.send(command, DAY | COMMANDS[command] | change)
    if command == "POST /minutes":
        answer = office.send(command, COMMANDS[command] | change)
    office.refuses(answer, 404, kind="not-found")


@BEFORE_THE_LOG
@pytest.mark.parametrize("command", COMMANDS)
def test_unknown_fields_and_parameters_are_refused(office, command):
    body = COMMANDS[command] | {"colour": "red"}
    found = office.refuses(office.send(command, body), 422, "unknown")
    assert {"detail": "this field is unknown; leave it out", "pointer": "#/colour"} in found[
        "errors"
    ]
    found = office.refuses(office.send(f"{command}?colour=red", COMMANDS[command]), 422, "unknown")
    assert [each["pointer"] for each in found["errors"]] == ["query/colour"]


@BEFORE_THE_LOG
@pytest.mark.parametrize("command", COMMANDS)
def test_a_body_that_is_no_json_object_is_refused(office, command):
    office.refuses(office.send(command, b'{"name": '), 400, "not JSON")
    office.refuses(office.send(command, b"\xff\xfe\x00"), 400)
    office.refuses(office.send(command, b'{"name": NaN'), 400)
    for other in (b"[]", b"7", b'"words"', b"null", b""):
        office.refuses(office.send(command, other), 422)
    deep = office.send(command, b"[" * 50_000 + b"]" * 50_000)
    assert deep.status_code in {400, 422}
    office.refuses(deep, deep.status_code)


@BEFORE_THE_LOG
@pytest.mark.parametrize("command", COMMANDS)
def test_another_content_type_is_refused(office, command):
    body = COMMANDS[command]
    for given in ("text/plain", "application/x-www-form-urlencoded", "application/xml", None):
        answer = office.send(command, body, **{"Content-Type": given})
        office.refuses(answer, 415, "application/json")


@BEFORE_THE_LOG
@pytest.mark.parametrize("command", COMMANDS)
def test_a_body_that_is_too_long_is_refused(office, command):
    long = orjson.dumps({"name": "x" * LIMIT})
    office.refuses(office.send(command, long), 413, str(LIMIT))
    method, path = office.fill(command).split(" ")
    in_parts = office.http.request(
        method,
        f"/v1/default{path}",
        content=iter([long[:1000], long[1000:]]),
        headers={"Content-Type": JSON, "If-Match": "*"},
    )
    office.refuses(in_parts, 413, str(LIMIT))


@BEFORE_THE_LOG
@pytest.mark.parametrize("command", COMMANDS)
def test_fields_of_the_wrong_type_are_refused(office, command):
    for name, value in COMMANDS[command].items():
        for wrong in (None, {"kind": 7}, [[]], -1.5, "\t"):
            answer = office.send(command, office.fill(COMMANDS[command]) | {name: wrong})
            found = office.refuses(answer, 422)
            assert any(each["pointer"].startswith(f"#/{name}") for each in found["errors"]), value


@BEFORE_THE_LOG
@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in WHOLE])
def test_a_day_that_is_none_is_refused(office, command):
    for day in ("soon", "2013-02-30", "11.3.2013", "2013-3-11", "0000", 2013, True, ["2013"]):
        answer = office.send(command, COMMANDS[command] | {"occurred_on": day})
        office.refuses(answer, 422, "2013-10-17")


@BEFORE_THE_LOG
@pytest.mark.parametrize(
    "unwritable",
    ["\\u0000", "a\\u0000b", "\\u0007", "\\u001b[31m", "\\u007f", "\\ud800", "\\udfff."],
)
@pytest.mark.parametrize(
    ("command", "field"),
    [(name, field) for name, body in COMMANDS.items() for field in sorted(TEXTS & set(body))],
)
def test_what_cannot_be_written_is_refused(office, command, field, unwritable):
    rest = office.fill(COMMANDS[command] | {field: "@"})
    body = orjson.dumps(rest).replace(b'"@"', f'"{unwritable}"'.encode())
    found = office.refuses(office.send(command, body), 422)
    assert [each["pointer"] for each in found["errors"]] == [f"#/{field}"]


@BEFORE_THE_LOG
@pytest.mark.parametrize("command", COMMANDS)
def test_another_method_is_told_which_ones_there_are(office, command):
    method, path = office.fill(command).split(" ")
    answer = office.http.request("DELETE", f"/v1/default{path}")
    office.refuses(answer, 405, method)
    assert method in answer.headers["allow"].split(", ")
    for each in answer.headers["allow"].split(", "):
        assert each in answer.json()["detail"]


@BEFORE_THE_LOG
@pytest.mark.parametrize("command", REPLACING)
def test_replacing_needs_the_tag_of_what_was_read(office, command):
    answer = office.send(command, COMMANDS[command], **{"If-Match": None})
    office.refuses(answer, 428, "If-Match")
    for tag in ("1", "W/1", '"one"', '"-1"', '"1", "2"', "", '"9999999999999999"'):
        office.refuses(office.send(command, COMMANDS[command], **{"If-Match": tag}), 422, "ETag")


MAKING = {
    "POST /bodies/$body/meetings",
    "POST /bodies/$body/memberships",
    "POST /actors/$actor/keys",
}


@pytest.mark.parametrize(
    "command", [each for each in COMMANDS if "$" in each and each not in MAKING]
)
def test_a_command_on_something_that_changed_is_refused(office, command):
    answer = office.send(command, COMMANDS[command], **{"If-Match": '"99"'})
    found = office.refuses(answer, 412, "read it again", kind="stale")
    assert found["revision"] < 99


def test_a_key_that_is_none_is_refused(office):
    for key in ("", "two words", "k" * 256, '"', "\x7f", "café".encode()):
        answer = office.send("POST /people", {"name": "Mike Kay"}, **{"Idempotency-Key": key})
        office.refuses(answer, 422, "255")


LONG = {"kind": "period", "first": "2013-06-01", "last": "2013-05-01"}
LEAD = {"part": "lead"}


@pytest.mark.parametrize(
    ("said", "command", "body"),
    [
        ("named twice", "PUT /actions/$action/owners", {"owners": [OWNER, OWNER]}),
        ("named twice", "PUT /actions/$action/owners/1", {"owners": [OTHER]}),
        ("one lead", "PUT /actions/$action/owners", {"owners": [OWNER | LEAD, OTHER | LEAD]}),
        ("ends on or after", "PUT /actions/$action/due", {"due": LONG}),
        ("ends on or after", "POST /actions/$action/extensions", {"due": LONG}),
        (
            "must be later",
            "POST /actions/$action/extensions",
            {"due": {"kind": "date", "day": "2013-04-30"}},
        ),
        (
            "no deadline yet",
            "POST /actions/$bare/extensions",
            {"due": {"kind": "date", "day": "2013-05-01"}},
        ),
        ("only owner", "POST /actions/$alone/owners/1/release", {}),
        ("have not done", "POST /actions/$action/completion", {}),
        ("itself", "POST /actions/$action/links", {"to": "$action"}),
        ("own place", "POST /actions/$action/supersession", {"by": "$action"}),
        ("that body already", "POST /actions/$action/transfer", {"to": "body", "id": "$body"}),
        (
            "later meeting",
            "POST /actions/$action/carried-forward",
            {"from_meeting": "$later", "to_meeting": "$meeting"},
        ),
        (
            "later than that",
            "POST /actions/$action/progress",
            {"text": "half of it", "occurred_on": "2013-03-10"},
        ),
        (
            "later than that",
            "POST /actions/$action/completion",
            {"override": "all agree", "occurred_on": "2012"},
        ),
        ("closed", "POST /actions/$closed/progress", {"text": "half of it"}),
        ("closed", "PUT /actions/$closed/owners", {"owners": [OWNER]}),
        ("closed", "PUT /actions/$closed/due", {}),
        ("closed", "POST /actions/$closed/completion", {}),
        ("before arrival", "POST /meetings/$meeting/attendance/2/departures", {"at": "09:00"}),
        ("there already", "POST /meetings/$meeting/attendance/2/arrivals", {"at": "10:30"}),
        ("next free number", "POST /meetings/$meeting/items", {"item": 1, "title": "Again"}),
        ("themselves", "PUT /people/$person/merge", {"into": "$person"}),
        ("itself", "PUT /organisations/$ministry/successor", {"by": "$ministry"}),
        (
            "ends",
            "POST /bodies/$body/series",
            {"first": "2013-12-31", "last": "2013-01-01", "complete": True},
        ),
        ("version", "POST /bodies/$body/terms", {"version": 7, "text": "To advise."}),
        ("cannot be opened", "POST /meetings/$meeting/opening", {}),
    ],
)
def test_a_rule_of_the_minute_book_is_kept(ruled, said, command, body):
    answer = ruled.send(command, body)
    found = ruled.refuses(answer, 409, kind=answer.json()["type"].removeprefix(URN))
    assert found["type"] in {URN + "refused", URN + "already-there"}
    assert said in found["detail"]


@pytest.fixture(scope="module")
def prepared(service):
    """Have somebody come in at ten, an action without a deadline and one with a single owner."""
    names = service.names
    task = {"body": names["body"], "text": "Write to the police"}
    names["bare"] = service.make("/actions", task)
    names["alone"] = service.make("/actions", task | {"owners": service.fill([OWNER])})
    service.make(f"/meetings/{names['meeting']}/attendance/2/arrivals", {"at": "10:00"})
    return service


@pytest.fixture
def ruled(prepared):
    before = prepared.size
    yield prepared
    assert prepared.size == before


def longest_fact(service):
    """Return an action with all that the contract takes of one, in characters of four bytes."""
    owners = [
        {"kind": "unclear", "words": f"{number:03}" + "\U0001d11e" * 297} for number in range(50)
    ]
    text = {"text": "\U0001d11e" * 20_000, "item": "\U0001d11e" * 40, "reference": "x" * 40}
    due = {"kind": "as_written", "words": "\U0001d11e" * 300}
    return service.fill({"body": "$body", "owners": owners, "due": due} | text)


def test_no_fact_that_the_contract_takes_is_too_long_for_the_log(service):
    """Texts stand in an entry as commitments of one length, so fifty owners are the most."""
    answer = service.send("POST /actions", longest_fact(service))
    assert answer.status_code == 201, answer.text


def test_a_fact_that_is_too_long_for_the_log_is_refused(office, monkeypatch):
    monkeypatch.setattr(leaf, "LARGEST", 2_000)
    answer = office.send("POST /actions", longest_fact(office))
    office.refuses(answer, 422, "2000 bytes", kind="too-large")


@pytest.mark.parametrize(
    "path",
    [
        "/actions",
        "/overdue",
        "/unresolved-deadlines",
        "/bodies",
        "/people",
        "/organisations",
        "/actions/$action",
        "/meetings/$meeting",
        "/people/$person",
        "/organisations/$ministry",
        "/bodies/$body",
        "/bodies/$body/meetings",
        "/bodies/$body/memberships",
        "/bodies/$body/attendance",
        "/people/$person/attendance",
        "/people/$person/attendance-rates",
        "/meetings/$meeting/quorum",
        "/meetings/$meeting/reconciliation",
        "/bodies/$body/reconciliation",
        "/organisations/$ministry/attendance",
        "/organisations/$ministry/attendance-rates",
        "/actions/$action/history",
    ],
)
def test_no_read_goes_beyond_the_log(office, path):
    where = f"/v1/default{office.fill(path)}"

    def get(**query):
        return office.http.get(where, params=query)

    assert get(known_at=office.size).status_code == 200
    office.refuses(get(known_at=office.size + 1), 404, "the log ends", kind="not-found")
    office.refuses(get(known_at="yesterday"), 422, "4711")
    office.refuses(get(known_at="-1"), 422, "4711")
    office.refuses(get(knownat=1), 422, "unknown")
    office.refuses(office.http.get(f"{where}?known_at=1&known_at=2"), 422, "once")
    office.refuses(office.http.get(where.replace("default", "elsewhere")), 404, kind="not-found")
    office.refuses(office.http.get(where.replace("default", "El%20Se")), 422, "lower-case")


@pytest.mark.parametrize("limit", ["0", "201", "-1", "1e3", "5.5", "ten", "", "9" * 30])
def test_a_page_has_a_length(office, limit):
    office.refuses(office.http.get("/v1/default/people", params={"limit": limit}), 422)


@pytest.mark.parametrize("cursor", ["1", "", "x" * 36, f"{NOBODY}\x00", "../../etc/passwd"])
def test_a_cursor_is_an_identity(office, cursor):
    answer = office.http.get("/v1/default/people", params={"cursor": cursor})
    assert "query/cursor" in office.refuses(answer, 422)["errors"][0]["pointer"]


@pytest.mark.parametrize(
    "path", ["/v1/default/nothing", "/v2/default/people", "/v1/default/people/"]
)
def test_a_path_where_nothing_is_is_not_found(office, path):
    office.refuses(office.http.get(path), 404, "lists every path")


def test_an_identity_in_a_path_is_a_uuid(office):
    for identity in ("7", "Damian%20Green", NOBODY + "0", "%00"):
        answer = office.http.get(f"/v1/default/people/{identity}")
        office.refuses(answer, 422, "UUID")


@pytest.mark.parametrize("text", [b"Pr\xe9sent", b"PK\x03\x04" + bytes(100), b" \n"])
@pytest.mark.parametrize(
    ("path", "media_type"), [("readings", "text/plain"), ("documents", "application/octet-stream")]
)
def test_what_cannot_be_read_is_not_taken_in(office, path, media_type, text):
    def send(content):
        return office.http.post(
            f"/v1/default/{path}",
            params={"name": "minutes.txt"},
            content=content,
            headers={"Content-Type": media_type},
        )

    office.refuses(send(text), 422, kind="unreadable")
    office.refuses(send(b""), 422)


def at_once(count, send):
    """Send as many requests at the same moment; answers the answers."""
    ready = Barrier(count)

    def one(number):
        ready.wait()
        return send(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))


def test_facts_that_are_added_at_once_are_all_recorded(service):
    before = service.size
    command = "POST /actions/$action/progress"
    answers = at_once(30, lambda n: service.send(command, {"text": f"report {n}"}))
    assert [each.status_code for each in answers] == [200] * 30
    revisions = sorted(each.json()["revision"] for each in answers)
    assert revisions == list(range(revisions[0], revisions[0] + 30))
    assert service.size == before + 30


def test_of_those_who_replace_the_same_thing_at_once_one_succeeds(service):
    tag = service.http.get(service.fill("/v1/default/actions/$action")).headers["etag"]
    before = service.size

    def replace(number):
        due = {"due": {"kind": "date", "day": f"2015-01-{number + 1:02}"}}
        return service.send("PUT /actions/$action/due", due, **{"If-Match": tag})

    answers = at_once(10, replace)
    assert Counter(each.status_code for each in answers) == {200: 1, 412: 9}
    for each in answers:
        if each.status_code == 412:
            service.refuses(each, 412, "read it again", kind="stale")
    assert service.size == before + 1


def test_the_same_key_at_once_has_one_outcome(service):
    before = service.size
    key = {"Idempotency-Key": "one-request"}
    answers = at_once(12, lambda _: service.send("POST /people", {"name": "Mike Kay"}, **key))
    recorded = [each for each in answers if each.status_code == 201]
    assert recorded
    assert len({each.content for each in recorded}) == 1
    for each in answers:
        if each.status_code != 201:
            service.refuses(each, 409, "ask again", kind="key-in-flight")
    assert service.size == before + 1
    assert service.send("POST /people", {"name": "Mike Kay"}, **key).content == recorded[0].content
    service.refuses(
        service.send("POST /people", {"name": "Another"}, **key), 422, "new key", kind="key-reused"
    )
    assert service.size == before + 1


def test_the_same_key_for_different_requests_at_once_records_one_of_them(service):
    before = service.size
    key = {"Idempotency-Key": "two-requests"}
    answers = at_once(12, lambda n: service.send("POST /people", {"name": f"Kay {n}"}, **key))
    assert Counter(each.status_code for each in answers)[201] == 1
    for each in answers:
        if each.status_code != 201:
            kind = {409: "key-in-flight", 422: "key-reused"}[each.status_code]
            service.refuses(each, each.status_code, kind=kind)
    assert service.size == before + 1
