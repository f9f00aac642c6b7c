"""A secretariat that moves: the same positions, hashes and root, or nothing at all."""

import gzip
import io
import json
import zlib
from base64 import b64decode, b64encode
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import product

import pytest

from events.base import Provenance
from events.errors import AlreadyThere, NotFound
from events.ids import PersonId
from events.person.commands import RegisterPerson
from events.plans import only
from events.when import When
from projections import PROJECTIONS
from projections.texts import TEXTS
from service import clock, sample
from service.book import DEFAULT, Book
from service.errors import Closed
from service.ids import Mint
from service.ledger import read
from service.ledger.ask import Ask, Key
from service.ledger.leaf import instant
from service.ledger.tables import ANSWERS, ENTRIES, FILES, HEADS
from service.moving import VERSION, Unsound, announced
from service.rebuilding import quiet
from service.secretariats import close, create, offices
from service.tlog.tree import CompactRange
from tests.homes import KINDS

DAY = When("2024-01-01")
WAYS = [*product(KINDS, KINDS)]


def ask(number, office=DEFAULT):
    command = RegisterPerson(occurred_on=DAY, person=PersonId(f"p{number}"), name=f"Who {number}")
    key = Key(f"key {number}", b"the body")
    return Ask(office, Provenance(actor="local"), only(command), {}, key)


@contextmanager
def opened(home):
    """Open a minute book whose log has a name of its own, as only a copy has not."""
    home.past("UPDATE log_heads SET origin = ?", f"minutebook/{Mint()()}")
    book = Book(home.owner_settings(), Mint())
    try:
        yield book
    finally:
        book.close()


@pytest.fixture(scope="module")
def exported(kind, new_home, tmp_path_factory):
    """Return the file of the sample, with an answer that was kept, and the record it is of."""
    path = tmp_path_factory.mktemp("exported") / "minutes.gz"
    with new_home(kind) as home, opened(home) as book:
        sample.load(book, DEFAULT)
        book.submit_now(ask(1))
        path.write_bytes(written(book))
        yield path, record(book)


def written(book, office=DEFAULT):
    out = io.BytesIO()
    book.export(office, out, quiet)
    return out.getvalue()


def record(book, office=DEFAULT):
    """Return every row of a secretariat, by table; of its head all but its name."""
    with book.reading(office) as connection:
        return {
            table.name: [
                tuple(row)[1:]
                for row in connection.execute(
                    table.select()
                    .where(table.c.secretariat == office)
                    .order_by(*table.primary_key.columns)
                )
            ]
            for table in (
                HEADS,
                ENTRIES,
                TEXTS,
                FILES,
                ANSWERS,
                *(each.table for each in PROJECTIONS),
            )
        }


@pytest.fixture
def book(home):
    with opened(home) as found:
        yield found


@pytest.mark.parametrize(("source", "target"), WAYS)
def test_what_moves_is_what_it_was_and_so_is_what_comes_back(source, target, new_home, tmp_path):
    there, back = tmp_path / "there", tmp_path / "back"
    with new_home(source) as home, opened(home) as book:
        sample.load(book, DEFAULT)
        book.submit_now(ask(1))
        there.write_bytes(written(book))
        before = record(book)
    with new_home(target) as home, opened(home) as book:
        taken = book.take_in(there, "harbour", quiet)
        assert record(book, "harbour") == before
        assert book.check("harbour", quiet) == []
        back.write_bytes(written(book, "harbour"))
    with new_home(source) as home, opened(home) as book:
        again = book.take_in(back, DEFAULT, quiet)
        assert record(book) == before
        assert written(book) == there.read_bytes()
        with book.reading(DEFAULT) as connection:
            head = read.head(connection, DEFAULT)
    assert taken.size == again.size == announced(there) == head.size == len(before["log_entries"])
    assert taken.root == again.root == CompactRange(head.size, head.peaks).root().hex()


def test_where_it_has_come_it_goes_on_and_retries_are_known(exported, book):
    path, _ = exported
    size = book.take_in(path, None, quiet).size

    assert book.submit_now(ask(1)).replayed
    assert book.submit_now(ask(2)).last == size + 1
    assert book.check(DEFAULT, quiet) == []


