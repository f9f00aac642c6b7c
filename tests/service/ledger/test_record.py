"""The record as it stood at a position or an instant, to the microsecond."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from events.base import ERASED
from events.errors import NotFound
from events.ids import OrganisationId
from events.organisation.commands import RegisterOrganisation, RenameOrganisation
from events.when import When
from projections import organisations
from projections.texts import TEXTS
from service.ledger import read
from service.record import Record, microseconds

DAY = When("2013-03-11")
HARBOUR = OrganisationId("harbour")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NAMES = ("Haven", "Port", "Quay")


@pytest.fixture
def renamed(ledger):
    """Return a ledger of four entries, each recorded a microsecond after the one before it."""
    ledger.do(RegisterOrganisation(occurred_on=DAY, organisation=HARBOUR, name="Harbour Board"))
    for name in NAMES:
        ledger.now += 1
        ledger.do(RenameOrganisation(occurred_on=DAY, organisation=HARBOUR, name=name))
    return ledger


def at(ledger, known_at):
    with ledger.reading() as connection:
        return Record(connection, "default", known_at)


def moment(microseconds, zone=UTC):
    return (EPOCH + timedelta(microseconds=microseconds)).astimezone(zone)


def test_without_a_moment_it_is_what_holds_now(renamed):
    assert (at(renamed, None).position, at(renamed, None).known_at) == (4, None)


@pytest.mark.parametrize("position", [0, 1, 3])
def test_a_position_is_that_position(renamed, position):
    assert (at(renamed, position).position, at(renamed, position).known_at) == (position, position)


def test_the_last_position_is_now(renamed):
    assert at(renamed, 4).known_at is None


def test_a_position_beyond_the_end_is_refused(renamed):
    with pytest.raises(NotFound, match="the log ends at position 4"):
        at(renamed, 5)


def test_a_secretariat_that_is_not_here_has_no_record(renamed):
    with renamed.reading() as connection, pytest.raises(NotFound):
        Record(connection, "nowhere")


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=5, minutes=30))])
def test_an_instant_is_the_last_position_recorded_by_then(renamed, zone):
    instants = [moment(each.recorded_at, zone) for each in renamed.log()]

    assert [at(renamed, each).position for each in instants] == [1, 2, 3, 4]
    assert at(renamed, instants[0] - timedelta(microseconds=1)).position == 0
    assert at(renamed, instants[3] + timedelta(days=9)).position == 4


@given(st.integers(0, 4_000_000_000_000_000))
def test_no_microsecond_is_lost_on_the_way(since_1970):
    assert microseconds(moment(since_1970)) == since_1970


def test_everything_that_is_asked_answers_as_it_stood(renamed):
    stream = "organisation-harbour"
    with renamed.reading() as connection:
        record = Record(connection, "default", 2)

        assert record.revision(stream) == 2
        assert [each.event.name for each in record.history(stream)] == ["Harbour Board", "Haven"]
        assert [each.position for each in record.entries(1, 10).items] == [2]
        assert [each.position for each in record.entries(0, 1).items] == [1]
        assert record.revision("organisation-nowhere") == 0
        assert Record(connection, "default", 0).history(stream) == []


def test_a_thing_that_is_not_there_is_told_in_the_words_of_who_asks(renamed):
    table = organisations.TABLE
    with renamed.reading() as connection:
        record = Record(connection, "default")

        found = record.one(select(table.c.organisation).where(table.c.until.is_(None)), "none")
        assert found.organisation == "harbour"
        with pytest.raises(NotFound, match="no such organisation"):
            record.one(select(table).where(table.c.organisation == "x"), "no such organisation")


def test_what_was_erased_reads_as_erased_in_the_history(renamed):
    with renamed.owning() as connection:
        connection.execute(TEXTS.delete().where(TEXTS.c.text == "Haven"))

    with renamed.reading() as connection:
        names = [each.event.name for each in Record(connection, "default").entries(0, 9).items]

    assert names == ["Harbour Board", ERASED, "Port", "Quay"]


def test_entries_are_read_in_pages_with_their_own_texts(renamed):
    with renamed.reading() as connection:
        pages = [read.after(connection, "default", after, 2) for after in (0, 2, 4)]
        assert read.hash_at(connection, "default", 5) is None

    assert [[each.position for each in page] for page in pages] == [[1, 2], [3, 4], []]
    assert [each.event.name for page in pages for each in page] == ["Harbour Board", *NAMES]
