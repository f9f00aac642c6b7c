"""Every query finds its rows by an index, now and at any position, on both databases."""

import re

import pytest
from sqlalchemy import BigInteger, Boolean, LargeBinary, SmallInteger, String, select

from projections import (
    PROJECTIONS,
    agenda_items,
    attendance,
    attendance_history,
    attendance_rate,
    before_meetings,
    bodies,
    body_terms,
    chairs,
    decisions,
    declarations,
    distinctions,
    documents,
    erased_digests,
    erasures,
    fields,
    identities,
    listings,
    meetings,
    memberships,
    mentions,
    minuted_parts,
    minutes,
    minutes_amendments,
    minutes_annotations,
    minutes_corrections,
    minutes_publications,
    minutes_redactions,
    minutes_versions,
    named_elsewhere,
    next_meetings,
    organisation_names,
    organisations,
    paragraphs,
    party_names,
    people,
    person_names,
    post_holders,
    published_words,
    recommendations,
    reminders,
    series,
    webhooks,
)
from projections.deadlines import Asked
from projections.marks import MARKS
from projections.texts import TEXTS
from service.ledger.database import open_reader, transaction
from service.ledger.finding import Wanted, page_of
from service.ledger.tables import ENTRIES
from tests.projections.test_book import OFFICE

DAY, PAGE = "2013-03-11", ("2013-03-11", "m1")
RATE = attendance_rate
ALL_MINUTES, DRAFTED = minutes.Wanted(), minutes.Wanted(state="draft")
OF_BODY = minutes.Wanted(body="b")
ALL_PAPERS, DRAFTS = documents.Wanted(), documents.Wanted(state="draft")

_DERIVED = re.compile(r"SCAN (anon_\d+|\(subquery-\d+\)|CONSTANT ROW)")
_ALL_OF_IT = re.compile(r"Index Cond: \(+secretariat\)[^()]*\)( AND \((since|until) [^()]*\))*\)?$")


def following(known_at):
    return select(*next_meetings.next_after(OFFICE, "b", DAY, known_at))


def events(wanted):
    return page_of(OFFICE, wanted, 9, newest_first=True)


