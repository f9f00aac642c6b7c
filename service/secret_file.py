"""A secret in a file of its own, that its owner alone can read; made when it is first needed.

It is whole and on disk before it has its name. Of several processes that make it at once, one is
faster, and its secret is everybody's.
"""

import os
from collections.abc import Callable
from pathlib import Path


def secret_in(path: Path, make: Callable[[], bytes]) -> bytes:
    """Return what the file holds, which is what `make` gave when there was none."""
    if not path.exists():
        _make(path, make())
    return path.read_bytes()


def _make(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(beside, path)
    except FileExistsError:
        pass  # another process was faster
    finally:
        beside.unlink()
