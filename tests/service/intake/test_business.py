"""Items, paragraphs and actions come out whole, however pages and columns cut them."""

import pytest


@pytest.fixture
def business(read):
    """Read business below a heading and a short attendance."""

    def meeting(text):
        head = "Pier Board\n3 May 2022\nMinutes\n\nPresent:\nAnn Lee\tPier Board\n\n"
        return read(head + text).meetings[0]

    return meeting


def texts(item):
    return [paragraph.text for paragraph in item.paragraphs]


def test_a_title_over_two_lines_is_one_title(fixture):
    (meeting,) = fixture("double_spaced.txt").meetings
    assert meeting.items[1].title == "Survey of the northern breakwater and of the old slipway"


def test_numbering_goes_as_printed_and_a_gap_is_found(fixture):
    found = fixture("double_spaced.txt")
    numbers = [paragraph.number for paragraph in found.meetings[0].items[1].paragraphs]
    assert numbers == ["2.2", "2.3", "2.4"]
    assert [f.message for f in found.reading.findings if f.kind == "numbering_gap"] == [
        "Paragraph 2.1 is not printed; the next is Paragraph 2.2."
    ]


def test_a_paragraph_cut_by_a_column_of_actions_is_put_together(fixture):
    (meeting,) = fixture("double_spaced.txt").meetings
    assert texts(meeting.items[1])[1] == (
        "Cracks were found in the slipway and it was said that the slipway could not be used "
        "before the end of the summer season."
    )


def test_an_action_cut_by_the_narrative_is_put_together(fixture):
    (meeting,) = fixture("double_spaced.txt").meetings
    _, cut = [action.text for action in meeting.actions if action.item == "2"]
    assert cut == "Prepare a note on the cost of new timber, in time for the next meeting"


def test_actions_without_a_gap_or_a_full_stop_are_told_apart_by_a_known_owner(fixture):
    (meeting,) = fixture("double_spaced.txt").meetings
    assert [action.text for action in meeting.actions if action.item == "3"] == [
        "Ferry Board to publish the times of the lamps",
        "Ferry Board to thank the keepers.",
        "Works, Piers and Moorings to paint the posts by 11 June.",
    ]


def test_columns_of_marked_up_paragraphs_go_on_each_below_itself(fixture):
    found = fixture("columns.txt")
    (meeting,) = found.meetings
    assert texts(meeting.items[1])[0] == (
        "The ditches were full. It was feared that the lower meadow would flood."
    )
    assert meeting.actions[0].text == "Officials to draw up a plan of the western ditches."
    assert [f.kind for f in found.reading.findings].count("cut") == 2


def test_no_actions_are_said_item_by_item(fixture):
    (meeting,) = fixture("double_spaced.txt").meetings
    assert meeting.no_actions_items == ("1",)
    assert all(action.item != "1" for action in meeting.actions)


def test_counts_inside_an_item_are_no_items(business):
    meeting = business(
        "1. Roads\n\n1. the high road\n2. the low road, which goes on.\n\n2. Close\n\nIt closed.\n"
    )
    assert [item.number for item in meeting.items] == ["1", "2"]
    assert [item.title for item in meeting.items] == ["Roads", "Close"]


def test_headings_above_the_items_hold_them_and_closing_headings_are_none(fixture, read):
    (meeting,) = fixture("parish.md").meetings
    assert [item.title for item in meeting.items] == [
        "Village green",
        "Bus shelter",
        "Actions carried forward",
    ]
    nested = read(
        "# Present\n\n- Ann Lee\n\n# Discussion\n\n## Roads\n\nWet.\n\n## Bins\n\nFull.\n"
    )
    assert [item.title for item in nested.meetings[0].items] == ["Roads", "Bins"]


