"""Any document is read for what it is, apart from the service, or refused in a sentence."""

import json
import os
import signal
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.errors import Unreadable
from service.intake.parse import parse
from service.intake.readers import (
    Limits,
    html_document,
    pdf_document,
    read_document,
    text,
    word_document,
)
from service.intake.reading import to_json
from service.sample import texts
from tests import documents
from tests.faults.hostile_pdf import made, one_page, packed, stream

SAMPLES = dict(texts())
MAKERS = {
    "docx": (word_document, documents.word),
    "counted.docx": (word_document, lambda words: documents.word(words, numbered=True)),
    "html": (html_document, documents.page),
    "pdf": (pdf_document, documents.pdf),
}


def reading(source, name):
    return without_spans(to_json(parse(list(source.blocks), name)))


def without_spans(part):
    if isinstance(part, dict):
        return {key: without_spans(value) for key, value in part.items() if key != "span"}
    return [without_spans(one) for one in part] if isinstance(part, list) else part


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("form", MAKERS)
def test_minutes_read_the_same_in_every_format(name, form):
    module, make = MAKERS[form]
    data = SAMPLES[name]
    source = module.read(make(data.decode()), Limits())
    assert reading(source, name) == reading(text.read(data, Limits()), name)


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("docx", word_document._MEDIA_TYPE), ("html", "text/html"), ("pdf", "application/pdf")],
)
def test_a_document_is_read_apart_as_it_would_be_here(form, media_type):
    module, make = MAKERS[form]
    data = make(SAMPLES["3-july.md"].decode())
    source = read_document(data, f"minutes.{form}")
    assert source == module.read(data, Limits())
    assert source.media_type == media_type
    assert source.pages == (2 if form == "pdf" else None)


def test_text_and_markdown_keep_their_own_text():
    source = read_document(b"\xef\xbb\xbf# Roads\n", "minutes.MD")
    assert (source.text, source.media_type) == ("# Roads\n", "text/markdown")
    assert read_document(b"Roads", "minutes").media_type == "text/plain"


def test_utf16_with_its_mark_is_read():
    assert read_document("Zo\u00eb".encode("utf-16"), "x.txt").text == "Zo\u00eb"
    assert read_document("Zo\u00eb".encode("utf-32"), "x.txt").text == "Zo\u00eb"


def compound(stream):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + stream.encode("utf-16-le") + bytes(64)


def zipped(name, inside=b""):
    return b"PK\x03\x04" + bytes(26) + name + inside


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "x.pdf", "is empty"),
        (compound("WordDocument"), "x.docx", r"old Word document \(\.doc\).*save it as a Word"),
        (compound("Workbook"), "x.docx", r"old Excel workbook"),
        (compound("EncryptedPackage"), "x.docx", "password.*save it without"),
        (compound("Nothing"), "x.doc", "old Office program"),
        (zipped(b"xl/workbook.xml"), "x.docx", r"Excel workbook \(\.xlsx\)"),
        (zipped(b"mimetypeapplication/vnd.oasis.opendocument.text"), "x.docx", r"\.odt"),
        (zipped(b"minutes.txt"), "x.docx", "zip archive.*Unpack it"),
        (b"\x89PNG\r\n\x1a\n", "x.docx", "picture.*OCR"),
        (b"\xff\xd8\xff\xe0", "x.pdf", "picture.*OCR"),
        (bytes(4) + b"ftypheic", "x.jpg", "picture or a film"),
        (b"{\\rtf1 Roads}", "x.docx", "Rich Text"),
        (b"\x1f\x8b\x08", "x.txt", "compressed"),
        (b"<?xml version='1.0'?><x/>", "x.txt", "XML"),
        (b"%PDF-1.7\n", "x.txt", r"ends in \.txt, but this is a PDF.*ends in \.pdf"),
        (b"%PDF-1.7\n", "x.docx", r"ends in \.docx, but this is a PDF"),
        (b"Roads were wet.", "x.pdf", "this is plain text"),
        (b"Roads were wet.", "x.html", "this is plain text"),
        (b"<!-- a --><html><p>Roads", "x.txt", "this is an HTML page"),
        (zipped(b"word/document.xml"), "x.txt", "this is a Word document"),
        (b"\x01\x02\x03\x04 noise \x05", "x.docx", "damaged: it is neither a Word document"),
        (b"Roads\0", "x.txt", "NUL bytes"),
        (b"Pr\xe9sent", "x.txt", "Windows-1252.*UTF-8"),
        ("Present".encode("utf-16-le"), "x.txt", "UTF-16 without its byte-order mark"),
        (b"Pr\x81sent", "x.txt", "Byte 2 is not UTF-8"),
        (b"\xff\xfea", "x.txt", "says that it is UTF-16"),
        (b"a" * (Limits().bytes + 1), "x.pdf", "over 20,000,000 bytes"),
        (b"\xff\xfe\0\0", "x.txt", "empty"),
    ],
    ids=range(28),
)
def test_what_is_not_read_is_called_by_its_name_and_told_what_to_save_it_as(data, name, words):
    with pytest.raises(Unreadable, match=words):
        read_document(data, name)


