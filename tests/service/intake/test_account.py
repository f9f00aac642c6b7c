"""Every printed line is answered for: by a fact, as a label or as layout, or by a finding."""

HEAD = "Pier Board\n3 May 2022\nMinutes\n\nPresent:\nAnn Lee\nBo Ray\n\n"
BUSINESS = "1. Roads\n\n1.1 The road was wet.\n\n2. Close\n\n2.1 It closed.\n"


def unread(found):
    return [f for f in found.reading.findings if f.kind == "unread"]


def words(found, span):
    return found.text[span.start : span.end]


def test_where_all_is_read_nothing_is_listed(read):
    assert unread(read(HEAD + BUSINESS)) == []


def test_lines_in_a_row_that_were_not_read_are_one_finding_with_their_count(read):
    (finding,) = unread(read(f"{HEAD}99 chairs\n\n---\n\n98 tables\n97 lamps\n\n{BUSINESS}"))
    assert finding.message == "These 3 lines were not read: 99 chairs"


def test_what_was_read_parts_what_was_not(read):
    found = read(f"Copy no 4\n\n{HEAD}99 chairs\n\n{BUSINESS}\nAnnex\n")
    assert [words(found, f.span) for f in unread(found)] == ["99 chairs", "Annex"]


def test_an_item_answers_for_its_title_and_not_for_all_that_stands_below_it(read):
    table = "| Action | Owner |\n|---|---|\n| Dig | Ann Lee |\n| | Bo Ray |\n| Rest | Bo Ray |\n"
    found = read(
        f"# Pier Board\n\n## Present\n\n- Ann Lee\n\n## Roads\n\n{table}\n## Bins\n\nFull.\n"
    )
    assert [words(found, f.span) for f in unread(found)] == ["| | Bo Ray |"]


def test_labels_of_lists_and_columns_and_words_for_nobody_are_answered_for(read):
    rows = "Name\tRole\nAnn Lee\tClerk\n\nApologies:\nNone\n\n"
    told = "Chair: Ann Lee\n\n1. Roads\n\nActions:\nNone\n\n[AL]\n\n2. Close\n\nIt closed.\n"
    found = read(f"Pier Board\n3 May 2022\nMinutes\n\nPresent:\n{rows}{told}")
    labels = [words(found, span) for span in found.meetings[0].labels]
    assert unread(found) == []
    assert {"Pier Board", "Present:", "Name\tRole", "None", "Chair: Ann Lee", "Actions:"} <= {
        *labels
    }


def test_print_without_words_is_layout(read):
    found = read(f"{HEAD}-----\n{BUSINESS}\n<br>\n")
    assert [words(found, span) for span in found.reading.layout] == ["-----", "<br>"]


def test_front_matter_that_says_nothing_of_the_meeting_is_listed(read):
    found = read(f"---\nlayout: post\ndate: 2022-05-03\n---\n{HEAD}{BUSINESS}")
    assert [words(found, f.span) for f in unread(found)] == ["layout: post"]


def test_what_is_no_minutes_is_one_finding_for_the_whole_text(fixture):
    found = fixture("recipe.txt")
    (finding,) = found.reading.findings
    assert words(found, finding.span) == found.text.strip()


def test_words_outside_marked_up_paragraphs_are_kept(read):
    found = read(f"{HEAD}{BUSINESS}\n2.2 Tea <p>was had.</p> Twice.\n")
    texts = [paragraph.text for paragraph in found.meetings[0].items[1].paragraphs]
    assert " ".join(texts) == "It closed. Tea was had. Twice."
