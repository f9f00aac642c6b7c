"""Clients made of the contract by others' generators drive a real server, in Python and TypeScript.

What needs node is skipped where there is none: it is for these checks alone, nothing that is
installed or served needs it. The packages are those that `openapi/package-lock.json` names.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract.test_contract import serving

pytestmark = pytest.mark.only("sqlite")

ROOT = Path(__file__).parents[2]
OPENAPI = ROOT / "openapi"
CONTRACT = OPENAPI / "openapi.json"
WALKS = Path(__file__).parent / "clients"
MODULES = OPENAPI / "node_modules"
SEEN = {
    "retried": True,
    "actions": 5,
    "overdue": 5,
    "moved": [2, 412, "urn:minutebook:problem:stale"],
    "overdue after": 4,
    "refused": [422, ["#/name"]],
    "handed in": [False, True],
    "feed": True,
    "stranger": [401, "urn:minutebook:problem:unauthenticated"],
}
QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
STRICT = ("--strict", "--noUncheckedIndexedAccess", "--target", "es2022", "--module", "nodenext")


def done(*command, folder=ROOT, **more):
    """Return what a program says; it must go well."""
    ended = subprocess.run(
        [str(each) for each in command],
        cwd=folder,
        env=os.environ | QUIET | more,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout + ended.stderr


@pytest.fixture(scope="session")
def node():
    """Return what runs a program of the packages that the lock names, installed once."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("node and npm are not installed: what is made with them is not checked here")
    wanted = hashlib.sha256((OPENAPI / "package-lock.json").read_bytes()).hexdigest()
    with (OPENAPI / ".npm.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ready = MODULES / f".{wanted}"
        if not ready.exists():
            done("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", folder=OPENAPI)
            ready.touch()

    def run(program, *arguments, **more):
        return done("node", MODULES / ".bin" / program, *arguments, **more)

    return run


@pytest.fixture
def served(home, tmp_path):
    """Serve the sample; answers where, and a token."""
    with serving(home, tmp_path) as (client, _):
        yield (
            str(client.base_url).rstrip("/"),
            client.headers["Authorization"].removeprefix("Bearer "),
        )


def test_the_python_client_walks_through_the_service(served, tmp_path):
    made = done(
        *(Path(sys.executable).with_name("openapi-python-client"), "generate"),
        *("--path", CONTRACT, "--config", OPENAPI / "python-client.yaml"),
        *("--output-path", tmp_path / "made"),
        PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    )
    assert made.splitlines() == [f"Generating {tmp_path / 'made'}"], "it can make all of it"
    seen = done(sys.executable, WALKS / "walk.py", *served, PYTHONPATH=str(tmp_path / "made"))
    assert json.loads(seen) == SEEN


def test_the_typescript_client_walks_through_the_service(served, tmp_path, node):
    (tmp_path / "node_modules").symlink_to(MODULES)
    shutil.copy(OPENAPI / "package.json", tmp_path)
    shutil.copy(WALKS / "walk.ts", tmp_path)
    done("node", OPENAPI / "typescript-client.mjs", tmp_path / "minutebook.ts")
    node("tsc", *STRICT, "--types", "node", "walk.ts", folder=tmp_path)
    seen = done("node", "walk.js", *served, folder=tmp_path)
    assert json.loads(seen) == SEEN


def test_spectral_has_nothing_to_say_of_the_contract(node):
    ruleset = OPENAPI / "spectral.yaml"
    said = node("spectral", "lint", CONTRACT, "--ruleset", ruleset, "--fail-severity", "hint")
    assert "No results with a severity of 'hint' or higher found!" in said


def test_redocly_has_nothing_to_say_of_the_contract(node):
    said = node("redocly", "lint", CONTRACT, "--config", OPENAPI / "redocly.yaml")
    assert "Your API description is valid" in said
    assert "warning" not in said.lower().replace("deprecation warning", "")
