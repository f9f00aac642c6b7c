"""A real paper accepted whole: the minutes of a group with their issues log.

The document is no part of this repository. What is expected is taken from the gold beside it; what
does not come out of the reading is corrected in the draft, where it can be seen below.
"""

import json
import os
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.service.seam import whole_office

CORPUS = os.environ.get("MINUTEBOOK_CORPUS")
pytestmark = pytest.mark.skipif(not CORPUS, reason="MINUTEBOOK_CORPUS names no corpus")
GROUP = "The NGO group"
MAY = "2006-05-03"


def seed(number):
    """Return the name, the bytes and the gold of a seed."""
    seeds = Path(CORPUS) / "seeds"
    gold = json.loads(next((seeds / "gold").glob(f"{number}_*.json")).read_text())
    file = seeds / gold["source"]
    return file.name, file.read_bytes(), gold


@pytest.fixture
def clerk(home):
    with whole_office(home) as found:
        yield found


def hand_in(clerk, name, data):
    answer = clerk.http.post(
        f"/v1/default/documents?{urlencode({'name': name})}",
        content=data,
        headers={"Content-Type": "application/octet-stream"},
    )
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def correct(clerk, document, **fields):
    changes = [{"op": "add", "path": path, "value": value} for path, value in fields.items()]
    clerk.do("PATCH", f"/documents/{document}/draft", {"changes": changes}, if_match="*")


def obstacles(clerk, document):
    draft = clerk.get(f"/documents/{document}/draft")
    return {each["at"] for each in draft["obstacles"]}, draft["draft"]


def accept(clerk, document):
    return clerk.do("POST", f"/documents/{document}/acceptance", {}, if_match="*")


def words(text):
    return re.findall(r"\w+", text or "")


def test_an_issues_log_of_three_themes_with_numbers_damaged_in_print(clerk):
    name, data, gold = seed("002")
    document = hand_in(clerk, name, data)
    lacking, draft = obstacles(clerk, document)
    assert lacking == {"/body"}, "its five headings print the name of the group in several ways"
    # The headings name one group differently: the secretary says that it is one.
    one = {f"/meetings/{at}/body": {"name": GROUP} for at in range(len(draft["meetings"]))}
    # The list of key issues of May is not read: they put in the line that the log took up.
    may_at = next(n for n, each in enumerate(draft["meetings"]) if each["held_on"] == MAY)
    key_issue = the_key_issue(clerk, document, gold["issues_log"][11]["issue"])
    title = {"title": "Key issues", "paragraphs": [key_issue], "span": key_issue["span"]}
    correct(clerk, document, **one, **{f"/meetings/{may_at}/items/-": title})
    assert obstacles(clerk, document)[0] == set()
    receipt = accept(clerk, document)
    log = receipt["issues_log"]
    assert {each["body"] for each in receipt["meetings"]} == {log["body"]}

    found = list(clerk.pages("/issues", body=log["body"]))
    expected = gold["issues_log"]
    assert [each["id"] for each in found] == log["issues"]
    assert [each["number"] for each in found] == [each["number"] for each in expected]
    assert [each.get("raised_on") for each in found] == [each["raised"] for each in expected]
    assert [each["theme"] for each in found] == [each["theme"] for each in expected]
    illegible = [each["number"] for each in found if "text" not in each]
    assert illegible == [each["number"] for each in expected if each["issue"] is None]
    inferred = [each for each in found if each["basis"] == "sequence"]
    assert len([each for each in inferred if "printed" not in each]) == 4
    assert len([each for each in inferred if "printed" in each]) == 4
    assert len(found) == 24
    themes = clerk.get(f"/bodies/{log['body']}/issue-themes")["items"]
    assert [(each["open"], each["closed"]) for each in themes] == [(5, 0), (12, 0), (7, 0)]

    (twelve,) = [each for each in found if each["number"] == "12"]
    may = receipt["meetings"][may_at]["meeting"]
    (six,) = clerk.get(f"/meetings/{may}")["items"][-1]["paragraphs"]
    assert (six["number"], six["text"]) == ("6", twelve["text"])
    to = {"kind": "paragraph", "meeting": may, "paragraph": six["paragraph"]}
    link = {"to": to, "relation": "same_as", "note": "Key issue 6 of that meeting"}
    clerk.do("POST", f"/issues/{twelve['id']}/links", link)
    (shown,) = clerk.get(f"/issues/{twelve['id']}")["links"]
    assert (shown["meeting"], shown["paragraph"], shown["relation"]) == (
        may,
        six["paragraph"],
        "same_as",
    )
    first = clerk.get(f"/issues/{twelve['id']}/history")["items"][0]["source"]
    assert set(words(twelve["text"])) <= set(words(first["words"]))


def the_key_issue(clerk, document, text):
    """Return the sixth of the key issues as a paragraph, where it stands in the document."""
    whole = clerk.http.get(f"/v1/default/documents/{document}/text").text
    start = whole.index(f"6. {text}")
    return {"number": "6", "text": text, "span": {"start": start, "length": len(text) + 3}}
