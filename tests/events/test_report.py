"""Reports: what they recommend, how it is answered, what is promised, and what came of it."""

from datetime import date

import pytest

from events.action.events import ActionAssigned
from events.action.terms import Assignee, ByOrganisation, ByPerson, DueWithin, Unclear
from events.base import ERASED
from events.body.events import BodyEstablished
from events.errors import AlreadyThere, NotFound, Refused
from events.organisation.events import OrganisationRegistered
from events.person.events import PersonRegistered
from events.report import DECIDER
from events.report.commands import (
    CrossReferenceResponse,
    EndorseReport,
    GiveCommitment,
    GiveResponse,
    InferDisposition,
    LinkCommitmentToAction,
    LinkProgress,
    MakeRecommendation,
    MeetCommitment,
    NarrateProgress,
    PublishReport,
    ReportCommitmentProgress,
)
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
from events.report.state import Unpublished
from events.report.terms import (
    Answer,
    Assigned,
    ByBody,
    Committed,
    Recommended,
    Responder,
    ToRecommendation,
)

JUNE, JULY, MAY = "2009-06", "2009-07-01", "2009-05"
OFFICE, CHAIR = Responder(ByOrganisation("office"), "The Office"), Responder(Unclear(), "the Chair")
FIRST = (Answer("r", "1"),)
ONE, TWO, FAR = Recommended("r", "1"), Recommended("r", "2"), Recommended("far", "9")


def made(key="1", number="1", section=None, report="r"):
    return RecommendationMade(
        occurred_on=JUNE,
        report=report,
        recommendation=key,
        number=number,
        section=section,
        paragraphs=("178",),
        text="Mend the lock.",
    )


def published(report="r", on=JUNE, replies_to=None):
    return ReportPublished(
        occurred_on=on,
        report=report,
        title="The Locks",
        publisher=ByOrganisation("office"),
        replies_to=replies_to,
    )


def given(key="x", by=OFFICE, answers=(ONE,), supersedes=(), report="r"):
    return ResponseGiven(
        occurred_on=JUNE,
        report=report,
        response=key,
        by=by,
        answers=tuple(Answer(each.report, each.recommendation) for each in answers),
        text="We note it.",
        opening=None,
        supersedes=supersedes,
    )


def promised(key="c", to=ONE, on=JUNE):
    return CommitmentGiven(
        occurred_on=on,
        report="r",
        commitment=key,
        response="x",
        to=to,
        text="We will.",
        owners=(),
        due=None,
    )


TOLD = ProgressNarrated(
    occurred_on=JUNE, report="r", statement="s", theme=None, owner=None, text="Mended."
)
SEEN = {
    "organisation-office": [
        OrganisationRegistered(
            occurred_on=MAY, organisation="office", name="Office", classification=None, parent=None
        )
    ],
    "body-b": [
        BodyEstablished(
            occurred_on=MAY,
            body="b",
            name="Board",
            time_zone="Europe/London",
            organisation=None,
            parent=None,
        )
    ],
    "person-p": [PersonRegistered(occurred_on=MAY, person="p", name="Ada", honorific=None)],
    "action-a": [
        ActionAssigned(
            occurred_on=MAY,
            action="a",
            body="b",
            meeting=None,
            item=None,
            reference=None,
            text="Mend",
            owners=(),
            due=None,
        )
    ],
    "report-far": [published("far", MAY), made("9", report="far")],
}


@pytest.fixture
def reports(spec):
    return spec(DECIDER, seeing=SEEN)


@pytest.fixture
def answered(reports):
    return reports.given(published(), made(), made("2", "2"), given())


def publish(title="The Locks", publisher=OFFICE.party, replies_to=None, on=JUNE):
    return PublishReport(
        occurred_on=on, report="r", title=title, publisher=publisher, replies_to=replies_to
    )


def recommend(key="3", number="3", section=None, text="Mend the lock."):
    return MakeRecommendation(
        occurred_on=JUNE,
        report="r",
        recommendation=key,
        number=number,
        section=section,
        paragraphs=("178",),
        text=text,
    )


def respond(answers=FIRST, key="y", by=OFFICE, supersedes=(), **more):
    return GiveResponse(
        occurred_on=JUNE,
        report="r",
        response=key,
        by=by,
        answers=tuple(answers),
        supersedes=tuple(supersedes),
        **{"text": "We note it.", **more},
    )


