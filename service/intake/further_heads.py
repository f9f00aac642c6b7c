"""Headings that numbers or shape alone do not show, found once the people are known.

Beside numbered items a line alone is one where it is what minutes usually close with, or where
somebody speaks right below it as below the others; else it parts an item and heads none.
"""

import re
from dataclasses import replace
from itertools import zip_longest

from service.intake import labels
from service.intake.agenda import gap_above, gap_below, titled
from service.intake.blocks import Block, Kind, Span
from service.intake.numbering import ItemHead, numbered_item
from service.intake.voices import Voices

_SPOKEN = re.compile(r"(?P<title>.{8,150}?)\s+(?=[A-Z][\w.'\u2019-]+ [A-Z][\w'\u2019-]+: \S)")
_MOST_OF = 0.5


def with_further_heads(
    blocks: list[Block], heads: dict[int, ItemHead], voices: Voices
) -> tuple[list[Block], dict[int, ItemHead]]:
    """Return the business and all its headings by where their blocks start."""
    found = dict(heads)
    parted = [piece for block in blocks for piece in _parted(block, found, voices)]
    printed = [block for block in parted if block.text]
    spoken = _speaks_below(printed, voices)
    numbered = any(head.number for head in heads.values())
    if any(block.kind is Kind.HEADING and block.span.start in heads for block in blocks):
        return parted, found
    below = [spoken.get(start, False) for start in heads]
    follow = numbered and sum(below) > _MOST_OF * len(below)
    for index, block in enumerate(parted):
        start = block.span.start
        speaks = spoken.get(start, False)
        if start in found or not (
            gap_above(parted, index) and (speaks or gap_below(parted, index))
        ):
            continue
        usual = block.kind is Kind.PARAGRAPH and labels.usual_title(block.text)
        fresh = titled(block) and voices.label(block.text) is None
        if usual or (fresh and (not numbered or (follow and speaks))):
            found[start] = ItemHead(None, block.text.rstrip(": "))
    return parted, found


def _parted(block: Block, heads: dict[int, ItemHead], voices: Voices) -> list[Block]:
    """Part a heading from the words of its first speaker on the same line."""
    spoken = _SPOKEN.match(block.text)
    if spoken is None:
        return [block]
    head = numbered_item(spoken["title"])
    speaker = block.text[spoken.end() :].partition(":")[0]
    if head is None or not voices.know(speaker):
        return [block]
    heads[block.span.start] = head
    title = replace(block, text=spoken["title"], cells=(spoken["title"],))
    start = min(block.span.start + spoken.end(), block.span.end)
    said = block.text[spoken.end() :]
    return [title, replace(block, text=said, cells=(said,), span=Span(start, block.span.end))]


def _speaks_below(printed: list[Block], voices: Voices) -> dict[int, bool]:
    """Return for each block by its start whether the next one begins with who speaks."""
    found: dict[int, bool] = {}
    for here, below in zip_longest(printed, printed[1:]):
        text = below.text if below else ""
        named = text.partition(":")[0]
        speaks = voices.label(text) is not None or (named != text and voices.know(named))
        found[here.span.start] = speaks
    return found
