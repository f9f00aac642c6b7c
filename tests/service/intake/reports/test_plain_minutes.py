"""Minutes that hold no report give no recommendations, members, sub-groups or progress."""

from pathlib import Path

import pytest

MINUTES = sorted(path.name for path in (Path(__file__).parents[1] / "fixtures").iterdir())


@pytest.mark.parametrize("name", MINUTES)
def test_minutes_give_nothing_that_belongs_to_reports(fixture, name):
    reading = fixture(name).reading
    assert reading.recommendations == ()
    assert reading.members == ()
    assert reading.sub_groups == ()
    assert reading.progress_updates == ()


def test_words_of_reports_inside_minutes_are_business(read):
    text = (
        "# Minutes of the Moor Board\n\n3 May 2022\n\n## Members present\n\n- Ann Lee\n- Bo Ray\n\n"
        "## 1. Progress on actions\n\nThe Pier Board has mended the pier.\n\n"
        "## 2. Response to the consultation\n\n1. The draft was read.\n\n2. It was agreed.\n\n"
        "## 3. Recommendations\n\n- That the pier be painted.\n- That tea be had.\n\n"
        "Recommendation 4: that the meeting close.\n"
    )
    reading = read(text).reading
    assert len(reading.meetings) == 1
    assert (reading.recommendations, reading.members, reading.progress_updates) == ((), (), ())
