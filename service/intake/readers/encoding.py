"""Which characters the bytes of a text are: those its byte-order mark says, else UTF-8; no guess.

What is neither is refused, with the encoding that it looks like as advice.
"""

import codecs

from service.errors import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {"utf-8": "UTF-8", "utf-32": "UTF-32", "utf-16": "UTF-16"}
_SAVE = "Save the document as UTF-8 text and send it again."
_UNMARKED = f"The text looks like UTF-16 without its byte-order mark. {_SAVE}"
_SAMPLE = 4_096


def decoded(data: bytes, declared: str = "utf-8") -> str:
    """Return the text of `data` without its byte-order mark; `declared` is what it says itself."""
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", declared))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        place = len(mark) + error.start
        raise Unreadable(_why(data, place, encoding)) from error
    if not mark and "\0" in text and _other_is_zero(data):
        raise Unreadable(_UNMARKED)
    return text


def _why(data: bytes, place: int, encoding: str) -> str:
    if encoding != "utf-8":
        name = _NAMES.get(encoding.rpartition("-")[0], encoding)
        return f"The document says that it is {name}, but byte {place} is not. {_SAVE}"
    if _other_is_zero(data):
        return _UNMARKED
    if _reads_as_windows(data):
        return f"The text looks like Windows-1252 (byte {place} is not UTF-8). {_SAVE}"
    return f"Byte {place} is not UTF-8, so the text cannot be read. {_SAVE}"


def _other_is_zero(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    return max(sample[0::2].count(0), sample[1::2].count(0)) * 4 > len(sample)


def _reads_as_windows(data: bytes) -> bool:
    """Say whether all bytes are characters of Windows-1252, and few of them beyond ASCII."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    beyond = sum(character > "\x7f" for character in text)
    controls = sum(character < " " and character not in "\t\n\r\f" for character in text)
    return not controls and beyond * 4 < len(text)
