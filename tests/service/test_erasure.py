"""An attendee is erased through all layers, and everything proven before stays proven.

The story is told once for each database; every test looks at another side of what is left.
"""

import gzip
import json
import shutil
import tarfile
from contextlib import contextmanager
from types import SimpleNamespace
from urllib.parse import urlencode

import psycopg
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import make_url, select

from events.base import Provenance
from events.person.commands import AssertPersonName
from events.plans import only
from events.when import When
from projections.texts import PARTED, TEXTS
from service import rebuilding
from service.app import create_app
from service.book import Book
from service.erasing import aftermath
from service.erasing.kept import Erasures
from service.ids import Mint
from service.ledger import read
from service.ledger.ask import Ask
from service.ledger.disclosing import values_of
from service.tlog.commitments import digest, segment, words_commitment
from service.tlog.tree import CompactRange
from tests.service.seam import Reader, whole_office

NAME, FAMILY, GIVEN = "Odalys Quennell", "Quennell", "Odalys"
MINUTES = f"""\
Quay Repairs Board
Minutes of the meeting held on 4 March 2024

Present: {NAME} (Chair), Bram Brandt

1. Repairs
The group noted the survey.
Action: {NAME} to write to the harbour office by 1 April 2024.
"""
KEPT = MINUTES.replace("4 March", "5 March")


@contextmanager
def being(clerk, subject):
    before = clerk.http.headers["Authorization"]
    clerk.http.headers["Authorization"] = f"Bearer {clerk.home.token(subject)}"
    try:
        yield
    finally:
        clerk.http.headers["Authorization"] = before


def admit(clerk, subject):
    actor = clerk.make("/actors", {"kind": "person", "subject": subject})
    clerk.do("POST", f"/actors/{actor}/roles", {"role": "privacy_officer"})
    return actor


def hand_in(clerk, text, name):
    answer = clerk.http.post(
        f"/v1/default/documents?{urlencode({'name': name})}",
        content=text.encode(),
        headers={"Content-Type": "application/octet-stream"},
    )
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def record_all(clerk):
    """Record a meeting that names somebody in every way."""
    it = SimpleNamespace()
    it.person = clerk.make("/people", {"name": NAME, "honorific": "Dr"})
    clerk.do("POST", f"/people/{it.person}/names", {"name": "O Quennell", "kind": "spelling"})
    it.twin = clerk.make("/people", {"name": "O. Quennel"})
    clerk.do("PUT", f"/people/{it.twin}/merge", {"into": it.person}, if_match="*")
    it.other = clerk.make("/people", {"name": "Odalys Brandt"})
    it.office = clerk.make("/organisations", {"name": "Harbour Office"})
    it.body = clerk.make("/bodies", {"name": "Quay Board"})
    it.meeting = clerk.make(f"/bodies/{it.body}/meetings", {"held_on": "2024-03-04"})
    path = f"/meetings/{it.meeting}"
    for row, person, name in ((1, it.person, "Dr Quennell"), (2, it.other, "Odalys Brandt")):
        entry = {"row": row, "person": person, "name": name, "status": "present"}
        entry |= {"organisation": it.office, "organisation_stated": "HO"}
        clerk.do("POST", f"{path}/attendance", entry)
    clerk.do("POST", f"{path}/items", {"item": 1, "title": f"Report of {NAME}"})
    said = f"Thanks went to Dr {NAME}, whose survey was noted. QUENNELL's map was not."
    clerk.do("POST", f"{path}/paragraphs", {"paragraph": 1, "item": 1, "text": said})
    clerk.do("POST", f"{path}/paragraphs", {"paragraph": 2, "text": NAME})
    owner = {"kind": "person", "id": it.person, "words": "Ms Quennell"}
    it.action = clerk.make(
        "/actions",
        {"body": it.body, "text": f"Ask {NAME} about it", "owners": [owner]},
    )
    clerk.do("POST", f"/actions/{it.action}/progress", {"text": f"{GIVEN} Quennell was asked"})
    it.issue = clerk.make(
        "/issues", {"body": it.body, "number": "1", "text": f"{NAME} fears the tide"}
    )
    assert clerk.ask("POST", f"{path}/minutes/versions", {}).status_code < 300
    clerk.do(
        "POST", f"{path}/minutes/annotations", {"annotation": 1, "text": "see what O Quennell says"}
    )
    it.removed = hand_in(clerk, MINUTES, f"{NAME}.txt")
    it.kept = hand_in(clerk, KEPT, "march.txt")
    change = {"op": "replace", "path": "/meetings/0/place", "value": f"at {NAME}'s"}
    for document in (it.removed, it.kept):
        changes = {"changes": [change | {"op": "add"}]}
        clerk.do("PATCH", f"/documents/{document}/draft", changes, if_match="*")
    return it


