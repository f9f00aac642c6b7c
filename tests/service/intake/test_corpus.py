"""The reading of real minutes against their gold, where `MINUTEBOOK_CORPUS` names the folder."""

import json
import os
from pathlib import Path

import pytest

from service.intake.parse import parse
from service.intake.readers import read_text
from service.intake.reading import to_json

CORPUS = os.environ.get("MINUTEBOOK_CORPUS")
pytestmark = pytest.mark.skipif(not CORPUS, reason="MINUTEBOOK_CORPUS names no corpus")
COMPLETE = ("000", "001")
ROW = ("name", "label", "organisation", "post", "status", "roles", "represents", "mode")


@pytest.fixture(params=COMPLETE)
def pair(request):
    """(gold meeting, read meeting) of one document."""
    seeds = Path(CORPUS or "") / "seeds"
    gold = json.loads(next((seeds / "gold").glob(f"{request.param}_*.json")).read_text())
    source = seeds / gold["source"]
    reading = to_json(parse(read_text(source.read_bytes()), source.name))
    assert len(reading["meetings"]) == len(gold["meetings"])
    return gold["meetings"][0], reading["meetings"][0]


def only(rows, *keys):
    return [{key: row.get(key) for key in keys} for row in rows]


def due(action):
    if not (printed := action["due"]):
        return None
    return printed["kind"], printed.get("text") if printed["kind"] == "text" else printed.get(
        "date"
    )


def test_attendance_is_read_row_by_row(pair):
    gold, read = pair
    assert only(read["attendance"], *ROW) == only(gold["attendance"], *ROW)


def test_every_printed_row_is_kept(pair):
    gold, read = pair
    assert len(read["printed"]) == sum(len(row["lines"]) for row in gold["attendance"])


def test_items_and_the_numbers_of_their_paragraphs_are_read(pair):
    gold, read = pair
    keys = ("number", "title", "paragraphs")
    assert only(read["items"], *keys) == only(gold["items"], *keys)


def test_actions_are_read_with_owners_words_and_due(pair):
    gold, read = pair
    keys = ("item", "owners", "text")
    assert only(read["actions"], *keys) == only(gold["actions"], *keys)
    assert [due(action) for action in read["actions"]] == [due(a) for a in gold["actions"]]


def test_decisions_are_read_clause_by_clause(pair):
    gold, read = pair
    keys = ("item", "text")
    assert only(read["decisions"], *keys) == only(gold["decisions"], *keys)


def test_the_heading_and_the_next_meeting_are_read(pair):
    gold, read = pair
    keys = ("body", "title", "date", "start_time", "end_time", "venue", "speakers_not_listed")
    assert only([read], *keys) == only([gold], *keys)
    assert (read["next_meeting"] or {}).get("date") == (gold["next_meeting"] or {}).get("date")
