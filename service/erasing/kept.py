"""The erasures of a deployment in a file of their own, so that no backup brings back what is gone.

It lies outside the database and holds digests, never a name: a line of JSON for each entry
`privacy.erased`, with the origin of its log.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson

NAME: Final = "erasures.jsonl"

_DATA: Final = ("erasure", "digests", "basis", "requested_by", "approved_by", "person")


class Noted(NamedTuple):
    """What an entry says: of which log it is, and its data."""

    origin: str
    data: dict[str, Any]

    @property
    def digests(self) -> frozenset[str]:
        """The digests of what is gone."""
        return frozenset(self.data["digests"])


class Erasures:
    """The file."""

    def __init__(self, folder: Path) -> None:
        """Keep it in the folder of the data."""
        self._path = folder / NAME

    def read(self) -> list[Noted]:
        """Return what is noted; a last line that was cut off by a crash is passed over."""
        if not self._path.exists():
            return []
        lines = self._path.read_bytes().split(b"\n")[:-1]
        return [Noted(line["origin"], line["data"]) for line in map(orjson.loads, lines) if line]

    def digests(self) -> frozenset[str]:
        """Return the digests of all that is gone."""
        return frozenset(digest for each in self.read() for digest in each.digests)

    def add(self, found: Iterable[Noted]) -> None:
        """Note entries that are not noted yet; it is on disk when this returns."""
        known = {(each.origin, digest) for each in self.read() for digest in each.digests}
        new = [
            each for each in found if any((each.origin, one) not in known for one in each.digests)
        ]
        if not new:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._mend()
        lines = b"".join(map(_line, new))
        with self._path.open("ab", buffering=0) as file:  # whole, beside what others add
            file.write(lines)
            os.fsync(file.fileno())

    def _mend(self) -> None:
        """Take off a last line that was cut off."""
        if self._path.exists() and (held := self._path.read_bytes()) and held[-1:] != b"\n":
            with self._path.open("r+b") as file:
                file.truncate(held.rfind(b"\n") + 1)


def _line(noted: Noted) -> bytes:
    data = {name: noted.data[name] for name in _DATA if name in noted.data}
    told = {"origin": noted.origin, "data": data}
    return orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE)
