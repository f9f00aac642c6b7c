"""What the tests of the intake share: invented minutes in `fixtures/`, and the way to read them."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from service.intake.parse import parse
from service.intake.readers import read_document

FIXTURES = Path(__file__).parent / "fixtures"


def read_bytes(data, source="invented.txt"):
    document = read_document(data, source)
    reading = parse(list(document.blocks), source)
    return SimpleNamespace(text=document.text, reading=reading, meetings=reading.meetings)


@pytest.fixture(scope="session")
def read():
    """Read text as one would a file; answers its text, its reading and its meetings."""
    return lambda text: read_bytes(text.encode())


@pytest.fixture(scope="session")
def fixture():
    """Read a fixture by its name."""
    return lambda name: read_bytes((FIXTURES / name).read_bytes(), name)


@pytest.fixture(scope="session")
def read_source():
    """Parse what a reader gave."""
    return lambda source: parse(list(source.blocks), "invented")
