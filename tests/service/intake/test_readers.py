"""Bytes become blocks whose spans point into the text; what is no text is refused with advice."""

import pytest

from service.errors import Unreadable
from service.intake.blocks import Kind
from service.intake.readers import Limits, decode, read_text


def texts(data):
    return [block.text for block in read_text(data) if block.kind is not Kind.BLANK]


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (b"", "right file"),
        (b" \n\t\n", "right file"),
        (b"Pr\xe9sent", "UTF-8"),
        (b"Present\0", "plain text"),
        (b"a" * (Limits().bytes + 1), "Split it"),
        (b"a\n" * (Limits().characters // 2 + 1), "Split it"),
        (b"\n" * Limits().lines + b"a", "lines"),
        (b"a\n" + b"b" * (Limits().line + 1), "Line 2"),
    ],
)
def test_what_cannot_be_read_is_refused_with_advice(data, advice):
    with pytest.raises(Unreadable, match=advice):
        read_text(data)


def test_a_byte_order_mark_is_no_part_of_the_text():
    data = "\ufeffMinutes".encode()
    (block,) = read_text(data)
    assert block.text == decode(data)[block.span.start : block.span.end] == "Minutes"


def test_inline_markup_goes_and_the_span_stays():
    data = b"One\n<p>Ann <i>Lee</i> &amp; **Bo** [Ray](http://x.test/a_b)</p>"
    _, block = read_text(data)
    assert block.text == "Ann Lee & Bo Ray"
    words = decode(data)[block.span.start : block.span.end]
    assert words == "Ann <i>Lee</i> &amp; **Bo** [Ray](http://x.test/a_b)"


def test_a_tab_between_marked_up_paragraphs_starts_a_column():
    blocks = read_text(b"<p>2. Roads</p> <p>2.1 Wet.</p>\t<p>Action:</p> <p>Ann to dig</p>")
    assert [(b.text, b.column) for b in blocks] == [
        ("2. Roads", 0),
        ("2.1 Wet.", 0),
        ("Action:", 1),
        ("Ann to dig", 1),
    ]


@pytest.mark.parametrize(
    "row", ["Ann Lee\tPier Board", "Ann Lee   Pier Board", "| Ann Lee | Pier Board |"]
)
def test_columns_are_parted_by_tabs_gaps_and_bars(row):
    (block,) = read_text(row.encode())
    assert (block.kind, block.cells) == (Kind.TABLE_ROW, ("Ann Lee", "Pier Board"))


def test_two_spaces_after_a_full_stop_part_nothing():
    (block,) = read_text(b"The pier was shut.  It opened later.")
    assert (block.kind, block.text) == (Kind.PARAGRAPH, "The pier was shut. It opened later.")


@pytest.mark.parametrize(("box", "ticked"), [("[x]", True), ("[ ]", False)])
def test_a_tick_box_is_read_and_is_no_text(box, ticked):
    (block,) = read_text(f"- {box} Ann Lee".encode())
    assert (block.kind, block.text, block.ticked) == (Kind.LIST_ITEM, "Ann Lee", ticked)


def test_front_matter_is_apart_from_the_text():
    kinds = [b.kind for b in read_text(b"---\ntitle: Minutes\n---\n# Roads #\n")]
    assert kinds == [Kind.BLANK, Kind.META, Kind.BLANK, Kind.HEADING, Kind.BLANK]


def test_emphasis_goes_but_underscores_inside_words_stay():
    assert texts(b"_held_ on *Monday* see a_b_c") == ["held on Monday see a_b_c"]
