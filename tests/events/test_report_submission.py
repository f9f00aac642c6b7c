"""A report handed in whole: whom its names mean, and what it cannot refer to."""

from itertools import count

import pytest

from events.base import Source
from events.errors import Refused
from events.report.commands import GiveResponse
from events.report.events import (
    CommitmentGiven,
    ProgressLinked,
    RecommendationMade,
    ReportPublished,
    ResponseGiven,
)
from events.report.terms import ByBody, Recommended, ToRecommendation
from events.submission.parts import report
from events.submission.report import ReportSubmission, submit_report
from tests.events.test_submission import (
    ANNA,
    BOARD,
    WORKS,
    Register,
    Submitted,
    established,
    organisation,
    person,
)

OTHER = "44444444-0000-4000-8000-000000000001"
WHOSE = {"kind": "body", "name": "Board"}
RECORD = [established(BOARD), person(ANNA), organisation(WORKS)]


def known():
    return Register(bodies={"Board": [BOARD]}, people={(BOARD, "Anna"): [ANNA]})


def submitted(responses, register=None, **more):
    form = {
        "title": "The Locks",
        "publisher": WHOSE,
        "published_on": "2013-06",
        "recommendations": [{"number": "1", "text": "Mend it."}],
        "responses": responses,
    }
    made = ReportSubmission.model_validate(form | more)
    mint = (f"22222222-0000-4000-8000-{number:012}" for number in count(1))
    plan = submit_report(made, register or known(), lambda: next(mint))
    return Submitted(plan, RECORD)


def response(**more):
    return {"answers": [{"recommendation": 0}], "text": "We will.", **more}


def owned(*owners):
    return response(commitments=[{"text": "We will.", "owners": list(owners)}])


@pytest.mark.parametrize(
    ("by", "meant"),
    [
        ({"kind": "body", "words": "Board"}, "body"),
        ({"kind": "organisation", "words": "Works", "id": WORKS}, "organisation"),
        ({"kind": "person", "words": "Anna"}, "person"),
        ({"kind": "unclear", "words": "they"}, "unclear"),
    ],
)
def test_who_responds_is_found_by_name_or_identity(by, meant):
    told = submitted([response(by=by)])
    assert told.of(ResponseGiven)[0].by.party.kind == meant


def test_owners_are_found_as_those_of_actions_are():
    told = submitted(
        [
            owned(
                {"kind": "person", "words": "A.", "id": ANNA},
                {"kind": "organisation", "words": "Works", "id": WORKS},
                {"kind": "post", "words": "the Chair", "role": "chair"},
                {"kind": "class", "words": "officials"},
                {"kind": "unclear", "words": "they"},
            )
        ]
    )
    owners = told.of(CommitmentGiven)[0].owners
    assert [each.party.kind for each in owners] == [
        "person",
        "organisation",
        "post",
        "class",
        "unclear",
    ]
    assert told.findings("doubtful_owner")
    assert submitted([owned()]).findings("unowned_commitment")


def test_a_body_that_is_not_in_the_record_is_new_and_several_are_none():
    told = submitted([], Register())
    assert isinstance(told.of(ReportPublished)[0].publisher, ByBody)
    assert told.findings("new_body") == ["/publisher"]
    with pytest.raises(Refused, match="several bodies have that name"):
        submitted([], Register(bodies={"Board": [BOARD, WORKS]}))
    assert submitted([], publisher={"kind": "body", "id": BOARD})


