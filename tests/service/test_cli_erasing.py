"""Erasures and backups from the command line."""

import pytest

from events.base import Provenance
from events.ids import PersonId
from events.person.commands import RegisterPerson
from events.plans import only
from events.privacy.commands import RequestErasure
from events.when import When
from service.book import Book
from service.ids import Mint
from service.ledger.ask import Ask
from tests.service.test_cli import NOBODY, Shell

DAY = When("2024-05-01")


@pytest.fixture
def person(home):
    book = Book(home.settings(), Mint())
    who = PersonId(book.mint())
    do(book, RegisterPerson(occurred_on=DAY, person=who, name="Odalys Quennell", honorific=None))
    book.close()
    return who


def do(book, command, actor="local"):
    book.submit_now(Ask("default", Provenance(actor), only(command)))


def test_who_asks_at_the_command_line_does_not_approve_at_it(home, person):
    shell = Shell(home)
    asked = shell("erasure", "request", "--basis", "gdpr17", "--person", person)
    assert asked.exit_code == 0, asked.stderr
    erasure = asked.stdout.strip()
    plan = shell.json("erasure", "plan", erasure)
    assert [each["text"] for each in plan["values"]] == ["Odalys Quennell"]
    refused = shell("erasure", "approve", erasure, "--plan", plan["plan"])
    assert refused.exit_code == 1
    assert "somebody else" in refused.stderr
    assert shell.json("erasure", "list")["items"][0]["state"] == "requested"
    assert shell("erasure", "refuse", erasure).exit_code == 1
    assert shell("erasure", "plan", NOBODY).exit_code == 1
    wrong = shell("erasure", "request", "--basis", "gdpr17", "--value", "text")
    assert wrong.exit_code == 2


def test_what_somebody_else_asked_for_is_approved_and_a_backup_does_not_bring_it_back(
    home, person, new_home, kind, tmp_path, monkeypatch
):
    shell, file = Shell(home), str(tmp_path / "all.tar")
    assert shell("backup", file).exit_code == 0
    assert shell("backup", file).exit_code == 2
    book = Book(home.settings(), Mint())
    erasure = book.mint()
    of = {"values": (), "spared": (), "basis": "gdpr17", "reason": None, "by": "ann"}
    do(book, RequestErasure(occurred_on=DAY, erasure=erasure, person=person, **of), "ann")
    book.close()
    plan = shell.json("erasure", "plan", erasure)["plan"]
    done = shell("erasure", "approve", erasure, "--plan", plan)
    assert done.exit_code == 0, done.stderr
    assert "erased" in done.stderr
    with new_home(kind) as elsewhere:
        elsewhere.folder.mkdir(parents=True, exist_ok=True)
        noted = (home.folder / "erasures.jsonl").read_bytes()
        (elsewhere.folder / "erasures.jsonl").write_bytes(noted)
        owner = Shell(elsewhere).operate
        restored = owner("restore", file)
        assert restored.exit_code == 0, restored.stderr
        assert "1 texts are erased" in restored.stderr
        names = "SELECT text FROM private_texts WHERE text LIKE ?"
        assert elsewhere.past(names, "Oda%") == []
        assert owner("erasure", "finish").exit_code == 0
