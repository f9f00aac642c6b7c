"""What others have published: trees and proofs of RFC 6962, canonical JSON of RFC 8785.

The tree is the one that the tests of Certificate Transparency have used from the beginning.
"""

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from service.tlog.folder import LogFolder
from service.tlog.proofs import (
    consistency,
    inclusion,
    is_consistent,
    is_included,
    root_of,
)
from service.tlog.tree import CompactRange, leaf_hash, node_hash
from service.tlog.verifying.leaf_form import Forms, Malformed, parsed
from tests import logs

INPUTS = [
    bytes.fromhex(each)
    for each in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
FIRST_OF_EIGHT = [
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
]


def node(height, index):
    row = [leaf_hash(each) for each in INPUTS[index << height : (index + 1) << height]]
    while len(row) > 1:
        row = [node_hash(*row[at : at + 2]) for at in range(0, len(row), 2)]
    return row[0]


def test_the_trees_have_the_published_roots():
    tree = CompactRange()
    for size, root in enumerate(ROOTS):
        assert tree.root().hex() == root_of(size, node).hex() == root
        if size < len(INPUTS):
            tree.append(leaf_hash(INPUTS[size]))


def test_the_proofs_are_the_published_ones():
    path = inclusion(0, 8, node)

    assert [each.hex() for each in path] == FIRST_OF_EIGHT
    assert [each.hex() for each in consistency(1, 8, node)] == FIRST_OF_EIGHT
    assert is_included(leaf_hash(b""), 0, 8, path, bytes.fromhex(ROOTS[8]))


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """The tiles over 65,537 leaves, and the roots of its trees about that size."""
    folder, tree, roots = tmp_path_factory.mktemp("large"), CompactRange(), {}
    hashes = [leaf_hash(str(at).encode()) for at in range(65_537)]
    for each in hashes:
        tree.append(each)
        roots[tree.size] = tree.root() if tree.size in SIZES else None
    logs.write_tiles_over(folder, hashes)
    return LogFolder(folder).tree(), hashes, roots


SIZES = (1, 255, 256, 257, 65_535, 65_536, 65_537)


@pytest.mark.parametrize("size", SIZES)
def test_trees_at_the_edges_of_tiles_are_proven_from_tiles(large, size):
    tree, hashes, roots = large

    assert root_of(size, tree) == roots[size]
    for index in {0, size // 2, size - 1}:
        path = inclusion(index, size, tree)
        assert is_included(hashes[index], index, size, path, roots[size])
    proof = consistency(size, 65_537, tree)
    assert is_consistent(size, 65_537, roots[size], roots[65_537], proof)


def leaf_with(value):
    """Return a leaf with a value in it that is written out already."""
    return logs.canonical(logs.content(1, data={"x": 0})).replace(b'{"x":0}', b'{"x":%s}' % value)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        (
            rb'"\u20ac$\u000F\u000aA\u0027\u0042\u0022\u005c\\\"\/"',
            '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"',
        ),
        (b"[null, true, false]", "[null,true,false]"),
        (b"[56,  1e1]", None),
        (b'{"b":1,"a":2}', '{"a":2,"b":1}'),
        (b"-0", "0"),
        (b"9007199254740992", None),
        (b'"\\ud800"', None),
    ],
)
def test_of_all_ways_to_write_a_value_only_that_of_rfc_8785_is_taken(written, canonical):
    with pytest.raises(Malformed):
        parsed(leaf_with(written))
    if canonical is not None:
        assert parsed(leaf_with(canonical.encode()))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 53) + 1, (1 << 53) - 1) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abcXYZ_/~0", max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=30)
@given(VALUES, VALUES)
def test_what_another_implementation_writes_is_taken_as_it_is(one, other):
    forms = Forms()
    for at, value in enumerate((one, one, other), 1):
        content = logs.content(at, data={"value": value})
        leaf = rfc8785.dumps(content)

        assert parsed(leaf) == content
        assert forms.read(leaf)[1] == str(at).encode()
        with pytest.raises(Malformed):
            forms.read(leaf.replace(b'"v":1', b'"v": 1'))
