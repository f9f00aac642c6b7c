"""Whatever whoever owns the database does to the log is found, with the right reason."""

import pytest

from tests.faults import tamper
from tests.faults.tamper_kinds import KINDS

EACH = 12


@pytest.fixture(scope="module")
def field(kind, new_home, tmp_path_factory):
    with new_home(kind) as home:
        made = tamper.Field(home, tmp_path_factory.mktemp("tampered"))
        yield made
        made.close()


def test_all_tampering_is_found_and_named(field):
    missed = [
        (kind, lacking, list(report.lines()))
        for kind, lacking, report in tamper.campaign(field, EACH * len(KINDS))
        if lacking or report.status != 1
    ]

    assert missed == []
