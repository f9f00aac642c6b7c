"""Seven real meetings go in by upload, draft, a few corrections and acceptance, by both ways.

The documents are real, so they are no part of this repository; what is expected of them is taken
from the gold beside them.
"""

import json
import os
from contextlib import ExitStack
from difflib import SequenceMatcher
from pathlib import Path
from types import SimpleNamespace

import pytest

CORPUS = os.environ.get("MINUTEBOOK_CORPUS")
pytestmark = [
    pytest.mark.only("sqlite"),
    pytest.mark.skipif(
        not CORPUS,
        reason="MINUTEBOOK_CORPUS names no corpus, and these minutes are in no other place",
    ),
]
DOCUMENTS = ("001", "000", "002")
GROUP = "Stakeholder Group"
ALIKE = 0.6


def seed(number):
    """Return the file of a seed, and what its gold says of it."""
    seeds = Path(CORPUS) / "seeds"
    gold = json.loads(next((seeds / "gold").glob(f"{number}_*.json")).read_text())
    return seeds / gold["source"], gold


def corrections(draft, gold):
    """Yield what a secretary would correct: one group met, and who is listed are people.

    The last entries come first, so that what is taken out does not move what follows.
    """
    for at, (meeting, printed) in enumerate(zip(draft["meetings"], gold["meetings"], strict=True)):
        place, listed = f"/meetings/{at}", {row["name"] for row in printed["attendance"]}
        if len(gold["meetings"]) > 1:
            yield {"op": "add", "path": f"{place}/body", "value": {"name": GROUP}}
        for pointer, owner in owners_of(meeting, place):
            if owner["kind"] == "unclear" and owner["words"] in listed:
                yield {"op": "replace", "path": f"{pointer}/kind", "value": "person"}
        for row in reversed(range(len(meeting["attendance"]))):
            name = meeting["attendance"][row].get("name")
            if name is not None and name not in listed:
                yield {"op": "remove", "path": f"{place}/attendance/{row}"}


def owners_of(meeting, place):
    homes = [(place, meeting)]
    homes += [(f"{place}/items/{n}", item) for n, item in enumerate(meeting["items"])]
    for home, business in homes:
        for number, action in enumerate(business["actions"]):
            for at, owner in enumerate(action["owners"]):
                yield f"{home}/actions/{number}/owners/{at}", owner


def taken_in(office):
    """Hand all documents in, correct and accept each; answers what came of it."""
    told = {}
    for number in DOCUMENTS:
        path, gold = seed(number)
        document = office.hand_in(path)
        before = office.draft(document)
        changes = list(corrections(before, gold))
        if changes:
            office.revise(document, changes)
        meetings = office.accept(document)
        told[number] = SimpleNamespace(
            path=path,
            gold=gold,
            document=document,
            meetings=meetings,
            changes=changes,
            draft=office.draft(document),
        )
    return told


@pytest.fixture(scope="module")
def stories(ways, kind, new_home):
    with ExitStack() as stack:
        told = {}
        for name, way in ways.items():
            office = stack.enter_context(way(stack.enter_context(new_home(kind))))
            told[name] = SimpleNamespace(office=office, told=taken_in(office))
        yield told


@pytest.fixture(params=["command line", "HTTP"])
def story(request, stories):
    return stories[request.param]


def test_seven_meetings_are_in_the_record(story):
    meetings = [each["meeting"] for told in story.told.values() for each in told.meetings]
    assert len(set(meetings)) == 7
    (group,) = {each["body"] for each in story.told["002"].meetings}
    assert group not in {each["body"] for each in story.told["001"].meetings}


def test_a_few_corrections_were_enough(story):
    assert 0 < len(story.told["002"].changes) <= 30
    assert len(story.told["000"].changes) + len(story.told["001"].changes) <= 3


def test_every_corrected_field_is_as_it_was_corrected(story):
    draft = story.told["002"].draft
    assert {meeting["body"]["name"] for meeting in draft["meetings"]} == {GROUP}


def lines_between(text, start, end):
    first = text.count("\n", 0, start) + 1
    return range(first, first + text.count("\n", start, end) + 1)


def likeness(one, other):
    """Return how much of the shorter of two texts stands in the other, too."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    blocks = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
    return sum(each.size for each in blocks if each.size > 2) / len(short)


@pytest.mark.parametrize("number", DOCUMENTS)
def test_the_history_of_every_action_leads_to_its_line_in_the_document(story, number):
    told = story.told[number]
    text = told.path.read_text(encoding="utf-8-sig")
    expected = [action for meeting in told.gold["meetings"] for action in meeting["actions"]]
    marked = [action for action in expected if action.get("basis") != "running_text"]
    given_out = [action for meeting in told.meetings for action in meeting["actions"]]
    events = story.office.histories(given_out)
    assert [each["type"] for each in events] == ["action.assigned"] * len(given_out)
    matched = 0
    for event in events:
        source, said = event["source"], event["data"]["text"]
        assert source["document"] == told.document
        assert source["line"] == text.count("\n", 0, source["start"]) + 1
        assert text[source["start"] : source["end"]].startswith(source["words"].rstrip("\u2026"))
        best = max(expected, key=lambda gold, said=said: likeness(gold["text"], said))
        if likeness(best["text"], said) >= ALIKE:
            lines = lines_between(text, source["start"], source["end"])
            assert set(best["lines"]) & set(lines), (said, best["lines"], lines)
            matched += best in marked
    assert matched >= 0.85 * len(marked)


def test_everybody_listed_in_the_gold_is_listed_in_the_record(story):
    told = story.told["002"]
    for meeting, gold in zip(told.meetings, told.gold["meetings"], strict=True):
        events = story.office.history(meeting["meeting"])
        rows = [each for each in events if each["type"] == "meeting.attendance_listed"]
        named = [row for row in gold["attendance"] if row["name"]]
        assert len(rows) >= 0.85 * len(named)
        assert {row["source"]["document"] for row in rows} == {told.document}
