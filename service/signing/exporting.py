"""The static log: checkpoint, tiles, entry bundles, and the private values where they are wanted.

It can be served by anything that serves files, and is checked without this service. What is there
already is not written again, but for what opens private values: some of that may be gone since.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import orjson
from sqlalchemy import Connection

from events.errors import NotFound, Refused
from service.ledger import read
from service.ledger.disclosing import values_of
from service.signing import durable
from service.signing.growing import tree_of
from service.signing.judging import Tick
from service.signing.signatures import Signature
from service.tlog.checkpoints import Checkpoint
from service.tlog.folder import CHECKPOINT, LogFolder
from service.tlog.proofs import root_of
from service.tlog.tiles import WIDTH, bundle, bundles_of, path, tiles_of
from service.tlog.tree import HASH, leaf_hash

_DISCLOSURES: Final = "disclosures"


class Export:
    """A log on its way into a folder."""

    def __init__(
        self, connection: Connection, secretariat: str, signed: Signature, target: Path
    ) -> None:
        """Make ready; `NotFound` where nothing is signed, `Refused` where another log is there."""
        if signed.checkpoint is None:
            raise NotFound(
                "nothing of this log is signed yet; start the service, or `minutebook sign --once`"
            )
        self._connection, self._secretariat = connection, secretariat
        self._from, self._signed, self._note = signed.folder, signed.checkpoint, signed.note
        self._to = LogFolder(target)
        self._since = self._there()

    def _there(self) -> int:
        """Return how many entries are in the folder already."""
        note = self._to.checkpoint()
        if note is None:
            return 0
        held = Checkpoint.unproven(note)
        goes_on = held.origin == self._signed.origin and held.size <= self._signed.size
        if not goes_on or root_of(held.size, tree_of(self._from, held.size)) != held.root:
            raise Refused(
                f"{self._to.path} holds another log than this one, or one that goes on otherwise; "
                "keep that as evidence, and name another folder"
            )
        return held.size

    def write(self, tick: Tick, *, disclosures: bool) -> Checkpoint:
        """Bring the folder up to what is signed, the checkpoint last."""
        if not disclosures and (self._to.path / _DISCLOSURES).exists():
            raise Refused(
                f"private values are in {self._to.path}; go on with --disclosures, or name another "
                "folder"
            )
        for level, index, width in tiles_of(self._signed.size, self._since):
            held = self._from.tile(level, index, width)[: width * HASH]
            durable.put(self._to.path / path(level, index, width), held)
        for index, width in bundles_of(self._signed.size, self._since):
            durable.put(self._to.path / path("entries", index, width), self._bundle(index, width))
            tick()
        if disclosures:
            self._disclose(tick)
        durable.write(self._to.path / CHECKPOINT, self._note.encode())
        return self._signed

    def _bundle(self, index: int, width: int) -> bytes:
        first = index * WIDTH
        leaves = read.leaves(self._connection, self._secretariat, first + 1, first + width)
        hashed = b"".join(leaf_hash(leaf) for leaf in leaves)
        if hashed != self._from.tile(0, index, width)[: width * HASH]:
            raise Refused(
                f"an entry from {first + 1} to {first + width} is not the one that was signed; "
                "`minutebook sign --check` tells which"
            )
        return bundle(leaves)

    def _disclose(self, tick: Tick) -> None:
        for index, width in bundles_of(self._signed.size):
            lines = b"".join(self._lines(self._to.leaves(index, width)))
            place = self._to.disclosures(index)
            if not place.exists() or place.read_bytes() != lines:
                durable.put(place, lines)
            tick()

    def _lines(self, leaves: list[bytes]) -> Iterator[bytes]:
        contents = [orjson.loads(leaf) for leaf in leaves]
        values = values_of(self._connection, self._secretariat, contents)
        for content in contents:
            position = content["position"]
            for value in values[position]:
                yield orjson.dumps(
                    {"position": position, **value}, option=orjson.OPT_APPEND_NEWLINE
                )