def infer(disposition="accepted", basis="it welcomes it", to=ONE, response="x"):
    return InferDisposition(
        occurred_on=JULY,
        report="r",
        response=response,
        to=to,
        disposition=disposition,
        basis=basis,
    )


def refer(to=TWO, words=None):
    return CrossReferenceResponse(occurred_on=JUNE, report="r", response="x", to=to, words=words)


def promise(key="c", response="x", to=ONE, owners=(), due=None, text="We will."):
    return GiveCommitment(
        occurred_on=JUNE,
        report="r",
        commitment=key,
        response=response,
        text=text,
        to=to,
        owners=owners,
        due=due,
    )


def report_on(commitment="c", on=JULY, text="half done"):
    return ReportCommitmentProgress(occurred_on=on, report="r", commitment=commitment, text=text)


def meet(commitment="c", on=JULY, note=None):
    return MeetCommitment(occurred_on=on, report="r", commitment=commitment, note=note)


def link(to, statement="s"):
    return LinkProgress(occurred_on=JULY, report="r", statement=statement, to=to)


def test_a_report_is_published_once_by_somebody_known(reports):
    assert reports.when(publish()) == [published()]
    assert reports.when(publish(publisher=ByBody("b")))
    with pytest.raises(AlreadyThere, match="published already; use a new identity"):
        reports.given(published()).when(publish())
    with pytest.raises(NotFound, match="there is no body nobody"):
        reports.when(publish(publisher=ByBody("nobody")))
    with pytest.raises(Refused, match="the title is empty"):
        reports.when(publish(title=" "))


def test_a_reply_is_not_published_before_what_it_replies_to(reports):
    assert reports.when(publish(replies_to="far")) == [published(replies_to="far")]
    with pytest.raises(Refused, match="was published on 2009-05, later than that"):
        reports.when(publish(replies_to="far", on="2009-04"))
    with pytest.raises(NotFound, match="there is no report nowhere"):
        reports.when(publish(replies_to="nowhere"))


def test_nothing_is_recorded_of_a_report_that_is_not_there(reports):
    for command in (
        recommend(),
        respond(),
        promise(),
        infer(),
        EndorseReport(occurred_on=JUNE, report="r", name="A"),
        link(ToRecommendation("r", "1")),
        NarrateProgress(occurred_on=JUNE, report="r", statement="s", text="t"),
    ):
        with pytest.raises(NotFound, match="there is no such report"):
            reports.when(command)


def test_facts_of_a_report_that_is_not_there_change_nothing(reports):
    assert reports.given(made(), given(), promised()).state == Unpublished()
    odd = reports.given(
        published(),
        DispositionInferred(
            occurred_on=JUNE, report="r", response="?", to=ONE, disposition="noted", basis="b"
        ),
        CommitmentMet(occurred_on=JUNE, report="r", commitment="?", note=None),
    )
    assert odd.state == reports.given(published()).state


def test_somebody_endorses_it_once_in_the_same_words(reports):
    report = reports.given(published())
    command = EndorseReport(occurred_on=JUNE, report="r", name="Ada", post="Chair", person="p")
    event = ReportEndorsed(occurred_on=JUNE, report="r", name="Ada", post="Chair", person="p")
    assert report.when(command) == [event]
    assert report.given(event).when(command) == []
    assert report.when(EndorseReport(occurred_on=JUNE, report="r", name="Bo"))
    with pytest.raises(NotFound, match="there is no person q"):
        report.when(EndorseReport(occurred_on=JUNE, report="r", name="Bo", person="q"))


def test_a_number_is_used_once_in_a_section_and_paragraphs_as_often_as_it_likes(reports):
    report = reports.given(published(), made(section="Locks"))
    assert report.when(recommend("2", "1")) == [made("2", "1")]
    assert report.when(recommend("2", "2", "Locks")) == [made("2", "2", "Locks")]
    with pytest.raises(AlreadyThere, match=r"the same section .* recommendation 1 already"):
        report.when(recommend("2", "1", "Locks"))
    with pytest.raises(AlreadyThere, match="this report makes recommendation 1 already"):
        reports.given(published(), made()).when(recommend("2", "1"))
    with pytest.raises(AlreadyThere, match="was made already; use a new identity"):
        report.when(recommend("1", "8"))


def test_a_section_that_was_erased_is_like_no_other(reports):
    assert reports.given(published(), made(section=ERASED)).when(recommend("2", "1", "Locks"))


