"""No text makes the parser raise, and every span lies inside the text it came from."""

import re
import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import Unreadable
from service.intake.blocks import Span
from service.intake.drafting import draft_of
from service.intake.parse import parse
from service.intake.readers import decode, read_text
from service.intake.reading import to_json

FIXTURES = [path.read_text() for path in sorted(Path(__file__).parent.rglob("fixtures/*.*"))]
LINES = sorted({line for text in FIXTURES for line in text.split("\n")})

TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
INK = re.compile(r"\S+")


def spans(part):
    if isinstance(part, Span):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from spans(one)
    elif hasattr(part, "__dataclass_fields__"):
        for name in part.__dataclass_fields__:
            yield from spans(getattr(part, name))


def read_and_check(text):
    data = text.encode("utf-8", "surrogatepass")
    try:
        blocks = read_text(data)
    except Unreadable:
        return
    reading = parse(blocks, "any.txt")
    source = decode(data)
    found = list(spans(reading))
    assert all(0 <= span.start <= span.end <= len(source) for span in found)
    assert to_json(reading)["source"] == "any.txt"
    draft = draft_of(reading, len(source))
    assert len(draft.meetings) == len(reading.meetings)
    assert not [each.message for each in draft.findings if each.kind == "unfit"]
    assert list(lines_left_out(source, found)) == []


def lines_left_out(source, found):
    """Lines with something printed on them that no fact and no finding answers for."""
    answered = bytearray(len(source))
    for span in found:
        answered[span.start : span.end] = b"\1" * (span.end - span.start)
    for line in re.finditer(r"[^\n]+", TAG.sub(lambda tag: " " * len(tag[0]), source)):
        if any(not answered[line.start() + word.start()] for word in INK.finditer(line[0])):
            yield line[0]


@settings(deadline=None, max_examples=150)
@given(st.text())
def test_any_text_is_read(text):
    read_and_check(text)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(LINES), max_size=60))
def test_shuffled_lines_of_minutes_are_read(lines):
    read_and_check("\n".join(lines))


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(FIXTURES), st.data())
def test_minutes_with_a_piece_torn_out_are_read(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    read_and_check(text[:start] + text[end:])


def test_lines_made_to_trip_patterns_are_read_fast():
    hostile = (
        "A " * 20_000,
        "(" * 20_000,
        "a, " * 20_000,
        "[" * 20_000,
        "1. " * 20_000,
        "*a" * 9_000,
        "Owner: " * 9_000,
        "to will " * 9_000,
        "Action: Ann to dig. " * 2_000,
        "and Ann Lee " * 6_000,
        "3 May 2022 " * 3_000,
        "a\t" * 20_000,
    )
    started = time.process_time()
    for line in hostile:
        read_and_check(f"Board\n3 May 2022\nPresent:\nAnn Lee\n{line}\n\n1. Roads\n\n1.1 {line}\n")
    assert time.process_time() - started < 30


def test_lines_made_to_trip_the_patterns_of_replies_are_read_fast():
    hostile = (
        "a, " * 10_000,
        "1. " * 10_000,
        "Recommendation 1, 2, " * 2_000,
        "(paragraph (" * 4_000,
        "we will be and " * 3_000,
        "Response to the " * 3_000,
        "A (chaired by " * 3_000,
        "does not believe " * 3_000,
    )
    started = time.process_time()
    for line in hostile:
        reply = f"Reply to the report\n\nRecommendation 1: {line}\n\n{line}\n\n"
        read_and_check(f"{reply}Members of the Board:\n{line}\n\nProgress report\n\n{line}\n")
    assert time.process_time() - started < 30
