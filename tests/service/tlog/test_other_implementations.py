"""Logs of ours as another implementation of the same specifications sees them.

It is `aics-tlog`, which needs Python 3.12; with an older one these tests are skipped.
"""

import pytest

from service.tlog import notes
from service.tlog.folder import LogFolder
from service.tlog.proofs import consistency, inclusion
from service.tlog.tree import leaf_hash
from tests import logs

other = pytest.importorskip("aics_tlog", reason="aics-tlog is not installed; it needs Python 3.12")
SIZES = [1, 2, 255, 256, 257, 700]


@pytest.fixture
def written(tmp_path, request):
    some = logs.leaves(request.param)
    logs.write(tmp_path, some)
    return some, LogFolder(tmp_path)


@pytest.mark.parametrize("written", SIZES, indirect=True)
def test_it_finds_the_checkpoint_signed_and_every_tile_and_bundle_under_its_root(written):
    some, folder = written
    key = other.parse_vkey(str(logs.KEY.public.named(logs.ORIGIN)))

    told = other.verify_checkpoint(
        other.parse_note(folder.checkpoint()), key, expected_origin=logs.ORIGIN
    )

    assert told.ok, told
    reader = other.FileSystemTileReader(folder.path)
    other.audit_tiles(reader, len(some), logs.root_of(some), entries=True)
    assert other.tree_root_from_tiles(reader, len(some)) == logs.root_of(some)
    assert other.read_entry(reader, len(some) - 1, len(some)) == some[-1]


@pytest.mark.parametrize("written", SIZES, indirect=True)
def test_it_makes_and_takes_the_same_proofs(written):
    some, folder = written
    size, root = len(some), logs.root_of(some)
    reader, tree = other.FileSystemTileReader(folder.path), folder.tree()

    for index in sorted({0, size // 2, size - 1}):
        proof = inclusion(index, size, tree)
        assert proof == other.inclusion_proof_from_tiles(reader, index, size)
        assert other.verify_inclusion(leaf_hash(some[index]), index, size, proof, root)
    for old in sorted({1, size // 2 or 1, size}):
        proof = consistency(old, size, tree)
        assert proof == other.consistency_proof_from_tiles(reader, old, size)
        assert other.verify_consistency(old, size, logs.root_of(some[:old]), root, proof)


def test_a_key_of_ours_is_read_by_it():
    read = other.parse_vkey(str(logs.KEY.public))

    assert (read.name, str(notes.PublicKey.read(other.format_vkey(read)))) == (
        logs.KEY.public.name,
        str(logs.KEY.public),
    )
