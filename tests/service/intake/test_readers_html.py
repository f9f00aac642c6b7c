"""An HTML page becomes the lines that a person sees, and nothing of it is fetched or run."""

import pytest

from service.errors import Unreadable
from service.intake.blocks import Kind
from service.intake.readers import Limits
from service.intake.readers.html_document import read


@pytest.fixture
def page():
    """Read the body of a page."""

    def source(body, head=""):
        made = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
        return read(made.encode(), Limits())

    return source


def seen(source):
    return [(block.kind, block.text) for block in source.blocks if block.kind is not Kind.BLANK]


def rows(source):
    return [block.cells for block in source.blocks if block.kind is Kind.TABLE_ROW]


def test_headings_paragraphs_and_items_are_told_apart(page):
    source = page("<h2>Roads</h2><p>Wet\n and <b>cold</b>.</p><ul><li>Ann<li>Bo</ul>")
    assert seen(source) == [
        (Kind.HEADING, "Roads"),
        (Kind.PARAGRAPH, "Wet and cold."),
        (Kind.LIST_ITEM, "Ann"),
        (Kind.LIST_ITEM, "Bo"),
    ]
    assert source.blocks[0].level == 2


def test_the_span_of_a_block_are_its_printed_words(page):
    source = page("<h1>Roads</h1><ul><li>Wet<ul><li>Cold</ul></ul><table><tr><td>A<td>B</table>")
    printed = [source.text[b.span.start : b.span.end] for b in source.blocks if b.text]
    assert printed == ["Roads", "\u2022 Wet", "\u2022 Cold", "A\tB"]
    assert [source.text.split("\n")[b.line - 1].strip() for b in source.blocks if b.text] == printed


def test_nested_items_are_moved_in(page):
    source = page("<ul><li>Wet<ul><li>Cold</ul><li>Dry</ul>")
    assert [b.indent for b in source.blocks if b.text] == [0, 2, 0]


def test_numbers_of_lists_are_printed(page):
    source = page(
        "<ol start=3><li>Roads<li value=7>Bins</ol><ol type=a><li>One</ol><ol type=I><li>Two</ol>"
    )
    assert [text for _, text in seen(source)] == ["3. Roads", "7. Bins", "a. One", "I. Two"]


def test_a_table_of_short_cells_keeps_its_rows(page):
    source = page(
        "<table><thead><tr><th>Name<th>Role</thead><tr><td>Ann Lee<td>Clerk</tr>"
        "<tr><td colspan=2>All others</tr></table>"
    )
    assert rows(source) == [("Name", "Role"), ("Ann Lee", "Clerk")]
    assert seen(source)[-1] == (Kind.PARAGRAPH, "All others")


def test_what_one_cell_holds_in_several_lines_is_beside_what_the_next_does(page):
    source = page("<table><tr><td>Present:<td>Ann Lee<br>Bo Ray</tr></table>")
    assert rows(source) == [("Present:", "Ann Lee"), ("", "Bo Ray")]


def test_prose_laid_out_in_a_table_flows_and_its_columns_are_named(page):
    long = "The pier was shut for the whole of the winter because the planks had rotted away. " * 3
    source = page(
        "<table><tr><th>No<th>Item<th>Action</tr>"
        f"<tr><td>1.<td><p>Pier</p><p>{long}</p><td>Ann to dig</tr></table>"
    )
    assert [text[:12] for _, text in seen(source)] == [
        *("No Item Acti", "1. Pier", "The pier was", "Action: Ann "),
    ]


def test_a_term_is_the_label_of_what_is_said_of_it(page):
    source = page("<dl><dt>Present:<dd>Ann Lee, Bo Ray<dt>Chair<dd>Ann<dt>None</dl>")
    assert [text for _, text in seen(source)] == ["Present: Ann Lee, Bo Ray", "Chair: Ann", "None"]


