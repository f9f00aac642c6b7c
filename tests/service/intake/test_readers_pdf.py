"""A PDF is read from where its words are printed; what runs from page to page is no business."""

from io import BytesIO

import pytest
from fpdf import FPDF, XPos, YPos
from pypdf import PdfReader, PdfWriter

from service.errors import Unreadable
from service.intake.blocks import Kind
from service.intake.readers import Limits
from service.intake.readers.hyphens import Hyphens
from service.intake.readers.pdf_document import read
from tests.faults.hostile_pdf import made, one_page, packed, stream

PROSE = (
    "The pier was shut for the whole of the winter because its planks had rotted away and the "
    "committee could not find a builder who would mend them before the spring tides came in. "
)


class Pages(FPDF):
    """A PDF whose pages may have something printed above and below the text."""

    above = below = ""

    def header(self):
        self._at(10, self.above)

    def footer(self):
        self._at(-15, self.below)

    def _at(self, y, words):
        if words:
            self.set_y(y)
            self.set_font("Helvetica", size=11)
            self.cell(0, 5, words.replace("#", str(self.page_no())), align="C")
        self.set_y(30 if y > 0 else y)


@pytest.fixture
def pages():
    made = Pages()
    made.set_font("Helvetica", size=11)
    return made


def wrapped(pdf, words, width=0):
    pdf.set_font("Helvetica", size=11)
    pdf.multi_cell(width, 5, words, align="L", new_x=XPos.LEFT, new_y=YPos.NEXT)


def drawn(pdf):
    return read(bytes(pdf.output()), Limits())


def seen(source):
    return [(block.kind, block.text) for block in source.blocks if block.kind is not Kind.BLANK]


def texts(source, *kinds):
    return [text for kind, text in seen(source) if not kinds or kind in kinds]


def content(*lines):
    """Read a page that shows each of (x, y, size, words)."""
    shown = "".join(f"BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET\n" for x, y, size, words in lines)
    return read(made(one_page(stream(shown.encode()))), Limits())


def test_lines_keep_their_page_and_their_place(pages):
    for words in ("Roads", "Bins"):
        pages.add_page()
        wrapped(pages, f"{words} were full.")
    source = drawn(pages)
    assert source.pages == 2
    assert [(b.text, b.page) for b in source.blocks if b.text] == [
        ("Roads were full.", 1),
        ("Bins were full.", 2),
    ]
    printed = [source.text[b.span.start : b.span.end] for b in source.blocks if b.text]
    assert printed == ["Roads were full.", "Bins were full."]


def test_headers_footers_and_numbers_of_pages_are_apart(pages):
    pages.above, pages.below = "Pier Board, 3 May 2022", "Page # of 3"
    for words in ("Roads", "Bins", "Lamps"):
        pages.add_page()
        wrapped(pages, f"{words} were full.")
    source = drawn(pages)
    assert texts(source, Kind.PARAGRAPH) == [
        "Roads were full.",
        "Bins were full.",
        "Lamps were full.",
    ]
    assert texts(source, Kind.META)[:2] == ["Pier Board, 3 May 2022", "Page 1 of 3"]


def test_a_year_that_ends_the_text_is_no_number_of_a_page(pages):
    pages.add_page()
    wrapped(pages, "The next meeting will be held on 4 June\n2022.")
    assert texts(drawn(pages), Kind.PARAGRAPH) == [
        "The next meeting will be held on 4 June",
        "2022.",
    ]


def test_two_pages_are_enough_for_a_header_and_smaller_print_for_a_footer(pages):
    pages.above = "Pier Board, 3 May 2022"
    for words in ("Roads", "Bins"):
        pages.add_page()
        wrapped(pages, f"{words} were full.")
    assert texts(drawn(pages), Kind.PARAGRAPH) == ["Roads were full.", "Bins were full."]
    source = content((72, 700, 10, PROSE[:80]), (72, 688, 10, PROSE[80:]), (72, 40, 7, "Official"))
    assert texts(source, Kind.META) == ["Official"]


def test_a_place_that_is_saved_is_returned_to():
    shown = (
        b"q 1 0 0 1 200 0 cm BT /F1 10 Tf 72 700 Td (Pier Board) Tj ET Q "
        b"BT /F1 10 Tf 72 700 Td (Ann Lee) Tj ET"
    )
    source = read(made(one_page(stream(shown))), Limits())
    assert [b.cells for b in source.blocks] == [("Ann Lee", "Pier Board")]


def test_a_date_in_a_header_dates_the_minutes(pages, read_source):
    pages.above = "Pier Board, 3 May 2022"
    for words in ("Minutes\n\nPresent:\nAnn Lee\n\n1. Roads\n\n1.1 Wet.", "2. Bins\n\n2.1 Full."):
        pages.add_page()
        wrapped(pages, words)
    (meeting,) = read_source(drawn(pages)).meetings
    assert meeting.date.isoformat() == "2022-05-03"
    assert [item.title for item in meeting.items] == ["Roads", "Bins"]


