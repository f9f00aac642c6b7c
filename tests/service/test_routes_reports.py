"""Reports over HTTP: handed in whole, read as they stood, from recommendation to progress."""

import pytest

from tests.service.seam import whole_office
from tests.service.test_routes_organisations import NOBODY


@pytest.fixture
def clerk(home):
    with whole_office(home) as found:
        yield found


FORM = {
    "title": "The Locks",
    "publisher": {"kind": "organisation", "name": "Canal Office"},
    "published_on": "2009-06",
    "endorsements": [{"name": "Ada Abel", "post": "Commissioner"}],
    "recommendations": [
        {"number": "42", "text": "Mend the lock.", "paragraphs": ["178"], "section": "Locks"},
        {"number": "43", "text": "Paint it.", "paragraphs": ["178"], "section": "Locks"},
        {"number": "44", "text": "Light it.", "paragraphs": ["180"], "section": "Locks"},
    ],
    "responses": [
        {
            "answers": [
                {"recommendation": 0, "disposition": "accepted"},
                {
                    "recommendation": 1,
                    "inferred": {"disposition": "noted", "basis": "no paint is promised"},
                },
            ],
            "text": "We accept this recommendation. We will mend it by the end of March 2010.",
            "opening": "We accept this recommendation.",
            "references": [{"recommendation": 2, "words": "We will"}],
            "commitments": [
                {
                    "text": "We will mend it by the end of March 2010.",
                    "owners": [{"kind": "organisation", "words": "Canal Office"}],
                    "due": {"kind": "period", "first": "2010-03-01", "last": "2010-03-31"},
                    "answer": 0,
                }
            ],
        }
    ],
    "progress": [{"theme": "Locks", "owner": "Canal Office", "text": "The lock was mended."}],
}

AGAIN = FORM["recommendations"][0]


def submit(clerk, **more):
    answer = clerk.ask("POST", "/reports", FORM | more)
    assert answer.status_code == 201, answer.text
    return answer.json()


def listed(clerk, path, **query):
    return [each["id"] for each in clerk.pages(path, **query)]


def test_a_report_is_recorded_whole_and_read_whole(clerk):
    told = submit(clerk)
    shown = clerk.get(f"/reports/{told['id']}")
    assert [each["kind"] for each in told["findings"]] == ["new_organisation"]
    assert shown["publisher"]["name"] == "Canal Office"
    assert [each["id"] for each in shown["recommendations"]] == told["recommendations"]
    assert [each["paragraphs"] for each in shown["recommendations"]][:2] == [["178"], ["178"]]
    first, second = shown["responses"][0]["answers"]
    assert (first["stated"], "inferred" in first) == ("accepted", False)
    assert ("stated" in second, second["inferred"]["disposition"]) == (False, "noted")
    assert shown["responses"][0]["references"][0]["recommendation"] == told["recommendations"][2]
    assert shown["commitments"][0]["owners"][0]["name"] == "Canal Office"
    assert shown["endorsements"][0]["post"] == "Commissioner"
    assert [each["bears_on"] for each in shown["statements"]] == [[]]
    assert listed(clerk, "/reports") == [told["id"]]
    assert len(clerk.get(f"/reports/{told['id']}/history")["items"]) == told["revision"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"recommendations": [*FORM["recommendations"], AGAIN]}, "recommendation 42 already"),
        ({"recommendations": []}, "no such recommendation; count from 0"),
        ({"publisher": {"kind": "organisation"}}, "give an id, a name, or both"),
    ],
)
def test_nothing_is_half_written(clerk, change, words):
    clerk.refused(422 if "give" in words else 409, words, "POST", "/reports", FORM | change)


