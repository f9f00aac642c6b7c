"""Who owned an action on a day, with a proof that verifies where the service is not."""

import json
import subprocess
import sys
from contextlib import closing
from datetime import date

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from service.cli.main import app
from service.ledger.database import open_reader, transaction
from service.ledger.tables import ENTRIES
from service.proving.recomputing import judge
from service.routes import action_changes, action_proofs, actions, bodies, organisations, people
from service.tlog.verifying.answer import verify_answer
from tests import logs
from tests.logs import KEY, OTHER_KEY
from tests.service.test_routes_organisations import NOBODY, office

ROUTERS = tuple(
    each.router for each in (action_changes, actions, bodies, organisations, people, action_proofs)
)
CHAIR = {"kind": "chair", "reference": NOBODY}
SOURCE = {"document": NOBODY, "start": 40, "length": 12}


class Office:
    """A clerk who handed an action on, and the folder in which the log is signed."""

    def __init__(self, clerk, home):
        self.clerk, self.home = clerk, home
        self.folder = home.settings().data / "log" / "default"
        self.body = clerk.make("/bodies", {"name": "Harbour Group"})
        ada, bram = (clerk.make("/people", {"name": name}) for name in ("Ada Abel", "Bram Brandt"))
        task = {
            "body": self.body,
            "text": "Write to the harbour office.",
            "occurred_on": "2013-03-11",
            "authority": CHAIR,
            "source": SOURCE,
            "owners": [{"kind": "person", "id": ada, "part": "lead", "words": "Ada"}],
        }
        self.action = clerk.make("/actions", task)
        owners = [{"kind": "person", "id": bram, "part": "lead", "words": "Mr Brandt"}]
        change = {"owners": owners, "occurred_on": "2013-07"}
        clerk.do("PUT", f"/actions/{self.action}/owners", change, if_match='"1"')
        self.path = f"/actions/{self.action}/proof"

    def leaves(self):
        engine = open_reader(self.home.owner_url)
        engine.close = engine.dispose
        with closing(engine), transaction(engine, "default") as connection:
            found = connection.execute(select(ENTRIES.c.leaf).order_by(ENTRIES.c.position))
            return [bytes(each) for each in found.scalars()]

    def sign(self, folder=None):
        some = self.leaves()
        origin = json.loads(some[-1])["log"]
        logs.write(folder or self.folder, some, origin=origin)
        return folder


@pytest.fixture
def there(home):
    with office(home, ROUTERS) as clerk:
        yield Office(clerk, home)


def verified(answer, **given):
    return verify_answer(json.dumps(answer), [KEY.public], judge=judge, **given)


def found(report):
    return [each.reason.value for each in report.findings]


def words_of(answer):
    return [each["words"] for each in answer["answer"]["owners"]]


def test_an_answer_names_owner_authority_and_source_and_verifies(there, tmp_path):
    there.sign()
    exported = there.sign(tmp_path / "log")

    answer = there.clerk.get(there.path, as_of="2013-06-01")

    (owner,) = answer["answer"]["owners"]
    assert (owner["words"], answer["answer"]["certain"]) == ("Ada", True)
    assert owner["event"]["type"] == "action.assigned"
    assert owner["event"]["authority"] == CHAIR
    assert owner["event"]["source"] == {"document": NOBODY, "span": [40, 52]}
    report = verified(answer, log=exported)
    assert report.status == 0, list(report.lines())
    assert report.counts["answers worked out anew"] == 1
    assert verified(answer).status == 3


def test_an_answer_is_as_of_a_day_and_as_known_at_a_position(there):
    there.sign()
    later, before = there.clerk.size, there.clerk.size - 1

    assert words_of(there.clerk.get(there.path, as_of="2013-08-01")) == ["Mr Brandt"]
    assert words_of(there.clerk.get(there.path, as_of="2013-08-01", known_at=before)) == ["Ada"]
    assert there.clerk.get(there.path, as_of="2013-02-01")["answer"]["owners"] == []
    straddled = there.clerk.get(there.path, as_of="2013-07-15", known_at=later)
    assert straddled["answer"]["certain"] is False
    assert words_of(straddled) == ["Ada"]
    assert straddled["answer"]["or"]["owners"][0]["words"] == "Mr Brandt"
    assert verified(straddled).status == 3


