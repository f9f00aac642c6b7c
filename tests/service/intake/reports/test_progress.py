"""Statements of progress and sub-groups are read where a report says that it holds them."""

import pytest

from service.intake.reports.bearing import numbers_in
from service.intake.reports.doers import doer_of


def told(found):
    return [(one.theme, one.owner, one.text) for one in found.reading.progress_updates]


def groups(found):
    return [(one.name, one.chairs, one.remit) for one in found.reading.sub_groups]


def test_each_numbered_paragraph_is_a_statement_with_its_points(report):
    summary, first, gauges, groups_told, leaflets = told(report("yearbook.txt"))[:5]
    assert summary[:2] == ("Summary", "Tide Office")
    assert first == (
        None,
        None,
        "Work has gone on in every parish that lies along the lower Wend.",
    )
    assert gauges[:2] == ("Gauges", "Rivers Agency")
    assert groups_told[:2] == ("Gauges", "Commission")
    assert groups_told[2].endswith(
        "The sub-groups are: Readings (chaired by the Tide Office and Fell Farmers Union): to "
        "publish what the gauges show; and Repairs (chaired by the Pier Board): to mend them."
    )
    assert leaflets == (
        "Telling people about floods on the lower Wend",
        None,
        "Leaflets were handed out in schools.",
    )


def test_a_footnote_that_cuts_a_statement_is_left_out_of_it(report):
    assert told(report("yearbook.txt"))[2][2] == (
        "In March 2021 the Rivers Agency set up four gauges below the weir, and a fifth was given "
        "by a school."
    )


def test_themes_of_an_annex_hold_a_statement_for_each_paragraph(report):
    gauges, leaflets = told(report("yearbook.txt"))[5:]
    assert gauges[:2] == ("Gauges", "Rivers Agency")
    assert gauges[2] == (
        "The Rivers Agency has set up gauges in four places on the lower Wend. A fifth gauge was "
        "given."
    )
    assert leaflets[:2] == ("Leaflets", None)
    assert leaflets[2].endswith("in the two libraries that are left.")


def test_points_printed_below_a_lost_bullet_are_sub_groups(report):
    assert groups(report("yearbook.txt")) == [
        ("Readings", ("Tide Office", "Fell Farmers Union"), "to publish what the gauges show"),
        ("Repairs", ("Pier Board",), "to mend them"),
    ]


def test_sub_groups_are_read_from_lists_tables_and_headings(read):
    text = (
        "# Year\n\n## Sub-groups\n\nThe Board has three sub-groups:\n\n"
        "* Finance \u2013 chaired by Ann Lee \u2013 to watch the money;\n"
        "* Works, chaired by Bo Ray and Cy Elm: to plan the works; and\n"
        "* Young People (Chair: Dee Ash). Speaks for the young.\n\n"
        "### Heritage sub-group\n\nChair: Eve Fir\n\nRemit: old stones.\n\n## Working groups\n\n"
        "| Working group | Chair | Purpose |\n|---|---|---|\n"
        "| Fires | Gil Yew | Watch for fires |\n"
    )
    assert groups(read(text)) == [
        ("Finance", ("Ann Lee",), "to watch the money"),
        ("Works", ("Bo Ray", "Cy Elm"), "to plan the works"),
        ("Young People", ("Dee Ash",), "Speaks for the young"),
        ("Heritage sub-group", ("Eve Fir",), "old stones"),
        ("Fires", ("Gil Yew",), "Watch for fires"),
    ]


def test_a_body_chaired_by_somebody_in_a_sentence_is_no_sub_group(read):
    sentence = "# Report\n\nThe sub-group on fires, chaired by Ann Lee, met twice. It saw smoke.\n"
    session = "# Fair\n\n- Smoke (chaired by Ann Lee): to hear of fires\n"
    assert groups(read(sentence)) == []
    assert groups(read(session)) == []


def test_progress_ends_with_its_heading_and_a_label_is_a_theme(read):
    text = (
        "# Annual report\n\n## Progress against the plan\n\n"
        "- **Roads:** The County Council mended nine miles.\n- **Bridges:** Two were closed.\n\n"
        "### Fires\n\nA tower was built.\n\n## Accounts\n\nAll was spent.\n"
    )
    assert told(read(text)) == [
        ("Roads", "County Council", "Roads: The County Council mended nine miles."),
        ("Bridges", None, "Bridges: Two were closed."),
        ("Fires", None, "A tower was built."),
    ]


def test_a_section_among_others_holds_its_own_text_only(read):
    text = (
        "Report of the Well Trust\n\nProgress on actions\n"
        "The Trust dug three wells in the course of the year.\n\n"
        "Outlook\nIt will dig one more in the year that comes.\n"
    )
    (one,) = told(read(text))
    assert one[0] == "Progress on actions"


def test_what_a_report_holds_besides_is_said_to_be_unread(report):
    (unread,) = [f for f in report("yearbook.txt").reading.findings if f.kind == "unread"]
    assert unread.message.startswith("5 of 33 passages were not read")


@pytest.mark.parametrize(
    ("sentence", "doer"),
    [
        ("The Tide Office has drawn a map.", "Tide Office"),
        ("In April 2013 the Tide Office, with a school, drew and launched a map.", "Tide Office"),
        ("On the coast, the Minister for Ports opened a pier.", "Minister for Ports"),
        ("A number of Wend health boards have met.", "Wend health boards"),
        ("A map was drawn for the Tide Office.", None),
        ("Maps help.", None),
    ],
)
def test_who_did_it_is_the_named_subject(sentence, doer):
    assert doer_of(sentence) == doer


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Recommendation 7: the path was opened.", ["7"]),
        ("recommendations 3, 4a and 5.1 are done", ["3", "4a", "5.1"]),
        ("Recommendation No. 4 & 6", ["4", "6"]),
        ("Recommendation 12 to mend the weir", ["12"]),
        ("Recommendations 3-5 are done", []),
        ("Recommendations 1, 3 to 5 are done", []),
        ("We welcome recommendation 7.", []),
    ],
)
def test_the_numbers_that_a_statement_begins_with_are_read_as_printed(text, numbers):
    assert numbers_in(text) == numbers
