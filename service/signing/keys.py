"""The key that checkpoints are signed with: a file of one line; of two while a key gives way.

The new key stands first then, and what is signed is signed by both. Beside the file lies its public
part (`.pub`), and a statement for each time that a key gave way to another.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from events.errors import AlreadyThere, NotFound, Refused
from service.secret_file import secret_in
from service.settings import Settings
from service.signing import durable
from service.signing.durable import SECRET
from service.tlog.handover import Handover
from service.tlog.notes import NoNote, PrivateKey, PublicKey

DEFAULT: Final = "signing.key"
NAME: Final = "minutebook"
"""What a key is called by itself; what it signs it signs under the name of the log."""


def path_of(settings: Settings) -> Path:
    """Return where the key is, or is to be."""
    return settings.signing_key_file or settings.data / DEFAULT


def public_file(path: Path) -> Path:
    """Return where the public part of a key is."""
    return path.with_name(f"{path.name}.pub")


def create(path: Path) -> PublicKey:
    """Make a key; `AlreadyThere` where there is a file already."""
    key = _new()
    with _nothing_there():
        if public_file(path).exists():
            raise FileExistsError(17, "", str(public_file(path)))
        durable.create(path, f"{key}\n".encode(), SECRET)
    durable.write(public_file(path), f"{key.public}\n".encode())
    return key.public


def keys_of(settings: Settings) -> list[PrivateKey]:
    """Return the keys to sign with; the embedded default makes its own when it is first needed."""
    path = path_of(settings)
    if settings.embedded and settings.signing_key_file is None:
        secret_in(path, f"{_new()}\n".encode)
    keys = read(path)
    if not public_file(path).exists():
        _publish(path, keys)
    return keys


def read(path: Path) -> list[PrivateKey]:
    """Return the keys in a file, the newest first. Raises `NotFound`, `Refused`."""
    try:
        lines = path.read_text(encoding="utf-8").split()
    except FileNotFoundError:
        raise NotFound(
            f"there is no key at {path}; make one with `minutebook keys new --out PATH`, and name "
            "it in MINUTEBOOK_SIGNING_KEY_FILE"
        ) from None
    try:
        found = [PrivateKey.read(line) for line in lines]
    except NoNote as why:
        raise Refused(f"{path}: {why}") from why
    if not found:
        raise Refused(f"{path} is empty; put the key back that was there")
    return found


def rotate(path: Path) -> Path:
    """Let a new key stand beside the one there is; return where the statement about it is."""
    keys = read(path)
    if len(keys) > 1:
        raise Refused("a key is giving way already; end that first, with --finish")
    (old,), new = keys, _new()
    since = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    said = path.with_name(f"{path.name}.{old.public.id.hex()}-{new.public.id.hex()}")
    durable.create(said, Handover.signed(old, new, since).encode())
    _write(path, [new, old])
    return said


def finish(path: Path) -> PublicKey:
    """Sign with the newest key alone from now on."""
    keys = read(path)
    if len(keys) == 1:
        raise Refused("no key is giving way here; begin with `minutebook keys rotate`")
    _write(path, keys[:1])
    return keys[0].public


def _write(path: Path, keys: list[PrivateKey]) -> None:
    durable.write(path, "".join(f"{key}\n" for key in keys).encode(), SECRET)
    _publish(path, keys)


def _publish(path: Path, keys: list[PrivateKey]) -> None:
    durable.write(public_file(path), f"{keys[0].public}\n".encode())


def _new() -> PrivateKey:
    return PrivateKey(NAME, Ed25519PrivateKey.generate().private_bytes_raw())


@contextmanager
def _nothing_there() -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        raise AlreadyThere(
            f"{error.filename} exists already; a key is never overwritten, name another file"
        ) from error