def test_a_log_that_moves_is_closed_where_it_was_and_can_be_opened_again(book):
    book.submit_now(ask(1))
    with book.operating(DEFAULT) as connection:
        close(connection, DEFAULT, clock.now())

    with pytest.raises(Closed):
        book.submit_now(ask(2))
    with book.record() as record:
        assert record.position == 1
    with book.reading() as connection:
        assert [each.closed for each in offices(connection)] == [True]

    with book.operating(DEFAULT) as connection:
        close(connection, DEFAULT, None)
    assert book.submit_now(ask(2)).last == 2


def test_a_log_is_taken_in_only_once(exported, book):
    path, _ = exported
    book.take_in(path, "harbour", quiet)

    for name in ("harbour", "elsewhere", None):
        with pytest.raises(AlreadyThere, match="here already, as the secretariat 'harbour'"):
            book.take_in(path, name, quiet)


def test_a_secretariat_with_a_record_is_not_overwritten(exported, book):
    path, _ = exported
    book.submit_now(ask(7))
    before = record(book)

    with pytest.raises(AlreadyThere, match="with a record of its own"):
        book.take_in(path, None, quiet)

    assert record(book) == before


def test_what_was_erased_before_is_missed_and_told(new_home, kind, tmp_path, home, book):
    book.submit_now(ask(1))
    book.submit_now(ask(2))
    home.past("DELETE FROM private_texts WHERE text = ?", "Who 1")
    path = tmp_path / "minutes.gz"
    path.write_bytes(written(book))

    with new_home(kind) as elsewhere, opened(elsewhere) as other:
        assert other.take_in(path, None, quiet).missing == 1
        assert record(other) == record(book)


def test_a_secretariat_that_is_not_here_cannot_be_exported_or_closed(book):
    with pytest.raises(NotFound, match="no secretariat 'nowhere'"):
        written(book, "nowhere")
    with (
        pytest.raises(NotFound, match="no secretariat 'nowhere'"),
        book.operating("nowhere") as connection,
    ):
        close(connection, "nowhere", 1)


def test_a_secretariat_is_created_once(book):
    with book.operating("harbour") as connection:
        create(connection, "harbour", book.mint)
    with (
        pytest.raises(AlreadyThere, match="'harbour' here already"),
        book.operating("harbour") as connection,
    ):
        create(connection, "harbour", book.mint)

    with book.reading() as connection:
        found = offices(connection)
    assert [(each.secretariat, each.size) for each in found] == [("default", 0), ("harbour", 0)]
    assert len({each.origin for each in found}) == 2


@pytest.mark.only("postgresql")
def test_the_database_looks_at_what_has_come_in(exported, home, book):
    looked = (
        "SELECT reltuples FROM pg_class "
        "WHERE relname IN ('log_entries', 'person_names') AND relkind = 'r'"
    )
    path, _ = exported

    book.take_in(path, None, quiet)

    assert all(rows > 0 for (rows,) in home.past(looked))


def test_what_the_first_version_wrote_had_no_files_and_comes_in(new_home, kind, tmp_path):
    path = tmp_path / "first.gz"
    with new_home(kind) as home, opened(home) as book:
        book.submit_now(ask(1))
        path.write_bytes(written(book))
        before = record(book)
    lines = lines_of(path)
    lines[0]["version"] = 1
    del lines[-1]["files"]
    path.write_bytes(gzip.compress(b"\n".join(json.dumps(line).encode() for line in lines)))

    with new_home(kind) as home, opened(home) as book:
        book.take_in(path, None, quiet)
        assert record(book) == before


# What is not as it was exported


def lines_of(path):
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]


def leaf(change):
    """Return what changes the leaf of the fourth entry."""

    def changed(lines):
        content = json.loads(lines[4]["leaf"])
        change(content)
        lines[4]["leaf"] = json.dumps(content, sort_keys=True, separators=(",", ":"))

    return changed


def with_text(lines):
    return next(line for line in lines if line.get("texts"))


def with_file(lines):
    return next(line for line in lines if "file" in line)


def packed(data):
    return b64encode(zlib.compress(data)).decode()


