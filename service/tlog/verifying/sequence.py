"""What the entries say of their own order: position, time, revision, and whose log it is."""

import re
from typing import Final

from service.tlog.verifying.findings import Reason, Report
from service.tlog.verifying.leaf_form import Fields, Malformed, parsed

SUCCESSION: Final = b"log.succeeded"

_INSTANT: Final = re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
_MOST_MISSING: Final = 100


class Sequence:
    """Follows the entries of a log from the first to the last."""

    def __init__(self, report: Report) -> None:
        """Begin before the first entry."""
        self._report = report
        self._next = 1
        self._odd: int | None = None
        self._time = b""
        self._revisions: dict[bytes, int] = {}
        self._log = b""
        self.succeeded: dict[str, int] = {}
        """The logs that this one goes on from, and how many entries it has of each."""

    def follow(self, fields: Fields, leaf: bytes) -> int:
        """Take the next entry, and return the position that it gives itself."""
        log, at, moment, given, stream, _ = fields
        position, revision = int(at), int(given)
        if position != self._next or self._odd is not None:
            self._place(position)
        else:
            self._next = position + 1
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

    def pass_over(self) -> None:
        """Go on after an entry that could not be read."""
        self._settle()
        self._next += 1

    def finish(self, origin: str) -> None:
        """Say what is missing, and whether the last entries are of the log that was signed."""
        self._settle()
        if self._log and self._log.decode() != origin:
            words = f"the entries are of {self._log.decode()}, the checkpoint is of {origin}"
            self._report.found(Reason.ORIGIN, words)

    def _place(self, position: int) -> None:
        """Take a position that was not to come, or the one after such a one, which explains it."""
        if self._odd is not None and position == self._odd + 1 and position != self._next:
            self._shifted(self._next - 1, self._odd)
            self._odd, self._next = None, position + 1
            return
        self._settle()
        self._odd = None if position == self._next else position
        self._next += 1

    def _shifted(self, expected: int, found: int) -> None:
        if found < expected:
            words = f"it is there twice, or another says so: entry {expected} was to come"
            self._report.found(Reason.POSITION, words, found)
        for each in range(expected, min(found, expected + _MOST_MISSING)):
            self._report.found(Reason.MISSING, "the entries beside it are there", each)

    def _settle(self) -> None:
        """Say of the entry before that it alone says a position that is not its own."""
        if self._odd is not None:
            words = f"it says that it is entry {self._odd}"
            self._report.found(Reason.POSITION, words, self._next - 1)
            self._odd = None

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
