"""Takes off a name what its meaning does not hang on: case, accents, apostrophes, dashes."""

import re
from typing import Final, NamedTuple
from unicodedata import normalize

_SEPARATORS: Final = re.compile(r"[\s!-&(-/:-@\[-_{-~\u2010-\u2015\u2043\u2212|\u00b7\u2022]+")
"""All of ASCII's punctuation but the apostrophe and the grave accent, and the dashes."""
_NO_PART_OF_A_WORD: Final = re.compile(r"[^\w\n ]|_")
_LETTERS: Final = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\u0131": "i",
    }
)
_BRACKETS: Final = re.compile(r'\([^()]*\)|\[[^\[\]]*\]|"[^"]*"|\u201c[^\u201c\u201d]*\u201d')
_QUOTES: Final = "'\u2018\u2019`"
_MOST_WORDS: Final = 16
"""So that a text of any length, taken for a name, is compared in the time of a name."""
_LONGEST: Final = 60


class Word(NamedTuple):
    """A word as printed and what is compared of it; `initial` where it stands for a longer one."""

    text: str
    key: str
    initial: bool = False


def fold(text: str) -> str:
    """Return what is compared of a text; words stay apart, lines too."""
    plain = normalize("NFKD", text.lower().translate(_LETTERS)).casefold()
    return _NO_PART_OF_A_WORD.sub("", plain)


def folded(texts: list[str]) -> list[list[str]]:
    """Return the keys of the words of many texts, in one go."""
    lines = "\n".join(_SEPARATORS.sub(" ", text) for text in texts)
    return [line.split()[:_MOST_WORDS] for line in fold(lines).split("\n")]


def words_of(text: str) -> list[Word]:
    """Return the words of a text, those that say nothing left out."""
    pieces = _SEPARATORS.split(text)
    return [_word(piece, key) for piece in pieces if (key := _key(piece))][:_MOST_WORDS]


def _key(piece: str) -> str:
    return fold(piece[:_LONGEST]).replace(" ", "")


def _word(piece: str, key: str) -> Word:
    return Word(piece.strip(_QUOTES), key, initial=len(key) == 1)


def without_brackets(text: str) -> str:
    """Return the text without what stands in brackets or quotation marks."""
    return _BRACKETS.sub(" ", text)
