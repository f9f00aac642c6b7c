"""Two real reports accepted as documents: a reply to recommendations, and a yearbook of progress.

The documents are no part of this repository. What is expected is taken from the gold beside them;
what does not come out of the reading is corrected in the draft, where it can be seen below.
"""

import os
from difflib import SequenceMatcher

import pytest

from tests.acceptance.test_papers import accept, correct, hand_in, obstacles, seed
from tests.service.seam import whole_office

CORPUS = os.environ.get("MINUTEBOOK_CORPUS")
pytestmark = pytest.mark.skipif(not CORPUS, reason="MINUTEBOOK_CORPUS names no corpus")
GOVERNMENT = {"kind": "organisation", "name": "Government"}
MINISTERS = "The ministerial group"
PUBLISHED = "2013-10-18"
CHAIN = ("recommendations", "responses", "commitments")


@pytest.fixture
def clerk(home):
    with whole_office(home) as found:
        yield found


def spaced(text):
    return " ".join(text.split())


def alike(one, other):
    one, other = spaced(one), spaced(other)
    return one in other or other in one or SequenceMatcher(None, one, other).ratio() > 0.9


def corrected(read, printed, span):
    """Return what was read without what is not printed, with what was missed; and both numbers."""
    left, missed = list(read), []
    for each in printed:  # what was read twice counts once
        found = next((one for one in left if alike(each["text"], one["text"])), None)
        if found is None:
            missed.append(
                {name: each[name] for name in ("theme", "owner", "text") if each.get(name)}
            )
        else:
            left.remove(found)
    added = [each | {"span": span} for each in missed]
    return [*(one for one in read if one not in left), *added], len(left), len(added)


def parted(read, printed):
    """Return the statements that were read as one, each as printed; one that is whole as it is."""
    within = [each for each in printed if spaced(each["text"]) in spaced(read["text"])]
    if len(within) < 2:
        return [read]
    said = (
        {name: each[name] for name in ("theme", "owner", "text") if each[name]} for each in within
    )
    return [each | {"span": read["span"]} for each in said]


def test_a_reply_comes_in_with_no_orphan_on_either_side(clerk):
    name, data, gold = seed("003")
    document = hand_in(clerk, name, data)
    lacking, draft = obstacles(clerk, document)
    assert lacking == {"/heading", "/publisher", "/published_on"}
    said = {"/heading": "The Reply", "/publisher": GOVERNMENT, "/published_on": "2009-08"}
    # A promise is told from a statement by its words alone: some are read that are none, and others
    # are not read.
    out, into = 0, 0
    of_gold = {each["number"]: each for each in gold["recommendations"]}
    for at, row in enumerate(draft["recommendations"]):
        printed = of_gold[row["number"]]["commitments"]
        promised, less, more = corrected(row["commitments"], printed, row["span"])
        out, into = out + less, into + more
        if less or more:
            said[f"/recommendations/{at}/commitments"] = promised
    assert max(out, into) <= 6
    correct(clerk, document, **said)
    assert obstacles(clerk, document)[0] == set()
    told = accept(clerk, document)["report"]
    assert [len(told[each]) for each in CHAIN] == [47, 35, 38]

    shown = clerk.get(f"/reports/{told['report']}")
    assert [len(shown[each]) for each in CHAIN] == [47, 35, 38]
    numbers = {each["id"]: each["number"] for each in shown["recommendations"]}
    answers = [
        [(numbers[one["recommendation"]], one.get("stated")) for one in each["answers"]]
        for each in shown["responses"]
    ]
    groups = {tuple(number for number, _ in each) for each in answers}
    assert groups == {tuple(each["response_group"]) for each in gold["recommendations"]}
    assert sorted(n for group in groups for n in group) == sorted(of_gold)
    cited = {each["number"]: each["paragraphs"] for each in shown["recommendations"]}
    assert cited["42"] == cited["43"] == ["178"]
    assert cited == {n: each["report_paragraphs"] for n, each in of_gold.items()}
    stated = {number: how for each in answers for number, how in each if how}
    assert stated
    assert stated == {number: of_gold[number]["disposition"] for number in stated}
    assert "2010-03-31" in {each["due"].get("day") for each in shown["commitments"]}
    first, *others = clerk.pages(f"/reports/{told['report']}/history")
    assert first["type"] == "report.published"
    assert {each["source"]["document"] for each in others} == {document}


def test_members_sub_groups_and_progress_of_a_yearbook_come_in_together(clerk):
    name, data, gold = seed("004")
    document = hand_in(clerk, name, data)
    lacking, draft = obstacles(clerk, document)
    assert lacking == {"/body", "/as_of", "/heading"}
    # The report says none of it as data; and that one signatory chairs stands in words of a post.
    chair = next(n for n, each in enumerate(draft["members"]) if "Chair" in each["post"])
    said = {"/body": {"name": MINISTERS}, "/as_of": PUBLISHED, "/heading": "The Second Report"}
    said[f"/members/{chair}/role"] = "chair"
    # Two pairs of statements, printed without a gap, are read as one each: they are parted.
    printed = gold["progress_updates"]
    statements = [part for read in draft["progress_updates"] for part in parted(read, printed)]
    assert len(statements) - len(draft["progress_updates"]) == 2
    correct(clerk, document, **said, **{"/progress_updates": statements})
    receipt = accept(clerk, document)

    body = receipt["members"]["body"]
    found = {each["id"]: each for each in clerk.pages(f"/bodies/{body}/memberships")}
    joined = [found[each] for each in receipt["members"]["memberships"]]
    listed = [(each["name"], each["post"], each["organisation"]) for each in gold["members"]]
    told = [(each["name"], each["post"], each.get("on_behalf_of_name")) for each in joined]
    assert told == listed
    assert len(joined) == 16
    assert {each["joined_on"] for each in joined} == {PUBLISHED}
    assert [each["name"] for each in joined if each["role"] == "chair"] == [listed[chair][0]]
    assert groups_of(clerk, receipt, body) == [
        (each["name"], each["chairs"]) for each in gold["sub_groups"]
    ]

    shown = clerk.get(f"/reports/{receipt['report']['report']}")
    assert (shown["publisher"]["id"], shown["published_on"]) == (body, PUBLISHED)
    narrated = shown["statements"]
    assert len(narrated) == 38
    left = list(narrated)
    for each in printed:  # none stands for two
        left.remove(next(one for one in left if alike(each["text"], one["text"])))
    # No statement says to which recommendation it belongs: each is told, for a person to link.
    unlinked = [
        each for each in receipt["report"]["findings"] if each["kind"] == "unlinked_progress"
    ]
    assert [each["id"] for each in unlinked] == receipt["report"]["statements"]


def groups_of(clerk, receipt, body):
    groups = []
    for group in receipt["sub_groups"]["sub_groups"]:
        shown = clerk.get(f"/bodies/{group}")
        assert shown["parent"] == body
        chairs = clerk.get(f"/bodies/{group}/memberships")["items"]
        assert {each["role"] for each in chairs} == {"co_chair"}
        groups.append((shown["name"], [each["organisation_name"] for each in chairs]))
    assert len(groups) == 6
    organisations = [each["name"] for each in clerk.pages("/organisations")]
    assert len(organisations) == len(set(organisations))
    return groups
