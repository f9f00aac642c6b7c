"""The contract: published as it is served, sound by itself, and kept by a real server under fuzz.

MINUTEBOOK_FUZZ_EXAMPLES sets the cases of an operation for a longer run, which then has a seed of
its own; MINUTEBOOK_FUZZ_SEED names one, to have a run again. On PostgreSQL there are fewer cases
(4 instead of 12), and what each field takes and refuses is left out: that is decided before a
database is asked, so SQLite tells, and both together would take twice as long.
"""

import json
import os
import re
import secrets
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import httpx2
import pytest
from openapi_spec_validator import validate

from service.app import create_app
from service.settings import Settings
from tests.programs import Program, run

HERE = Path(__file__).parent
PUBLISHED = HERE.parents[1] / "openapi" / "openapi.json"
BIN = Path(sys.executable).parent
EXAMPLES = os.environ.get("MINUTEBOOK_FUZZ_EXAMPLES")
SEED = os.environ.get("MINUTEBOOK_FUZZ_SEED", str(secrets.randbelow(2**32)) if EXAMPLES else "2013")
LISTS = {
    "person": "people",
    "organisation": "organisations",
    "body": "bodies",
    "action": "actions",
    "document": "documents",
}
PHASES = {
    "sqlite": ("examples", "coverage", "fuzzing", "stateful"),
    "postgresql": ("examples", "fuzzing", "stateful"),
}
USUAL_EXAMPLES = {"sqlite": "12", "postgresql": "4"}
LEAST = {"sqlite": 5_000, "postgresql": 500}
PATIENCE = 30
HOURS = 24
NOTHING_SENT = {
    "MINUTEBOOK_WEBHOOKS": "false",
    "MINUTEBOOK_WEBHOOK_PRIVATE_ADDRESSES": "true",
    "MINUTEBOOK_WEBHOOK_SECRET": "no receiver will ever see it signed",
}
"""A fuzzer makes up hosts: they are neither looked up nor sent anything."""


@pytest.fixture(scope="module")
def served():
    return json.loads(json.dumps(create_app(Settings()).openapi()))


def test_the_contract_is_published_as_it_is_served(served):
    assert served == json.loads(PUBLISHED.read_text()), "run `make contract`"


def test_the_contract_is_sound(served):
    validate(served)


def test_what_a_party_needs_is_published_wherever_it_stands(served):
    schemas = served["components"]["schemas"]
    assert schemas["Party"]["anyOf"] == [{"required": ["id"]}, {"required": ["name"]}]
    reference = {"$ref": "#/components/schemas/Party"}
    assert schemas["MinutesSubmission"]["properties"]["body"] == reference
    for form, field in (("Attendee", "organisation"), ("Attendee", "substitute_for")):
        assert schemas[form]["properties"][field].items() >= reference.items()


BOUNDS = {"maxLength", "pattern", "format", "enum", "const", "contentMediaType"}


def unbounded(document, node, place, seen=()):
    """Yield the places of an input that may be as long as somebody likes."""
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        if name not in seen:
            found = document["components"]["schemas"][name]
            yield from unbounded(document, found, f"{place} {name}", (*seen, name))
        return
    if node.get("type") == "array" and "maxItems" not in node:
        yield place
    if node.get("type") == "string" and not BOUNDS & node.keys():
        yield place
    below = {f"{place}.{name}": each for name, each in node.get("properties", {}).items()}
    arms = [*node.get("anyOf", ()), *node.get("oneOf", ()), *node.get("allOf", ())]
    below |= {f"{place}|{number}": each for number, each in enumerate(arms)}
    below |= {f"{place}[]": node["items"]} if "items" in node else {}
    for where, each in below.items():
        yield from unbounded(document, each, where, seen)


def test_nothing_that_is_sent_may_be_as_long_as_somebody_likes(served):
    found = []
    for path, operations in served["paths"].items():
        for method, operation in operations.items():
            name = f"{method} {path}"
            schemas = [each["schema"] for each in operation.get("parameters", ())]
            content = operation.get("requestBody", {}).get("content", {})
            schemas += [each["schema"] for each in content.values()]
            for schema in schemas:
                found += unbounded(served, schema, name)
    assert not found


