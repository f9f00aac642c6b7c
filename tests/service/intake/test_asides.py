"""A column of actions that the layout ran into the narrative is taken out of it again."""

import pytest


@pytest.fixture(scope="module")
def forum(fixture):
    return fixture("asides.txt")


@pytest.fixture(scope="module")
def harbour(fixture):
    return fixture("margin.txt")


def owed(found):
    return [(a.item, a.owners, a.text) for a in found.meetings[0].actions]


def texts(found, item):
    return [p.text for p in found.meetings[0].items[item].paragraphs]


def test_a_cell_beside_the_narrative_is_an_action_and_goes_on_in_the_next_row(forum):
    assert owed(forum)[:2] == [
        ("1", ("Anglers",), "Anglers are invited to send the count of eels to the Secretariat"),
        ("1", ("Reed Cutters",), "Reed Cutters to say which beds they will cut."),
    ]


def test_actions_numbered_through_the_meeting_stand_in_no_item_heading(forum):
    assert owed(forum)[2:5] == [
        (
            "2",
            ("the Drainage Board",),
            (
                "It would be useful for the Drainage Board to publish a map. It should show the "
                "beds that lie below the mean tide."
            ),
        ),
        ("2", (), "The sluice must not be opened at night."),
        ("2", (), "We need to find out who keeps its key."),
    ]


def test_a_sentence_goes_on_below_the_actions_that_cut_it(forum):
    assert texts(forum, 1)[1:] == [
        (
            "The low beds are under water for much of the year and none of those who cut reed can "
            "reach them from the bank."
        ),
        "A punt was borrowed.",
        "Nobody knows whether the old sluice that stands by the mill would be strong enough.",
        "It is painted green.",
    ]


def test_an_action_run_into_the_line_that_goes_on_is_parted_from_it(forum):
    assert owed(forum)[5] == (
        "Hoods and Nets",
        ("Moss Tarbuck",),
        "Moss Tarbuck to thank the menders.",
    )
    assert texts(forum, 2)[1].endswith("and it was said that their work deserves a prize.")


def test_rows_of_a_table_go_on_where_a_sentence_does(forum):
    assert texts(forum, 0) == [
        "Hester Vane: Welcomed everybody to the boat house.",
        (
            "Explained that the tide tables had been found wanting by all who row on the upper "
            "reaches, and that new ones were being drawn."
        ),
    ]


def test_lines_that_only_say_who_speaks_are_speakers_and_no_paragraphs(forum):
    speakers = [[p.speaker for p in item.paragraphs] for item in forum.meetings[0].items]
    assert speakers[1] == ["Colm Reedy", *["Ivy Sallow"] * 4]
    assert speakers[2] == ["Wren Plover"] * 4
    assert forum.meetings[0].speakers_not_listed == ("Wren Plover",)


def test_headings_without_a_number_are_items_where_somebody_speaks_below(forum):
    assert [(item.number, item.title) for item in forum.meetings[0].items] == [
        ("1", "Welcome"),
        ("2", "Floods and what is done about them on the moor"),
        (None, "Hoods and Nets"),
        (None, "Round-up"),
    ]


def test_bare_names_owe_what_was_asked_the_last_the_nearest(harbour):
    assert owed(harbour)[1:4] == [
        (
            "2",
            ("Una Fell",),
            "Tam Birkett spoke of the need for the buoys to be counted before summer.",
        ),
        ("2", ("Tam Birkett",), "The users asked whether the chart could be printed again."),
        (
            "2",
            ("Una Fell",),
            "Una Fell said that the tractor was old and agreed to ask for a quote.",
        ),
    ]
    kinds = [f.kind for f in harbour.reading.findings]
    assert kinds.count("inferred_action") == 4


def test_initials_in_the_cell_beside_a_row_owe_what_the_row_says(harbour):
    assert owed(harbour)[0] == ("1", ("RQ",), "The Chair welcomed everybody.")


def test_an_action_run_on_without_a_stop_is_parted_at_the_name(harbour):
    assert owed(harbour)[4] == ("Any other business", ("Tam",), "Tam will bring a list of berths")
    assert texts(harbour, 2) == [
        "Rosa Quayle thanked all and hoped that there would be time to look at the Summer Plan"
    ]
    span = harbour.meetings[0].actions[4].span
    assert harbour.text[span.start : span.end] == "Tam will bring a list of berths"


def test_beside_numbers_only_the_usual_closing_headings_are_items(harbour):
    assert [item.title for item in harbour.meetings[0].items] == [
        "Welcome",
        "Moorings",
        "Any other business",
        "Date of next meeting",
    ]


def test_names_above_what_they_say_owe_nothing(read):
    talk = "Ann Lee\n\n- Welcome all.\n\nBo Ray\n\n- Rain fell.\n\nAnn Lee\n\n- It dried.\n\n"
    head = "Pier Board\n3 May 2022\n\nPresent\n\nAnn Lee\n\nBo Ray\n\n\tACTION\n"
    found = read(f"{head}1. Pier\t\n\n{talk}2. Close\t\n\n- Done.\n")
    assert owed(found) == []
    assert [p.speaker for p in found.meetings[0].items[0].paragraphs] == [
        "Ann Lee",
        "Bo Ray",
        "Ann Lee",
    ]


@pytest.mark.parametrize(
    "told",
    [
        "The rain fell on the old pier and it was said that the plan Ann will write a note on",
        "The rain fell on the old pier and it was hoped Ann will write a note on",
        "The rain fell on the old pier and then by noon Ann will write a note on it.",
    ],
)
def test_a_clause_of_the_same_sentence_is_no_seam(read, told):
    head = "Pier Board\n3 May 2022\n\nPresent:\nAnn Lee\n\n"
    found = read(f"{head}1. Pier\n\n{told}\n\n2. Close\n\nDone.\n")
    assert texts(found, 0) == [told]
