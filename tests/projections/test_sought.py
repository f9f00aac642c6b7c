"""Queries taken apart, and texts in which they are found."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from projections.sought import Part, Sought, Term, excerpt, fold, hits, parse

WORDS = st.from_regex("[a-zé1-9]{1,6}", fullmatch=True)


def one(*words, begins=False):
    return Term(words, begins)


@pytest.mark.parametrize(
    ("query", "wanted", "excluded"),
    [
        ("Bridge  repair", [one("bridge"), one("repair")], []),
        ('"swing bridge" café', [one("swing", "bridge"), one("cafe")], []),
        ("\u201cswing bridge\u201d", [one("swing", "bridge")], []),
        ('"swing bridge', [one("swing", "bridge")], []),
        ('swing"bridge deck"-x', [one("swing"), one("bridge", "deck")], [one("x")]),
        ("-paint bridge", [one("bridge")], [one("paint")]),
        ('bridge -"wet paint"', [one("bridge")], [one("wet", "paint")]),
        ("brid*", [one("brid", begins=True)], []),
        ("-brid* x", [one("x")], [one("brid", begins=True)]),
        ("follow-up*", [one("follow", "up", begins=True)], []),
        ('"brid*"', [one("brid")], []),
        ("*bridge", [one("bridge")], []),
        ("bridge bridge", [one("bridge")], []),
        ("a_b", [one("a", "b")], []),
        ("- & * \" '", [], []),
        ("", [], []),
        ('""', [], []),
        ('"', [], []),
    ],
)
def test_a_query_is_taken_apart(query, wanted, excluded):
    assert parse(query) == Sought(tuple(wanted), tuple(excluded))


@given(st.text())
@example("\u0622")  # its mark is none of those that the indexes leave out
def test_any_text_is_a_query_of_words_alone(query):
    sought = parse(query)
    for term in (*sought.wanted, *sought.excluded):
        assert term.words
        for word in term.words:
            assert word
            assert all(unicodedata.category(letter)[0] in "LNM" for letter in word), word
            assert unicodedata.category(word[0])[0] != "M", "a mark belongs to the letter before it"


@given(st.lists(WORDS, min_size=1, max_size=5), st.booleans())
def test_a_query_that_is_written_out_means_itself(words, begins):
    folded = tuple(map(fold, words))
    quoted = " ".join(words)

    assert parse(f'"{quoted}"').wanted == (Term(folded),)
    assert parse(quoted).wanted == tuple(Term((each,)) for each in dict.fromkeys(folded))
    assert parse("-".join(words) + "*" * begins).wanted == (Term(folded, begins),)
    assert parse(f'x -"{quoted}"').excluded == (Term(folded),)


@given(st.text(max_size=400), st.text(max_size=10))
def test_an_excerpt_is_a_stretch_of_the_text_whose_marked_parts_are_hits(text, query):
    sought = parse(query)
    parts = excerpt(sought, text)
    shown = "".join(part.text for part in parts)

    assert shown in text or shown.strip("…") in text
    assert sum(part.hit for part in parts) <= len(hits(sought, text))
    assert all(part.text for part in parts)


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("cafe", "A CAFÉ, two cafes", ["CAFÉ"]),
        ("cafe*", "A CAFÉ, two cafes", ["CAFÉ", "cafes"]),
        ("cafe", "cafe\u0301 society", ["cafe\u0301"]),
        ('"the swing bridge"', "The swing -- bridge", ["The swing -- bridge"]),
        ('"swing bridge" bridge*', "swing bridges, swing bridge", ["bridges", "swing bridge"]),
        ('"a b" "b c"', "a b c", ["a b c"]),
        ("x -y", "y x", ["x"]),
        ("ab", "a_b ab", ["ab"]),
    ],
)
def test_what_is_sought_is_found_in_a_text(query, text, found):
    assert [text[start:end] for start, end in hits(parse(query), text)] == found


def test_a_long_text_is_cut_between_words_around_what_is_found():
    text = "before " * 60 + "the bridge " + "after " * 60

    parts = excerpt(parse("bridge"), text)

    assert [part for part in parts if part.hit] == [Part("bridge", hit=True)]
    assert parts[0] == parts[-1] == Part("…", hit=False)
    assert parts[1].text.startswith("before before")
    assert parts[-2].text.endswith("after")
    assert len("".join(part.text for part in parts)) <= 322


def test_hits_beyond_the_stretch_that_is_shown_are_left_out():
    text = "bridge " + "word " * 100 + "bridge"

    parts = excerpt(parse("bridge"), text)

    assert [part.hit for part in parts] == [True, False, False]


def test_a_text_that_is_one_long_word_is_cut_where_it_must():
    parts = excerpt(parse("x*"), "y" * 200 + " " + "x" * 500)

    assert [part.text for part in parts if part.hit] == ["x" * 500]
    assert parts[0].text == "…"
    assert excerpt(parse("z"), "y" * 400) == [Part("y" * 320, hit=False), Part("…", hit=False)]
