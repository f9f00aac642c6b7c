"""Titles of items that stand on the line of their text: "3. Roads: The high road was wet."."""

import re
from collections.abc import Iterator

from service.intake import labels, role_labels
from service.intake.blocks import Block, Kind
from service.intake.numbering import ItemHead
from service.intake.vocabulary import word_set, words

_COLON = re.compile(r"([A-Z](?:[^:.]|\.(?!\s)){2,80}?)\s*:(?:\s+(.*)|$)", re.DOTALL)
_STANDING = word_set(
    """accounts adjournment agenda aob apologies approval arising business chairman chair clerk
    closure correspondence declaration declarations election elections finance highways issues
    items matters minutes motions next notices officers other payments planning police public
    report reports reviews treasurer update updates welcome"""
)
_FEWEST = 3
_MOST_LABELLED = 6


def labelled(blocks: list[Block]) -> dict[int, ItemHead]:
    """Return the headings of paragraphs that begin as agendas do: "Planning: It was agreed"."""
    found = dict(_labels(blocks))
    titles = [head.title for head in found.values()]
    standing = sum(bool(_STANDING & set(words(title))) for title in titles)
    return found if standing >= _FEWEST and len(set(titles)) == len(titles) else {}


def _labels(blocks: list[Block]) -> Iterator[tuple[int, ItemHead]]:
    for index, block in enumerate(blocks):
        colon = _COLON.fullmatch(block.text) if block.kind is Kind.PARAGRAPH else None
        if colon is None or len(colon[1].split()) > _MOST_LABELLED:
            continue
        roll = labels.roll_label(block.text) or role_labels.role_word(colon[1])
        if not roll or colon[1].lower() == "minutes":
            yield index, ItemHead(None, colon[1], colon[2] or "", block.text)
