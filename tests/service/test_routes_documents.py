"""Documents over HTTP: handed in, corrected, accepted with the line of every fact, rejected."""

from hashlib import sha256
from urllib.parse import urlencode

import pytest

from tests.service.test_routes_organisations import NOBODY, office

MINUTES = """\
Quay Repairs Board
Minutes of the meeting held on 4 March 2024

Present: Ada Abel (Chair), Bram Brandt

1. Repairs
The group noted the survey.
Action: Bram Brandt to write to the harbour office by 1 April 2024.
"""
ACTION_LINE = 8
CHANGES = [{"op": "replace", "path": "/meetings/0/held_on", "value": "2024-03-05"}]


@pytest.fixture
def clerk(home):
    with office(home) as found:
        yield found


def hand_in(clerk, text=MINUTES, name="march.txt", **headers):
    return clerk.http.post(
        f"/v1/default/documents?{urlencode({'name': name})}",
        content=text.encode(),
        headers={"Content-Type": "application/octet-stream"} | headers,
    )


@pytest.fixture
def document(clerk):
    return hand_in(clerk).json()["id"]


def accept(clerk, document, **more):
    return clerk.do("POST", f"/documents/{document}/acceptance", {}, if_match="*", **more)


def revise(clerk, document, *changes, **more):
    body = {"changes": changes, **more}
    return clerk.do("PATCH", f"/documents/{document}/draft", body, if_match="*")


def the_draft(clerk, document, **query):
    return clerk.get(f"/documents/{document}/draft", **query)


def test_a_document_that_is_handed_in_is_kept_and_read_into_a_draft(clerk):
    answer = hand_in(clerk)
    assert answer.status_code == 201
    receipt = answer.json()
    document = receipt["id"]
    assert (receipt["known"], receipt["state"], receipt["revision"]) == (False, "draft", 2)
    assert (receipt["first"], receipt["last"], clerk.size) == (1, 2, 2)
    assert answer.headers["location"] == f"/v1/default/documents/{document}"
    shown = clerk.get(f"/documents/{document}")
    digest = sha256(MINUTES.encode()).hexdigest()
    assert shown.pop("received_on")
    assert shown == {
        "id": document,
        "name": "march.txt",
        "media_type": "text/plain",
        "size": len(MINUTES),
        "sha256": digest,
        "state": "draft",
        "readings": 1,
        "reading": 1,
    }
    original = clerk.http.get(f"/v1/default/originals/{digest}")
    assert original.content == MINUTES.encode()
    assert original.headers["content-disposition"] == "attachment"
    assert clerk.http.get(f"/v1/default/documents/{document}/text").text == MINUTES


def test_the_same_bytes_are_the_same_document(clerk, document):
    before = clerk.size
    again = hand_in(clerk, name="another name.txt")
    assert again.status_code == 200
    assert (again.json()["id"], again.json()["known"]) == (document, True)
    assert "first" not in again.json()
    assert clerk.size == before
    assert hand_in(clerk, MINUTES + "\n").json()["id"] != document


def test_a_retry_with_its_key_is_answered_as_the_first_time(clerk):
    key = {"Idempotency-Key": "march"}
    first, again = hand_in(clerk, **key), hand_in(clerk, **key)
    assert first.json()["id"] == again.json()["id"]
    clerk_size = clerk.size
    other = hand_in(clerk, MINUTES + "\n", **key)
    assert other.status_code == 422
    assert clerk.size == clerk_size


def test_what_is_no_minutes_is_not_kept(clerk):
    answer = hand_in(clerk, "eggs and milk")
    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:minutebook:problem:unreadable"
    assert "does not read as minutes" in answer.json()["detail"]
    assert clerk.size == 0
    digest = sha256(b"eggs and milk").hexdigest()
    assert clerk.http.get(f"/v1/default/originals/{digest}").status_code == 404


def test_a_document_is_sent_as_bytes_with_the_name_of_its_file(clerk):
    url = "/v1/default/documents"
    wrong = clerk.http.post(url, params={"name": "x"}, json={})
    assert wrong.status_code == 415
    nameless = clerk.http.post(
        url, content=b"x", headers={"Content-Type": "application/octet-stream"}
    )
    assert nameless.status_code == 422


