"""Where the log of a secretariat lies as files: the signer writes it, whoever serves it reads it.

Beside it, never in it, stands why nothing more is signed, where that is so.
"""

from pathlib import Path

from service.settings import Settings
from service.signing import durable
from service.tlog.folder import LogFolder


def folder_of(settings: Settings, secretariat: str) -> LogFolder:
    """Return the folder of a secretariat's log; it need not be there yet."""
    return LogFolder(settings.data / "log" / secretariat)


def refusal(folder: LogFolder) -> str | None:
    """Return why the signer signs nothing more, or None where it does."""
    try:
        return _beside(folder).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def refuse(folder: LogFolder, why: str) -> None:
    """Leave word why nothing more is signed."""
    durable.write(_beside(folder), why.encode())


def accept(folder: LogFolder) -> None:
    """Take that back."""
    _beside(folder).unlink(missing_ok=True)


def put_away(folder: LogFolder, name: str) -> None:
    """Keep a log under another name that does not go on."""
    kept = folder.path.with_name(f"{folder.path.name}.{name}")
    folder.path.rename(kept)
    durable.settle(kept.parent)


def _beside(folder: LogFolder) -> Path:
    return folder.path.with_name(f"{folder.path.name}.refused")
