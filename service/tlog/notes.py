"""Signed notes: a text, and below it who signed it (C2SP signed-note, Ed25519).

A key is written the way other tools write it: `PRIVATE+KEY+name+id+base64` in a file of its own,
`name+id+base64` beside it. What a log signs it signs under the name of its origin, with the same
key for every log of an office; so a verifier takes a public key by its bytes, not by its name.
"""

import binascii
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519: Final = b"\1"
_ID: Final = 4
_SEED: Final = 32
_NAME: Final = re.compile(r"[^\s+\x00-\x1f]+")
_MOST_SIGNATURES: Final = 64
_PRIVATE: Final = "PRIVATE+KEY+"


class NoNote(ValueError):
    """The text is no signed note, or no key: it was cut, or is something else."""


class NotSigned(ValueError):
    """No key that is trusted has signed it, or a signature of one is false."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that signatures are checked with."""

    name: str
    data: bytes
    """The 32 bytes of RFC 8032."""

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature says which key made it."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.data).digest()[:_ID]

    def named(self, name: str) -> "PublicKey":
        """Return the same key under another name."""
        return PublicKey(name, self.data)

    def __str__(self) -> str:
        """Write the key as one line."""
        return f"{self.name}+{self.id.hex()}+{_base64(_ED25519 + self.data)}"

    @classmethod
    def read(cls, line: str) -> "PublicKey":
        """Return the key that a line writes. Raises `NoNote`."""
        name, data = _parted(line.strip())
        key = cls(name, data)
        if str(key) != line.strip():
            raise NoNote("this is no public key: its parts do not belong together")
        return key


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """A key that signs."""

    name: str
    seed: bytes
    """The 32 bytes of RFC 8032, which must be known to nobody else."""

    @property
    def public(self) -> PublicKey:
        """The key that its signatures are checked with."""
        return PublicKey(self.name, self._ed25519().public_key().public_bytes_raw())

    def named(self, name: str) -> "PrivateKey":
        """Return the same key under another name."""
        return PrivateKey(name, self.seed)

    def sign(self, text: str) -> str:
        """Return the line of the signature over a text."""
        signed = self.public.id + self._ed25519().sign(text.encode())
        return f"\u2014 {self.name} {_base64(signed)}\n"

    def _ed25519(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def __str__(self) -> str:
        """Write the key as one line; keep it secret."""
        return f"{_PRIVATE}{self.name}+{self.public.id.hex()}+{_base64(_ED25519 + self.seed)}"

    def __repr__(self) -> str:
        """Tell which key it is, and nothing of what must not be known."""
        return f"<private key {self.name}>"

    @classmethod
    def read(cls, line: str) -> "PrivateKey":
        """Return the key that a line writes. Raises `NoNote`."""
        if not line.startswith(_PRIVATE):
            raise NoNote(f"this is no private key: it does not begin with {_PRIVATE}")
        name, seed = _parted(line.removeprefix(_PRIVATE).strip())
        key = cls(name, seed)
        if str(key) != line.strip():
            raise NoNote("this is no private key: its parts do not belong together")
        return key


def signed(text: str, keys: Iterable[PrivateKey]) -> str:
    """Return a text as a note with a signature of each key."""
    if not text.endswith("\n"):
        raise ValueError("the text of a note ends with a line end")
    return text + "\n" + "".join(key.sign(text) for key in keys)


def text_of(note: str) -> str:
    """Return the text of a note; whether somebody signed it is not looked at. Raises `NoNote`."""
    text, between, lines = note.rpartition("\n\n")
    if not between or not lines.endswith("\n"):
        raise NoNote("this is no signed note: the empty line before its signatures is missing")
    if any(each < " " and each != "\n" for each in note):
        raise NoNote("this is no signed note: there are control characters in it")
    return f"{text}\n"


def opened(note: str, trusted: Iterable[PublicKey]) -> str:
    """Return the text of a note that one of the trusted keys signed; none of them falsely.

    Raises `NoNote` and `NotSigned`. Signatures of keys that are not known say nothing here.
    """
    text = text_of(note)
    known = {(key.name, key.id): key for key in trusted}
    found = False
    for name, identity, signature in _signatures(note[len(text) + 1 :]):
        key = known.get((name, identity))
        if key is None:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(key.data).verify(signature, text.encode())
        except InvalidSignature:
            raise NotSigned(f"the signature of {name} is false: another text was signed") from None
        found = True
    if not found:
        raise NotSigned("none of the keys given has signed it")
    return text


def _signatures(lines: str) -> list[tuple[str, bytes, bytes]]:
    found = []
    for line in lines.splitlines():
        match line.split(" "):
            case ["\u2014", name, packed] if _NAME.fullmatch(name):
                data = _decoded(packed)
                found.append((name, data[:_ID], data[_ID:]))
            case _:
                raise NoNote("this is no signed note: one of its signatures has another form")
    if not 0 < len(found) <= _MOST_SIGNATURES:
        raise NoNote(f"a note has 1 to {_MOST_SIGNATURES} signatures, this one {len(found)}")
    return found


def _parted(line: str) -> tuple[str, bytes]:
    """Return the name of a key and its 32 bytes."""
    match line.split("+", 2):
        case [name, _, packed] if _NAME.fullmatch(name):
            data = _decoded(packed)
        case _:
            raise NoNote("this is no key: write it as name+id+key, in one line")
    if data[:1] != _ED25519 or len(data) != 1 + _SEED:
        raise NoNote("this is no Ed25519 key")
    return name, data[1:]


def _decoded(packed: str) -> bytes:
    try:
        return b64decode(packed, validate=True)
    except (binascii.Error, ValueError):
        raise NoNote(f"this is no base64: {packed[:20]}") from None


def _base64(data: bytes) -> str:
    return b64encode(data).decode()
