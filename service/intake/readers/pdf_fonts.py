"""The characters and widths that the fonts of a PDF give to the bytes of its strings."""

from dataclasses import dataclass, field

from pypdf.generic import DictionaryObject, IndirectObject, NullObject, PdfObject
from pypdf.generic._font import Font

_EM = 1000.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """What one code of a string shows, and its width in ems; `space` takes the word spacing."""

    text: str
    width: float
    space: bool


@dataclass(slots=True)
class Fonts:
    """The fonts of a document, each read once."""

    known: dict[tuple[int, int], Font] = field(default_factory=dict)

    def of(self, resources: PdfObject | None) -> dict[str, Font]:
        """Return the fonts of `resources` by the names that a page has for them."""
        found = _dictionary(_dictionary(resources).get("/Font"))
        return {
            str(name): font
            for name in found
            if (font := self._font(found.raw_get(name))) is not None
        }

    def _font(self, value: PdfObject) -> Font | None:
        key = (value.idnum, value.generation) if isinstance(value, IndirectObject) else None
        if key in self.known:
            return self.known[key]
        described = value.get_object()
        if not isinstance(described, DictionaryObject):
            return None
        font = Font.from_font_resource(described)
        if key is not None:
            self.known[key] = font
        return font


def glyphs_of(value: bytes | str, font: Font) -> list[Glyph]:
    """Return what `font` shows for the string `value`; of a font without characters, gaps."""
    codes = value if isinstance(value, str) else _codes(value, font)
    named = _named(codes, value, font)
    return [
        Glyph(
            font.character_map.get(name, name) if font.interpretable else " ",
            _width(code, font),
            code == font.space_char,
        )
        for code, name in zip(codes, named, strict=True)
    ]


def _codes(value: bytes, font: Font) -> str:
    if isinstance(font.encoding, str):
        return value.decode(font.encoding, "replace")
    return value.decode("latin-1")


def _named(codes: str, value: bytes | str, font: Font) -> list[str]:
    if isinstance(value, str) or isinstance(font.encoding, str):
        return list(codes)
    return [font.encoding.get(ord(code), code) for code in codes]


def _width(code: str, font: Font) -> float:
    if code == font.space_char:
        return font.space_width / _EM
    return font.character_widths.get(code, font.character_widths["default"]) / _EM


def _dictionary(value: PdfObject | None) -> DictionaryObject:
    found = value.get_object() if value is not None else None
    if isinstance(found, NullObject) or not isinstance(found, DictionaryObject):
        return DictionaryObject()
    return found