def test_documents_are_listed_by_what_became_of_them(clerk):
    ids = [hand_in(clerk, MINUTES.replace("4 March", f"{n} March")).json()["id"] for n in (1, 2, 3)]
    accept(clerk, ids[0])
    clerk.do("POST", f"/documents/{ids[1]}/rejection", {"reason": "not ours"}, if_match='"2"')
    assert [each["id"] for each in clerk.pages("/documents")] == ids
    for state, document in zip(("accepted", "rejected", "draft"), ids, strict=True):
        assert [each["id"] for each in clerk.pages("/documents", state=state)] == [document]
    assert clerk.get(f"/documents/{ids[1]}")["reason"] == "not ours"
    assert [each["state"] for each in clerk.get("/documents", known_at=6)["items"]] == ["draft"] * 3


def test_a_draft_has_everything_that_was_read_and_where_it_stands(clerk, document):
    view = the_draft(clerk, document)
    assert (view["document"], view["state"], view["reading"]) == (document, "draft", 1)
    assert view["obstacles"] == []
    (meeting,) = view["draft"]["meetings"]
    assert meeting["body"] == {"name": "Quay Repairs Board"}
    assert [each["name"] for each in meeting["attendance"]] == ["Ada Abel", "Bram Brandt"]
    (action,) = meeting["items"][0]["actions"]
    assert action["due"]["day"] == "2024-04-01"
    span = action["span"]
    words = MINUTES[span["start"] : span["start"] + span["length"]]
    assert "Bram Brandt to write" in words
    assert words in MINUTES.split("\n")[ACTION_LINE - 1]


def test_a_draft_is_corrected_by_whoever_read_it(clerk, document):
    path = f"/documents/{document}/draft"
    tag = clerk.ask("GET", path).headers["etag"]
    receipt = clerk.do("PATCH", path, {"changes": CHANGES}, if_match=tag)
    assert receipt["revision"] == 3
    assert the_draft(clerk, document)["draft"]["meetings"][0]["held_on"] == "2024-03-05"
    clerk.refused(412, "read it again", "PATCH", path, {"changes": CHANGES}, if_match=tag)
    assert the_draft(clerk, document, known_at=2)["draft"]["meetings"][0]["held_on"] == "2024-03-04"


def test_corrections_are_made_in_their_order_and_add_up(clerk, document):
    revise(
        clerk,
        document,
        {"op": "add", "path": "/meetings/0/attendance/-", "value": {"label": "Official"}},
        {"op": "replace", "path": "/meetings/0/attendance/2/label", "value": "Clerk"},
        {"op": "remove", "path": "/meetings/0/attendance/0"},
    )
    revise(clerk, document, {"op": "add", "path": "/meetings/0/place", "value": "Hall"})
    (meeting,) = the_draft(clerk, document)["draft"]["meetings"]
    assert [each["label"] for each in meeting["attendance"]] == ["Bram Brandt", "Clerk"]
    assert meeting["place"] == "Hall"


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("there is no /meetings/1/place", {"op": "add", "path": "/meetings/1/place", "value": 1}),
        ("there is no /colour", {"op": "replace", "path": "/colour", "value": "red"}),
        ("there is no /meetings/-", {"op": "replace", "path": "/meetings/-", "value": {}}),
        (
            "there is no /meetings/0/body/name/x",
            {"op": "remove", "path": "/meetings/0/body/name/x"},
        ),
        ("wrong at /meetings/0/held_on", CHANGES[0] | {"value": "soon"}),
        ("wrong at /meetings/0/starts", {"op": "add", "path": "/meetings/0/starts", "value": "25"}),
        ("wrong at /colour", {"op": "add", "path": "/colour", "value": "red"}),
    ],
)
def test_a_correction_that_does_not_fit_is_refused_with_its_place(clerk, document, words, change):
    good = {"op": "add", "path": "/meetings/0/place", "value": "Hall"}
    for body in ({"changes": [change]}, {"changes": [good, change]}):
        clerk.refused(409, words, "PATCH", f"/documents/{document}/draft", body, if_match="*")


