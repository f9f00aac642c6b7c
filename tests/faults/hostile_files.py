"""Makes hostile documents, each kind by one function of chance; names say what they pretend."""

import io
import struct
import zipfile
from functools import cache

from service.sample import texts
from tests import documents
from tests.faults import hostile_pdf

SUFFIXES = ("txt", "md", "html", "docx", "pdf")
_PIECES = (b"\x00", b"\xff\xfe", b"%%EOF", b"<![CDATA[", b"]]>", b"&#xD800;", b"\xed\xa0\x80")
_MAIN = "word/document.xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_COUNTED = (
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="-7"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    "<w:r><w:t>x</w:t></w:r></w:p>"
)
_BIG = 210_000_000
_BLANKS = 1_000_000


@cache
def good():
    """Return documents that are well formed, by suffix."""
    made = {suffix: [] for suffix in SUFFIXES}
    for name, data in texts():
        text = data.decode()
        made["md" if name.endswith(".md") else "txt"].append(data)
        made["html"].append(documents.page(text))
        made["docx"].append(documents.word(text, numbered=True))
        made["pdf"].append(documents.pdf(text))
        made["pdf"].append(documents.pdf(text, packed=False))
    return made


def _any(chance):
    suffix = chance.choice(SUFFIXES)
    return suffix, bytearray(chance.choice(good()[suffix]))


def flipped(chance):
    """Change some bytes."""
    suffix, data = _any(chance)
    for _ in range(chance.choice((1, 5, 50, 500))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return f"flipped.{suffix}", bytes(data)


def cut(chance):
    """Leave the end out, or the beginning."""
    suffix, data = _any(chance)
    at = chance.randrange(len(data))
    return f"cut.{suffix}", bytes(data[:at] if chance.random() < 0.8 else data[at:])


def spliced(chance):
    """Move, double and insert pieces."""
    suffix, data = _any(chance)
    for _ in range(chance.randint(1, 6)):
        a, b = sorted(chance.randrange(len(data)) for _ in range(2))
        piece = data[a : min(b, a + 4_000)] * chance.choice((1, 2, 20))
        at = chance.randrange(len(data))
        data[at:at] = piece + chance.choice(_PIECES)
    return f"spliced.{suffix}", bytes(data)


def disguised(chance):
    """Name a document as another kind, or give another kind the name of a document."""
    _, data = _any(chance)
    other = chance.choice(
        (
            bytes(data),
            b"{\\rtf1 Minutes}",
            b"\x89PNG\r\n\x1a\n" + bytes(200),
            b"\xff\xd8\xff\xe0" + bytes(200),
            _compound("WordDocument"),
            _compound("EncryptedPackage"),
            _zipped({"xl/workbook.xml": b"<workbook/>"}),
            _zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}),
            _zipped({"notes.txt": b"Minutes"}),
            b"%PDF-1.7\n" + bytes(chance.randrange(256) for _ in range(300)),
            b"PK\x03\x04" + bytes(chance.randrange(256) for _ in range(300)),
        )
    )
    return f"disguised.{chance.choice(SUFFIXES)}", other


def encoded(chance):
    """Write a text or a page in another encoding than it says."""
    suffix = chance.choice(("txt", "md", "html"))
    text = chance.choice(good()[suffix]).decode() + "\nPrésent: Zoë Märtz \u2013 \u201cYes\u201d\n"
    encoding = chance.choice(
        ("cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp500", "shift_jis", "utf-7")
    )
    return f"encoded.{suffix}", text.encode(encoding, "replace")


def junk(chance):
    """Mix in what is no text: zeros, halves of characters, control characters."""
    suffix, data = _any(chance)
    for _ in range(chance.randint(1, 40)):
        at = chance.randrange(len(data))
        data[at:at] = chance.choice(_PIECES) * chance.choice((1, 3, 100))
    return f"junk.{suffix}", bytes(data)


def random_bytes(chance):
    """Give nothing, blanks, or noise behind a beginning that promises more."""
    begin = chance.choice((b"", b"PK\x03\x04", b"%PDF-1.4\n", b"<html>", b"\xff\xfe", b" \n\t"))
    size = chance.choice((0, 1, 100, 20_000))
    return f"noise.{chance.choice(SUFFIXES)}", begin + chance.randbytes(size)