def log_of(clerk):
    return clerk.get("/events", limit=100)["items"]


def snapshot(clerk):
    with clerk.book.reading("default") as connection:
        head = read.head(connection, "default")
        leaves = clerk.home.past("SELECT position, leaf, hash FROM log_entries ORDER BY position")
        return head, [(at, bytes(leaf), bytes(hashed)) for at, leaf, hashed in leaves]


@pytest.fixture(scope="module")
def story(kind, new_home):
    """Return an office in which somebody was erased, and what stood before."""
    with new_home(kind) as home, whole_office(home) as clerk:
        it = record_all(clerk)
        it.clerk, it.home, it.kind = clerk, home, kind
        it.officers = [admit(clerk, "first"), admit(clerk, "second")]
        it.figures = clerk.get(f"/organisations/{it.office}/attendance")["items"]
        it.rates = clerk.get(f"/organisations/{it.office}/attendance-rates", body=it.body)
        asked = {"person": it.person, "basis": "gdpr17", "reason": f"{NAME} asked for it"}
        with being(clerk, "first"):
            it.erasure = clerk.make("/erasures", asked)
            it.plan = clerk.get(f"/erasures/{it.erasure}/plan")
            it.approval = {
                "plan": it.plan["plan"],
                "documents": [
                    {"document": it.removed, "decision": "remove"},
                    {"document": it.kept, "decision": "keep", "reason": "a court holds it"},
                ],
            }
            path = f"/erasures/{it.erasure}/approve"
            clerk.refused(409, "somebody else", "POST", path, it.approval)
        it.before, it.size = snapshot(clerk), clerk.size
        with being(clerk, "second"):
            stale = it.approval | {"plan": "0" * 64}
            clerk.refused(409, "read the plan again", "POST", path, stale)
            undecided = {"plan": it.plan["plan"]}
            clerk.refused(409, "keep it for a reason, or remove it", "POST", path, undecided)
            it.receipt = clerk.do("POST", path, it.approval)
        yield it


def test_the_plan_shows_every_value_and_every_word_that_goes(story):
    shown = {(each["type"], each["pointer"], each["text"]): each for each in story.plan["values"]}
    types = {each["type"] for each in story.plan["values"]}
    assert types == {
        "person.registered",
        "person.name_variant_asserted",
        "meeting.attendance_listed",
        "meeting.item_added",
        "meeting.paragraph_minuted",
        "minutes.annotated",
        "action.assigned",
        "action.progress_reported",
        "issue.logged",
        "privacy.erasure_requested",
    }
    assert "Odalys Brandt" not in {text for _, _, text in shown}
    (paragraph,) = (each for _, each in shown.items() if each["text"].startswith("Thanks"))
    assert paragraph["words"] == [4, 5, 10]
    assert paragraph["left"] == (
        "Thanks went to Dr [erased] [erased] whose survey was noted. [erased] map was not."
    )
    assert {each["document"] for each in story.plan["documents"]} == {story.removed, story.kept}


