"""What is taken out of a document is printed as it is seen, line by line."""

import pytest

from service.errors import Unreadable
from service.intake.blocks import Kind
from service.intake.readers import Limits
from service.intake.readers import lines as typed_lines
from service.intake.readers.paper import Paper


@pytest.fixture
def paper():
    return Paper(Limits())


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("con\ufb02ict", "conflict"),
        ("A\x00n\x1bn", "A n n"),
        ("Ann\ud800", "Ann\ufffd"),
        ("moor\u00ading\u200b", "mooring"),
        ("one\u2028two\nthree", "one two three"),
    ],
    ids=["ligature", "control", "half a character", "unseen", "breaks"],
)
def test_a_line_is_printed_as_it_is_seen(paper, raw, seen):
    paper.typed(raw)
    assert paper.source("x").text == seen


def test_lines_are_counted_and_their_spans_are_their_words(paper):
    paper.heading("Roads", 1)
    paper.gap()
    paper.gap()
    paper.typed("Wet.", indent=4)
    source = paper.source("x")
    assert source.text == "Roads\n\n    Wet."
    (block,) = [block for block in source.blocks if block.kind is Kind.PARAGRAPH]
    assert (block.line, block.indent) == (3, 4)
    assert source.text[block.span.start : block.span.end] == "Wet."


def test_nothing_but_gaps_is_refused(paper):
    paper.gap()
    paper.typed(" ")
    with pytest.raises(Unreadable, match="no text"):
        paper.source("x")


@pytest.mark.parametrize(
    "limits", [Limits(line=4), Limits(characters=9), Limits(lines=0)], ids=["line", "size", "lines"]
)
def test_what_breaks_a_limit_is_refused_as_it_is_printed(limits):
    paper = Paper(limits)
    paper.typed("Pier")
    with pytest.raises(Unreadable):
        paper.typed("Roads")


@pytest.mark.parametrize(
    ("text", "marks"),
    [("1.", True), ("2.3", True), ("(a)", True), ("\u2022", True), ("Ann", False)],
)
def test_a_number_or_a_bullet_alone_marks_an_item(text, marks):
    assert typed_lines.is_marker(text) is marks


def test_a_number_and_its_only_item_are_one_column():
    assert typed_lines.cells("1.\tRoads") == ("1. Roads",)
    assert typed_lines.cells("1\tRoads\tAL") == ("1", "Roads", "AL")
