"""What people say they will do is found in the narrative, and only what they will do."""

import pytest

from service.intake.undertakings import undertaken

KNOWN = frozenset({"Ann Lee", "Ann", "AL", "Bo Ray", "Bo", "BR"})


def found(text, speaker=None):
    return [(one.owners, one.text) for one in undertaken(text, KNOWN, speaker)]


@pytest.mark.parametrize(
    ("text", "owners", "words"),
    [
        ("Ann Lee will write to the mill.", "Ann Lee", "Ann Lee will write to the mill."),
        ("It rained and it was agreed that AL would buy sand.", "AL", "AL would buy sand."),
        ("AL and BR will speak to the miller.", "AL and BR", "AL and BR will speak to the miller."),
        ("Ann agreed to ask.", "Ann", "Ann agreed to ask."),
        ("The Clerk will send the bill.", "The Clerk", "The Clerk will send the bill."),
        ("Board members will bring tools.", "Board members", "Board members will bring tools."),
        ("Bo said that he will be moving it.", "Bo", "Bo said that he will be moving it."),
        ("Bo told of the mud and will also order gravel.", "Bo", None),
    ],
)
def test_listed_people_undertake_what_they_will_do(text, owners, words):
    assert found(text) == [(owners, words or text)]


@pytest.mark.parametrize(
    "text",
    [
        "Ann will not write to the mill.",
        "Ann will be retiring in May.",
        "Ann would like a lamp.",
        "Ann: would support that.",
        "The mill will send a bill.",
        "Cy Dale will send a bill.",
        "The road will be graded.",
        "Agreed to buy sand.",
        "It would make sense for Ann to know.",
    ],
)
def test_what_is_denied_wished_done_to_or_said_by_others_is_none(text):
    assert found(text) == []


def test_several_in_one_sentence_are_several():
    assert found("It was agreed that AL would post the map and BR would paint the post.") == [
        ("AL", "AL would post the map"),
        ("BR", "BR would paint the post."),
    ]


def test_a_pronoun_means_whom_its_sentence_or_the_one_before_begins_with():
    told = "Ann Lee told of Bo and the flood. In addition she would buy sand."
    assert found(told) == [("Ann Lee", "In addition she would buy sand.")]


def test_what_stands_under_a_speaker_without_a_subject_is_theirs():
    assert found("Agreeing to look into the mud.", "Ann Lee") == [
        ("Ann Lee", "Agreeing to look into the mud.")
    ]


@pytest.fixture
def business(read):
    def actions(text):
        head = "Pier Board\n3 May 2022\nMinutes\n\nPresent:\nAnn Lee\nBo Ray\n\n1. Pier\n\n"
        found = read(f"{head}{text}\n\n2. Close\n\nDone.\n")
        kinds = [f.kind for f in found.reading.findings]
        return [(a.owners, a.text) for a in found.meetings[0].actions], kinds

    return actions


def test_what_nothing_marks_as_an_action_is_told_so(business):
    assert business("1.1 It rained. Ann Lee will buy sand.") == (
        [(("Ann Lee",), "Ann Lee will buy sand.")],
        ["unmarked_action"],
    )


def test_what_an_action_says_already_is_not_undertaken_again(business):
    told = "1.1 Ann Lee will buy sand for the path.\n\nAction: Ann Lee to buy sand for the path"
    actions, _ = business(told)
    assert actions == [(("Ann Lee",), "Ann Lee to buy sand for the path")]


def test_tasks_of_several_owners_are_several_actions(business):
    actions, _ = business("Action: Ann Lee to buy sand and Bo Ray to spread it")
    assert actions == [
        (("Ann Lee",), "Ann Lee to buy sand"),
        (("Bo Ray",), "Bo Ray to spread it"),
    ]
    actions, _ = business("Action: Ann Lee and Bo Ray to speak to the miller and Cy Dale")
    assert actions == [
        (("Ann Lee", "Bo Ray"), "Ann Lee and Bo Ray to speak to the miller and Cy Dale")
    ]


def test_duties_are_dealt_out_by_name(read):
    head = "# Pier Board\n\n3 May 2022\n\n## Present\n\n- Ann Lee\n- Bo Ray\n\n## Pier\n\nOld.\n\n"
    found = read(f"{head}## Duties\n\nAnn duties are to buy sand and Bo the May accounts.\n")
    assert [(a.owners, a.text) for a in found.meetings[0].actions] == [
        (("Ann",), "Ann duties are to buy sand"),
        (("Bo",), "Bo the May accounts."),
    ]


def test_owners_nobody_lists_and_words_that_ask_nothing_are_found(business):
    _, kinds = business("Action: Cy Dale to dig\n\nAction: sand")
    assert kinds == ["unlisted_owner", "doubtful_owner", "doubtful_action"]
    _, kinds = business("Action: Ann Lee to dig\n\nAction: The Mill Trust to dig deeper")
    assert kinds == []


def test_an_action_printed_twice_is_found(business):
    _, kinds = business("Action: Ann Lee to dig\n\nAction: Ann Lee to dig.")
    assert kinds == ["duplicate_action"]


def test_what_has_been_done_is_no_action_and_is_told(business):
    actions, kinds = business("Actions:\n\n- A quote has been obtained\n\n- Ann Lee to dig")
    assert actions == [(("Ann Lee",), "Ann Lee to dig")]
    assert kinds == ["settled_action"]
