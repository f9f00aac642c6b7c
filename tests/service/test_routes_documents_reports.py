"""Reports handed in as documents: their draft, what it still lacks, and the report they become."""

import pytest

from tests.service.seam import whole_office
from tests.service.test_routes_documents import accept, hand_in, revise, the_draft
from tests.service.test_routes_organisations import NOBODY
from tests.service.test_routes_reports import FORM

REPORT = """\
# Report on the locks

## Recommendations

**Recommendation 1:** The Canal Office should mend the lock at Wend. (Paragraph 12)

We accept this recommendation. The Canal Office will mend the lock by the end of March 2025.

**Recommendation 2:** The Canal Office should paint the gate. (Paragraph 14)

We note this recommendation.
"""
PROGRESS = """\
Yearbook

## Progress on earlier recommendations

The Canal Office has mended the gate at Fell.

The towpath was opened in May, and the Canal Office has put up lamps.
"""
OFFICE = {"kind": "organisation", "name": "Canal Office"}
ROOM = (
    "a report cannot be recorded so: Tuple should have at most 500 items after validation, not 600"
)
SAID = {"/publisher": OFFICE, "/published_on": "2024-10"}


@pytest.fixture
def clerk(home):
    with whole_office(home) as found:
        yield found


def drafted(clerk, text=REPORT, **fields):
    document = hand_in(clerk, text, "report.md").json()["id"]
    say(clerk, document, **fields)
    return document


def say(clerk, document, **fields):
    if fields:
        changes = ({"op": "add", "path": at, "value": value} for at, value in fields.items())
        revise(clerk, document, *changes)


def lacking(clerk, document):
    return {each["at"]: each["why"] for each in the_draft(clerk, document)["obstacles"]}


def kinds(receipt):
    return [(each["kind"], each["at"]) for each in receipt["report"]["findings"]]


def test_a_report_says_what_it_lacks_where_it_is_to_be_put_in(clerk):
    document = drafted(clerk)
    assert the_draft(clerk, document)["draft"]["heading"] == "Report on the locks"
    assert lacking(clerk, document).keys() == SAID.keys()
    path = f"/documents/{document}/acceptance"
    clerk.refused(409, "correct the draft at /publisher", "POST", path, {}, if_match="*")
    say(clerk, document, **SAID)
    assert lacking(clerk, document) == {}
    revise(clerk, document, {"op": "remove", "path": "/heading"})
    assert lacking(clerk, document).keys() == {"/heading"}


def test_an_accepted_report_stands_in_the_record_each_fact_with_its_line(clerk):
    document = drafted(clerk, **SAID)
    receipt = accept(clerk, document)
    told = receipt["report"]
    assert receipt["meetings"] == []
    assert kinds(receipt) == [("new_organisation", "/publisher")]
    assert clerk.get(f"/documents/{document}")["reports"] == [told["report"]]
    shown = clerk.get(f"/reports/{told['report']}")
    assert (shown["title"], shown["published_on"]) == ("Report on the locks", "2024-10")
    assert shown["publisher"]["name"] == "Canal Office"
    assert [each["id"] for each in shown["recommendations"]] == told["recommendations"]
    assert [each["number"] for each in shown["recommendations"]] == ["1", "2"]
    first, second = shown["responses"]
    assert (first["answers"][0]["stated"], second["answers"][0]["stated"]) == ("accepted", "noted")
    (commitment,) = shown["commitments"]
    assert (commitment["owners"][0]["name"], commitment["due"]["day"]) == (
        "Canal Office",
        "2025-03-31",
    )
    events = clerk.get(f"/reports/{told['report']}/history")["items"]
    (made, _) = [each for each in events if each["type"] == "report.recommendation_made"]
    assert (made["source"]["document"], made["source"]["line"]) == (document, 5)
    assert "mend the lock at Wend" in made["source"]["words"]
    accepted = clerk.get(f"/documents/{document}/history")["items"][-1]
    assert {each["causation"] for each in events} == {accepted["id"]}


def test_the_body_and_the_day_of_a_document_are_those_of_its_report(clerk):
    said = {"/body": {"name": "Lock Board"}, "/as_of": "2024-10-18", "/heading": "The Year"}
    document = drafted(clerk, PROGRESS, **said)
    assert lacking(clerk, document) == {}
    receipt = accept(clerk, document)
    assert kinds(receipt) == [
        ("new_body", "/body"),
        ("unlinked_progress", "/progress_updates/0"),
        ("unlinked_progress", "/progress_updates/1"),
    ]
    shown = clerk.get(f"/reports/{receipt['report']['report']}")
    assert (shown["publisher"]["kind"], shown["publisher"]["name"]) == ("body", "Lock Board")
    assert (shown["title"], shown["published_on"]) == ("The Year", "2024-10-18")


def test_what_papers_and_a_report_lack_alike_is_asked_for_once(clerk):
    member = {"name": "Ada Abel", "span": {"start": 0, "length": 8}}
    document = drafted(clerk, **{"/members/-": member})
    found = lacking(clerk, document)
    assert found.keys() == {"/body", "/as_of"}
    assert "another at /publisher" in found["/body"]
    assert "another at /published_on" in found["/as_of"]
    say(clerk, document, **{"/publisher": OFFICE})
    assert lacking(clerk, document)["/body"].endswith("the members of this document belong to")


