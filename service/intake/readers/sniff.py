"""What the bytes of a document really are, whatever its name says; what is not read is named."""

import re
from enum import StrEnum
from pathlib import PurePath

from service.errors import Unreadable


class Format(StrEnum):
    """The formats that are read, by the suffix to save them under."""

    TEXT = "txt"
    HTML = "html"
    WORD = "docx"
    PDF = "pdf"


_SUFFIXES = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown"), Format.TEXT),
    **dict.fromkeys((".html", ".htm", ".xhtml"), Format.HTML),
    **dict.fromkeys((".docx", ".docm", ".dotx"), Format.WORD),
    ".pdf": Format.PDF,
}
_CALLED = {
    Format.TEXT: "plain text",
    Format.HTML: "an HTML page",
    Format.WORD: "a Word document (.docx)",
    Format.PDF: "a PDF",
}
_MARKDOWN = frozenset({".md", ".markdown"})

_HEAD = 4_096
_PDF_WITHIN = 1_024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:[^-]|-(?!->)){0,2000}-->\s*){0,9}"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|frameset)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(
    rb"</?(?:html|body|p|br|div|span|h[1-6]|table|tr|ul|ol|li|dl|pre)\b[^<>]{0,400}>",
    re.IGNORECASE,
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_AS_WORD = "Open it in the program that made it and save it as a Word document (.docx) or a PDF."
_AS_SCAN = "Have its text recognised (OCR), and save that as a PDF or as plain text."
_UNPACK = "Unpack it and send the document that is in it."
_LOCKED = (
    "The document is protected with a password. Open it with the password, save it without and "
    "send it again."
)
_BEGIN = (
    (b"{\\rtf", "a Rich Text document (.rtf)", _AS_WORD),
    (b"\x89PNG\r\n", "a picture (PNG)", _AS_SCAN),
    (b"\xff\xd8\xff", "a picture (JPEG)", _AS_SCAN),
    (b"GIF8", "a picture (GIF)", _AS_SCAN),
    (b"II*\x00", "a picture (TIFF)", _AS_SCAN),
    (b"MM\x00*", "a picture (TIFF)", _AS_SCAN),
    (b"BM", "a picture (BMP)", _AS_SCAN),
    (b"RIFF", "a picture, a sound or a film", _AS_SCAN),
    (b"%!PS", "a PostScript file", _AS_WORD),
    (b"\x1f\x8b\x08", "a compressed file (.gz)", _UNPACK),
    (b"BZh", "a compressed file (.bz2)", _UNPACK),
    (b"\xfd7zXZ\x00", "a compressed file (.xz)", _UNPACK),
    (b"7z\xbc\xaf'\x1c", "an archive (.7z)", _UNPACK),
    (b"Rar!\x1a\x07", "an archive (.rar)", _UNPACK),
    (b"\x7fELF", "a program", "Check that the right file was chosen."),
    (b"MZ", "a program", "Check that the right file was chosen."),
    (b"SQLite format 3\x00", "a database", "Check that the right file was chosen."),
)
_SHORT_BEGIN = 2
_PACKED = (
    (b"xl/workbook", "an Excel workbook (.xlsx)"),
    (b"ppt/presentation", "a PowerPoint presentation (.pptx)"),
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text (.odt)"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file (.ods, .odp)"),
    (b"application/epub+zip", "an e-book (.epub)"),
    (b"Index/Document.iwa", "a Pages document (.pages)"),
)
_STREAMS = (
    ("WordDocument", "an old Word document (.doc)"),
    ("Workbook", "an old Excel workbook (.xls)"),
    ("PowerPoint Document", "an old PowerPoint presentation (.ppt)"),
    ("__substg1.0", "an Outlook message (.msg)"),
)


def format_of(data: bytes, name: str) -> Format:
    """Return what `data` is; a name that says something else is refused, and so is any other kind.

    A name without a suffix that is known says nothing.
    """
    found = _format(data, name)
    suffix = PurePath(name).suffix.lower()
    named = _SUFFIXES.get(suffix, found)
    if named is not found:
        raise Unreadable(
            f"The name ends in {suffix}, but this is {_CALLED[found]}. If it is the right file, "
            f"rename it so that it ends in .{found} and send it again."
        )
    return found


def is_markdown(name: str) -> bool:
    """Whether a text is named as Markdown."""
    return PurePath(name).suffix.lower() in _MARKDOWN


def _format(data: bytes, name: str) -> Format:
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return Format.PDF
    if data.startswith(_ZIP):
        return _packed(data)
    if data.startswith(_COMPOUND):
        raise _compound(data)
    for begin, called, advice in _BEGIN:
        if data.startswith(begin) and (len(begin) > _SHORT_BEGIN or b"\0" in data[:_HEAD]):
            raise _other(called, advice)
    if data[4:8] == b"ftyp":
        raise _other("a picture or a film", _AS_SCAN)
    return _written(data, name)


def _packed(data: bytes) -> Format:
    if b"word/" in data:
        return Format.WORD
    called = next((called for part, called in _PACKED if part in data), None)
    raise _other(called, _AS_WORD) if called else _other("a zip archive", _UNPACK)


def _compound(data: bytes) -> Unreadable:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Unreadable(_LOCKED)
    found = (called for stream, called in _STREAMS if stream.encode("utf-16-le") in data)
    return _other(next(found, "a file of an old Office program"), _AS_WORD)


def _written(data: bytes, name: str) -> Format:
    head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    named = _SUFFIXES.get(PurePath(name).suffix.lower())
    if _PAGE.match(head) or (named is Format.HTML and _TAG.search(data)):
        return Format.HTML
    if head.startswith(b"<?xml"):
        raise _other("an XML file", _AS_WORD)
    if named not in {None, Format.TEXT} and len(_CONTROL.findall(data[:_HEAD])) * 50 > len(head):
        raise Unreadable(
            f"The file is damaged: it is neither {_CALLED[named]}, as its name says, nor text. "
            "Open it in the program that made it and save it again."
        )
    return Format.TEXT


def _other(called: str, advice: str) -> Unreadable:
    return Unreadable(f"This is {called}, which cannot be read. {advice}")
