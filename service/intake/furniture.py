"""Takes page numbers and running heads out of the blocks; they are no part of what was minuted.

A bare number is a page's only where such numbers go on counting through the document, a line is a
running head only where it comes again at the edges of pages; its first print may be the heading.
"""

import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

from service.intake import labels
from service.intake.blocks import Block, Kind
from service.intake.sentences import finished

_OF = r"(?:\s*(?:of|/)\s*\d{1,3})?"
_PAGE = re.compile(
    rf"[-\u2013\u2014| ]*(?:(?:page|pg\.?|p\.)\s*\d{{1,3}}{_OF}|\d{{1,3}}\s*\|\s*p\s?a\s?g\s?e|"
    r"[-\u2013\u2014]\s*\d{1,3}\s*[-\u2013\u2014]|\d{1,3}\s+of\s+\d{1,3})[-\u2013\u2014| ]*",
    re.IGNORECASE,
)
_WITH_PAGE = re.compile(
    rf"page\s+\d{{1,3}}{_OF}\b.{{0,120}}|.{{0,120}}\bpage\s+\d{{1,3}}{_OF}", re.IGNORECASE
)
_BARE = re.compile(r"\d{1,3}")
_DIGITS = re.compile(r"\d+")
_FEWEST = 3
_LONGEST = 14
_NEAR = 2
_PAGE_LINES = 8
_TITLE_WORDS = 8


def without_furniture(blocks: list[Block]) -> list[Block]:
    """Return the blocks with a blank where a page number or a running head stood."""
    printed = [index for index, block in enumerate(blocks) if block.text]
    numbers = _page_numbers(blocks, printed)
    edges = {place for place, index in enumerate(printed) if index in numbers}
    edges |= {
        place
        for place, (above, here) in enumerate(pairwise(printed), start=1)
        if blocks[above].page != blocks[here].page or _breaks(blocks, above, here)
    }
    gone = numbers | _running_heads(blocks, printed, edges)
    return [
        replace(block, kind=Kind.BLANK, text="", cells=()) if index in gone else block
        for index, block in enumerate(blocks)
    ]


def _breaks(blocks: list[Block], above: int, here: int) -> bool:
    return any("\f" in block.printed for block in blocks[above + 1 : here + 1])


def _page_numbers(blocks: list[Block], printed: list[int]) -> set[int]:
    said = {index for index in printed if _PAGE.fullmatch(blocks[index].printed.strip())}
    with_page = [index for index in printed if _names_page(blocks[index])]
    if len(with_page) > 1 and len({_shape(blocks[index]) for index in with_page}) == 1:
        said |= set(with_page)
    return said | _counting(blocks, printed)


def _names_page(block: Block) -> bool:
    short = len(block.text.split()) <= _LONGEST and not block.text.endswith((".", ";", ","))
    return short and bool(_WITH_PAGE.fullmatch(block.text))


def _counting(blocks: list[Block], printed: list[int]) -> set[int]:
    """Return bare numbers that go on counting, a page apart, and do not number what follows."""
    run: list[tuple[int, int, int]] = []
    for place, index in enumerate(printed):
        block = blocks[index]
        if not (_BARE.fullmatch(block.text) and "\t" not in block.printed):
            continue
        number = int(block.text)
        if not run or (number == run[-1][1] + 1 and place - run[-1][2] >= _PAGE_LINES):
            run.append((index, number, place))
    titled = sum(_titles(blocks, printed, place) for _, _, place in run)
    return {index for index, _, _ in run} if len(run) > 1 and titled < len(run) else set()


def _titles(blocks: list[Block], printed: list[int], place: int) -> bool:
    below = blocks[printed[place + 1]].text if place + 1 < len(printed) else ""
    short = 0 < len(below.split()) <= _TITLE_WORDS
    return short and below[0].isupper() and not below.endswith(".")


def _running_heads(blocks: list[Block], printed: list[int], edges: set[int]) -> set[int]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, index in enumerate(printed):
        if _may_run(blocks[index].text):
            places[_shape(blocks[index])].append(place)
    gone: set[int] = set()
    for come_again in places.values():
        near = [place for place in come_again if _at_edge(place, edges)]
        if len(come_again) >= _FEWEST and len(near) >= len(come_again) - 1:
            gone |= {printed[place] for place in come_again if place >= min(edges)}
    return gone


def _may_run(text: str) -> bool:
    titled = text[0].isupper() and not finished(text)
    return titled and len(text.split()) <= _LONGEST and labels.roll_label(text) is None


def _at_edge(place: int, edges: set[int]) -> bool:
    return any(place + step in edges for step in range(-_NEAR, _NEAR + 1))


def _shape(block: Block) -> str:
    return _DIGITS.sub("#", block.text.lower())
