"""Reads any document: text here, everything else apart, since its parsers are not ours to trust."""

from service.errors import Unreadable
from service.intake.blocks import Source
from service.intake.readers import text
from service.intake.readers.apart import read_apart
from service.intake.readers.limits import Limits
from service.intake.readers.sniff import Format, format_of, is_markdown

_DEFAULT = Limits()
_PROGRAMS = {
    Format.HTML: "service.intake.readers.html_document",
    Format.WORD: "service.intake.readers.word_document",
    Format.PDF: "service.intake.readers.pdf_document",
}


def read_document(data: bytes, name: str = "", limits: Limits = _DEFAULT) -> Source:
    """Read `data`, a document called `name`, within `limits`; raise `Unreadable` where it is not.

    Nothing else is raised, whatever the bytes are.
    """
    if not data:
        raise Unreadable("The file is empty. Check that the right file was chosen.")
    if len(data) > limits.bytes:
        raise Unreadable(f"The file is over {limits.bytes:,} bytes. Split it and send the parts.")
    found = format_of(data, name)
    if found is Format.TEXT:
        media_type = "text/markdown" if is_markdown(name) else "text/plain"
        return text.read(data, limits, media_type)
    return read_apart(_PROGRAMS[found], data, limits)
