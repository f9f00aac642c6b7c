"""Finds the headings of the items by one numbering or one level, never by their words."""

import re
from collections import Counter
from dataclasses import dataclass

from service.intake import dates, labels, role_labels, run_in
from service.intake.blocks import Block, Kind
from service.intake.names import looks_like_person
from service.intake.outline import Mark, outlined
from service.intake.sentences import finished

_NUMBERED = re.compile(r"(?:item |agenda item )?(\d{1,2})[.):]?\s+(?=\D)(\S.*)", re.IGNORECASE)
_NUMBERED_HEADING = re.compile(r"(?:item |agenda item )?(\d{1,2})[.):]?\s+(\S.*)", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"\d{1,2}\s")
_PARTED = re.compile(r"\s*,|\s+[-\u2013\u2014]|\s*\(")
_BRACKET = re.compile(r"\s*[(:]")
_LONGEST_TITLE = 120
_WIDEST_GAP = 3
_GAPS = frozenset({Kind.BLANK, Kind.RULE})
_FEWEST = 2
_SHORT_TITLE = 60


@dataclass(frozen=True, slots=True)
class ItemHead:
    """A heading of business: its number as printed, or None, and its title.

    `rest` is the text that follows on the line of a title.
    """

    number: str | None
    title: str
    rest: str = ""


def item_heads(blocks: list[Block]) -> dict[int, ItemHead]:
    """Return the item headings by index; marked-up headings win over numbered lines."""
    if len(found := _marked_up(blocks)) >= _FEWEST:
        return found
    numbered = {i: ItemHead(*head) for i, head in run_in.numbered(blocks).items()}
    labelled = {i: ItemHead(None, *head) for i, head in run_in.labelled(blocks).items()}
    for own_line, in_text in ((_numbered(blocks), numbered), (_standing_alone(blocks), labelled)):
        if len(found := max(own_line, in_text, key=len)) >= _FEWEST:
            return found
    return _numbered(blocks)


def _marked_up(blocks: list[Block]) -> dict[int, ItemHead]:
    business = {
        index: block
        for index, block in enumerate(blocks)
        if block.kind is Kind.HEADING and not _apart(block.text)
    }
    inside = _inside_roll(blocks)
    marks = [Mark(i, b.level, b.text) for i, b in business.items() if i not in inside]
    if len(found := outlined(marks)) >= _FEWEST:
        return _heads(blocks, found)
    counts = Counter(
        block.level
        for index, block in business.items()
        if index not in inside and not _holds_or_lists(block.text)
    )
    if not counts:
        return {}
    level = max(counts, key=lambda one: (counts[one], -one))
    chosen = (i for i, b in business.items() if b.level == level and i not in inside)
    return _heads(blocks, [i for i in chosen if not labels.contains_items(blocks[i].text)])


def _holds_or_lists(title: str) -> bool:
    return labels.contains_items(title) or labels.heads_actions(title)


def _apart(title: str) -> bool:
    listed = labels.heading_label(title) is not None and not _NUMBERED_HEADING.fullmatch(title)
    return listed or (labels.closes(title) and not labels.contains_items(title))


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


def _heads(blocks: list[Block], chosen: list[int]) -> dict[int, ItemHead]:
    """Return the headings; a number without its dot is one where another says 1."""
    titles = {index: blocks[index].text.rstrip(" :") for index in chosen}
    numbered = {i: found for i, t in titles.items() if (found := _NUMBERED_HEADING.fullmatch(t))}
    counted = any(found[1] == "1" for found in numbered.values())
    heads = {index: ItemHead(None, title) for index, title in titles.items()}
    for index, found in numbered.items():
        if counted or not _BARE_NUMBER.match(titles[index]):
            heads[index] = ItemHead(found[1], found[2])
    return heads


def _numbered(blocks: list[Block]) -> dict[int, ItemHead]:
    """Numbered lines that go on counting at the same margin."""
    found: dict[int, ItemHead] = {}
    last, margin, inner, listing = 0, -1, 0, False
    for index, block in enumerate(blocks):
        above, listing = listing, _still_lists(block, listing=listing)
        match = _NUMBERED.fullmatch(block.text) if _may_head(block) else None
        if match is None or _sentence(match[2]) or (above and listing):
            continue
        number, starts = int(match[1]), block.indent + len(match[1])
        if found and (number == 1 or (inner and number == inner + 1)):
            inner = number
            continue
        follows = last < number <= last + (_WIDEST_GAP if last else 1)
        if follows and (margin in (-1, starts) or block.column is not None):
            found[index] = ItemHead(match[1], match[2].strip(" :"))
            last, margin, inner = number, starts, 0
    return found


def _still_lists(block: Block, *, listing: bool) -> bool:
    """Whether numbered people stand below a label of the attendance, as far as this line."""
    if not block.text:
        return listing
    if labels.roll_label(block.text) or (block.level and labels.heading_label(block.text)):
        return True
    numbered = _NUMBERED.fullmatch(block.text)
    return listing and numbered is not None and looks_like_person(_PARTED.split(numbered[2])[0])


def _may_head(block: Block) -> bool:
    return block.kind in {Kind.PARAGRAPH, Kind.TABLE_ROW} and len(block.text) <= _LONGEST_TITLE


def _sentence(title: str) -> bool:
    month = title.split(maxsplit=1)[0].lower().rstrip(".,") in dates.MONTH_NUMBER
    return month or title.endswith((".", ";", ",")) or not title[0].isalpha() or title[0].islower()


def _standing_alone(blocks: list[Block]) -> dict[int, ItemHead]:
    """Short lines alone between blank lines with text below: headings without any mark."""
    found: dict[int, ItemHead] = {}
    started = False
    for index, block in enumerate(blocks):
        started = started or labels.roll_label(block.text) is not None
        if started and _alone(blocks, index) and _titled(block):
            found[index] = ItemHead(None, block.text.rstrip(": "))
    return found


def _alone(blocks: list[Block], index: int) -> bool:
    before = index == 0 or blocks[index - 1].kind in {Kind.BLANK, Kind.RULE}
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    return before and below is not None and (below.kind in _GAPS or finished(below.text))


def _titled(block: Block) -> bool:
    plain = block.kind is Kind.PARAGRAPH and len(block.text) <= _SHORT_TITLE
    words = block.text.split()
    upper = block.text.isupper() or sum(w[0].isupper() for w in words) * 2 > len(words)
    person = looks_like_person(_BRACKET.split(block.text)[0])
    return plain and upper and not (person or _label(block.text) or finished(block.text))


def _label(text: str) -> bool:
    labelled = labels.roll_label(text) or role_labels.role_word(text) or labels.closes(text)
    return bool(labelled) or labels.actions_label(text) is not None or labels.ends_minutes(text)
