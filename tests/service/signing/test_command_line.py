"""`minutebook sign` as a process that only reads, and `minutebook tiles` for whoever checks."""

import shutil
import signal
import subprocess
from time import monotonic, sleep

import orjson
import pytest

from service.ledger.database import open_writer, transaction
from service.signing import folders
from service.tlog.folder import LogFolder
from service.tlog.proofs import root_of
from service.tlog.tiles import bundles_of
from service.tlog.tree import leaf_hash
from tests.homes import APPLICATION
from tests.programs import PROGRAM
from tests.service.test_cli import run

READER = "minutebook_test_signer"


@pytest.fixture
def variables(office):
    return office.home.variables | {
        "MINUTEBOOK_SIGNING_KEY_FILE": str(office.key),
        "MINUTEBOOK_SIGNING_SECONDS": "0.1",
    }


def done(variables, *arguments):
    found = run(*arguments, **variables)
    assert found.exit_code == 0, found.output
    return found


def test_the_static_log_is_brought_up_to_what_is_signed(office, variables, tmp_path):
    target = tmp_path / "out"
    told = run("tiles", target, **variables)
    assert told.exit_code == 1
    assert "minutebook sign --once" in told.stderr.replace("\n", " ")
    for number in (3, 300):
        office.record(number)
        done(variables, "sign", "--once")
        done(variables, "tiles", target)
        signed, copy = office.checkpoint(), LogFolder(target)
        assert copy.checkpoint() == office.folder.checkpoint()
        assert root_of(signed.size, copy.tree()) == signed.root
        kept = [leaf for each in bundles_of(signed.size) for leaf in copy.leaves(*each)]
        assert kept == office.leaves()
        assert copy.node(0, signed.size - 1) == leaf_hash(kept[-1])
    assert not (target / "disclosures").exists()
    assert {each.name for each in target.iterdir()} == {"checkpoint", "tile"}


def test_private_values_are_given_out_where_that_is_asked_for(office, variables, tmp_path):
    office.record(2)
    office.sign()
    done(variables, "tiles", tmp_path / "out", "--disclosures")
    (file,) = (tmp_path / "out" / "disclosures").rglob("*.jsonl")
    lines = [orjson.loads(line) for line in file.read_bytes().splitlines()]
    assert [(each["position"], each["pointer"]) for each in lines] == [(1, "/name"), (2, "/name")]
    assert all("disclosure" in each for each in lines)
    office.past("DELETE FROM private_texts")
    office.record()
    office.sign()
    done(variables, "tiles", tmp_path / "out", "--disclosures")
    again = LogFolder(tmp_path / "out").disclosures(0).parent.rglob("*.jsonl")
    newest = max(again, key=lambda each: each.stat().st_mtime_ns)
    lines = [orjson.loads(line) for line in newest.read_bytes().splitlines()]
    assert ["disclosure" in each for each in lines] == [False, False, True]
    refused = run("tiles", tmp_path / "out", **variables)
    assert "private values are in" in refused.output


def test_another_log_is_never_written_over(office, variables, tmp_path):
    office.record(5)
    office.sign()
    done(variables, "tiles", tmp_path / "out")
    office.cut(2)
    shutil.rmtree(office.folder.path)
    office.state().unlink()
    office.record(9)
    office.sign()
    refused = run("tiles", tmp_path / "out", **variables)
    assert refused.exit_code == 1
    assert "holds another log than this one" in refused.output


def test_what_was_changed_is_told_and_nothing_more_is_signed(office, variables):
    office.record(5)
    done(variables, "sign", "--once")
    done(variables, "sign", "--check")
    office.forge(2)
    for way in ("--check", "--once"):
        found = run("sign", way, **variables)
        assert found.exit_code == 1
        assert "default: tampering: entry 2" in found.output
    office.record()
    run("sign", "--once", **variables)
    assert office.checkpoint().size == 5


def test_a_process_of_its_own_signs_with_the_right_to_read_and_ends_when_told(
    office, variables, tmp_path
):
    if office.home.kind == "postgresql":
        variables["MINUTEBOOK_DATABASE_URL"] = for_reading(office.home)
    office.record(3)
    with (tmp_path / "said").open("wb") as said:
        process = subprocess.Popen([PROGRAM, "sign"], env=variables, stdout=said, stderr=said)
    try:
        signed(office, 3)
        office.record(2)
        signed(office, 5)
        assert "another process signs" in run("sign", "--once", **variables).output
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0, (tmp_path / "said").read_text()
    finally:
        process.kill()
        process.wait()
    assert folders.refusal(office.folder) is None


def signed(office, size):
    give_up = monotonic() + 60
    while not (office.folder.checkpoint() and office.checkpoint().size == size):
        assert monotonic() < give_up
        sleep(0.05)


def for_reading(home):
    """Return the URL of a role that may read what the signer reads, and nothing else."""
    home.past(f"DROP ROLE IF EXISTS {READER}")
    home.past(f"CREATE ROLE {READER} LOGIN PASSWORD 'minutes'")
    home.past(f"GRANT CONNECT ON DATABASE {home.name} TO {READER}")
    engine = open_writer(home.owner_url, busy_seconds=1)
    with transaction(engine, "default") as connection:
        for what in ("alembic_version", "log_heads", "log_entries"):
            connection.exec_driver_sql(f"GRANT SELECT ON {what} TO {READER}")
    engine.dispose()
    return home.url.replace(f"{APPLICATION}:", f"{READER}:")