@pytest.mark.parametrize("value", [b'"\\ud800"', b'"\\u0000"', b"1e999", b"[" * 200 + b"]" * 200])
def test_a_value_that_cannot_be_written_is_refused(clerk, document, value):
    before = clerk.size
    body = b'{"changes": [{"op": "add", "path": "/meetings/0/place", "value": @}]}'
    answer = clerk.http.patch(
        f"/v1/default/documents/{document}/draft",
        content=body.replace(b"@", value),
        headers={"Content-Type": "application/json", "If-Match": "*"},
    )
    assert answer.status_code in {409, 422}, answer.text
    assert clerk.size == before


@pytest.mark.parametrize(
    "change",
    [
        {"op": "move", "path": "/meetings/0", "value": 1},
        {"op": "add", "path": "/meetings/0/place"},
        {"op": "remove", "path": "/meetings/0", "value": 1},
        {"op": "remove", "path": "meetings"},
        {"op": "remove", "path": "/Meetings/0"},
        {"op": "remove", "path": ""},
    ],
)
def test_a_change_that_is_none_is_refused(clerk, document, change):
    path = f"/documents/{document}/draft"
    clerk.refused(422, "#/changes/0", "PATCH", path, {"changes": [change]}, if_match="*")


def test_accepting_records_the_meetings_each_fact_with_its_line(clerk, document):
    receipt = accept(clerk, document)
    assert receipt["first"] == 3
    (meeting,) = receipt["meetings"]
    assert [each["kind"] for each in meeting["findings"]].count("new_person") == 2
    assert clerk.get(f"/documents/{document}")["meetings"] == [meeting["meeting"]]
    (action,) = meeting["actions"]
    (assigned,) = clerk.get(f"/actions/{action}/history")["items"]
    source = assigned["source"]
    assert (source["document"], source["line"]) == (document, ACTION_LINE)
    assert source["words"] in MINUTES.split("\n")[ACTION_LINE - 1]
    words = clerk.get(f"/documents/{document}/passages", start=source["start"], end=source["end"])
    assert words["line"] == ACTION_LINE
    assert words["lines"] == MINUTES.split("\n")[ACTION_LINE - 1]
    assert words["text"] in words["lines"]
    assert "page" not in words
    events = clerk.get(f"/meetings/{meeting['meeting']}/history")["items"]
    assert {each["source"]["document"] for each in events} == {document}
    (held,) = [each for each in events if each["type"] == "meeting.recorded_as_held"]
    assert held["source"]["line"] == 1
    assert "4 March 2024" in held["source"]["words"]
    assert "Ada Abel" not in held["source"]["words"]
    accepted = clerk.get(f"/documents/{document}/history")["items"][-1]
    assert {each["causation"] for each in [*events, assigned]} == {accepted["id"]}


def test_a_draft_is_accepted_as_it_was_read_or_not_at_all(clerk, document):
    path = f"/documents/{document}/acceptance"
    revise(clerk, document, *CHANGES)
    clerk.refused(412, "read it again", "POST", path, {}, if_match='"2"')
    clerk.refused(428, "If-Match", "POST", path, {})
    clerk.do("POST", path, {}, if_match='"3"')
    clerk.refused(409, "accepted already", "POST", path, {}, if_match="*")
    held = clerk.get(f"/documents/{document}/history")["items"]
    assert [each["type"].partition(".")[2] for each in held] == [
        "received",
        "read",
        "draft_revised",
        "accepted",
    ]


def test_an_acceptance_may_rest_on_an_authority(clerk, document):
    body = {"authority": {"kind": "chair"}, "occurred_on": "2024-03-10"}
    clerk.do("POST", f"/documents/{document}/acceptance", body, if_match="*")
    end = clerk.get(f"/documents/{document}/history")["items"][-1]
    assert (end["authority"], end["occurred_on"]) == ({"kind": "chair"}, "2024-03-10")