def test_the_name_reads_as_erased_everywhere_now_and_before(story):
    clerk = story.clerk
    for known_at in ({}, {"known_at": story.size}):
        assert "name" not in clerk.get(f"/people/{story.person}", **known_at)
        found = clerk.get(f"/meetings/{story.meeting}", **known_at)
        assert FAMILY.lower() not in json.dumps(found).lower()
        assert "Odalys Brandt" in json.dumps(found)
        text = clerk.get(f"/actions/{story.action}", **known_at)["text"]
        assert text == "Ask [erased] [erased] about it"
    log = [each for each in log_of(clerk) if each["stream"] != f"document-{story.kept}"]
    assert FAMILY.lower() not in json.dumps(log).lower().replace("o. quennel", "")
    parted = [each for each in log if "parted" in each]
    assert {each["type"] for each in parted} >= {"meeting.paragraph_minuted", "action.assigned"}


def test_what_is_left_is_found_by_search_and_what_is_gone_is_not(story):
    assert story.clerk.get("/search", q="quennell")["items"] == []
    (found,) = story.clerk.get("/search", q="survey")["items"]
    assert found["kind"] == "paragraph"


def test_figures_by_organisation_are_what_they_were(story):
    path = f"/organisations/{story.office}"
    now = story.clerk.get(f"{path}/attendance")["items"]
    assert without_names(now) == without_names(story.figures)
    rates = story.clerk.get(f"{path}/attendance-rates", body=story.body)
    assert {**rates, "known_at": 0} == {**story.rates, "known_at": 0}


NAMING = {"name", "listed_as", "honorific"}


def without_names(value):
    if isinstance(value, dict):
        kept = {key: each for key, each in value.items() if key not in NAMING}
        return {key: without_names(each) for key, each in kept.items()}
    return [without_names(each) for each in value] if isinstance(value, list) else value


def test_leaves_hashes_and_the_root_up_to_there_are_what_they_were(story):
    head, leaves = story.before
    _, now = snapshot(story.clerk)
    assert now[: len(leaves)] == leaves
    tree = CompactRange()
    for _, _, hashed in now[: head.size]:
        tree.append(hashed)
    assert tree.packed() == head.peaks


def test_what_is_left_opens_its_commitment_and_what_is_gone_is_explained(story):
    told = {}
    gone = opened = 0
    with story.clerk.book.reading("default") as connection:
        contents = [json.loads(leaf) for _, leaf, _ in snapshot(story.clerk)[1]]
        values = values_of(connection, "default", contents)
    for content in contents:
        if content["type"] == "privacy.erased":
            told[content["position"]] = set(content["data"]["digests"])
            assert content["data"]["person"] == story.person
            assert content["data"]["requested_by"] == story.officers[0]
            assert content["data"]["approved_by"] == story.officers[1]
    for content in contents:
        for value in values[content["position"]]:
            sealed = content["_sd"][value["pointer"]]
            missing = opens(value, sealed)
            opened += not missing
            gone += bool(missing)
            if missing:
                assert missing <= told[value["erased"]]
            else:
                assert "erased" not in value
    assert opened > 15
    assert gone > 15


def opens(value, sealed):
    """Return the digests of what is gone of a value; what is there must open the commitment."""
    from base64 import urlsafe_b64decode  # noqa: PLC0415

    def binary(text):
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))

    if "disclosure" in value:
        assert digest(value["disclosure"].encode()) == sealed
        return set()
    if "seed" in value:
        assert words_commitment(value["text"], binary(value["seed"])) == sealed
        return set()
    if "segments" in value:
        parts = [
            binary(each) if isinstance(each, str) else segment(each[1], binary(each[0]))
            for each in value["segments"]
        ]
        assert digest(b"".join(parts)) == sealed
        return {each for each in value["segments"] if isinstance(each, str)}
    return {sealed}


def test_the_read_models_are_what_a_rebuild_makes_of_them(story):
    assert story.clerk.book.check("default", rebuilding.quiet) == []


