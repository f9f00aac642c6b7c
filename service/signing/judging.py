"""What is the case with a log: entry after entry is held against what was signed."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from sqlalchemy import Connection, select

from service.ledger.read import Head
from service.ledger.tables import ENTRIES
from service.signing import refusals
from service.signing.refusals import Unsignable
from service.tlog.checkpoints import Checkpoint
from service.tlog.folder import LogFolder
from service.tlog.tiles import WIDTH, path, subtree, tiles_of
from service.tlog.tree import HASH, CompactRange, leaf_hash

_CHUNK: Final = 2_000

Tick = Callable[[], object]


class Leaf(NamedTuple):
    """An entry as it stands in the database."""

    position: int
    leaf: bytes
    hash: bytes


def leaves(connection: Connection, secretariat: str, after: int, last: int) -> Iterator[Leaf]:
    """Yield the entries that follow a position, up to another; some may be missing."""
    while after < last:
        found = connection.execute(
            select(ENTRIES.c.position, ENTRIES.c.leaf, ENTRIES.c.hash)
            .where(
                ENTRIES.c.secretariat == secretariat,
                ENTRIES.c.position > after,
                ENTRIES.c.position <= last,
            )
            .order_by(ENTRIES.c.position)
            .limit(_CHUNK)
        ).all()
        for position, leaf, beside in found:
            yield Leaf(position, leaf, beside)
        if len(found) < _CHUNK:
            return
        after = found[-1][0]


def hashes_after(connection: Connection, secretariat: str, after: int, last: int) -> bytes:
    """Return the hashes of the entries that follow a position. Raises `Unsignable`."""
    found = bytearray()
    for at, each in enumerate(leaves(connection, secretariat, after, last), start=after + 1):
        hashed = leaf_hash(each.leaf)
        if each.position != at:
            raise refusals.false_head(last)
        if hashed != each.hash:
            raise refusals.false_hash(at)
        found += hashed
    if len(found) != (last - after) * HASH:
        raise refusals.false_head(last)
    return bytes(found)


def judge(
    connection: Connection,
    secretariat: str,
    head: Head,
    signed: Checkpoint,
    folder: LogFolder,
    tick: Tick = lambda: None,
) -> Unsignable | None:
    """Hold every entry against what was signed; return what is the case, None where all is well."""
    if wrong := _damaged(folder, signed):
        stands = _stands(connection, secretariat, head, signed)
        return wrong if stands else refusals.elsewhere(signed.size)
    seen = _Seen(_signed_hashes(folder, signed.size))
    for each in leaves(connection, secretariat, 0, head.size):
        seen.look(each)
        tick()
    seen.end(min(head.size, signed.size))
    return seen.case(head, signed.size)


def _stands(connection: Connection, secretariat: str, head: Head, signed: Checkpoint) -> bool:
    """Tell without the tiles whether the entries are those that were signed."""
    if head.size < signed.size:
        return False
    try:
        return _root(connection, secretariat, signed.size) == signed.root
    except Unsignable:
        return False


def _root(connection: Connection, secretariat: str, size: int) -> bytes:
    """Return the root of the first entries as they are now. Raises `Unsignable`."""
    tree, hashes = CompactRange(), hashes_after(connection, secretariat, 0, size)
    for at in range(0, len(hashes), HASH):
        tree.append(hashes[at : at + HASH])
    return tree.root()


class _Seen:
    """What was seen of a log, entry after entry."""

    def __init__(self, signed: Iterator[bytes]) -> None:
        self._signed = signed
        self._tree, self._at = CompactRange(), 0
        self._first = self._changed = self._missing = 0
        self._beside: int | None = None

    def look(self, entry: Leaf) -> None:
        """Look at the next entry that is there."""
        self._skip(entry.position - 1)
        self._at += 1
        hashed = leaf_hash(entry.leaf)
        self._tree.append(hashed)
        if hashed != entry.hash and self._beside is None:
            self._beside = self._at
        if next(self._signed, hashed) != hashed:
            self._differs()

    def end(self, position: int) -> None:
        """Say that nothing follows, of what was to reach to that position."""
        self._skip(position)

    def _skip(self, position: int) -> None:
        while self._at < position:
            self._at += 1
            if next(self._signed, None) is not None:
                self._missing += 1
                self._differs()

    def _differs(self) -> None:
        self._first = self._first or self._at
        self._changed += 1

    def case(self, head: Head, signed: int) -> Unsignable | None:
        """Return what is the case."""
        if self._changed:
            to_the_end = self._changed == min(head.size, signed) - self._first + 1
            if to_the_end and not self._missing:
                return refusals.forked(self._first, head.size, signed)
            return refusals.tampered(self._first, self._changed)
        if head.size < signed:
            return refusals.restored(head.size, signed)
        if self._beside is not None:
            return refusals.false_hash(self._beside)
        if (self._tree.size, self._tree.packed()) != (head.size, head.peaks):
            return refusals.false_head(head.size)
        return None


def _signed_hashes(folder: LogFolder, size: int) -> Iterator[bytes]:
    for level, index, width in tiles_of(size):
        if level == 0:
            held = folder.tile(0, index, width)
            for at in range(0, width * HASH, HASH):
                yield held[at : at + HASH]


def _damaged(folder: LogFolder, signed: Checkpoint) -> Unsignable | None:
    """Tell whether the tiles are not wholly those of what was signed."""
    tree = CompactRange()
    try:
        for hashed in _signed_hashes(folder, signed.size):
            if len(hashed) != HASH:
                return refusals.damaged(str(folder.path))
            tree.append(hashed)
        for level, index, width in tiles_of(signed.size):
            held = folder.tile(level, index, width)
            for at in range(width if level else 0):
                below = folder.tile(level - 1, index * WIDTH + at, WIDTH)
                if len(below) != WIDTH * HASH or held[at * HASH : at * HASH + HASH] != subtree(
                    below
                ):
                    return refusals.damaged(str(folder.path / path(level, index, width)))
    except FileNotFoundError as error:
        return refusals.damaged(str(error))
    return None if tree.root() == signed.root else refusals.damaged(str(folder.path))
