"""Which lines are titles of items, in outlines, in numbered lines and in front of their text."""

import pytest

HEAD = "Pier Board\n3 May 2022\nMinutes\n\nPresent: Ann Lee, Bo Ray\n\n"


@pytest.fixture
def items(read):
    """(number, title) of the items below a heading and a list of people."""

    def titles(text):
        return [(item.number, item.title) for item in read(HEAD + text).meetings[0].items]

    return titles


def test_what_stands_only_below_headings_that_hold_items_is_one(read):
    text = (
        "# Pier Board 2022-05-03\n\n## Links\n\n- here\n\n## Present\n\n- Ann Lee\n- Bo Ray\n\n"
        "## Minutes\n\n### Roads\n\nWet.\n\n#### High road\n\nVery.\n\n#### Low road\n\nNot.\n\n"
        "#### Side road\n\nDry.\n\n### Bins\n\nFull.\n\n## Plans\n\nNone yet.\n"
    )
    titles = [item.title for item in read(text).meetings[0].items]
    assert titles == ["Roads", "Bins", "Plans"]


def test_a_title_may_be_followed_by_its_text_at_once(items):
    text = (
        "1\\. WELCOME The Chair welcomed all.\n\n2\\. Roads: the high road was wet.\n\n"
        "3\\. Bins. They were full again.\n\n4\\. Any other business\n\nNone.\n"
    )
    assert items(text) == [
        ("1", "WELCOME"),
        ("2", "Roads"),
        ("3", "Bins"),
        ("4", "Any other business"),
    ]


def test_the_text_beside_a_title_is_its_first_paragraph(read):
    text = "1. Roads: the high road was wet.\n\n2. Bins: they were full.\n\n3. Tea: it was hot.\n"
    (meeting,) = read(HEAD + text).meetings
    assert [[p.text for p in item.paragraphs] for item in meeting.items] == [
        ["the high road was wet."],
        ["they were full."],
        ["it was hot."],
    ]


def test_a_list_inside_an_item_counts_anew_and_is_no_item(items):
    text = (
        "1. Roads:\n\nWet.\n\n2. Letters:\n\n1. From the Trust\n\n2. From the Club\n\n"
        "3. From the Mill\n\n4. From the Inn\n\n3. Bins:\n\nFull.\n\n4. Close:\n\nDone.\n"
    )
    assert [title for _, title in items(text)] == ["Roads", "Letters", "Bins", "Close"]


def test_paragraphs_that_begin_as_agendas_do_are_items(items):
    text = (
        "Minutes: they were agreed.\n\nMatters Arising: the gate was mended.\n\n"
        "Planning: a shed was allowed.\n\nAny Other Business: none.\n"
    )
    assert [title for _, title in items(text)] == [
        "Minutes",
        "Matters Arising",
        "Planning",
        "Any Other Business",
    ]


def test_speakers_in_front_of_their_words_are_no_items(items):
    assert items("Ann: it rained.\n\nBo: it did.\n\nAnn: at night.\n\nCy: and by day.\n") == []
