"""A report handed in whole: whom its names mean, and what it cannot refer to."""

from itertools import count

import pytest

from events.base import Source
from events.errors import Refused
from events.report.commands import GiveResponse
from events.report.events import CommitmentGiven, ReportPublished, ResponseGiven
from events.report.terms import ByBody
from events.submission.report import ReportSubmission, report_part, submit_report
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
    plan = report_part(form, OTHER)(known(), lambda: next(mint))
    sources = {each.source for each in plan.steps}
    assert Source(OTHER, 4, 13) in sources
    assert None in sources
