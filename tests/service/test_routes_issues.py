"""Issues logs over HTTP: logged and linked by hand, and taken whole out of documents."""

import pytest

from service.routes import issue_commands, issues
from tests.service import test_routes_organisations as offices
from tests.service.test_routes_documents import accept, hand_in, revise, the_draft
from tests.service.test_routes_organisations import NOBODY

ROUTES = (*offices.ROUTES, issues, issue_commands)
MINUTES = """\
Quay Repairs Board
Minutes of the meeting held on 4 March 2024

Present: Ada Abel (Chair), Bram Brandt

1. Repairs
The group noted the survey.
"""
SPAN = {"start": 0, "length": 5}
ROW = {"number": "1", "number_printed": "1", "raised": "2024-03-04", "issue": "Dark", "span": SPAN}
TORN = {"number": "2", "number_printed": "E", "theme": "Birds", "issue": "Gulls", "span": SPAN}
MEMBER = {"name": "Ada Abel", "organisation": "Port", "post": "Harbour Master", "span": SPAN}
GROUP = {"name": "Lights", "chairs": ["Port", "Gull Trust"], "remit": "to light", "span": SPAN}


@pytest.fixture
def clerk(home):
    with offices.office(home, [each.router for each in ROUTES]) as found:
        yield found


@pytest.fixture
def body(clerk):
    return clerk.make("/bodies", {"name": "Quay Board"})


def log(clerk, body, **more):
    return clerk.make("/issues", {"body": body, "text": "Dark"} | more)


def put_in(clerk, document, *changes):
    return revise(clerk, document, *({"op": "add", "path": at, "value": v} for at, v in changes))


def with_papers(clerk, *changes):
    document = hand_in(clerk).json()["id"]
    put_in(clerk, document, *changes)
    return document


def test_an_issue_is_logged_read_and_listed(clerk, body):
    told = {"number": "7", "theme": "Lights", "raised_on": "2024-02", "proposed_action": "Mend"}
    issue = log(clerk, body, occurred_on="2024-03-04", **told)
    other = log(clerk, body, theme="Birds")
    assert clerk.get(f"/issues/{issue}") == told | {
        "id": issue,
        "body": body,
        "printed": "7",
        "basis": "printed",
        "text": "Dark",
        "state": "open",
        "logged_on": "2024-03-04",
        "links": [],
    }
    assert [each["id"] for each in clerk.pages("/issues", body=body)] == [issue, other]
    assert [each["id"] for each in clerk.pages("/issues", theme="Birds")] == [other]
    assert clerk.get("/issues", body=NOBODY)["items"] == []
    clerk.refused(404, "no issue", "GET", f"/issues/{NOBODY}")


def test_a_number_stands_once_in_the_log_of_a_body(clerk, body):
    issue = log(clerk, body, number="7")
    asked = {"body": body, "number": "7", "text": "Gulls"}
    clerk.refused(409, f"issue {issue} already", "POST", "/issues", asked)
    torn = log(clerk, body, printed="E")
    number = {"number": "7", "basis": "sequence"}
    path = f"/issues/{torn}/number"
    clerk.refused(409, f"issue {issue} already", "PUT", path, number, if_match="*")
    clerk.do("PUT", path, {"number": "8", "basis": "sequence"}, if_match="*")
    assert clerk.do("PUT", path, {"number": "8"}, if_match="*")["revision"] == 3
    found = clerk.get(f"/issues/{torn}")
    assert (found["number"], found["printed"], found["basis"]) == ("8", "E", "stated")
    clerk.refused(409, "already", "POST", "/issues", asked | {"number": "8"})
    elsewhere = clerk.make("/bodies", {"name": "Another"})
    assert log(clerk, elsewhere, number="7")


def test_open_issues_are_counted_by_theme_as_known_at_any_position(clerk, body):
    first = log(clerk, body, theme="Lights")
    log(clerk, body, theme="Lights")
    log(clerk, body)
    before = clerk.size
    clerk.do("POST", f"/issues/{first}/closing", {"outcome": "mended"})
    themes = f"/bodies/{body}/issue-themes"
    lights, none = {"theme": "Lights", "open": 1, "closed": 1}, {"open": 1, "closed": 0}
    assert clerk.get(themes)["items"] == [lights, none]
    assert clerk.get(themes, known_at=before)["items"][0] == lights | {"open": 2, "closed": 0}
    still = [each["id"] for each in clerk.get("/issues", state="open")["items"]]
    assert first not in still
    assert len(still) == 2
    assert clerk.get(f"/issues/{first}", known_at=before)["state"] == "open"
    clerk.do("POST", f"/issues/{first}/reopening", {"reason": "dark again"})
    assert "outcome" not in clerk.get(f"/issues/{first}")
    clerk.refused(404, "no body", "GET", f"/bodies/{NOBODY}/issue-themes")


