"""Keys: made once, never overwritten, and given up only when the next one is known."""

import pytest

from service.signing import keys
from service.signing.state import Remembered
from service.tlog.checkpoints import Checkpoint
from service.tlog.handover import Handover
from service.tlog.notes import NoNote, NotSigned, PrivateKey, PublicKey
from tests.homes import Folder
from tests.service.test_cli import run


@pytest.fixture
def path(tmp_path):
    return tmp_path / "keys" / "office.key"


@pytest.fixture
def variables(tmp_path, path):
    return Folder(tmp_path).variables | {"MINUTEBOOK_SIGNING_KEY_FILE": str(path)}


def test_a_new_key_is_for_its_owner_alone_and_its_public_part_for_everybody(path, variables):
    done = run("keys", "new", "--out", str(path), **variables)

    assert done.exit_code == 0, done.output
    assert path.stat().st_mode & 0o777 == 0o600
    (key,) = keys.read(path)
    public = PublicKey.read(path.with_name("office.key.pub").read_text())
    assert public == key.public == PublicKey.read(done.stdout)
    assert "PRIVATE" not in done.output
    assert "does not lead through this service" in done.stderr
    assert run("keys", "show", **variables).stdout == f"{public}\n"


@pytest.mark.parametrize("there", ["office.key", "office.key.pub"])
def test_a_key_is_never_overwritten(path, variables, there):
    path.parent.mkdir()
    (path.parent / there).write_text("what was there")

    done = run("keys", "new", "--out", str(path), **variables)

    assert done.exit_code == 1
    assert f"{there} exists already" in done.output
    assert [each.read_text() for each in path.parent.iterdir()] == ["what was there"]


def test_a_key_that_is_not_there_is_told_with_what_makes_one(variables):
    done = run("keys", "show", **variables)
    assert done.exit_code == 1
    assert "minutebook keys new --out PATH" in done.output


@pytest.mark.parametrize("written", ["", "no key", "minutebook+00000000+AAAA"])
def test_what_is_no_key_is_not_signed_with(path, variables, written):
    path.parent.mkdir()
    path.write_text(written)
    assert run("keys", "show", **variables).exit_code == 1


def test_a_key_gives_way_to_another_which_it_names(path, variables):
    old = keys.create(path)

    done = run("keys", "rotate", **variables)

    assert done.exit_code == 0, done.output
    statement = next(path.parent.glob("office.key.*-*"))
    assert done.stdout == f"{statement}\n"
    handover = Handover.opened(statement.read_text(), old)
    assert [key.public for key in keys.read(path)] == [handover.new, old]
    assert PublicKey.read(keys.public_file(path).read_text()) == handover.new
    assert path.stat().st_mode & 0o777 == 0o600
    assert run("keys", "rotate", **variables).exit_code == 1

    assert run("keys", "rotate", "--finish", **variables).exit_code == 0
    assert [key.public for key in keys.read(path)] == [handover.new]
    assert run("keys", "rotate", "--finish", **variables).exit_code == 1


def test_a_key_does_not_give_way_before_the_next_one_has_signed(path, variables):
    keys.create(path)
    old, state = keys.read(path), Remembered(path)
    checkpoint = Checkpoint("minutebook/a", 1, bytes(32))
    state.keep(checkpoint, checkpoint.signed(old))
    keys.rotate(path)

    done = run("keys", "rotate", "--finish", **variables)
    assert done.exit_code == 1
    assert "has not signed the newest checkpoint of minutebook/a" in done.output

    state.keep(checkpoint, checkpoint.signed(keys.read(path)))
    assert run("keys", "rotate", "--finish", **variables).exit_code == 0


def test_a_handover_is_believed_only_from_the_key_that_gives_way():
    old, new, other = (PrivateKey(name, bytes([n]) * 32) for n, name in enumerate("abc"))
    said = Handover.signed(old, new, "2026-01-01T00:00:00Z")

    assert Handover.opened(said, old.public).new == new.public
    for trusted in (new.public, other.public):
        with pytest.raises(NotSigned):
            Handover.opened(said, trusted)
    by_one = said.replace(new.sign(str(Handover.opened(said, old.public))), "")
    with pytest.raises(NotSigned):
        Handover.opened(by_one, old.public)
    with pytest.raises(NoNote):
        Handover.opened(Checkpoint("a", 1, bytes(32)).signed([old]), old.public)
