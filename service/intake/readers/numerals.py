"""Numbers of lists as they are printed: decimal, in letters, or Roman."""

from collections.abc import Callable

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_MOST_ROMAN = 3_999
_ALPHABET = 26
_MOST_LETTERS = 780


def letters(number: int) -> str:
    """Return `number` in letters: a to z, then aa, bb, as word processors count on."""
    if not 0 < number <= _MOST_LETTERS:
        return str(number)
    times, at = divmod(number - 1, _ALPHABET)
    return chr(ord("a") + at) * (times + 1)


def roman(number: int) -> str:
    """Return `number` in Roman numerals."""
    if not 0 < number <= _MOST_ROMAN:
        return str(number)
    printed = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        printed += sign * times
    return printed


def padded(number: int) -> str:
    """Return `number` in two digits at least."""
    return f"{number:02}"


def upper(form: Callable[[int], str]) -> Callable[[int], str]:
    """Return `form` in capitals."""
    return lambda number: form(number).upper()
