"""Page numbers and running heads are no part of the minutes, and what they cut goes on."""

import pytest

HEAD = "Pier Board\n3 May 2022\nMinutes\n\nPresent:\nAnn Lee\n\n1. Pier\n\n"
TALK = "\n".join(f"1.{n} It was said that post {n} stands." for n in range(1, 9))


def paragraphs(read, text):
    return [p.text for item in read(text).meetings[0].items for p in item.paragraphs]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Page 1 of 3", "Page 2 of 3"),
        ("page 1", "page 2"),
        ("- 1 -", "- 2 -"),
        ("1 | P a g e", "2 | P a g e"),
        ("1", "2"),
        ("Pier Board 3 May 2022    Page 1", "Pier Board 3 May 2022    Page 2"),
    ],
)
def test_a_sentence_goes_on_over_a_page_number(read, first, second):
    cut = f"1.9 The rail was found to be\n\n{first}\n\nloose in three places.\n\n"
    more = TALK.replace("1.", "1.1")
    said = paragraphs(read, f"{HEAD}{TALK}\n{cut}{more}\n{second}\n\n2. Close\n\nDone.\n")
    assert said[8] == "The rail was found to be loose in three places."
    assert said[9:] == [*said[:8], "Done."]


def test_a_running_head_is_read_once_as_the_heading(read):
    running = "\n\nPage {}\n\nPier Board minutes\n\n"
    pages = [f"1.{n} Post {n} was\n{running.format(n)}painted." for n in range(1, 4)]
    text = "Pier Board minutes\n3 May 2022\n\nPresent:\nAnn Lee\n\n1. Posts\n\n"
    found = read(f"{text}{chr(10).join(pages)}\n\n2. Close\n\nDone.\n")
    assert found.meetings[0].body == "Pier Board"
    assert [p.text for p in found.meetings[0].items[0].paragraphs] == [
        f"Post {n} was painted." for n in range(1, 4)
    ]


def test_a_form_feed_parts_pages_too(read):
    pages = "".join(f"1.{n} Post {n} was\n\n\fQuay notes\n\npainted.\n" for n in range(1, 4))
    assert paragraphs(read, f"{HEAD}{pages}\n2. Close\n\nDone.\n")[:3] == [
        f"Post {n} was painted." for n in range(1, 4)
    ]


def test_numbers_above_titles_and_lone_numbers_are_kept(read):
    text = f"{HEAD}1.1 The vote was\n\n7\n\n1.2 It was counted.\n\n2. Close\n\nDone.\n"
    assert any("7" in said for said in paragraphs(read, text))


def test_a_line_that_comes_again_within_pages_is_kept(read):
    talk = "1.1 A post.\n\nNo change.\n\n1.2 A rail.\n\nNo change.\n\n"
    said = paragraphs(read, f"{HEAD}{talk * 2}2. Close\n\nDone.\n")
    assert sum("No change." in one for one in said) == 4