def test_progress_bears_on_the_recommendations_of_an_earlier_report_by_number(clerk):
    earlier = clerk.ask("POST", "/reports", FORM).json()
    said = SAID | {"/heading": "The Year", "/progress_updates/0/numbers": ["42", "50"]}
    receipt = accept(clerk, drafted(clerk, PROGRESS, **said))
    assert kinds(receipt) == [
        ("unknown_recommendation", "/progress_updates/0/numbers/1"),
        ("unlinked_progress", "/progress_updates/1"),
    ]
    first, second = clerk.get(f"/reports/{receipt['report']['report']}")["statements"]
    (bears_on,) = first["bears_on"]
    assert bears_on["id"] == earlier["recommendations"][0]
    assert second["bears_on"] == []


def test_progress_of_somebody_else_s_report_names_that_report(clerk):
    earlier = clerk.ask("POST", "/reports", FORM).json()
    said = SAID | {
        "/publisher": {"kind": "body", "name": "Lock Board"},
        "/heading": "The Year",
        "/progress_updates/0/numbers": ["42"],
    }
    document = drafted(clerk, PROGRESS, **said, **{"/replies_to": earlier["id"]})
    receipt = accept(clerk, document)
    shown = clerk.get(f"/reports/{receipt['report']['report']}")
    assert shown["replies_to"] == earlier["id"]
    assert shown["statements"][0]["bears_on"][0]["id"] == earlier["recommendations"][0]


UNANSWERED = {
    "number": "3",
    "text": "Light it.",
    "disposition": "noted",
    "span": {"start": 0, "length": 1},
}
WRONG = {
    "/recommendations/1/number": {"/recommendations/1/number": "1"},
    "/recommendations/0/disposition": {"/recommendations/0/disposition": "mostly"},
    "/recommendations/0/disposition_words": {"/recommendations/0/response": "So be it."},
    "/recommendations/2/response": {"/recommendations/-": UNANSWERED},
    "/publisher/name": {"/publisher": {"kind": "organisation", "id": NOBODY}},
}


def test_what_cannot_be_recorded_is_told_by_its_place_before_anybody_accepts(clerk):
    for number, (at, fields) in enumerate(WRONG.items()):
        document = drafted(clerk, REPORT + "\n" * number, **SAID)
        say(clerk, document, **fields)
        assert lacking(clerk, document).keys() == {at}
    revise(clerk, document, {"op": "remove", "path": "/publisher"})
    say(clerk, document, **{"/body": {"id": NOBODY}})
    assert lacking(clerk, document).keys() == {"/body/name"}
    met = {"body": {"id": NOBODY}, "held_on": "2024-10-18"}
    revise(clerk, document, {"op": "remove", "path": "/body"})
    say(clerk, document, **{"/meetings/-": met})
    assert lacking(clerk, document).keys() == {"/meetings/0/body/name"}


def test_members_and_who_chairs_sub_groups_are_offered_whom_they_may_mean(clerk):
    works = clerk.make("/organisations", {"name": "Ministry of Works"})
    span = {"start": 0, "length": 8}
    group = {"name": "Lamps", "chairs": ["Port", "MoW"], "span": span}
    member = {"name": "Ada Abel", "organisation": "MoW", "span": span}
    said = {"/members/-": member, "/sub_groups/-": group, "/body": {"name": "Lock Board"}}
    document = drafted(clerk, **SAID, **said, **{"/as_of": "2024-10-18"})
    names = {each["name"]: each for each in clerk.get(f"/documents/{document}/names")["items"]}
    assert names["Ada Abel"]["at"] == ["/members/0/person"]
    places = ["/members/0/organisation_id", "/sub_groups/0/chair_ids/1"]
    assert names["MoW"]["at"] == places
    assert [each["id"] for each in names["MoW"]["candidates"]] == [works]
    say(clerk, document, **dict.fromkeys(places, works))
    left = [each["name"] for each in clerk.get(f"/documents/{document}/names")["items"]]
    assert left == ["Ada Abel", "Port"]

    draft = f"/documents/{document}/draft"
    moving = {"changes": [{"op": "remove", "path": "/sub_groups/0/chairs/0"}]}
    clerk.refused(409, "take them out first", "PATCH", draft, moving, if_match="*")
    (lamps,) = accept(clerk, document)["sub_groups"]["sub_groups"]
    chairs = clerk.get(f"/bodies/{lamps}/memberships")["items"]
    assert chairs[1]["organisation"] == works
    assert {"name": "MoW", "kind": "spelling"} in clerk.get(f"/organisations/{works}")["names"]


def test_more_promises_than_a_report_has_room_for_are_told_where_they_stand(clerk):
    document = drafted(clerk, **SAID)
    row = the_draft(clerk, document)["draft"]["recommendations"][0]
    promise = {"text": "The Canal Office will mend the lock.", "span": row["span"]}
    rows = [
        row | {"number": str(number), "response_group": ["1"], "commitments": [promise] * 100}
        for number in range(1, 7)
    ]
    say(clerk, document, **{"/recommendations": rows})

    found = lacking(clerk, document)

    assert list(found) == ["/recommendations/0/commitments"] or list(found) == [
        "/recommendations/0"
    ]
    (why,) = found.values()
    assert "500" in why