def test_what_is_not_signed_yet_is_not_proven(there):
    there.clerk.refused(409, "nothing of this log is signed", "GET", there.path)
    there.sign()
    there.clerk.make("/bodies", {"name": "Another"})

    ahead = there.clerk.ask("GET", there.path, known_at=there.clerk.size)

    assert ahead.status_code == 409
    assert ahead.headers["retry-after"] == "5"
    assert there.clerk.get(there.path)["question"]["known_at"] == there.clerk.size - 1
    there.clerk.refused(404, "no action", "GET", f"/actions/{NOBODY}/proof")


def test_what_was_changed_in_an_answer_is_named(there, tmp_path):
    there.sign()
    exported = there.sign(tmp_path / "log")
    whole = json.dumps(there.clerk.get(there.path, as_of="2013-06-01"))

    def changed(change):
        answer = json.loads(whole)
        change(answer)
        return found(verified(answer, log=exported))

    entries = "entries"
    assert changed(lambda a: a["answer"]["owners"][0].update(words="Bo")) == ["answer"]
    assert changed(lambda a: a["answer"]["owners"][0]["event"].update(actor="x")) == ["answer"]
    assert changed(lambda a: a["answer"]["owners"][0]["event"].update(position=2)) == ["answer"]
    assert changed(lambda a: a[entries].pop()) == ["entry missing"]
    assert "entry missing" in changed(lambda a: a[entries].pop(0))
    assert "leaf altered" in changed(
        lambda a: a[entries][0].update(leaf=a[entries][0]["leaf"].replace("local", "vocal"))
    )
    assert changed(lambda a: a[entries][0]["values"][0].update(disclosure="WyJ4Il0")) == [
        "false disclosure"
    ]
    assert changed(lambda a: a[entries][0]["values"].reverse()) == []
    assert changed(lambda a: a[entries][0]["values"].clear())[0] == "missing without explanation"
    assert changed(lambda a: a.update(checkpoint=a["checkpoint"].replace("\n5\n", "\n6\n"))) == [
        "signature"
    ]
    assert changed(lambda a: a.update(version=2)) == ["unreadable"]
    assert verify_answer(whole, [OTHER_KEY.public]).findings[0].reason == "signature"
    assert verify_answer("{}", [KEY.public]).findings[0].reason == "unreadable"


def test_a_later_entry_left_out_is_found_by_the_log_alone(there, tmp_path):
    there.sign()
    exported = there.sign(tmp_path / "log")
    answer = there.clerk.get(there.path, as_of="2013-06-01")
    del answer["entries"][-1]

    assert verified(answer).status == 3
    assert found(verified(answer, log=exported)) == ["entry missing"]


def test_the_command_line_proves_and_verifies(there, tmp_path, monkeypatch):
    there.sign()
    exported = there.sign(tmp_path / "log")
    for name, value in there.home.variables.items():
        monkeypatch.setenv(name, value)
    file, key, tiny = tmp_path / "answer.json", tmp_path / "key.pub", tmp_path / "verifier.pyz"
    key.write_text(str(KEY.public))

    def run(*arguments):
        return CliRunner().invoke(app, [str(each) for each in arguments])

    asked = ("prove", "action", there.action, "--as-of", "2013-06-01")
    assert run(*asked, "--out", file).exit_code == 0
    assert json.loads(run(*asked).stdout) == json.loads(file.read_text())
    assert run("prove", "action", "x").exit_code == 2
    assert run("verify", "answer", file, "--key", key, "--log", exported).exit_code == 0
    assert run("verify", "answer", file, "--key", key).exit_code == 3
    assert run("verify", "log", exported, "--key", key, "--json").exit_code == 0
    assert run("verify", "log", exported, "--key", exported / "checkpoint").exit_code == 2
    assert run("verifier", tiny).exit_code == 0
    alone = [sys.executable, "-I", tiny, "answer", file, "--key", key, "--log", exported]
    told = subprocess.run(alone, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    assert "was not worked out" in told.stdout


def test_a_day_is_not_later_than_it_is_said(there):
    there.sign()

    assert date.fromisoformat(there.clerk.get(there.path)["question"]["as_of"]) >= date(2026, 1, 1)
