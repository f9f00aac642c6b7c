"""Reports from the command line: handed in as a form, and asked about."""

import json

import pytest

from tests.service.test_cli import Shell
from tests.service.test_routes_reports import FORM


@pytest.fixture
def shell(home):
    return Shell(home)


def test_a_report_is_handed_in_and_asked_about(shell, tmp_path):
    paper = tmp_path / "report.json"
    paper.write_text(json.dumps(FORM))
    told = shell.json("reports", "submit", str(paper))
    assert shell.json("reports", "show", told["report"])["title"] == FORM["title"]
    (unanswered,) = shell.json("reports", "recommendations", "--unanswered")["items"]
    assert unanswered["id"] == told["recommendations"][2]
    late = shell.json("reports", "commitments", "--overdue-on", "2010-04-01")["items"]
    assert [each["id"] for each in late] == told["commitments"]
    assert shell.json("reports", "commitments", "--overdue-on", "2010-03-31")["items"] == []
    paper.write_text("{}")
    assert shell("reports", "submit", str(paper)).exit_code == 1
