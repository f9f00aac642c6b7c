"""A reply to a report gives each recommendation with its response, however the pages cut them."""


def by_number(found):
    return {one.number: one for one in found.reading.recommendations}


def kinds(found):
    return [finding.kind for finding in found.reading.findings]


def of_kind(found, kind):
    return [f.message for f in found.reading.findings if f.kind == kind]


def test_a_reply_is_no_meeting_and_is_not_said_to_be_unreadable(report):
    found = report("reply.txt")
    assert found.meetings == ()
    assert "not_minutes" not in kinds(found)


def test_recommendations_come_with_number_section_and_paragraphs(report):
    rows = report("reply.txt").reading.recommendations
    assert [(row.number, row.section, row.report_paragraphs) for row in rows] == [
        ("1", "Warnings", ("12", "14")),
        ("2", "Warnings", ("15",)),
        ("3", "Warnings", ("15",)),
        ("5", "Bridges", ("22",)),
        ("6", "Bridges", ("30", "31", "32")),
    ]


def test_a_recommendation_goes_on_over_a_page_break_without_the_running_head(report):
    found = report("reply.txt")
    assert by_number(found)["2"].text == (
        "We recommend that a gauge be set up below the weir before the winter, and that its "
        "readings be published every hour."
    )
    assert by_number(found)["3"].response == (
        "We note the Committee's view. Lock-keepers work for the canal trusts, and their hours are "
        "a matter for the trusts and their staff."
    )
    assert kinds(found).count("cut") == 2
    assert of_kind(found, "left_out") == [
        "4 lines of page numbers, running heads or links were left out."
    ]


def test_a_response_printed_once_answers_the_recommendations_above_it(report):
    rows = by_number(report("reply.txt"))
    assert rows["1"].response_group == rows["2"].response_group == ("1", "2")
    assert rows["1"].response == rows["2"].response
    assert rows["1"].response.split("\n\n")[1:3] == [
        "- at the weir, twice a day; and",
        "- at the ferry, on each tide.",
    ]


def test_what_a_shared_response_promises_stands_with_one_of_them(report):
    found = report("reply.txt")
    rows = by_number(found)
    promised = [(one.owner, one.due and one.due.text) for one in rows["1"].commitments]
    assert promised == [("Rivers Agency", None), ("Government", "by 31 March 2020")]
    assert rows["2"].commitments == ()
    assert kinds(found).count("commitment_placed") == 2


def test_a_reference_to_another_response_is_a_response(report):
    assert by_number(report("reply.txt"))["5"].response.endswith(
        "See also our response to recommendation 2."
    )


def test_only_what_has_no_printed_response_has_none(report):
    found = report("reply.txt")
    six = by_number(found)["6"]
    assert (six.response, six.response_group, six.disposition) == (None, (), None)
    assert of_kind(found, "unanswered") == ["No response to recommendation 6 is printed."]
    assert of_kind(found, "numbering_gap") == ["Recommendation 4 is not printed; the next is 5."]


def test_every_line_below_the_title_is_read_or_listed(report):
    found = report("reply.txt")
    spans = [finding.span for finding in found.reading.findings]
    for row in found.reading.recommendations:
        spans += [row.span, *([row.response_span] if row.response_span else [])]
    sections = {"Warnings", "Bridges"}
    offset = 0
    for number, line in enumerate(found.text.splitlines()):
        inside = any(span.start <= offset < span.end for span in spans)
        assert inside or number < 4 or not line or line in sections, line
        offset += len(line) + 1


def test_labelled_responses_with_officer_and_date_are_read(report):
    found = report("scrutiny.md")
    one = by_number(found)["1"]
    assert (one.section, one.text) == (
        "Waiting lists",
        "That the Council publish the waiting list for each site.",
    )
    assert (one.response, one.disposition) == (
        "Agreed. The list will go on the website.",
        "accepted",
    )
    (promise,) = one.commitments
    assert (promise.owner, promise.due.kind, promise.due.date.isoformat()) == (
        "Head of Parks",
        "month",
        "2024-06-30",
    )


def test_a_heading_for_several_recommendations_opens_each_of_them(report):
    rows = by_number(report("scrutiny.md"))
    assert rows["3"].text == rows["4"].text
    assert rows["3"].response_group == ("3", "4")
    assert rows["4"].disposition == "rejected"


