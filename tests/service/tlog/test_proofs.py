"""Proofs: every leaf of every tree can be shown, every tree to begin with every older one.

What is expected follows from the definitions of RFC 6962; nothing that differs by a bit passes.
"""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.tlog import tiles
from service.tlog.proofs import consistency, inclusion, is_consistent, is_included, root_of
from service.tlog.tree import HASH, CompactRange, leaf_hash, node_hash

LEAVES = [leaf_hash(str(at).encode()) for at in range(1_300)]


def tree_hash(leaves):
    """Return the Merkle tree hash by its definition in RFC 6962, section 2.1."""
    if len(leaves) == 1:
        return leaves[0]
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(tree_hash(leaves[:middle]), tree_hash(leaves[middle:]))


def node(height, index):
    return tree_hash(LEAVES[index << height : (index + 1) << height])


def compact(size):
    tree = CompactRange()
    for leaf in LEAVES[:size]:
        tree.append(leaf)
    return tree


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13, 255, 256, 257, 1_025])
def test_the_root_is_the_one_that_the_writer_of_the_log_has(size):
    assert root_of(size, node) == compact(size).root() == tree_hash(LEAVES[:size])


def test_the_root_of_no_leaves_is_the_hash_of_nothing():
    assert root_of(0, node) == sha256(b"").digest() == compact(0).root()


@given(st.integers(1, 300), st.data())
def test_a_leaf_is_shown_at_its_place_and_nowhere_else(size, data):
    index = data.draw(st.integers(0, size - 1))
    root, proof = tree_hash(LEAVES[:size]), inclusion(index, size, node)

    assert is_included(LEAVES[index], index, size, proof, root)
    assert not is_included(LEAVES[-1], index, size, proof, root)
    assert not is_included(LEAVES[index], index, size, [*proof, LEAVES[0]], root)
    assert not is_included(LEAVES[index], size, size, proof, root)
    if proof:
        assert not is_included(LEAVES[index], index, size, proof[:-1], root)
        assert not is_included(LEAVES[index], index ^ 1, size, proof, root)


@given(st.integers(0, 300), st.data())
def test_a_tree_is_shown_to_begin_with_an_older_one(new, data):
    old = data.draw(st.integers(0, new))
    roots = compact(old).root(), compact(new).root()
    proof = consistency(old, new, node)

    assert is_consistent(old, new, *roots, proof)
    assert not is_consistent(old, new, *roots, [*proof, LEAVES[-1]])
    assert not is_consistent(old, new, LEAVES[-1], roots[1], proof)
    assert not is_consistent(new + 1, new, *roots, proof)
    if old:
        assert not is_consistent(old, new, roots[0], LEAVES[-1], proof)
    if proof:
        assert not is_consistent(old, new, *roots, proof[1:])
        assert not is_consistent(old, new, *roots, [LEAVES[-1], *proof[1:]])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 2)])
def test_a_leaf_that_is_not_there_has_no_proof(index, size):
    with pytest.raises(ValueError, match="has no leaf"):
        inclusion(index, size, node)


def test_a_tree_has_no_beginning_longer_than_itself():
    with pytest.raises(ValueError, match="has no beginning of 4"):
        consistency(4, 3, node)


@pytest.mark.parametrize(
    ("level", "index", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"),
        (1, 1234067, 256, "tile/1/x001/x234/067"),
        (0, 1000, 7, "tile/0/x001/000.p/7"),
        ("entries", 999, 255, "tile/entries/999.p/255"),
    ],
)
def test_a_tile_lies_where_other_tools_look_for_it(level, index, width, path):
    assert tiles.path(level, index, width) == path


def test_a_tree_of_70_000_has_the_tiles_of_the_specification():
    found = list(tiles.tiles_of(70_000))

    assert [each for each in found if each[2] < 256] == [(0, 273, 112), (1, 1, 17), (2, 0, 1)]
    assert len(found) == 273 + 1 + 1 + 1 + 1


def test_a_tree_of_256_has_a_whole_tile_and_one_of_a_single_hash():
    assert list(tiles.tiles_of(256)) == [(0, 0, 256), (1, 0, 1)]


@given(st.integers(0, 600), st.integers(0, 600))
def test_what_was_whole_before_is_not_named_again(one, other):
    since, size = sorted((one, other))
    before = {each for each in tiles.tiles_of(since) if each[2] == 256}

    assert {*tiles.tiles_of(size, since)} == {*tiles.tiles_of(size)} - before


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_a_bundle_gives_its_leaves_back(leaves):
    assert list(tiles.leaves_of(tiles.bundle(leaves))) == leaves


def test_a_bundle_that_was_cut_says_so():
    with pytest.raises(ValueError, match="ends within a leaf"):
        list(tiles.leaves_of(tiles.bundle([b"leaf"])[:-1]))


def test_a_leaf_too_long_for_a_bundle_is_refused():
    with pytest.raises(ValueError, match="a bundle takes 65535"):
        tiles.bundle([bytes(1 << 16)])


@pytest.mark.parametrize("size", [1, 255, 256, 257, 700, 1_300])
def test_proofs_from_tiles_are_those_from_the_leaves(size):
    def fetch(level, index, wide):
        assert wide <= 256
        held = [LEAVES[:size], *([] if size < 256 else [whole(size)])][level]
        return b"".join(held[index * 256 : (index + 1) * 256])

    of_tiles = tiles.nodes_of(fetch)

    for index in (0, size // 2, size - 1):
        assert inclusion(index, size, of_tiles) == inclusion(index, size, node)
    assert root_of(size, of_tiles) == compact(size).root()


def whole(size):
    return [tree_hash(LEAVES[at : at + 256]) for at in range(0, size - size % 256, 256)]


def test_a_tile_that_is_too_narrow_is_told():
    of_tiles = tiles.nodes_of(lambda _level, _index, _wide: bytes(HASH))

    with pytest.raises(ValueError, match="tile/0/000 has fewer than 2 hashes"):
        of_tiles(1, 0)