QUERIES = {
    "organisations": lambda at: organisations.organisations(OFFICE, at, "a", 9),
    "organisation": lambda at: organisations.organisation(OFFICE, "a", at),
    "organisation named": lambda at: organisation_names.named(OFFICE, "A", at),
    "names of organisation": lambda at: organisation_names.names_of(OFFICE, "a", at),
    "names of parties": lambda at: party_names.names_of(OFFICE, ["a", "b"], at),
    "documents": lambda at: documents.documents(OFFICE, ALL_PAPERS, at, "a", 9),
    "documents in a state": lambda at: documents.documents(OFFICE, DRAFTS, at, "a", 9),
    "document": lambda at: documents.document(OFFICE, "a", at),
    "document of bytes": lambda at: documents.with_bytes(OFFICE, "A", at),
    "webhooks": lambda at: webhooks.webhooks(OFFICE, at, "a", 9),
    "erasures": lambda at: erasures.erasures(OFFICE, None, at, "a", 9),
    "erasures in a state": lambda _: erasures.erasures(OFFICE, "requested", None, None, 9),
    "erasure": lambda at: erasures.erasure(OFFICE, "a", at),
    "erased": lambda at: erased_digests.naming(OFFICE, ["d"], at),
    "webhook": lambda at: webhooks.webhook(OFFICE, "a", at),
    "webhooks in a state": lambda _: webhooks.in_state(OFFICE, "sending"),
    "people": lambda at: people.people(OFFICE, at, "a", 9),
    "person": lambda at: people.person(OFFICE, "a", at),
    "canonical": lambda at: select(identities.canonical(OFFICE, at)),
    "same as": lambda at: identities.same_as(OFFICE, "a", at),
    "whoever": lambda at: identities.whoever(OFFICE, "a", at),
    "person named": lambda at: person_names.named(OFFICE, "A", at),
    "named in body": lambda at: person_names.named_in_body(OFFICE, "b", "A", at),
    "names of person": lambda at: person_names.names_of(OFFICE, "a", at),
    "lines of body": lambda at: listings.lines_of(OFFICE, "b", at),
    "people at meeting": lambda at: listings.people_at(OFFICE, "m", at),
    "spoken for": lambda at: listings.spoken_for(OFFICE, at, ["a", "b"]),
    "called": lambda at: organisation_names.called(OFFICE, at, ["A", "B"]),
    "bodies": lambda at: bodies.bodies(OFFICE, at, "a", 9),
    "body": lambda at: bodies.body(OFFICE, "a", at),
    "body named": lambda at: bodies.named(OFFICE, "A", at),
    "sub-groups": lambda at: bodies.sub_groups_of(OFFICE, "a", at),
    "terms": lambda at: body_terms.terms_of(OFFICE, "a", at),
    "terms in force": lambda at: body_terms.in_force(OFFICE, "a", DAY, at),
    "members": lambda at: memberships.members_of(OFFICE, "a", at, DAY, "s", 9),
    "people who are members": lambda at: memberships.people_of(OFFICE, "b", at),
    "memberships of person": lambda at: memberships.of_person(OFFICE, "a", at),
    "memberships of organisation": lambda at: memberships.of_organisation(OFFICE, "a", at),
    "appointments": lambda at: chairs.appointments_of(OFFICE, "a", at),
    "holders": lambda at: post_holders.holders(OFFICE, "a", "chair", DAY, at),
    "posts": lambda at: post_holders.posts_of(OFFICE, "a", DAY, at),
    "assertions": lambda at: series.assertions_of(OFFICE, "a", at),
    "complete": lambda at: select(series.complete_between(OFFICE, "b", DAY, DAY, at)),
    "meetings": lambda at: meetings.meetings_of(OFFICE, "b", at, PAGE, 9),
    "meeting": lambda at: meetings.meeting(OFFICE, "m", at),
    "within": lambda at: meetings.within(OFFICE, "b", DAY, DAY, at),
    "next after": following,
    "items": lambda at: agenda_items.items_of(OFFICE, "m", at),
    "paragraphs": lambda at: paragraphs.paragraphs_of(OFFICE, "m", at, 1, 9),
    "decisions": lambda at: decisions.decisions_of(OFFICE, "m", at),
    "declarations": lambda at: declarations.declarations_of(OFFICE, "m", at),
    "minutes": lambda at: minutes.minutes(OFFICE, ALL_MINUTES, at, "a", 9),
    "minutes in a state": lambda at: minutes.minutes(OFFICE, DRAFTED, at, "a", 9),
    "minutes of a body": lambda at: minutes.minutes(OFFICE, OF_BODY, at, "a", 9),
    "minutes of a meeting": lambda at: minutes.minutes_of(OFFICE, "m", at),
    "versions": lambda at: minutes_versions.versions_of(OFFICE, "m", at),
    "corrections": lambda at: minutes_corrections.corrections_of(OFFICE, "m", at),
    "correction": lambda at: minutes_corrections.correction(OFFICE, "m", 1, at),
    "amendments": lambda at: minutes_amendments.amendments_of(OFFICE, "m", at),
    "publications": lambda at: minutes_publications.publications_of(OFFICE, "m", at),
    "redactions": lambda at: minutes_redactions.redactions_of(OFFICE, "m", at),
    "annotations": lambda at: minutes_annotations.annotations_of(OFFICE, "m", at),
    "published attendees": lambda at: published_words.attendees_of(OFFICE, "m", at),
    "published actions": lambda at: published_words.actions_of(OFFICE, "m", at),
    "published items": lambda at: published_words.words_of(OFFICE, "m", at)["item"],
    "published decisions": lambda at: published_words.words_of(OFFICE, "m", at)["decision"],
    "length of a passage": lambda at: minuted_parts.length_of(OFFICE, "m", "paragraph", 1, at),
    "recommendations of a number": lambda at: recommendations.numbered(OFFICE, ["a"], "1", at),
    "named elsewhere": lambda at: named_elsewhere.naming(OFFICE, "r", ["a", "b"], at),
    "mentions": lambda at: mentions.mentions_of(OFFICE, ["a", "b"], at),
    "reminders": lambda at: reminders.reminders_of(OFFICE, ["a", "b"], at),
    "assertions of bodies": lambda at: series.all_assertions(OFFICE, ["a", "b"], at),
    "meetings held": lambda at: before_meetings.meetings_held(OFFICE, ["b"], at),
    "actions of a body": lambda at: before_meetings.asked_of(
        Asked(OFFICE, DAY, at, "b"), None, "a", 9
    ),
    "these actions": lambda at: before_meetings.asked_of_these(Asked(OFFICE, "", at), ["a"]),
    "rows": lambda at: attendance.rows_of(OFFICE, "m", at),
    "side by side": lambda at: attendance_history.together(OFFICE, "a", "b", at),
    "of person": lambda at: attendance_history.of_person(OFFICE, "a", at, "b", PAGE, 9),
    "of person at": lambda at: attendance_history.of_person_at(OFFICE, "a", at, ["m"]),
    "counted of person": lambda at: attendance_history.counted_of_person(OFFICE, "a", at, "b"),
    "meetings of person": lambda at: attendance_history.meetings_of_person(
        OFFICE, "a", at, "b", PAGE, 9
    ),
    "of organisation": lambda at: attendance_history.of_organisation(OFFICE, "o", at, "b", PAGE, 9),
    "of organisation at": lambda at: attendance_history.of_organisation_at(OFFICE, "o", at, ["m"]),
    "counted of organisation": lambda at: attendance_history.counted_of_organisation(
        OFFICE, "o", at, "b"
    ),
    "meetings of organisation": lambda at: attendance_history.meetings_of_organisation(
        OFFICE, "o", at, "b", PAGE, 9
    ),
    "matrix": lambda at: attendance_history.matrix(OFFICE, "b", at, PAGE, 9),
    "held during": lambda at: RATE.held_during_membership_of_person(OFFICE, "b", "a", at),
    "events of an actor": lambda at: events(Wanted((("actor:a",),), None, 0, at or 9)),
    "events by several": lambda at: events(
        Wanted((("person:a", "person:b"), ("type:a",), ("body:a",)), None, 1, at or 9)
    ),
    "events of a stream": lambda at: events(Wanted((("type:a",),), "action-a", 0, at or 9)),
    "versions of fields": lambda at: fields.versions_of(
        attendance.PROJECTION, OFFICE, ["a"], at or 9
    ),
    "fields at two moments": lambda at: fields.between(
        attendance.PROJECTION, OFFICE, ["a", "b"], 2, at or 9
    ),
    "held for": lambda at: RATE.held_during_membership_of_organisation(OFFICE, "b", "o", at),
}

