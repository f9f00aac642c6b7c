"""The signer signs what only grew, and says which case it is where it does not."""

import shutil
from hashlib import sha256

import pytest

from service.book import DEFAULT
from service.signing import folders, keys
from service.signing.growing import grow, range_of, tree_of
from service.signing.refusals import Case, Unsignable
from service.signing.signer import Signer
from service.signing.state import Remembered, is_signed_by
from service.tlog.checkpoints import Checkpoint
from service.tlog.folder import LogFolder
from service.tlog.proofs import consistency, inclusion, is_consistent, is_included, root_of
from service.tlog.tiles import tiles_of
from service.tlog.tree import HASH, CompactRange, leaf_hash


def refused(office, case, words):
    """Check that nothing is signed, and that it is told why."""
    before = office.folder.checkpoint()
    with pytest.raises(Unsignable, match=words) as told:
        office.sign()
    assert told.value.case is case, told.value
    assert office.folder.checkpoint() == before
    assert folders.refusal(office.folder) == str(told.value)


def test_what_is_recorded_is_signed_and_can_be_shown_from_the_tiles(office):
    office.record(3)
    first = office.sign()
    office.record(300)
    second = office.sign()

    assert (first.size, second.size) == (3, 303)
    head = office.head()
    assert second.root == CompactRange(head.size, head.peaks).root()
    (key,) = keys.read(office.key)
    assert Checkpoint.opened(office.folder.checkpoint(), [key.public]) == second
    assert office.state().read_text() == office.folder.checkpoint()
    node = tree_of(office.folder, 303)
    for at, leaf in enumerate(office.leaves()):
        assert is_included(leaf_hash(leaf), at, 303, inclusion(at, 303, node), second.root)
    assert is_consistent(3, 303, first.root, second.root, consistency(3, 303, node))
    assert office.check() is None
    assert sorted(each.name for each in office.folder.path.iterdir()) == ["checkpoint", "tile"]


def test_an_empty_log_is_not_signed(office):
    assert office.sign() is None
    assert not office.folder.path.exists()


def test_nothing_is_written_where_nothing_was_recorded(office):
    office.record()
    office.sign()
    before = (office.folder.path / "checkpoint").stat().st_ino
    office.sign()
    assert (office.folder.path / "checkpoint").stat().st_ino == before


@pytest.mark.parametrize("steps", [(1, 254, 1, 1), (256, 1), (65_535, 1, 1)])
def test_tiles_that_grew_are_those_of_the_whole(tmp_path, steps):
    folder, tree, at, before = LogFolder(tmp_path), CompactRange(), 0, 0
    for step in steps:
        hashes = [sha256(str(number).encode()).digest() for number in range(at, at + step)]
        grow(folder, at, b"".join(hashes))
        for each in hashes:
            tree.append(each)
        before, at = at, at + step
        node = tree_of(folder, at)
        assert root_of(at, node) == tree.root()
        assert range_of(node, at).packed() == tree.packed()
        for level, index, width in tiles_of(at, max(0, at - 1_000)):
            assert len(folder.tile(level, index, width)) >= width * HASH
        if before:
            assert root_of(before, tree_of(folder, before))
    assert len(list(tmp_path.rglob("*.p/*"))) <= 4


def test_a_restored_backup_is_not_signed(office):
    office.record(10)
    office.sign()
    office.cut(6)
    refused(office, Case.RESTORED, r"the log has 6 entries, 10 were signed, .* log succeed")


@pytest.mark.parametrize("more", [2, 4, 9])
def test_a_fork_is_not_signed_however_long_it_is(office, more):
    office.record(10)
    office.sign()
    office.cut(6)
    office.record(more)
    refused(office, Case.FORK, "from entry 7 on everything is another than was signed")


def test_one_entry_that_was_changed_is_named(office):
    office.record(10)
    office.sign()
    office.forge(4)
    assert "entry 4 is missing or another" in str(office.check())
    office.forge_head()
    refused(office, Case.TAMPERED, "entry 4 is missing or another than was signed, while")
    office.forge(7)
    assert "so are 1 of the later ones" in str(office.check())


def test_an_entry_that_was_removed_is_named(office):
    office.record(10)
    office.sign()
    office.unguarded()
    office.past("DELETE FROM log_entries WHERE position = 5")
    assert office.check().case is Case.TAMPERED
    assert "entry 5 is missing" in str(office.check())


