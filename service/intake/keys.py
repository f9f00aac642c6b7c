"""Initials printed beside a name are a key to the text below, not a body: "Ann Lee (AL)"."""

import re
from collections.abc import Iterable

_KEY = re.compile(r"\s*[(\[]([A-Z][A-Za-z]{1,3})[)\]]")
_NAME = re.compile(r"\s*(?:[,(\[]|\s[-\u2013\u2014]\s)")
_FEWEST = 3
_MOST = 0.6


def without_key(printed: str, *, always: bool) -> str:
    """Return one printed person without the key; `always` where the whole list has keys."""
    name = _NAME.split(printed, maxsplit=1)[0]
    for key in _KEY.finditer(printed):
        if _stands_for(key[1], name) or (always and key.end() == len(printed)):
            return printed[: key.start()] + printed[key.end() :]
    return printed


def keys_in(label: str) -> set[str]:
    """Return the initials printed beside a name, as "Ann Lee - Pier Board (ANL)" has them."""
    return {key[1] for key in _KEY.finditer(f" {label}")}


def has_keys(printed: Iterable[str]) -> bool:
    """Say whether a list prints a key beside its names: most that could be one must fit."""
    found = [(key[1], text) for text in printed if (key := _last_key(text))]
    fitting = sum(_stands_for(key, _NAME.split(text, maxsplit=1)[0]) for key, text in found)
    return len(found) >= _FEWEST and fitting > _MOST * len(found)


def _last_key(text: str) -> re.Match[str] | None:
    keys = [key for key in _KEY.finditer(text) if key.end() == len(text)]
    return keys[-1] if keys else None


def _stands_for(key: str, name: str) -> bool:
    """Whether the letters of `key` follow one another in `name`, from its first letter on."""
    letters = iter(name.lower())
    return key[0].lower() == name[:1].lower() and all(letter in letters for letter in key.lower())
