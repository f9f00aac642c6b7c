"""What is confidential, over HTTP: withheld from who is not cleared, wherever it could show.

The heart is a walk through every GET operation of the contract, with every identity there is.
"""

import re
from hashlib import sha256
from itertools import product
from urllib.parse import urlencode

import pytest

from tests.service.seam import whole_office
from tests.service.test_routes_documents import MINUTES

SECRET = re.compile("quicksilver[0-9]+")
IDENTITY = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}")
DAY, LATER = "2024-03-04", "2030-01-01"
CONFIDENTIAL = {"handling": "confidential"}
OPEN_AGAIN = {"handling": "open", "reason": "it is over"}
PLANTED = {
    f"quicksilver{n}" for n in (*range(1, 16), *range(20, 30), *range(40, 45), *range(90, 98))
}
SECRET_PAPER = MINUTES.replace("survey", "quicksilver90 survey")
DRAFTED_PAPER = MINUTES.replace("4 March", "5 March").replace("survey", "quicksilver91 survey")


@pytest.fixture
def clerk(home):
    with whole_office(home) as found:
        yield found


def hand_in(clerk, text, name="minutes.txt", **query):
    answer = clerk.http.post(
        f"/v1/default/documents?{urlencode({'name': name, **query})}",
        content=text.encode(),
        headers={"Content-Type": "application/octet-stream"},
    )
    assert answer.status_code in (200, 201), answer.text
    return answer.json()["id"]


def secret(number):
    return f"about quicksilver{number}"


def put(clerk, path, handling):
    return clerk.do("PUT", f"{path}/handling", handling, if_match="*")


