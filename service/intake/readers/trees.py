"""Parses bytes into a tree of elements; nothing is fetched and no entity is put in."""

from lxml import etree
from lxml.etree import HTMLParser, XMLParser, _Element

_NO_MEMORY = 2


def tree_of(data: bytes, parser: HTMLParser | XMLParser) -> _Element | None:
    """Return the root of `data`; raise `MemoryError` or `XMLSyntaxError` where there is none.

    The parser tells a lack of memory like an error of syntax, by its number alone.
    """
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == _NO_MEMORY:
            raise MemoryError from error
        raise
