"""Proofs about a tree: that a leaf is in it, and that it only grew (RFC 6962, section 2.1).

They are made from the roots of perfect subtrees, wherever those are kept, and checked by the
algorithms of RFC 9162, which know nothing of how they were made.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256

from service.tlog.tree import node_hash

Node = Callable[[int, int], bytes]
"""The root of the perfect subtree over leaves [index << height, (index + 1) << height)."""


def root_of(size: int, node: Node) -> bytes:
    """Return the root of the tree of the first `size` leaves."""
    return _root(node, 0, size) if size else sha256(b"").digest()


def inclusion(index: int, size: int, node: Node) -> list[bytes]:
    """Return the proof that leaf `index` (from 0) is in the tree of `size` leaves, leaf first."""
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    path: list[bytes] = []
    first, end = 0, size
    while end - first > 1:
        middle = first + _left(end - first)
        if index < middle:
            path.append(_root(node, middle, end))
            end = middle
        else:
            path.append(_root(node, first, middle))
            first = middle
    return path[::-1]


def consistency(old: int, new: int, node: Node) -> list[bytes]:
    """Return the proof that the tree of `new` leaves begins with the one of `old` leaves."""
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} leaves has no beginning of {old}")
    if old in {0, new}:
        return []
    path: list[bytes] = []
    first, end, known = 0, new, True  # `known`: the verifier has the root of the part at hand
    while old != end:
        middle = first + _left(end - first)
        if old <= middle:
            path.append(_root(node, middle, end))
            end = middle
        else:
            path.append(_root(node, first, middle))
            first, known = middle, False
    return path[::-1] if known else [_root(node, first, end), *path[::-1]]


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Tell whether the proof shows that the leaf of that hash is at `index` of the tree."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for beside in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(beside, found)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Tell whether the proof shows that the one tree begins with the other."""
    if not 0 <= old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    if old == 0:
        return not proof and old_root == sha256(b"").digest()
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        return False
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = path[0]
    for beside in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            before, after = node_hash(beside, before), node_hash(beside, after)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root


def _left(size: int) -> int:
    """Return how many of `size` (more than one) leaves are on the left: a power of two."""
    return 1 << (size - 1).bit_length() - 1


def _root(node: Node, first: int, end: int) -> bytes:
    size = end - first
    height = size.bit_length() - 1
    if size == 1 << height:
        return node(height, first >> height)
    middle = first + _left(size)
    return node_hash(_root(node, first, middle), _root(node, middle, end))
