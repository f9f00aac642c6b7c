"""Takes inline markup out of a line; what is left reads as it would on paper."""

import html
import re

from service.intake.readers import lines

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,400}>")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)?[^\s<>\"'=]{1,200}[@/][^\s<>\"'=]{1,400})>")
_COMMENT = re.compile(r"<!--[^<>]{0,2000}-->")
_ATTRIBUTES = re.compile(r"\{[:.#][^{}]{0,200}\}")
_BREAK = re.compile(r"<br\s?/?>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]{0,400})\]\([^()\s]{0,800}(?: \"[^\"]{0,200}\")?\)")
_STRONG = re.compile(r"\*\*|__|~~")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_]{1,2000})(?<=\S)\1(?![\w*])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!])")
_HIDDEN = 0xE000
_SHOWN = {_HIDDEN + ord(mark): mark for mark in "\\`*_{}[]()#+-.!"}
_PARAGRAPH = re.compile(r"<p(?:\s[^<>]{0,200})?>", re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"</p\s*>", re.IGNORECASE)


def plain(raw: str) -> str:
    """`raw` without tags, emphasis, links and runs of space."""
    return lines.plain(unmarked(raw))


def unmarked(raw: str) -> str:
    """`raw` without tags, emphasis and links; its spaces stay, for they may part columns."""
    text = _untagged(raw) if "<" in raw else raw
    text = _ATTRIBUTES.sub("", text) if "{" in text else text
    escaped = "\\" in text
    text = _ESCAPE.sub(lambda mark: chr(_HIDDEN + ord(mark[1])), text) if escaped else text
    text = _LINK.sub(r"\1", text) if "](" in text else text
    text = _EMPHASIS.sub(r"\2", _STRONG.sub("", text))
    text = text.translate(_SHOWN) if escaped else text
    return html.unescape(text) if "&" in text else text


def _untagged(raw: str) -> str:
    return _TAG.sub("", _BREAK.sub(" ", _ADDRESS.sub(r"\1", _COMMENT.sub("", raw))))


def unlinked(text: str) -> str:
    """`text` without the addresses of links that were printed over several lines."""
    return _LINK.sub(r"\1", text) if "](" in text else text


def cells(raw: str) -> tuple[str, ...]:
    """Return the printed columns of a line, parted by tabs, bars or wide gaps."""
    text = unmarked(raw).strip()
    if text.startswith("|"):
        return tuple(lines.plain(cell) for cell in text.strip("|").split("|"))
    return lines.cells(text)


def placed(raw: str) -> list[tuple[int, str]]:
    """(where it begins, words) of each piece of a line that wide gaps part."""
    text = unmarked(raw).rstrip()
    found: list[tuple[int, str]] = []
    start = len(text) - len(text.lstrip())
    for gap in lines.GAP.finditer(text, start):
        found.append((start, " ".join(text[start : gap.start()].split())))
        start = gap.end()
    return [*found, (start, " ".join(text[start:].split()))]


def paragraphs(raw: str) -> list[tuple[int, int, int]]:
    """(start, end, column) of each `<p>` of a line; a tab between two of them starts a column.

    Words before, between and after them are pieces too; a line without `<p>` has none.
    """
    found: list[tuple[int, int, int]] = []
    column, seen = 0, 0
    for opening in _PARAGRAPH.finditer(raw):
        if opening.start() < seen:
            continue
        found += _between(raw, seen, opening.start(), column)
        column += raw.count("\t", seen, opening.start())
        closing = _PARAGRAPH_END.search(raw, opening.end())
        stop = closing.start() if closing else len(raw)
        found.append((opening.end(), stop, column))
        seen = closing.end() if closing else len(raw)
    return [*found, *_between(raw, seen, len(raw), column)] if found else []


def _between(raw: str, start: int, end: int, column: int) -> list[tuple[int, int, int]]:
    return [(start, end, column)] if plain(raw[start:end]) else []
