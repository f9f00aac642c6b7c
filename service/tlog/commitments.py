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
from json.encoder import encode_basestring

SALT = 16

_WORD = re.compile(r"\S*\s*")


def commitment(pointer: str, value: str, salt: bytes) -> str:
    """Return the base64url digest that commits to the whole of `value` at `pointer`."""
    return digest(disclosure(pointer, value, salt))


def words_commitment(text: str, seed: bytes) -> str:
    """Return the base64url digest that commits to running text, word by word."""
    return digest(b"".join(segments(text, seed)))


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` as it stands in a leaf: base64url without padding."""
    return _base64url(sha256(data).digest())


def disclosure(pointer: str, value: str, salt: bytes) -> bytes:
    """Return what is shown to open a value that was committed whole."""
    parts = f'["{_base64url(salt)}",{encode_basestring(pointer)},{encode_basestring(value)}]'
    return _base64url(parts.encode()).encode()


def segments(text: str, seed: bytes) -> list[bytes]:
    """Return the digests of the words of `text`, each word with the space that follows it."""
    parts = words(text)
    salts = shake_256(seed).digest(SALT * len(parts))
    return [
        segment(part, salts[at : at + SALT])
        for at, part in zip(range(0, len(salts), SALT), parts, strict=True)
    ]


def segment(word: str, salt: bytes) -> bytes:
    """Return the digest of one word with its trailing space."""
    return sha256(salt + word.encode()).digest()


def words(text: str) -> list[str]:
    """Split running text into words with their trailing space; joined they are the text again."""
    return [part for part in _WORD.findall(text) if part]


def _base64url(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