FORGERIES = {
    "another name of the log": lambda lines: lines[0].update(origin="minutebook/forged"),
    "another size": lambda lines: lines[0].update(size=7),
    "another root": lambda lines: lines[0].update(root="00" * 32),
    "no name at all": lambda lines: lines[0].pop("origin"),
    "a name that is none": lambda lines: lines[0].update(secretariat="*"),
    "a number for a name": lambda lines: lines[0].update(secretariat=7),
    "an entry left out": lambda lines: lines.pop(4),
    "an entry that comes twice": lambda lines: lines.insert(4, lines[4]),
    "two entries changed about": lambda lines: lines.insert(4, lines.pop(5)),
    "an actor changed": leaf(lambda content: content.update(actor="forger")),
    "a position changed": leaf(lambda content: content.update(position=9)),
    "a moment changed": leaf(lambda content: content.update(recorded_at=instant(0))),
    "a moment that is none": leaf(lambda content: content.update(recorded_at="yesterday")),
    "a leaf that is no text": lambda lines: lines[4].update(leaf=7),
    "a leaf with spaces": lambda lines: lines[4].update(leaf=lines[4]["leaf"] + " "),
    "a text changed": lambda lines: with_text(lines)["texts"][0].__setitem__(3, "forged"),
    "a salt changed": lambda lines: with_text(lines)["texts"][0].__setitem__(
        2, b64encode(bytes(16)).decode()
    ),
    "a text too many": lambda lines: with_text(lines)["texts"].append([99, 0, "", ""]),
    "a text twice": lambda lines: with_text(lines)["texts"].insert(0, with_text(lines)["texts"][0]),
    "a form that is none": lambda lines: with_text(lines)["texts"][0].__setitem__(1, 7),
    "an answer left out": lambda lines: lines.pop(-2),
    "its end left out": lambda lines: lines.pop(),
    "something after its end": lambda lines: lines.append(lines[4]),
    "a line of another kind": lambda lines: lines.insert(4, {"what": "is this"}),
    "a line that is no object": lambda lines: lines.insert(4, 7),
    "no entries": lambda lines: lines.__delitem__(slice(1, lines[0]["size"] + 1)),
    "another kind of file": lambda lines: lines[0].update(format="something"),
    "a newer version": lambda lines: lines[0].update(version=VERSION + 1),
    "a file left out": lambda lines: lines.remove(with_file(lines)),
    "a file that comes twice": lambda lines: lines.insert(-1, with_file(lines)),
    "a file of another digest": lambda lines: with_file(lines).update(file="00" * 32),
    "another file": lambda lines: with_file(lines).update(packed=packed(b"forged")),
    "a file cut off": lambda lines: with_file(lines).update(packed=packed(b"forged")[:8]),
    "a file with more behind it": lambda lines: with_file(lines).update(
        packed=b64encode(b64decode(with_file(lines)["packed"]) + b"more").decode()
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_what_was_changed_on_the_way_does_not_come_in(exported, book, tmp_path, forgery):
    path, _ = exported
    lines = lines_of(path)
    FORGERIES[forgery](lines)
    forged = tmp_path / "forged.gz"
    forged.write_bytes(gzip.compress(b"\n".join(json.dumps(line).encode() for line in lines)))
    before = record(book)

    with pytest.raises(Unsound):
        book.take_in(forged, None, quiet)

    assert record(book) == before
    with book.reading() as connection:
        assert [each.secretariat for each in offices(connection)] == ["default"]


@pytest.mark.parametrize("spoil", ["cut off", "text", "empty"])
def test_what_is_cut_off_or_something_else_does_not_come_in(exported, book, tmp_path, spoil):
    path, before = exported
    whole = path.read_bytes()
    spoilt = tmp_path / "spoilt.gz"
    spoilt.write_bytes({"cut off": whole[: len(whole) // 2], "text": b"text", "empty": b""}[spoil])

    with pytest.raises(Unsound):
        book.take_in(spoilt, None, quiet)
    assert announced(spoilt) in {0, len(before["log_entries"])}
    assert book.size(DEFAULT) == 0


def test_what_is_exported_can_be_read_without_this_program(exported):
    path, before = exported
    first, *entries = lines_of(path)

    size = len(before["log_entries"])
    assert first["size"] == size
    assert b64decode(first["secret"]) == before["log_heads"][0][4]
    leaves = [json.loads(line["leaf"]) for line in entries if "leaf" in line]
    assert [each["position"] for each in leaves] == list(range(1, size + 1))
    moments = [datetime.fromisoformat(each["recorded_at"]) for each in leaves]
    assert moments == sorted(moments)
    assert all(moment.tzinfo == UTC for moment in moments)
