"""Passages found by their words: as known at any position, of one office alone, by an index."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import delete, insert

from events.action.events import ActionCompleted, OwnerPartCompleted, ProgressReported
from events.report.terms import Answer, ByBody
from events.when import When
from projections import action_progress
from projections.action_progress import ActionProgressRow
from projections.passage_kinds import KINDS
from projections.passages import After, Asked, passages, rank_of, written
from projections.sought import parse
from projections.texts import TEXTS, WORDS
from service.ledger.database import enter, open_reader, transaction
from tests.projections.test_actions import assigned, of
from tests.projections.test_book import DAY, OFFICE, as_recorded, fold
from tests.projections.test_issues import CLOSED, logged, updated
from tests.projections.test_meetings import held, item, minuted
from tests.projections.test_query_plans import many_rows, plan_of
from tests.projections.test_reports import answered, made, promised, published

PLACES = sum(len(kind.words) for kind in KINDS.values())


def query(connection, words, known_at=None, after=None, limit=9, **more):
    sqlite = connection.dialect.name == "sqlite"
    asked = Asked(OFFICE, known_at, **more)
    return passages(asked, written(parse(words), sqlite=sqlite), after, limit, sqlite)


def found(book, words, known_at=None, **more):
    return [
        (row["kind"], row["text"])
        for row in book.ask(query(book.connection, words, known_at, **more))
    ]


def reworded(text):
    return replace(minuted(1), text=text)


def test_a_text_that_was_changed_is_found_as_known_then_and_not_as_known_now(book):
    book.note(held("m1", "idmg", DAY))
    before = book.note(reworded("The bridge is sound"))
    after = book.note(reworded("The bridge is rotten"))

    assert found(book, "sound", before) == [("paragraph", "The bridge is sound")]
    assert found(book, "sound") == found(book, "sound", after) == []
    assert found(book, "rotten") == [("paragraph", "The bridge is rotten")]
    assert found(book, "rotten", before) == []
    assert len(found(book, "bridge")) == len(found(book, "bridge", before)) == 1


def test_texts_of_another_office_neither_are_found_nor_change_what_is(book):
    book.note(held("m1", "idmg", DAY), item(1), minuted(1), minuted(2))
    before = book.ask(query(book.connection, "words"))
    assert len(before) == 2
    enter(book.connection, "other")
    for at in range(20):
        place = before[0]["place"] + at
        row = {"secretariat": "other", "place": place, "form": WORDS, "salt": b""}
        book.connection.execute(insert(TEXTS).values(**row, text="words words elsewhere"))
    enter(book.connection, OFFICE)

    assert book.ask(query(book.connection, "words")) == before
    assert found(book, "elsewhere") == []


def test_a_page_goes_on_after_the_passage_that_ended_the_one_before(book):
    book.note(held("m1", "idmg", DAY), *(minuted(number) for number in range(1, 6)))
    first = book.ask(query(book.connection, "words", limit=2))
    last = first[-1]
    sqlite = book.connection.dialect.name == "sqlite"
    told = written(parse("words"), sqlite=sqlite)
    asked = Asked(OFFICE, None)

    assert book.column(rank_of(asked, told, last["place"], sqlite)) == [last["rank"]]
    assert book.column(rank_of(asked, told, 1, sqlite)) == []
    following = query(book.connection, "words", after=After(last["rank"], last["place"]))
    assert [row["part"] for row in (*first, *book.ask(following))] == [1, 2, 3, 4, 5]


def test_a_search_is_narrowed_by_all_that_a_day_can_mean(book):
    month = When("2013-06")
    book.note(assigned("a"), of(ProgressReported, text="Mending", occurred_on=month))
    wanted = {"kind": "progress", "body": "board"}

    assert found(book, "mend*", since="2013-06-30", until="2013-07-01", **wanted)
    assert found(book, "mend*", since="2013-05-30", until="2013-06-01", **wanted)
    assert not found(book, "mend*", since="2013-07-01", **wanted)
    assert not found(book, "mend*", until="2013-05-31", **wanted)
    assert not found(book, "mend*", meeting="m1", **wanted)


def test_an_issue_is_found_by_each_of_its_texts_and_as_it_was_said_then(book):
    before = book.note(logged(raised_on=When("2006-05"), proposed_action="Mend the lamp"))
    book.note(updated(text="The lamps are mended"), replace(CLOSED, outcome="Lamps burn"))

    assert found(book, "lamp") == [("issue", "Mend the lamp")]
    assert {text for _, text in found(book, "lamps")} == {"The lamps are mended", "Lamps burn"}
    assert found(book, "lamps", before) == []
    assert len(found(book, "lamp*", since="2006-05-31", until="2006-06-01", body="b1")) == 3
    assert found(book, "lamp*", since="2006-06-01") == found(book, "lamp*", meeting="m1") == []


def test_what_a_report_holds_is_of_the_report_and_of_no_body(book):
    book.note(published(publisher=ByBody("b")), made("lamp"))
    book.note(answered("we", Answer("r", "lamp")), promised("burn"))

    rows = book.ask(query(book.connection, "text"))
    assert {(row["kind"], row["id"], row["report"], row["day"]) for row in rows} == {
        (kind, key, "r", DAY)
        for kind, key in (("recommendation", "lamp"), ("response", "we"), ("commitment", "burn"))
    }
    assert found(book, "text", body="b") == found(book, "text", until="2013-03-10") == []


def test_what_was_said_of_an_action_is_kept_by_its_position():
    rows = fold(
        action_progress.PROJECTION,
        assigned("a"),
        of(ProgressReported, text="Mending", meeting="m1"),
        of(OwnerPartCompleted, owner=1),
        of(OwnerPartCompleted, owner=1, note="Did mine"),
        of(ActionCompleted, note="Done"),
    )
    assert rows == [
        ActionProgressRow("a", 2, DAY, "m1", 2 << 10),
        ActionProgressRow("a", 4, DAY, None, 4 << 10),
        ActionProgressRow("a", 5, DAY, None, 5 << 10),
    ]
    other, _ = as_recorded(assigned("a"), 1)
    assert action_progress.evolve(rows[0], other, ("a", 2)) is rows[0]


def test_every_kind_has_an_index_by_the_place_of_its_text():
    for kind in KINDS.values():
        indexed = [[column.name for column in index.columns] for index in kind.table.indexes]
        for place in kind.words:
            assert ["secretariat", place, "since", "until"] in indexed


@pytest.fixture(scope="module", params=[True, False], ids=["cleared", "uncleared"])
def reader(kind, new_home, request):
    with new_home(kind) as home:
        if kind == "postgresql":
            for statement in many_rows():
                home.past(statement)
        engine = open_reader(home.url, cleared=request.param)
        with transaction(engine, OFFICE) as connection:
            yield connection
        engine.dispose()


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("known_at", [None, 7])
def test_passages_lead_to_their_rows_by_an_index(reader, known_at):
    plan = plan_of(reader, "EXPLAIN QUERY PLAN", query(reader, "bridge", known_at))
    through = [line for line in plan if line.startswith("SCAN") and "VIRTUAL TABLE" not in line]

    assert {re.sub(r"SCAN (found|matched|passage_words)", "", line) for line in through} <= {""}
    assert not [line for line in plan if line.endswith("(secretariat=?)")]
    assert len([line for line in plan if "VIRTUAL TABLE INDEX" in line]) >= 1


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("known_at", [None, 1_000])
def test_on_postgresql_too_passages_lead_to_their_rows_by_an_index(reader, known_at):
    plan = plan_of(reader, "EXPLAIN", query(reader, "bridge", known_at))

    assert not [line for line in plan if "Seq Scan" in line]
    assert len([line for line in plan if "Index Cond" in line]) > PLACES


@pytest.mark.only("postgresql")
def test_the_words_are_looked_up_in_their_index_and_nobody_else_reads_them(kind, new_home):
    with new_home(kind) as home:
        home.past(
            "INSERT INTO private_texts SELECT 'default', n, 1, '', 'word' || n "
            "FROM generate_series(1, 20000) n"
        )
        home.past("VACUUM ANALYZE passage_words")
        asked = "EXPLAIN SELECT place FROM passage_words WHERE words @@ '''word77'''::tsquery"
        assert any("ix_passage_words_words" in line for (line,) in home.past(asked))
        engine = open_reader(home.url)
        with transaction(engine, OFFICE) as connection, pytest.raises(Exception, match="denied"):
            connection.exec_driver_sql("SELECT * FROM passage_words")
        engine.dispose()


def test_what_is_deleted_is_found_no_more(book):
    book.note(held("m1", "idmg", DAY), minuted(1))
    assert found(book, "words")
    book.connection.execute(delete(TEXTS).where(TEXTS.c.text == "Words 1"))
    assert not found(book, "words")


def test_what_is_sought_is_written_as_each_database_takes_it():
    sought = parse('"swing bridge" repair* -wet -"dry rot"')
    assert written(sought, sqlite=True) == (
        '("swing bridge" AND "repair" *) NOT ("wet" OR "dry rot")'
    )
    assert written(sought, sqlite=False) == (
        "('swing' <-> 'bridge') & ('repair':*) & !('wet') & !('dry' <-> 'rot')"
    )
