"""The one place where the record is opened for webhooks: without what is confidential.

What is opened up again later is not sent then. The event that opens it is, and names it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from service.book import Book
from service.record import Record


@contextmanager
def opened(book: Book, secretariat: str) -> Iterator[Record]:
    """Open the record as it is sent to receivers; all that is asked within sees one state."""
    with book.record(secretariat, cleared=False) as record:
        yield record
