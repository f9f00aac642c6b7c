"""The reading of real minutes against their gold, where `MINUTEBOOK_CORPUS` names the folder."""

import json
import os
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from service.intake.parse import parse
from service.intake.readers import read_text
from service.intake.reading import to_json

CORPUS = os.environ.get("MINUTEBOOK_CORPUS")
pytestmark = pytest.mark.skipif(not CORPUS, reason="MINUTEBOOK_CORPUS names no corpus")
SEEDS = Path(CORPUS or "") / "seeds"
COMPLETE = ("000", "001")
ROW = ("name", "label", "organisation", "post", "status", "roles", "represents", "mode")


@pytest.fixture(params=COMPLETE)
def pair(request):
    """(gold meeting, read meeting) of one document."""
    gold = json.loads(next((SEEDS / "gold").glob(f"{request.param}_*.json")).read_text())
    source = SEEDS / gold["source"]
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


def read_document(number):
    """(gold, reading) of a document that holds no meeting."""
    seeds = Path(CORPUS or "") / "seeds"
    gold = json.loads(next((seeds / "gold").glob(f"{number}_*.json")).read_text())
    source = seeds / gold["source"]
    return gold, to_json(parse(read_text(source.read_bytes()), source.name))


def likeness(one, two):
    """How alike two texts are, of which one may be cut short."""
    short, long = sorted((one.split(), two.split()), key=len)
    same = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
    return (
        sum(block.size for block in same)
        / max(len(short), 1)
        * min(1.0, 0.5 + len(short) / max(len(long), 1))
    )


def likely_pairs(gold, read):
    """Pair rows whose texts are alike, each once."""
    left = list(read)
    for row in gold:
        best = max(left, key=lambda one: likeness(row["text"], one["text"]), default=None)
        if best and likeness(row["text"], best["text"]) >= 0.8:
            left.remove(best)
            yield row, best


def test_a_reply_gives_each_recommendation_with_its_response():
    gold, read = read_document("003")
    keys = ("number", "section", "report_paragraphs", "text", "response_group", "response")
    assert read["meetings"] == []
    assert only(read["recommendations"], *keys) == only(gold["recommendations"], *keys)


def test_what_a_response_means_is_what_its_words_allow():
    gold, read = read_document("003")
    pairs = zip(gold["recommendations"], read["recommendations"], strict=True)
    strange = [
        row["number"]
        for row, one in pairs
        if (one["disposition"] or "not stated")
        not in [row["disposition"], *row["disposition_also_acceptable"]]
    ]
    assert len(strange) <= 0.05 * len(gold["recommendations"]), strange


def test_commitments_are_read_with_their_months():
    gold, read = read_document("003")
    made = [c for row in gold["recommendations"] for c in row["commitments"]]
    found = [c for row in read["recommendations"] for c in row["commitments"]]
    pairs = list(likely_pairs(made, found))
    assert 2 * len(pairs) >= 0.9 * (len(made) + len(found))
    months = [((a["due"] or {}).get("date"), (b["due"] or {}).get("date")) for a, b in pairs]
    assert sum((a or "")[:7] == (b or "")[:7] for a, b in months) >= 0.95 * len(months)
    assert sum((a["owner"] or "") == (b["owner"] or "") for a, b in pairs) >= 0.75 * len(pairs)


def test_a_report_gives_its_members_and_sub_groups():
    gold, read = read_document("004")
    assert read["meetings"] == []
    assert read["recommendations"] == []
    keys = ("name", "organisation", "post")
    assert only(read["members"], *keys) == only(gold["members"], *keys)
    keys = ("name", "chairs", "remit")
    assert only(read["sub_groups"], *keys) == only(gold["sub_groups"], *keys)


