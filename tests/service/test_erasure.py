"""An attendee is erased through all layers, and everything proven before stays proven.

The story is told once for each database; every test looks at another side of what is left.
"""

import gzip
import json
from contextlib import contextmanager
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from projections.texts import PARTED
from service import rebuilding
from service.book import Book
from service.erasing.kept import Erasures
from service.ids import Mint
from service.ledger import read
from service.ledger.disclosing import values_of
from service.tlog.commitments import digest, segment, words_commitment
from service.tlog.tree import CompactRange
from tests.service.seam import whole_office

NAME, FAMILY, GIVEN = "Odalys Quennell", "Quennell", "Odalys"
MINUTES = f"""\
Quay Repairs Board
Minutes of the meeting held on 4 March 2024

Present: {NAME} (Chair), Bram Brandt

1. Repairs
The group noted the survey.
Action: {NAME} to write to the harbour office by 1 April 2024.
"""
KEPT = MINUTES.replace("4 March", "5 March")


@contextmanager
def being(clerk, subject):
    before = clerk.http.headers["Authorization"]
    clerk.http.headers["Authorization"] = f"Bearer {clerk.home.token(subject)}"
    try:
        yield
    finally:
        clerk.http.headers["Authorization"] = before


def admit(clerk, subject):
    actor = clerk.make("/actors", {"kind": "person", "subject": subject})
    clerk.do("POST", f"/actors/{actor}/roles", {"role": "privacy_officer"})
    return actor


def hand_in(clerk, text, name):
    answer = clerk.http.post(
        f"/v1/default/documents?{urlencode({'name': name})}",
        content=text.encode(),
        headers={"Content-Type": "application/octet-stream"},
    )
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def record_all(clerk):
    """Record a meeting that names somebody in every way."""
    it = SimpleNamespace()
    it.person = clerk.make("/people", {"name": NAME, "honorific": "Dr"})
    clerk.do("POST", f"/people/{it.person}/names", {"name": "O Quennell", "kind": "spelling"})
    it.twin = clerk.make("/people", {"name": "O. Quennel"})
    clerk.do("PUT", f"/people/{it.twin}/merge", {"into": it.person}, if_match="*")
    it.other = clerk.make("/people", {"name": "Odalys Brandt"})
    it.office = clerk.make("/organisations", {"name": "Harbour Office"})
    it.body = clerk.make("/bodies", {"name": "Quay Board"})
    it.meeting = clerk.make(f"/bodies/{it.body}/meetings", {"held_on": "2024-03-04"})
    path = f"/meetings/{it.meeting}"
    for row, person, name in ((1, it.person, "Dr Quennell"), (2, it.other, "Odalys Brandt")):
        entry = {"row": row, "person": person, "name": name, "status": "present"}
        entry |= {"organisation": it.office, "organisation_stated": "HO"}
        clerk.do("POST", f"{path}/attendance", entry)
    clerk.do("POST", f"{path}/items", {"item": 1, "title": f"Report of {NAME}"})
    said = f"Thanks went to Dr {NAME}, whose survey was noted. QUENNELL's map was not."
    clerk.do("POST", f"{path}/paragraphs", {"paragraph": 1, "item": 1, "text": said})
    clerk.do("POST", f"{path}/paragraphs", {"paragraph": 2, "text": NAME})
    owner = {"kind": "person", "id": it.person, "words": "Ms Quennell"}
    it.action = clerk.make(
        "/actions",
        {"body": it.body, "text": f"Ask {NAME} about it", "owners": [owner]},
    )
    clerk.do("POST", f"/actions/{it.action}/progress", {"text": f"{GIVEN} Quennell was asked"})
    it.issue = clerk.make(
        "/issues", {"body": it.body, "number": "1", "text": f"{NAME} fears the tide"}
    )
    assert clerk.ask("POST", f"{path}/minutes/versions", {}).status_code < 300
    clerk.do(
        "POST", f"{path}/minutes/annotations", {"annotation": 1, "text": "see what O Quennell says"}
    )
    it.removed = hand_in(clerk, MINUTES, f"{NAME}.txt")
    it.kept = hand_in(clerk, KEPT, "march.txt")
    change = {"op": "replace", "path": "/meetings/0/place", "value": f"at {NAME}'s"}
    for document in (it.removed, it.kept):
        changes = {"changes": [change | {"op": "add"}]}
        clerk.do("PATCH", f"/documents/{document}/draft", changes, if_match="*")
    return it


def log_of(clerk):
    return clerk.get("/events", limit=100)["items"]


def snapshot(clerk):
    with clerk.book.reading("default") as connection:
        head = read.head(connection, "default")
        leaves = clerk.home.past("SELECT position, leaf, hash FROM log_entries ORDER BY position")
        return head, [(at, bytes(leaf), bytes(hashed)) for at, leaf, hashed in leaves]


