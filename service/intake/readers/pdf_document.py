"""Reads a PDF page by page from where its words are printed; running lines are set apart.

It runs as a program, in a process of its own. Nothing that the PDF refers to is fetched or run.
"""

from collections import Counter
from dataclasses import replace
from io import BytesIO

from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.errors import DependencyError, PyPdfError

from service.errors import Unreadable
from service.intake.blocks import Source
from service.intake.readers.limits import Limits
from service.intake.readers.paper import Paper
from service.intake.readers.pdf_content import runs_of
from service.intake.readers.pdf_fonts import Fonts
from service.intake.readers.pdf_lines import PrintedLine, lines_of
from service.intake.readers.pdf_printing import print_pages
from service.intake.readers.pdf_running import apart
from service.intake.readers.worker import answer

_LOCKED = (
    "The PDF is protected with a password. Open it with the password, save or print it to a PDF "
    "without one and send that."
)
_DAMAGED = (
    "The PDF is damaged and cannot be read. Save it again from the program that made it, or print "
    "it to a new PDF."
)
_UNKNOWN = (
    "The PDF is protected or packed in a way that cannot be read. Open it in the program that made "
    "it and print it to a new PDF."
)
_SCANNED = (
    "The PDF has no text that can be read; it may be a scan. Have its text recognised (OCR) and "
    "send the PDF that comes of it."
)
_TINY = 0.4
_LARGEST = 10_000_000
_MOST = Configuration(
    zlib_maximum_output_length=_LARGEST,
    lzw_maximum_output_length=_LARGEST,
    run_length_maximum_output_length=_LARGEST,
    array_based_stream_maximum_output_length=_LARGEST,
)
"""What a page of words never comes near; pictures, which may, are not unpacked."""


def read(data: bytes, limits: Limits) -> Source:
    """Read the bytes of a PDF."""
    try:
        with apply_configuration(_MOST):
            pages = _pages(data, limits)
    except PyPdfError as error:
        raise Unreadable(_DAMAGED) from error
    except NotImplementedError as error:
        raise Unreadable(_UNKNOWN) from error
    if not any(pages):
        raise Unreadable(_SCANNED)
    body = _body_height(pages)
    legible = [[_judged(line, body) for line in lines] for lines in pages]
    paper = Paper(limits)
    print_pages(apart(legible, body), body, paper)
    return paper.source("application/pdf", len(pages))


def _pages(data: bytes, limits: Limits) -> list[list[PrintedLine]]:
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not _opened(reader):
        raise Unreadable(_LOCKED)
    if len(reader.pages) > limits.pages:
        raise Unreadable(
            f"The PDF has {len(reader.pages):,} pages, and at most {limits.pages:,} are read. "
            "Split it and send the parts."
        )
    fonts = Fonts()
    return [lines_of(runs_of(page, fonts), at) for at, page in enumerate(reader.pages, start=1)]


def _opened(reader: PdfReader) -> bool:
    """Whether the PDF opens without a password, as one does that only forbids changes."""
    try:
        return bool(reader.decrypt(""))
    except DependencyError:
        return False


def _body_height(pages: list[list[PrintedLine]]) -> float:
    heights = Counter[float]()
    for line in (line for lines in pages for line in lines):
        heights[round(line.height, 1)] += len(line.text)
    return max(heights, key=lambda height: (heights[height], height)) or 1.0


def _judged(line: PrintedLine, body: float) -> PrintedLine:
    """Set print apart that is too small to be read."""
    tiny = line.height < body * _TINY
    return replace(line, artifact=True) if tiny else line


if __name__ == "__main__":
    answer(read)