def test_a_report_gives_its_statements_of_progress():
    gold, read = read_document("004")
    told, found = gold["progress_updates"], read["progress_updates"]
    pairs = list(likely_pairs(told, found))
    assert 2 * len(pairs) >= 0.95 * (len(told) + len(found))
    assert sum(a["theme"] == b["theme"] for a, b in pairs) >= 0.95 * len(pairs)
    assert sum(likeness(a["owner"] or "", b["owner"] or "") >= 0.6 for a, b in pairs) >= 0.8 * len(
        [a for a, _ in pairs if a["owner"]]
    )


def test_the_heading_and_the_next_meeting_are_read(pair):
    gold, read = pair
    keys = ("body", "title", "date", "start_time", "end_time", "venue", "speakers_not_listed")
    assert only([read], *keys) == only([gold], *keys)
    assert (read["next_meeting"] or {}).get("date") == (gold["next_meeting"] or {}).get("date")


@pytest.fixture(scope="module")
def several():
    """(gold, reading) of the document that holds five meetings and an issues log."""
    gold = json.loads(next((SEEDS / "gold").glob("002_*.json")).read_text())
    source = next(SEEDS.glob("002_*.txt"))
    return gold, to_json(parse(read_text(source.read_bytes()), source.name))


def alike(one, other):
    """Whether the words of the shorter text mostly stand in the longer, in order."""
    short, long = sorted((" ".join((text or "").lower().split()) for text in (one, other)), key=len)
    same = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
    return bool(short) and sum(block.size for block in same if block.size > 2) >= 0.6 * len(short)


def matched(gold, read, same):
    """Pairs of rows that are the same, each used once, in the order of the gold."""
    left = list(read)
    pairs = []
    for row in gold:
        found = next((one for one in left if same(row, one)), None)
        if found is not None:
            left.remove(found)
            pairs.append((row, found))
    return pairs


def f1(rows, same):
    """Micro-averaged over (gold rows, read rows) of several meetings."""
    found = sum(len(matched(gold, read, same)) for gold, read in rows)
    return 2 * found / sum(len(gold) + len(read) for gold, read in rows)


def both(several, part):
    gold, read = several
    by_date = {meeting["date"]: meeting for meeting in read["meetings"]}
    return [(meeting[part], by_date[meeting["date"]][part]) for meeting in gold["meetings"]]


def same_row(*keys):
    return lambda gold, read: all(gold.get(key) == read.get(key) for key in keys)


def same_words(gold, read):
    return alike(gold["text"], read["text"])


def test_five_meetings_in_one_file_are_found_by_their_dates(several):
    gold, read = several
    assert only(read["meetings"], "date") == only(gold["meetings"], "date")


def test_attendance_of_the_five_meetings_reaches_its_floor(several):
    rows = both(several, "attendance")
    assert f1(rows, same_row("name", "status")) >= 0.95
    assert f1(rows, same_row("name", "status", "organisation", "represents")) >= 0.95


def test_items_of_the_five_meetings_reach_their_floor(several):
    assert f1(both(several, "items"), same_row("number", "title")) >= 0.90


def test_actions_and_owners_of_the_five_meetings_reach_their_floors(several):
    rows = [
        ([one for one in gold if one["basis"] != "running_text"], read)
        for gold, read in both(several, "actions")
    ]
    assert f1(rows, same_words) >= 0.85
    pairs = [pair for gold, read in rows for pair in matched(gold, read, same_words)]
    owners = [(row["owners"], found["owners"]) for row, found in pairs]
    assert f1(owners, lambda gold, read: gold == read) >= 0.90


def test_decisions_of_the_five_meetings_reach_their_floor(several):
    assert f1(both(several, "decisions"), same_words) >= 0.80


def test_the_issues_log_reaches_its_floor(several):
    gold, read = several
    rows = [(gold["issues_log"], read["issues_log"])]
    assert f1(rows, same_row("number")) == 1
    assert f1(rows, same_row("number", "raised", "theme", "number_printed")) >= 0.95
    assert f1(rows, lambda one, other: alike(one["issue"], other["issue"])) >= 0.80
