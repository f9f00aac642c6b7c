"""The compact range gives the root of RFC 6962, and can be put down and taken up at any size."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.tlog.tree import HASH, CompactRange, leaf_hash, node_hash

# The test vectors of Certificate Transparency's reference implementation (RFC 6962).
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def tree_hash(leaves):
    """Return the Merkle tree hash by its definition in RFC 6962, section 2.1."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\1" + tree_hash(leaves[:half]) + tree_hash(leaves[half:])).digest()


def grown(leaves):
    tree = CompactRange()
    for leaf in leaves:
        tree.append(leaf_hash(leaf))
    return tree


def test_an_empty_tree_has_the_hash_of_nothing():
    assert CompactRange().root().hex() == (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
    assert CompactRange().packed() == b""


@pytest.mark.parametrize("size", range(1, 9))
def test_the_known_leaves_have_the_known_roots(size):
    assert grown(LEAVES[:size]).root().hex() == ROOTS[size - 1]


def test_leaves_and_inner_nodes_are_told_apart():
    left, right = leaf_hash(b"left"), leaf_hash(b"right")

    assert node_hash(left, right) == sha256(b"\1" + left + right).digest()
    assert node_hash(left, right) != leaf_hash(left + right)


def test_the_root_is_the_one_of_the_definition_at_every_size():
    leaves = [str(number).encode() for number in range(1_000)]
    tree = CompactRange()
    for size, leaf in enumerate(leaves):
        if size <= 300:
            assert tree.root() == tree_hash(leaves[:size])
        tree.append(leaf_hash(leaf))

    assert tree.root() == tree_hash(leaves)


def test_a_tree_is_taken_up_where_it_was_put_down_at_every_size():
    leaves = [str(number).encode() for number in range(300)]
    packed = b""
    for size, leaf in enumerate(leaves):
        tree = CompactRange(size, packed)
        tree.append(leaf_hash(leaf))
        packed = tree.packed()

        assert len(packed) == HASH * (size + 1).bit_count()
        assert CompactRange(size + 1, packed).root() == tree.root()

    assert CompactRange(300, packed).root() == tree_hash(leaves)


@given(st.lists(st.binary(max_size=4), max_size=40), st.integers(0, 40))
def test_it_does_not_matter_where_a_tree_was_put_down(leaves, cut):
    first, rest = leaves[:cut], leaves[cut:]
    tree = CompactRange(len(first), grown(first).packed())
    for leaf in rest:
        tree.append(leaf_hash(leaf))

    assert (tree.size, tree.root()) == (len(leaves), tree_hash(leaves))


@pytest.mark.parametrize(
    ("size", "peaks"), [(0, 1), (1, 0), (1, 2), (2, 2), (3, 1), (7, 2), (8, 3)]
)
def test_a_range_that_does_not_fit_the_size_is_refused(size, peaks):
    with pytest.raises(ValueError, match=f"a tree of {size} leaves has {size.bit_count()} peaks"):
        CompactRange(size, bytes(HASH * peaks))