def test_a_draft_that_lacks_its_body_or_day_is_not_accepted(clerk):
    text = MINUTES.replace("Quay Repairs Board\n", "").replace(" held on 4 March 2024", "")
    document = hand_in(clerk, text, "board.txt").json()["id"]
    assert the_draft(clerk, document)["obstacles"] == [
        {"at": "/meetings/0", "why": "the document does not say its body and its date"}
    ]
    path = f"/documents/{document}/acceptance"
    clerk.refused(409, "correct the draft at /meetings/0", "POST", path, {}, if_match="*")
    revise(
        clerk,
        document,
        {"op": "add", "path": "/meetings/0/body", "value": {"name": "Quay Repairs Board"}},
        {"op": "add", "path": "/meetings/0/held_on", "value": "2024-03-04"},
    )
    accept(clerk, document)


def test_a_document_without_a_meeting_left_in_it_is_not_accepted(clerk, document):
    revise(clerk, document, {"op": "remove", "path": "/meetings/0"})
    path = f"/documents/{document}/acceptance"
    clerk.refused(409, "no meeting in this document", "POST", path, {}, if_match="*")


def test_a_match_made_in_the_draft_asserts_the_name(clerk, document):
    ada = clerk.make("/people", {"name": "Adelaide Abel"})
    path = "/meetings/0/attendance/0/person"
    revise(clerk, document, {"op": "add", "path": path, "value": ada})
    (meeting,) = accept(clerk, document)["meetings"]
    person = clerk.get(f"/people/{ada}")
    assert {"name": "Ada Abel", "kind": "spelling"} in person["names"]
    (asserted,) = [
        each
        for each in clerk.get(f"/people/{ada}/history")["items"]
        if each["type"] == "person.name_variant_asserted"
    ]
    source = asserted["source"]
    words = MINUTES[source["start"] : source["end"]]
    assert "Ada Abel" in words
    assert [each["at"] for each in meeting["findings"] if each["kind"] == "new_person"] == [
        "/attendance/1"
    ]


def test_names_of_a_draft_are_offered_whom_they_may_mean_with_reasons(clerk, document):
    accept(clerk, document)
    text = MINUTES.replace("4 March", "4 April").replace("Bram Brandt", "Cllr Bram Brandt")
    text = text.replace("Ada Abel (Chair)", "Ada Abel (Chair, Harbour Office)")
    april = hand_in(clerk, text, "april.txt").json()["id"]
    names = {each["name"]: each for each in clerk.get(f"/documents/{april}/names")["items"]}
    (bram,) = [each for each in clerk.get("/people")["items"] if each["name"] == "Bram Brandt"]
    offered = names["Cllr Bram Brandt"]
    assert offered["kind"] == "person"
    assert (offered["candidates"][0]["id"], offered["candidates"][0]["verdict"]) == (
        bram["id"],
        "likely",
    )
    assert offered["candidates"][0]["reasons"]
    exact = names["Ada Abel"]["candidates"][0]
    assert exact["score"] == 1.0

    revise(clerk, april, *({"op": "add", "path": at, "value": bram["id"]} for at in offered["at"]))
    assert "Cllr Bram Brandt" not in {
        each["name"] for each in clerk.get(f"/documents/{april}/names")["items"]
    }
    (meeting,) = accept(clerk, april)["meetings"]
    assert [each for each in meeting["findings"] if each["kind"] == "new_person"] == []
    assert {"name": "Cllr Bram Brandt", "kind": "spelling"} in clerk.get(f"/people/{bram['id']}")[
        "names"
    ]


def test_nobody_in_an_empty_record_is_offered(clerk, document):
    names = clerk.get(f"/documents/{document}/names")["items"]
    assert [each["name"] for each in names] == ["Ada Abel", "Bram Brandt"]
    assert [each["candidates"] for each in names] == [[], []]
    (path,) = {at for each in names for at in each["at"] if "owners" in at}
    assert path == "/meetings/0/items/0/actions/0/owners/0/id"


def test_organisations_and_those_stood_in_for_are_offered_too(clerk, document):
    ministry = clerk.make("/organisations", {"name": "Ministry of Works"})
    row = {
        "label": "Official",
        "organisation": {"name": "MoW"},
        "substitute_for": {"name": "Cora Crane"},
    }
    revise(clerk, document, {"op": "add", "path": "/meetings/0/attendance/-", "value": row})
    names = {each["name"]: each for each in clerk.get(f"/documents/{document}/names")["items"]}
    offered = names["MoW"]
    assert offered["at"] == ["/meetings/0/attendance/2/organisation/id"]
    assert [each["id"] for each in offered["candidates"]] == [ministry]
    assert names["Cora Crane"]["at"] == ["/meetings/0/attendance/2/substitute_for/id"]


