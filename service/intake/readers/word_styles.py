"""The styles of a Word document, as far as they say what a paragraph is: a heading, or numbered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from service.intake.readers.word_package import attribute, local

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_DEEPEST = 20
_OUTLINE = 9


def child(element: _Element | None, *path: str) -> _Element | None:
    """Return the element down `path` from `element`, each step by its local name."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def value(element: _Element | None, *path: str) -> str | None:
    """Return the `val` of the element down `path`."""
    found = child(element, *path)
    return attribute(found, "val") if found is not None else None


def number(text: str | None) -> int | None:
    """Return a number that a document states, None where it states none."""
    return int(text) if text and text.removeprefix("-").isdecimal() and len(text) < 9 else None  # noqa: PLR2004 - of Word's range


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says."""

    name: str
    based_on: str | None
    outline: int | None
    number_id: str | None
    level: int | None


@dataclass(slots=True)
class Styles:
    """The styles by their identity; a style says what those it is based on say, unless it does."""

    known: dict[str, Style] = field(default_factory=dict)

    def chain(self, identity: str | None) -> Iterator[Style]:
        """Return a style and those it is based on."""
        for _ in range(_DEEPEST):
            style = self.known.get(identity or "")
            if style is None:
                return
            yield style
            identity = style.based_on

    def heading(self, properties: _Element | None) -> int:
        """Return the level of a heading with these properties, 0 for any other paragraph."""
        chain = list(self.chain(value(properties, "pStyle")))
        if any(style.name.lower() == "title" for style in chain):
            return 1
        for style in chain:
            if found := _HEADING.fullmatch(style.name):
                return int(found[1]) + 1
        outlines = [number(value(properties, "outlineLvl")), *(style.outline for style in chain)]
        outline = next((one for one in outlines if one is not None), _OUTLINE)
        return outline + 2 if 0 <= outline < _OUTLINE else 0


def styles_of(roots: list[_Element]) -> Styles:
    """Return the styles of the parts that define them."""
    styles = Styles()
    for element in (one for root in roots for one in root if local(one) == "style"):
        properties = child(element, "pPr")
        styles.known[attribute(element, "styleId") or ""] = Style(
            value(element, "name") or "",
            value(element, "basedOn"),
            number(value(properties, "outlineLvl")),
            value(properties, "numPr", "numId"),
            number(value(properties, "numPr", "ilvl")),
        )
    return styles