class World:
    """A minute book in which some things are confidential.

    Every confidential text has a word of its own that is nowhere else; `hidden` are the identities.
    """

    def __init__(self, clerk):
        self.clerk = clerk
        self.person = clerk.make("/people", {"name": "Ada Abel"})
        self.organisation = clerk.make("/organisations", {"name": "Harbour Office"})
        self.body = clerk.make("/bodies", {"name": "Quay Board"})
        member = {"kind": "person", "person": self.person}
        joined = {"member": member, "occurred_on": "2020"}
        self.member = clerk.make(f"/bodies/{self.body}/memberships", joined)
        self._minutes()
        self._meeting_by_hand()
        self._actions()
        self._documents()
        self.hidden = {*self.actions.values(), *self.documents.values(), *self.digests}
        self.size = clerk.size

    def _minutes(self):
        """Submit minutes of which some parts are confidential from the first moment."""
        hidden = {"handling": "confidential"}
        form = {
            "body": {"id": self.body},
            "held_on": DAY,
            "attendance": [{"label": "Ada Abel", "name": "Ada Abel", "person": self.person}],
            "items": [
                {
                    "title": secret(1),
                    "number": "quicksilver2",
                    "paragraphs": [{"text": secret(3), "speaker": "Mr quicksilver4"}],
                    "decisions": [{"text": secret(5), "paragraph": 0}],
                    "actions": [{"text": secret(6), "due": {"kind": "next_meeting"}}],
                    **hidden,
                },
                {
                    "title": "Repairs",
                    "number": "2",
                    "paragraphs": [{"text": "Open words"}, {"text": secret(7)} | hidden],
                    "decisions": [
                        {"text": "Agreed"},
                        {"text": secret(8)} | hidden,
                        {"text": secret(9), "paragraph": 1},
                    ],
                    "actions": [
                        {"text": "Mend the steps", "due": {"kind": "date", "day": DAY}},
                        {
                            "text": secret(10),
                            "reference": "quicksilver11",
                            "due": {"kind": "date", "day": DAY, "words": secret(12)},
                            "owners": [{"kind": "class", "words": "quicksilver13"}],
                            **hidden,
                        },
                    ],
                },
                {
                    "title": secret(14),
                    "actions": [{"text": secret(15)}],
                    **hidden,
                },
            ],
        }
        answer = self.clerk.ask("POST", "/minutes", form)
        assert answer.status_code == 201, answer.text
        told = answer.json()
        self.meeting = told["meeting"]
        by_item, self.open_action, by_itself, unnumbered = told["actions"]
        self.actions = {"by item": by_item, "by itself": by_itself, "unnumbered": unnumbered}

    def _meeting_by_hand(self):
        """Add to the meeting what can only be added one by one."""
        meeting = f"/meetings/{self.meeting}"
        do = self.clerk.do
        do("POST", f"{meeting}/attendance/1/interests", {"interest": secret(20), "item": 1})
        do("POST", f"{meeting}/attendance/1/recusals", {"item": 3})
        do("POST", f"{meeting}/attendance/1/departures", {"item": 1})
        do("POST", f"{meeting}/no-actions", {"item": 3})
        item = {"item": 4, "title": secret(21), "number": "4"} | CONFIDENTIAL
        do("POST", f"{meeting}/items", item)
        words = {"paragraph": 10, "text": secret(22)} | CONFIDENTIAL
        do("POST", f"{meeting}/paragraphs", words)
        do("POST", f"{meeting}/decisions", {"decision": 10, "text": secret(23)} | CONFIDENTIAL)
        do("POST", f"{meeting}/decisions", {"decision": 11, "text": secret(24), "paragraph": 10})
        open_item = {"item": 5, "title": secret(25), "number": "5"}
        do("POST", f"{meeting}/items", open_item)
        put(self.clerk, f"{meeting}/items/5", CONFIDENTIAL | {"reason": secret(26)})
        # A decision that is opened up by itself stays withheld with its item.
        do("POST", f"{meeting}/decisions", {"decision": 12, "text": secret(27), "item": 5})
        put(self.clerk, f"{meeting}/decisions/12", CONFIDENTIAL | {"reason": secret(28)})
        put(self.clerk, f"{meeting}/decisions/12", OPEN_AGAIN | {"reason": secret(29)})

    def _actions(self):
        """Link an open action to confidential ones, and let one of these take another's place."""
        make, do = self.clerk.make, self.clerk.do
        action = {"body": self.body, "text": secret(40), "owners": []}
        hidden = make("/actions", action | CONFIDENTIAL)
        do("POST", f"/actions/{hidden}/progress", {"text": secret(41)})
        do("POST", f"/actions/{self.open_action}/links", {"to": hidden})
        gone = {"body": self.body, "text": "Paint the bollards"}
        self.superseded = make("/actions", gone)
        do("POST", f"/actions/{self.superseded}/supersession", {"by": hidden})
        at_item = {"body": self.body, "meeting": self.meeting, "item": "4", "text": secret(42)}
        late = make("/actions", {"body": self.body, "text": secret(43)})
        put(self.clerk, f"/actions/{late}", CONFIDENTIAL | {"reason": secret(44)})
        self.actions |= {"assigned": hidden, "at item": make("/actions", at_item), "late": late}

    def _documents(self):
        """Hand in papers: confidential whole, a source of open facts, by the draft, and later."""
        clerk = self.clerk
        whole = hand_in(clerk, SECRET_PAPER, "quicksilver92.txt", handling="confidential")
        source = hand_in(clerk, MINUTES, "quicksilver97.txt", handling="confidential")
        clerk.do("POST", f"/documents/{source}/acceptance", {}, if_match="*")
        drafted = hand_in(clerk, DRAFTED_PAPER, "quicksilver93.txt")
        changes = [
            {"op": "add", "path": "/meetings/0/items/0/handling", "value": "confidential"},
            {"op": "replace", "path": "/meetings/0/items/0/title", "value": secret(94)},
        ]
        revised = {"changes": changes}
        clerk.do("PATCH", f"/documents/{drafted}/draft", revised, if_match="*")
        clerk.do("POST", f"/documents/{drafted}/acceptance", {}, if_match="*")
        turned = hand_in(clerk, MINUTES.replace("4 March", "6 March"), "quicksilver95.txt")
        put(clerk, f"/documents/{turned}", CONFIDENTIAL)
        reason = {"reason": secret(96)}
        clerk.do("POST", f"/documents/{turned}/rejection", reason, if_match="*")
        self.open_document = hand_in(clerk, MINUTES.replace("4 March", "7 March"), "open.txt")
        self.documents = {
            "whole": whole,
            "source": source,
            "drafted": drafted,
            "turned": turned,
        }
        given_out = clerk.get(f"/documents/{drafted}")["meetings"][0]
        shown = clerk.get(f"/meetings/{given_out}")
        self.actions["drafted"] = shown["actions"][0]
        self.digests = {
            *(sha256(text.encode()).hexdigest() for text in (MINUTES, SECRET_PAPER, DRAFTED_PAPER)),
        }

    def values(self):
        """Return what to put in for each parameter of the contract."""
        meetings = [each["id"] for each in self.clerk.get(f"/bodies/{self.body}/meetings")["items"]]
        for body in self.clerk.get("/bodies")["items"]:
            listed = self.clerk.get(f"/bodies/{body['id']}/meetings")["items"]
            meetings += [each["id"] for each in listed]
        digest = sha256(MINUTES.replace("4 March", "7 March").encode()).hexdigest()
        return {
            "secretariat": ["default"],
            "action": [*self.actions.values(), self.open_action, self.superseded],
            "document": [*self.documents.values(), self.open_document],
            "meeting": list(dict.fromkeys(meetings)),
            "body": [each["id"] for each in self.clerk.get("/bodies")["items"]],
            "membership": [self.member],
            "person": [each["id"] for each in self.clerk.get("/people")["items"]],
            "organisation": [self.organisation],
            "sha256": [*self.digests, digest],
            "reading": [1],
            "name": ["quicksilver4", "Ada Abel"],
        }


