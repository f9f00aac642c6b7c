"""Takes out what belongs to the page and not to the text: folios, running heads, footnote links."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from service.intake.blocks import Block, Kind
from service.intake.margins import Piece
from service.intake.reports import labels, numbering
from service.intake.sentences import finished, opens_low
from service.intake.spacing import Line, lines_of

_FOLIO = re.compile(
    r"(?:[Pp]age\s+)?[-\u2013\u2014\[(|]?\s?(?:\d{1,3}|[ivxl]{2,6})\s?[-\u2013\u2014\])|]?"
    r"(?:\s+of\s+\d{1,3})?"
)
_NOTE = re.compile(r"\d{1,3}")
_LINK = re.compile(r"(?:\d{1,3}\s+)?<?(?:https?://|www\.)\S+")
_LINK_ON = re.compile(r"(?=[^\s/_.]*[/_.]\S)\S+|\w+-\w+-[\w-]+")
_DIGITS = re.compile(r"\d+")
_POINT_ENDS = re.compile(r"[;.:,](?:\s+(?:and|or))?$")
_FOOT = re.compile(r"#\s+\D{9,}|(?:[^\s#]+\s+){2,}#")
_LONGEST_HEAD = 100
_OFTEN = 3
_MOST_CELLS = 2
_MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of the text; `torn` where something of the page was left out before it.

    `pointed` marks a point whose bullet was printed on a line of its own.
    """

    block: Block
    gap: bool
    torn: bool = False
    pointed: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return self.block.text


def printed_lines(blocks: list[Block]) -> tuple[list[Printed], list[Block]]:
    """Return the lines of the text, and apart from them what belongs to the page."""
    lines = [line for line in lines_of([*map(Piece, blocks)]) if line.block.kind is not Kind.META]
    glyphs = _glyphs(lines)
    out = _folios(lines) | _links(lines)
    out |= _running_heads(lines, out)
    kept = _Kept()
    for index, line in enumerate(lines):
        if line.block.text in glyphs:
            kept.point()
        elif index in out:
            kept.leave_out(line.block)
        else:
            kept.take(line)
    return kept.lines, kept.left_out


class _Kept:
    def __init__(self) -> None:
        self.lines: list[Printed] = []
        self.left_out: list[Block] = []
        self._torn = False
        self._fresh = False
        self._points = 0

    def point(self) -> None:
        self._points, self._fresh = self._points + 1, True

    def leave_out(self, block: Block) -> None:
        self.left_out.append(block)
        self._torn = True

    def take(self, line: Line) -> None:
        ended = bool(self.lines) and bool(_POINT_ENDS.search(self.lines[-1].text))
        pointed = self._fresh or (self._points > 0 and ended)
        self._points -= pointed
        block = line.block
        if block.text.startswith("> "):
            block = replace(block, text=block.text[2:].lstrip())
        self.lines.append(Printed(block, line.gap or self._torn, self._torn, pointed))
        self._torn = self._fresh = False


def _glyphs(lines: list[Line]) -> frozenset[str]:
    """Return the single characters that stand on lines of their own, as lost bullets do."""
    seen = Counter(line.block.text for line in lines if len(line.block.text) == 1)
    return frozenset(
        text for text, n in seen.items() if n > 1 and not text.isdigit() and not text.isupper()
    )


def _folios(lines: list[Line]) -> set[int]:
    return {
        index
        for index, line in enumerate(lines)
        if line.gap
        and (index + 1 == len(lines) or lines[index + 1].gap)
        and len(line.block.text) <= _LONGEST_HEAD
        and _FOLIO.fullmatch(line.block.text)
    }


def _links(lines: list[Line]) -> set[int]:
    """Footnotes that are nothing but a link, below the number that calls them."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if index in found or not _LINK.fullmatch(line.block.text):
            continue
        run = {index}
        below = index + 1
        while below < len(lines) and len(run) < _MOST_LINES and _goes_on(lines[below]):
            run.add(below)
            below += 1
        numbers = _numbers_above(lines, index)
        if numbers or _NOTE.match(line.block.text):
            found |= run | numbers
    return found


def _goes_on(line: Line) -> bool:
    return bool(_LINK_ON.fullmatch(line.block.text)) or bool(_LINK.fullmatch(line.block.text))


def _numbers_above(lines: list[Line], index: int) -> set[int]:
    numbers: set[int] = set()
    above = index - 1
    while above >= 0 and len(numbers) < _MOST_LINES and _NOTE.fullmatch(lines[above].block.text):
        numbers.add(above)
        above -= 1
    return numbers


def _running_heads(lines: list[Line], out: set[int]) -> set[int]:
    """Lines printed again and again beside a folio or a page break, or across a sentence."""
    texts = [_DIGITS.sub("#", line.block.text) for line in lines]
    often = Counter(text for text in texts if len(text) <= _LONGEST_HEAD)
    return {
        index
        for index, text in enumerate(texts)
        if often[text] > 1
        and index not in out
        and len(lines[index].block.cells) <= _MOST_CELLS
        and not labels.opens(lines[index].block.text)
        and not labels.stands_alone(lines[index].block.text)
        and (
            _beside_page_end(lines, index, out)
            or (often[text] >= _OFTEN and (_cuts(lines, index) or _FOOT.fullmatch(text)))
        )
    }


def _beside_page_end(lines: list[Line], index: int, out: set[int]) -> bool:
    sides = (index - 1, index + 1)
    if any(side in out and _FOLIO.fullmatch(lines[side].block.text) for side in sides):
        return True
    page = lines[index].block.page
    return page is not None and any(
        not 0 <= side < len(lines) or lines[side].block.page != page for side in sides
    )


def _cuts(lines: list[Line], index: int) -> bool:
    """Whether a line without a mark at its end stands in the middle of a sentence."""
    if not 0 < index < len(lines) - 1 or not lines[index].block.text[-1].isalnum():
        return False
    before, after = lines[index - 1].block.text, lines[index + 1].block.text
    cited = bool(numbering.without_reference(before)[1])
    return not (finished(before) or cited) and opens_low(after)
