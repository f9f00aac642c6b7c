"""Makes hostile PDFs: loops, lies about sizes, streams that swell, and pages without text."""

import re
import zlib
from functools import cache

_OBJECT = re.compile(rb"\d+ 0 R|/[A-Z][A-Za-z]+|\b\d+\b")
_TEXT = b"BT /F1 12 Tf 72 700 Td (Present: Ann Lee) Tj ET"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def made(objects, trailer=b"", prev=b""):
    """Return a PDF of numbered objects; the first is the catalogue."""
    data = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    root = b"<</Size %d/Root 1 0 R%s%s>>" % (
        len(objects) + 1,
        prev % start if prev else b"",
        trailer,
    )
    return data + b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (root, start)


def stream(content, entries=b"", length=None):
    """Return a stream object, which may lie about its length."""
    size = len(content) if length is None else length
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (size, entries, content)


def packed(content, entries=b""):
    """Return a stream object that is compressed."""
    return stream(zlib.compress(content, 1), b"/Filter/FlateDecode" + entries)


def one_page(content, *more, resources=b"/Font<</F1 5 0 R>>", page=b""):
    """Return the objects of a PDF with one page; further objects count from 6."""
    return [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<%s>>%s>>"
        % (resources, page),
        content,
        _FONT,
        *more,
    ]


def structure(chance):
    """Make a PDF whose parts refer in circles, or are not what they should be."""
    text = stream(_TEXT)
    loops = one_page(text)
    forms = stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/Resources<</XObject<</X 6 0 R>>>>")
    objects = chance.choice(
        (
            [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"],
            [b"<</Type/Catalog/Pages 1 0 R>>"],
            [b"<</Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"3 0 R"],
            [loops[0], b"<</Type/Pages/Kids[%s]/Count 2>>" % (b"3 0 R " * 3_000), *loops[2:]],
            [loops[0], b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>", *loops[2:]],
            [loops[0], b"<</Type/Pages/Kids 5 0 R/Count -1>>", *loops[2:]],
            one_page(b"4 0 R"),
            one_page(b"[" + b"4 0 R " * 50 + b"]"),
            one_page(b"<</Length 4 0 R>>\nstream\n" + _TEXT + b"\nendstream"),
            one_page(stream(_TEXT, length=2**31)),
            one_page(stream(_TEXT, length=-5)),
            one_page(text, resources=b"/Font 3 0 R"),
            one_page(text, resources=b"/Font<</F1 3 0 R>>"),
            one_page(text, page=b"/Rotate 12345/MediaBox[0 0 0 0]"),
            one_page(stream(b"/X Do"), forms, resources=b"/XObject<</X 6 0 R>>"),
            one_page(stream(b"q " * 50_000 + _TEXT)),
            one_page(stream(b"Q " * 50_000 + _TEXT + b" ET ET EMC EMC")),
            one_page(stream(b"BT /F1 1e9 Tf 1e30 0 0 1e30 1e30 1e30 Tm (x) Tj ET")),
            one_page(stream(b"BT /F1 12 Tf 0 Tz (x) Tj [(y) 1e308 (z)] TJ ET")),
        )
    )
    prev = chance.choice((b"", b"", b"/Prev %d"))
    trailer = chance.choice((b"", b"", b"/XRefStm 9", b"/Encrypt 1 0 R"))
    return "structure.pdf", made(objects, trailer, prev)


def bomb(chance):
    """Make a PDF that swells, nests or goes on beyond measure, or has no text at all."""
    deep = chance.choice((500, 20_000, 300_000))
    swelling = _swelling()
    cmap = b"begincmap\n1 beginbfrange\n<0000> <FFFFFFFF> <0000>\nendbfrange\nendcmap"
    mapped = b"<</Type/Font/Subtype/Type1/BaseFont/X/ToUnicode 6 0 R>>"
    objects = chance.choice(
        (
            one_page(stream(swelling, b"/Filter/FlateDecode")),
            one_page(stream(zlib.compress(swelling), b"/Filter[/FlateDecode/FlateDecode]")),
            one_page(packed(_TEXT * min(deep, 60_000))),
            one_page(packed(b"BT /F1 12 Tf 72 700 Td (" + b"x" * 3_000_000 + b") Tj ET")),
            one_page(packed(b"BT /F1 1 Tf " + b"(x) Tj 0 -1 Td " * deep + b"ET")),
            one_page(packed(b"[" * deep + b"]" * deep)),
            one_page(packed(b"<<" * deep)),
            one_page(packed(b"(" * deep)),
            [*one_page(stream(_TEXT))[:4], mapped, stream(cmap)],
            one_page(stream(b"72 72 400 400 re f")),
            one_page(
                stream(b"q 612 0 0 792 0 0 cm /I Do Q"),
                _picture(),
                resources=b"/XObject<</I 6 0 R>>",
            ),
            [b"[" * deep, *one_page(stream(_TEXT))[1:]],
            [*one_page(stream(_TEXT)), *[b"<<>>"] * min(deep, 30_000)],
        )
    )
    return "bomb.pdf", made(objects)


@cache
def _swelling():
    """Return 90 million blanks, compressed without holding them at once."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * 1_000_000) for _ in range(90)) + packer.flush()


def _picture():
    entries = b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray"
    return packed(bytes(10_000), entries + b"/BitsPerComponent 8")


def flipped(chance, good):
    """Exchange numbers, references and names inside a PDF that is not compressed."""
    data = chance.choice([one for one in good if b"Tj" in one])
    found = list(_OBJECT.finditer(data))
    for match in sorted(chance.sample(found, chance.choice((1, 3, 20))), key=lambda m: -m.start()):
        other = chance.choice(found)[0]
        data = data[: match.start()] + other + data[match.end() :]
    return "flipped.pdf", data