MORE = {
    "known_at": None,
    "handling": ["confidential", "open"],
    "state": ["draft", "accepted", "rejected"],
    "closed": ["true", "false"],
    "unowned": ["true", "false"],
    "on": [LATER],
    "end": [60],
    "as_of": [LATER],
    "limit": [1],
    "after": [5],
    "owner": [],
}
"""What is asked besides; of the other parameters that may be left out, one value of each."""


def operations(contract):
    """Yield the path and the parameters of every GET operation on a secretariat."""
    for path, methods in contract["paths"].items():
        if "get" in methods and path.startswith("/v1/"):
            yield path, methods["get"].get("parameters", [])


def questions(world):
    """Yield every question of the contract, with the identities that are in the question itself."""
    values = world.values()
    for path, parameters in operations(world.clerk.contract()):
        needed = [each["name"] for each in parameters if each.get("required")]
        assert set(needed) <= values.keys(), f"say in `values` what to ask of {path}"
        further = [each["name"] for each in parameters if each["in"] == "query"]
        for chosen in product(*(values[name] for name in needed)):
            given = dict(zip(needed, chosen, strict=True))
            places = {name: value for name, value in given.items() if f"{{{name}}}" in path}
            query = {name: value for name, value in given.items() if name not in places}
            for more in ({}, *variants(further, world)):
                yield path.format(**places), {**query, **more}, set(map(str, chosen))


def variants(names, world):
    for name in names:
        values = MORE.get(name, [])
        if name == "known_at":
            values = [world.size // 2, world.size - 3]
        yield from ({name: value} for value in values or [])


def answers(world):
    """Yield the question and the answer to it, without the identities that the question had."""
    for path, query, asked in questions(world):
        answer = world.clerk.http.get(path, params=query)
        told = answer.text + str(dict(answer.headers))
        for each in asked:
            told = told.replace(each, "")
        yield f"{path}?{urlencode(query)}", answer, told


def hidden_events(world):
    """Return the identities of events that an uncleared reader does not find in the log."""
    everything = {each["id"] for each in entries(world.clerk)}
    with world.clerk.uncleared():
        return everything - {each["id"] for each in entries(world.clerk)}


def entries(clerk):
    return clerk.get("/events", limit=200)["items"]


@pytest.fixture
def world(clerk):
    return World(clerk)


def test_no_answer_to_an_uncleared_reader_tells_what_is_confidential(world):
    events = hidden_events(world)
    words, identities, served = set(), set(), 0
    for _, answer, told in answers(world):
        assert answer.status_code in (200, 404), answer.text
        words |= set(SECRET.findall(told))
        identities |= set(IDENTITY.findall(told))
    assert words == PLANTED
    assert identities >= world.hidden | events
    with world.clerk.uncleared():
        for question, answer, told in answers(world):
            assert not SECRET.findall(told), question
            found = set(IDENTITY.findall(told))
            assert not found & (world.hidden | events), question
            assert answer.status_code in (200, 404), answer.text
            served += answer.status_code == 200
    assert served > 100
