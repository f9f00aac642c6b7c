"""How far a log is signed, by its files."""

from typing import NamedTuple

from sqlalchemy import Connection

from events.errors import NotFound
from service.ledger import read
from service.ledger.read import Head
from service.settings import Settings
from service.signing import folders
from service.tlog.checkpoints import Checkpoint
from service.tlog.folder import LogFolder


class Signature(NamedTuple):
    """How far a log is signed; without a checkpoint it is not at all."""

    head: Head
    """The end of the log."""
    folder: LogFolder
    checkpoint: Checkpoint | None
    note: str
    refused: str | None

    @property
    def size(self) -> int:
        """How many entries are signed."""
        return self.checkpoint.size if self.checkpoint else 0


def signature_of(connection: Connection, settings: Settings, secretariat: str) -> Signature:
    """Return how far a log is signed; `NotFound` where there is no such log."""
    head = read.head(connection, secretariat)
    if head is None:
        raise NotFound(f"there is no secretariat {secretariat!r} here")
    folder = folders.folder_of(settings, secretariat)
    refused = folders.refusal(folder)
    note = folder.checkpoint()
    checkpoint = Checkpoint.unproven(note) if note else None
    if checkpoint is None or checkpoint.origin != head.origin:  # it is of the log before this one
        return Signature(head, folder, None, "", refused)
    return Signature(head, folder, checkpoint, note or "", refused)