def test_an_issue_is_linked_and_both_ends_say_so(clerk, body):
    issue, other = log(clerk, body), log(clerk, body)
    action = clerk.make("/actions", {"body": body, "text": "Mend"})
    meeting = clerk.make(f"/bodies/{body}/meetings", {"held_on": "2024-03-04"})
    clerk.do("POST", f"/meetings/{meeting}/paragraphs", {"paragraph": 6, "text": "Lamps"})
    links, day = f"/issues/{issue}/links", {"occurred_on": "2024-03-04"}
    of_paragraph = {"kind": "paragraph", "meeting": meeting, "paragraph": 6}
    same = {"to": of_paragraph, "relation": "same_as", "note": "the same words"}
    clerk.do("POST", links, same | day)
    clerk.do("POST", links, {"to": {"kind": "issue", "issue": other}} | day)
    clerk.do("POST", links, {"to": {"kind": "action", "action": action}} | day)
    on = {"linked_on": "2024-03-04"}
    assert clerk.get(f"/issues/{issue}")["links"] == [
        {"relation": "same_as", "meeting": meeting, "paragraph": 6, "note": "the same words"} | on,
        {"relation": "relates_to", "issue": other} | on,
        {"relation": "dealt_with_by", "action": action} | on,
    ]
    back = {"relation": "relates_to", "issue": issue, "linked_from": True} | on
    assert clerk.get(f"/issues/{other}")["links"] == [back]
    nowhere = {"to": of_paragraph | {"paragraph": 9}}
    clerk.refused(404, "no paragraph 9", "POST", links, nowhere)
    happened = [each["type"] for each in clerk.get(f"/issues/{issue}/history")["items"]]
    assert happened == ["issue.logged", "issue.linked", "issue.linked", "issue.linked_to_action"]


def test_what_is_said_anew_replaces_and_the_rest_stays(clerk, body):
    issue = log(clerk, body, theme="Lights", proposed_action="Mend")
    clerk.do("POST", f"/issues/{issue}/updates", {"text": "Darker", "note": "Asked again"})
    found = clerk.get(f"/issues/{issue}")
    assert (found["text"], found["note"]) == ("Darker", "Asked again")
    assert (found["theme"], found["proposed_action"]) == ("Lights", "Mend")


def test_an_organisation_itself_joins_a_body_once_in_a_role(clerk, body):
    port = clerk.make("/organisations", {"name": "Port"})
    asked = {"member": {"kind": "organisation", "organisation": port}, "role": "co_chair"}
    member = clerk.make(f"/bodies/{body}/memberships", asked)
    found = clerk.get(f"/bodies/{body}/memberships/{member}")
    assert (found["organisation_name"], found["role"]) == ("Port", "co_chair")
    assert "person" not in found
    clerk.refused(409, "in that role already", "POST", f"/bodies/{body}/memberships", asked)


def test_a_draft_is_accepted_with_all_its_papers(clerk):
    document = with_papers(
        clerk, ("/issues_log", [ROW, TORN]), ("/members", [MEMBER]), ("/sub_groups", [GROUP])
    )
    receipt = accept(clerk, document)
    (meeting,) = receipt["meetings"]
    shown = clerk.get(f"/documents/{document}")
    assert shown["issues"] == receipt["issues_log"]["issues"]
    assert shown["sub_groups"] == receipt["sub_groups"]["sub_groups"]
    chairs = receipt["sub_groups"]["memberships"]
    assert shown["memberships"] == [*receipt["members"]["memberships"], *chairs]
    bodies = {receipt[each]["body"] for each in ("members", "sub_groups", "issues_log")}
    assert bodies == {meeting["body"]}
    (ada,) = clerk.get(f"/bodies/{meeting['body']}/memberships")["items"]
    assert (ada["name"], ada["post"], ada["on_behalf_of_name"], ada["joined_on"]) == (
        "Ada Abel",
        "Harbour Master",
        "Port",
        "2024-03-04",
    )
    assert ada["person"] == clerk.get(f"/meetings/{meeting['meeting']}")["attendance"][0]["person"]
    lit = clerk.get(f"/bodies/{shown['sub_groups'][0]}/memberships")["items"]
    assert [(each["organisation_name"], each["role"]) for each in lit] == [
        ("Port", "co_chair"),
        ("Gull Trust", "co_chair"),
    ]
    torn = clerk.get(f"/issues/{shown['issues'][1]}")
    assert (torn["number"], torn["printed"], torn["theme"]) == ("2", "E", "Birds")
    told = clerk.get(f"/issues/{torn['id']}/history")["items"]
    assert [each["source"]["words"] for each in told] == [MINUTES[:5], MINUTES[:5]]


