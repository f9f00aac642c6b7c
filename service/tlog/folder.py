"""A log as a folder of files that never change, but for its checkpoint: read by anybody.

`checkpoint` is the newest; the tiles and bundles lie beside it where C2SP tlog-tiles has them. With
the private values, or some of them, goes `disclosures/`: a file of JSON lines for each bundle, with
a line for each value (`service.tlog.disclosures`).
"""

from pathlib import Path
from typing import Final

from service.tlog.proofs import Node
from service.tlog.tiles import Level, leaves_of, nodes_of, path

CHECKPOINT: Final = "checkpoint"


class LogFolder:
    """The files of one log."""

    def __init__(self, folder: Path) -> None:
        """Look into a folder; it need not be there yet."""
        self.path = folder

    def checkpoint(self) -> str | None:
        """Return the newest checkpoint, a signed note; None where nothing was signed yet."""
        try:
            return (self.path / CHECKPOINT).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def node(self, height: int, index: int) -> bytes:
        """Return the root of a perfect subtree. Raises `FileNotFoundError`, `ValueError`."""
        return nodes_of(self.tile, 1)(height, index)

    def tree(self) -> Node:
        """Return the nodes of the tree, for many questions at once."""
        return nodes_of(self.tile)

    def tile(self, level: int, index: int, wide: int) -> bytes:
        """Return a tile with at least `wide` hashes. Raises `FileNotFoundError`."""
        return self._widest(level, index, wide).read_bytes()

    def leaves(self, index: int, width: int) -> list[bytes]:
        """Return the first `width` leaves of a bundle. Raises as `tile`, or `ValueError`."""
        return list(leaves_of(self._widest("entries", index, width).read_bytes()))[:width]

    def disclosures(self, index: int) -> Path:
        """Return where the private values of a bundle lie, if they were given out."""
        return self.path / f"{path('entries', index).replace('tile/entries', 'disclosures')}.jsonl"

    def _widest(self, level: Level, index: int, wide: int) -> Path:
        whole = self.path / path(level, index)
        if whole.exists():
            return whole
        partial = whole.with_name(f"{whole.name}.p")
        widths = [int(each) for each in _names(partial) if each.isdecimal()]
        wider = [each for each in widths if each >= wide]
        if not wider:
            raise FileNotFoundError(f"{self.path / path(level, index, wide)} is missing")
        return partial / str(min(wider))


def _names(folder: Path) -> list[str]:
    try:
        return [each.name for each in folder.iterdir()]
    except FileNotFoundError:
        return []
