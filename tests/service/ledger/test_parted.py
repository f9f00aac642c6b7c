"""Words that are gone: the rest can be read, and with the digests it opens the commitment."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from service.ledger.parted import MARK, Parted, digest_of, pieces_of, whole, without
from service.tlog.commitments import segments, words

SEED = bytes(range(16))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def test_a_word_that_is_gone_leaves_a_mark():
    parted = without(whole("Mike Kay to ask  Zoë.", SEED), {1, 4})

    assert parted.text == f"Mike {MARK}to ask  {MARK}"
    assert SEED not in parted.packed


@given(TEXTS, st.data())
def test_whatever_is_gone_the_digests_stay(text, data):
    numbers = st.sets(st.integers(0, len(words(text)) - 1))
    first, second = data.draw(numbers), data.draw(numbers)

    once = without(whole(text, SEED), first)
    twice = without(pieces_of(once), second)

    for parted, gone in ((once, first), (twice, first | second)):
        pieces = pieces_of(parted)
        assert [digest_of(piece) for piece in pieces] == segments(text, SEED)
        assert {at for at, piece in enumerate(pieces) if piece.word is None} == gone
        for piece, word in zip(pieces, words(text), strict=True):
            assert piece.word in {None, word}
            if piece.word is not None:
                assert sha256(piece.opening + word.encode()).digest() == digest_of(piece)


@given(TEXTS)
def test_where_nothing_is_gone_the_text_is_the_text(text):
    assert without(whole(text, SEED), ()).text == text
    assert pieces_of(Parted("", b"")) == []