def test_a_part_after_the_last_response_is_no_part_of_it(report):
    found = report("scrutiny.md")
    assert by_number(found)["6"].response is None
    assert [m.rsplit(": ", 1)[1] for m in of_kind(found, "unread")] == [
        "The Cabinet thanks the panel for its work.",
        "Next steps",
    ]


def test_a_tracker_is_read_row_by_row(report):
    rows = report("tracker.md").reading.recommendations
    assert [(row.number, row.section, row.text, row.response) for row in rows] == [
        ("1", None, "Write a policy on gifts", "Accepted. A policy will be drafted."),
        ("2", None, "Insure the van", "Partly accepted"),
        ("3", "Volunteers", "Thank every volunteer", None),
        ("5", "Volunteers", "Close the shed", "Rejected: it is in use."),
    ]
    assert [row.disposition for row in rows] == ["accepted", "partially accepted", None, "rejected"]


def test_owner_and_date_of_a_row_are_those_of_its_commitment(report):
    rows = report("tracker.md").reading.recommendations
    promised = [(c.text, c.owner, c.due.text) for row in rows for c in row.commitments]
    assert promised == [
        ("A policy will be drafted.", "Clerk", "30 June 2023"),
        ("Partly accepted", "Treasurer", "ASAP"),
        ("Thank every volunteer", "Ann Lee", "each meeting"),
    ]


def test_the_progress_of_a_row_is_a_statement_of_progress(report):
    told = report("tracker.md").reading.progress_updates
    assert [(one.theme, one.owner, one.text) for one in told] == [
        ("Recommendation 1", "Clerk", "Drafted in May"),
        ("Recommendation 3", "Ann Lee", "Done"),
    ]


def test_a_line_break_in_a_cell_parts_words(read):
    table = (
        "| No | Recommendation | Response |\n|---|---|---|\n"
        "| 1 | Dig | Accepted.<br>A well will be dug.<br/>It is late. |\n"
    )
    (one,) = read(table).reading.recommendations
    assert one.response == "Accepted. A well will be dug. It is late."


def test_yes_and_no_under_a_question_are_verdicts(read):
    table = (
        "No.\tRecommendation\tAccepted (Y/N)\tComments\tLead officer\tTimescale\n"
        "R1\tMow the verge\tY\tIn the contract\tParks manager\tIn place\n"
        "R2\tPlant oaks\tN\tLimes were chosen\t-\t-\n"
    )
    one, two = read(table).reading.recommendations
    assert (one.number, one.disposition, one.commitments[0].owner) == (
        "R1",
        "accepted",
        "Parks manager",
    )
    assert (two.disposition, two.commitments) == ("rejected", ())


def test_a_bare_label_stands_above_its_words(asked):
    text = (
        "Audit of the ferry fund\n\n"
        "RECOMMENDATION 1\nWe recommend that fares be counted twice.\n\n"
        "MANAGEMENT RESPONSE\nConcur. It is done.\n\n"
        "RECOMMENDATION 2\nWe recommend closing the kiosk.\n\n"
        "MANAGEMENT RESPONSE\nDo not concur.\n"
    )
    assert asked(text) == [
        ("1", "We recommend that fares be counted twice.", "Concur. It is done."),
        ("2", "We recommend closing the kiosk.", "Do not concur."),
    ]


def test_lines_set_without_gaps_are_told_apart_by_numbers_and_references(asked):
    text = (
        "Government response to the report on bells\n"
        "1. We recommend that bells be rung at noon, so that sailors may set\n"
        "their watches by them. (Paragraph 3)\n"
        "The Government accepts this. Bells will be rung at noon.\n"
        "2. The rope at Hamm is worn. (Paragraph 5)\n"
        "3. We call for a new rope. (Paragraph 6)\n"
        "We agree. A rope has been bought.\n"
    )
    answer = "We agree. A rope has been bought."
    assert [(number, response) for number, _, response in asked(text)] == [
        ("1", "The Government accepts this. Bells will be rung at noon."),
        ("2", answer),
        ("3", answer),
    ]