@pytest.fixture(scope="module")
def story(kind, new_home):
    """Return an office in which somebody was erased, and what stood before."""
    with new_home(kind) as home, whole_office(home) as clerk:
        it = record_all(clerk)
        it.clerk, it.home, it.kind = clerk, home, kind
        it.officers = [admit(clerk, "first"), admit(clerk, "second")]
        it.figures = clerk.get(f"/organisations/{it.office}/attendance")["items"]
        it.rates = clerk.get(f"/organisations/{it.office}/attendance-rates", body=it.body)
        asked = {"person": it.person, "basis": "gdpr17", "reason": f"{NAME} asked for it"}
        with being(clerk, "first"):
            it.erasure = clerk.make("/erasures", asked)
            it.plan = clerk.get(f"/erasures/{it.erasure}/plan")
            it.approval = {
                "plan": it.plan["plan"],
                "documents": [
                    {"document": it.removed, "decision": "remove"},
                    {"document": it.kept, "decision": "keep", "reason": "a court holds it"},
                ],
            }
            path = f"/erasures/{it.erasure}/approve"
            clerk.refused(409, "somebody else", "POST", path, it.approval)
        it.before, it.size = snapshot(clerk), clerk.size
        with being(clerk, "second"):
            stale = it.approval | {"plan": "0" * 64}
            clerk.refused(409, "read the plan again", "POST", path, stale)
            undecided = {"plan": it.plan["plan"]}
            clerk.refused(409, "keep it for a reason, or remove it", "POST", path, undecided)
            it.receipt = clerk.do("POST", path, it.approval)
        yield it


def test_the_plan_shows_every_value_and_every_word_that_goes(story):
    shown = {(each["type"], each["pointer"], each["text"]): each for each in story.plan["values"]}
    types = {each["type"] for each in story.plan["values"]}
    assert types == {
        "person.registered",
        "person.name_variant_asserted",
        "meeting.attendance_listed",
        "meeting.item_added",
        "meeting.paragraph_minuted",
        "minutes.annotated",
        "action.assigned",
        "action.progress_reported",
        "issue.logged",
        "privacy.erasure_requested",
    }
    assert "Odalys Brandt" not in {text for _, _, text in shown}
    (paragraph,) = (each for _, each in shown.items() if each["text"].startswith("Thanks"))
    assert paragraph["words"] == [4, 5, 10]
    assert paragraph["left"] == (
        "Thanks went to Dr [erased] [erased] whose survey was noted. [erased] map was not."
    )
    assert {each["document"] for each in story.plan["documents"]} == {story.removed, story.kept}


def test_the_name_reads_as_erased_everywhere_now_and_before(story):
    clerk = story.clerk
    for known_at in ({}, {"known_at": story.size}):
        assert "name" not in clerk.get(f"/people/{story.person}", **known_at)
        found = clerk.get(f"/meetings/{story.meeting}", **known_at)
        assert FAMILY.lower() not in json.dumps(found).lower()
        assert "Odalys Brandt" in json.dumps(found)
        text = clerk.get(f"/actions/{story.action}", **known_at)["text"]
        assert text == "Ask [erased] [erased] about it"
    log = [each for each in log_of(clerk) if each["stream"] != f"document-{story.kept}"]
    assert FAMILY.lower() not in json.dumps(log).lower().replace("o. quennel", "")
    parted = [each for each in log if "parted" in each]
    assert {each["type"] for each in parted} >= {"meeting.paragraph_minuted", "action.assigned"}


def test_what_is_left_is_found_by_search_and_what_is_gone_is_not(story):
    assert story.clerk.get("/search", q="quennell")["items"] == []
    (found,) = story.clerk.get("/search", q="survey")["items"]
    assert found["kind"] == "paragraph"


def test_figures_by_organisation_are_what_they_were(story):
    path = f"/organisations/{story.office}"
    now = story.clerk.get(f"{path}/attendance")["items"]
    assert [without_names(each) for each in now] == [without_names(each) for each in story.figures]
    assert (
        story.clerk.get(f"{path}/attendance-rates", body=story.body)["items"]
        == (story.rates["items"])
    )


def without_names(value):
    if isinstance(value, dict):
        return {key: without_names(each) for key, each in value.items() if "name" not in key}
    return [without_names(each) for each in value] if isinstance(value, list) else value


def test_leaves_hashes_and_the_root_up_to_there_are_what_they_were(story):
    head, leaves = story.before
    _, now = snapshot(story.clerk)
    assert now[: len(leaves)] == leaves
    tree = CompactRange()
    for _, _, hashed in now[: head.size]:
        tree.append(hashed)
    assert tree.packed() == head.peaks


