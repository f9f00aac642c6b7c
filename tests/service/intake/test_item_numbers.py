"""Items are found by one numbering, however wide their numbers are printed."""

import pytest


@pytest.mark.parametrize("form", ["{}. Matter {}", "{:>2}. Matter {}", "{:<3} Matter {}"])
def test_items_go_on_beyond_nine(read, form):
    items = "".join(
        f"{form.format(n, 'ABCDEFGHIJKL'[n - 1])}\n\nIt was told.\n\n" for n in range(1, 13)
    )
    text = f"Pier Board\n3 May 2022\nMinutes\n\nPresent:\nAnn Lee\n\n{items}"
    (meeting,) = read(text).meetings
    assert [item.number for item in meeting.items] == [str(n) for n in range(1, 13)]


def test_a_count_at_another_margin_is_no_item(read):
    text = (
        "Pier Board\n3 May 2022\nMinutes\n\nPresent:\nAnn Lee\n\n1. Roads\n\nWe saw:\n\n"
        "    2. Potholes\n\n2. Bins\n\nThey were full.\n"
    )
    (meeting,) = read(text).meetings
    assert [item.title for item in meeting.items] == ["Roads", "Bins"]
