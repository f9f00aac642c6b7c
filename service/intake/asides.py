"""Finds what of a column of actions the layout printed among the narrative.

Told by its own numbering, by an owner who is to do something, by a bare name beside a paragraph, or
by standing in the middle of a sentence that goes on below. Only minutes that head such a column
have asides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from service.intake.blocks import Kind
from service.intake.numbering import ItemHead
from service.intake.owners import names_known_owners, owes_plainly
from service.intake.seams import cut_in_two
from service.intake.sentences import finished, opens_low
from service.intake.spacing import Line
from service.intake.speakers import speaker_of
from service.intake.voices import Voices

_ENTRY = re.compile(r"(\d{1,2})[.)]\s+(?=[A-Z])")
_SEAM = re.compile(r"(?<=[a-z)]{2}[.!?])\s+(?=[a-z])")
_FEWEST_ENTRIES = 3
_FEWEST_WORDS = 6
_LONGEST_INTERRUPTION = 8
_MOST_NAMES = 6


@dataclass(slots=True)
class _Walk:
    lines: list[Line]
    heads: dict[int, ItemHead]
    known: frozenset[str]
    voices: Voices
    entries: dict[int, str]
    names: set[int]
    told: str = ""
    beside: str = ""
    in_aside: bool = False

    def run(self) -> Iterator[Line]:
        """Yield each line, marked where it is an aside, parted where it is one in part."""
        for place, line in enumerate(self.lines):
            text = line.block.text
            if line.block.span.start in self.heads or line.block.kind is Kind.HEADING:
                self.told = self.beside = ""
                self.in_aside = False
                yield line
            elif self._is_label(place, text):
                self.told, self.in_aside = "", False
                yield line
            elif seam := self._seam(line):
                yield from self._both(line, seam)
            elif self._aside(place, line):
                yield self._beside(place, line)
            else:
                self.told, self.in_aside = text, False
                yield line

    def _is_label(self, place: int, text: str) -> bool:
        return place not in self.names and self.voices.label(text) is not None

    def _beside(self, place: int, line: Line) -> Line:
        number = self.entries.get(place)
        found = _ENTRY.match(line.block.text) if number else None
        self.beside, self.in_aside = line.block.text, not line.aside
        block = replace(line.block, text=line.block.text[found.end() :]) if found else line.block
        return replace(line, block=block, aside=True, entry=number)

    def _both(self, line: Line, seam: int) -> Iterator[Line]:
        beside, told = cut_in_two(line.block, seam)
        self.beside, self.told, self.in_aside = beside.text, told.text, False
        yield replace(line, block=beside, aside=True)
        yield replace(line, block=told, gap=True)

    def _seam(self, line: Line) -> int | None:
        """Where a line goes on with the narrative after an action that was run into it."""
        found = _SEAM.search(line.block.text)
        owed = found and line.gap and _cut(self.told) and owes_plainly(line.block.text, self.known)
        return found.end() if found and owed else None

    def _aside(self, place: int, line: Line) -> bool:
        if line.aside or place in self.entries or place in self.names:
            return True
        if not line.gap or line.block.column is not None:
            return self.in_aside and line.block.column is None
        if opens_low(line.block.text):
            both = _cut(self.told) and self._next_is_aside(place)
            return bool(self.beside) and not finished(self.beside) and (both or not _cut(self.told))
        if line.block.kind is Kind.LIST_ITEM:
            return False
        return owes_plainly(line.block.text, self.known) or (
            _cut(self.told) and self._interrupts(place)
        )

    def _next_is_aside(self, place: int) -> bool:
        after = place + 1
        return after in self.entries or (after < len(self.lines) and self.lines[after].aside)

    def _interrupts(self, place: int) -> bool:
        """Whether the sentence that was cut goes on a few lines below."""
        for line in self.lines[place + 1 : place + _LONGEST_INTERRUPTION]:
            if line.block.span.start in self.heads or line.block.kind is Kind.HEADING:
                return False
            if line.gap and opens_low(line.block.text):
                return True
            if line.block.kind is Kind.LIST_ITEM:
                return False
        return False


def with_asides(
    lines: list[Line], heads: dict[int, ItemHead], known: frozenset[str], voices: Voices
) -> list[Line]:
    """Return the lines of a meeting that heads a column of actions, each aside marked."""
    entries = _entries(lines, heads)
    names = _margin_names(lines, heads, known, voices)
    return list(_Walk(lines, heads, known, voices, entries, names).run())


def _cut(text: str) -> bool:
    return len(text.split()) >= _FEWEST_WORDS and not finished(text)


def _entries(lines: list[Line], heads: dict[int, ItemHead]) -> dict[int, str]:
    """Return lines numbered through the whole meeting, which most of the time stand apart."""
    found: dict[int, str] = {}
    for place, line in enumerate(lines):
        numbered = _ENTRY.match(line.block.text)
        fresh = line.block.span.start not in heads
        if fresh and numbered and int(numbered[1]) == len(found) + 1:
            found[place] = numbered[1]
    apart = sum(place - 1 not in found for place in found)
    return found if len(found) >= _FEWEST_ENTRIES and apart * 2 > len(found) else {}


def _margin_names(
    lines: list[Line], heads: dict[int, ItemHead], known: frozenset[str], voices: Voices
) -> set[int]:
    """Return lines of bare names that say who owes, where most of them do not say who speaks."""
    bare = [
        place
        for place, line in enumerate(lines)
        if not line.aside and line.block.span.start not in heads and _bare(line, known, voices)
    ]
    owing = [place for place in bare if _other_speaks(lines, place, set(bare))]
    return set(bare) if len(owing) * 2 > len(bare) else set()


def _bare(line: Line, known: frozenset[str], voices: Voices) -> bool:
    text = line.block.text
    plain = line.gap and line.block.kind is not Kind.LIST_ITEM and not finished(text)
    few = len(text.split()) <= _MOST_NAMES
    return plain and few and (voices.know(text) or names_known_owners(text, known))


def _other_speaks(lines: list[Line], place: int, bare: set[int]) -> bool:
    """Whether what follows a bare name has a speaker of its own, or is another bare name."""
    if place + 1 in bare or place + 1 >= len(lines):
        return True
    return speaker_of(lines[place + 1].block.text) is not None