def test_a_document_is_gone_with_its_readings_where_that_was_decided_and_kept_for_a_reason(story):
    clerk = story.clerk
    removed = clerk.get(f"/documents/{story.removed}")
    assert {"name", "sha256"}.isdisjoint(removed)
    clerk.refused(404, "erased", "GET", f"/documents/{story.removed}/draft")
    clerk.refused(404, "erased", "GET", f"/documents/{story.removed}/text")
    path = f"/documents/{story.removed}/acceptance"
    clerk.refused(404, "erased", "POST", path, {}, if_match="*")
    kept = clerk.get(f"/documents/{story.kept}")
    assert clerk.http.get(f"/v1/default/originals/{kept['sha256']}").text == KEPT
    history = clerk.get(f"/documents/{story.kept}/history")["items"]
    assert history[-1]["data"]["reason"] == "a court holds it"
    assert clerk.home.past("SELECT count(*) FROM kept_files") == [(2,)]


def test_the_reason_is_for_those_who_are_cleared(story):
    with being(story.clerk, "second"):
        shown = story.clerk.get(f"/erasures/{story.erasure}")
    assert (shown["state"], shown["basis"]) == ("approved", "gdpr17")
    with story.clerk.uncleared():
        types = {each["type"] for each in log_of(story.clerk)}
        assert "privacy.erased" in types
        assert "privacy.erasure_requested" not in types


def test_what_is_erased_cannot_be_approved_again(story):
    with being(story.clerk, "second"):
        path = f"/erasures/{story.erasure}/approve"
        story.clerk.refused(409, "", "POST", path, story.approval)


def test_the_erasure_is_noted_outside_the_database_without_a_name(story):
    noted = Erasures(story.home.folder)
    assert FAMILY not in (story.home.folder / "erasures.jsonl").read_text()
    (each,) = noted.read()
    assert each.data["erasure"] == story.erasure


def test_an_export_has_no_name_and_is_taken_in_elsewhere(story, new_home, tmp_path):
    path = tmp_path / "office.gz"
    with path.open("wb") as file:
        story.clerk.book.export("default", file, rebuilding.quiet)
    lines = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    texts = [held for line in lines for held in line.get("texts", ())]
    assert any(form == PARTED for _, form, _, _ in texts)
    with new_home(story.kind) as home, owned(home) as other:
        taken = other.take_in(path, None, rebuilding.quiet)
        assert taken.size == story.clerk.size
        assert other.check("default", rebuilding.quiet) == []
        here, there = (everything(each) for each in (story.clerk.book, other))
        assert there == here


@contextmanager
def owned(home):
    book = Book(home.owner_settings(), Mint())
    try:
        yield book
    finally:
        book.close()


def everything(book):
    """Return all private texts, with what opens them."""
    with book.reading("default") as connection:
        return [tuple(row) for row in connection.execute(select(TEXTS).order_by(TEXTS.c.place))]


def told_of(clerk, asked):
    """Let somebody ask for an erasure and somebody else approve it; nothing is kept."""
    with being(clerk, "first"):
        erasure = clerk.make("/erasures", asked)
        plan = clerk.get(f"/erasures/{erasure}/plan")
    documents = [{"document": each["document"], "decision": "remove"} for each in plan["documents"]]
    with being(clerk, "second"):
        approval = {"plan": plan["plan"], "documents": documents}
        clerk.do("POST", f"/erasures/{erasure}/approve", approval)
    return erasure


@contextmanager
def erased(kind, new_home, backup):
    """Make an office in which nothing was kept of somebody, and a backup from before."""
    with new_home(kind) as home:
        with whole_office(home) as clerk:
            it = record_all(clerk)
            it.home, it.kind, it.backup = home, kind, backup
            admit(clerk, "first"), admit(clerk, "second")
            with backup.open("wb") as file:
                clerk.book.backup(file)
            if kind == "postgresql":
                home.past("ANALYZE private_texts")
            asked = {"person": it.person, "basis": "gdpr17"}
            it.erasure = told_of(clerk, asked)
            it.files = files_of(home, backup) if kind == "sqlite" else {}
            it.texts = everything(clerk.book)
        yield it


@pytest.fixture(scope="module")
def gone(kind, new_home, tmp_path_factory):
    """Return such an office, of which tests only read."""
    with erased(kind, new_home, tmp_path_factory.mktemp("backup") / "all.tar") as it:
        yield it


@pytest.fixture
def anew(kind, new_home, tmp_path):
    """Return such an office of a test's own."""
    with erased(kind, new_home, tmp_path / "all.tar") as it:
        yield it


