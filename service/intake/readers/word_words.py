"""The words of a Word paragraph as they stand after all changes are accepted.

Insertions are read and deletions are not; hidden text, comments and the codes of fields are not
either. A line break is a line feed, and what stands in text boxes is read after the paragraph.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from service.intake.readers.word_package import attribute, local
from service.intake.readers.word_styles import child, value

_WRAPPERS = frozenset(
    {"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple"}
    | {"dir", "bdo", "ruby", "rubyBase", "AlternateContent", "Choice"}
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_DRAWN = frozenset({"drawing", "pict", "object"})
_NO = frozenset({"0", "false", "off"})
_SYMBOLS = {
    "f0fe": "\u2612",
    "f0fd": "\u2612",
    "f052": "\u2611",
    "f0a8": "\u2610",
    "f06f": "\u2610",
    "f0fc": "\u2713",
}


@dataclass(slots=True)
class Words:
    """The words of a paragraph and the text boxes that hang on it."""

    parts: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words, with a line feed for each line break."""
        return "".join(self.parts)


def words_of(paragraph: _Element) -> Words:
    """Return the words of a paragraph."""
    words = Words()
    for run in unwrapped(paragraph):
        if local(run) == "r" and not _hidden(run):
            for part in unwrapped(run):
                _take(part, words)
    return words


def unwrapped(element: _Element) -> Iterator[_Element]:
    """Return the children of `element`, with those of what only wraps them in their place."""
    for one in element:
        if local(one) in _WRAPPERS:
            yield from unwrapped(one)
        else:
            yield one


def _take(part: _Element, words: Words) -> None:
    name = local(part)
    if name == "t":
        words.parts.append(part.text or "")
    elif name in _SIGNS:
        words.parts.append(_SIGNS[name])
    elif name == "sym":
        words.parts.append(_SYMBOLS.get((attribute(part, "char") or "").lower(), ""))
    elif name == "fldChar":
        words.parts.append(_form_box(part))
    elif name in _DRAWN:
        words.boxes.extend(_boxes(part))


def _boxes(drawn: _Element) -> Iterator[_Element]:
    """Return the text boxes of a drawing, of which older programs get a second copy."""
    for one in drawn:
        name = local(one)
        if name == "txbxContent":
            yield one
        elif name != "Fallback":
            yield from _boxes(one)


def _hidden(run: _Element) -> bool:
    found = child(run, "rPr", "vanish")
    return found is not None and attribute(found, "val") not in _NO


def _form_box(field_sign: _Element) -> str:
    box = child(field_sign, "ffData", "checkBox")
    if box is None:
        return ""
    state = child(box, "checked")
    if state is None:
        ticked = value(box, "default") not in {None, *_NO}
    else:
        ticked = attribute(state, "val") not in _NO
    return "[x] " if ticked else "[ ] "
