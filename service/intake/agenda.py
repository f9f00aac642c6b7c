"""Finds the headings of the items by one numbering or one level, never by their words."""

import re
from collections import Counter
from itertools import pairwise

from service.intake import action_labels, dates, labels, role_labels, run_in
from service.intake.blocks import Block, Kind
from service.intake.names import looks_like_person
from service.intake.numbering import ItemHead, head_of, heads_of, numbered_heads
from service.intake.outline import Mark, outlined
from service.intake.sentences import finished, opens_low

_BARE_NUMBER = re.compile(r"\d{1,2}\s")
_PARTED = re.compile(r"\s*,|\s+[-\u2013\u2014]|\s*\(")
_BRACKET = re.compile(r"\s*[(:]")
_GAPS = frozenset({Kind.BLANK, Kind.RULE})
_FEWEST = 2
_FEWEST_PLAIN = 3
_SHORT_TITLE = 60
_MOST_PLAIN_WORDS = 5


def item_heads(blocks: list[Block]) -> dict[int, ItemHead]:
    """Return the item headings by index; marked-up headings win over numbered lines."""
    if len(found := _marked_up(blocks)) >= _FEWEST:
        return found
    numbered = numbered_heads(blocks, _numbered_people(blocks))
    unnumbered = max(_standing_alone(blocks), run_in.labelled(blocks), key=len)
    for found in (numbered, unnumbered):
        if len(found) >= _FEWEST:
            return found
    return numbered


def _marked_up(blocks: list[Block]) -> dict[int, ItemHead]:
    """Headings of the level that has most; higher ones too where text stands right below them."""
    marked = {i: block for i, block in enumerate(blocks) if block.kind is Kind.HEADING}
    inside = _inside_roll(blocks)
    business = {i: b for i, b in marked.items() if i not in inside and not _apart(b.text)}
    marks = [Mark(i, b.level, b.text) for i, b in business.items()]
    nested = set(outlined(marks))
    if len(nested := nested - _titles(blocks, nested)) >= _FEWEST:
        return _heads(blocks, sorted(nested))
    business = {i: b for i, b in business.items() if not labels.fronts(b.text)}
    counts = Counter(b.level for b in business.values() if not _holds_or_lists(b.text))
    if not counts:
        return {}
    level = max(counts, key=lambda one: (counts[one], -one))
    first = min(i for i, b in business.items() if b.level == level)
    opened = min([first, *(i for i, b in marked.items() if labels.heading_label(b.text))])
    chosen = {i for i, b in business.items() if b.level == level}
    chosen |= {i for i, b in marked.items() if b.level == level and _closes_meeting(b.text)}
    chosen |= {
        i
        for i, b in business.items()
        if b.level < level and i > opened and _tells(blocks, i) and not _holds_or_lists(b.text)
    }
    chosen -= _titles(blocks, chosen)
    kept = sorted(i for i in chosen if not labels.contains_items(blocks[i].text))
    return _heads(blocks, kept)


def _heads(blocks: list[Block], chosen: list[int]) -> dict[int, ItemHead]:
    """Return the headings; a number without its dot is one where another says 1."""
    titles = {index: blocks[index].text.rstrip(" :") for index in chosen}
    heads = heads_of(titles)
    counted = any(head.number == "1" for head in heads.values())
    return {
        index: ItemHead(None, titles[index], line=titles[index])
        if not counted and _BARE_NUMBER.match(titles[index])
        else head
        for index, head in heads.items()
    }


def _titles(blocks: list[Block], chosen: set[int]) -> set[int]:
    """Headings above the attendance with nothing below them but a heading of another level."""
    printed = [i for i, b in enumerate(blocks) if b.kind not in _GAPS]
    after = dict(pairwise(printed))
    roll = next((i for i in printed if labels.roll_label(blocks[i].text)), 0)
    heads = heads_of({i: blocks[i].text for i in chosen})
    above = {i for i in chosen if i < roll and heads[i].number is None}
    bare = {i for i in above if i in after and _differs(blocks[i], blocks[after[i]])}
    return bare if len(chosen) - len(above) >= _FEWEST else set()