def test_numbers_may_begin_again_under_another_heading(read):
    text = (
        "Reply of the Moor Trust to the review\n\n"
        "Paths\n\n1. The Trust should mend the paths.\n\nThe Trust agrees.\n\n"
        "2. The Trust should count the walkers.\n\nThe Trust will count them.\n\n"
        "Fires\n\n1. The Trust should ban fires.\n\nThe Trust does not agree.\n"
    )
    found = read(text)
    assert [(r.section, r.number) for r in found.reading.recommendations] == [
        ("Paths", "1"),
        ("Paths", "2"),
        ("Fires", "1"),
    ]
    assert "numbering_duplicate" not in kinds(found)


def test_a_number_printed_twice_is_found(read):
    text = (
        "Recommendation 1: Dig.\n\nResponse: Agreed.\n\nRecommendation 1: Rest.\n\nResponse: No.\n"
    )
    found = read(text)
    assert [r.text for r in found.reading.recommendations] == ["Dig.", "Rest."]
    assert kinds(found).count("numbering_duplicate") == 2


def test_responses_may_stand_apart_from_all_recommendations(asked):
    text = (
        "# Response to the review of the ferry\n\n"
        "## Recommendations\n\n1. Run on Sundays.\n2. Print the times.\n\n"
        "## Responses\n\n1. Accepted. It will run.\n2. Noted.\n"
    )
    assert asked(text) == [
        ("1", "Run on Sundays.", "Accepted. It will run."),
        ("2", "Print the times.", "Noted."),
    ]


def test_a_response_that_names_its_recommendation_answers_that_one(read):
    text = (
        "Recommendation 1: Dig.\n\nRecommendation 2: Rest.\n\n"
        "Response to recommendation 2: Agreed.\n\nResponse to recommendation 7: Noted.\n"
    )
    found = read(text)
    assert [r.response for r in found.reading.recommendations] == [None, "Agreed."]
    assert of_kind(found, "response_astray") == [
        "This response answers 7, which is no recommendation read here."
    ]


def test_recommendations_listed_first_and_answered_later_are_read_once(asked):
    text = (
        "Recommendation 1: Dig the ditch.\n\nRecommendation 2: Rest.\n\n"
        "Recommendation 1: Dig the ditch.\n\nResponse: Agreed.\n\n"
        "Recommendation 2: Rest.\n\nResponse: Noted.\n"
    )
    assert asked(text) == [("1", "Dig the ditch.", "Agreed."), ("2", "Rest.", "Noted.")]


def test_several_opened_together_have_each_their_own_words_and_verdict(read):
    text = (
        "Trust response to the report of the panel\n\n"
        "Recommendations 1 to 3: staff\n\n"
        "1. Hire a ferryman.\n2. Pay him.\n3. Give him a day off.\n\n"
        "The Trust accepts recommendations 1 and 2 but cannot accept recommendation 3.\n"
    )
    rows = read(text).reading.recommendations
    assert [(row.text, row.disposition) for row in rows] == [
        ("Hire a ferryman.", "accepted"),
        ("Pay him.", "accepted"),
        ("Give him a day off.", "rejected"),
    ]


def test_quoted_and_bold_recommendations_without_numbers_are_counted(read):
    quoted = read(
        "# Response of the Trust to the inquiry into the mill\n\n"
        "> \u201cThe Trust should mend the wheel.\u201d\n\nThe Trust accepts this.\n\n"
        "> \u201cThe Trust should keep a book.\u201d\n\nIt keeps one.\n"
    )
    bold = read(
        "# Government response to the report on kites\n\n"
        "**Kites should be flown by day.** (Paragraph 4)\n\nWe agree.\n\n"
        "**Strings are too long.** (Paragraph 9)\n\nWe note the concern.\n"
    )
    for found in (quoted, bold):
        assert [r.number for r in found.reading.recommendations] == ["1", "2"]
        assert all(r.response for r in found.reading.recommendations)
        assert kinds(found).count("number_inferred") == 1


def test_paragraph_numbers_of_the_reply_are_no_recommendations(read):
    text = (
        "# Schools inquiry: Government response\n\n"
        "1. The Government welcomes the report.\n\n"
        "## Recommendation 1 (paragraph 14)\n\n> There should be a school in every village.\n\n"
        "2. The Government does not agree.\n\n"
        "3. It will publish a list of them.\n"
    )
    (one,) = read(text).reading.recommendations
    assert (one.text, one.report_paragraphs) == (
        "There should be a school in every village.",
        ("14",),
    )
    assert one.response.startswith("2. The Government does not agree.")
    assert one.commitments[0].owner == "Government"


