"""A rebuild makes what is there already, row for row; or what was there at an earlier position."""

import types
from datetime import date
from typing import Annotated, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update

from events.action.commands import ActionCommand, AssignAction, ReportProgress
from events.action.terms import Assignee, ByPerson, DueNextMeeting
from events.base import place
from events.body.commands import AddMember, BodyCommand, EstablishBody
from events.errors import NotFound
from events.issue.commands import IssueCommand, LogIssue
from events.meeting.commands import AddItem, ListAttendee, MeetingCommand, RecordAsHeld
from events.organisation.commands import (
    OrganisationCommand,
    RegisterOrganisation,
    RenameOrganisation,
)
from events.person.commands import PersonCommand, RegisterPerson
from events.report.commands import (
    GiveCommitment,
    GiveResponse,
    MakeRecommendation,
    PublishReport,
    ReportCommand,
)
from events.report.terms import Answer, ByBody, Responder
from events.when import Clock, When
from projections import PROJECTIONS, actions, organisations, runner
from service import rebuilding
from service.ledger import read
from service.ledger import rows as log
from service.ledger.database import EVERY
from service.ledger.tables import ENTRIES
from service.rebuilding import Difference
from service.record import Record
from service.tlog.tree import CompactRange
from tests.homes import File

DAY = When("2013-03-11")
OWNERS = tuple(
    Assignee(ByPerson(each), part, each) for each, part in (("a", "lead"), ("b", "joint"))
)
START = [
    *(RegisterOrganisation(occurred_on=DAY, organisation=each, name=each) for each in "ab"),
    *(RegisterPerson(occurred_on=DAY, person=each, name=each) for each in "ab"),
    *(EstablishBody(occurred_on=DAY, body=each, name=each) for each in "ab"),
    *(
        RecordAsHeld(occurred_on=day, meeting=each, body="a", held_on=day)
        for each, day in (("a", DAY), ("b", When("2013-04-15")))
    ),
    *(
        ListAttendee(
            occurred_on=DAY,
            meeting="a",
            row=row,
            person=each,
            basis="stated",
            name=each,
            status="present",
        )
        for row, each in enumerate("ab", start=1)
    ),
    *(AddItem(occurred_on=DAY, meeting="a", item=item, title="Letters") for item in (1, 2)),
    *(LogIssue(occurred_on=DAY, issue=each, body="a", text="Dark") for each in "ab"),
    PublishReport(occurred_on=DAY, report="a", title="Lights", publisher=ByBody("a")),
    *(
        MakeRecommendation(
            occurred_on=DAY, report="a", recommendation=each, number=each, text="Mend"
        )
        for each in "ab"
    ),
    GiveResponse(
        occurred_on=DAY,
        report="a",
        response="a",
        by=Responder(ByBody("a"), "We"),
        answers=(Answer("a", "a"),),
        text="We shall",
    ),
    GiveCommitment(
        occurred_on=DAY, report="a", commitment="a", response="a", text="We shall", owners=OWNERS
    ),
    AddMember(occurred_on=DAY, body="a", membership="a", role="member", person="a"),
    AssignAction(
        occurred_on=DAY,
        action="a",
        body="a",
        meeting="a",
        text="send the letter",
        owners=OWNERS,
        due=DueNextMeeting("by the next meeting"),
    ),
    AssignAction(occurred_on=DAY, action="b", body="a", text="say it again", owners=OWNERS),
]
KNOWN = {
    str: st.sampled_from(("Mike Kay", "Chris")),
    int: st.sampled_from((1, 2, 3)),
    bool: st.booleans(),
    type(None): st.none(),
    date: st.sampled_from((date(2013, 3, 11), date(2013, 9, 12))),
    When: st.sampled_from((When("2013"), DAY, When("2013-04"), When("2013-05-02T10:00:00Z"))),
    Clock: st.sampled_from((Clock("09:30"), Clock("11:00"))),
}