def test_every_refusal_that_an_operation_states_is_a_problem(served):
    for path, operations in served["paths"].items():
        for method, operation in operations.items():
            for status, answer in operation["responses"].items():
                if status[0] in "45":
                    media = answer["content"]
                    assert set(media) == {"application/problem+json"}, f"{method} {path} {status}"


@pytest.mark.long
def test_a_real_server_keeps_the_contract(home, tmp_path):
    with serving(home, tmp_path) as (client, pool):
        done = fuzz(home.kind, tmp_path, client, pool)
    said = f"{done.stdout[-20_000:]}\n{done.stderr[-2_000:]}\nseed {SEED}"
    assert done.returncode == 0, said
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["complete"], said
    assert not report["failures"], said
    assert not report["errors"], said
    assert report["operations"]["tested"] == report["operations"]["total"], said
    phases = {name: report["phases"][name]["status"] for name in PHASES[home.kind]}
    assert set(phases.values()) == {"success"}, phases
    assert report["test_cases"]["generated"] >= LEAST[home.kind]
    assert_links_were_followed(done.stdout)
    assert_no_fault(tmp_path / "server.log")


def assert_links_were_followed(said):
    """Stateful runs go from what is made to what can be done with it."""
    covered, total = map(int, re.search(r"API Links:\s+(\d+) covered / (\d+)", said).groups())
    assert total >= 20
    assert covered >= total // 3


def assert_no_fault(log):
    """What the server says of itself: nothing failed, and much was carried out."""
    statuses = [json.loads(line).get("status") for line in log.read_text().splitlines()]
    answered = [status for status in statuses if status is not None]
    assert not [status for status in answered if status >= 500]
    assert sum(status < 300 for status in answered) >= len(answered) / 20


def fuzz(kind, folder, client, pool):
    return subprocess.run(
        [
            *(BIN / "st", "--config-file", HERE / "schemathesis.toml", "run", PUBLISHED),
            *("--url", str(client.base_url), "--workers", "1", "--seed", SEED),
            *("--phases", ",".join(PHASES[kind])),
            *("--max-examples", EXAMPLES or USUAL_EXAMPLES[kind]),
            *("--report", "json", "--report-json-path", folder / "report.json"),
        ],
        cwd=folder,
        env=os.environ
        | {
            "PYTHONPATH": str(HERE),
            "MINUTEBOOK_FUZZ_POOL": json.dumps(pool),
            "MINUTEBOOK_FUZZ_TOKEN": client.headers["Authorization"].removeprefix("Bearer "),
            "NO_COLOR": "1",
            "COLUMNS": "200",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=None if EXAMPLES else 900,
    )


@contextmanager
def serving(home, folder):
    """Serve the sample on a free port; answers where, and what is in it."""
    port = free_port()
    ours = home.variables | {"MINUTEBOOK_LOG_FORMAT": "json"} | NOTHING_SENT
    kept = {name: value for name, value in os.environ.items() if "MINUTEBOOK_" not in name}
    environment = kept | ours
    assert run("sample", env=environment).returncode == 0
    log = folder / "server.log"
    with (
        Program("serve", "--port", port, env=environment, stdout=log, stderr=log) as server,
        httpx2.Client(
            base_url=f"http://127.0.0.1:{port}",
            timeout=PATIENCE,
            headers={"Authorization": f"Bearer {home.token(seconds=HOURS * 3_600)}"},
        ) as client,
    ):
        try:
            wait_for(server, client, log)
            yield client, pool_of(client)
        finally:
            server.terminate()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(server, client, log):
    give_up = monotonic() + PATIENCE
    while server.poll() is None and monotonic() < give_up:
        try:
            if client.get("/health/ready").is_success:
                return
        except httpx2.TransportError:
            sleep(0.05)
    pytest.fail(log.read_text())


def pool_of(client):
    """Return the identities of the sample by kind."""

    def found(path):
        return [each["id"] for each in client.get(f"/v1/default/{path}").json()["items"]]

    pool = {kind: found(path) for kind, path in LISTS.items()}
    return pool | {"meeting": found(f"bodies/{pool['body'][0]}/meetings")}
