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
from tests.service.test_routes_organisations import NOBODY
from tests.signed import sign

SECRET = re.compile("quicksilver[0-9]+")
IDENTITY = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}")
DAY, LATER = "2024-03-04", "2030-01-01"
CONFIDENTIAL = {"handling": "confidential"}
OPEN_AGAIN = {"handling": "open", "reason": "it is over"}
PLANTED = {
    f"quicksilver{n}"
    for n in (
        *range(1, 16),
        *range(20, 30),
        *range(40, 45),
        *range(50, 62),
        *range(90, 98),
        *range(110, 119),
        *range(120, 126),
        *range(130, 136),
    )
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
        self._amendments()
        self._report()
        self._approval()
        self._documents()
        self._issues()
        self.hidden = {
            *self.actions.values(),
            *self.issues.values(),
            *self.documents.values(),
            *self.digests,
        }
        self.size = clerk.size
        sign(clerk.home, clerk.book)

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

    def _amendments(self):
        """Correct what is confidential, take it back, and undo that."""
        meeting, action = f"/meetings/{self.meeting}", f"/actions/{self.actions['assigned']}"
        self._correct(meeting, secret(22), secret(120), secret(121))
        self._correct(action, secret(41), secret(122), secret(123))
        for path, text, reason in ((meeting, secret(23), 124), (action, secret(122), 125)):
            gone = {"event": self._event(path, text), "reason": secret(reason)}
            self.clerk.do("POST", f"{path}/history/retractions", gone)

    def _correct(self, path, wrong, right, reason):
        changes = [{"op": "replace", "path": "/text", "value": right}]
        sent = {"event": self._event(path, wrong), "reason": reason, "changes": changes}
        self.clerk.do("POST", f"{path}/history/corrections", sent)

    def _event(self, path, text):
        found = self.clerk.get(f"{path}/history", limit=200)["items"]
        return next(each["id"] for each in found if each["data"].get("text") == text)

    def _report(self):
        """Let open parts of an open report lead to a confidential action."""
        form = {
            "title": "The Steps",
            "publisher": {"kind": "body", "id": self.body, "name": "Quay Board"},
            "published_on": DAY,
            "recommendations": [{"number": "1", "text": "Mend the steps"}],
            "responses": [
                {
                    "answers": [{"recommendation": 0}],
                    "text": "We will",
                    "commitments": [{"text": "We will"}],
                }
            ],
            "progress": [{"text": "The steps were mended"}],
        }
        answer = self.clerk.ask("POST", "/reports", form)
        assert answer.status_code == 201, answer.text
        told = answer.json()
        self.report, self.recommendation = told["id"], told["recommendations"][0]
        report, hidden = f"/reports/{told['id']}", self.actions["assigned"]
        commitment, statement = told["commitments"][0], told["statements"][0]
        linked = f"{report}/commitments/{commitment}/actions"
        self.clerk.do("POST", linked, {"action": hidden})
        bears_on = {"to": {"kind": "action", "id": hidden}}
        self.clerk.do("POST", f"{report}/statements/{statement}/links", bears_on)
        self._take_back_and_undo(report, 130, 131)

    def _approval(self):
        """Draft the minutes, and let everything happen beside parts that are confidential."""
        do, make, minutes = self.clerk.do, self.clerk.make, f"/meetings/{self.meeting}/minutes"
        later = make(f"/bodies/{self.body}/meetings", {"held_on": "2024-06-04"})
        words = {"part": "item", "number": 1, "text": secret(50), "reason": secret(51)}
        do("POST", f"/meetings/{self.meeting}/corrections", words)
        do("POST", f"{minutes}/versions", {})
        decision = {"part": "decision", "number": 1, "text": secret(52), "reason": secret(53)}
        do("POST", f"{minutes}/corrections", decision | {"correction": 1})
        do("POST", f"{minutes}/corrections/1/acceptance", {}, if_match="*")
        paragraph = {"part": "paragraph", "number": 1, "text": secret(54), "reason": secret(55)}
        do("POST", f"{minutes}/corrections", paragraph | {"correction": 2})
        refusal = {"reason": secret(56)}
        do("POST", f"{minutes}/corrections/2/rejection", refusal, if_match="*")
        passage = {"part": "paragraph", "number": 3}
        redaction = {"redaction": 1, "exemption": "quicksilver57", "reviewer": "quicksilver58"}
        do("POST", f"{minutes}/redactions", passage | redaction)
        do("POST", f"{minutes}/redactions/1/lifting", {"reason": secret(59)})
        do("POST", f"{minutes}/annotations", passage | {"annotation": 1, "text": secret(60)})
        do("POST", f"{minutes}/annotations", {"annotation": 2, "text": "Signed by the chair"})
        self._approve(minutes, later)
        authority = {"authority": {"kind": "meeting", "reference": later}}
        amendment = {"amendment": 1, "part": "decision", "number": 3, "text": secret(61)}
        do("POST", f"{minutes}/amendments", amendment | authority)

    def _approve(self, minutes, later):
        """Approve as somebody else than who drafted."""
        actor = self.clerk.make("/actors", {"kind": "person", "subject": "chair"})
        self.clerk.do("POST", f"/actors/{actor}/roles", {"role": "chair"})
        asked = {"content": self.clerk.get(minutes)["content"], "at": later}
        token = {"Authorization": f"Bearer {self.clerk.home.token('chair')}"}
        answer = self.clerk.http.post(f"/v1/default{minutes}/approval", json=asked, headers=token)
        assert answer.status_code == 200, answer.text

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

    def _issues(self):
        """Log issues that are confidential from the first moment and later, and link an open one.

        What an open issue says of a confidential thing goes with that thing.
        """
        make, do = self.clerk.make, self.clerk.do
        issue = {"body": self.body, "text": secret(110), "number": "quicksilver111"}
        hidden = make("/issues", issue | {"theme": secret(112)} | CONFIDENTIAL)
        do("POST", f"/issues/{hidden}/closing", {"outcome": secret(113)})
        late = make("/issues", {"body": self.body, "proposed_action": secret(114)})
        put(self.clerk, f"/issues/{late}", CONFIDENTIAL | {"reason": secret(115)})
        self.open_issue = make("/issues", {"body": self.body, "text": "Lamps", "theme": "Lights"})
        links = f"/issues/{self.open_issue}/links"
        of_issue = {"kind": "issue", "issue": hidden}
        of_paragraph = {"kind": "paragraph", "meeting": self.meeting, "paragraph": 3}
        of_action = {"kind": "action", "action": self.actions["by itself"]}
        for number, to in ((116, of_issue), (117, of_paragraph), (118, of_action)):
            do("POST", links, {"to": to, "note": secret(number)})
        self.issues = {"whole": hidden, "late": late}
        self._correct(f"/issues/{hidden}", secret(110), secret(132), secret(133))
        self._take_back_and_undo(f"/issues/{self.open_issue}", 134, 135)

    def _take_back_and_undo(self, path, *secrets):
        """Take the last event back, and then that, each for a reason that nobody is to read."""
        for number in secrets:
            last = self.clerk.get(f"{path}/history", limit=200)["items"][-1]["id"]
            gone = {"event": last, "reason": secret(number)}
            self.clerk.do("POST", f"{path}/history/retractions", gone)

    def _streams(self):
        streams = (each["stream"] for each in entries(self.clerk))
        return list(dict.fromkeys(streams))

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
            "issue": [*self.issues.values(), self.open_issue],
            "document": [*self.documents.values(), self.open_document],
            "meeting": list(dict.fromkeys(meetings)),
            "body": [each["id"] for each in self.clerk.get("/bodies")["items"]],
            "membership": [self.member],
            "person": [each["id"] for each in self.clerk.get("/people")["items"]],
            "organisation": [self.organisation],
            "sha256": [*self.digests, digest],
            "reading": [1],
            "actor": [each["id"] for each in self.clerk.get("/actors")["items"]],
            "erasure": [NOBODY],
            "webhook": [NOBODY],
            "report": [self.report],
            "audience": ["public", "internal"],
            "recommendation": [self.recommendation],
            "name": ["quicksilver4", "Ada Abel"],
            "since": [0],
            "stream": self._streams(),
            "position": [1, self.size],
            "level": [0],
            "path": [f"000.p/{min(self.size, 255)}"],
            "from": [1],
            "q": ["about", "quick*", "words -quicksilver3"],
        }


