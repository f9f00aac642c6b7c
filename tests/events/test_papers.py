"""The papers beside minutes, accepted: each row becomes what it says, once, and no more."""

from collections import Counter
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.base import Source
from events.body.events import BodyEstablished, MemberJoined
from events.document.events import DocumentAccepted, DocumentHandlingSet
from events.errors import AlreadyThere, Refused
from events.issue.events import (
    IssueHandlingSet,
    IssueLogged,
    IssueNumberInferred,
    IssueUpdated,
)
from events.meeting.scheduling import MeetingRecordedAsHeld
from events.organisation.events import OrganisationNameAsserted, OrganisationRegistered
from events.person.events import PersonNameAsserted, PersonRegistered
from events.plans import Seat
from events.report.events import CommitmentGiven, ProgressNarrated, ReportPublished
from events.submission import Acceptance
from events.submission.ahead import Ahead
from events.submission.form import Party
from events.submission.papers import DraftIssue, DraftMember, DraftSubGroup
from events.submission.parts import Paper, issues_log, meetings, members, report, sub_groups
from events.submission.report import ReportSubmission
from tests.events.test_acceptance import DAY, RECEIVED
from tests.events.test_submission import (
    ANNA,
    BOARD,
    HELD,
    PAPER,
    RECORD,
    WORKS,
    Register,
    Submitted,
    form,
    known,
    minted,
)

GROUP, ISSUE, SEAT = known(60), known(61), known(62)
PAPER_OF = Paper(PAPER, Party(id=BOARD), HELD)
OF_A_NAME = PAPER_OF._replace(body=Party(name="Quay Board"))


def span(at):
    return {"start": 10 * at, "length": 5}


def rows(kind, *told):
    return [kind.model_validate({"span": span(at)} | each) for at, each in enumerate(told)]


def accepted(*parts, register=None, record=(), confidential=False):
    numbers = count(1)
    acceptance = Acceptance(PAPER, parts, "digest", DAY, confidential=confidential)
    plan = acceptance.plan(register or Register(), lambda: minted(next(numbers)))
    return Submitted(plan, [*RECORD, *RECEIVED, *record])


def log(*told, paper=PAPER_OF):
    return issues_log(paper, rows(DraftIssue, *told))


def of_members(*told, paper=PAPER_OF):
    return members(paper, rows(DraftMember, *told))


def of_groups(*told, paper=PAPER_OF):
    return sub_groups(paper, rows(DraftSubGroup, *told))


def of_report(places=(), **more):
    told = {
        "title": "The Year",
        "publisher": {"kind": "body", "name": "Quay Board"},
        "published_on": HELD,
    }
    return report(PAPER, ReportSubmission.model_validate(told | more), dict(places))


def found(given, key):
    return [(each["kind"], each["at"]) for each in given.result[key]["findings"]]


def test_an_issue_is_logged_where_its_row_stands():
    row = {"number": "1", "number_printed": "1", "raised": "2006-02-15", "theme": "Lights"}
    given = accepted(log(row | {"issue": "Dark", "proposed_action": "Mend"}))
    (logged,) = given.of(IssueLogged)
    assert logged == IssueLogged(
        occurred_on="2006-02-15",
        issue=logged.issue,
        body=BOARD,
        number="1",
        printed="1",
        theme="Lights",
        raised_on="2006-02-15",
        text="Dark",
        proposed_action="Mend",
    )
    assert given.sources[-1] == Source(PAPER, 0, 5)
    assert given.result["issues_log"] == {"body": BOARD, "issues": [logged.issue], "findings": []}
    assert given.of(DocumentAccepted)[0].issues == (logged.issue,)


def test_a_number_that_is_not_printed_so_is_inferred_and_told():
    told = [
        {"number": "1", "issue": "a"},
        {"number": "2", "number_printed": "E", "issue": "b"},
        {"number_printed": "&", "proposed_action": "c"},
        {"issue": "d"},
    ]
    given = accepted(log(*told))
    assert [(each.number, each.printed) for each in given.of(IssueLogged)] == [
        (None, None),
        (None, "E"),
        (None, "&"),
        (None, None),
    ]
    inferred = [(each.number, each.printed, each.basis) for each in given.of(IssueNumberInferred)]
    assert inferred == [("1", None, "sequence"), ("2", "E", "sequence")]
    assert found(given, "issues_log") == [
        ("inferred_number", "/issues_log/0"),
        ("inferred_number", "/issues_log/1"),
        ("illegible_issue", "/issues_log/2"),
    ]
    assert {each.occurred_on for each in given.of(IssueLogged)} == {HELD}


