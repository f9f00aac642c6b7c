"""The form of a leaf: canonical JSON (RFC 8785 in a restricted profile), with the fields of a log.

Parsing a leaf and writing it again shows its form, and costs more than all else. So what was shown
once is kept as a pattern: the same keys in the same places, other values. A leaf that matches the
pattern is canonical as well: it differs from one that is by plain strings and whole numbers alone.
"""

import json
import re
from typing import Any, Final

LARGEST: Final = 32 * 1024

_EXACT: Final = 1 << 53
_MOST_PATTERNS: Final = 4_096
_PLAIN: Final = rb"[ !#-\[\]-~]*+"
"""The inside of a string that needs no escape: ASCII without quote, backslash and controls."""
_STRING: Final = b'"' + _PLAIN + b'"'
_WHOLE: Final = rb"(?:0|[1-9][0-9]{0,14}+)"
_NOTHING: Final = re.compile(rb"(?!)")
_STRUCTURE: Final = b'{}[]"'
_ELSE: Final = bytes(each for each in range(256) if each not in _STRUCTURE)
_KINDS: Final = {
    "format": int,
    "id": str,
    "log": str,
    "occurred_on": str,
    "position": int,
    "recorded_at": str,
    "revision": int,
    "stream": str,
    "type": str,
    "v": int,
    "data": dict,
    "actor": str,
}
_READ: Final = ("log", "position", "recorded_at", "revision", "stream", "type")


class Malformed(ValueError):
    """The bytes are no leaf, or not in the one form that a leaf has."""


Fields = tuple[bytes, ...]
"""What places a leaf in its log: the texts of its log, position, recorded_at, revision, stream and
type, in that order."""


class Forms:
    """Reads leaves, and remembers the patterns of those it read."""

    def __init__(self) -> None:
        """Begin with no pattern."""
        self._patterns: dict[bytes, re.Pattern[bytes]] = {}
        self._last = _NOTHING

    def read(self, leaf: bytes) -> Fields:
        """Return what places a leaf. Raises `Malformed`."""
        if (found := self._last.fullmatch(leaf)) and len(leaf) <= LARGEST:  # like the one before it
            return found.groups()
        key = leaf.translate(None, _ELSE) + leaf[leaf.rfind(b',"type":') :]
        pattern = self._patterns.get(key)
        if pattern is not None and len(leaf) <= LARGEST and (found := pattern.fullmatch(leaf)):
            self._last = pattern
            return found.groups()
        content = parsed(leaf)
        if len(self._patterns) < _MOST_PATTERNS and b"\\" not in leaf:
            self._patterns[key] = re.compile(_pattern(content))
        return tuple(str(content[name]).encode() for name in _READ)


def parsed(leaf: bytes) -> dict[str, Any]:
    """Return the content of a leaf, which is in its one form. Raises `Malformed`."""
    if len(leaf) > LARGEST:
        raise Malformed(f"it has {len(leaf)} bytes, at most {LARGEST} are allowed")
    try:
        text = leaf.decode()
        content = _DECODER.decode(text)
        same = _ENCODER.encode(content) == text
    except (ValueError, RecursionError):
        raise Malformed("it is no JSON of the kind a leaf is") from None
    if not same:
        raise Malformed("it is not in the canonical form (RFC 8785)")
    if not isinstance(content, dict) or not _has_the_fields(content):
        raise Malformed("a field that every entry has is missing, or is of another kind")
    if not leaf.isascii():
        _require_plain_keys(content)
    return content


def _has_the_fields(content: dict[str, Any]) -> bool:
    committed = content.get("_sd", {})
    return all(type(content.get(name)) is kind for name, kind in _KINDS.items()) and (
        isinstance(committed, dict) and all(isinstance(each, str) for each in committed.values())
    )


def _require_plain_keys(content: object) -> None:
    match content:
        case dict():
            if not all(key.isascii() for key in content):
                raise Malformed("one of its keys is not ASCII")
            for each in content.values():
                _require_plain_keys(each)
        case list():
            for each in content:
                _require_plain_keys(each)
        case _:
            pass


def _whole(digits: str) -> int:
    number = int(digits) if len(digits) < len(str(_EXACT)) + 2 else _EXACT
    if abs(number) >= _EXACT:
        raise ValueError(digits)
    return number


def _fraction(digits: str) -> float:
    raise ValueError(digits)


_DECODER: Final = json.JSONDecoder(
    parse_int=_whole, parse_float=_fraction, parse_constant=_fraction
)
_ENCODER: Final = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, check_circular=False
)


def _pattern(content: dict[str, Any]) -> bytes:
    """Return what leaves with the same keys in the same places look like."""
    parts = []
    for key, value in content.items():
        like = _like(value)
        if key in _READ:
            like = b"(" + _WHOLE + b")" if type(value) is int else b'"(' + _PLAIN + b')"'
        parts.append(_key(key) + like)
    return rb"\{" + b",".join(parts) + rb"\}"


def _like(value: object) -> bytes:
    match value:
        case dict():
            return (
                rb"\{"
                + b",".join(_key(key) + _like(each) for key, each in value.items())
                + (rb"\}")
            )
        case list():
            return rb"\[" + b",".join(map(_like, value)) + rb"\]"
        case str():
            return _STRING
        case bool() | None:
            return json.dumps(value).encode()
        case int():
            return _WHOLE
        case _:
            raise TypeError(value)


def _key(key: str) -> bytes:
    return re.escape(f'"{key}":').encode()
