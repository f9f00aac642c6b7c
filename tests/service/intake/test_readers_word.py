"""A Word document is read as Word shows it, from its XML and nothing that it refers to."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.oxml.ns import nsdecls

from service.errors import Unreadable
from service.intake.blocks import Kind
from service.intake.readers import Limits
from service.intake.readers.word_document import read

W = nsdecls("w")
MAIN = "word/document.xml"
BOX = "\u2610"


def saved(document):
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def seen(source):
    return [(block.kind, block.text) for block in source.blocks if block.kind is not Kind.BLANK]


def texts(source):
    return [text for _, text in seen(source)]


def changed(data, change, name=MAIN):
    """Return a document with one of its parts changed."""
    kept = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content)
    return kept.getvalue()


def body(xml):
    """Read a document whose body is `xml`."""
    inside = f"<w:document {W}><w:body>{xml}</w:body></w:document>".encode()
    return read(changed(saved(Document()), lambda _: inside), Limits())


def paragraph(text, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.fixture
def document():
    return Document()


def test_headings_paragraphs_and_bullets_are_told_apart(document):
    document.add_heading("Pier Board", 0)
    document.add_heading("Roads", 1)
    document.add_paragraph("Wet.")
    document.add_paragraph("Ann", style="List Bullet")
    document.add_paragraph("Bo", style="List Bullet 2")
    source = read(saved(document), Limits())
    assert seen(source) == [
        (Kind.HEADING, "Pier Board"),
        (Kind.HEADING, "Roads"),
        (Kind.PARAGRAPH, "Wet."),
        (Kind.LIST_ITEM, "Ann"),
        (Kind.LIST_ITEM, "Bo"),
    ]
    assert [block.level for block in source.blocks if block.kind is Kind.HEADING] == [1, 2]


def test_the_span_of_a_block_are_its_printed_words(document):
    document.add_heading("Roads", 1)
    document.add_paragraph("Ann", style="List Bullet")
    document.add_table(1, 2).cell(0, 1).text = "Bo"
    source = read(saved(document), Limits())
    printed = [source.text[b.span.start : b.span.end] for b in source.blocks if b.text]
    assert printed == ["Roads", "\u2022 Ann", "\tBo"]


def level(depth, start, form, text, more=""):
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


LISTS = (
    '<w:abstractNum w:abstractNumId="1">'
    + level(0, 1, "decimal", "%1.")
    + level(1, 1, "lowerLetter", "%1(%2)")
    + level(2, 4, "upperRoman", "%3", '<w:lvlRestart w:val="0"/>')
    + level(3, 1, "none", "")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>'
)


def numbered(*places):
    """Read paragraphs, each with a list and a level, and return what is printed before them."""
    document = Document()
    for identity, level in places:
        counted = document.add_paragraph("x")._p.get_or_add_pPr().get_or_add_numPr()
        counted.get_or_add_ilvl().val = level
        counted.get_or_add_numId().val = identity
    lists = f"<w:numbering {W}>{LISTS}</w:numbering>".encode()
    data = changed(saved(document), lambda _: lists, "word/numbering.xml")
    printed = [re.sub(r"\s*x$", "", line) for line in texts(read(data, Limits()))]
    return [line.strip() for line in printed]


def test_the_numbers_that_word_would_print_are_printed():
    assert numbered((1, 0), (1, 1), (1, 1), (1, 0), (1, 1)) == ["1.", "1(a)", "1(b)", "2.", "2(a)"]


def test_a_level_that_never_restarts_goes_on():
    assert numbered((1, 0), (1, 2), (1, 0), (1, 2)) == ["1.", "IV", "2.", "V"]


def test_a_list_that_starts_anew_does_so_once():
    assert numbered((1, 0), (2, 0), (2, 0)) == ["1.", "9.", "10."]


def test_a_level_without_a_number_prints_none():
    assert numbered((1, 3), (7, 0)) == ["", ""]


def test_a_style_may_number_its_paragraphs(document):
    for text in ("Roads", "Bins"):
        document.add_paragraph(text, style="List Number")
    assert texts(read(saved(document), Limits())) == ["1. Roads", "2. Bins"]


def test_a_merged_cell_is_read_once(document):
    table = document.add_table(3, 3)
    for at in range(9):
        table.cell(at // 3, at % 3).text = str(at)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "down"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "across"
    table.cell(2, 0).merge(table.cell(2, 2)).text = "whole"
    source = read(saved(document), Limits())
    cells = [block.cells for block in source.blocks if block.kind is Kind.TABLE_ROW]
    assert cells == [("down", "across", ""), ("", "4", "5")]
    assert texts(source)[-1] == "whole"


def test_what_lies_under_a_merged_cell_is_not_seen_and_not_read():
    cell = "<w:tc><w:tcPr><w:vMerge{}/></w:tcPr>{}</w:tc>"
    under = cell.format("", paragraph("under"))
    top = cell.format(' w:val="restart"', paragraph("top"))
    beside = f"<w:tc>{paragraph('beside')}</w:tc>"
    rows = "".join(f"<w:tr>{one}{beside}</w:tr>" for one in (top, under))
    assert texts(body(f"<w:tbl>{rows}</w:tbl>")) == ["top beside", "beside"]


def test_names_below_each_other_in_a_cell_are_rows(document):
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Present:"
    table.cell(0, 1).text = "Ann Lee\nBo Ray"
    rows = [b.cells for b in read(saved(document), Limits()).blocks if b.kind is Kind.TABLE_ROW]
    assert rows == [("Present:", "Ann Lee"), ("", "Bo Ray")]


def test_a_table_in_a_table_is_read_in_its_place(document):
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Pier"
    table.cell(0, 1).add_table(1, 2).cell(0, 0).text = "Ann"
    assert " ".join(texts(read(saved(document), Limits()))).split() == ["Pier", "Ann"]


def test_tabs_part_columns_and_line_breaks_part_lines(document):
    document.add_paragraph("Ann Lee\tPier Board\nBo Ray\tTide Office")
    source = read(saved(document), Limits())
    rows = [block.cells for block in source.blocks if block.kind is Kind.TABLE_ROW]
    assert rows == [("Ann Lee", "Pier Board"), ("Bo Ray", "Tide Office")]


def test_insertions_are_read_and_deletions_are_not():
    source = body(
        "<w:p><w:r><w:t>It was </w:t></w:r>"
        '<w:del w:id="1" w:author="a"><w:r><w:delText>not </w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>agreed</w:t></w:r></w:ins></w:p>'
    )
    assert texts(source) == ["It was agreed"]


def test_controls_links_and_text_boxes_are_read_and_hidden_text_is_not():
    box = "<w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>"
    source = body(
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>In a link</w:t></w:r></w:hyperlink>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden</w:t></w:r>"
        f"<w:r><w:pict>{box}</w:pict></w:r></w:p>"
    )
    assert texts(source) == ["In a control", "In a link", "In a box"]


@pytest.mark.parametrize("outer", ["{}", "<w:drawing>{}</w:drawing>"], ids=["run", "drawing"])
def test_a_drawing_with_a_copy_for_older_programs_is_read_once(outer):
    box = "<w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    either = (
        f"<mc:AlternateContent {mc}><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert texts(body(f"<w:p><w:r>{outer.format(either)}</w:r></w:p>")) == ["Boxed"]


def form_box(state):
    inside = f"<w:ffData><w:checkBox>{state}</w:checkBox></w:ffData>"
    return f'<w:fldChar w:fldCharType="begin">{inside}</w:fldChar>'


def test_tick_boxes_are_read():
    ticked, empty = form_box("<w:checked/>"), form_box('<w:default w:val="0"/>')
    source = body(
        f"<w:p><w:r>{ticked}<w:t>Ann</w:t></w:r></w:p>"
        f"<w:p><w:r>{empty}<w:t>Bo</w:t></w:r></w:p>"
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t> Cy</w:t></w:r></w:p>'
        f"{paragraph(BOX + ' Di')}"
    )
    assert [(b.text, b.ticked) for b in source.blocks if b.text] == [
        ("Ann", True),
        ("Bo", False),
        ("Cy", True),
        ("Di", False),
    ]


def test_headers_and_notes_are_apart_from_the_text(document):
    document.sections[0].header.paragraphs[0].text = "Pier Board, 3 May 2022"
    document.add_paragraph("Wet.")
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"/><w:footnote w:id="1">'
        "<w:p><w:r><w:t>Since May.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    data = changed(saved(document), _related_to_notes, "word/_rels/document.xml.rels")
    kept = BytesIO(data)
    with ZipFile(kept, "a") as archive:
        archive.writestr("word/footnotes.xml", notes)
    assert seen(read(kept.getvalue(), Limits())) == [
        (Kind.PARAGRAPH, "Wet."),
        (Kind.META, "1 Since May."),
        (Kind.META, "Pier Board, 3 May 2022"),
    ]


def _related_to_notes(content):
    notes = b'<Relationship Id="n" Type="http://x.test/footnotes" Target="footnotes.xml"/>'
    return content.replace(b"</Relationships>", notes + b"</Relationships>")


def test_the_strict_form_of_word_is_read(document):
    document.add_heading("Roads", 1)
    data = saved(document)
    strict = (
        (
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/w",
        ),
    )
    for old, new in strict:
        for part in (MAIN, "word/styles.xml", "word/numbering.xml"):
            data = changed(data, lambda content, a=old, b=new: content.replace(a, b), part)
    assert seen(read(data, Limits())) == [(Kind.HEADING, "Roads")]


@pytest.mark.parametrize(
    ("xml", "advice"),
    [
        ("<w:document/>", "damaged"),
        ("", "damaged"),
        (f"<w:document {W}><w:body><w:p>", "damaged"),
        (f'<!DOCTYPE x [<!ENTITY a "b">]><w:document {W}/>', "entities"),
        (f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document {W}/>', "entities"),
    ],
    ids=["unbound", "empty", "cut", "entity", "external entity"],
)
def test_broken_or_hostile_text_is_refused(document, xml, advice):
    with pytest.raises(Unreadable, match=advice):
        read(changed(saved(document), lambda _: xml.encode()), Limits())


def test_entities_that_multiply_are_not_multiplied(document):
    laughs = '<!ENTITY l0 "ha">' + "".join(
        f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10)
    )
    xml = (
        f"<!DOCTYPE x [{laughs}]><w:document {W}><w:body>{paragraph('&l9;')}</w:body></w:document>"
    )
    with pytest.raises(Unreadable, match=r"entities|damaged"):
        read(changed(saved(document), lambda _: xml.encode()), Limits())


def test_a_document_that_would_swell_is_refused_before_it_is_unpacked(document):
    data = changed(saved(document), lambda _: b" " * 30_000_000)
    with pytest.raises(Unreadable, match="would unpack to 30,"):
        read(data, Limits())
    with pytest.raises(Unreadable, match="would unpack"):
        read(saved(document), Limits(unpacked=1_000))


def test_a_document_of_too_many_parts_is_refused(document):
    kept = BytesIO(saved(document))
    with ZipFile(kept, "a") as archive:
        for at in range(10_001):
            archive.writestr(f"word/{at}", b"")
    with pytest.raises(Unreadable, match="parts"):
        read(kept.getvalue(), Limits())


def test_a_packed_file_inside_a_document_is_not_unpacked(document):
    document.add_paragraph("Wet.")
    kept = BytesIO(saved(document))
    inner = BytesIO()
    with ZipFile(inner, "w", ZIP_DEFLATED) as archive:
        archive.writestr("bomb", b" " * 30_000_000)
    with ZipFile(kept, "a") as archive:
        archive.writestr("word/embeddings/inner.zip", inner.getvalue())
    assert texts(read(kept.getvalue(), Limits())) == ["Wet."]


def test_a_locked_part_is_refused(document):
    data = bytearray(saved(document))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    with pytest.raises(Unreadable, match="password"):
        read(bytes(data), Limits())


def test_parts_that_lie_elsewhere_are_not_fetched(document):
    document.add_paragraph("Ann", style="List Number")
    data = changed(
        saved(document),
        lambda content: content.replace(b"Target=", b'TargetMode="External" Target='),
        "word/_rels/document.xml.rels",
    )
    assert texts(read(data, Limits())) == ["Ann"]


def test_a_package_without_a_text_is_no_word_document(document):
    data = changed(saved(document), lambda _: b"<Relationships/>", "_rels/.rels")
    with pytest.raises(Unreadable, match="no Word document"):
        read(data, Limits())


def test_an_empty_document_is_refused(document):
    with pytest.raises(Unreadable, match="no text"):
        read(saved(document), Limits())


def test_a_truncated_package_is_refused(document):
    with pytest.raises(Unreadable, match="damaged"):
        read(saved(document)[:-200], Limits())


def test_circles_of_styles_and_senseless_numbers_end():
    properties = '<w:pStyle w:val="A"/><w:numPr><w:ilvl w:val="-7"/><w:numId w:val="1"/></w:numPr>'
    styles = (
        f'<w:styles {W}><w:style w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style></w:styles>'
    ).encode()
    xml = f"<w:document {W}><w:body>{paragraph('Wet.', properties)}</w:body></w:document>".encode()
    data = changed(changed(saved(Document()), lambda _: xml), lambda _: styles, "word/styles.xml")
    source = read(data, Limits())
    assert all(0 <= b.span.start <= b.span.end <= len(source.text) for b in source.blocks)
