"""The text that is taken out of a document, printed line by line, with a block for each line.

Every line is printed as a person would see it; what breaks a limit is refused as it is printed.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from service.errors import Unreadable
from service.intake.blocks import Block, Kind, Source, Span
from service.intake.readers import lines
from service.intake.readers.limits import Limits
from service.intake.readers.lines import Place

_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
_BROKEN = re.compile("[\ud800-\udfff\ufffe\uffff]")
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
)
_STEP = 2


def clean(text: str) -> str:
    """Return `text` as it is seen: no control characters, ligatures as their letters."""
    text = _CONTROL.sub(" ", _UNSEEN.sub("", text))
    return _BROKEN.sub("\ufffd", text).translate(_LIGATURES)


@dataclass(slots=True)
class Paper:
    """Lines printed so far; `page` is that of the next line, None where pages are not known."""

    limits: Limits
    page: int | None = None
    printed: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    size: int = 0

    def gap(self) -> None:
        """Leave a blank line, where none is left yet."""
        if self.blocks and self.blocks[-1].kind is not Kind.BLANK:
            self._print(
                "", 0, lambda place: Block(Kind.BLANK, "", place.span, place.line, page=place.page)
            )

    def typed(self, text: str, indent: int = 0, column: int | None = None) -> None:
        """Print a line as somebody typed it; it may turn out a bullet, a rule or a row."""
        body = clean(text).strip()
        if body:
            self._print(body, indent, lambda place: lines.typed(body, place), column)

    def heading(self, text: str, level: int) -> None:
        """Print a heading."""
        body = lines.plain(clean(text))
        if body:
            self._print(
                body,
                0,
                lambda place: Block(
                    Kind.HEADING, body, place.span, place.line, level=level, page=place.page
                ),
            )

    def bullet(self, text: str, depth: int = 0) -> None:
        """Print an item of a list behind a bullet, so many lists deep."""
        body = clean(text).strip()
        if body:
            self._print(f"\u2022 {body}", depth * _STEP, lambda place: lines.listed(body, place))

    def row(self, cells: Sequence[str]) -> None:
        """Print a row of a table, its cells parted by tabs."""
        found = tuple(lines.plain(clean(cell)) for cell in cells)
        text = " ".join(cell for cell in found if cell)
        if len(found) == 1:
            self.typed(text)
        elif text:
            self._print(
                "\t".join(found),
                0,
                lambda place: Block(
                    Kind.TABLE_ROW,
                    text,
                    place.span,
                    place.line,
                    cells=found,
                    page=place.page,
                    printed=place.printed,
                ),
            )

    def aside(self, text: str) -> None:
        """Print what is no part of the running text, such as the header of a page."""
        body = lines.plain(clean(text))
        if body:
            self._print(
                body,
                0,
                lambda place: Block(Kind.META, body, place.span, place.line, page=place.page),
            )

    def source(self, media_type: str, pages: int | None = None) -> Source:
        """Return what was printed; it is refused where nothing was."""
        text = "\n".join(self.printed)
        if not text.strip():
            raise Unreadable(
                "The document has no text in it. Check that the right file was chosen; if it is "
                "a scan, have its text recognised (OCR) first."
            )
        return Source(text, tuple(self.blocks), media_type, pages)

    def _print(
        self, body: str, indent: int, block: Callable[[Place], Block], column: int | None = None
    ) -> None:
        self._check(body)
        start = self.size + indent
        span = Span(start, start + len(body))
        line = len(self.printed) + 1
        printed = " " * indent + body
        self.blocks.append(block(Place(span, line, indent, column, self.page, printed)))
        self.printed.append(printed)
        self.size = span.end + 1

    def _check(self, body: str) -> None:
        if len(body) > self.limits.line:
            raise Unreadable(
                f"A line is longer than {self.limits.line:,} characters, which no printed line "
                "is. Save the document again from the program that made it."
            )
        if self.size + len(body) > self.limits.characters or len(self.printed) > self.limits.lines:
            raise Unreadable(
                f"The text is over {self.limits.characters:,} characters or "
                f"{self.limits.lines:,} lines. Split the document and send the parts."
            )
