"""Finds the headings of the items by one numbering or one level, never by their words."""

import re
from collections import Counter
from dataclasses import dataclass

from service.intake import action_labels, dates, labels
from service.intake.blocks import Block, Kind
from service.intake.names import looks_like_person
from service.intake.sentences import finished

_ITEM = r"(?P<item>(?:agenda )?item |i?t?em )"  # the edge of a page may cut the word short
_NUMBERED = re.compile(rf"{_ITEM}?(?P<no>\d{{1,2}})[.):]?\s+(?=\D)(?P<title>\S.*)", re.IGNORECASE)
_NUMBERED_HEADING = re.compile(rf"{_ITEM}?(?P<no>\d{{1,2}})[.):]?\s+(?P<title>\S.*)", re.IGNORECASE)
_PARTED = re.compile(r"\s*,|\s+[-\u2013\u2014]|\s*\(")
_BRACKET = re.compile(r"\s*[(:]")
_LONGEST_TITLE = 120
_WIDEST_GAP = 3
_GAPS = frozenset({Kind.BLANK, Kind.RULE})
_FEWEST = 2
_SHORT_TITLE = 60
_MOST_CELLS = 3


@dataclass(frozen=True, slots=True)
class ItemHead:
    """A heading of business: its number as printed, or None, and its title."""

    number: str | None
    title: str


def item_heads(blocks: list[Block]) -> dict[int, ItemHead]:
    """Return the item headings by index; marked-up headings win over numbered lines."""
    for found in (_marked_up(blocks), _numbered(blocks), _standing_alone(blocks)):
        if len(found) >= _FEWEST:
            return found
    return _numbered(blocks)


def _marked_up(blocks: list[Block]) -> dict[int, ItemHead]:
    business = {
        index: block
        for index, block in enumerate(blocks)
        if block.kind is Kind.HEADING and not _apart(block.text)
    }
    inside = _inside_roll(blocks)
    counts = Counter(
        block.level
        for index, block in business.items()
        if index not in inside and not _holds_or_lists(block.text)
    )
    if not counts:
        return {}
    level = max(counts, key=lambda one: (counts[one], -one))
    chosen = (i for i, b in business.items() if b.level == level and i not in inside)
    return {i: _head(blocks[i].text) for i in chosen if not labels.contains_items(blocks[i].text)}


def _holds_or_lists(title: str) -> bool:
    return labels.contains_items(title) or action_labels.heads_actions(title)


def _apart(title: str) -> bool:
    return labels.heading_label(title) is not None or labels.closes(title)


def heads_ticked_list(blocks: list[Block], index: int) -> bool:
    """Say whether the heading at `index` has a list with tick boxes below it, as a roll has."""
    below = (block for block in blocks[index + 1 :] if block.kind is not Kind.BLANK)
    first = next(below, None)
    return first is not None and first.ticked is not None and _named(first)


def _named(block: Block) -> bool:
    return looks_like_person(_PARTED.split(block.text)[0])


def _inside_roll(blocks: list[Block]) -> set[int]:
    """Headings of parts of the attendance: they part the roll, not the business."""
    inside: set[int] = set()
    above = 0
    for index, block in enumerate(blocks):
        if block.kind is not Kind.HEADING:
            continue
        if (above and block.level > above) or heads_ticked_list(blocks, index):
            inside.add(index)
        else:
            above = block.level if labels.heading_label(block.text) else 0
    return inside


def _head(title: str) -> ItemHead:
    numbered = _NUMBERED_HEADING.fullmatch(title)
    return ItemHead(numbered["no"], numbered["title"]) if numbered else ItemHead(None, title)


def numbered_item(text: str) -> ItemHead | None:
    """Return the heading where a line says that it is an item, as "Item 3 Roads" does."""
    found = _NUMBERED.fullmatch(text)
    return ItemHead(found["no"], found["title"].strip()) if found and found["item"] else None


def _numbered(blocks: list[Block]) -> dict[int, ItemHead]:
    """Numbered lines that go on counting at the same margin, all of them called items or none."""
    found: dict[int, ItemHead] = {}
    last, margin = 0, -1
    for index, block, match in _numbered_lines(blocks):
        number, starts = int(match["no"]), block.indent + len(match["no"])
        follows = last < number <= last + (_WIDEST_GAP if last else 1)
        if follows and (margin in (-1, starts) or match["item"] or block.column is not None):
            found[index] = ItemHead(match["no"], match["title"].strip())
            last, margin = number, starts
    return found


def _numbered_lines(blocks: list[Block]) -> list[tuple[int, Block, re.Match[str]]]:
    lines = [
        (index, block, match)
        for index, block in enumerate(blocks)
        if _may_head(block) and (match := _NUMBERED.fullmatch(block.text))
    ]
    called = [line for line in lines if line[2]["item"]]
    if len(called) >= _FEWEST:
        return called
    return [line for line in lines if not _sentence(line[2]["title"])]


def _may_head(block: Block) -> bool:
    filled = sum(bool(cell) for cell in block.cells)
    row = block.kind is Kind.TABLE_ROW and filled <= _MOST_CELLS
    return (row or block.kind is Kind.PARAGRAPH) and len(block.text) <= _LONGEST_TITLE


def _sentence(title: str) -> bool:
    month = title.split(maxsplit=1)[0].lower().rstrip(".,") in dates.MONTH_NUMBER
    return month or title.endswith((".", ";", ",")) or not title[0].isalpha() or title[0].islower()


def _standing_alone(blocks: list[Block]) -> dict[int, ItemHead]:
    """Short lines alone between blank lines with text below: headings without any mark."""
    found: dict[int, ItemHead] = {}
    started = False
    for index, block in enumerate(blocks):
        started = started or labels.roll_label(block.text) is not None
        person = looks_like_person(_BRACKET.split(block.text)[0])
        alone = gap_above(blocks, index) and gap_below(blocks, index)
        if started and alone and titled(block) and not person:
            found[index] = ItemHead(None, block.text.rstrip(": "))
    return found


def gap_above(blocks: list[Block], index: int) -> bool:
    """Whether nothing stands right above a line but the heading of a column."""
    above = blocks[index - 1] if index else None
    return above is None or above.kind in _GAPS or action_labels.heads_action_column(above.cells)


def gap_below(blocks: list[Block], index: int) -> bool:
    """Whether nothing stands right below a line, or only a whole sentence."""
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    return below is not None and (below.kind in _GAPS or finished(below.text))


def titled(block: Block) -> bool:
    """Whether a line is short, mostly in capitals or capitalised, and no label."""
    plain = block.kind is Kind.PARAGRAPH and len(block.text) <= _SHORT_TITLE
    words = block.text.split()
    upper = block.text.isupper() or sum(w[0].isupper() for w in words) * 2 > len(words)
    return plain and upper and not (_label(block.text) or finished(block.text))


def _label(text: str) -> bool:
    labelled = labels.roll_label(text) or labels.role_word(text) or labels.closes(text)
    return bool(labelled) or action_labels.actions_label(text) is not None or labels.ends_minutes(text)
