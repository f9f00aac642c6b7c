"""Whether what is shown of a private value opens its commitment, and why it does not where not.

Five cases are told apart: it is open; it is withheld, under a code that says why; it was erased,
by an entry of the log that names its digest; it is missing and nothing explains that; it is false,
because something else was committed to.
"""

import binascii
import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple

from service.tlog.commitments import SALT, digest, segment, segments
from service.tlog.tree import HASH

ERASURE: Final = "privacy.erased"
GONE: Final = "\u2588"
"""Stands in a text for a word that is not shown."""

_LONGEST_CODE: Final = 100


class State(StrEnum):
    """What is to be said of a private value."""

    OPEN = "open"
    WITHHELD = "withheld"
    ERASED = "erased"
    UNEXPLAINED = "missing without explanation"
    FALSE = "false"


class Shown(NamedTuple):
    """A private value as it was shown; ERASED holds once the entries `claims` names bear it out."""

    pointer: str
    state: State
    text: str | None = None
    """What it says, with a mark for each word that is not shown."""
    exemption: str | None = None
    claims: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """Digests that are said to be erased, and the entries of which one is to name each."""


class Erasures:
    """Which digests the erasing entries of a log name."""

    def __init__(self) -> None:
        """Begin with none."""
        self._digests: dict[int, frozenset[str]] = {}

    def add(self, content: Mapping[str, Any]) -> None:
        """Take note of an entry, if it is one that erased."""
        if content.get("type") == ERASURE:
            named = content.get("data", {}).get("digests", ())
            self._digests[content["position"]] = frozenset(map(str, named))

    def unknown(self, shown: Shown) -> list[int]:
        """Return the entries that a value names and that were not seen here."""
        return sorted({at for _, by in shown.claims for at in by if at not in self._digests})

    def explain(self, shown: Shown, position: int) -> bool:
        """Tell whether each digest that is gone was erased by an entry after its own."""
        return all(
            any(at > position and gone in self._digests.get(at, ()) for at in by)
            for gone, by in shown.claims
        )


def look(pointer: str, committed: str, value: Mapping[str, Any] | None) -> Shown:
    """Return what is to be said of the value at `pointer`, which a leaf commits to."""
    if value is None:
        return Shown(pointer, State.UNEXPLAINED)
    try:
        if "disclosure" in value:
            return _whole(pointer, committed, value["disclosure"])
        if "seed" in value:
            return _running(pointer, committed, value)
        if "segments" in value:
            return _parted(pointer, committed, value)
    except (binascii.Error, AttributeError, KeyError, TypeError, ValueError):
        return Shown(pointer, State.FALSE)
    return _reason(pointer, value, [committed])


def _whole(pointer: str, committed: str, disclosure: str) -> Shown:
    if digest(disclosure.encode()) != committed:
        return Shown(pointer, State.FALSE)
    _, at, text = json.loads(_decoded(disclosure))
    return Shown(pointer, State.OPEN if at == pointer else State.FALSE, str(text))


def _running(pointer: str, committed: str, value: Mapping[str, Any]) -> Shown:
    seed = _decoded(value["seed"])
    holds = digest(b"".join(segments(value["text"], seed))) == committed and len(seed) == SALT
    return Shown(pointer, State.OPEN if holds else State.FALSE, value["text"])


def _parted(pointer: str, committed: str, value: Mapping[str, Any]) -> Shown:
    digests, words, gone = [], [], []
    for each in value["segments"]:
        match each:
            case [str(salt), str(word)]:
                digests.append(segment(word, _salt(salt)))
                words.append(word)
            case str():
                digests.append(_decoded(each))
                words.append(f"{GONE} ")
                gone.append(each)
            case _:
                raise ValueError(each)
    joined = b"".join(digests)
    if any(len(each) != HASH for each in digests) or digest(joined) != committed:
        return Shown(pointer, State.FALSE)
    text = "".join(words)
    if not gone:
        return Shown(pointer, State.OPEN, text)
    return _reason(pointer, value, gone)._replace(text=text)


def _reason(pointer: str, value: Mapping[str, Any], gone: list[str]) -> Shown:
    """Return why what is gone is not shown, as far as it is said."""
    match value.get("withheld"), value.get("erased"):
        case str(code), _ if 0 < len(code) <= _LONGEST_CODE:
            return Shown(pointer, State.WITHHELD, exemption=code)
        case None, int(at) if not isinstance(at, bool):
            return Shown(pointer, State.ERASED, claims=tuple((each, (at,)) for each in gone))
        case None, [int(), *_] as several if all(type(at) is int for at in several):
            by = tuple(several)
            return Shown(pointer, State.ERASED, claims=tuple((each, by) for each in gone))
        case _:
            return Shown(pointer, State.UNEXPLAINED)


def _salt(packed: str) -> bytes:
    salt = _decoded(packed)
    if len(salt) != SALT:
        raise ValueError(packed)
    return salt


def _decoded(packed: str) -> bytes:
    return urlsafe_b64decode(packed.encode() + b"=" * (-len(packed) % 4))
