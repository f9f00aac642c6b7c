"""What a draft proposes of a reading: in its places, within its limits, nothing lost in silence."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.document.terms import Change
from events.errors import Refused
from service.intake.blocks import Span
from service.intake.comparison import differences
from service.intake.draft import Draft, lacking, submission_of
from service.intake.drafting import draft_of
from service.intake.fitting import fitted
from service.intake.parse import parse
from service.intake.readers import read_document
from service.intake.revision import content_of, revised
from service.json_patch import change_to

TWO_ITEMS_ALIKE = """# Lantern Society

Minutes of the meeting held on 3 March 2025

## Present

- Ada Quince (Wick Makers)
- Tobias Reed (Glass Works)

## Report

Ada Quince noted that the wicks are short.

Actions:

- Ada Quince to order wicks.

## Report

Tobias Reed noted that the glass is late. The Society will wait.

It was agreed to buy no more glass this year.

Actions:

- Tobias Reed to write to the kiln.
"""


def drafted(text, name="invented.md"):
    source = read_document(text.encode(), name)
    return draft_of(parse(list(source.blocks), name), len(source.text))


def meeting_of(text):
    (meeting,) = drafted(text).meetings
    return meeting


def test_a_recommendation_of_which_only_the_number_is_printed_is_told_with_its_answer():
    draft = drafted("### Recommendation 1\n**Response:** Agreed. The list will go up.")
    assert draft.recommendations == ()
    (told,) = [each for each in draft.findings if each.kind == "wordless_recommendation"]
    assert told.message.startswith("No words of recommendation 1 were read")
    assert "Agreed. The list will go up." in told.message


def test_items_of_the_same_title_keep_their_own_actions_and_decisions():
    first, second = meeting_of(TWO_ITEMS_ALIKE).items
    assert [each.text for each in first.actions] == ["Ada Quince to order wicks."]
    assert [each.text for each in second.actions] == ["Tobias Reed to write to the kiln."]
    assert (first.decisions, len(second.decisions)) == ((), 1)


def test_a_decision_points_at_its_own_paragraph_where_none_is_numbered():
    _, item = meeting_of(TWO_ITEMS_ALIKE).items
    (decision,) = item.decisions
    assert decision.paragraph == 1
    assert decision.text in item.paragraphs[1].text


def words_at(text, span):
    return text[span.start : span.start + span.length]


def test_the_heading_and_who_speaks_unlisted_point_at_their_words():
    text = TWO_ITEMS_ALIKE.replace("The Society will wait.", "\n\nUna Vane noted the frost.")
    meeting = meeting_of(text)
    heading = words_at(text, meeting.span)
    assert heading.startswith("# Lantern Society")
    assert "3 March 2025" in heading
    assert "Ada Quince" not in heading
    (una,) = meeting.unlisted
    assert una.name == "Una Vane"
    assert words_at(text, una.span) == "Una Vane noted the frost."


def test_a_meeting_that_lacks_nothing_can_be_recorded_and_another_says_what_it_lacks():
    whole = meeting_of(TWO_ITEMS_ALIKE)
    assert lacking(whole) is None
    assert submission_of(whole).held_on.isoformat() == "2025-03-03"
    bare = meeting_of(TWO_ITEMS_ALIKE.replace("held on 3 March 2025", ""))
    assert lacking(bare) == "the document does not say its date"
    neither = whole.model_copy(update={"body": None, "held_on": None})
    assert lacking(neither) == "the document does not say its body and its date"


# What does not fit


def test_a_paragraph_that_is_too_long_for_the_record_is_kept_in_parts():
    long = "The Society talked on. " * 2_000
    _, item = meeting_of(TWO_ITEMS_ALIKE.replace("The Society will wait.", long)).items
    assert sum(each.text.count("talked on") for each in item.paragraphs) == 2_000
    assert max(len(each.text) for each in item.paragraphs) <= 20_000
    (decision,) = item.decisions
    assert decision.text in item.paragraphs[decision.paragraph].text


def test_a_name_that_is_too_long_is_cut_and_told():
    form = {"meetings": [{"attendance": [{"label": "A" * 400, "span": {"start": 7, "length": 4}}]}]}
    draft, found = fitted(Draft, form, Span(0, 99))
    (row,) = draft.meetings[0].attendance
    assert row.label == "A" * 299 + "\u2026"
    assert [(each.kind, each.span) for each in found] == [("shortened", Span(7, 11))]


def test_a_list_that_is_too_long_is_cut_and_told():
    form = {"meetings": [{"attendance": [{"label": f"A {n}"} for n in range(2_001)]}]}
    draft, (found,) = fitted(Draft, form, Span(0, 99))
    assert len(draft.meetings[0].attendance) == 2_000
    assert "first 2,000 of 2,001 attendance" in found.message


def test_a_control_character_becomes_a_space():
    form = {"meetings": [{"attendance": [{"label": "Ada\x0bQuince"}]}]}
    draft, found = fitted(Draft, form, Span(0, 9))
    assert draft.meetings[0].attendance[0].label == "Ada Quince"
    assert found == []


@pytest.mark.parametrize(
    "form",
    [
        {"meetings": [{"starts": "27:00"}]},
        {"meetings": [{"attendance": [{"label": "\x01"}]}]},
        {"meetings": [{"attendance": [{"name": "Ada"}]}]},
        {"meetings": [{"actions": [{"text": "x", "owners": [{"kind": "nobody", "words": "y"}]}]}]},
        {"meetings": [{"items": [{"title": "x", "actions": [{"text": ""}]}]}]},
        {"meetings": [{"next_meeting": {}}]},
    ],
)
def test_what_does_not_fit_is_left_out_and_told(form):
    draft, found = fitted(Draft, form, Span(0, 9))
    assert {each.kind for each in found} == {"unfit"}
    assert len(draft.meetings) == 1


# Corrections and comparisons

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
STEPS = st.sampled_from(["meetings", "attendance", "items", "actions", "label", "0", "1", "-", ""])
LABELS = st.sampled_from(["Ada", "Bram", "Cora", "Dan"])
ROWS = st.lists(
    st.fixed_dictionaries(
        {"label": LABELS}, optional={"post": LABELS, "status": st.sampled_from(["absent"])}
    ),
    max_size=5,
)
MEETINGS = st.fixed_dictionaries(
    {"attendance": ROWS},
    optional={
        "held_on": st.dates().map(str),
        "place": LABELS,
        "items": st.lists(
            st.fixed_dictionaries(
                {"title": LABELS, "actions": st.lists(st.fixed_dictionaries({"text": LABELS}))}
            ),
            max_size=3,
        ),
    },
)
DRAFTS = st.fixed_dictionaries({"meetings": st.lists(MEETINGS, max_size=3)}).map(
    Draft.model_validate
)


@given(
    DRAFTS,
    st.lists(
        st.tuples(st.sampled_from(["add", "replace", "remove"]), st.lists(STEPS, max_size=4), JSON),
        max_size=3,
    ),
)
def test_any_change_is_made_or_refused(draft, changes):
    asked = [change_to(op, "".join(f"/{step}" for step in steps), v) for op, steps, v in changes]
    before = content_of(draft)
    with suppress(Refused):
        assert isinstance(revised(draft, asked), Draft)
    assert content_of(draft) == before


@settings(max_examples=200)
@given(DRAFTS, DRAFTS)
def test_the_differences_of_two_drafts_lead_from_one_to_the_other(one, other):
    changes = [each.change for each in differences(one, other)]
    assert content_of(revised(one, changes)) == content_of(other)


@given(DRAFTS, DRAFTS, st.data())
def test_any_choice_of_the_differences_can_be_made(one, other, data):
    changes = [each.change for each in differences(one, other)]
    chosen = [each for each in changes if data.draw(st.booleans())]
    assert isinstance(revised(one, chosen), Draft)


@given(DRAFTS)
def test_a_draft_does_not_differ_from_itself(draft):
    assert differences(draft, draft) == []


def test_where_the_words_stand_is_no_difference():
    def at(start):
        return Draft.model_validate(
            {"meetings": [{"attendance": [{"label": "A", "span": {"start": start, "length": 1}}]}]}
        )

    assert differences(at(1), at(2)) == []


def test_a_change_without_a_value_is_refused():
    with pytest.raises(Refused, match="there is no /meetings/- in the draft"):
        revised(Draft(), [Change("add", "/meetings/-")])


# Owners by less than their name


def owners_of(text):
    draft = drafted(text)
    owners = [o for i in draft.meetings[0].items for a in i.actions for o in a.owners]
    found = [each.message for each in draft.findings if each.kind == "matched_owner"]
    return [each.model_dump(exclude_none=True, exclude={"part"}) for each in owners], found


@pytest.mark.parametrize("words", ["Ada", "AQ"])
def test_words_that_only_one_of_those_listed_answers_to_are_taken_for_them(words):
    text = TWO_ITEMS_ALIKE.replace("- Ada Quince to order", f"- {words} to order")
    owners, found = owners_of(text)
    assert owners[0] == {"kind": "person", "words": words, "name": "Ada Quince"}
    assert found == [f"{words} was taken for Ada Quince, the only one listed who answers to that."]


def test_words_that_several_answer_to_stay_unclear():
    text = TWO_ITEMS_ALIKE.replace("- Tobias Reed (", "- Ada Reed (")
    owners, found = owners_of(text.replace("- Ada Quince to order", "- Ada to order"))
    assert owners[0] == {"kind": "unclear", "words": "Ada"}
    assert found == []