def _differs(one: Block, two: Block) -> bool:
    return two.kind is Kind.HEADING and two.level != one.level


def _closes_meeting(title: str) -> bool:
    return labels.closes(title) and "meeting" in title.lower()


def _tells(blocks: list[Block], index: int) -> bool:
    """Whether text stands below a heading before the next one."""
    after = (blocks[at] for at in range(index + 1, len(blocks)))
    below = next((block for block in after if block.kind not in _GAPS), None)
    return below is not None and below.kind is not Kind.HEADING


def _holds_or_lists(title: str) -> bool:
    return labels.contains_items(title) or action_labels.heads_actions(title)


def _apart(title: str) -> bool:
    closes = labels.closes(title) and not labels.contains_items(title)
    listed = labels.heading_label(title) is not None and head_of(title).number is None
    return closes or listed or _is_day(title)


def _is_day(title: str) -> bool:
    """Whether a heading is nothing but a day."""
    days = dates.printed(title)
    return len(days) == 1 and not f"{title[: days[0].start]}{title[days[0].end :]}".strip()


def heads_ticked_list(blocks: list[Block], index: int) -> bool:
    """Say whether the heading at `index` has a list with tick boxes below it, as a roll has."""
    after = (blocks[at] for at in range(index + 1, len(blocks)))
    first = next((block for block in after if block.kind is not Kind.BLANK), None)
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


def _numbered_people(blocks: list[Block]) -> set[int]:
    """Numbered lines that name people below a label of the attendance: they count no items."""
    found: set[int] = set()
    listing = False
    for index, block in enumerate(blocks):
        if not block.text:
            continue
        numbered = head_of(block.text)
        if labels.roll_label(block.text) or (block.level and labels.heading_label(block.text)):
            listing = True
        elif listing and numbered.number and looks_like_person(_PARTED.split(numbered.title)[0]):
            found.add(index)
        else:
            listing = False
    return found


def _standing_alone(blocks: list[Block]) -> dict[int, ItemHead]:
    """Short lines alone between blank lines with text below: headings without any mark."""
    found: dict[int, ItemHead] = {}
    plain: dict[int, ItemHead] = {}
    started = False
    for index, block in enumerate(blocks):
        started = started or labels.roll_label(block.text) is not None
        if not started or not gap_above(blocks, index) or _person(block):
            continue
        head = ItemHead(None, block.text.rstrip(": "))
        if titled(block) and gap_below(blocks, index):
            found[index] = head
        elif _plainly_titled(block) and _text_below(blocks, index):
            plain[index] = head
    many = len(found) + len(plain) >= _FEWEST_PLAIN
    return dict(sorted({**found, **(plain if many else {})}.items()))


def _person(block: Block) -> bool:
    return looks_like_person(_BRACKET.split(block.text)[0])


def _plainly_titled(block: Block) -> bool:
    """Whether a line may be a title written as the beginning of a sentence is."""
    short = block.kind is Kind.PARAGRAPH and len(block.text.split()) <= _MOST_PLAIN_WORDS
    return short and block.text[0].isupper() and not (_label(block.text) or finished(block.text))


def _text_below(blocks: list[Block], index: int) -> bool:
    """Whether a longer line that begins a sentence stands right below."""
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    if below is None or below.kind is not Kind.PARAGRAPH or opens_low(below.text):
        return False
    return len(below.text) > 2 * len(blocks[index].text)


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
    if not (plain and block.text[0].isalnum()):
        return False
    upper = block.text.isupper() or sum(w[0].isupper() for w in words) * 2 > len(words)
    return upper and not (_label(block.text) or finished(block.text))


def _label(text: str) -> bool:
    labelled = labels.roll_label(text) or role_labels.role_word(text) or labels.closes(text)
    return (
        bool(labelled) or action_labels.actions_label(text) is not None or labels.ends_minutes(text)
    )