def test_the_chain_says_what_is_missing_and_holds_what_is_not(clerk):
    told = submit(clerk)
    report, (one, two, three) = f"/reports/{told['id']}", told["recommendations"]
    commitment = told["commitments"][0]
    before = clerk.get(f"/recommendations/{one}/chain")
    (promised,) = before["responses"][0]["commitments"]
    assert [each["link"] for each in promised["missing"]] == ["action", "progress"]
    nothing = clerk.get(f"/recommendations/{three}/chain")
    assert [each["link"] for each in nothing["missing"]] == ["response"]
    unpromised = clerk.get(f"/recommendations/{two}/chain")["responses"][0]
    assert [each["link"] for each in unpromised["missing"]] == ["commitment"]

    body = clerk.make("/bodies", {"name": "Lock Board"})
    action = clerk.make("/actions", {"body": body, "text": "Mend the lock"})
    at = clerk.size
    clerk.do("POST", f"{report}/commitments/{commitment}/actions", {"action": action})
    bearing = {"to": {"kind": "commitment", "id": commitment}}
    clerk.do("POST", f"{report}/statements/{told['statements'][0]}/links", bearing)
    after = clerk.get(f"/recommendations/{one}/chain")["responses"][0]["commitments"][0]
    assert after["missing"] == []
    assert after["actions"][0]["action"]["id"] == action
    assert after["statements"][0]["text"] == "The lock was mended."
    assert clerk.get(f"/recommendations/{one}/chain", known_at=at) == before
    chained = clerk.pages(f"{report}/chains")
    assert [each["recommendation"]["id"] for each in chained] == told["recommendations"]
    clerk.refused(404, "no recommendation", "GET", f"/recommendations/{NOBODY}/chain")


def test_what_is_unanswered_stated_inferred_and_overdue_is_asked_apart(clerk):
    told = submit(clerk)
    one, two, three = told["recommendations"]
    asked = "/recommendations"
    assert listed(clerk, asked, answered=False) == [three]
    assert listed(clerk, asked, stated="accepted") == [one]
    assert listed(clerk, asked, stated="noted") == []
    assert listed(clerk, asked, inferred="noted") == [two]
    commitments, at = told["commitments"], clerk.size
    owner = clerk.get(f"/reports/{told['id']}")["publisher"]["id"]
    assert listed(clerk, "/commitments", overdue_on="2010-03-31") == []
    assert listed(clerk, "/commitments", overdue_on="2010-04-01", owner=owner) == commitments
    met = f"/reports/{told['id']}/commitments/{commitments[0]}/fulfilment"
    clerk.do("POST", met, {"occurred_on": "2010-05-01"})
    assert listed(clerk, "/commitments", met=False) == []
    assert listed(clerk, "/commitments", met=False, known_at=at) == commitments
    assert listed(clerk, "/statements") == told["statements"]
    clerk.refused(409, "met only once", "POST", met, {"occurred_on": "2010-05-02"})


def test_a_reply_of_its_own_is_recorded_fact_by_fact(clerk):
    told = submit(clerk, responses=[])
    office = clerk.get(f"/reports/{told['id']}")["publisher"]["id"]
    reply = submit(
        clerk,
        title="The Reply",
        published_on="2009-08",
        publisher={"kind": "body", "name": "Lock Board"},
        replies_to=told["id"],
        recommendations=[],
        responses=[],
        progress=[],
    )
    path, one = f"/reports/{reply['id']}", told["recommendations"][0]
    answer = {"recommendation": one, "report": told["id"]}
    given = {
        "by": {"kind": "organisation", "id": office, "words": "We"},
        "answers": [answer],
        "text": "We note it.",
        "occurred_on": "2009-08",
    }
    response = clerk.ask("POST", f"{path}/responses", given, key="once").json()["id"]
    assert clerk.ask("POST", f"{path}/responses", given, key="once").json()["id"] == response
    clerk.refused(409, "answered by the same already", "POST", f"{path}/responses", given)
    promise = {"response": response, "placed_with": answer, "text": "We will."}
    made = clerk.ask("POST", f"{path}/commitments", promise | {"occurred_on": "2009-08"})
    assert made.status_code == 201, made.text
    chain = clerk.get(f"/recommendations/{one}/chain")
    assert chain["responses"][0]["commitments"][0]["commitment"]["id"] == made.json()["id"]
    assert listed(clerk, "/reports", replies_to=told["id"]) == [reply["id"]]