def test_a_response_answers_recommendations_that_are_there(answered):
    assert answered.when(respond([Answer("r", "2")])) == [given("y", answers=(TWO,))]
    with pytest.raises(NotFound, match="makes no recommendation 7"):
        answered.when(respond([Answer("r", "7")]))
    with pytest.raises(Refused, match="at least one recommendation"):
        answered.when(respond([]))
    with pytest.raises(Refused, match="names a recommendation twice"):
        answered.when(respond([Answer("r", "2"), Answer("r", "2")]))
    with pytest.raises(AlreadyThere, match="was given already"):
        answered.when(respond([Answer("r", "2")], key="x"))
    with pytest.raises(Refused, match="its own report or the one that replies to"):
        answered.when(respond([Answer("far", "9")]))


def test_a_reply_answers_the_report_it_replies_to(reports):
    reply = reports.given(published(replies_to="far"))
    assert reply.when(respond([Answer("far", "9")])) == [given("y", answers=(FAR,))]
    there = {"report-far": [*SEEN["report-far"], given("old", answers=(FAR,), report="far")]}
    with pytest.raises(AlreadyThere, match="supersedes response old, where that was recorded"):
        reports.given(published(replies_to="far"), seeing=there).when(respond([Answer("far", "9")]))


def test_nobody_responds_to_the_same_twice_unless_it_supersedes(answered):
    with pytest.raises(AlreadyThere, match="recommendation 1 was answered by the same already"):
        answered.when(respond([Answer("r", "1"), Answer("r", "2")]))
    assert answered.when(respond(by=CHAIR)) == [given("y", by=CHAIR)]
    assert answered.when(respond(supersedes=["x"])) == [given("y", supersedes=("x",))]
    again = answered.given(given("y", supersedes=("x",)))
    with pytest.raises(Refused, match="response x has no answer by the same"):
        again.when(respond(key="z", supersedes=["x", "y"]))
    assert again.when(respond(key="z", supersedes=["y"]))
    with pytest.raises(NotFound, match="no response nothing"):
        answered.when(respond(supersedes=["nothing"]))


def test_one_who_is_not_clear_is_told_apart_by_the_words(answered):
    unclear = answered.given(given("y", by=CHAIR))
    other = Responder(Unclear(), "the Clerk")
    assert unclear.when(respond(key="z", by=other)) == [given("z", by=other)]
    with pytest.raises(AlreadyThere):
        unclear.when(respond(key="z", by=CHAIR))


def test_who_responds_is_in_the_record(answered):
    person = Responder(ByPerson("p"), "Ada")
    assert answered.when(respond(by=person)) == [given("y", by=person)]
    with pytest.raises(NotFound, match="there is no person q"):
        answered.when(respond(by=Responder(ByPerson("q"), "Q")))


def test_what_is_stated_stands_in_the_words_of_the_response(answered):
    stated = [Answer("r", "2", "noted")]
    assert answered.when(respond(stated, opening="We  note it."))[0].answers[0].disposition
    assert answered.when(respond([Answer("r", "2", "noted", "note it")]))
    assert answered.when(respond([Answer("r", "2", words=ERASED)]))
    with pytest.raises(Refused, match="must stand in the response"):
        answered.when(respond(stated, opening="We accept it."))
    with pytest.raises(Refused, match="give those, or infer it instead"):
        answered.when(respond(stated))


def test_a_disposition_may_be_inferred_again_and_again(answered):
    event = DispositionInferred(
        occurred_on=JULY,
        report="r",
        response="x",
        to=ONE,
        disposition="accepted",
        basis="it welcomes it",
    )
    assert answered.when(infer()) == [event]
    assert answered.given(event).when(infer()) == []
    assert answered.given(event).when(infer("noted"))[0].disposition == "noted"
    with pytest.raises(Refused, match="the basis is empty"):
        answered.when(infer(basis=" "))
    with pytest.raises(Refused, match="does not answer recommendation 2"):
        answered.when(infer(to=TWO))
    with pytest.raises(NotFound, match="no response nothing"):
        answered.when(infer(response="nothing"))


def test_a_response_refers_to_what_it_does_not_answer(answered):
    event = ResponseCrossReferenced(
        occurred_on=JUNE, report="r", response="x", to=TWO, words="see 2"
    )
    assert answered.when(refer(words="see 2")) == [event]
    assert answered.given(event).when(refer()) == []
    with pytest.raises(Refused, match="answers that recommendation itself"):
        answered.when(refer(ONE))
    with pytest.raises(Refused, match="is neither"):
        answered.when(refer(FAR))