def test_a_title_on_the_line_of_the_label_stands_above_the_words(asked):
    text = (
        "Government Response to the Commission into Ferries\n\n"
        "Recommendation 11.1: Clear timetables\n"
        "The Ferry Office should print a clear timetable for each landing stage.\n"
        "Timetables have been printed at each landing stage since May.\n"
        "They are clear.\n"
        "Recommendation 11.2: Lower fares\n"
        "The Ferry Office should halve its fares for children and for the old.\n"
        "The Government accepts in principle this recommendation.\n"
    )
    one, two = asked(text)
    assert one[1].split("\n\n") == [
        "Clear timetables",
        "The Ferry Office should print a clear timetable for each landing stage.",
    ]
    assert one[2].startswith("Timetables have been printed")
    assert two[2] == "The Government accepts in principle this recommendation."


def test_a_line_that_begins_as_replies_do_opens_the_response(asked):
    text = (
        "Council's response to the report on allotments\n"
        "1. The Council should publish the waiting list for each of its sites and\n"
        "keep it up to date so that people know how long they will have to wait.\n"
        "The Council agrees. It will publish the list by 1 May 2024 and will then\n"
        "revise it at the end of each month.\n"
        "2. Gates should be locked.\nNoted.\n"
    )
    one, two = asked(text)
    assert one[1].endswith("how long they will have to wait.")
    assert one[2].startswith("The Council agrees. It will publish")
    assert two == ("2", "Gates should be locked.", "Noted.")


def test_a_verdict_in_brackets_beside_the_label_is_the_disposition(read):
    text = (
        "# Department response to the audit\n\n"
        "## Recommendation 1 (accepted)\n\nCount the cash.\n\n**Response:** It is counted.\n\n"
        "## Recommendation 2 \u2013 Keys (not accepted)\n\nChange the keys.\n\n"
        "**Response:** They were changed.\n\nAnnex 1: Keys\n\nThere are nine keys.\n"
    )
    rows = read(text).reading.recommendations
    assert [(row.text, row.response, row.disposition) for row in rows] == [
        ("Count the cash.", "It is counted.", "accepted"),
        ("Keys\n\nChange the keys.", "They were changed.", "rejected"),
    ]


def test_chapters_part_the_responses_and_the_foot_of_a_page_is_left_out(read):
    page = "The Board accepts the recommendation. It is done,\nand it was no trouble.\n\n"
    text = "Response of the Board to the Lights Inquiry\n\nChapter 1: Lights\n\nIt began.\n\n"
    text += f"Recommendation 1: Light it. (Chapter 1,\nparagraph 1.4)\n\n{page}"
    text += f"Harbour Board reply 3\nChapter 2: Boats\n\nRecommendation 2: Row.\n\n{page}"
    text += f"Harbour Board reply 4\nRecommendation 3: Sail.\n\n{page}Harbour Board reply 5\n"
    rows = read(text).reading.recommendations
    assert [(row.section, row.report_paragraphs) for row in rows] == [
        ("Chapter 1: Lights", ("1.4",)),
        ("Chapter 2: Boats", ()),
        ("Chapter 2: Boats", ()),
    ]
    assert {row.response for row in rows} == {
        "The Board accepts the recommendation. It is done, and it was no trouble."
    }


def test_findings_of_an_audit_are_the_sections_of_their_recommendations(read):
    text = (
        "# Audit of the stores\n\n### Ropes are not counted\n\nSeverity: High\n\n"
        "Recommendation: Count the ropes.\n\nManagement Response: Agreed. It begins in May.\n\n"
        "### Two keys are lost\n\nRecommendation: Change the locks.\n\n"
        "Management Response: Disagree. The keys were found.\n"
    )
    rows = read(text).reading.recommendations
    assert [(row.section, row.text, row.disposition) for row in rows] == [
        ("Ropes are not counted", "Count the ropes.", "accepted"),
        ("Two keys are lost", "Change the locks.", "rejected"),
    ]


