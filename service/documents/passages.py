"""The words of a document that a fact points at, and where they stand in it."""

from typing import NamedTuple

from events.base import Source
from events.errors import NotFound, Refused
from service.documents.standing import draft_of, reading_of, text_of, the_row
from service.documents.taking import page_of
from service.intake.draft import Draft
from service.record import Record


class Passage(NamedTuple):
    """Characters `start` up to `end` of the text of a document; lines and pages count from 1.

    `lines` are the whole lines in which they stand.
    """

    text: str
    start: int
    end: int
    line: int
    page: int | None
    lines: str


class Passages:
    """Finds passages in the documents of one record, each of which is read once."""

    def __init__(self, record: Record) -> None:
        """Look in the documents of `record`."""
        self._record = record
        self._read: dict[str, tuple[str, Draft]] = {}

    def find(self, document: str, start: int, end: int) -> Passage:
        """Return the words, in the reading that the facts were taken from.

        `NotFound` where there is no such document, `Refused` where it is not as long.
        """
        text, draft = self._text(document)
        if not 0 <= start <= end <= len(text):
            raise Refused(f"the text of this document has {len(text):,} characters; ask in those")
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", max(end - 1, start))
        return Passage(
            text=text[start:end],
            start=start,
            end=end,
            line=text.count("\n", 0, start) + 1,
            page=page_of(draft, start),
            lines=text[first : last if last >= 0 else len(text)],
        )

    def of(self, source: Source | None) -> Passage | None:
        """Return the words of a source; None where it names no document that is kept here."""
        return source and self.at(source.document, source.start, source.end)

    def at(self, document: str, start: int, end: int) -> Passage | None:
        """Return the words there; None where no document kept here has them."""
        try:
            return self.find(document, start, end)
        except (NotFound, Refused):
            return None

    def _text(self, document: str) -> tuple[str, Draft]:
        if document not in self._read:
            row = the_row(self._record, document)
            read = reading_of(self._record, document, row["base"])
            self._read[document] = text_of(self._record, read), draft_of(self._record, read)
        return self._read[document]
