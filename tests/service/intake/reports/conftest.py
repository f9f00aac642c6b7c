"""Invented reports and replies in `fixtures/`, and the way to read them by name."""

from pathlib import Path

import pytest

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def report(read):
    """Read a fixture by its name; answers its text and its reading."""
    return lambda name: read((FIXTURES / name).read_text())


@pytest.fixture
def asked(read):
    """Read text; answers (number, text, response) of each recommendation."""

    def rows(text):
        found = read(text).reading.recommendations
        return [(one.number, one.text, one.response) for one in found]

    return rows
