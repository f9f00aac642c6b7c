"""What can be asked of a succession of logs."""

from dataclasses import dataclass

from events.base import Command
from events.ids import SuccessionId


@dataclass(frozen=True, slots=True, kw_only=True)
class SucceedLog(Command):
    """Let the log go on as the successor of `origin`, which was signed at that size and root."""

    succession: SuccessionId
    origin: str
    size: int
    root: str
    """In base64."""
    reason: str

    @property
    def stream(self) -> str:
        """The stream of the succession."""
        return f"log-{self.succession}"


LogCommand = SucceedLog