def long_lines(chance):
    """Write a line that never ends, or lines without end."""
    suffix = chance.choice(("txt", "md", "html"))
    unit = chance.choice((b"a", b"a ", b"( ", b"[", b"<p>", b"|", b"* ", b"\n", b"1. ", b"&amp;"))
    size = chance.choice((200_000, 3_000_000, 21_000_000))
    return f"long.{suffix}", unit * (size // len(unit))


def page_bomb(chance):
    """Make a page that nests, spans or repeats beyond measure."""
    number = chance.choice((300, 5_000, 300_000))
    made = chance.choice(
        (
            b"<div>" * number + b"x",
            b"<table><tr><td>" * min(number, 5_000) + b"x",
            b"<ul><li>" * min(number, 5_000) + b"x",
            b"<table><tr>" + b"<td colspan=999999999>x" * min(number, 20_000),
            b"<p " + b" ".join(b"a%d=1" % at for at in range(number)) + b">x",
            b"<b><i>" * number + b"x",
            b"<!DOCTYPE html [" + b'<!ENTITY a "aaaa">' * 50 + b"]><p>&a;" + b"&amp;" * number,
            b"<dl>" + b"<dt>x<dd>" * number,
            b"<pre>" + b"\n" * number + b"x",
            b"<ol start=99999999999999><li value=-5>x<li value=\xd9\xa3>y",
        )
    )
    return "bomb.html", b"<html><body>" + made


def zip_bomb(chance):
    """Make a Word document that unpacks to more than anybody has, or says so."""
    form = chance.choice(("large", "ratio", "lying", "many", "nested", "locked"))
    if form == "large":
        return "bomb.docx", _inflated(_BIG)
    if form == "ratio":
        return "bomb.docx", _inflated(30_000_000)
    if form == "lying":
        return "bomb.docx", _lying(chance)
    if form == "many":
        return "bomb.docx", _word({f"word/x{at}.xml": b"" for at in range(15_000)})
    if form == "nested":
        return "bomb.docx", _word({"word/embeddings/inner.zip": _inflated(30_000_000)})
    data = bytearray(_word({}))
    for at in _places(data, b"PK\x01\x02"):
        data[at + 8] |= 1
    return "locked.docx", bytes(data)


def word_bomb(chance):
    """Make a Word document whose XML is hostile."""
    deep = chance.choice((30, 200, 3_000))
    laughs = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    made = chance.choice(
        (
            f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>{_said("&l9;")}',
            f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{_said("&e;")}',
            f'<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd"><w:document {_W}/>',
            f"<w:document {_W}><w:body>"
            + "<w:tbl><w:tr><w:tc>" * deep
            + "</w:tc></w:tr></w:tbl>" * deep
            + "</w:body></w:document>",
            f"<w:document {_W}><w:body><w:tbl><w:tr>"
            + '<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc>' * 500
            + "</w:tr></w:tbl></w:body></w:document>",
            f"<w:document {_W}><w:body>" + "<w:sdt><w:sdtContent>" * deep,
            f"<w:document {_W}><w:body>" + _COUNTED * 3_000 + "</w:body></w:document>",
            _said("x" * 3_000_000),
            "<document/>",
            f"<w:document {_W}>\x00</w:document>",
        )
    )
    return "bomb.docx", _word({_MAIN: made.encode()})


def _said(words):
    inside = f"<w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body>"
    return f"<w:document {_W}>{inside}</w:document>"


def word_flipped(chance):
    """Change bytes inside the parts of a Word document."""
    parts = _parts(chance.choice(good()["docx"]))
    name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    data = bytearray(parts[name])
    for _ in range(chance.choice((1, 3, 30))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    parts[name] = bytes(data)
    return "flipped.docx", _zipped(parts)


def word_torn(chance):
    """Leave parts of a Word document out, or let them refer to what is not there."""
    parts = _parts(chance.choice(good()["docx"]))
    for name in chance.sample(sorted(parts), chance.randint(1, 4)):
        if chance.random() < 0.5:
            del parts[name]
        else:
            parts[name] = parts[name].replace(b"Target=", b'TargetMode="External" Target=')
    return "torn.docx", _zipped(parts)


def _word(parts):
    return _zipped(_parts(good()["docx"][0]) | parts)


def _parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else None
            archive.writestr(name, data, kind)
    return kept.getvalue()


@cache
def _inflated(size):
    """Return a document whose text unpacks to `size` blanks, which are never held at once."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in _parts(good()["docx"][0]).items():
            with archive.open(name, "w") as part:
                if name == _MAIN:
                    for _ in range(0, size, _BLANKS):
                        part.write(b" " * _BLANKS)
                else:
                    part.write(data)
    return kept.getvalue()


def _lying(chance):
    """Declare other sizes than the parts have."""
    data = bytearray(_inflated(30_000_000))
    for at in _places(data, b"PK\x01\x02"):
        size = chance.choice((0, 1, 2**31 - 1, 2**32 - 1))
        data[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(data)


def _places(data, sign):
    at = data.find(sign)
    while at >= 0:
        yield at
        at = data.find(sign, at + 4)


def _compound(stream):
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + stream.encode("utf-16-le") + bytes(500)
    )


MAKERS = {
    "cut": cut,
    "disguised": disguised,
    "encoded": encoded,
    "flipped": flipped,
    "junk": junk,
    "long lines": long_lines,
    "noise": random_bytes,
    "page bomb": page_bomb,
    "pdf bomb": hostile_pdf.bomb,
    "pdf flipped": lambda chance: hostile_pdf.flipped(chance, good()["pdf"]),
    "pdf structure": hostile_pdf.structure,
    "spliced": spliced,
    "word bomb": word_bomb,
    "word flipped": word_flipped,
    "word torn": word_torn,
    "zip bomb": zip_bomb,
}