def test_a_number_stands_once_in_a_log_and_in_the_record():
    with pytest.raises(Refused, match=r"number 1 stands twice .* as /issues_log/0 and as"):
        accepted(log({"number": "1", "issue": "a"}, {"number": "1", "issue": "b"}))
    register = Register(numbers={(BOARD, "1"): [ISSUE]})
    with pytest.raises(AlreadyThere, match=rf"is issue {ISSUE} already; .*/issues_log/0/id"):
        accepted(log({"number": "1", "issue": "a"}), register=register)


def test_a_row_that_is_given_the_identity_of_an_issue_says_that_anew():
    before = IssueLogged(
        occurred_on=HELD,
        issue=ISSUE,
        body=BOARD,
        number="1",
        printed="1",
        theme=None,
        raised_on=None,
        text="a",
        proposed_action=None,
    )
    register = Register(numbers={(BOARD, "1"): [ISSUE]})
    row = {"id": ISSUE, "number": "1", "issue": "still a", "theme": "Lights"}
    given = accepted(log(row), register=register, record=[before])
    (updated,) = given.of(IssueLogged, IssueUpdated)
    assert (updated.issue, updated.text, updated.theme) == (ISSUE, "still a", "Lights")
    assert given.of(DocumentAccepted)[0].issues == (ISSUE,)
    assert found(given, "issues_log") == []


def test_a_confidential_issue_is_so_from_the_first_moment_and_the_document_with_it():
    given = accepted(log({"issue": "a", "handling": "confidential"}), confidential=True)
    kinds = [type(each) for each in given.events]
    assert kinds == [DocumentAccepted, DocumentHandlingSet, IssueLogged, IssueHandlingSet]


def test_a_member_keeps_person_post_and_organisation():
    row = {"name": "Cora", "organisation": "Port", "post": "Harbour Master", "role": "chair"}
    given = accepted(of_members(row, {"name": "Dan", "organisation": "Port"}, {"name": "Eve"}))
    port = given.of(OrganisationRegistered)[0].organisation
    people = [each.person for each in given.of(PersonRegistered)]
    joined = given.of(MemberJoined)
    assert [each.person for each in joined] == people
    assert [(each.post, each.organisation, each.on_behalf_of) for each in joined] == [
        ("Harbour Master", port, port),
        (None, None, port),
        (None, None, None),
    ]
    assert [each.role for each in joined] == ["chair", "member", "member"]
    assert {each.occurred_on for each in joined} == {HELD}
    told = given.result["members"]
    assert told["memberships"] == [each.membership for each in joined]
    assert given.of(DocumentAccepted)[0].memberships == tuple(told["memberships"])


def test_members_who_are_known_by_name_are_found_and_join_once():
    register = Register(
        people={(BOARD, "Anna"): [ANNA], (BOARD, "Ben"): [known(3)]},
        organisations={"Works": [WORKS]},
        seats={BOARD: [Seat(SEAT, "member", ANNA, None), Seat(known(63), "observer", None, None)]},
    )
    told = [{"name": "Anna"}, {"name": "Ben", "organisation": "Works"}, {"name": "Ben"}]
    given = accepted(of_members(*told, {"name": "Anna", "role": "chair"}), register=register)
    assert given.of(PersonRegistered, OrganisationRegistered) == []
    ben, chair = given.of(MemberJoined)
    assert (ben.person, ben.on_behalf_of) == (known(3), WORKS)
    assert (chair.person, chair.role) == (ANNA, "chair")
    assert given.result["members"]["memberships"] == [
        SEAT,
        ben.membership,
        ben.membership,
        chair.membership,
    ]
    assert found(given, "members") == [
        ("already_member", "/members/0"),
        ("already_member", "/members/2"),
    ]


def test_an_identity_in_the_draft_is_taken_and_its_name_asserted():
    told = {"name": "Anna B", "person": ANNA, "organisation": "the Works", "organisation_id": WORKS}
    given = accepted(of_members(told))
    (joined,) = given.of(MemberJoined)
    assert (joined.person, joined.on_behalf_of) == (ANNA, WORKS)
    assert [each.name for each in given.of(PersonNameAsserted)] == ["Anna B"]
    assert [each.name for each in given.of(OrganisationNameAsserted)] == ["the Works"]
    register = Register(people={(BOARD, "Anna B"): [ANNA]}, organisations={"the Works": [WORKS]})
    again = accepted(of_members(told), register=register)
    assert again.of(PersonNameAsserted, OrganisationNameAsserted) == []


def test_an_identity_of_an_organisation_needs_no_name():
    given = accepted(of_members({"name": "Cora", "organisation_id": WORKS}))
    assert given.of(MemberJoined)[0].on_behalf_of == WORKS
    assert given.of(OrganisationNameAsserted) == []


