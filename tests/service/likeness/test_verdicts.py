"""Whom a name may mean, in order: one is likely where nobody comes near, and never certain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.likeness.verdicts import CAP, LIKELY, MARGIN, Candidate, ranked


def candidate(who, score, name="Ada Marlow"):
    return Candidate(id=who, name=name, called=name, score=score, reasons=("it is like it",))


@pytest.mark.parametrize(
    ("scores", "verdict"),
    [
        ([LIKELY], "likely"),
        ([LIKELY, LIKELY - MARGIN], "likely"),
        ([LIKELY, LIKELY - MARGIN + 0.001], "possible"),
        ([LIKELY - 0.001], "possible"),
        ([0.9, 0.9], "possible"),
    ],
)
def test_the_first_is_likely_only_if_alike_enough_and_well_above_the_second(scores, verdict):
    found = ranked([candidate(f"p{n}", score) for n, score in enumerate(scores)], 9)
    assert [each.verdict for each in found] == [verdict] + ["possible"] * (len(scores) - 1)


def test_several_that_are_equally_alike_have_no_margin_and_stand_in_a_fixed_order():
    found = ranked([candidate("b", 0.9), candidate("a", 0.9), candidate("c", 0.9, "Ada M")], 9)
    assert [each.id for each in found] == ["c", "a", "b"]
    assert [each.margin for each in found] == [0, 0, 0]


def test_the_margin_counts_those_that_are_not_shown():
    found = ranked([candidate("a", 0.9), candidate("b", 0.5)], 1)
    assert [(each.id, each.margin) for each in found] == [("a", 0.4)]
    assert ranked([], 9) == []


def test_evidence_raises_a_score_with_its_reason_and_never_above_the_cap():
    raised = candidate("a", 0.5).with_evidence(0.5, "they stand in this body")
    assert 0.5 < raised.score < CAP
    assert raised.reasons == ("it is like it", "they stand in this body")
    assert candidate("a", CAP).with_evidence(1.0, "x").score == CAP
    assert candidate("a", 1.0).with_evidence(1.0, "x").score == 1.0


SCORES = st.floats(0, 1).map(lambda score: round(score, 3))


@given(st.lists(SCORES, max_size=12), st.integers(1, 12))
def test_candidates_stand_in_the_order_of_their_scores_with_a_margin(scores, most):
    found = ranked([candidate(str(n), score) for n, score in enumerate(scores)], most)
    assert len(found) == min(most, len(scores))
    assert [each.score for each in found] == sorted(scores, reverse=True)[: len(found)]
    assert all(each.margin >= 0 for each in found)
    assert all(each.verdict == "possible" for each in found[1:])
