"""The five real documents: what is expected of each, and what a secretary corrects in its draft.

They are no part of this repository; what is expected of them is taken from the gold beside them.
"""

import json
import os
import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

CORPUS = os.environ.get("MINUTEBOOK_CORPUS")
NGO_GROUP = "Stakeholder Group"
MAY = "2006-05-03"


class Seed(NamedTuple):
    """A document and what its gold says that it holds."""

    path: Path
    gold: dict

    @property
    def text(self):
        return self.path.read_text(encoding="utf-8-sig")


def seed(number):
    seeds = Path(CORPUS) / "seeds"
    gold = json.loads(next((seeds / "gold").glob(f"{number}_*.json")).read_text())
    return Seed(seeds / gold["source"], gold)


def alike(one, other):
    one, other = " ".join(one.split()), " ".join(other.split())
    return one in other or other in one or SequenceMatcher(None, one, other).ratio() > 0.9


def likeness(one, other):
    """Return how much of the shorter of two texts stands in the other, too."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    blocks = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
    return sum(each.size for each in blocks if each.size > 2) / len(short)


def of_minutes(draft, gold, text):
    """Yield what is corrected in minutes: one group met, who is listed are people, a key issue.

    The last entries come first, so that what is taken out does not move what follows.
    """
    for at, (meeting, printed) in enumerate(zip(draft["meetings"], gold["meetings"], strict=True)):
        place, listed = f"/meetings/{at}", {row["name"] for row in printed["attendance"]}
        if len(gold["meetings"]) > 1:
            yield put(f"{place}/body", {"name": NGO_GROUP})
        if printed["date"] == MAY:
            # The list of key issues is not read: they put in the line that the log took up.
            issue = key_issue(text, gold["issues_log"][11]["issue"])
            title = {"title": "Key issues", "paragraphs": [issue], "span": issue["span"]}
            yield put(f"{place}/items/-", title)
        for pointer, owner in owners_of(meeting, place):
            if owner["kind"] == "unclear" and owner["words"] in listed:
                yield {"op": "replace", "path": f"{pointer}/kind", "value": "person"}
        for row in reversed(range(len(meeting["attendance"]))):
            name = meeting["attendance"][row].get("name")
            if name is not None and name not in listed:
                yield {"op": "remove", "path": f"{place}/attendance/{row}"}


def put(path, value):
    return {"op": "add", "path": path, "value": value}


def key_issue(text, issue):
    """Return the sixth of the key issues as a paragraph, where it stands in the document."""
    start = text.index(f"6. {issue}")
    return {"number": "6", "text": issue, "span": {"start": start, "length": len(issue) + 3}}


def owners_of(meeting, place):
    homes = [(place, meeting)]
    homes += [(f"{place}/items/{n}", item) for n, item in enumerate(meeting["items"])]
    for home, business in homes:
        for number, action in enumerate(business["actions"]):
            for at, owner in enumerate(action["owners"]):
                yield f"{home}/actions/{number}/owners/{at}", owner


def of_reply(draft, gold):
    """Yield what is corrected in a reply: promises that are none go, those not read come in."""
    printed = {each["number"]: each["commitments"] for each in gold["recommendations"]}
    for at, row in enumerate(draft["recommendations"]):
        place, wanted = f"/recommendations/{at}/commitments", printed[row["number"]]
        read = [each["text"] for each in row["commitments"]]
        for number in reversed(range(len(read))):
            if not any(alike(read[number], each["text"]) for each in wanted):
                yield {"op": "remove", "path": f"{place}/{number}"}
        for each in wanted:
            if not any(alike(each["text"], text) for text in read):
                given = {"text": each["text"], "owner": each["owner"], "span": row["span"]}
                yield put(f"{place}/-", given)


def of_report(draft, gold, body, published):
    """Yield what is corrected in a report: whose, of which day, who chairs, what was not read."""
    # The report says neither as data; and that one signatory chairs stands in the words of a post.
    chair = next(n for n, each in enumerate(draft["members"]) if "Chair" in each["post"])
    yield put("/body", {"name": body})
    yield put("/as_of", published)
    yield put("/heading", "The second report")
    yield put(f"/members/{chair}/role", "chair")
    left, missed = list(range(len(draft["progress_updates"]))), []
    for each in gold["progress_updates"]:  # a statement that was read twice counts once
        told = [n for n in left if alike(each["text"], draft["progress_updates"][n]["text"])]
        if told:
            left.remove(told[0])
        else:
            missed.append({name: each[name] for name in ("theme", "owner", "text")})
    span = draft["progress_updates"][0]["span"]
    for each in missed:
        given = {name: value for name, value in each.items() if value is not None}
        yield put("/progress_updates/-", given | {"span": span})
    for number in reversed(left):
        yield {"op": "remove", "path": f"/progress_updates/{number}"}


def words(text):
    return re.findall(r"\w+", text or "")
