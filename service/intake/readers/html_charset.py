"""Which characters the bytes of a page are: those of its byte-order mark, its meta, or UTF-8."""

import codecs
import re

from service.intake.readers.encoding import decoded
from service.intake.readers.html_names import CHARSETS, LATIN

_DECLARED = re.compile(
    rb"<meta[^<>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.-]{1,40})", re.IGNORECASE
)
_HEAD = 4_096


def text_of(data: bytes) -> str:
    """Return the text of a page; bytes that are not what the page says are refused."""
    return decoded(data, _declared(data[:_HEAD]))


def _declared(head: bytes) -> str:
    found = _DECLARED.search(head)
    if found is None:
        return "utf-8"
    try:
        name = codecs.lookup(found[1].decode("ascii", "replace")).name
    except LookupError:
        return "utf-8"
    if name in LATIN:
        return "cp1252"
    return name if name in CHARSETS else "utf-8"