def files_of(home, _):
    return {each.name: each.read_bytes() for each in home.folder.iterdir() if each.is_file()}


FORMS = [each.encode() for each in (NAME, FAMILY, FAMILY.lower(), "QUENNELL")]


@pytest.mark.only("sqlite")
def test_no_byte_of_the_files_has_the_name_once_it_is_erased(gone):
    assert {"minutebook.db", "erasures.jsonl"} <= gone.files.keys()
    assert FORMS[1] not in b"".join(gone.files.values()).replace(b"O. Quennel", b"")
    for name, held in gone.files.items():
        assert not [form for form in FORMS if form in held], name
    assert b"survey" in gone.files["minutebook.db"]


@pytest.mark.only("postgresql")
def test_no_file_of_the_tables_has_the_name_once_the_owner_wiped_them(gone):
    with owned(gone.home) as book:
        assert book.wipe()
    held = whole_database(gone.home)
    assert b"survey" in held
    assert not [form for form in FORMS if form in held]


def whole_database(home):
    """Return the bytes of all tables and indexes, as a superuser reads them from disk."""
    home.past("CHECKPOINT")
    paths = home.past(
        "SELECT pg_relation_filepath(oid) FROM pg_class WHERE relkind IN ('r', 'i', 't') "
        "AND pg_relation_filepath(oid) LIKE 'base/%' AND (relnamespace <> "
        "'pg_catalog'::regnamespace OR relname = 'pg_statistic')"
    )
    return b"".join(
        bytes(home.past("SELECT pg_read_binary_file(?)", path)[0][0] or b"") for (path,) in paths
    )


def test_a_backup_from_before_comes_back_without_what_was_erased_since(gone, new_home):
    assert any(NAME.encode() in line for line in exported(gone.backup))
    with new_home(gone.kind) as home:
        shutil.copy(gone.home.folder / "erasures.jsonl", made(home.folder))
        with owned(home) as book:
            (taken,) = book.restore(gone.backup)
            assert taken.missing > 0
            assert book.check("default", rebuilding.quiet) == []
            lost = {row[1] for row in everything(book)}
            assert lost <= {row[1] for row in gone.texts}
            assert not [row for row in everything(book) if FAMILY.lower() in row[4].lower()]
            with book.reading("default") as connection:
                last = read.after(connection, "default", 0, 1_000)[-1]
                told = aftermath.noted(connection, "default")
            assert last.event.wire == "privacy.erased"
            assert [each.data["erasure"] for each in told] == [gone.erasure]
            if gone.kind == "sqlite":
                book.close()
                held = b"".join(files_of(home, None).values())
                assert not [form for form in FORMS if form in held]


def made(folder):
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "erasures.jsonl"


def exported(backup):
    with tarfile.open(backup) as archive:
        for member in archive:
            yield gzip.decompress(archive.extractfile(member).read())


def test_a_database_that_is_an_older_copy_erases_again_before_it_serves(gone, new_home, tmp_path):
    with new_home(gone.kind) as home, owned(home) as book:
        list(book.restore(gone.backup))
        assert [row for row in everything(book) if NAME in row[4]]
        shutil.copy(gone.home.folder / "erasures.jsonl", made(home.folder))
        assert book.repeat_erasures("default") == 1
        assert not [row for row in everything(book) if FAMILY.lower() in row[4].lower()]
        assert book.check("default", rebuilding.quiet) == []
        assert book.repeat_erasures("default") == 0


def test_a_second_erasure_of_a_text_names_all_that_is_gone_of_it(anew):
    with whole_office_again(anew.home) as clerk:
        (held,) = (row for row in everything(clerk.book) if row[4].startswith("Thanks"))
        position = held[1] // 1024
        words = {"position": position, "pointer": "/text", "words": [7]}
        told_of(clerk, {"values": [words], "basis": "gdpr17"})
        (left,) = (row for row in everything(clerk.book) if row[1] == held[1])
        assert left[4].split()[4:9] == ["[erased]", "[erased]", "whose", "[erased]", "was"]
        with clerk.book.reading("default") as connection:
            entries = clerk.home.past("SELECT leaf FROM log_entries ORDER BY position")
            contents = [json.loads(bytes(leaf)) for (leaf,) in entries]
            values = values_of(connection, "default", contents)[position]
        (value,) = (each for each in values if each["pointer"] == "/text")
        digests = contents[value["erased"] - 1]["data"]["digests"]
        assert {each for each in value["segments"] if isinstance(each, str)} <= set(digests)


