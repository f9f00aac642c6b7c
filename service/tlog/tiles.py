"""Tiles: a tree and its leaves as files that never change (C2SP tlog-tiles).

A tile is 256 hashes in a row, each the root of 256 ** level leaves; a bundle is the 256 leaves of a
tile of level 0. The last of each is partial, and gives way to a wider one as the log grows.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final, Literal

from service.tlog.proofs import Node
from service.tlog.tree import HASH, node_hash

WIDTH: Final = 256
HEIGHT: Final = 8
_LONGEST: Final = (1 << 16) - 1

Level = int | Literal["entries"]
Fetch = Callable[[int, int, int], bytes]
"""The bytes of a tile by level, index, and how many hashes of it are wanted at least."""


def path(level: Level, index: int, width: int = WIDTH) -> str:
    """Return where a tile or bundle lies in a log, such as `tile/0/x001/234.p/7`."""
    digits = f"{index % 1000:03}"
    while index := index // 1000:
        digits = f"x{index % 1000:03}/{digits}"
    return f"tile/{level}/{digits}" + ("" if width == WIDTH else f".p/{width}")


def tiles_of(size: int, since: int = 0) -> Iterator[tuple[int, int, int]]:
    """Yield level, index and width of the tiles of a tree, without those whole at size `since`."""
    level, before = 0, since
    while size:
        for index in range(before // WIDTH, size // WIDTH):
            yield level, index, WIDTH
        if size % WIDTH:
            yield level, size // WIDTH, size % WIDTH
        level, size, before = level + 1, size // WIDTH, before // WIDTH


def bundles_of(size: int, since: int = 0) -> Iterator[tuple[int, int]]:
    """Yield index and width of the bundles of a log, without those whole at size `since`."""
    for level, index, width in tiles_of(size, since):
        if level == 0:
            yield index, width


def bundle(leaves: Iterable[bytes]) -> bytes:
    """Return leaves as a bundle: before each its length, as two bytes, the greater first."""
    parts = []
    for leaf in leaves:
        if len(leaf) > _LONGEST:
            raise ValueError(f"a leaf has {len(leaf)} bytes, a bundle takes {_LONGEST}")
        parts += [len(leaf).to_bytes(2, "big"), leaf]
    return b"".join(parts)


def leaves_of(packed: bytes) -> Iterator[bytes]:
    """Yield the leaves of a bundle. Raises `ValueError` where it ends within one."""
    at = 0
    while at < len(packed):
        length = int.from_bytes(packed[at : at + 2], "big")
        at += 2
        if at + length > len(packed):
            raise ValueError("a bundle ends within a leaf")
        yield packed[at : at + length]
        at += length


def subtree(hashes: bytes) -> bytes:
    """Return the root over 2 ** n hashes that stand one after the other."""
    row = [hashes[at : at + HASH] for at in range(0, len(hashes), HASH)]
    while len(row) > 1:
        row = [node_hash(row[at], row[at + 1]) for at in range(0, len(row), 2)]
    return row[0]


def nodes_of(fetch: Fetch, kept: int = 64) -> Node:
    """Return the nodes of a tree from its tiles, the last `kept` of which stay at hand."""
    at_hand = lru_cache(kept)(fetch)

    def node(height: int, index: int) -> bytes:
        level, within = divmod(height, HEIGHT)
        first = index << within
        tile, offset = divmod(first, WIDTH)
        wide = offset + (1 << within)
        held = at_hand(level, tile, wide)
        if len(held) < wide * HASH:
            raise ValueError(f"{path(level, tile)} has fewer than {wide} hashes")
        return subtree(held[offset * HASH : wide * HASH])

    return node