def test_larger_print_is_a_heading_and_goes_on_over_lines():
    source = content(
        *((72, 700, 20, "The minutes of the"), (72, 676, 20, "Pier Board")),
        *((72, 640, 14, "Roads"), (72, 610, 10, PROSE[:80]), (72, 598, 10, PROSE[80:160])),
    )
    assert seen(source)[:2] == [
        (Kind.HEADING, "The minutes of the Pier Board"),
        (Kind.HEADING, "Roads"),
    ]
    assert [b.level for b in source.blocks if b.kind is Kind.HEADING] == [1, 2]


def test_a_wide_gap_parts_columns_and_a_narrow_one_words():
    source = content(
        *((72, 700, 10, "Ann"), (92, 700, 10, "Lee"), (200, 700, 10, "Pier Board")),
        *((72, 688, 10, "1."), (110, 688, 10, "Roads"), (200, 688, 10, "AL")),
    )
    assert [b.cells for b in source.blocks] == [("Ann Lee", "Pier Board"), ("1.", "Roads", "AL")]


def test_a_cell_goes_on_below_itself_where_it_had_no_room():
    source = content(
        *((72, 700, 10, "Print the forms"), (200, 700, 10, "Town Council, Rowing")),
        *((318, 700, 10, "1 August"), (200, 688, 10, "Club")),
    )
    assert [b.cells for b in source.blocks] == [
        ("Print the forms", "Town Council, Rowing Club", "1 August")
    ]


def test_a_name_below_a_name_is_a_line_of_its_own():
    source = content(
        *((72, 700, 10, "Present"), (200, 700, 10, "Ann Lee"), (200, 688, 10, "Bo Ray")),
        (72, 660, 10, PROSE[:80]),
    )
    assert texts(source)[:2] == ["Present Ann Lee", "Bo Ray"]


def test_two_columns_of_prose_are_read_one_after_the_other(pages):
    pages.add_page()
    for x, words in ((10, "Left."), (110, "Right.")):
        pages.set_xy(x, 30)
        wrapped(pages, PROSE + words, 90)
    text = " ".join(texts(drawn(pages)))
    assert text.index("Left.") < text.index("Right.")
    assert text.split("Left.")[1].strip().startswith("The pier was shut")


def test_a_narrow_column_is_read_after_the_paragraph_that_it_stands_beside(pages):
    pages.add_page()
    for y, words, action in ((30, "First. ", "Ann to mend the planks"), (70, "Second. ", "Bo")):
        pages.set_xy(10, y)
        wrapped(pages, words + PROSE * 2, 140)
        pages.set_xy(160, y)
        wrapped(pages, f"Action:\n{action}\nby 4 June", 40)
    text = " ".join(texts(drawn(pages)))
    first, second = text.split("Second.")
    assert "Ann to mend the planks by 4 June" in first
    assert first.index("First.") < first.index("Ann to mend")
    assert "Bo by 4 June" in second


def test_a_narrow_column_is_read_under_its_name(pages):
    pages.add_page()
    for y, rows in ((30, ("No", "Discussion", "Action")), (36, ("1.", "Pier", "Ann to mend"))):
        for x, words in zip((10, 25, 150), rows, strict=True):
            pages.set_xy(x, y)
            wrapped(pages, words)
    pages.set_xy(25, 41)
    wrapped(pages, PROSE, 110)
    pages.set_xy(150, 41)
    wrapped(pages, "the planks of\nthe pier")
    text = " ".join(texts(drawn(pages)))
    assert text.startswith("No Discussion Action 1. Pier The pier was shut")
    assert text.endswith("came in. Action: Ann to mend the planks of the pier")


def test_words_parted_at_the_ends_of_lines_are_whole():
    lines = (
        "the mooring was re-",
        "newed and the vice-",
        "chair was told of it",
        "a vice-chair is",
    )
    source = content(
        *((72, 700 - 12 * at, 10, words) for at, words in enumerate(lines)),
        (72, 640, 10, "renewed"),
    )
    assert texts(source)[:3] == [
        "the mooring was renewed",
        "and the vice-",
        "chair was told of it",
    ]


def test_a_soft_hyphen_goes_and_one_of_a_document_that_parts_words_often_does():
    assert Hyphens([]).joined("moor\u00ad", "ing fees") == ("mooring", "fees")
    assert Hyphens([]).joined("moor-", "ing fees") == ("moor-", "ing fees")
    often = Hyphens(["al-", "pha be-", "ta gam-", "ma"])
    assert often.joined("moor-", "ing.") == ("mooring.", "")


def test_what_is_printed_in_a_form_of_its_own_is_read():
    form = stream(b"BT /F1 10 Tf (Roads) Tj ET", b"/Type/XObject/Subtype/Form")
    data = made(
        one_page(
            stream(b"q 1 0 0 1 72 700 cm /X Do Q"),
            form,
            resources=b"/Font<</F1 5 0 R>>/XObject<</X 6 0 R>>",
        )
    )
    assert texts(read(data, Limits())) == ["Roads"]


def test_a_page_is_turned_so_that_its_words_stand_upright():
    shown = b"BT /F1 10 Tf -1 0 0 -1 500 100 Tm (Roads) Tj 0 -12 Td (Bins) Tj ET"
    assert texts(read(made(one_page(stream(shown))), Limits())) == ["Roads", "Bins"]


