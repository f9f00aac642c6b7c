"""Counts the lists of a Word document as Word does, since it stores no number that it prints."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml.etree import _Element

from service.intake.readers import numerals
from service.intake.readers.word_package import attribute, local
from service.intake.readers.word_styles import Styles, child, number, value

_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": numerals.padded,
    "lowerLetter": numerals.letters,
    "upperLetter": numerals.upper(numerals.letters),
    "lowerRoman": numerals.roman,
    "upperRoman": numerals.upper(numerals.roman),
}
_PLACE = re.compile(r"%([1-9])")
_DEEPEST = 8
BULLET = "\u2022"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, its form and text, and after which level it restarts.

    `restart` is None where it restarts after each level above it, 0 where it never does.
    """

    start: int = 1
    form: str = "decimal"
    text: str = "%1."
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number as printed, or a bullet, so many levels deep."""

    printed: str
    depth: int


@dataclass(slots=True)
class _List:
    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbers:
    """The lists of a document, and how far each has counted."""

    styles: Styles
    lists: dict[str, _List] = field(default_factory=dict)
    counted: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, properties: _Element | None) -> Numbered | None:
        """Count on and return what is printed before a paragraph, None where nothing is."""
        found = self._placed(properties)
        if found is None:
            return None
        identity, depth = found
        one = self.lists[identity]
        level = one.levels.get(depth, Level())
        self._count(identity, one, depth)
        if level.form == "bullet":
            return Numbered(BULLET, depth)
        printed = "" if level.form == "none" else self._printed(one, level)
        return Numbered(printed, depth) if printed else None

    def _placed(self, properties: _Element | None) -> tuple[str, int] | None:
        """Return the list and the level of a paragraph: its own, or those of its style."""
        named = value(properties, "pStyle")
        identity = value(properties, "numPr", "numId")
        depth = number(value(properties, "numPr", "ilvl"))
        for style in self.styles.chain(named):
            identity = identity or style.number_id
            depth = style.level if depth is None else depth
        if identity not in self.lists:
            return None
        depth = self._depth(identity, named) if depth is None else depth
        return identity, max(0, min(depth, _DEEPEST))

    def _depth(self, identity: str, named: str | None) -> int:
        levels = self.lists[identity].levels
        owned = (depth for depth, level in levels.items() if named and level.style == named)
        return next(owned, 0)

    def _count(self, identity: str, one: _List, depth: int) -> None:
        counted = self.counted[one.definition]
        if (identity, depth) not in self.begun and depth in one.starts:
            counted[depth] = one.starts[depth] - 1
        self.begun.add((identity, depth))
        start = one.levels.get(depth, Level()).start
        counted[depth] = counted.get(depth, start - 1) + 1
        for deeper in [below for below in counted if below > depth]:
            restart = one.levels.get(deeper, Level()).restart
            if restart is None or depth < restart:
                del counted[deeper]

    def _printed(self, one: _List, level: Level) -> str:
        counted = self.counted[one.definition]

        def form(place: re.Match[str]) -> str:
            depth = int(place[1]) - 1
            other = one.levels.get(depth, Level())
            at = counted.get(depth, other.start)
            return (str if level.legal else _FORMS.get(other.form, str))(at)

        return _PLACE.sub(form, level.text).strip()


def numbers_of(roots: list[_Element], styles: Styles) -> Numbers:
    """Return the lists of the parts that define them."""
    numbers = Numbers(styles)
    definitions: dict[str, dict[int, Level]] = {}
    links: dict[str, str] = {}
    for element in (one for root in roots for one in root):
        if local(element) == "abstractNum":
            identity = attribute(element, "abstractNumId") or ""
            definitions[identity] = _levels(element)
            if linked := value(element, "numStyleLink"):
                links[identity] = linked
    for element in (one for root in roots for one in root):
        if local(element) == "num":
            one = _list(element, definitions)
            numbers.lists[attribute(element, "numId") or ""] = one
    _follow(numbers, links)
    return numbers


def _follow(numbers: Numbers, links: dict[str, str]) -> None:
    """Let a list that only names a style of lists have the levels of that style."""
    for one in numbers.lists.values():
        named = numbers.styles.known.get(links.get(one.definition, ""))
        other = numbers.lists.get(named.number_id or "") if named else None
        if other is not None:
            one.definition, one.levels = other.definition, {**other.levels, **one.levels}


def _list(element: _Element, definitions: dict[str, dict[int, Level]]) -> _List:
    definition = value(element, "abstractNumId") or ""
    levels = dict(definitions.get(definition, {}))
    starts: dict[int, int] = {}
    for override in (one for one in element if local(one) == "lvlOverride"):
        depth = number(attribute(override, "ilvl")) or 0
        levels.update(_levels(override))
        start = number(value(override, "startOverride"))
        if start is not None:
            starts[depth] = start
    return _List(definition, levels, starts)


def _levels(element: _Element) -> dict[int, Level]:
    return {
        number(attribute(one, "ilvl")) or 0: Level(
            number(value(one, "start")) or 0,
            value(one, "numFmt") or "decimal",
            value(one, "lvlText") or "",
            number(value(one, "lvlRestart")),
            child(one, "isLgl") is not None,
            value(one, "pStyle"),
        )
        for one in element
        if local(one) == "lvl"
    }