OF_ALL = {
    "names of everyone": lambda at: person_names.everyone(OFFICE, at),
    "names of all organisations": lambda at: organisation_names.everyone(OFFICE, at),
    "told apart": lambda at: distinctions.told_apart(OFFICE, at),
}
"""Queries that are to read all there is of an office."""


def many_rows():
    """Yield what a superuser runs so that PostgreSQL plans for tables of a million rows.

    It sees a thousand of each, and is told that every one stands for a thousand.
    """
    yield f"ALTER TABLE {ENTRIES.name} DISABLE TRIGGER ALL"  # they are no entries of a log
    for table in (ENTRIES, TEXTS, MARKS, *(each.table for each in PROJECTIONS)):
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        values = ", ".join(map(in_row, table.columns))
        yield f"INSERT INTO {table.name} ({names}) SELECT {values} FROM generate_series(1, 1000) n"
    yield "VACUUM ANALYZE"
    yield "UPDATE pg_class SET reltuples = reltuples * 1000 WHERE reltuples = 1000"


def in_row(column):
    """Return what a column says in row `n`: five rows say the same, and few what is optional."""
    if column.name == "secretariat":
        return f"'{OFFICE}'"
    if column.name in ("since", "place"):
        return "n"
    if column.name in ("granted_by", "approved_by", "decided_by"):  # by somebody else
        return "'somebody'"
    value = _VALUES[type(column.type)]
    return f"CASE WHEN n % 100 = 0 THEN {value} END" if column.nullable else value


_VALUES = {
    String: "(n / 5)::varchar",
    BigInteger: "n",
    Boolean: "n % 2 = 0",
    SmallInteger: "0",
    LargeBinary: "''",
}


@pytest.fixture(scope="module", params=[True, False], ids=["cleared", "uncleared"])
def reader(kind, new_home, request):
    """Return a connection of the service, which reads as it does in use."""
    with new_home(kind) as home:
        if kind == "postgresql":
            for statement in many_rows():
                home.past(statement)
        engine = open_reader(home.url, cleared=request.param)
        with transaction(engine, OFFICE) as connection:
            yield connection
        engine.dispose()


def plan_of(reader, explain, query):
    sql = query.compile(reader, compile_kwargs={"literal_binds": True})
    return [line[-1] for line in reader.exec_driver_sql(f"{explain} {sql}")]


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("known_at", [None, 7])
@pytest.mark.parametrize("name", QUERIES)
def test_a_query_finds_its_rows_by_an_index(reader, name, known_at):
    plan = plan_of(reader, "EXPLAIN QUERY PLAN", QUERIES[name](known_at))

    assert any(line.startswith("SEARCH") for line in plan)
    assert not [line for line in plan if line.endswith("(secretariat=?)")]
    assert not [line for line in plan if line.startswith("SCAN") and not _DERIVED.match(line)]
    assert not [line for line in plan if line.startswith("BLOOM FILTER")]


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("known_at", [None, 7])
@pytest.mark.parametrize("name", OF_ALL)
def test_what_reads_all_of_an_office_reads_that_one_table_through_and_no_other(
    reader, name, known_at
):
    plan = plan_of(reader, "EXPLAIN QUERY PLAN", OF_ALL[name](known_at))

    assert len([line for line in plan if line.endswith("(secretariat=?)")]) == 1
    assert not [line for line in plan if line.startswith("SCAN") and not _DERIVED.match(line)]
    assert not [line for line in plan if line.startswith("BLOOM FILTER")]


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("known_at", [None, 1_000])
@pytest.mark.parametrize("name", QUERIES)
def test_postgresql_too_finds_the_rows_of_a_query_by_an_index(reader, name, known_at):
    plan = plan_of(reader, "EXPLAIN", QUERIES[name](known_at))

    nothing = "One-Time Filter: false" in plan[-1]  # to who is not cleared, of what is withheld
    assert nothing or any("Index Cond" in line for line in plan)
    assert not [line for line in plan if "Seq Scan" in line]
    assert not [line for line in plan if _ALL_OF_IT.search(line)]
