"""What is kept of a document beside the log: its bytes, and what was read in them."""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Connection

from service.erasing.holding import Held
from service.ledger import read

_FILES: Final = frozenset({"/sha256", "/read/text", "/read/draft"})
_SAID: Final = frozenset({"/read/text", "/read/draft"})


def file_names(held: Sequence[Held]) -> tuple[str, ...]:
    """Return the SHA-256 of every file of a document, by its private values."""
    return tuple(dict.fromkeys(each.text for each in held if each.pointer in _FILES))


def said_in(connection: Connection, secretariat: str, held: Sequence[Held]) -> Iterator[str]:
    """Yield what was read in a document: texts, and drafts as JSON."""
    for sha256 in dict.fromkeys(each.text for each in held if each.pointer in _SAID):
        data = read.file_of(connection, secretariat, sha256)
        if data is not None:
            yield data.decode(errors="replace").replace("\\n", "\n")
