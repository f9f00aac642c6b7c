"""What the record says of reports, at any position: the parts, what is asked of them, the chain."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.action.terms import ByOrganisation, ByPerson, ByPost, DueOn, DueWithin, Owner, Unclear
from events.organisation.events import OrganisationRenamed
from events.report.events import (
    CommitmentGiven,
    CommitmentLinkedToAction,
    CommitmentMet,
    CommitmentProgressReported,
    DispositionInferred,
    ProgressLinked,
    ProgressNarrated,
    RecommendationMade,
    ReportEndorsed,
    ReportPublished,
    ResponseCrossReferenced,
    ResponseGiven,
)
from events.report.terms import (
    Answer,
    Assigned,
    ByBody,
    Committed,
    Recommended,
    Responder,
    ToRecommendation,
)
from projections import (
    commitment_owners,
    commitment_reports,
    commitments,
    progress_statements,
    recommendations,
    report_endorsements,
    report_links,
    reports,
    response_answers,
    response_references,
    responses,
)
from projections.commitments import Wanted as Promised
from projections.recommendations import Wanted as Asked
from service.routes.chain_views import chains
from tests.projections.test_book import DAY, OFFICE, as_recorded, fold, organisation, person

ALL = (
    reports,
    report_endorsements,
    recommendations,
    responses,
    response_answers,
    response_references,
    commitments,
    commitment_owners,
    commitment_reports,
    progress_statements,
    report_links,
)
MARCH = DueWithin(first=date(2010, 3, 1), last=date(2010, 3, 31), words="the end of March 2010")


def published(report="r", publisher=None, **more):
    return ReportPublished(
        occurred_on=DAY,
        report=report,
        title=f"Title of {report}",
        publisher=publisher or ByOrganisation("office"),
        replies_to=more.get("replies_to"),
    )


def made(key, number="1", report="r", section=None, paragraphs=("178",)):
    return RecommendationMade(
        occurred_on=DAY,
        report=report,
        recommendation=key,
        number=number,
        section=section,
        paragraphs=paragraphs,
        text=f"Text of {key}",
    )


def answered(key, *answers, report="r", supersedes=(), by=None, opening=None):
    return ResponseGiven(
        occurred_on=DAY,
        report=report,
        response=key,
        by=by or Responder(ByOrganisation("office"), "We"),
        answers=answers,
        text=f"Text of {key}",
        opening=opening,
        supersedes=supersedes,
    )


def inferred(response, of, disposition="accepted", report="r"):
    return DispositionInferred(
        occurred_on=DAY,
        report=report,
        response=response,
        to=of,
        disposition=disposition,
        basis=f"so it is {disposition}",
    )


def promised(key, response="x", to=None, due=None, owners=(), report="r"):
    return CommitmentGiven(
        occurred_on=DAY,
        report=report,
        commitment=key,
        response=response,
        to=to,
        text=f"Text of {key}",
        owners=owners,
        due=due,
    )


def reported(commitment):
    return CommitmentProgressReported(
        occurred_on="2013-05", report="r", commitment=commitment, text="half of it"
    )


def met(commitment, on="2013-05"):
    return CommitmentMet(occurred_on=on, report="r", commitment=commitment, note="done")


def told(key, theme=None):
    return ProgressNarrated(
        occurred_on=DAY, report="r", statement=key, theme=theme, owner="They", text="Mended."
    )


def asked(book, known_at=None, **wanted):
    query = recommendations.recommendations(OFFICE, Asked(**wanted), known_at, None, 99)
    return [row["recommendation"] for row in book.ask(query)]


def owed(book, known_at=None, **wanted):
    query = commitments.commitments(OFFICE, Promised(**wanted), known_at, None, 99)
    return [row["commitment"] for row in book.ask(query)]


ONE, TWO = Recommended("r", "1"), Recommended("r", "2")


@pytest.mark.parametrize("module", ALL)
def test_a_fold_leaves_alone_what_is_not_its_own(module):
    other = ProgressNarrated(
        occurred_on=DAY, report="r", statement="s", theme=None, owner=None, text="t"
    )
    if module is progress_statements:
        other = ReportEndorsed(occurred_on=DAY, report="r", name="A", post=None, person=None)
    assert fold(module.PROJECTION, other) == []
    row = object()
    assert module.evolve(row, as_recorded(other, 1)[0], ("r",)) is row


def test_reports_are_listed_by_who_published_them_and_what_they_reply_to(book):
    book.note(organisation("office", "The Office"))
    book.note(published("r"), published("s", ByBody("b"), replies_to="r"))

    def titles(**wanted):
        query = reports.reports(OFFICE, reports.Wanted(**wanted), None, None, 9)
        return [(row["report"], row["title"], row["name"]) for row in book.ask(query)]

    assert titles(publisher="office") == [("r", "Title of r", "The Office")]
    assert titles(replies_to="r") == [("s", "Title of s", None)]
    second = reports.reports(OFFICE, reports.Wanted(), None, "r", 9)
    assert [row["report"] for row in book.ask(second)] == ["s"]


def test_a_report_is_called_as_it_was_at_that_position(book):
    book.note(organisation("office", "The Office"), published())
    book.note(OrganisationRenamed(occurred_on=DAY, organisation="office", name="The Bureau"))
    names = [book.ask(reports.report(OFFICE, "r", at))[0]["name"] for at in (None, 2)]
    assert names == ["The Bureau", "The Office"]


def test_endorsements_stand_as_stated(book):
    book.note(ReportEndorsed(occurred_on=DAY, report="r", name="Ada", post="Chair", person=None))
    (row,) = book.ask(report_endorsements.endorsements_of(OFFICE, "r", None))
    assert (row["name"], row["post"], row["person"]) == ("Ada", "Chair", None)


def test_a_number_leads_to_what_those_reports_recommend_under_it(book):
    book.note(published("r"), made("1"), made("2", "2"))
    found = book.ask(recommendations.numbered(OFFICE, ["r", "q"], "2", None))
    assert [(row["report"], row["recommendation"]) for row in found] == [("r", "2")]
    assert book.ask(recommendations.numbered(OFFICE, ["q"], "2", None)) == []
    (report,) = book.ask(reports.published_by(OFFICE, "office", None))
    assert report["report"] == "r"
    assert book.ask(reports.published_by(OFFICE, "nobody", None)) == []


def test_paragraphs_need_not_be_unique(book):
    book.note(made("1", paragraphs=("178", "180")), made("2", "2", paragraphs=("178",)))
    rows = book.ask(recommendations.described(OFFICE, ["1", "2"], None))
    assert [row["paragraphs"] for row in rows] == ["178\n180", "178"]


def test_what_has_no_response_is_told_at_every_position(book):
    book.note(made("1"), made("2", "2"), answered("x", Answer("r", "1")))
    assert asked(book, answered=False) == ["2"]
    assert asked(book, answered=True) == ["1"]
    assert asked(book, 2, answered=False) == ["1", "2"]
    assert asked(book, 1, answered=False) == ["1"]


def test_what_is_stated_and_what_is_inferred_are_asked_for_apart(book):
    book.note(made("1"), made("2", "2"))
    book.note(answered("x", Answer("r", "1", "noted", "We note"), Answer("r", "2")))
    book.note(inferred("x", ONE, "rejected"), inferred("x", TWO), inferred("x", TWO, "noted"))
    assert asked(book, stated="noted") == ["1"]
    assert asked(book, inferred="noted") == ["2"]
    assert asked(book, inferred="rejected") == ["1"]
    assert asked(book, 5, inferred="accepted") == ["2"]
    first, second = book.ask(response_answers.answers_in(OFFICE, "r", None))
    assert (first["stated"], first["words"], first["inferred"]) == ("noted", "We note", "rejected")
    assert (second["stated"], second["inferred"], second["basis"]) == (
        None,
        "noted",
        "so it is noted",
    )


def test_an_answer_that_was_superseded_counts_no_more_and_the_others_of_its_response_do(book):
    book.note(made("1"), made("2", "2"))
    stated = (Answer("r", "1", "rejected", "w"), Answer("r", "2", "rejected", "w"))
    book.note(answered("x", *stated), answered("y", Answer("r", "1"), supersedes=("x",)))
    rows = book.ask(response_answers.answers_in(OFFICE, "r", None))
    assert [(row["response"], row["superseded_by"]) for row in rows] == [
        ("x", "y"),
        ("x", None),
        ("y", None),
    ]
    assert asked(book, stated="rejected") == ["2"]
    assert asked(book, answered=True) == ["1", "2"]


@pytest.mark.parametrize(
    ("by", "shown"),
    [
        (ByBody("b"), ("body", "b")),
        (ByOrganisation("office"), ("organisation", "office")),
        (Unclear(), ("unclear", None)),
    ],
)
def test_who_responds_is_shown_beside_the_words(book, by, shown):
    book.note(answered("x", by=Responder(by, "the Chair"), opening="Text"))
    (row,) = book.ask(responses.responses_in(OFFICE, "r", None))
    assert (row["kind"], row["party"]) == shown
    assert (row["words"], row["text"], row["opening"]) == ("the Chair", "Text of x", "Text")


def test_a_person_responds(book):
    book.note(person("p", "Ada"), answered("x", by=Responder(ByPerson("p"), "A.")))
    (row,) = book.ask(responses.responses(OFFICE, ["x"], None))
    assert (row["party"], row["name"]) == ("p", "Ada")


def test_references_stand_with_their_words(book):
    book.note(
        ResponseCrossReferenced(occurred_on=DAY, report="r", response="x", to=TWO, words="see 2")
    )
    (row,) = book.ask(response_references.references_in(OFFICE, ["r"], None))
    assert (row["response"], row["recommendation"], row["words"]) == ("x", "2", "see 2")


def test_commitments_are_overdue_after_their_last_day_until_they_are_met(book):
    book.note(promised("c", due=MARCH), promised("d", due=DueOn(date(2010, 3, 30))), promised("e"))
    assert owed(book, overdue_on="2010-03-30") == []
    assert owed(book, overdue_on="2010-03-31") == ["d"]
    assert owed(book, overdue_on="2010-04-01") == ["c", "d"]
    book.note(met("c", "2013-05"))
    assert owed(book, overdue_on="2013-05-30") == ["c", "d"]
    assert owed(book, overdue_on="2013-05-31") == ["d"]
    assert owed(book, 3, overdue_on="2013-05-31") == ["c", "d"]
    assert (owed(book, met=True), owed(book, met=False)) == (["c"], ["d", "e"])


def test_commitments_are_found_by_their_owner(book):
    owners = (
        Owner(1, ByOrganisation("office"), "lead", "We"),
        Owner(2, ByPost("b", "chair"), "joint", "the Chair"),
    )
    book.note(organisation("office", "The Office"), promised("c", owners=owners), promised("d"))
    assert owed(book, owner="office") == owed(book, owner="b") == ["c"]
    rows = book.ask(commitment_owners.owners_of(OFFICE, ["c"], None))
    assert [(row["name"], row["words"], row["role"]) for row in rows] == [
        ("The Office", "We", None),
        (None, "the Chair", "chair"),
    ]


def test_what_was_reported_of_a_commitment_stands_in_order(book):
    book.note(promised("c", to=ONE), reported("c"), met("c"))
    (row,) = book.ask(commitments.described(OFFICE, ["c"], None))
    assert (row["reported_on"], row["met_on"], row["note"]) == ("2013-05", "2013-05", "done")
    (told_of,) = book.ask(commitment_reports.reported_of(OFFICE, ["c"], None))
    assert told_of["text"] == "half of it"
    assert fold(commitments.PROJECTION, reported("c"), met("c")) == []
    assert fold(response_answers.PROJECTION, inferred("x", ONE)) == []


def test_pages_go_on_after_the_last_one_seen(book):
    book.note(made("1"), made("2", "2"), promised("c"), promised("d"), told("s"), told("t"))
    rest = [
        recommendations.recommendations(OFFICE, Asked(report="r"), None, "1", 9),
        commitments.commitments(OFFICE, Promised(report="r"), None, "c", 9),
        progress_statements.statements(
            OFFICE, progress_statements.Wanted(report="r"), None, "s", 9
        ),
        progress_statements.statements(OFFICE, progress_statements.Wanted(), None, "s", 9),
    ]
    assert [len(book.ask(query)) for query in rest] == [1, 1, 1, 1]


def test_links_lead_both_ways(book):
    book.note(told("s"), promised("c"))
    book.note(
        CommitmentLinkedToAction(occurred_on=DAY, report="r", commitment="c", action="a"),
        *(
            ProgressLinked(occurred_on=DAY, report="r", statement="s", to=to)
            for to in (ToRecommendation("r", "1"), Committed("r", "c"), Assigned("a"))
        ),
    )
    rows = book.ask(report_links.links_of(OFFICE, ["s"], None))
    assert [(row["kind"], row["other"]) for row in rows] == [
        ("recommendation", "1"),
        ("commitment", "c"),
        ("action", "a"),
    ]
    rows = book.ask(report_links.links_to(OFFICE, ["a"], None))
    assert [(row["part"], row["thing"]) for row in rows] == [
        ("commitment", "c"),
        ("statement", "s"),
    ]


class Reading:
    """A record of the book at a position, as the chain asks it."""

    def __init__(self, book, known_at):
        self.secretariat, self.known_at, self._book = OFFICE, known_at, book

    def all(self, query):
        return self._book.connection.execute(query).mappings().all()


def identity(number):
    return f"018f0000-0000-7000-8000-{number:012}"


R, S = identity(1), identity(2)
FIRST = {R: identity(11), S: identity(12)}
"""The first response that stands in a report."""
KEYS = st.sampled_from(
    [(of, identity(n + 100 * at)) for at, of in enumerate((R, S)) for n in (21, 22, 23)]
)
WITH = st.lists(KEYS, min_size=1, max_size=3, unique=True)
DISPOSED = st.sampled_from(("accepted", "noted"))


def as_answers(keys):
    return [Answer(*key) for key in keys]


TOLD = ProgressNarrated(
    occurred_on=DAY, report=R, statement=identity(9), theme=None, owner=None, text="Mended."
)
EVENTS = st.one_of(
    st.builds(lambda key: made(key[1], key[1], key[0]), KEYS),
    st.builds(
        lambda which, keys, older: answered(
            which[1],
            *as_answers(keys),
            report=which[0],
            supersedes=older,
            by=Responder(Unclear(), "We"),
        ),
        st.sampled_from([*FIRST.items(), (R, identity(13)), (S, identity(14))]),
        WITH,
        st.sampled_from([(), (FIRST[R],), (FIRST[S], identity(14))]),
    ),
    st.builds(lambda key, of: inferred(FIRST[R], Recommended(*key), of, report=R), KEYS, DISPOSED),
    st.builds(lambda key: promised(identity(5), FIRST[R], Recommended(*key), report=R), KEYS),
    st.just(promised(identity(6), FIRST[R], report=R)),
    st.builds(
        lambda key: ProgressLinked(
            occurred_on=DAY, report=R, statement=TOLD.statement, to=ToRecommendation(*key)
        ),
        KEYS,
    ),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(EVENTS, min_size=4, max_size=15))
def test_the_chain_holds_every_recommendation_once_and_each_is_answered_or_not(open_book, events):
    with open_book() as book:
        book.note(TOLD, *events)
        for known_at in (None, *range(1, len(events) + 2)):
            every = asked(book, known_at)
            known = {each.recommendation for each in upto(events, known_at, RecommendationMade)}
            assert every == sorted(known)
            apart = [asked(book, known_at, answered=each) for each in (True, False)]
            assert every == sorted(apart[0] + apart[1])
            assert apart[0] == sorted(known & responded(events, known_at))
            held = chains(Reading(book, known_at), _all_rows(book, known_at))
            assert [each.recommendation.id for each in held] == every
            for each in held:
                assert bool(each.missing) == (each.recommendation.id in apart[1])


def upto(events, known_at, kind):
    """Return the events of a kind that were known; the statement stands before them all."""
    known = events if known_at is None else events[: max(0, known_at - 1)]
    return [each for each in known if isinstance(each, kind)]


def responded(events, known_at):
    given_by_then = upto(events, known_at, ResponseGiven)
    return {one.recommendation for each in given_by_then for one in each.answers}


def _all_rows(book, known_at):
    return book.ask(recommendations.recommendations(OFFICE, Asked(), known_at, None, 99))