def test_sub_groups_are_founded_and_chaired_by_organisations():
    told = [
        {"name": "Lights", "chairs": ["Port", "Gull Trust"], "remit": "to keep them lit"},
        {"name": "Steps", "chairs": ["Port"]},
        {"name": "Paint"},
    ]
    given = accepted(of_groups(*told))
    founded = given.of(BodyEstablished)
    assert [(each.name, each.parent, each.remit) for each in founded] == [
        ("Lights", BOARD, "to keep them lit"),
        ("Steps", BOARD, None),
        ("Paint", BOARD, None),
    ]
    port, trust = (each.organisation for each in given.of(OrganisationRegistered))
    lights, steps, paint = (each.body for each in founded)
    chairs = [(each.body, each.organisation, each.role) for each in given.of(MemberJoined)]
    assert chairs == [
        (lights, port, "co_chair"),
        (lights, trust, "co_chair"),
        (steps, port, "chair"),
    ]
    assert given.of(DocumentAccepted)[0].sub_groups == (lights, steps, paint)
    assert given.result["sub_groups"]["sub_groups"] == [lights, steps, paint]
    assert len(given.result["sub_groups"]["memberships"]) == 3


def test_a_sub_group_that_is_known_is_not_founded_again():
    there = BodyEstablished(
        occurred_on="2010",
        body=GROUP,
        name="Lights",
        organisation=None,
        parent=BOARD,
        time_zone="UTC",
    )
    register = Register(
        groups={(BOARD, "Lights"): [GROUP]},
        organisations={"Works": [WORKS]},
        seats={GROUP: [Seat(SEAT, "co_chair", None, WORKS), Seat(ISSUE, "member", None, WORKS)]},
    )
    told = {"name": "Lights", "chairs": ["Works", "Port"]}
    given = accepted(of_groups(told), register=register, record=[there])
    assert given.of(BodyEstablished) == []
    (port,) = given.of(MemberJoined)
    assert port.body == GROUP
    assert given.result["sub_groups"]["memberships"] == [SEAT, port.membership]
    kinds = [kind for kind, _ in found(given, "sub_groups")]
    assert kinds == ["known_sub_group", "already_member", "new_organisation"]
    assert given.of(DocumentAccepted)[0].sub_groups is None


def test_sub_groups_of_one_name_are_refused():
    with pytest.raises(Refused, match="stands at /sub_groups/0 of the draft already"):
        accepted(of_groups({"name": "Lights"}, {"name": "Lights"}))
    register = Register(groups={(BOARD, "Lights"): [GROUP, ISSUE]})
    with pytest.raises(Refused, match="several sub-groups of this body"):
        accepted(of_groups({"name": "Lights"}), register=register)


def test_a_new_body_is_founded_once_for_all_the_papers():
    given = accepted(
        of_members({"name": "Cora", "organisation": "Port"}, paper=OF_A_NAME),
        of_groups({"name": "Quay Board", "chairs": ["Port"]}, paper=OF_A_NAME),
    )
    board, group = given.of(BodyEstablished)
    assert (board.parent, group.parent) == (None, board.body)
    assert len(given.of(OrganisationRegistered)) == 1
    assert found(given, "members")[0] == ("new_body", "/body")


def test_papers_find_the_body_the_people_and_the_groups_that_came_before():
    cora = {"attendance": [{"label": "Cora", "name": "Cora"}]}
    minutes = meetings(PAPER, [form(**cora, body={"name": "Quay Board"})])
    given = accepted(
        minutes,
        of_members({"name": "Cora"}, paper=OF_A_NAME),
        of_groups({"name": "Lights", "chairs": ["Port"]}, paper=OF_A_NAME),
        log({"issue": "a"}, paper=OF_A_NAME),
        of_groups({"name": "Lights", "chairs": ["Port"]}, paper=OF_A_NAME)._replace(
            key="sub_groups"
        ),
    )
    assert len(given.of(BodyEstablished)) == 2
    assert len(given.of(PersonRegistered)) == 1
    assert len(given.of(MemberJoined)) == 2
    assert found(given, "sub_groups") == [
        ("known_sub_group", "/sub_groups/0"),
        ("already_member", "/sub_groups/0/chairs/0"),
    ]


