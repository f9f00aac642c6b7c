"""Files that are whole and on disk before they have their name."""

import os
from pathlib import Path
from typing import Final

_OPEN: Final = 0o644
SECRET: Final = 0o600


def write(path: Path, content: bytes, mode: int = _OPEN) -> None:
    """Let a file hold `content`, in the place of what it held."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    settle(path.parent)


def put(path: Path, content: bytes) -> None:
    """Let a file hold `content`, whole or not at all; it may take a while until it is on disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)


def create(path: Path, content: bytes, mode: int = _OPEN) -> None:
    """Make a file that is not there yet. Raises `FileExistsError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    settle(path.parent)


def settle(folder: Path) -> None:
    """See that the names in a folder are on disk; where folders cannot be synced, nothing is."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