def test_what_is_refused_at_acceptance_leaves_nothing(clerk, document):
    accept(clerk, document)
    other = hand_in(clerk, MINUTES + "\n").json()["id"]
    clerk.refused(
        409, "are recorded already", "POST", f"/documents/{other}/acceptance", {}, if_match="*"
    )
    assert clerk.get(f"/documents/{other}")["state"] == "draft"


def test_what_is_rejected_is_kept_and_may_be_taken_up_again(clerk, document):
    path = f"/documents/{document}"
    clerk.do("POST", f"{path}/rejection", {"reason": "not ours"}, if_match='"2"')
    assert clerk.get(path)["state"] == "rejected"
    clerk.refused(409, "take its draft up again", "POST", f"{path}/acceptance", {}, if_match="*")
    clerk.refused(
        409, "say from which", "PATCH", f"{path}/draft", {"changes": CHANGES}, if_match="*"
    )
    revise(clerk, document, reading=1)
    shown = clerk.get(path)
    assert (shown["state"], "reason" in shown) == ("draft", False)
    accept(clerk, document)


def test_a_newer_reading_is_compared_and_never_applied(clerk, document, monkeypatch):
    revise(clerk, document, *CHANGES)
    path = f"/documents/{document}"
    same = clerk.do("POST", f"{path}/readings", {})
    assert "first" not in same
    monkeypatch.setattr("service.documents.taking.VERSION", 999)
    clerk.do("POST", f"{path}/readings", {})
    shown = clerk.get(path)
    assert (shown["readings"], shown["reading"]) == (2, 1)
    assert clerk.get(f"{path}/readings/2/differences") == {
        "reading": 2,
        "changes": [
            {
                "op": "replace",
                "path": "/meetings/0/held_on",
                "value": "2024-03-04",
                "now": "2024-03-05",
            }
        ],
    }
    assert the_draft(clerk, document)["draft"]["meetings"][0]["held_on"] == "2024-03-05"
    revise(clerk, document, reading=2)
    assert clerk.get(f"{path}/readings/2/differences")["changes"] == []
    accept(clerk, document)
    clerk.refused(404, "no reading 3", "GET", f"{path}/readings/3/differences")


def test_words_are_asked_for_within_the_text(clerk, document):
    path = f"/documents/{document}/passages"
    whole = clerk.get(path, start=0, end=len(MINUTES))
    assert (whole["text"], whole["line"]) == (MINUTES, 1)
    assert whole["lines"] == MINUTES.rstrip("\n")
    nothing = clerk.get(path)
    assert (nothing["text"], nothing["lines"]) == ("", "Quay Repairs Board")
    clerk.refused(409, f"has {len(MINUTES)} characters", "GET", path, start=0, end=len(MINUTES) + 1)
    clerk.refused(409, "ask in those", "GET", path, start=5, end=4)


def test_what_was_never_handed_in_is_not_found(clerk):
    for path in (
        "",
        "/draft",
        "/text",
        "/passages",
        "/names",
        "/readings/1/differences",
        "/history",
    ):
        clerk.refused(404, NOBODY, "GET", f"/documents/{NOBODY}{path}")


def test_a_document_whose_digest_was_erased_tells_so(clerk, document):
    clerk.erase(sha256(MINUTES.encode()).hexdigest())
    shown = clerk.get(f"/documents/{document}")
    assert "sha256" not in shown
    clerk.refused(404, "erased", "POST", f"/documents/{document}/readings", {})


def test_a_correction_that_was_erased_is_told_and_the_draft_begun_anew(clerk, document):
    revise(clerk, document, *CHANGES)
    clerk.erase('"2024-03-05"')
    path = f"/documents/{document}/draft"
    clerk.refused(409, "was erased; begin it anew", "GET", path)