def test_the_last_entries_that_were_removed_are_named(office):
    office.record(10)
    office.sign()
    office.unguarded()
    office.past("DELETE FROM log_entries WHERE position > 8")
    assert office.check().case is Case.TAMPERED


def test_a_hash_that_is_not_that_of_its_entry_is_not_signed(office):
    office.record(3)
    office.sign()
    office.record(3)
    office.unguarded()
    office.past("UPDATE log_entries SET hash = ? WHERE position = 5", bytes(32))
    refused(office, Case.BESIDE, "the hash that stands beside entry 5")


def test_a_head_that_is_not_that_of_the_entries_is_not_signed(office):
    office.record(3)
    office.sign()
    office.record(3)
    office.forge(5)
    refused(office, Case.HEAD, "the head of the log is not that of its 6 entries")


def test_signing_goes_on_once_the_newest_copy_is_back(office):
    office.record(3)
    office.sign()
    leaf = office.leaves()[1]
    office.forge(2)
    office.forge_head()
    refused(office, Case.TAMPERED, "entry 2")
    office.past(
        "UPDATE log_entries SET leaf = ?, hash = ? WHERE position = 2", leaf, leaf_hash(leaf)
    )
    office.forge_head()
    assert office.sign().size == 3
    assert folders.refusal(office.folder) is None


def test_a_folder_that_is_gone_is_made_anew_if_the_record_is_what_was_signed(office):
    office.record(300)
    signed = office.sign()
    shutil.rmtree(office.folder.path)
    assert office.sign() == signed
    assert office.check() is None
    shutil.rmtree(office.folder.path)
    office.cut(299)
    office.record(2)
    with pytest.raises(Unsignable, match="the tiles are gone"):
        office.sign()
    assert office.check().case is Case.FORK


def test_a_damaged_tile_is_found(office):
    office.record(5)
    office.sign()
    (tile,) = office.folder.path.rglob("0/000.p/5")
    tile.write_bytes(bytes(len(tile.read_bytes())))
    assert office.check().case is Case.DAMAGED
    assert office.sign().size == 5
    assert office.check() is None


def test_an_older_folder_is_brought_up_to_what_is_remembered(office, tmp_path):
    office.record(3)
    office.sign()
    shutil.copytree(office.folder.path, tmp_path / "older")
    office.record(3)
    signed = office.sign()
    shutil.rmtree(office.folder.path)
    shutil.copytree(tmp_path / "older", office.folder.path)
    assert office.sign() == signed
    assert office.checkpoint() == signed


def test_a_database_and_folder_that_were_put_back_together_are_found_out(office, tmp_path):
    office.record(3)
    office.sign()
    shutil.copytree(office.folder.path, tmp_path / "older")
    office.record(3)
    office.sign()
    office.cut(3)
    shutil.rmtree(office.folder.path)
    shutil.copytree(tmp_path / "older", office.folder.path)
    with pytest.raises(Unsignable):
        office.sign()


def test_what_is_remembered_is_taken_from_the_folder_where_it_was_lost(office):
    office.record(3)
    office.sign()
    office.state().unlink()
    office.cut(2)
    refused(office, Case.RESTORED, "the log has 2 entries, 3 were signed")


def test_a_checkpoint_of_another_key_is_not_gone_on_from(office, tmp_path):
    office.record(3)
    office.sign()
    office.key.unlink()
    keys.public_file(office.key).unlink()
    keys.create(office.key)
    refused(office, Case.CONTRADICTION, "is not signed by this key")


def test_while_a_key_gives_way_both_sign(office):
    office.record(3)
    office.sign()
    keys.rotate(office.key)
    new, old = keys.read(office.key)
    office.sign()
    note = office.folder.checkpoint()
    assert is_signed_by(note, new.public)
    assert is_signed_by(note, old.public)
    assert Remembered(office.key).not_signed_by(new.public) == []
    keys.finish(office.key)
    office.record()
    office.sign()
    assert not is_signed_by(office.folder.checkpoint(), old.public)


def test_one_process_signs_at_a_time(office):
    other = Signer(office.book, office.settings)
    assert office.signer.remembered.take_lock()
    assert not other.remembered.take_lock()
    office.signer.remembered.let_go()
    assert other.remembered.take_lock()
    other.remembered.let_go()


def test_a_log_under_another_name_is_not_signed_where_nothing_says_why(office):
    office.record(3)
    office.sign()
    office.past("UPDATE log_heads SET origin = 'minutebook/other'")
    refused(office, Case.RENAMED, "no entry says")
    assert office.folder.path.name == DEFAULT
