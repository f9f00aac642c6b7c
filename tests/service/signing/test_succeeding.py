"""After a lawful restore the log goes on under another name, and says what it succeeds."""

import io
from base64 import b64decode

import orjson
import pytest

from events.errors import Refused
from service import moving
from service.book import DEFAULT
from service.rebuilding import quiet
from service.signing import keys
from service.signing.refusals import Unsignable
from service.signing.succeeding import succeed
from service.tlog.checkpoints import Checkpoint
from tests.service.signing.conftest import opened
from tests.service.test_cli import run


def goes_on(office, reason="the disk failed"):
    return succeed(office.book, office.signer, DEFAULT, reason, "local")


@pytest.mark.parametrize("more", [0, 2, 9])
def test_a_restored_log_goes_on_in_a_successor_that_names_what_was_signed(office, more):
    office.record(10)
    before = office.sign()
    office.cut(6)
    if more:
        office.record(more)

    done = goes_on(office)

    assert (done.before, done.position) == (before, 7 + more)
    signed = office.sign()
    assert (signed.origin, signed.size) == (done.origin, 7 + more)
    leaves = [orjson.loads(leaf) for leaf in office.leaves()]
    assert {each["log"] for each in leaves[:-1]} == {before.origin}
    data, last = leaves[-1]["data"], leaves[-1]
    assert (last["log"], last["type"]) == (done.origin, "log.succeeded")
    assert Checkpoint(data["origin"], data["size"], b64decode(data["root"])) == before
    (kept,) = office.folder.path.parent.glob("default.????????????")
    assert Checkpoint.unproven((kept / "checkpoint").read_text()) == before
    office.record(2)
    assert office.sign().size == 9 + more
    assert office.check() is None
    office.book.rebuild(DEFAULT, quiet)
    assert office.book.check(DEFAULT, quiet) == []


def test_a_log_that_is_as_it_was_signed_has_no_successor(office):
    office.record(3)
    office.sign()
    with pytest.raises(Refused, match="goes on as it is"):
        goes_on(office)


def test_a_log_that_was_tampered_with_has_no_successor(office):
    office.record(3)
    office.sign()
    office.forge(1)
    with pytest.raises(Unsignable, match="tampering"):
        goes_on(office)


def test_a_successor_that_names_something_else_is_not_signed(office):
    office.record(10)
    office.sign()
    office.cut(6)
    goes_on(office)
    (old,) = office.key.with_name("office.key.signed").glob("[0-9a-f]*")
    forged = Checkpoint.unproven(old.read_text())._replace(size=11)
    (office.folder.path / "checkpoint").write_text(forged.signed(keys.read(office.key)))
    with pytest.raises(Unsignable, match="no entry says"):
        office.sign()


def test_a_log_with_predecessors_moves_as_it_is(office, new_home, kind, tmp_path):
    office.record(5)
    office.sign()
    office.cut(3)
    goes_on(office)
    office.record(1)
    with (tmp_path / "log.gz").open("wb") as out:
        office.book.export(DEFAULT, out, quiet)
    with new_home(kind) as home, opened(home) as other:
        taken = other.book.take_in(tmp_path / "log.gz", "harbour", quiet)
        again = io.BytesIO()
        other.book.export("harbour", again, quiet)
    assert taken.size == 5


def test_the_operator_lets_it_go_on_and_is_told_whom_to_tell(office):
    office.record(5)
    office.sign()
    office.cut(3)
    office.book.close()
    variables = office.home.owner_variables | {"MINUTEBOOK_SIGNING_KEY_FILE": str(office.key)}
    done = run("log", "succeed", "--reason", "the disk failed", **variables)
    assert done.exit_code == 0, done.output
    assert "from entry 4 on" in done.stderr
    assert "webhooks are signed with other secrets" in done.stderr
    office.reopen()
    assert office.sign().origin == done.stdout.strip()


def test_entries_of_another_log_are_not_taken_in_where_nothing_says_why(
    office, new_home, kind, tmp_path
):
    office.record(3)
    office.past("UPDATE log_heads SET origin = 'minutebook/other'")
    office.record(1)
    with (tmp_path / "log.gz").open("wb") as out:
        office.book.export(DEFAULT, out, quiet)
    with (
        new_home(kind) as home,
        opened(home) as other,
        pytest.raises(moving.Unsound, match="of another log"),
    ):
        other.book.take_in(tmp_path / "log.gz", "harbour", quiet)
