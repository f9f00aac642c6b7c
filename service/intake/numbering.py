"""Item headings among numbered lines: one numbering that goes on counting, with text between.

Numbers may be plain, called items, Roman, or the running numbers of a minute book such as 45/17. A
run without text between is a table of contents; the lines that repeat its titles are the headings.
"""

import re
from collections.abc import Callable, Container
from dataclasses import dataclass
from itertools import pairwise

from service.intake import dates
from service.intake.blocks import Block, Kind

_ITEM = r"(?P<item>(?:agenda )?item |i?t?em )"  # the edge of a page may cut the word short
_PLAIN = re.compile(rf"{_ITEM}?(?P<no>\d{{1,2}})[.):]?\s+(?=\D)(?P<title>\S.*)", re.IGNORECASE)
_ROMAN = re.compile(r"(?P<item>)(?P<no>[IVX]{1,6})[.):]\s+(?P<title>\S.*)")
_RUNNING = re.compile(
    r"(?P<item>)(?P<no>(?:[A-Za-z]{1,5}[ /-]?)?\d{1,4}[/-]\d{1,4}(?:[/-]\d{1,4})?)[.):]?\s+"
    r"(?P<title>\S.*)"
)
_HEADING = re.compile(rf"{_ITEM}?(?P<no>\d{{1,2}})[.):]?\s+(?P<title>\S.*)", re.IGNORECASE)
_TOPIC = re.compile(r"(?:sub-?)?topic\s*:\s+(?=\S)", re.IGNORECASE)
_FORMS = (_HEADING, _ROMAN, _RUNNING)
_TITLE_END = re.compile(r"\s*:\s+|\s+[-\u2013\u2014]\s+|\.\s+(?=[A-Z\u00a3$\d])|\.$")
_CAPITALS = re.compile(
    r"((?:[A-Z\d&'\u2019/()-]{2,40}[ ,]{1,3}){1,14})(?=[A-Z]?[a-z(]|[A-Z] )(.*)", re.DOTALL
)
_ROMANS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_LONGEST_TITLE = 120
_MOST_TITLE_WORDS = 8
_MOST_WORDS_WITH_COLON = 12
_ASKEW = 1
_WIDEST_GAP = 3
_FEWEST = 2
_MOST_CELLS = 3
_MOST_RUNS = 12
Counted = Callable[[str], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class ItemHead:
    """A heading of business: its number as printed, or None, its title, and what `follows` it.

    `line` is all that is printed after the number.
    """

    number: str | None
    title: str
    follows: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    index: int
    block: Block
    match: re.Match[str]

    @property
    def edges(self) -> tuple[int, int]:
        """Where its number begins and ends: numbers stand flush on either side."""
        return self.block.indent, self.block.indent + len(self.match["no"])


def numbered_heads(blocks: list[Block], people: Container[int] = ()) -> dict[int, ItemHead]:
    """Return the longest of the numberings of `blocks` by the index of each heading.

    `people` are numbered lines that name people and head nothing.
    """
    plain = _plain(blocks, people)
    roman = _run(blocks, _lines(blocks, _ROMAN), _roman)
    running = _run(blocks, _lines(blocks, _RUNNING), _numbers)
    found = max((plain, roman, running), key=len)
    if len(found) >= _FEWEST and not _text_between(blocks, found):
        titles = {line.match["title"].strip().lower() for line in found}
        again = _repeated(blocks[found[-1].index + 1 :], titles)
        if len(again) >= _FEWEST:
            after = found[-1].index + 1
            return {after + at: ItemHead(None, blocks[after + at].text) for at in again}
    return {line.index: _head(line) for line in found}


def _repeated(blocks: list[Block], titles: set[str]) -> list[int]:
    """Return where the titles of a table of contents stand again, each alone on its line."""
    return [at for at, block in enumerate(blocks) if block.text.lower() in titles]


def heads_of(titles: dict[int, str]) -> dict[int, ItemHead]:
    """Return the headings in marked-up lines; running numbers count where most have them."""
    running = sum(bool(_RUNNING.fullmatch(title)) for title in titles.values())
    forms = _FORMS if running * 2 > len(titles) else (_HEADING, _ROMAN)
    return {index: head_of(title, forms) for index, title in titles.items()}


def head_of(title: str, forms: tuple[re.Pattern[str], ...] = _FORMS) -> ItemHead:
    """Return the heading in a line of one of these forms; "Topic: Roads" is one, too."""
    title = _TOPIC.sub("", title, count=1) if _TOPIC.match(title) else title
    for form in forms:
        if numbered := form.fullmatch(title):
            return ItemHead(numbered["no"], numbered["title"], line=numbered["title"])
    return ItemHead(None, title, line=title)


def numbered_item(text: str) -> ItemHead | None:
    """Return the heading where a line says that it is an item, as "Item 3 Roads" does."""
    found = _PLAIN.fullmatch(text)
    if found is None or not found["item"]:
        return None
    title = found["title"].strip()
    return ItemHead(found["no"], title, line=title)


def _plain(blocks: list[Block], people: Container[int]) -> list[_Line]:
    lines = [line for line in _lines(blocks, _PLAIN) if line.index not in people]
    called = [line for line in lines if line.match["item"]]
    if len(called) >= _FEWEST:
        return _run(blocks, called, _numbers)
    clear = [line for line in lines if not _sentence(line.match["title"])]
    clean = _run(blocks, clear, _numbers)
    told = _run(blocks, [line for line in lines if _head(line).title], _numbers)
    return told if len(told) > max(_FEWEST, len(clean)) else clean


def _lines(blocks: list[Block], form: re.Pattern[str]) -> list[_Line]:
    return [
        _Line(index, block, match)
        for index, block in enumerate(blocks)
        if _may_head(block) and (match := form.fullmatch(block.text))
    ]


def _may_head(block: Block) -> bool:
    filled = sum(bool(cell) for cell in block.cells)
    row = block.kind is Kind.TABLE_ROW and filled <= _MOST_CELLS
    return row or block.kind is Kind.PARAGRAPH


def _sentence(title: str) -> bool:
    month = title.split(maxsplit=1)[0].lower().rstrip(".,") in dates.MONTH_NUMBER
    ends = len(title) > _LONGEST_TITLE or title.endswith((".", ";", ","))
    return month or ends or not title[0].isalpha() or title[0].islower()


def _head(line: _Line) -> ItemHead:
    """Return the heading of a line; of a sentence the words up to its first colon, dash or stop."""
    number, text = line.match["no"], line.match["title"].strip()
    wordy = ": " in text and len(text.split()) > _MOST_WORDS_WITH_COLON
    if not (wordy or _sentence(text)):
        return ItemHead(number, text.rstrip(" :"), line=text)
    if capitals := _CAPITALS.fullmatch(text):
        return ItemHead(number, capitals[1].strip(" ,-:"), capitals[2], text)
    end = _TITLE_END.search(text)
    title = text[: end.start()] if end else ""
    short = 0 < len(title.split()) <= _MOST_TITLE_WORDS and title[0].isupper()
    follows = text[end.end() :] if end else ""
    return ItemHead(number, title if short else "", follows, text)


def _run(blocks: list[Block], lines: list[_Line], count: Counted) -> list[_Line]:
    """Return the run of lines whose numbers go on, with the most text between them."""
    runs: list[list[_Line]] = []
    for line in lines:
        numbers = count(line.match["no"])
        extended = [run for run in runs if _goes_on(run, line, count)]
        nearest = max((run[-1].index for run in extended), default=0)
        runs += [list(run) for run in extended if run[-1].index < nearest]
        for run in extended:
            run.append(line)
        if numbers[-1:] == (1,) or len(numbers) > 1 or not runs:
            runs.append([line])
        runs = sorted(runs, key=len, reverse=True)[:_MOST_RUNS]
    return max(runs, key=lambda run: (_text_between(blocks, run), len(run)), default=[])


def _goes_on(run: list[_Line], line: _Line, count: Counted) -> bool:
    before, after = count(run[-1].match["no"]), count(line.match["no"])
    steps = [b - a for a, b in zip(before, after, strict=False) if a != b]
    next_one = len(before) == len(after) and len(steps) == 1 and 0 < steps[0] <= _WIDEST_GAP
    left, right = line.edges
    flush = abs(left - run[0].edges[0]) <= _ASKEW or abs(right - run[0].edges[1]) <= _ASKEW
    return next_one and (flush or bool(line.match["item"]) or line.block.column is not None)


def _text_between(blocks: list[Block], run: list[_Line]) -> int:
    """How many headings of a run have something printed below before the next one."""
    between = (blocks[above.index + 1 : below.index] for above, below in pairwise(run))
    return sum(any(block.text for block in some) for some in between)


def _numbers(printed: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", printed))


def _roman(printed: str) -> tuple[int, ...]:
    tens, ones = printed.count("X") - printed.endswith("IX"), printed.lstrip("X")
    if printed.endswith("IX"):
        ones = "IX"
    return (10 * tens + _ROMANS.index(ones),) if ones in _ROMANS else ()
