"""What the entries say of their own order: position, time, revision, and whose log it is."""

import re
from typing import Final

from service.tlog.verifying.findings import Reason, Report
from service.tlog.verifying.leaf_form import Fields, Malformed, parsed

SUCCESSION: Final = b"log.succeeded"

_INSTANT: Final = re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
_MOST_MISSING: Final = 10_000


class Sequence:
    """Follows the entries of a log from the first to the last."""

    def __init__(self, report: Report) -> None:
        """Begin before the first entry."""
        self._report = report
        self._next = 1
        self._missing: set[int] = set()
        self._time = b""
        self._revisions: dict[bytes, int] = {}
        self._log = b""
        self.succeeded: dict[str, int] = {}
        """The logs that this one goes on from, and how many entries it has of each."""

    def follow(self, fields: Fields, leaf: bytes) -> int:
        """Take the next entry, and return the position that it gives itself."""
        log, at, moment, given, stream, _ = fields
        position, revision = int(at), int(given)
        if position == self._next:
            self._next = position + 1
        else:
            self._out_of_place(position)
        if moment != self._time:
            self._at(position, moment)
        before = self._revisions.get(stream, 0)
        if revision != before + 1:
            words = f"revision {revision} of {stream.decode()} comes after {before}"
            self._report.found(Reason.ORDER, words, position)
        self._revisions[stream] = revision
        if log != self._log:
            self._of_another(position, fields, leaf)
        return position

    def pass_over(self, number: int) -> None:
        """Go on after an entry that could not be read."""
        self._next = max(self._next, number + 1)

    def finish(self, origin: str) -> None:
        """Say what is missing, and whether the last entries are of the log that was signed."""
        for each in sorted(self._missing):
            self._report.found(Reason.MISSING, "the entries beside it are there", each)
        if self._log and self._log.decode() != origin:
            words = f"the entries are of {self._log.decode()}, the checkpoint is of {origin}"
            self._report.found(Reason.ORIGIN, words)

    def _out_of_place(self, position: int) -> None:
        if position > self._next:
            gap = range(self._next, min(position, self._next + _MOST_MISSING))
            self._missing.update(gap)
            self._next = position + 1
        elif position in self._missing:
            self._missing.discard(position)
            self._report.found(Reason.ORDER, "it comes after later entries", position)
        else:
            words = f"it is there twice, or another says so: entry {self._next} was to come"
            self._report.found(Reason.POSITION, words, position)

    def _at(self, position: int, moment: bytes) -> None:
        if not _INSTANT.fullmatch(moment):
            self._report.found(Reason.FORM, "its time is not in the form of a log", position)
        elif moment < self._time:
            words = f"recorded at {moment.decode()}, after one of {self._time.decode()}"
            self._report.found(Reason.TIME, words, position)
        self._time = moment

    def _of_another(self, position: int, fields: Fields, leaf: bytes) -> None:
        log, *_, kind = fields
        if self._log and not (kind == SUCCESSION and _succeeds(leaf, self._log)):
            words = f"it is of {log.decode()}, those before it are of {self._log.decode()}"
            self._report.found(Reason.ORIGIN, words, position)
        elif self._log:
            self.succeeded[self._log.decode()] = position - 1
        self._log = log


def _succeeds(leaf: bytes, before: bytes) -> bool:
    try:
        origin = parsed(leaf)["data"].get("origin")
    except Malformed:
        return False
    return isinstance(origin, str) and origin.encode() == before