def test_what_is_left_opens_its_commitment_and_what_is_gone_is_explained(story):
    told = {}
    gone = opened = 0
    with story.clerk.book.reading("default") as connection:
        contents = [json.loads(leaf) for _, leaf, _ in snapshot(story.clerk)[1]]
        values = values_of(connection, "default", contents)
    for content in contents:
        if content["type"] == "privacy.erased":
            told[content["position"]] = set(content["data"]["digests"])
            assert content["data"]["person"] == story.person
            assert content["data"]["requested_by"] == story.officers[0]
            assert content["data"]["approved_by"] == story.officers[1]
    for content in contents:
        for value in values[content["position"]]:
            sealed = content["_sd"][value["pointer"]]
            missing = opens(value, sealed)
            opened += not missing
            gone += bool(missing)
            if missing:
                assert missing <= told[value["erased"]]
            else:
                assert "erased" not in value
    assert opened > 15
    assert gone > 15


def opens(value, sealed):
    """Return the digests of what is gone of a value; what is there must open the commitment."""
    from base64 import urlsafe_b64decode  # noqa: PLC0415

    def binary(text):
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))

    if "disclosure" in value:
        assert digest(value["disclosure"].encode()) == sealed
        return set()
    if "seed" in value:
        assert words_commitment(value["text"], binary(value["seed"])) == sealed
        return set()
    if "segments" in value:
        parts = [
            binary(each) if isinstance(each, str) else segment(each[1], binary(each[0]))
            for each in value["segments"]
        ]
        assert digest(b"".join(parts)) == sealed
        return {each for each in value["segments"] if isinstance(each, str)}
    return {sealed}


def test_the_read_models_are_what_a_rebuild_makes_of_them(story):
    assert story.clerk.book.check("default", rebuilding.quiet) == []


def test_a_document_is_gone_with_its_readings_where_that_was_decided_and_kept_for_a_reason(story):
    clerk = story.clerk
    removed = clerk.get(f"/documents/{story.removed}")
    assert {"name", "sha256"}.isdisjoint(removed)
    clerk.refused(404, "erased", "GET", f"/documents/{story.removed}/draft")
    clerk.refused(404, "erased", "GET", f"/documents/{story.removed}/text")
    path = f"/documents/{story.removed}/acceptance"
    clerk.refused(404, "erased", "POST", path, {}, if_match="*")
    kept = clerk.get(f"/documents/{story.kept}")
    assert clerk.http.get(f"/v1/default/originals/{kept['sha256']}").text == KEPT
    history = clerk.get(f"/documents/{story.kept}/history")["items"]
    assert history[-1]["data"]["reason"] == "a court holds it"
    assert clerk.home.past("SELECT count(*) FROM kept_files") == [(2,)]


def test_the_reason_is_for_those_who_are_cleared(story):
    with being(story.clerk, "second"):
        shown = story.clerk.get(f"/erasures/{story.erasure}")
    assert (shown["state"], shown["basis"]) == ("approved", "gdpr17")
    with story.clerk.uncleared():
        types = {each["type"] for each in log_of(story.clerk)}
        assert "privacy.erased" in types
        assert "privacy.erasure_requested" not in types


def test_what_is_erased_cannot_be_approved_again(story):
    with being(story.clerk, "second"):
        path = f"/erasures/{story.erasure}/approve"
        story.clerk.refused(409, "", "POST", path, story.approval)


def test_the_erasure_is_noted_outside_the_database_without_a_name(story):
    noted = Erasures(story.home.folder)
    assert FAMILY not in (story.home.folder / "erasures.jsonl").read_text()
    (each,) = noted.read()
    assert each.data["erasure"] == story.erasure


def test_an_export_has_no_name_and_is_taken_in_elsewhere(story, new_home, tmp_path):
    path = tmp_path / "office.gz"
    with path.open("wb") as file:
        story.clerk.book.export("default", file, rebuilding.quiet)
    lines = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    texts = [held for line in lines for held in line.get("texts", ())]
    assert any(form == PARTED for _, form, _, _ in texts)
    with new_home(story.kind) as home, owned(home) as other:
        taken = other.take_in(path, None, rebuilding.quiet)
        assert taken.size == story.clerk.size
        assert other.check("default", rebuilding.quiet) == []
        here, there = (everything(each) for each in (story.clerk.book, other))
        assert there == here


@contextmanager
def owned(home):
    book = Book(home.owner_settings(), Mint())
    try:
        yield book
    finally:
        book.close()


def everything(book):
    """Return all private texts, with what opens them."""
    with book.reading("default") as connection:
        return [tuple(row) for row in connection.execute(select(TEXTS).order_by(TEXTS.c.place))]
