"""The tree over the leaves of a log, made anew, beside its tiles and an earlier tree."""

from collections.abc import Sequence
from hashlib import sha256

from service.tlog.folder import LogFolder
from service.tlog.tiles import HEIGHT, WIDTH, path
from service.tlog.tree import HASH, CompactRange
from service.tlog.verifying.differences import Differences
from service.tlog.verifying.findings import Reason, Report


def leaf_hashes(leaves: Sequence[bytes]) -> list[bytes]:
    """Return the hashes of leaves; written out here, since there are very many."""
    return [sha256(b"\0" + leaf).digest() for leaf in leaves]


def _over(hashes: list[bytes]) -> bytes:
    """Return the root over a whole row of hashes."""
    while len(hashes) > 1:
        row, both = b"".join(hashes), range(0, HASH * len(hashes), 2 * HASH)
        hashes = [sha256(b"\1" + row[at : at + 2 * HASH]).digest() for at in both]
    return hashes[0]


class Tree:
    """The root over bundles that come one after the other; only the last may be partial."""

    def __init__(self) -> None:
        """Begin empty."""
        self._whole = CompactRange()
        self._rest = b""
        self._size = 0

    def add(self, hashes: list[bytes], root: bytes | None = None) -> bytes | None:
        """Add the leaves of a bundle; return the root of a whole one, which may be known."""
        self._size += len(hashes)
        if len(hashes) == WIDTH:
            root = root or _over(hashes)
            self._whole.append(root)
            return root
        self._rest = _packed(hashes)
        return None

    def root(self) -> bytes:
        """Return the root."""
        return _root(self._size, self._whole.packed() + self._rest)

    def root_with(self, hashes: list[bytes]) -> bytes:
        """Return the root that it would have with a few leaves more."""
        return _root(self._size + len(hashes), self._whole.packed() + _packed(hashes))


def _packed(hashes: list[bytes]) -> bytes:
    rest = CompactRange()
    for each in hashes:
        rest.append(each)
    return rest.packed()


def _root(size: int, peaks: bytes) -> bytes:
    if len(peaks) != HASH * size.bit_count():
        return sha256(b"no tree: a bundle is short").digest()
    return CompactRange(size, peaks).root()


class Beside:
    """Holds leaves against the tiles of a log, and against those of an earlier one."""

    def __init__(self, folder: LogFolder, report: Report) -> None:
        """Look for tiles in a folder."""
        self._folder, self._report = folder, report
        self.ours, self.theirs = Tree(), Tree()
        self.differences = Differences()
        self.unlike: list[str] = []
        """Tiles above the first level that are not what follows from the entries."""
        self._row: list[list[bytes]] = []
        self._done: list[int] = []

    def add(self, index: int, hashes: list[bytes], width: int) -> None:
        """Take a bundle: what was read of it, and how many leaves it was to have."""
        root = self.ours.add(hashes)
        stored = self._tile(0, index, width)
        if stored is None or self.differences.compare(index, hashes, stored):
            self.theirs.add(hashes, root)
        else:
            self.theirs.add([stored[at : at + HASH] for at in range(0, len(stored), HASH)])
        if root is not None:
            self._rise(1, root)

    def finish(self) -> None:
        """Look at the tiles that are not full."""
        for level, row in enumerate(self._row, 1):
            if row:
                self._hold(level, self._done[level - 1], row)

    def _rise(self, level: int, root: bytes) -> None:
        if level > len(self._row):
            self._row.append([])
            self._done.append(0)
        row = self._row[level - 1]
        row.append(root)
        if len(row) == 1 << HEIGHT:
            self._hold(level, self._done[level - 1], row)
            self._row[level - 1] = []
            self._done[level - 1] += 1
            self._rise(level + 1, _over(row))

    def _hold(self, level: int, index: int, row: list[bytes]) -> None:
        stored = self._tile(level, index, len(row))
        if stored is not None and stored != b"".join(row):
            where = path(level, index, len(row))
            self.unlike.append(f"{where} is not what follows from the entries")

    def _tile(self, level: int, index: int, width: int) -> bytes | None:
        try:
            stored = self._folder.tile(level, index, width)[: width * HASH]
        except FileNotFoundError as missing:
            self._report.found(Reason.TILE, str(missing))
            return None
        if len(stored) < width * HASH:
            self._report.found(Reason.TILE, f"{path(level, index, width)} is too short")
            return None
        return stored