def anything(hint):
    """Return a strategy from few values, so that most commands find what they speak of."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in KNOWN:
        return KNOWN[hint]
    if origin is Annotated:
        return KNOWN[str]
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        return st.lists(anything(arguments[0]), max_size=2).map(tuple)
    if origin in (Union, types.UnionType):
        return st.one_of([anything(each) for each in arguments])
    if hasattr(hint, "__supertype__"):
        return st.sampled_from("aaabbc")
    hints = get_type_hints(hint, include_extras=True)
    return st.builds(
        hint, **{each: anything(hints[each]) for each in hints if each not in ("kind", "wire", "v")}
    )


COMMANDS = st.one_of(
    [
        anything(union)
        for union in (
            OrganisationCommand,
            PersonCommand,
            BodyCommand,
            MeetingCommand,
            ActionCommand,
            ActionCommand,
            IssueCommand,
            ReportCommand,
        )
    ]
)
REQUESTS = st.lists(COMMANDS, min_size=1, max_size=2)
HISTORIES = st.lists(st.lists(REQUESTS, min_size=3, max_size=10), min_size=2, max_size=6)
"""Batches of requests, each of one or two commands."""

ANY_HISTORY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def shared(kind, blank_of, new_home):
    """Return a minute book for many logs, because to make an office is quicker than a database."""
    with new_home(kind, like=blank_of(kind)) as home:
        yield home


def begin_office(ledger):
    """Return the name of a new office, whose log is empty."""
    with ledger.reading(EVERY) as connection:
        office = f"office-{len(read.sizes(connection))}"
    with ledger.owning(office) as connection:
        log.begin_log(connection, office, f"minutebook/{office}", office.encode())
    return office


def record(ledger, history, office="default"):
    ledger.batch(*(ledger.ask(each, office=office) for each in START))
    for batch in history:
        ledger.now += 1
        ledger.batch(*(ledger.ask(*request, office=office) for request in batch))


def versions(connection, office="default"):
    """Return all rows of all read models of a secretariat."""
    return {
        each.table.name: set(
            connection.execute(each.table.select().where(each.table.c.secretariat == office)).all()
        )
        for each in PROJECTIONS
    }


def rows(ledger, office="default"):
    with ledger.reading(office) as connection:
        return versions(connection, office)


def rebuild(ledger, tick=rebuilding.quiet, office="default"):
    with ledger.owning(office) as connection:
        return rebuilding.rebuild(connection, office, tick=tick)


def rebuild_into(ledger, position, path, office="default"):
    with ledger.reading(office) as connection:
        return rebuilding.rebuild_into(connection, office, position, path)


def tamper(ledger, statement, office="default"):
    with ledger.owning(office) as connection:
        connection.execute(statement)


@ANY_HISTORY
@given(HISTORIES, st.integers(0, 4))
def test_after_any_history_a_rebuild_makes_what_is_there_already(
    open_ledger, shared, history, warm
):
    with open_ledger(shared, warm_limit=warm) as ledger, pytest.MonkeyPatch.context() as patch:
        office = begin_office(ledger)
        record(ledger, history, office)
        before = rows(ledger, office)
        assert ledger.differences(office) == []

        patch.setattr(runner, "_FLUSH_AT", 3)
        assert rebuild(ledger, office=office) == len(ledger.log(office))
        assert rows(ledger, office) == before


def as_it_stood(line, position):
    """Return a version as it was when the log ended at `position`."""
    until = line[-1]
    return (*line[:-1], until if until is not None and until <= position else None)


@ANY_HISTORY
@given(HISTORIES, st.data())
def test_a_rebuild_as_of_a_position_is_what_the_record_answers_for_that_position(
    open_ledger, shared, tmp_path_factory, history, data
):
    path = tmp_path_factory.mktemp("then") / "then.db"
    with open_ledger(shared) as ledger:
        office = begin_office(ledger)
        record(ledger, history, office)
        position = data.draw(st.integers(0, len(ledger.log(office))))
        assert rebuild_into(ledger, position, path, office) == position

        with open_ledger(File(path)) as then:
            assert rows(then, office) == {
                name: {as_it_stood(line, position) for line in lines if line.since <= position}
                for name, lines in rows(ledger, office).items()
            }
            assert then.log(office) == ledger.log(office)[:position]
            with ledger.reading(office) as now, then.reading(office) as earlier:
                known, stood = Record(now, office, position), Record(earlier, office)
                for asked in (known, stood):
                    assert asked.position == position
                assert everything(known, office) == everything(stood, office)


def everything(record, office):
    """Return the actions with their texts, as a caller reads them."""
    page = actions.actions(office, actions.Wanted(), record.known_at, None, 100)
    return [dict(row) for row in record.all(page)]


def test_the_record_of_an_earlier_position_can_be_written_on(ledger, open_ledger, tmp_path):
    record(ledger, [])
    rebuild_into(ledger, 4, tmp_path / "then.db")

    with open_ledger(File(tmp_path / "then.db")) as then:
        head = then.head()
        tree = CompactRange()
        for hashed in then.column("SELECT hash FROM log_entries ORDER BY position"):
            tree.append(hashed)
        assert (head.size, head.peaks) == (4, tree.packed())
        assert head.origin == ledger.head().origin
        assert head.newest == ledger.log()[3].recorded_at

        renamed = RenameOrganisation(occurred_on=DAY, organisation="a", name="Haven")
        assert then.do(renamed).last == 5
        assert then.differences() == []


@pytest.mark.parametrize("position", [len(START) - 1, len(START)])
def test_the_last_entry_comes_with_all_its_private_texts_and_no_more(
    ledger, open_ledger, tmp_path, position
):
    record(ledger, [])
    rebuild_into(ledger, position, tmp_path / "then.db")

    with open_ledger(File(tmp_path / "then.db")) as then:
        assert then.log() == ledger.log()[:position]
        assert len(then.log()[-1].private) > 2
        highest = then.column("SELECT max(place) FROM private_texts")
    assert highest == [place(position, len(ledger.log()[position - 1].private) - 1)]


def test_a_rebuild_leaves_other_secretariats_alone(ledger, tmp_path):
    record(ledger, [])
    ledger.do(START[0], office="other")
    before = rows(ledger, "other")
    of_other = organisations.TABLE.c.secretariat == "other"
    tamper(ledger, delete(organisations.TABLE).where(of_other), "other")

    rebuild(ledger)

    assert rows(ledger, "other") != before
    assert ledger.differences() == []
    assert ledger.differences("other") == [Difference("organisations", 1, 0)]


def test_a_rebuild_tells_how_far_it_is(ledger):
    record(ledger, [])
    ticks = []

    assert rebuild(ledger, lambda: ticks.append(1)) == len(START) == len(ticks)


def test_who_reads_while_it_is_rebuilt_keeps_the_old_rows(ledger):
    record(ledger, [])
    tamper(ledger, update(organisations.TABLE).values(classification="wrong"))
    right = select(organisations.TABLE.c.classification).distinct()

    with ledger.reading() as reader:
        assert reader.execute(right).scalars().all() == ["wrong"]
        rebuild(ledger)
        assert reader.execute(right).scalars().all() == ["wrong"]
    with ledger.reading() as reader:
        assert reader.execute(right).scalars().all() == [None]


def test_a_rebuild_that_fails_leaves_everything_as_it_was(ledger, tmp_path, monkeypatch):
    record(ledger, [])
    before = rows(ledger)

    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(runner, "step", broken)
    with pytest.raises(ZeroDivisionError):
        rebuild(ledger)
    with pytest.raises(ZeroDivisionError):
        rebuild_into(ledger, 3, tmp_path / "then.db")

    assert rows(ledger) == before
    assert list(tmp_path.iterdir()) == []


SCHEMA = {
    "sqlite": "SELECT name || coalesce(sql, '') FROM sqlite_master WHERE name <> 'sqlite_stat1'",
    "postgresql": "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()",
}


def test_a_rebuild_leaves_the_schema_as_it_was_whether_it_succeeds_or_fails(
    ledger, kind, monkeypatch
):
    schema = SCHEMA[kind]
    record(ledger, [])
    before = set(ledger.column(schema))

    rebuild(ledger)
    assert set(ledger.column(schema)) == before

    monkeypatch.setattr(runner, "step", None)
    with pytest.raises(TypeError):
        rebuild(ledger)
    assert set(ledger.column(schema)) == before


def test_after_a_rebuild_writing_goes_on(ledger):
    record(ledger, [])
    rebuild(ledger)

    ledger.do(ReportProgress(occurred_on=DAY, action="a", text="half done"))

    assert ledger.differences() == []


ORGANISATIONS = organisations.TABLE


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (delete(ORGANISATIONS).where(ORGANISATIONS.c.organisation == "a"), (1, 0)),
        (delete(ORGANISATIONS), (2, 0)),
        (update(ORGANISATIONS).values(classification="wrong"), (2, 2)),
        (
            update(ORGANISATIONS).where(ORGANISATIONS.c.organisation == "b").values(until=9),
            (1, 1),
        ),
        (update(ORGANISATIONS).values(since=ORGANISATIONS.c.since + 100), (2, 2)),
        (
            insert(ORGANISATIONS).from_select(
                [column.name for column in ORGANISATIONS.columns],
                select(
                    *(
                        (column + 50).label("since") if column.name == "since" else column
                        for column in ORGANISATIONS.columns
                    )
                ),
            ),
            (0, 2),
        ),
    ],
    ids=["one removed", "all removed", "changed", "ended", "moved", "added"],
)
def test_a_check_counts_what_is_missing_and_what_is_too_much(ledger, change, found):
    record(ledger, [])
    tamper(ledger, change)

    assert ledger.differences() == [Difference("organisations", *found)]
    rebuild(ledger)
    assert ledger.differences() == []


def test_a_check_changes_nothing(ledger):
    record(ledger, [])
    tamper(ledger, update(ORGANISATIONS).values(classification="wrong"))
    before = rows(ledger)

    ledger.differences()

    assert rows(ledger) == before


@pytest.mark.parametrize("position", [-1, len(START) + 1, 1_000])
def test_there_is_no_record_of_a_position_that_the_log_has_not(ledger, tmp_path, position):
    record(ledger, [])

    with pytest.raises(NotFound, match=f"the log ends at position {len(START)}"):
        rebuild_into(ledger, position, tmp_path / "then.db")
    assert list(tmp_path.iterdir()) == []


def test_there_is_no_record_of_a_secretariat_that_is_not_here(ledger, tmp_path):
    with pytest.raises(NotFound, match="there is no secretariat 'nowhere' here"):
        rebuild_into(ledger, 0, tmp_path / "then.db", office="nowhere")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_not_overwritten(ledger, tmp_path):
    path = tmp_path / "then.db"
    path.write_text("somebody's")

    with pytest.raises(FileExistsError):
        rebuild_into(ledger, 0, path)
    assert path.read_text() == "somebody's"


def test_the_secretariats_and_their_sizes_are_told(ledger):
    record(ledger, [])
    with ledger.reading(EVERY) as connection:
        assert read.sizes(connection) == {"default": len(START), "other": 0}
    with ledger.reading() as connection:
        assert rebuilding.size(connection, "default") == len(START)
        assert rebuilding.size(connection, "nowhere") == 0


def test_every_event_is_read_stream_by_stream_up_to_a_position(ledger):
    record(ledger, [])
    ledger.do(RenameOrganisation(occurred_on=DAY, organisation="a", name="Haven"))
    with ledger.reading() as connection:
        found = list(read.stream_by_stream(connection, "default", len(START) + 1))
        without = list(read.stream_by_stream(connection, "default", len(START)))
        stored = connection.execute(select(ENTRIES.c.position).order_by(ENTRIES.c.position))

        assert sorted(each.position for each in found) == list(stored.scalars())
    streams = [each.stream for each in found]
    assert streams == sorted(streams)
    assert len(without) == len(found) - 1
