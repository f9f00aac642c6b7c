"""Erasures are asked for by one person and decided by another, and say what is gone by digests."""

from types import SimpleNamespace

import pytest

from events.document.commands import RemoveDocument, RetainDocument
from events.errors import AlreadyThere, NotFound, Refused
from events.ids import DocumentId, ErasureId, PersonId
from events.plans import Erasing, Paper, Step, Value
from events.privacy import DECIDER
from events.privacy.commands import (
    ApproveErasure,
    EraseValues,
    RefuseErasure,
    RepeatErasure,
    RequestErasure,
)
from events.privacy.events import (
    ErasureApproved,
    ErasureRefused,
    ErasureRequested,
    ValuesErased,
)
from events.privacy.planning import approving
from events.privacy.state import Unasked
from events.privacy.terms import MOST_DIGESTS, Named
from events.when import When

DAY = When("2024-05-01")
ONE, WHO = ErasureId("one"), PersonId("who")
PAPER, OTHER = DocumentId("paper"), DocumentId("other")
OF = {"occurred_on": DAY, "erasure": ONE}
ASKED = {"person": WHO, "values": (), "spared": (), "basis": "gdpr17", "reason": None, "by": "ann"}
REQUESTED = ErasureRequested(**OF, **ASKED)
APPROVED = ErasureApproved(**OF, plan="p", by="ben")
REFUSED = ErasureRefused(**OF, reason=None, by="ben")
TOLD = {"basis": "gdpr17", "requested_by": "ann", "approved_by": "ben", "person": WHO}
APPROVE = ApproveErasure(**OF, plan="p", by="ben")
REFUSE = RefuseErasure(**OF, reason=None, by="ben")


def erase(*digests):
    return EraseValues(**OF, digests=digests)


def erased(*digests):
    return ValuesErased(**OF, digests=digests, **TOLD)


def test_an_erasure_is_asked_for_once(spec):
    ask = RequestErasure(**OF, **ASKED)
    assert spec(DECIDER).when(ask) == [REQUESTED]
    with pytest.raises(AlreadyThere):
        spec(DECIDER).given(REQUESTED).when(ask)


@pytest.mark.parametrize(
    "wrong", [{"person": None}, {"basis": " "}, {"reason": ""}], ids=["nobody", "basis", "reason"]
)
def test_a_request_says_whom_and_why(spec, wrong):
    with pytest.raises(Refused):
        spec(DECIDER).when(RequestErasure(**OF, **ASKED | wrong))


def test_values_can_be_named_without_a_person(spec):
    of = {"person": None, "values": (Named(3, "/text", (1, 2)),)}
    assert spec(DECIDER).when(RequestErasure(**OF, **ASKED | of)) == [
        ErasureRequested(**OF, **ASKED | of)
    ]


def test_somebody_else_decides(spec):
    assert spec(DECIDER).given(REQUESTED).when(APPROVE) == [APPROVED]
    assert spec(DECIDER).given(REQUESTED).when(REFUSE) == [REFUSED]
    for alone in (
        ApproveErasure(**OF, plan="p", by="ann"),
        RefuseErasure(**OF, reason="", by="ann"),
    ):
        with pytest.raises(Refused, match="somebody else"):
            spec(DECIDER).given(REQUESTED).when(alone)


@pytest.mark.parametrize("decide", [APPROVE, REFUSE])
def test_it_is_decided_once(spec, decide):
    with pytest.raises(NotFound):
        spec(DECIDER).when(decide)
    with pytest.raises(AlreadyThere):
        spec(DECIDER).given(REQUESTED, APPROVED, erased("d")).when(decide)
    with pytest.raises(Refused, match="anew"):
        spec(DECIDER).given(REQUESTED, REFUSED).when(decide)


def test_what_is_in_the_way_is_said(spec):
    with pytest.raises(Refused, match="another plan"):
        spec(DECIDER).given(REQUESTED).when(
            ApproveErasure(**OF, plan="p", by="ben", obstacle="another plan")
        )
    with pytest.raises(Refused, match="reason"):
        spec(DECIDER).given(REQUESTED).when(RefuseErasure(**OF, reason=" ", by="ben"))


def test_values_are_gone_once_that_is_approved_and_not_before(spec):
    assert spec(DECIDER).given(REQUESTED, APPROVED).when(erase("d", "e")) == [erased("d", "e")]
    for before in ((), (REQUESTED,), (REQUESTED, REFUSED)):
        with pytest.raises(Refused, match="approve"):
            spec(DECIDER).given(*before).when(erase("d"))
    for digests in ((), ["d"] * (MOST_DIGESTS + 1)):
        with pytest.raises(Refused, match="digests"):
            spec(DECIDER).given(REQUESTED, APPROVED).when(erase(*digests))


def test_a_log_from_before_is_told_again_by_whom_it_was_decided(spec):
    again = RepeatErasure(**OF, digests=("d",), **TOLD)
    assert spec(DECIDER).when(again) == [erased("d")]
    with pytest.raises(Refused, match="two persons"):
        spec(DECIDER).when(RepeatErasure(**OF, digests=("d",), **TOLD | {"approved_by": "ann"}))


def test_facts_out_of_order_change_nothing():
    assert DECIDER.evolve(Unasked(), APPROVED) == DECIDER.evolve(Unasked(), REFUSED) == Unasked()
    assert DECIDER.evolve(Unasked(), erased("d")) == Unasked()


VALUE, WORDS = Value(1, None, ("v",)), Value(2, (0, 3), ("w", "x"))
IN_PAPER = Paper(PAPER, (Value(3, None, ("f",)),), ("file",))
ALL = Erasing("p", (VALUE, WORDS), (IN_PAPER,))


def planned(erasing, decisions=None, plan="p"):
    register = SimpleNamespace(erasing=lambda _: erasing)
    return approving(ApproveErasure(**OF, plan=plan, by="ben"), decisions or {})(register)


def obstacle(*args, **more):
    (step,) = planned(*args, **more).steps
    return step.command.obstacle


def test_what_is_approved_is_carried_out_with_it():
    plan = planned(ALL, {PAPER: None})
    remove = RemoveDocument(occurred_on=DAY, document=PAPER, erasure=ONE, by="ben")
    steps = (APPROVE, remove, erase("v", "w", "x", "f"))
    assert plan.steps == tuple(Step(each) for each in steps)
    assert plan.gone == (VALUE, WORDS, *IN_PAPER.values)
    assert plan.files_gone == ("file",)


def test_a_document_can_be_kept_for_a_reason():
    plan = planned(ALL, {PAPER: "a court holds it"})
    keep = RetainDocument(
        occurred_on=DAY, document=PAPER, erasure=ONE, by="ben", reason="a court holds it"
    )
    assert [each.command for each in plan.steps] == [APPROVE, keep, erase("v", "w", "x")]
    assert plan.files_gone == ()


def test_the_digests_of_one_text_stand_in_one_entry():
    many = tuple(f"d{number}" for number in range(MOST_DIGESTS - 1))
    plan = planned(Erasing("p", (Value(1, (0,), many), WORDS), ()))
    assert [each.command for each in plan.steps[1:]] == [erase(*many), erase("w", "x")]


def test_only_the_plan_that_was_seen_is_approved():
    assert planned(None).steps == (Step(APPROVE),)
    assert "read the plan again" in obstacle(ALL, {PAPER: None}, plan="q")
    assert "keep it for a reason" in obstacle(ALL)
    assert "not in the plan" in obstacle(ALL, {PAPER: None, OTHER: None})
    assert "nothing" in obstacle(Erasing("p", (), (IN_PAPER,)), {PAPER: "needed"})