def test_a_commitment_stands_in_a_response_and_with_what_that_answers(answered):
    assert answered.when(promise()) == [promised()]
    assert answered.when(promise(to=None)) == [promised(to=None)]
    with pytest.raises(Refused, match="placed with a recommendation that its response answers"):
        answered.when(promise(to=TWO))
    with pytest.raises(NotFound, match="no response nothing"):
        answered.when(promise(response="nothing"))
    with pytest.raises(AlreadyThere, match="commitment c was given already"):
        answered.given(promised()).when(promise())
    with pytest.raises(Refused, match="ends on or after the day it begins"):
        answered.when(promise(due=DueWithin(date(2010, 1, 2), date(2010, 1, 1))))


def test_owners_of_a_commitment_are_numbered(answered):
    owners = (Assignee(OFFICE.party, "joint", "We"), Assignee(Unclear(), "joint", "officials"))
    (event,) = answered.when(promise(owners=owners))
    assert [(each.number, each.words) for each in event.owners] == [(1, "We"), (2, "officials")]
    with pytest.raises(Refused, match="the wording of an owner is empty"):
        answered.when(promise(owners=(Assignee(Unclear(), "joint", " "),)))


def test_progress_is_not_reported_before_the_commitment(answered):
    report = answered.given(promised())
    assert report.when(report_on()) == [
        CommitmentProgressReported(occurred_on=JULY, report="r", commitment="c", text="half done")
    ]
    assert report.when(report_on(on="2009"))
    with pytest.raises(Refused, match="was given on 2009-06, later than that"):
        report.when(report_on(on=MAY))
    with pytest.raises(NotFound, match="no commitment d"):
        report.when(report_on("d"))


def test_a_commitment_is_met_once(answered):
    report = answered.given(promised())
    met = CommitmentMet(occurred_on=JULY, report="r", commitment="c", note=None)
    assert report.when(meet()) == [met]
    with pytest.raises(AlreadyThere, match="met only once"):
        report.given(met).when(meet())
    with pytest.raises(Refused, match="later than that"):
        report.when(meet(on=MAY))
    reported = CommitmentProgressReported(occurred_on=JULY, report="r", commitment="c", text="t")
    assert report.given(met, reported).state == report.given(met).state


def test_a_commitment_is_linked_to_an_action_that_is_there(answered):
    report = answered.given(promised())
    command = LinkCommitmentToAction(occurred_on=JULY, report="r", commitment="c", action="a")
    event = CommitmentLinkedToAction(occurred_on=JULY, report="r", commitment="c", action="a")
    assert report.when(command) == [event]
    assert report.given(event).when(command) == []
    with pytest.raises(NotFound, match="there is no action b"):
        report.when(
            LinkCommitmentToAction(occurred_on=JULY, report="r", commitment="c", action="b")
        )


def test_a_statement_of_progress_is_recorded_once_as_printed(reports):
    report = reports.given(published())
    command = NarrateProgress(occurred_on=JUNE, report="r", statement="s", text="Mended.")
    assert report.when(command) == [TOLD]
    with pytest.raises(AlreadyThere, match="statement s is recorded already"):
        report.given(TOLD).when(command)


@pytest.mark.parametrize(
    "to",
    [ToRecommendation("r", "1"), ToRecommendation("far", "9"), Committed("r", "c"), Assigned("a")],
)
def test_a_statement_is_found_to_bear_on_what_is_there(answered, to):
    report = answered.given(promised(), TOLD)
    event = ProgressLinked(occurred_on=JULY, report="r", statement="s", to=to)
    assert report.when(link(to)) == [event]
    assert report.given(event).when(link(to)) == []


@pytest.mark.parametrize(
    "to",
    [ToRecommendation("r", "7"), ToRecommendation("no", "1"), Committed("far", "c"), Assigned("b")],
)
def test_a_statement_bears_on_nothing_that_is_not_there(answered, to):
    report = answered.given(promised(), TOLD)
    with pytest.raises(NotFound):
        report.when(link(to))
    with pytest.raises(NotFound, match="no statement of progress t"):
        report.when(link(ToRecommendation("r", "1"), statement="t"))
