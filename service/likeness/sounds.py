"""Roughly how a word of an English name is said, so that Kay and Kaye are found to be alike."""

import re
from typing import Final

_SOUNDS: Final = (
    (re.compile(r"^mac(?=[a-z]{3})"), "mc"),
    (re.compile(r"ck|q|c(?![eihy])"), "k"),
    (re.compile(r"ai|ei|ay|ey"), "a"),
    (re.compile(r"(?<=[a-z])h"), ""),
    (re.compile(r"([b-df-hj-np-tv-z])\1+"), r"\1"),
)
_LETTERS: Final = str.maketrans({"z": "s", "j": "i", "y": "i"})
_LATER_VOWELS: Final = re.compile(r"(?<=[^aeiou])[aeiou]+")


def sound(key: str) -> str:
    """Return how a word is said, but for a last e: vowels after the first are all one."""
    key = key.replace("ph", "f")
    for pattern, said in _SOUNDS:
        key = pattern.sub(said, key)
    key = key.translate(_LETTERS).removesuffix("e")
    return key[:2] + _LATER_VOWELS.sub("a", key[2:])
