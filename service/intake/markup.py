"""Takes inline markup out of a line; what is left reads as it would on paper."""

import html
import re

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,400}>")
_COMMENT = re.compile(r"<!--[^<>]{0,2000}-->")
_ATTRIBUTES = re.compile(r"\{[:.#][^{}]{0,200}\}")
_LINK = re.compile(r"!?\[([^\[\]]{0,400})\]\([^()\s]{0,800}(?: \"[^\"]{0,200}\")?\)")
_STRONG = re.compile(r"\*\*|__|~~")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_]{1,2000})(?<=\S)\1(?![\w*])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!])")
_HIDDEN = 0xE000
_SHOWN = {_HIDDEN + ord(mark): mark for mark in "\\`*_{}[]()#+-.!"}
_PARAGRAPH = re.compile(r"<p(?:\s[^<>]{0,200})?>", re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"</p\s*>", re.IGNORECASE)
_GAP = re.compile(r"\t+|(?<=[^\s.?!:;])[ \u00a0]{2,}(?=\S)| {3,}(?=\S)")


def plain(raw: str) -> str:
    """`raw` without tags, emphasis, links and runs of space."""
    return " ".join(unmarked(raw).split())


def unmarked(raw: str) -> str:
    """`raw` without tags, emphasis and links; its spaces stay, for they may part columns."""
    text = _TAG.sub("", _COMMENT.sub("", raw)) if "<" in raw else raw
    text = _ATTRIBUTES.sub("", text) if "{" in text else text
    escaped = "\\" in text
    text = _ESCAPE.sub(lambda mark: chr(_HIDDEN + ord(mark[1])), text) if escaped else text
    text = _LINK.sub(r"\1", text) if "](" in text else text
    text = _EMPHASIS.sub(r"\2", _STRONG.sub("", text))
    text = text.translate(_SHOWN) if escaped else text
    return html.unescape(text) if "&" in text else text


def cells(raw: str) -> tuple[str, ...]:
    """Return the printed columns of a line, parted by tabs, bars or wide gaps."""
    text = unmarked(raw).strip()
    if text.startswith("|"):
        return tuple(" ".join(cell.split()) for cell in text.strip("|").split("|"))
    return tuple(" ".join(cell.split()) for cell in _GAP.split(text) if cell.strip())


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
