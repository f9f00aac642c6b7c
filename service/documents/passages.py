"""The words of a document that a fact points at, and where they stand in it."""

from typing import NamedTuple

from events.errors import Refused
from service.documents.standing import draft_of, reading_of, text_of, the_row
from service.documents.taking import page_of
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


def passage(record: Record, document: str, start: int, end: int) -> Passage:
    """Return the words that the facts of a document point at, in the reading they were taken from.

    `NotFound` where there is no such document, `Refused` where it is not as long.
    """
    read = reading_of(record, document, the_row(record, document)["base"])
    text = text_of(record, read)
    if not 0 <= start <= end <= len(text):
        raise Refused(f"the text of this document has {len(text):,} characters; ask within those")
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", max(end - 1, start))
    return Passage(
        text=text[start:end],
        start=start,
        end=end,
        line=text.count("\n", 0, start) + 1,
        page=page_of(draft_of(record, read), start),
        lines=text[first : last if last >= 0 else len(text)],
    )
