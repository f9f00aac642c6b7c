"""The first walk of the README over HTTP, by somebody who signs in at an issuer of their own."""

import subprocess

import httpx2
import pytest

from tests.acceptance.conftest import PATIENCE, serving, surroundings
from tests.issuers import some_issuer
from tests.programs import PROGRAM

DECEMBER = """Marrowhythe Harbour Users Committee
9 December 2025
Minutes

Present:
Fenella Crake\tHarbour Office - Chair
Jory Tallack\tFerry Company
Apologies:
Bryony Stannard\tRowing Club

1. Winter moorings
1.1 The Committee heard that two berths are still closed.
Actions:
Harbour Office and Ferry Company to mark the closed berths by 31 January 2026.
"""
LATER = {
    "due": {"kind": "date", "day": "2026-02-28"},
    "occurred_on": "2026-01-20",
    "authority": {"kind": "chair"},
}


@pytest.fixture(scope="module")
def issuer():
    with some_issuer() as found:
        yield found


@pytest.fixture(scope="module")
def office(kind, new_home):
    with new_home(kind) as made:
        yield made


@pytest.fixture(scope="module")
def desk(office, tmp_path_factory, issuer):
    """Open the sample at a service that trusts the issuer, of which the clerk is secretary."""
    folder = tmp_path_factory.mktemp("desk")
    environment = surroundings(office) | trusting(issuer)
    for command in (["sample"], ["access", "grant", "clerk-7", "secretary", "--name", "A Clerk"]):
        subprocess.run([PROGRAM, *command], env=environment, check=True, capture_output=True)
    with serving(office, folder, trusting(issuer)) as way:
        yield way


def trusting(issuer):
    return {"MINUTEBOOK_ISSUER": issuer.url, "MINUTEBOOK_AUDIENCE": "https://minutes.example"}


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def test_the_first_walk_with_a_token_of_an_issuer(desk, issuer):
    token = issuer.token(sub="clerk-7", aud="https://minutes.example")
    with httpx2.Client(base_url=desk.url, headers=bearer(token), timeout=PATIENCE) as clerk:
        handed = clerk.post(
            "/documents",
            params={"name": "december.txt"},
            content=DECEMBER.encode(),
            headers={"Content-Type": "application/octet-stream"},
        ).json()
        accepted = clerk.post(
            f"/documents/{handed['id']}/acceptance", json={}, headers={"If-Match": "*"}
        )
        assert accepted.status_code == 200, accepted.text
        action = next(
            each["action"]["id"]
            for each in overdue(clerk, "2026-02-15")
            if each["due"] == "2026-01-31"
        )
        read = clerk.get(f"/actions/{action}")
        before = clerk.get("/events", params={"limit": 1}).json()["known_at"]
        sent = {"If-Match": read.headers["ETag"]}
        moved = clerk.put(f"/actions/{action}/due", json=LATER, headers=sent)
        assert moved.status_code == 200, moved.text
        again = clerk.put(f"/actions/{action}/due", json=LATER, headers=sent)
        assert again.status_code == 412
        assert again.json()["revision"] == 2
        assert action not in [each["action"]["id"] for each in overdue(clerk, "2026-02-15")]
        then = overdue(clerk, "2026-02-15", known_at=before)
        assert action in [each["action"]["id"] for each in then]
        history = clerk.get(f"/actions/{action}/history").json()["items"]
        me = clerk.get("/me").json()
    assert {each["actor"] for each in history} == {me["actor"]}
    assert [each["role"] for each in me["roles"]] == ["secretary"]


def overdue(clerk, on, **more):
    return clerk.get("/overdue", params={"on": on, "limit": 200, **more}).json()["items"]


def test_without_a_token_it_is_refused_with_what_to_send(desk, issuer):
    answer = httpx2.get(f"{desk.url}/actions", timeout=PATIENCE)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="minutebook"'
    told = answer.json()
    assert told["type"] == "urn:minutebook:problem:unauthenticated"
    assert "`Authorization: Bearer …`" in told["detail"]
    assert issuer.url in told["detail"]
    assert "https://minutes.example" in told["detail"]


def test_a_token_of_this_machine_opens_nothing_where_an_issuer_is_set(desk, office):
    answer = httpx2.get(f"{desk.url}/actions", headers=bearer(office.token()), timeout=PATIENCE)
    assert answer.status_code == 401


def test_a_token_for_another_audience_is_refused(desk, issuer):
    token = issuer.token(sub="clerk-7")
    answer = httpx2.get(f"{desk.url}/actions", headers=bearer(token), timeout=PATIENCE)
    assert answer.status_code == 401
    assert "for somebody else" in answer.json()["detail"]


def test_somebody_who_was_not_admitted_may_do_nothing(desk, issuer):
    token = issuer.token(sub="clerk-8", aud="https://minutes.example")
    answer = httpx2.get(f"{desk.url}/actions", headers=bearer(token), timeout=PATIENCE)
    assert answer.status_code == 403


@pytest.mark.only("sqlite")
def test_when_the_issuer_is_silent_nobody_comes_in(home, tmp_path):
    with some_issuer() as silent:
        silent.silent = True
        token = silent.token(sub="clerk-7", aud="https://minutes.example")
        with serving(home, tmp_path, trusting(silent)) as way:
            answer = httpx2.get(f"{way.url}/actions", headers=bearer(token), timeout=PATIENCE)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "issuer" in answer.json()["detail"]
