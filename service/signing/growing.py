"""A tree of tiles that grows: whole tiles once, the right edge anew each time."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from service.signing import durable
from service.tlog.folder import LogFolder
from service.tlog.proofs import Node
from service.tlog.tiles import HEIGHT, WIDTH, nodes_of, path, subtree, tiles_of
from service.tlog.tree import HASH, CompactRange

_ROW: Final = WIDTH * HASH
_KEPT: Final = 64


def tree_of(folder: LogFolder, size: int) -> Node:
    """Return the nodes of the tree of a size, from tiles that have at least that many hashes.

    Raises `FileNotFoundError` or `ValueError` where one has not.
    """

    @lru_cache(_KEPT)
    def held(level: int, index: int) -> bytes:
        width = min(WIDTH, (size >> (HEIGHT * level)) - index * WIDTH)
        return folder.tile(level, index, width)

    return nodes_of(lambda level, index, _: held(level, index), kept=0)


def range_of(node: Node, size: int) -> CompactRange:
    """Return the right edge of the tree of a size."""
    packed, end = b"", 0
    for height in reversed(range(size.bit_length())):
        if size >> height & 1:
            packed += node(height, end >> height)
            end += 1 << height
    return CompactRange(size, packed)


def grow(folder: LogFolder, size: int, hashes: bytes) -> None:
    """Write the tiles of a tree of `size` leaves to which the leaves of `hashes` are added."""
    new = size + len(hashes) // HASH
    rows = _Rows(folder, size)
    for level, row in rows.grown(hashes):
        first = (size >> (HEIGHT * level)) // WIDTH
        for at in range(0, len(row), _ROW):
            content = row[at : at + _ROW]
            place = path(level, first + at // _ROW, len(content) // HASH)
            durable.write(folder.path / place, content)
    _clear(folder, size, new)


class _Rows:
    """The hashes of each level, from the first of the tile that is at the right edge."""

    def __init__(self, folder: LogFolder, size: int) -> None:
        self._folder, self._size = folder, size

    def grown(self, hashes: bytes) -> Iterator[tuple[int, bytes]]:
        level, size = 0, self._size
        while True:
            edge = size % WIDTH
            before = self._folder.tile(level, size // WIDTH, edge)[: edge * HASH] if edge else b""
            row = before + hashes
            if not row:
                return
            yield level, row
            hashes = b"".join(
                subtree(row[at : at + _ROW]) for at in range(0, len(row) - _ROW + 1, _ROW)
            )
            level, size = level + 1, size // WIDTH


def _clear(folder: LogFolder, size: int, new: int) -> None:
    """Remove partial tiles that nobody asks for who read the checkpoint now, or the one before."""
    wanted = {folder.path / path(*tile) for each in (size, new) for tile in _partial(each)}
    for folders in {tile.parent.parent for tile in wanted}:
        for parts in folders.glob("*.p"):
            for part in parts.iterdir():
                if part not in wanted:
                    part.unlink()
            if not any(parts.iterdir()):
                parts.rmdir()


def _partial(size: int) -> Iterator[tuple[int, int, int]]:
    return (tile for tile in tiles_of(size, size) if tile[2] < WIDTH)