def test_owners_above_a_list_own_each_line_of_it(fixture):
    (meeting,) = fixture("parish.md").meetings
    carried = [a for a in meeting.actions if a.item == "Actions carried forward"]
    assert [(a.owners, a.text) for a in carried] == [
        (("AT",), "Renew the insurance"),
        (("AT",), "Order bulbs"),
        (("All",), "Look for volunteers"),
    ]


def test_a_bare_owner_after_a_paragraph_owns_its_last_sentence(fixture):
    (meeting,) = fixture("parish.md").meetings
    assert (meeting.actions[0].owners, meeting.actions[0].text) == (
        ("Ada Thorn",),
        "Ada Thorn would ask for a quote. Action: Ada Thorn",
    )


def test_a_table_of_actions_is_read_row_by_row(read):
    table = (
        "| Action | Owner | Due |\n|---|---|---|\n| Dig | Ann, Bo | 2022-06-01 |\n| Rest | Cy | |\n"
    )
    head = "# Pier Board\n\n3 May 2022\n\n## Present\n\n- Ann\n\n## Pier\n\nOld.\n\n"
    text = f"{head}## Actions\n\n{table}"
    actions = read(text).meetings[0].actions
    assert [(a.text, a.owners, a.due and a.due.kind) for a in actions] == [
        ("Dig", ("Ann", "Bo"), "date"),
        ("Rest", ("Cy",), None),
    ]


def test_a_listed_person_who_is_to_do_something_owes_it_unmarked_too(business):
    meeting = business("1. Roads\n\n1.1 It rained. Ann Lee to dig. Dogs to rest.\n\n2. Close\n")
    assert [(a.owners, a.text) for a in meeting.actions] == [(("Ann Lee",), "Ann Lee to dig.")]


def test_lettered_points_are_no_part_of_the_title_above(business):
    meeting = business(
        "1. Roads\na) The low road was wet.\nACTION: Ann Lee\nb) It dried.\n2. Close\n"
    )
    assert meeting.items[0].title == "Roads"
    assert [(a.owners, a.text) for a in meeting.actions] == [
        (("Ann Lee",), "a) The low road was wet. Action: Ann Lee")
    ]


def test_an_action_on_one_line_joins_nothing_above_and_below_it(business):
    meeting = business("1. Roads\n\nSee the map\n\nAction: Bo to dig\n\nRain fell\n\n2. Close\n")
    assert texts(meeting.items[0]) == ["See the map", "Rain fell"]


def test_actions_are_in_printed_order(business):
    meeting = business("1. Roads\n\nAction: Bo to rest\n\nIt rained. Ann Lee to dig.\n\n2. Close\n")
    assert [a.text for a in meeting.actions] == ["Bo to rest", "Ann Lee to dig."]


def test_an_action_without_an_owner_is_doubted(business, read):
    meeting = business("1. Roads\n\n1.1 Wet.\n\nActions:\nPrepare a note on the road\n\n2. Close\n")
    assert meeting.actions[0].owners == ()


def test_old_actions_under_review_are_no_actions_of_this_meeting(read):
    found = read(
        "# Present\n\n- Ann Lee\n\n# Outstanding actions\n\n- Bo to dig\n\n# Roads\n\nWet.\n"
    )
    assert found.meetings[0].actions == ()


def test_attachments_are_no_business(business):
    meeting = business(
        "1. Roads\n\n1.1 Wet.\n\n2. Close\n\n2.1 Done.\n\nATTACHMENTS\n\n3. Report\n"
    )
    assert [item.number for item in meeting.items] == ["1", "2"]


def test_what_is_attached_or_under_no_item_is_listed_as_unread(read):
    items = "# Notes\n\nTea was had.\n\n# Roads\n\nWet.\n\n# Bins\n\nFull.\n\n"
    text = f"# Present\n\n- Ann Lee\n\n{items}Annex A\n\nMap.\n"
    unread = [f for f in read(text).reading.findings if f.kind == "unread"]
    assert [text[f.span.start : f.span.end].rsplit(maxsplit=1)[-1] for f in unread] == [
        "had.",
        "Map.",
    ]


