"""The life of minutes from the command line, where the operator is one actor."""

import orjson
import pytest

from tests.service.seam import whole_office
from tests.service.test_cli import run
from tests.service.test_routes_minutes import Office


@pytest.fixture
def office(home):
    with whole_office(home) as clerk:
        yield Office(clerk)


@pytest.fixture
def told(office):
    """Return what a command tells of the minutes, with the status it ends with."""

    def ask(command, *arguments, code=0, of=office.march):
        meeting = () if of is None else (of,)
        done = run("minutes", command, *meeting, *arguments, **office.clerk.home.variables)
        assert done.exit_code == code, done.output
        return done.output

    return ask


def test_minutes_are_drafted_cleared_corrected_and_circulated(office, told):
    assert "no minutes" in told("list", of=None)
    assert "version 1 of the minutes: draft" in told("draft")
    assert "nothing new" in told("draft", code=1)
    assert "submitted for clearance" in told("clear", "--submit")
    assert "clearance refused" in told("clear", "--refuse", "too long")
    correction = ("--part", "paragraph", "--number", "1", "--text", "Seen", "--reason", "a slip")
    told("correct", *correction)
    told("correct", *correction)
    assert "version 2 of the minutes: draft" in told("correct", "--accept", "1")
    told("correct", "--decline", "2", "--reason", "it is in the text")
    told("clear", "--submit")
    assert "cleared" in told("clear")
    assert "circulated" in told("circulate")
    assert "nothing new" in told("circulate")
    told("annotate", "see the file")
    told("annotate", "of the board", "--part", "item", "--number", "1")
    told("publish", "members")
    view = office.minutes()
    assert [each["state"] for each in view["corrections"]] == ["accepted", "declined"]
    assert [each.get("number") for each in view["annotations"]] == [None, 1]
    assert orjson.loads(run_json(office, "show", office.march)) == view
    listed = orjson.loads(run_json(office, "list", "--state", "circulated", "--body", "Quay Board"))
    assert [each["meeting"] for each in listed["items"]] == [office.march]
    assert office.march in told("list", of=None)
    for words in ("circulated", "see the file", "members", "Seen"):
        assert words in told("show")


def test_what_went_out_is_shown_as_it_went_out(office, told):
    told("draft")
    assert "publish them first" in told("rendition", code=1)
    assert "--names someone" in told("publish", "public", "--names", "someone", code=2)
    told("publish", "public", "--names", "members")
    redaction = {"redaction": 1, "exemption": "FOI s.36", "reviewer": "Rita Review"}
    office.do("redactions", {"part": "paragraph", "number": 1} | redaction)
    for words in ("published to: public", "[withheld: FOI s.36]", "To mend."):
        assert words in told("rendition")
    shown = orjson.loads(run_json(office, "rendition", office.march, "public"))
    assert shown == office.clerk.get(f"{office.path}/renditions/public")


def run_json(office, *arguments):
    done = run("minutes", *arguments, "--json", **office.clerk.home.variables)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_operator_approves_what_another_drafted_and_amends_it(office, told):
    told("draft")
    assert "let another person approve it" in told("approve", "--at", office.june, code=1)
    clerk = office.clerk
    actor = clerk.make("/actors", {"kind": "person", "subject": "the secretary"})
    clerk.do("POST", f"/actors/{actor}/roles", {"role": "secretary"})
    headers = {"Authorization": f"Bearer {clerk.home.token('the secretary')}"}
    clerk.do("POST", f"/meetings/{office.march}/no-actions", {"item": 1})
    clerk.http.post(f"/v1/default{office.path}/versions", json={}, headers=headers)
    assert "version 2 of the minutes: approved" in told("approve", "--at", office.june)
    amendment = ("--part", "decision", "--number", "1", "--text", "To mend by May")
    told("amend", *amendment, "--reference", office.june)
    shown = told("show")
    assert "approved at the meeting" in shown
    assert "on the authority of the meeting" in shown
    entry = clerk.pages(f"{office.path}/history")[-1]
    assert entry["authority"] == {"kind": "meeting", "reference": office.june}


def test_words_are_redacted_by_what_they_are_and_published_again(office, told):
    told("draft")
    text = office.minutes()["text"]
    why = ("--exemption", "s40", "--reviewer", "Ada Abel")
    survey = ("--part", "paragraph", "--number", "1", "--words", "the survey")
    told("redact", *survey, *why, "--review-on", "2025-01-01")
    told("redact", "--part", "item", "--number", "1", *why)
    told("redact", "--part", "item", "--number", "1", "--words", "pair", *why)
    told("redact", "--part", "decision", "--number", "1", "--start", "3", "--length", "4", *why)
    twice = ("--part", "paragraph", "--number", "1", "--words", "e")
    assert "give such as stand there once" in told("redact", *twice, *why, code=2)
    assert "redaction 1" in told("show")
    assert "nothing new" not in told("lift", "1", "--reason", "it is known")
    assert "nothing new" in told("lift", "1", "--reason", "it is known")

    view = office.minutes()
    assert view["text"] == text
    first, item, *others = view["redactions"]
    said = "The board noted the survey."[first["start"] :][: first["length"]]
    assert (said, first["reviewer"], first["review_on"]) == ("the survey", "Ada Abel", "2025-01-01")
    assert first["reason"] == "it is known"
    assert "start" not in item
    assert [(each["start"], each["length"]) for each in others] == [(2, 4), (3, 4)]
    shown = told("show")
    for words in ("it is known", "all of it", "characters 3 to 6"):
        assert words in shown


_REDACT = ("redact", "--part", "item", "--number", "1", "--exemption", "s40")
WRONG = [
    (_REDACT, "--reviewer is missing", 2),
    (("redact", "--exemption", "s40", "--reviewer", "Ada"), "name the part", 2),
    ((*_REDACT, "--reviewer", "Ada", "--words", "x", "--start", "1"), "or their --start", 2),
    ((*_REDACT, "--reviewer", "Ada", "--words", "x"), "draft them first", 1),
    (("lift", "1"), "--reason is missing", 2),
    (("circulate",), "draft them first", 1),
    (("clear",), "draft them first", 1),
    (("clear", "--submit", "--refuse", "no"), "give one of them", 2),
    (("correct",), "name the part", 2),
    (("correct", "--accept", "1", "--decline", "2"), "give one of them", 2),
    (("correct", "--decline", "2"), "--reason is missing", 2),
    (("annotate", "x", "--part", "item"), "name the part", 2),
    (("amend", "--authority", "whim"), "write one of chair, meeting", 2),
    (("amend",), "--reference is missing", 2),
    (("publish", "everybody"), "write one of public", 2),
    (("show",), "there are no minutes of a meeting", 1),
]


def test_what_is_not_told_right_is_said_so(told):
    for (name, *arguments), words, code in WRONG:
        assert words in " ".join(told(name, *arguments, code=code).split())
