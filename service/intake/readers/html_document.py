"""Reads an HTML page as it is seen: what is hidden, scripted or a menu is no part of the text.

Nothing is fetched. It runs as a program, in a process of its own.
"""

from lxml import etree

from service.errors import Unreadable
from service.intake.blocks import Source
from service.intake.readers.html_charset import text_of
from service.intake.readers.html_page import Page
from service.intake.readers.limits import Limits
from service.intake.readers.paper import Paper
from service.intake.readers.pieces import put
from service.intake.readers.trees import tree_of
from service.intake.readers.worker import answer


def read(data: bytes, limits: Limits) -> Source:
    """Read the bytes of a page."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    root = tree_of(text_of(data).encode("utf-8", "replace"), parser)
    if any("depth" in str(entry.message).lower() for entry in parser.error_log):
        raise Unreadable(
            "The page nests its parts deeper than any page does, so it cannot be read whole. Save "
            "it again from the program that made it, or send it as plain text."
        )
    paper = Paper(limits)
    if root is not None:
        page = Page()
        page.read(root)
        put(page.pieces, paper)
    return paper.source("text/html")


if __name__ == "__main__":
    answer(read)