def test_two_meetings_in_one_file_are_two(fixture):
    spring, autumn = fixture("two_meetings.txt").meetings
    assert (spring.date.isoformat(), autumn.date.isoformat()) == ("2018-04-02", "2018-10-01")
    assert [len(spring.items), len(autumn.items)] == [4, 2]
    assert [row.status for row in autumn.attendance] == ["present", "apologies"]


def test_a_heading_glued_to_the_due_of_an_action_is_a_heading(business):
    glued = "Action: Bo to dig by 20 June 2. Bins and lamps"
    meeting = business(f"1. Roads\n\n1.1 Wet.\n\n{glued}\n\n2.1 Full.\n\n3. Close\n")
    assert [(item.number, item.title) for item in meeting.items] == [
        ("1", "Roads"),
        ("2", "Bins and lamps"),
        ("3", "Close"),
    ]
    assert [(a.item, a.text, a.due.date.isoformat()) for a in meeting.actions] == [
        ("1", "Bo to dig by 20 June", "2022-06-20")
    ]
    assert texts(meeting.items[1]) == ["Full."]


@pytest.mark.parametrize(
    "printed",
    [
        "Action: Bo to dig\nby 20 June",
        "Action: Bo to dig\n\nBy 20 June.",
        "Action: Bo to dig\n\nDue: 20 June",
        "Action: Bo to dig. This is to be done by 20 June.",
        "Actions:\n\n- Bo to dig - Due: 20 June",
    ],
)
def test_a_due_beside_an_action_is_its_own(business, printed):
    meeting = business(f"1. Roads\n\n1.1 Wet.\n\n{printed}\n\n2. Close\n\n2.1 Done.\n")
    assert [a.due.date.isoformat() for a in meeting.actions] == ["2022-06-20"]
    assert texts(meeting.items[0]) == ["Wet."]


def test_numbers_of_the_minute_book_and_roman_ones_number_items_too(business):
    running = business("12/22 Roads\n\nWet.\n\n13/22 Bins\n\nFull.\n")
    assert [(item.number, item.title) for item in running.items] == [
        ("12/22", "Roads"),
        ("13/22", "Bins"),
    ]
    roman = business("I. Roads\n\nWet.\n\nII. Bins\n\nFull.\n\nIII. Lamps\n\nOut.\n")
    assert [item.number for item in roman.items] == ["I", "II", "III"]


def test_the_agenda_above_the_minutes_gives_no_items_but_the_headings_that_repeat_it(business):
    agenda = "1. Roads\n2. Bins\n3. Lamps\n\n"
    meeting = business(f"{agenda}1. Roads\n\nWet.\n\n2. Bins\n\nFull.\n\n3. Lamps\n\nOut.\n")
    assert [texts(item) for item in meeting.items] == [["Wet."], ["Full."], ["Out."]]
    repeated = business(f"{agenda}Roads\n\nWet.\n\nBins\n\nFull.\n\nLamps\n\nOut.\n")
    assert [(item.number, texts(item)) for item in repeated.items] == [
        (None, ["Wet."]),
        (None, ["Full."]),
        (None, ["Out."]),
    ]


def test_a_title_on_the_line_of_its_text_ends_at_the_colon_or_the_dash(business):
    meeting = business(
        "1. Roads: the low road was wet.\n2. Bins - they were full.\n3. Lamps. All are out.\n"
    )
    assert [(item.title, texts(item)) for item in meeting.items] == [
        ("Roads", ["the low road was wet."]),
        ("Bins", ["they were full."]),
        ("Lamps", ["All are out."]),
    ]


def test_what_is_no_minutes_gives_no_meeting_and_says_so(fixture):
    found = fixture("recipe.txt").reading
    assert found.meetings == ()
    assert [finding.kind for finding in found.findings] == ["not_minutes"]