def test_a_list_of_links_into_the_page_is_no_business(page):
    source = page('<ol><li><a href="#r">Roads</a></ol><p id=r>Wet.')
    assert seen(source) == [(Kind.META, "1. Roads"), (Kind.PARAGRAPH, "Wet.")]


def test_an_item_that_only_begins_with_a_link_is_business(page):
    source = page('<ul><li><a href="#r">Ann</a> to dig<li><a href="#s">Bo</a></ul>')
    assert seen(source) == [(Kind.LIST_ITEM, "Ann to dig"), (Kind.LIST_ITEM, "Bo")]


def test_line_breaks_and_typed_lines_stay_lines(page):
    source = page("<p>Present:<br>Ann<br><br>Bo</p><pre>1.  Roads\n    Ann    Bo\n</pre>")
    assert [b.text for b in source.blocks] == [
        *("Present:", "Ann", "", "Bo", ""),
        *("1. Roads", "Ann Bo", ""),
    ]
    assert rows(source) == [("Ann", "Bo")]


def test_what_is_hidden_scripted_or_a_menu_is_not_read(page):
    source = page(
        "<nav>Home</nav><script>alert('Ann')</script><p hidden>Bo</p><!-- Cy -->"
        "<p style='color:red; display: none'>Di</p><p>Ed &amp; <del>Flo</del>Gus&nbsp;&eacute;</p>"
    )
    assert [text for _, text in seen(source)] == ["Ed & Gus \u00e9"]


def test_a_tick_box_is_read(page):
    source = page("<ul><li><input type=checkbox checked>Ann<li><input type=checkbox> Bo</ul>")
    assert [(b.text, b.ticked) for b in source.blocks if b.text] == [("Ann", True), ("Bo", False)]


@pytest.mark.parametrize(
    "data",
    [
        '<meta charset="windows-1252"><p>Zo\u00eb \u2013'.encode("cp1252"),
        '<meta http-equiv=x content="text/html; charset=iso-8859-1"><p>Zo\u00eb \u2013'.encode(
            "cp1252"
        ),
        "<p>Zo\u00eb \u2013".encode("utf-16"),
        "<p>Zo\u00eb \u2013".encode("utf-8-sig"),
        '<meta charset="nonsense"><p>Zo\u00eb \u2013'.encode(),
    ],
)
def test_the_page_says_which_characters_it_has(data):
    assert read(data, Limits()).text.strip() == "Zo\u00eb \u2013"


def test_bytes_that_are_not_what_the_page_says_are_refused():
    with pytest.raises(Unreadable, match="Windows-1252"):
        read("<p>Zo\u00eb".encode("cp1252"), Limits())
    with pytest.raises(Unreadable, match="shift_jis, but byte"):
        read(b'<meta charset="shift_jis"><p>Zo\xa0\xff\xfe', Limits())


def test_parts_nested_too_deep_are_refused_and_not_lost(page):
    with pytest.raises(Unreadable, match="deeper than any page"):
        page("<div>" * 300 + "Roads")


def test_a_page_without_words_is_refused(page):
    with pytest.raises(Unreadable, match="no text"):
        page("<p> </p>", head="<title>Minutes</title>")


def test_entities_of_its_own_are_not_defined(page):
    data = b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>Roads &a;'
    assert "root" not in read(data, Limits()).text


def test_a_page_beyond_the_limits_is_refused(page):
    with pytest.raises(Unreadable, match="longer than"):
        page("<p>" + "a" * (Limits().line + 1))
    with pytest.raises(Unreadable, match="lines"):
        read(b"<p>a" * 100, Limits(lines=50))


def test_a_row_of_names_of_columns_is_kept_apart_from_the_prose(page):
    long = "The pier was shut for the whole of the winter because the planks had rotted away. " * 3
    table = f"<table><tr><th>Item<th>Action</tr><tr><td>Pier<br>{long}<td>Ann</tr></table>"
    assert seen(page(table))[0] == (Kind.META, "Item Action")
