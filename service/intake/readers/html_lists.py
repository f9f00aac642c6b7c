"""How the lists of a page are printed: their numbers, and which are tables of contents."""

from lxml.etree import _Element

from service.intake.readers import numerals

_FORMS = {
    "a": numerals.letters,
    "A": numerals.upper(numerals.letters),
    "i": numerals.roman,
    "I": numerals.upper(numerals.roman),
}
_LONGEST = 6


def marker_of(owner: _Element, item: _Element, place: int) -> str:
    """Return the number of the item at `place` (from 1) of an ordered list, as it is printed."""
    own, first = item.get("value", ""), owner.get("start", "")
    number = place - 1 + (int(first) if _is_number(first) else 1)
    if _is_number(own):
        number = int(own)
    form = _FORMS.get(owner.get("type", ""), str)
    return f"{form(number)}."


def opens_contents(owner: _Element) -> bool:
    """Whether every item of a list is nothing but a link into the same page."""
    items = [child for child in owner if str(child.tag).lower() == "li"]
    return bool(items) and all(_only_links_here(item) for item in items)


def _only_links_here(item: _Element) -> bool:
    links = list(item.iterdescendants("a"))
    linked = "".join(_text(link) for link in links)
    here = all((link.get("href") or "").startswith("#") for link in links)
    return bool(links) and here and linked.split() == _text(item).split()


def _text(element: _Element) -> str:
    return "".join(str(part) for part in element.itertext())


def _is_number(text: str) -> bool:
    return text.removeprefix("-").isdecimal() and len(text) <= _LONGEST