def test_words_across_the_page_are_apart_from_the_text():
    shown = (
        b"BT /F1 10 Tf 1 0 0 1 72 700 Tm (Roads were wet.) Tj ET"
        b"BT /F1 40 Tf 0 1 -1 0 300 300 Tm (DRAFT) Tj ET"
    )
    source = read(made(one_page(stream(shown))), Limits())
    assert seen(source) == [(Kind.PARAGRAPH, "Roads were wet."), (Kind.META, "DRAFT")]


def test_words_marked_as_no_part_of_the_text_are_apart():
    shown = (
        b"/Artifact BMC BT /F1 10 Tf 72 700 Td (Official) Tj ET EMC "
        b"BT /F1 10 Tf 72 650 Td (Roads were wet.) Tj ET"
    )
    source = read(made(one_page(stream(shown))), Limits())
    assert seen(source) == [(Kind.PARAGRAPH, "Roads were wet."), (Kind.META, "Official")]


def test_words_printed_twice_to_look_bold_are_read_once():
    source = content((72, 700, 10, "Roads"), (72.3, 700, 10, "Roads"))
    assert texts(source) == ["Roads"]


@pytest.mark.parametrize(
    "show", ["(Roads) '", '3 0 (Roads) "', "[(Ro) -20 (ads)] TJ", "T* (Roads) Tj"]
)
def test_every_way_to_show_words_is_known(show):
    shown = f"BT /F1 10 Tf 12 TL 1 Ts 100 Tz 0 Tc 0 Tw 72 700 TD {show} ET".encode()
    assert texts(read(made(one_page(stream(shown))), Limits())) == ["Roads"]


def locked(user, owner=None):
    data = made(one_page(stream(b"BT /F1 10 Tf 72 700 Td (Roads) Tj ET")))
    writer = PdfWriter(PdfReader(BytesIO(data)))
    writer.encrypt(user, owner, algorithm="RC4-128")
    return written(writer)


def written(writer):
    kept = BytesIO()
    writer.write(kept)
    return kept.getvalue()


def test_a_pdf_that_needs_a_password_is_refused():
    with pytest.raises(Unreadable, match="password"):
        read(locked("secret"), Limits())


def test_a_pdf_that_only_forbids_changes_is_read():
    assert texts(read(locked("", "secret"), Limits())) == ["Roads"]


def test_a_pdf_protected_in_an_unknown_way_is_refused():
    data = made(one_page(stream(b"")), b"/Encrypt<</Filter/Strange/V 9>>")
    with pytest.raises(Unreadable, match="protected"):
        read(data, Limits())


def test_a_scan_without_text_is_refused():
    with pytest.raises(Unreadable, match="OCR"):
        read(made(one_page(stream(b"72 72 400 400 re f"))), Limits())


def test_a_pdf_with_too_many_pages_is_refused():
    writer = PdfWriter()
    for _ in range(4):
        writer.add_blank_page(100, 100)
    with pytest.raises(Unreadable, match="4 pages, and at most 3"):
        read(written(writer), Limits(pages=3))


@pytest.mark.parametrize(
    "objects",
    [
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 9>>"],
        [b"<</Type/Catalog/Pages 9 0 R>>"],
        one_page(packed(b" " * 80_000_000)),
    ],
    ids=["circle of pages", "no pages", "swelling"],
)
def test_a_broken_or_hostile_pdf_is_refused(objects):
    with pytest.raises(Unreadable, match=r"damaged|no text"):
        read(made(objects), Limits())


def test_a_form_that_draws_itself_ends():
    form = stream(b"/X Do /X Do", b"/Subtype/Form/Resources<</XObject<</X 6 0 R>>>>")
    shown = stream(b"/X Do BT /F1 10 Tf 72 700 Td (Roads) Tj ET")
    data = made(one_page(shown, form, resources=b"/Font<</F1 5 0 R>>/XObject<</X 6 0 R>>"))
    assert texts(read(data, Limits())) == ["Roads"]


def test_senseless_sizes_and_places_are_passed_over():
    shown = b"BT /F1 1e9 Tf 1e30 0 0 1e30 1e30 1 Tm (far) Tj /F9 10 Tf (lost) Tj ET"
    with pytest.raises(Unreadable, match="no text"):
        read(made(one_page(stream(shown))), Limits())


def test_letters_set_far_apart_are_a_number_and_its_words():
    shown = b"BT /F1 10 Tf 30 Tc 72 700 Td (1R) Tj 0 Tc 36 0 Td (oads) Tj ET"
    source = read(made(one_page(stream(shown))), Limits())
    assert source.text.split()[0] == "1"


def test_the_label_of_a_table_is_a_cell_however_near_its_value():
    source = content(
        *((72, 700, 10, "Time:"), (140, 700, 10, "18:30")),
        *((72, 688, 10, "Attendees:"), (140, 688, 10, "Ann Lee, Bo Ray")),
    )
    assert [b.cells for b in source.blocks] == [
        ("Time:", "18:30"),
        ("Attendees:", "Ann Lee, Bo Ray"),
    ]