def test_a_draft_of_papers_alone_says_what_it_lacks_and_is_then_accepted(clerk):
    document = hand_in(clerk).json()["id"]
    revise(clerk, document, {"op": "remove", "path": "/meetings/0"})
    put_in(clerk, document, ("/issues_log", [ROW]), ("/members", [MEMBER]))
    lacking = {each["at"]: each["why"] for each in the_draft(clerk, document)["obstacles"]}
    assert set(lacking) == {"/body", "/as_of"}
    assert "say which body the issues and the members of this document" in lacking["/body"]
    assert "of which day the members are" in lacking["/as_of"]
    path, before = f"/documents/{document}/acceptance", clerk.size
    clerk.refused(409, "say which body", "POST", path, {}, if_match="*")
    assert clerk.size == before
    put_in(clerk, document, ("/body", {"name": "Quay Board"}), ("/as_of", "2024-01-31"))
    assert the_draft(clerk, document)["obstacles"] == []
    receipt = accept(clerk, document)
    assert receipt["meetings"] == []
    assert "sub_groups" not in receipt
    (joined,) = clerk.get(f"/bodies/{receipt['members']['body']}/memberships")["items"]
    assert joined["joined_on"] == "2024-01-31"
    assert "meetings" not in clerk.get(f"/documents/{document}")


def test_nothing_is_half_written_where_a_part_is_refused(clerk):
    twice = ROW | {"issue": "Again"}
    document = with_papers(clerk, ("/members", [MEMBER]), ("/issues_log", [ROW, twice]))
    before, path = clerk.size, f"/documents/{document}/acceptance"
    clerk.refused(409, "number 1 stands twice", "POST", path, {}, if_match="*")
    nobody = MEMBER | {"person": NOBODY}
    put_in(clerk, document, ("/members/-", nobody))
    revise(clerk, document, {"op": "remove", "path": "/issues_log/1"})
    clerk.refused(404, "no person", "POST", path, {}, if_match="*")
    assert clerk.size == before + 2
    assert clerk.get("/bodies")["items"] == clerk.get("/issues")["items"] == []
    assert clerk.get(f"/documents/{document}")["state"] == "draft"


def test_a_log_that_is_handed_in_again_says_its_issues_anew(clerk):
    first = accept(clerk, with_papers(clerk, ("/issues_log", [ROW])))["issues_log"]
    later = MINUTES.replace("4 March", "4 April")
    document = hand_in(clerk, later).json()["id"]
    put_in(clerk, document, ("/issues_log", [ROW | {"issue": "Still dark"}, TORN]))
    path = f"/documents/{document}/acceptance"
    (issue,) = first["issues"]
    clerk.refused(409, f"issue {issue} already", "POST", path, {}, if_match="*")
    put_in(clerk, document, ("/issues_log/0/id", issue))
    receipt = accept(clerk, document)["issues_log"]
    assert receipt["body"] == first["body"]
    assert receipt["issues"][0] == issue
    assert clerk.get(f"/issues/{issue}")["text"] == "Still dark"


def test_an_issue_that_the_draft_says_is_confidential_is_so_with_the_document(clerk):
    hidden = ROW | {"handling": "confidential"}
    document = with_papers(clerk, ("/issues_log", [hidden, TORN]))
    assert clerk.get(f"/documents/{document}")["handling"] == "confidential"
    one, other = accept(clerk, document)["issues_log"]["issues"]
    assert clerk.get(f"/issues/{one}")["handling"] == "confidential"
    assert "handling" not in clerk.get(f"/issues/{other}")