@pytest.mark.parametrize(
    ("responses", "more", "words"),
    [
        ([response(answers=[{"recommendation": 7}])], {}, "no such recommendation"),
        ([response(answers=[{"id": WORKS}])], {}, "to which report this one replies"),
        ([response(commitments=[{"text": "t", "answer": 3}])], {}, "no such answer"),
        ([response()], {"publisher": {"kind": "body", "id": BOARD}}, "say who responds"),
        (
            [owned({"kind": "post", "words": "the Chair", "role": "chair"})],
            {"publisher": {"kind": "organisation", "id": WORKS, "name": "Works"}},
            "no body published this",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(responses, more, words):
    with pytest.raises(Refused, match=words):
        submitted(responses, **more)


def test_a_recommendation_is_named_in_one_way():
    with pytest.raises(ValueError, match="not both"):
        submitted([response(answers=[{"recommendation": 0, "id": WORKS}])])


def test_what_another_report_recommends_is_answered_by_its_identity():
    form = {
        "title": "The Reply",
        "publisher": WHOSE,
        "published_on": "2013-07",
        "replies_to": OTHER,
        "responses": [response(answers=[{"id": WORKS}])],
    }
    mint = (f"33333333-0000-4000-8000-{number:012}" for number in count(1))
    plan = submit_report(ReportSubmission.model_validate(form), known(), lambda: next(mint))
    given = next(each.command for each in plan.steps if isinstance(each.command, GiveResponse))
    assert [each.report for each in given.answers] == [OTHER]


def test_the_report_of_a_document_points_at_its_words():
    span = {"start": 4, "length": 9}
    form = ReportSubmission.model_validate(
        {
            "title": "The Locks",
            "publisher": WHOSE,
            "published_on": "2013-06",
            "recommendations": [{"number": "1", "text": "Mend it.", "span": span}],
        }
    )
    mint = (f"55555555-0000-4000-8000-{number:012}" for number in count(1))
    part = report(OTHER, form, {})
    plan = part.plan(known(), lambda: next(mint))
    sources = {each.source for each in plan.steps}
    assert Source(OTHER, 4, 13) in sources
    assert None in sources


# On what progress bears

EARLIER = ReportPublished(
    occurred_on="2012",
    report=OTHER,
    title="The Gates",
    publisher=ByBody(BOARD),
    replies_to=None,
)
THREE, FOUR = (f"44444444-0000-4000-8000-00000000000{number}" for number in (3, 4))
MADE = [
    RecommendationMade(
        occurred_on="2012",
        report=OTHER,
        recommendation=each,
        number=number,
        section=section,
        paragraphs=(),
        text="Mend it.",
    )
    for each, number, section in ((THREE, "3", None), (FOUR, "3", "Later"))
]


def in_record(*found):
    return {("3", of): [Recommended(OTHER, each) for each in found] for of in (OTHER, BOARD)}


def told(*numbers, recommended=(), **more):
    form = {
        "title": "The Year",
        "publisher": WHOSE,
        "published_on": "2013-06",
        "progress": [{"text": "Done.", "numbers": list(numbers)}],
    }
    mint = (f"22222222-0000-4000-8000-{number:012}" for number in count(1))
    register = Register(bodies={"Board": [BOARD]}, recommended=in_record(*recommended))
    plan = submit_report(ReportSubmission.model_validate(form | more), register, lambda: next(mint))
    return Submitted(plan, [*RECORD, EARLIER, *MADE])


def bears_on(given):
    return [each.to for each in given.of(ProgressLinked)]


@pytest.mark.parametrize("named", [{}, {"replies_to": OTHER}])
def test_progress_bears_on_the_recommendation_of_its_number_in_an_earlier_report(named):
    given = told("3", recommended=[THREE], **named)
    assert bears_on(given) == [ToRecommendation(OTHER, THREE)]
    assert given.result["findings"] == []


def test_progress_bears_on_what_its_own_report_recommends_first():
    own = {"recommendations": [{"number": "3", "text": "Paint it."}]}
    given = told("3", "3", recommended=[THREE], **own)
    assert bears_on(given) == [ToRecommendation(given.result["report"], *own_of(given))]
    earlier = told("3", recommended=[THREE], replies_to=OTHER, **own)
    assert bears_on(earlier) == [ToRecommendation(OTHER, THREE)]


def own_of(given):
    return given.result["recommendations"]


def test_a_number_that_leads_to_none_or_to_several_is_told_and_links_nothing():
    given = told("7", "3", recommended=[THREE, FOUR])
    assert bears_on(given) == []
    assert given.findings("unknown_recommendation") == ["/progress/0/numbers/0"]
    assert given.findings("ambiguous_recommendation") == ["/progress/0/numbers/1"]
    (statement,) = given.result["statements"]
    assert {each["id"] for each in given.result["findings"]} == {statement}


def test_who_published_it_as_an_organisation_is_looked_for_so_too():
    whose = {"publisher": {"kind": "organisation", "id": WORKS}}
    assert told("3", recommended=[THREE], **whose).findings("unknown_recommendation")
