"""What a leaf promises of a private value can be opened, whole or word by word, and withheld.

The expected values are computed here from RFC 9901 and SHAKE-256 alone.
"""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.base import Form
from service.ledger.leaf import committed
from service.tlog.commitments import (
    SALT,
    commitment,
    disclosure,
    segments,
    words,
    words_commitment,
)

SEED = bytes(range(16))
POINTER = "/owners/0/words"
NAME = "Zoë Ångström"
SENTENCE = "Mike Kay to ask  Zoë.\nToday"
PARTS = ["Mike ", "Kay ", "to ", "ask  ", "Zoë.\n", "Today"]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def base64url(data):
    return urlsafe_b64encode(data).decode().rstrip("=")


def word_digests(parts, seed=SEED):
    salts = hashlib.shake_256(seed).digest(16 * len(parts))
    return [
        hashlib.sha256(salts[16 * at : 16 * at + 16] + part.encode()).digest()
        for at, part in enumerate(parts)
    ]


def test_a_value_is_committed_whole_in_the_form_of_sd_jwt():
    shown = f'["AAECAwQFBgcICQoLDA0ODw","/owners/0/words","{NAME}"]'.encode()
    expected = base64url(shown).encode()

    assert disclosure(POINTER, NAME, SEED) == expected
    assert commitment(POINTER, NAME, SEED) == base64url(hashlib.sha256(expected).digest())


def test_the_digest_of_a_name_is_a_promise():
    assert commitment(POINTER, NAME, SEED) == ("ZQfIfJdraWrXxJflNfiPkIQFVim1RwiPTOpJwUnbRSM")


def test_the_digest_of_a_text_is_a_promise():
    assert words_commitment(SENTENCE, SEED) == ("3Q9IP7BG7WFyMxVFPQdk0HLxBHPAitZT6l-YB_-W_ZI")


def test_running_text_is_committed_word_by_word():
    digests = word_digests(PARTS)

    assert words(SENTENCE) == PARTS
    assert segments(SENTENCE, SEED) == digests
    assert words_commitment(SENTENCE, SEED) == base64url(hashlib.sha256(b"".join(digests)).digest())


@pytest.mark.parametrize("hidden", range(6))
def test_a_word_is_withheld_behind_its_digest_and_the_rest_still_proves(hidden):
    salts = hashlib.shake_256(SEED).digest(16 * len(PARTS))
    shown = [(salts[16 * at : 16 * at + 16], part) for at, part in enumerate(PARTS) if at != hidden]
    withheld = segments(SENTENCE, SEED)[hidden]

    proven = [hashlib.sha256(salt + part.encode()).digest() for salt, part in shown]
    proven.insert(hidden, withheld)

    assert base64url(hashlib.sha256(b"".join(proven)).digest()) == words_commitment(SENTENCE, SEED)


@given(TEXTS)
def test_words_joined_are_the_text_again(text):
    parts = words(text)

    assert "".join(parts) == text
    assert all(parts)
    assert all(part.strip() for part in parts[1:])


@given(TEXTS, TEXTS, st.sampled_from([Form.WHOLE, Form.WORDS]))
def test_another_text_or_another_salt_has_another_digest(one, other, form):
    digest = committed("/text", form, one, SEED)

    assert (committed("/text", form, other, SEED) == digest) == (one == other)
    if one:
        assert committed("/text", form, one, SEED[::-1]) != digest


@given(TEXTS)
def test_a_disclosure_opens_to_the_salt_the_pointer_and_the_value(value):
    shown = disclosure(POINTER, value, SEED).decode()
    opened = json.loads(urlsafe_bytes(shown))

    assert opened == [base64url(SEED), POINTER, value]


def urlsafe_bytes(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_a_salt_is_long_enough_to_be_unguessable():
    assert SALT * 8 == 128