def test_a_verdict_and_who_is_responsible_may_stand_on_lines_of_their_own(read):
    text = (
        "Joint response to the report of the Fire Commission\n\n"
        "Recommendation 6.41\nThe governments should fund a tower.\n\n"
        "Response to Recommendation 6.41\nResponsibility: Moor and Fell governments\n"
        "Accept in principle\nA tower will be built on the high moor by June 2025.\n"
    )
    (one,) = read(text).reading.recommendations
    assert (one.number, one.text) == ("6.41", "The governments should fund a tower.")
    assert one.response == (
        "Accept in principle\n\nA tower will be built on the high moor by June 2025."
    )
    assert (one.disposition, one.disposition_words) == ("partially accepted", "Accept in principle")
    assert one.commitments[0].owner == "Moor and Fell governments"


def test_points_of_a_recommendation_stay_with_it(asked):
    text = (
        "Ministry response to the inquiry into lamps\n\n"
        "1. Lamps should be cleaned:\n\n- in summer; and\n\n- in winter.\n\n"
        "The Ministry agrees.\n\n2. Lamps should be lit.\n\nThey are lit.\n"
    )
    assert asked(text)[0] == (
        "1",
        "Lamps should be cleaned:\n\n- in summer; and\n\n- in winter.",
        "The Ministry agrees.",
    )


def test_a_dot_lost_from_a_number_and_a_bracket_from_a_reference_do_no_harm(asked):
    text = (
        "Government reply to the report on wells\n\n"
        "1. Dig a well. (Paragraph (4))\n\nAgreed.\n\n"
        "2 Dig another. Paragraph 5)\n\nNoted.\n\n3. Dig no more (para. 6)\n\nNoted.\n"
    )
    assert [text for _, text, _ in asked(text)] == ["Dig a well.", "Dig another.", "Dig no more"]


def test_a_recommendation_whose_reference_is_missing_has_its_turn(asked):
    text = (
        "Government reply to the report on wells\n\n"
        "1. Dig a well. (Paragraph 4)\n\nAgreed, as we said in paragraph 9.\n\n"
        "2. Dig another.\n\nNoted.\n\n3. Dig no more. (Paragraph 6)\n\nNoted.\n"
    )
    assert asked(text) == [
        ("1", "Dig a well.", "Agreed, as we said in paragraph 9."),
        ("2", "Dig another.", "Noted."),
        ("3", "Dig no more.", "Noted."),
    ]


def test_a_report_about_a_response_is_no_reply(asked):
    text = (
        "# Harbour fire: emergency response\n\n"
        "Recommendation 1: Buy a hose.\n\nThe old hose burst in the first hour.\n"
    )
    assert asked(text) == [("1", "Buy a hose.", None)]


def test_the_imprint_is_no_part_of_the_last_response(read):
    text = (
        "Recommendation 1: Dig.\n\nResponse: Agreed.\n\nA well was dug.\n\n"
        "Published by the Well Office\n\n12 High Street\n\nTelephone: 0100 100\n"
    )
    found = read(text)
    assert found.reading.recommendations[0].response == "Agreed.\n\nA well was dug."
    assert "Published" in of_kind(found, "unread")[0]


def test_a_report_that_only_recommends_says_once_that_nothing_is_answered(read):
    text = "# Library report\n\nReaders were asked.\n\n## Recommendations\n\n- Open.\n- Buy maps.\n"
    found = read(text)
    assert [r.text for r in found.reading.recommendations] == ["Open.", "Buy maps."]
    assert kinds(found).count("unanswered") == 1


def test_a_table_attached_to_minutes_is_read_beside_the_meeting(read):
    minutes = (
        "# Minutes of the Moor Board\n\n3 May 2022\n\nPresent: Ann Lee (Chair), Bo Ray\n\n"
        "1. Paths\n\n1.1 The report was looked at.\n\n"
        "RECOMMENDATION: that the report be noted.\n\n2. Close\n\n2.1 It closed.\n\nAnnex A\n\n"
    )
    table = (
        "| No | Recommendation | Response |\n|---|---|---|\n"
        "| 1 | Mend the paths | Agreed |\n| 2 | Close the gate | Not agreed |\n"
    )
    found = read(minutes + table)
    assert len(found.meetings) == 1
    assert [(r.text, r.disposition) for r in found.reading.recommendations] == [
        ("Mend the paths", "accepted"),
        ("Close the gate", "rejected"),
    ]
    assert "unread" not in kinds(found)