MORE = {
    "closed": ["true", "false"],
    "unowned": ["true", "false"],
    "on": [LATER],
    "end": [60],
    "as_of": [LATER],
    "limit": [1],
    "after": [5],
    "owner": [],
}
"""What is asked besides what a parameter enumerates; any other that may be left out is."""


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
        further = {each["name"]: each["schema"] for each in parameters if each["in"] == "query"}
        for chosen in product(*(values[name] for name in needed)):
            given = dict(zip(needed, chosen, strict=True))
            places = {name: value for name, value in given.items() if f"{{{name}}}" in path}
            query = {name: value for name, value in given.items() if name not in places}
            query |= {"follow": "false"} if "follow" in further else {}
            for more in ({}, *variants(further, world)):
                yield path.format(**places), {**query, **more}, set(map(str, chosen))


def variants(further, world):
    for name, schema in further.items():
        values = schema.get("enum") or MORE.get(name, [])
        if name == "known_at":
            values = [world.size // 2, world.size - 3]
        yield from ({name: each} for each in values)


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
        assert answer.status_code in (200, 404, 409), answer.text  # 409: nothing is signed here
        words |= set(SECRET.findall(told))
        identities |= set(IDENTITY.findall(told))
    assert words == PLANTED
    assert identities >= world.hidden | events
    with world.clerk.uncleared():
        for question, answer, told in answers(world):
            assert not SECRET.findall(told), question
            found = set(IDENTITY.findall(told))
            assert not found & (world.hidden | events), question
            barred = "/erasures" in question or "/tile/entries/" in question
            assert answer.status_code in ((403,) if barred else (200, 404)), answer.text
            served += answer.status_code == 200
    assert served > 100


def test_a_question_for_what_is_confidential_is_answered_as_one_for_what_is_not_there(world):
    things = [("actions", each) for each in world.actions.values()]
    things += [("issues", each) for each in world.issues.values()]
    things += [("documents", each) for each in world.documents.values()]
    with world.clerk.uncleared():
        for kind, each in things:
            for ending in ("", "/history"):
                path = f"/v1/default/{kind}/{each}{ending}"
                told = world.clerk.http.get(path)
                nothing = world.clerk.http.get(path.replace(each, NOBODY))
                assert told.status_code == nothing.status_code == 404
                assert told.text == nothing.text.replace(NOBODY, each)


def test_what_was_opened_up_again_is_read_as_it_always_stood(clerk):
    body = clerk.make("/bodies", {"name": "Board"})
    action = clerk.make("/actions", {"body": body, "text": "Mend"} | CONFIDENTIAL)
    hidden = clerk.size
    with clerk.uncleared():
        clerk.refused(404, "no action", "GET", f"/actions/{action}")
        clerk.refused(404, "no action", "GET", f"/actions/{action}", known_at=hidden - 1)
    put(clerk, f"/actions/{action}", OPEN_AGAIN)
    with clerk.uncleared():
        assert clerk.get(f"/actions/{action}")["text"] == "Mend"
        assert clerk.get(f"/actions/{action}", known_at=hidden)["handling"] == "confidential"
        kinds = [each["type"] for each in clerk.get(f"/actions/{action}/history")["items"]]
    assert kinds == ["action.assigned", "action.handling_set", "action.handling_set"]


def test_handling_is_shown_as_it_was_known_and_left_out_where_it_is_open(clerk):
    body = clerk.make("/bodies", {"name": "Board"})
    action = clerk.make("/actions", {"body": body, "text": "Mend"})
    before = clerk.size
    receipt = put(clerk, f"/actions/{action}", CONFIDENTIAL)
    assert (receipt["revision"], receipt["first"]) == (2, receipt["last"])
    assert "handling" not in clerk.get(f"/actions/{action}", known_at=before)
    assert clerk.get(f"/actions/{action}")["handling"] == "confidential"
    assert "first" not in put(clerk, f"/actions/{action}", CONFIDENTIAL)
    clerk.refused(
        409, "reason", "PUT", f"/actions/{action}/handling", {"handling": "open"}, if_match="*"
    )
    with clerk.uncleared():
        clerk.refused(404, "no action", "GET", f"/actions/{action}", known_at=before)


def test_lists_are_narrowed_to_what_is_confidential_or_open(world):
    hidden = {each["id"] for each in world.clerk.get("/actions", handling="confidential")["items"]}
    opened = {each["id"] for each in world.clerk.get("/actions", handling="open")["items"]}
    assert hidden == set(world.actions.values())
    assert {world.open_action, world.superseded} <= opened
    papers = [each["id"] for each in world.clerk.get("/documents", handling="open")["items"]]
    assert papers == [world.open_document]
    with world.clerk.uncleared():
        assert world.clerk.get("/actions", handling="confidential")["items"] == []
        assert world.clerk.get("/documents", handling="confidential")["items"] == []


def test_the_parts_of_a_meeting_say_how_they_are_handled_with_what_they_belong_to(world):
    told = world.clerk.get(f"/meetings/{world.meeting}")
    items = {each["item"]: each for each in told["items"]}
    assert {number for number, each in items.items() if "handling" in each} == {1, 3, 4, 5}
    assert [each.get("handling") for each in items[1]["paragraphs"]] == ["confidential"]
    assert ["handling" in each for each in items[2]["paragraphs"]] == [False, True]
    assert ["handling" in each for each in items[2]["decisions"]] == [False, True, True]
    with world.clerk.uncleared():
        told = world.clerk.get(f"/meetings/{world.meeting}")
    assert [each["item"] for each in told["items"]] == [2]
    assert [each["paragraph"] for each in told["items"][0]["paragraphs"]] == [2]
    assert [each["decision"] for each in told["items"][0]["decisions"]] == [2]
    assert (told["paragraphs"], told["decisions"], told["declarations"]) == ([], [], [])
    assert told["actions"] == [world.open_action]
    assert len(told["attendance"]) == 1


def test_what_stands_beside_a_confidential_part_of_minutes_is_withheld_with_it(world):
    path = f"/meetings/{world.meeting}/minutes"
    full = world.clerk.get(path)
    with world.clerk.uncleared():
        told = world.clerk.get(path)
        events = world.clerk.get(f"{path}/history", limit=200)["items"]
    counted = {name: len(full[name]) for name in ("corrections", "amendments", "redactions")}
    assert counted == {"corrections": 2, "amendments": 1, "redactions": 1}
    assert not told["corrections"] + told["amendments"] + told["redactions"]
    assert [each["text"] for each in told["annotations"]] == ["Signed by the chair"]
    assert told["versions"] == full["versions"]
    assert (told["state"], told["content"]) == ("approved", full["content"])
    assert [each["type"].removeprefix("minutes.") for each in events] == [
        "drafted",
        "drafted",
        "annotated",
        "approved",
    ]


def test_pages_are_full_although_something_is_withheld(clerk):
    body = clerk.make("/bodies", {"name": "Board"})
    made = []
    for number in range(12):
        handling = CONFIDENTIAL if number % 3 else {}
        made.append(clerk.make("/actions", {"body": body, "text": "x"} | handling))
    with clerk.uncleared():
        first = clerk.ask("GET", "/actions", limit=2).json()
        assert [each["id"] for each in first["items"]] == made[0:6:3]
        assert [each["id"] for each in clerk.pages("/actions")] == made[::3]


def test_the_feed_passes_over_what_is_withheld_and_comes_to_an_end(clerk):
    start = clerk.size
    body = clerk.make("/bodies", {"name": "Board"})
    clerk.make("/actions", {"body": body, "text": "Mend"} | CONFIDENTIAL)
    last = clerk.make("/actions", {"body": body, "text": "Paint"})
    put(clerk, f"/actions/{last}", CONFIDENTIAL)
    with clerk.uncleared():
        seen = clerk.ask("GET", "/events", after=start, limit=1)
        assert [each["position"] for each in seen.json()["items"]] == [start + 1]
        assert 'rel="next"' in seen.headers["link"]
        rest = clerk.ask("GET", "/events", after=seen.json()["next"])
        assert rest.json() == {"items": [], "next": clerk.size, "known_at": clerk.size}
        assert "link" not in rest.headers
        assert clerk.get("/events", after=clerk.size + 5)["next"] == clerk.size + 5
    found = clerk.get("/events", after=start)["items"]
    assert [each["position"] - start for each in found] == [1, 2, 3, 4, 5]
    assert clerk.get("/events")["next"] == clerk.size


def test_a_meeting_has_another_tag_for_who_sees_less_of_it(world):
    path = f"/meetings/{world.meeting}"
    full = world.clerk.ask("GET", path).headers["etag"]
    with world.clerk.uncleared():
        less = world.clerk.ask("GET", path).headers["etag"]
        assert world.clerk.ask("GET", path, tag=full).status_code == 200
        assert world.clerk.ask("GET", path, tag=less).status_code == 304
    assert full != less


def test_what_was_taken_from_a_confidential_paper_does_not_say_so(world):
    clerk = world.clerk
    (meeting,) = clerk.get(f"/documents/{world.documents['source']}")["meetings"]
    with clerk.uncleared():
        found = clerk.get(f"/meetings/{meeting}/history")["items"]
        assert not [each for each in found if "source" in each or "causation" in each]
    full = clerk.get(f"/meetings/{meeting}/history")["items"]
    assert [each["position"] for each in full] == [each["position"] for each in found]
    assert all(each["source"]["words"] and each["causation"] for each in full)


def test_what_was_taken_from_an_open_paper_says_so_to_everybody(clerk):
    paper = hand_in(clerk, MINUTES)
    clerk.do("POST", f"/documents/{paper}/acceptance", {}, if_match="*")
    (meeting,) = clerk.get(f"/documents/{paper}")["meetings"]
    full = clerk.get(f"/meetings/{meeting}/history")
    with clerk.uncleared():
        assert clerk.get(f"/meetings/{meeting}/history") == full
        assert clerk.http.get(f"/v1/default/documents/{paper}/text").text == MINUTES


def test_a_paper_that_is_handed_in_again_as_confidential_becomes_so(clerk):
    paper = hand_in(clerk, MINUTES)
    assert "handling" not in clerk.get(f"/documents/{paper}")
    assert hand_in(clerk, MINUTES, handling="confidential") == paper
    assert clerk.get(f"/documents/{paper}")["handling"] == "confidential"
    assert hand_in(clerk, MINUTES) == paper
    assert clerk.get(f"/documents/{paper}")["handling"] == "confidential"


def test_a_paper_becomes_confidential_with_the_first_part_of_its_draft_that_is(clerk):
    paper = hand_in(clerk, MINUTES)
    place = {"op": "add", "path": "/meetings/0/place", "value": "Town Hall"}
    clerk.do("PATCH", f"/documents/{paper}/draft", {"changes": [place]}, if_match="*")
    assert "handling" not in clerk.get(f"/documents/{paper}")
    change = {"op": "add", "path": "/meetings/0/items/0/handling", "value": "confidential"}
    clerk.do("PATCH", f"/documents/{paper}/draft", {"changes": [change]}, if_match="*")
    assert clerk.get(f"/documents/{paper}")["handling"] == "confidential"
    assert clerk.get(f"/documents/{paper}/readings/1/differences")["changes"] == [
        {"op": "remove", "path": "/meetings/0/place", "now": "Town Hall"}
    ]


@pytest.mark.parametrize("part", ["items", "paragraphs", "decisions"])
def test_a_part_that_is_not_there_stale_or_not_understood_is_refused(world, part):
    path = f"/meetings/{world.meeting}/{part}/2/handling"
    missing = path.replace("/2/", "/99/")
    world.clerk.refused(404, "no", "PUT", missing, CONFIDENTIAL, if_match="*")
    world.clerk.declines("PUT", path, CONFIDENTIAL, thing=world.meeting, replaces=True)


@pytest.mark.parametrize("things", ["actions", "documents"])
def test_a_thing_that_is_not_there_stale_or_not_understood_is_refused(world, things):
    thing = world.open_action if things == "actions" else world.open_document
    path = f"/{things}/{thing}/handling"
    world.clerk.refused(422, "#/handling", "PUT", path, {"handling": "secret"}, if_match="*")
    world.clerk.declines("PUT", path, CONFIDENTIAL, thing=thing, replaces=True)


def test_a_rebuild_makes_the_same_of_it(world, home):
    assert world.clerk.book.check("default", lambda: None) == []
