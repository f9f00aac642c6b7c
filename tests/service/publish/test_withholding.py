"""What of a text is published: whole words, each with the reason why it is not."""

import pytest

from service.ledger.parted import digest_of, pieces_of, whole, without
from service.publish.withholding import Cut, cut, readable, runs, without_names
from service.tlog.commitments import segments

SEED = bytes(range(16))
TEXT = "Ms Fenella Crake (Harbour Office) said that Crake's report, by J. Tallack, was late."


def pieces(text=TEXT):
    return whole(text, SEED)


def at(words, text=TEXT):
    start = text.index(words)
    return start, start + len(words)


def test_without_a_cut_the_text_is_the_text():
    assert readable(cut(pieces(), [])) == TEXT


def test_a_cut_takes_whole_words():
    shown = cut(pieces(), [Cut(*at("bour Off"), "FOI s.36")])

    assert "Crake [withheld: FOI s.36] said" in readable(shown)
    assert runs(shown) == [(3, 5, "FOI s.36")]


def test_a_part_can_be_cut_whole():
    assert readable(cut(pieces(), [Cut(None, None, "FOI s.35")])) == "[withheld: FOI s.35]"


def test_where_two_reasons_meet_both_are_told():
    cuts = [Cut(*at("Harbour Office"), "FOI s.36"), Cut(*at("(Harbour"), "FOI s.40")]
    told = readable(cut(pieces(), cuts))

    assert "[withheld: FOI s.36, FOI s.40] [withheld: FOI s.36] said" in told


def test_words_beside_a_cut_stay_as_they_are():
    first, end = at("Harbour")
    shown = cut(pieces(), [Cut(first, end, "FOI s.36")])

    kept = [each.piece.word for each in shown if not each.reasons]
    assert kept == [piece.word for piece in pieces() if "Harbour" not in piece.word]


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("Fenella Crake", ["Ms ", "Fenella ", "Crake ", "Crake's "]),
        ("F Crake", ["Crake ", "Crake's "]),
        ("Jory Tallack", ["J. ", "Tallack, "]),
        ("Nobody Else", []),
        ("X", []),
        ("", []),
    ],
)
def test_a_name_is_withheld_with_what_stands_before_it(name, gone):
    shown = without_names(cut(pieces(), []), [name])

    assert [each.piece.word for each in shown if each.reasons] == gone


def test_words_that_were_erased_are_told_apart_from_those_withheld():
    parted = pieces_of(without(pieces(), {1}))
    shown = cut(parted, [Cut(*at("Ms"), "FOI s.40")])

    assert readable(shown).startswith("[withheld: FOI s.40] [erased] Crake")
    assert [digest_of(each.piece) for each in shown] == segments(TEXT, SEED)
