"""Keys of programs are long, told from other things, and never kept."""

import hashlib
import re
import uuid

import pytest

from service.door.api_keys import new_key, read_key

IDENTITY = str(uuid.UUID(int=5))


def test_a_key_says_what_it_is_and_is_kept_as_its_digest():
    key = new_key(IDENTITY)
    assert re.fullmatch(r"mbk_0{31}5_[A-Za-z0-9_-]{43}", key.text)
    assert key.key == IDENTITY
    assert key.sha256 == hashlib.sha256(key.text.encode()).hexdigest()
    assert key.opens(key.sha256)
    assert not key.opens(new_key(IDENTITY).sha256)
    assert not key.opens(None)


def test_no_two_keys_are_alike():
    assert len({new_key(IDENTITY).text for _ in range(1_000)}) == 1_000


def test_a_key_is_read_as_it_was_given_and_in_no_other_way():
    key = new_key(IDENTITY)
    assert read_key(key.text) == key
    for changed in (key.text[:-1], key.text + "x", key.text.upper(), key.text.replace("_", "-", 1)):
        assert read_key(changed) is None


@pytest.mark.parametrize("text", ["", "mbk_", "mbk_x_y"])
def test_what_is_no_key_is_none(text):
    assert read_key(text) is None
