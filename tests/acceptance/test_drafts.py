"""What a draft proposes where minutes give it little to hold on to."""

from service.intake.draft import drafts_of
from service.intake.parse import parse
from service.intake.readers import read_text

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


def drafted(text):
    (draft,) = drafts_of(parse(read_text(text.encode()), "invented.md"))
    return draft.submission


def test_items_of_the_same_title_keep_their_own_actions_and_decisions():
    first, second = drafted(TWO_ITEMS_ALIKE).items
    assert [each.text for each in first.actions] == ["Ada Quince to order wicks."]
    assert [each.text for each in second.actions] == ["Tobias Reed to write to the kiln."]
    assert (first.decisions, len(second.decisions)) == ((), 1)


def test_a_decision_points_at_its_own_paragraph_where_none_is_numbered():
    _, item = drafted(TWO_ITEMS_ALIKE).items
    (decision,) = item.decisions
    assert decision.paragraph == 1
    assert decision.text in item.paragraphs[1].text
