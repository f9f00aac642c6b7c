"""What stands in a leaf for a private value: a digest that reveals nothing without its salt.

A value committed whole takes the form of SD-JWT (RFC 9901): the digest of the disclosure
base64url(JCS([salt, pointer, value])). Running text is committed word by word, so that one name in
it can be withheld or erased later: salts are drawn from SHAKE-256(seed), a segment's digest is
SHA-256(salt || word with its trailing space), the value's is SHA-256 of the segments' in order.
Salts and seeds are 16 random bytes, kept beside the value and erased with it.
"""

import re
from base64 import urlsafe_b64encode
from hashlib import sha256, shake_256

import orjson

from events.base import Form

SALT = 16

_WORD = re.compile(r"\S*\s*")


def commitment(pointer: str, form: Form, value: str, salt: bytes) -> str:
    """Return the base64url digest that commits to `value` at `pointer`."""
    if form is Form.WORDS:
        return _base64url(sha256(b"".join(segments(value, salt))).digest())
    return _base64url(sha256(disclosure(pointer, value, salt)).digest())


def disclosure(pointer: str, value: str, salt: bytes) -> bytes:
    """Return what is shown to open a value that was committed whole."""
    return _base64url(orjson.dumps([_base64url(salt), pointer, value])).encode()


def segments(text: str, seed: bytes) -> list[bytes]:
    """Return the digests of the words of `text`, each word with the space that follows it."""
    parts = words(text)
    salts = shake_256(seed).digest(SALT * len(parts))
    return [
        sha256(salts[at : at + SALT] + part.encode()).digest()
        for at, part in zip(range(0, len(salts), SALT), parts, strict=True)
    ]


def words(text: str) -> list[str]:
    """Split running text into words with their trailing space; joined they are the text again."""
    return [part for part in _WORD.findall(text) if part]


def _base64url(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
