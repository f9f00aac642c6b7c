"""Proofs over HTTP: what is recorded can be shown to whoever may read it, and to nobody else."""

import re
from base64 import b64decode
from contextlib import contextmanager

import orjson
import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.signing import folders, keys
from service.tlog.checkpoints import Checkpoint
from service.tlog.folder import LogFolder
from service.tlog.proof_text import ProofText
from service.tlog.proofs import is_consistent, is_included
from service.tlog.tiles import leaves_of
from service.tlog.tree import leaf_hash
from tests.service.seam import Reader
from tests.service.test_handling import hand_in
from tests.service.test_routes_documents import MINUTES
from tests.signed import sign

WAITS = {"Prefer": "wait=20"}


@contextmanager
def serving(home, **more):
    settings = home.settings(webhooks=False, **more)
    with TestClient(create_app(settings)) as http:
        reader = Reader(http, http.app.state.book, home)
        reader.admit()
        yield reader


@pytest.fixture
def reader(home):
    with serving(home, signing=False) as found:
        yield found


@pytest.fixture
def by_itself(new_home):
    with new_home("sqlite") as home, serving(home, signing_seconds=3_600) as found:
        yield found


def proof(reader, position, **headers):
    answer = reader.http.get(f"/v1/default/events/{position}/proof", headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/plain")
    return ProofText.read(answer.text)


def holds(reader, found):
    """Check a proof as an outsider does; answers what it shows."""
    (key,) = keys.read(keys.path_of(reader.home.settings()))
    signed = Checkpoint.opened(found.checkpoint, [key.public])
    extra = orjson.loads(found.extra)
    hashed = leaf_hash(extra["leaf"].encode())
    assert is_included(hashed, found.at, signed.size, found.path, signed.root)
    assert not is_included(hashed, found.at, signed.size, found.path[:-1], signed.root)
    return orjson.loads(extra["leaf"]), extra["values"]


def test_an_event_is_proven_by_one_text_with_what_opens_it(reader):
    reader.make("/people", {"name": "Ada Abel"})
    position = reader.size
    reader.make("/people", {"name": "Bram Brandt"})
    sign(reader.home, reader.book)

    found = proof(reader, position)

    leaf, values = holds(reader, found)
    assert (found.at, leaf["position"]) == (position - 1, position)
    assert [each["pointer"] for each in values] == list(leaf["_sd"])
    opened = values[0]["disclosure"]
    assert b"Ada Abel" in b64decode(opened + "=" * (-len(opened) % 4), altchars=b"-_")


def test_what_is_not_signed_is_told_with_when_to_ask_again(reader):
    reader.make("/people", {"name": "Ada Abel"})
    answer = reader.http.get(f"/v1/default/events/{reader.size}/proof")
    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:minutebook:problem:unsigned"
    assert answer.headers["retry-after"] == "5"
    assert reader.http.get("/v1/default/log/checkpoint").status_code == 404
    assert reader.get("/log")["state"] == "behind"


def test_the_log_is_read_as_tiles_by_any_tool(reader):
    for number in range(3):
        reader.make("/people", {"name": f"Who {number}"})
    sign(reader.home, reader.book)
    first = reader.size
    reader.make("/people", {"name": "Another"})
    signed = sign(reader.home, reader.book)

    def get(path, **query):
        answer = reader.http.get(f"/v1/default/log/{path}", params=query)
        assert answer.status_code == 200, answer.text
        return answer

    assert Checkpoint.unproven(get("checkpoint").text) == signed
    for size in (1, first, signed.size):
        leaves = list(leaves_of(get(f"tile/entries/000.p/{size}").content))
        assert len(leaves) == size
        assert get(f"tile/0/000.p/{size}").content == b"".join(map(leaf_hash, leaves))
    grown = get("consistency", **{"from": first}).json()
    hashes = [b64decode(each) for each in grown["proof"]]
    roots = b64decode(grown["begin_root"]), b64decode(grown["to_root"])
    assert is_consistent(first, signed.size, *roots, hashes)
    assert roots[1] == signed.root
    assert reader.get("/log") == {
        "origin": signed.origin,
        "size": signed.size,
        "signed": signed.size,
        "root": grown["to_root"],
        "state": "signed",
    }
    for path in ("tile/0/000", "tile/1/000.p/1", "tile/0/1", "tile/0/000.p/256", "tile/entries/0"):
        assert reader.http.get(f"/v1/default/log/{path}").status_code == 404, path
    for sizes in ({"from": 2, "to": 1}, {"from": 1, "to": signed.size + 1}):
        answer = reader.http.get("/v1/default/log/consistency", params=sizes)
        assert answer.status_code == 404


def test_what_a_reader_may_not_see_is_not_proven_to_them(reader):
    body = reader.make("/bodies", {"name": "Quay Board"})
    hidden = {"body": body, "text": "quicksilver", "handling": "confidential"}
    reader.make("/actions", hidden)
    position = reader.size
    sign(reader.home, reader.book)
    assert "quicksilver" in str(orjson.loads(proof(reader, position - 1).extra)["values"])
    with reader.uncleared():
        told = reader.http.get(f"/v1/default/events/{position}/proof")
        nothing = reader.http.get(f"/v1/default/events/{position + 1}/proof")
        assert told.status_code == nothing.status_code == 404
        assert told.text.replace(str(position), "") == nothing.text.replace(str(position + 1), "")
        assert reader.http.get(told.url.path.replace(str(position), str(position - 1))).is_error
        proof(reader, position - 2)
        assert reader.http.get(f"/v1/default/log/tile/0/000.p/{position}").status_code == 200
        bundle = reader.http.get(f"/v1/default/log/tile/entries/000.p/{position}")
        assert bundle.status_code == 403


def test_a_write_is_answered_once_it_is_signed_where_the_caller_waits(by_itself):
    answer = by_itself.http.post("/v1/default/people", json={"name": "Ada"}, headers=WAITS)
    assert answer.status_code == 201, answer.text
    assert answer.headers["preference-applied"] == "wait"
    assert "unsigned" not in answer.json()
    holds(by_itself, proof(by_itself, answer.json()["last"]))
    answer = by_itself.http.post("/v1/default/people", json={"name": "Bram"})
    assert "preference-applied" not in answer.headers
    holds(by_itself, proof(by_itself, answer.json()["last"], **WAITS))


def test_who_waits_in_vain_is_told_why(reader):
    answer = reader.http.post(
        "/v1/default/people", json={"name": "Ada"}, headers={"Prefer": "wait=1"}
    )
    assert answer.status_code == 201
    assert "preference-applied" not in answer.headers
    assert answer.json()["unsigned"].startswith("0 entries are signed so far")
    assert "unsigned" not in reader.get("/people")["items"][0]


def test_the_service_goes_on_where_nothing_can_be_signed_and_says_so(by_itself):
    home = by_itself.home
    by_itself.http.post("/v1/default/people", json={"name": "Ada"}, headers=WAITS)
    home.past("UPDATE log_heads SET peaks = ?", bytes(32 * by_itself.size.bit_count()))
    answer = by_itself.http.post("/v1/default/people", json={"name": "Bram"}, headers=WAITS)
    assert answer.status_code == 201
    assert "false head" in answer.json()["unsigned"]
    ready = by_itself.http.get("/health/ready").json()
    signing = next(each for each in ready["components"] if each["name"] == "signing")
    assert (ready["status"], signing["status"]) == ("warn", "warn")
    assert re.match("default: refused, false head; see the log", signing["detail"])
    assert by_itself.get("/log")["state"] == "refused"


def test_an_entry_that_waits_too_long_for_its_signature_is_warned_of(reader, monkeypatch):
    monkeypatch.setattr("service.signing.standing._LATE", -1)
    settings = reader.http.app.state.signing._settings
    object.__setattr__(settings, "signing_seconds", 1e-9)
    reader.make("/people", {"name": "Ada"})
    (check,) = reader.http.app.state.signing.checks()
    assert check.status == "warn"
    assert re.match(
        f"default: 0 of {reader.size} entries are signed; `minutebook sign`", check.detail
    )
    sign(reader.home, reader.book)
    (check,) = reader.http.app.state.signing.checks()
    assert check.status == "pass"


def test_a_refusal_stands_beside_the_log_and_not_in_it(tmp_path):
    folder = LogFolder(tmp_path / "default")
    folders.refuse(folder, "why")
    assert folders.refusal(folder) == "why"
    assert not folder.path.exists()
    folders.accept(folder)
    assert folders.refusal(folder) is None


def test_an_entry_that_names_a_confidential_document_is_not_proven_to_who_is_not_cleared(reader):
    source = hand_in(reader, MINUTES, handling="confidential")
    reader.do("POST", f"/documents/{source}/acceptance", {}, if_match="*")
    sign(reader.home, reader.book)
    told = {each["position"]: each for each in reader.get("/events", limit=200)["items"]}
    with reader.uncleared():
        shown = [each["position"] for each in reader.get("/events", limit=200)["items"]]
        named = next(each for each in shown if "source" in told[each])
        plain = next(each for each in shown if "source" not in told[each])
        assert reader.http.get(f"/v1/default/events/{named}/proof").status_code == 404
        assert source.encode() not in proof(reader, plain).extra
    assert source.encode() in proof(reader, named).extra
