"""Reports from the command line: handed in as a form, and asked about."""

import json

import pytest

from tests.service.test_cli import MINUTES, Shell
from tests.service.test_routes_documents_reports import REPORT
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


def test_a_report_of_a_document_is_accepted_told_and_counted_in_its_folder(shell, tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "locks.md").write_text(REPORT)
    (folder / "march.txt").write_text(MINUTES)
    left = shell("submit", folder, "--accept", "--json")
    assert left.exit_code == 3
    report, minutes = json.loads(left.stdout)["files"]
    assert (report["status"], report["holds"]) == ("waits", {"reports": 1})
    assert "say who published the report" in report["why"]
    assert (minutes["status"], minutes["holds"]) == ("recorded", {"meetings": 1})

    said = ("--body", "Lock Board", "--add", "/published_on=2024-10")
    assert shell("revise", report["document"], *said).exit_code == 0
    done = shell("accept", report["document"])
    assert done.exit_code == 0, done.stderr
    assert "recorded 2 recommendations, 2 responses and 1 commitment of report" in done.stderr
    assert "new body: Lock Board (/body)" in done.stderr
    (one, two) = shell.json("reports", "recommendations")["items"]
    assert (one["number"], two["number"]) == ("1", "2")

    again = shell("submit", folder, "--accept")
    assert again.exit_code == 0
    assert "1 report" in again.stdout
    assert "1 meeting" in again.stdout
    known = shell("submit", folder / "locks.md")
    assert f"it is in the record as reports {one['report']}" in known.stderr
