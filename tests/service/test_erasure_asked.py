"""What is asked of erasures in a way that cannot be meant, and what is said of it."""

import pytest

from tests.service.seam import whole_office

DOCUMENT = "01a218d8-0000-7000-8000-000000000001"


@pytest.fixture
def clerk(home):
    with whole_office(home) as found:
        yield found


@pytest.fixture
def erasure(clerk):
    person = clerk.make("/people", {"name": "Ada Abel"})
    return clerk.make("/erasures", {"person": person, "basis": "gdpr17"})


@pytest.mark.parametrize(
    ("decision", "status", "words"),
    [
        ({"decision": "keep"}, 422, "reason"),
        ({"decision": "remove", "reason": "no use"}, 422, "reason"),
        ({"decision": "burn"}, 422, "decision"),
    ],
)
def test_a_document_is_kept_for_a_reason_and_removed_without_one(
    clerk, erasure, decision, status, words
):
    asked = {"plan": "0" * 64, "documents": [{"document": DOCUMENT} | decision]}
    clerk.refused(status, words, "POST", f"/erasures/{erasure}/approve", asked)


def test_a_document_is_decided_on_once(clerk, erasure):
    decided = {"document": DOCUMENT, "decision": "remove"}
    asked = {"plan": "0" * 64, "documents": [decided, decided]}
    path = f"/erasures/{erasure}/approve"
    clerk.refused(409, "is decided on twice; decide once", "POST", path, asked)


def test_a_position_beyond_a_million_is_a_position(clerk):
    values = [{"position": 7_000_000.0, "pointer": "/name"}]
    erasure = clerk.make("/erasures", {"values": values, "basis": "gdpr17"})
    assert clerk.get(f"/erasures/{erasure}/plan")["values"] == []
