"""Headings glued to the end of another line, told by the number that the numbering lacks there."""

import re

from service.intake.blocks import Block, Kind
from service.intake.numbering import ItemHead
from service.intake.seams import cut_in_two

_GLUED = re.compile(r"(?<=\S)\s+(?P<no>\d{1,2})[.):]\s+(?P<title>[A-Z][^.;:]{2,80})$")
_LONGEST_END = 100
_MOST_WORDS = 10


def part_glued(
    blocks: list[Block], heads: dict[int, ItemHead]
) -> tuple[list[Block], dict[int, ItemHead]]:
    """Return the blocks, lines with a glued heading parted, and all headings by their start."""
    printed = {head.number for head in heads.values()}
    found, parted = dict(heads), list[Block]()
    last = 0
    for block in blocks:
        head = heads.get(block.span.start)
        if head:
            last = int(head.number) if head.number and head.number.isdigit() else 0
        at = _seam(block, str(last + 1)) if last and str(last + 1) not in printed else None
        if head or at is None:
            parted.append(block)
            continue
        before, title = cut_in_two(block, at)
        number, _, words = title.text.partition(" ")
        found[title.span.start] = ItemHead(number.strip(".):"), words.strip(), line=words.strip())
        parted += [before, title]
        last += 1
    return parted, found


def _seam(block: Block, number: str) -> int | None:
    """Where the heading with the missing number begins in a line, if it stands at its end."""
    start = max(0, len(block.text) - _LONGEST_END)
    glued = _GLUED.search(block.text, start) if block.kind is not Kind.HEADING else None
    if glued is None or glued["no"] != number or len(glued["title"].split()) > _MOST_WORDS:
        return None
    return glued.start("no")