@contextmanager
def whole_office_again(home):
    with TestClient(create_app(home.settings(webhooks=False))) as http:
        yield Reader(http, http.app.state.book, home)


def test_what_is_spared_stays_and_a_refused_erasure_changes_nothing(anew):
    with whole_office_again(anew.home) as clerk:
        person = clerk.make("/people", {"name": "Wiebke Zaunkoenig"})
        action = clerk.make("/actions", {"body": anew.body, "text": "Ask Wiebke Zaunkoenig"})
        with being(clerk, "first"):
            whole = clerk.make("/erasures", {"person": person, "basis": "gdpr17"})
            (name, text) = clerk.get(f"/erasures/{whole}/plan")["values"]
            spared = {"position": text["position"], "pointer": text["pointer"]}
            asked = {"person": person, "basis": "gdpr17", "spared": [spared]}
            less = clerk.make("/erasures", asked)
            assert clerk.get(f"/erasures/{less}/plan")["values"] == [name]
        with being(clerk, "second"):
            clerk.do("POST", f"/erasures/{whole}/refuse", {"reason": "no such right"})
            clerk.refused(404, "waits", "GET", f"/erasures/{whole}/plan")
        assert clerk.get(f"/people/{person}")["name"] == "Wiebke Zaunkoenig"
        assert clerk.get(f"/actions/{action}")["text"] == "Ask Wiebke Zaunkoenig"


@pytest.mark.only("postgresql")
def test_the_service_itself_can_let_a_text_go_only_as_the_log_says(gone):
    url = make_url(gone.home.url).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as session:
        session.execute("SELECT set_config('minutebook.secretariat', 'default', false)")
        ((told, place),) = gone.home.past(
            "SELECT (SELECT max(position) FROM erased_digests), max(place) FROM private_texts "
            "WHERE form > 0"
        )
        ((digest,),) = gone.home.past("SELECT max(text) FROM private_texts WHERE form = 0")
        of = f"'default', {place}, {told}"
        salt, hashed = "00" * 16, "00" * 32
        for statement in (
            "DELETE FROM private_texts",
            "UPDATE private_texts SET text = 'other'",
            f"SELECT erase_value({of})",
            f"SELECT erase_words({of}, '{{x}}', ARRAY['\\x{salt}'::bytea])",
            f"SELECT erase_words({of}, '{{NULL}}', ARRAY['\\x{hashed}'::bytea])",
            "DELETE FROM kept_files",
            f"SELECT forget_file('default', '{digest}')",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                session.execute(statement)


def test_the_database_refuses_that_one_person_does_both(gone):
    with pytest.raises(Exception, match="ck_erasures_decided_by_another"):
        gone.home.past("UPDATE erasures SET decided_by = requested_by")


def test_another_process_forgets_what_it_held_of_other_streams(anew):
    with whole_office_again(anew.home) as clerk, owned(anew.home) as other:
        person = clerk.make("/people", {"name": "Xaver Yppenbach"})
        name = ("default", f"person-{person}")
        other.submit_now(renaming(person, "Yppenbach Xaver"))
        assert "Yppenbach" in repr(other._transactions._warm.get(name).state)
        told_of(clerk, {"person": person, "basis": "gdpr17"})
        other.submit_now(renaming(anew.other, "Somebody Else"))
        assert other._transactions._warm.get(name) is None


def renaming(person, name):
    command = AssertPersonName(
        occurred_on=When("2024-05-01"), person=person, name=name, name_kind="spelling", scope=None
    )
    return Ask("default", Provenance("local"), only(command))
