"""The one place where the record is opened for what is sent to webhooks.

Whatever receivers may not see has to be kept from them here.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from service.book import Book
from service.record import Record


@contextmanager
def opened(book: Book, secretariat: str) -> Iterator[Record]:
    """Open the record as it is sent to receivers; all that is asked within sees one state."""
    with book.record(secretariat) as record:
        yield record