def test_a_line_of_a_hundred_megabytes_is_refused():
    with pytest.raises(Unreadable, match="Line 1 is longer"):
        read_document(b"a" * 100_000_000, "x.txt", Limits(bytes=10**9, characters=10**9))


def children():
    told = Path("/proc/self/task").glob("*/children")
    return {child for one in told for child in one.read_text().split()}


def test_a_document_that_takes_too_long_is_given_up_and_its_process_ended(monkeypatch):
    before, ended = children(), []
    end = os.killpg
    monkeypatch.setattr(os, "killpg", lambda group, how: (ended.append(how), end(group, how)))
    data = documents.pdf(SAMPLES["2-april.txt"].decode())
    with pytest.raises(Unreadable, match=r"longer than 0\.05 seconds"):
        read_document(data, "x.pdf", Limits(seconds=0.05))
    assert (children(), ended) == (before, [signal.SIGKILL])


def test_a_document_that_never_stops_computing_is_given_up():
    attributes = b" ".join(b"a%d=1" % at for at in range(300_000))
    with pytest.raises(Unreadable, match="longer than 1 seconds"):
        read_document(b"<html><p " + attributes + b">x", "x.html", Limits(seconds=1))


def test_a_document_that_takes_too_much_memory_is_given_up():
    page = b"<html>" + b"<p>a" * 500_000
    with pytest.raises(Unreadable, match="100,000,000 bytes of memory"):
        read_document(page, "x.html", Limits(memory=100_000_000))


def test_a_document_that_breaks_its_reader_is_damaged_and_the_cause_is_kept():
    circle = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"3 0 R"]
    with pytest.raises(Unreadable, match="damaged") as refused:
        read_document(made(circle), "x.pdf")
    assert "AttributeError" in str(refused.value.__cause__)


def test_a_page_that_would_swell_is_given_up():
    swelling = zlib.compress(zlib.compress(b" " * 50_000_000, 9))
    twice = stream(swelling, b"/Filter[/FlateDecode/FlateDecode]")
    for content in (twice, packed(b" " * 50_000_000)):
        with pytest.raises(Unreadable, match="damaged"):
            read_document(made(one_page(content)), "x.pdf")


CAMPAIGN = """
import json
from service.intake.readers import Limits
from tests.faults import hostile

limits = Limits(seconds=4)
told = hostile.campaign(7, 40, limits)
print(json.dumps([told.faults(limits), sorted({read.outcome for read in told.reads})]))
"""


def test_a_sample_of_hostile_documents_is_read_or_refused():
    """In a process of its own, so that the memory of other tests' processes is not counted."""
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", CAMPAIGN], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    faults, outcomes = json.loads(done.stdout)
    assert faults == {"raised": [], "late": [], "unsaid": [], "large": []}
    assert outcomes == ["read", "refused"]


def read_or_refused(data, suffix):
    try:
        source = read_document(data, f"any.{suffix}")
    except Unreadable:
        return
    end = len(source.text)
    assert all(0 <= b.span.start <= b.span.end <= end for b in source.blocks)


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=2_000), st.sampled_from(["txt", "md", "html", "docx", "pdf"]))
@example(b"\xed\xa0\x80", "txt")
@example(b"<p>&#xD800;\x00", "html")
@example(b"<html>\xef\xbf\xbe", "html")
def test_any_bytes_under_any_name_are_read_or_refused(data, suffix):
    read_or_refused(data, suffix)


@settings(deadline=None, max_examples=15)
@given(
    st.sampled_from([("<html><p>", "html"), ("%PDF-1.4\n", "pdf"), ("PK\3\4word/", "docx")]),
    st.binary(max_size=2_000),
)
def test_any_bytes_behind_a_beginning_are_read_or_refused(begin, data):
    read_or_refused(begin[0].encode() + data, begin[1])