def test_a_report_is_told_under_its_key_with_its_places_in_the_draft():
    promised = {"text": "We will.", "owners": [{"kind": "unclear", "words": "they"}]}
    given = accepted(
        of_members({"name": "Cora"}, paper=OF_A_NAME),
        of_report(
            {
                "/progress": "/progress_updates",
                "/responses/0/commitments/0/owners/0": "/recommendations/0/commitments/0/owner",
            }.items(),
            recommendations=[{"number": "1", "text": "Mend it.", "span": span(3)}],
            responses=[
                {"text": "Yes.", "answers": [{"recommendation": 0}], "commitments": [promised]}
            ],
            progress=[{"text": "Done.", "span": span(4)}, {"text": "Soon.", "numbers": ["1"]}],
        ),
    )
    (published,) = given.of(ReportPublished)
    (board,) = given.of(BodyEstablished)
    assert published.publisher.body == board.body, "the members brought it in"
    told = given.result["report"]
    assert given.of(DocumentAccepted)[0].reports == (published.report,) == (told["report"],)
    assert told["commitments"] == [each.commitment for each in given.of(CommitmentGiven)]
    assert told["statements"] == [each.statement for each in given.of(ProgressNarrated)]
    assert found(given, "report") == [
        ("doubtful_owner", "/recommendations/0/commitments/0/owner"),
        ("unlinked_progress", "/progress_updates/0"),
    ]
    assert Source(PAPER, 30, 35) in given.sources


def test_what_stands_in_the_draft_where_it_stands_in_the_form_is_told_there():
    given = accepted(of_report())
    assert found(given, "report") == [("new_body", "/publisher")]
    assert given.of(DocumentAccepted)[0].reports is not None
    assert accepted(of_members({"name": "Cora"})).of(DocumentAccepted)[0].reports is None


def test_an_identity_beside_a_chair_is_taken_and_its_name_asserted_once():
    told = {"chairs": ["the Works", "Port"], "chair_ids": {"0": WORKS}}
    given = accepted(of_groups({"name": "Lights"} | told, {"name": "Steps"} | told))
    port = given.of(OrganisationRegistered)[0].organisation
    assert [each.organisation for each in given.of(MemberJoined)] == [WORKS, port] * 2
    assert [each.name for each in given.of(OrganisationNameAsserted)] == ["the Works"]
    register = Register(organisations={"the Works": [WORKS]})
    again = accepted(of_groups({"name": "Lights"} | told), register=register)
    assert again.of(OrganisationNameAsserted) == []
    elsewhere = {"name": "Steps", "chairs": ["the Works"]}
    once = accepted(of_groups({"name": "Lights"} | told, elsewhere))
    assert [each.organisation for each in once.of(MemberJoined)][2] == WORKS


def test_an_identity_is_given_to_a_chair_that_is_there():
    with pytest.raises(ValueError, match="there is no chair 1"):
        of_groups({"name": "Lights", "chairs": ["Port"], "chair_ids": {"1": WORKS}})


NAMES = st.sampled_from(["Cora", "Dan", "Eve"])
NUMBERS = st.lists(st.integers(1, 9).map(str), unique=True, max_size=5)
CHAIRS = st.lists(st.sampled_from(["Port", "Works"]), max_size=2)


@settings(max_examples=60, deadline=None)
@given(
    numbers=NUMBERS,
    garbled=st.booleans(),
    names=st.lists(NAMES, max_size=5),
    groups=st.lists(st.sampled_from(["Lights", "Steps"]), unique=True, max_size=2),
    chairs=CHAIRS,
    held=st.booleans(),
)
def test_accepting_adds_exactly_the_parts_of_the_draft(
    numbers, garbled, names, groups, chairs, held
):
    parts = [meetings(PAPER, [form()])] if held else []
    parts += [of_members(*({"name": each} for each in names))] if names else []
    parts += [of_groups(*({"name": each, "chairs": chairs} for each in groups))] if groups else []
    printed = {} if garbled else None
    told = [
        {"number": n, "issue": n} | ({"number_printed": n} if printed is None else {})
        for n in numbers
    ]
    parts += [log(*told)] if told else []
    done = accepted(*parts)
    counts = Counter(type(each) for each in done.events)
    assert counts == {
        kind: number
        for kind, number in {
            DocumentAccepted: 1,
            MeetingRecordedAsHeld: int(held),
            PersonRegistered: len(set(names)),
            MemberJoined: len(set(names)) + len(groups) * len(set(chairs)),
            BodyEstablished: len(groups),
            OrganisationRegistered: len(set(chairs)) if groups else 0,
            IssueLogged: len(numbers),
            IssueNumberInferred: len(numbers) if garbled else 0,
        }.items()
        if number
    }
    assert {*done.result} == {"meetings", *(part.key for part in parts)}
    (end,) = done.of(DocumentAccepted)
    assert end.issues == (tuple(each.issue for each in done.of(IssueLogged)) or None)
    joined = tuple(each.membership for each in done.of(MemberJoined))
    assert end.memberships == (joined or None)


def test_what_the_record_says_of_other_issues_is_said_ahead_too():
    ahead = Ahead(Register(numbers={"1": [ISSUE, GROUP]}, recommended={("1", BOARD): [ISSUE]}))
    assert ahead.issues_beside(ISSUE, "1") == [GROUP]
    assert ahead.recommendations_numbered("1", BOARD) == [ISSUE]
