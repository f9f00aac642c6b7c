"""What was signed last, remembered beside the key: outside the database, and outside the log.

Whoever puts an older copy of both in their places is found out by this. And one process signs at a
time: that which holds the lock beside it.
"""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from service.signing import durable
from service.signing.durable import SECRET
from service.tlog.checkpoints import Checkpoint
from service.tlog.notes import NotSigned, PublicKey

try:
    import fcntl
except ImportError:  # there are no such locks on Windows, where one process is all there is
    fcntl = None  # type: ignore[assignment]


class Remembered:
    """The last checkpoint of each log that a key signed."""

    def __init__(self, key: Path) -> None:
        """Remember beside the file of a key."""
        self._folder = key.with_name(f"{key.name}.signed")
        self._lock: int | None = None

    def note(self, origin: str) -> str | None:
        """Return the last checkpoint of a log, or None where none was signed."""
        try:
            return self._place(origin).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def keep(self, checkpoint: Checkpoint, note: str) -> None:
        """Remember a checkpoint, before anybody gets to see it."""
        durable.write(self._place(checkpoint.origin), note.encode(), SECRET)

    def not_signed_by(self, key: PublicKey) -> list[str]:
        """Return the logs whose last checkpoint this key has not signed."""
        return [origin for origin, note in self._all() if not is_signed_by(note, key)]

    def take_lock(self) -> bool:
        """Be the one that signs, until `let_go`; False where another process is."""
        if self._lock is not None or fcntl is None:
            return True
        self._folder.mkdir(parents=True, exist_ok=True)
        opened = os.open(self._folder / "lock", os.O_WRONLY | os.O_CREAT, SECRET)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(opened)
            return False
        self._lock = opened
        return True

    def let_go(self) -> None:
        """Let another process sign."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _place(self, origin: str) -> Path:
        return self._folder / sha256(origin.encode()).hexdigest()

    def _all(self) -> Iterator[tuple[str, str]]:
        for path in sorted(self._folder.glob("[0-9a-f]*")):
            note = path.read_text(encoding="utf-8")
            yield Checkpoint.unproven(note).origin, note


def is_signed_by(note: str, key: PublicKey) -> bool:
    """Tell whether a key signed a checkpoint."""
    try:
        Checkpoint.opened(note, [key])
    except NotSigned:
        return False
    return True
