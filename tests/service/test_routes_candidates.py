"""Whom a name may mean, and who may be one person, over HTTP."""

import pytest

from service.app import ROUTERS
from tests.service.test_routes_organisations import NOBODY, office


@pytest.fixture
def clerk(home):
    with office(home, ROUTERS) as found:
        yield found


def minutes(clerk, body, day, rows):
    """Record the minutes of a meeting; answers its identity."""
    attendance = [
        {"label": name, "name": name, "status": "present", "organisation": {"name": spoken_for}}
        for name, spoken_for in rows
    ]
    form = {"body": {"name": body}, "held_on": day, "attendance": attendance}
    answer = clerk.ask("POST", "/minutes", form)
    assert answer.status_code == 201, answer.text
    return answer.json()["meeting"]


@pytest.fixture
def board(clerk):
    minutes(clerk, "Quay Board", "2024-01-08", [("Bram Kaye", "Ferry Company"), ("Zoe", "Club")])
    minutes(clerk, "Quay Board", "2024-02-05", [("Bram Kaye", "Ferry Company")])
    return clerk.get("/bodies")["items"][0]["id"]


def test_a_name_leads_to_the_people_it_may_mean_with_reasons(clerk, board):
    found = clerk.get("/people/candidates", name="Bram Kay", body=board)

    assert found["known_at"] == clerk.size
    assert found["excluded"] == []
    (first,) = found["items"]
    assert clerk.get(f"/people/{first['id']}")["name"] == "Bram Kaye"
    assert (first["name"], first["called"], first["verdict"]) == ("Bram Kaye",) * 2 + ("likely",)
    assert first["reasons"] == [
        "\u201cKay\u201d and \u201cKaye\u201d sound alike",
        "stands in 2 meetings of this body, the last on 2024-02-05",
    ]
    assert first["margin"] == first["score"] < 1


def test_what_stands_beside_the_name_and_where_bears_on_it(clerk, board):
    alone = clerk.get("/people/candidates", name="B Kaye")["items"][0]["score"]
    here = clerk.get("/people/candidates", name="B Kaye", body=board)["items"][0]["score"]
    stated = {"name": "B Kaye", "body": board, "organisation": "the Ferry Company"}
    best = clerk.get("/people/candidates", **stated)["items"][0]
    assert alone < here < best["score"]
    assert "stood for Ferry Company before" in best["reasons"]


def test_who_stands_in_the_list_of_the_meeting_is_ruled_out_and_says_why(clerk, board):
    meeting = clerk.get(f"/bodies/{board}/meetings")["items"][0]["id"]
    found = clerk.get("/people/candidates", name="Bram Kay", meeting=meeting)
    assert found["items"] == []
    assert found["excluded"][0]["name"] == "Bram Kaye"
    assert found["excluded"][0]["reason"] == "stands in the list of this meeting already"


def test_people_are_found_as_the_record_knew_them(clerk, board):
    person = clerk.make("/people", {"name": "Xanthe Quill"})
    assert clerk.get("/people/candidates", name="Xanthe Quill")["items"][0]["id"] == person
    before = clerk.get("/people/candidates", name="Xanthe Quill", known_at=clerk.size - 1)
    assert (before["items"], before["known_at"]) == ([], clerk.size - 1)


def test_a_name_that_was_erased_is_found_no_more(clerk, board):
    clerk.make("/people", {"name": "Xanthe Quill"})
    clerk.erase("Xanthe Quill")
    assert clerk.get("/people/candidates", name="Xanthe Quill")["items"] == []


def test_a_name_leads_to_the_organisations_it_may_mean(clerk, board):
    found = clerk.get("/organisations/candidates", name="FC")
    (first,) = found["items"]
    assert (first["called"], first["verdict"]) == ("Ferry Company", "likely")
    assert clerk.get(f"/organisations/{first['id']}")["name"] == "Ferry Company"
    assert found["known_at"] == clerk.size
    assert clerk.get("/organisations/candidates", name="Anglers", known_at=0)["items"] == []


@pytest.mark.parametrize(
    ("status", "words", "path", "query"),
    [
        (422, "query/name", "/people/candidates", {}),
        (422, "query/name", "/people/candidates", {"name": " "}),
        (422, "query/name", "/people/candidates", {"name": "x" * 301}),
        (422, "query/body", "/people/candidates", {"name": "x", "body": "Quay Board"}),
        (422, "query/nmae", "/people/candidates", {"name": "x", "nmae": "y"}),
        (404, "no body", "/people/candidates", {"name": "x", "body": NOBODY}),
        (404, "no meeting", "/people/candidates", {"name": "x", "meeting": NOBODY}),
        (404, "the log ends", "/people/candidates", {"name": "x", "known_at": 99}),
        (422, "query/name", "/organisations/candidates", {}),
        (422, "query/body", "/organisations/candidates", {"name": "x", "body": NOBODY}),
        (404, "no body", f"/bodies/{NOBODY}/spellings", {}),
        (422, "query/limit", f"/bodies/{NOBODY}/spellings", {"limit": 0}),
    ],
)
def test_what_is_not_there_or_not_understood_is_refused(clerk, status, words, path, query):
    clerk.refused(status, words, "GET", path, **query)


def test_one_person_and_one_organisation_are_still_read_by_their_identity(clerk):
    person = clerk.make("/people", {"name": "Xanthe Quill"})
    assert clerk.get(f"/people/{person}")["id"] == person
    organisation = clerk.make("/organisations", {"name": "Anglers"})
    assert clerk.get(f"/organisations/{organisation}")["id"] == organisation
    assert clerk.ask("POST", "/people/candidates", {}).status_code == 405


@pytest.fixture
def misspelt(clerk, board):
    minutes(clerk, "Quay Board", "2024-03-04", [("Bram Kay", "Ferry Company"), ("Z Finch", "Club")])
    minutes(clerk, "Quay Board", "2024-04-08", [("Bram Kaey", "Ferry Company"), ("Zoe", "Club")])
    return board


def test_people_who_may_be_one_are_offered_with_evidence_and_no_more_once_decided(clerk, misspelt):
    path = f"/bodies/{misspelt}/spellings"
    pairs = clerk.get(path)["items"]
    first = pairs[0]
    assert first["rank"] == 1
    assert {first["person"]["called"], first["into"]["called"]} == {"Bram Kay", "Bram Kaye"}
    assert first["into"]["meetings"] == 2
    assert first["into"]["names"] == ["Bram Kaye"]
    assert first["into"]["organisations"] == ["Ferry Company"]
    assert (first["into"]["first"], first["into"]["last"]) == ("2024-01-08", "2024-02-05")
    assert first["verdict"] == "likely"
    assert (first["together"], "no meeting lists both" in first["reasons"]) == (0, True)

    person, into = first["person"]["id"], first["into"]["id"]
    clerk.do("PUT", f"/people/{person}/merge", {"into": into}, if_match="*")

    after = clerk.get(path)["items"]
    assert len(after) < len(pairs)
    assert person not in {each[side]["id"] for each in after for side in ("person", "into")}
    assert clerk.get(path, known_at=clerk.size - 1)["items"] == pairs


def test_people_who_were_told_apart_are_not_offered(clerk, misspelt):
    path = f"/bodies/{misspelt}/spellings"
    first, *rest = clerk.get(path)["items"]
    told = {"other": first["into"]["id"]}
    clerk.do("POST", f"/people/{first['person']['id']}/distinctions", told)
    left = clerk.get(path)["items"]
    assert [each["person"]["id"] for each in left] == [each["person"]["id"] for each in rest]


def test_pairs_come_page_by_page_as_they_stood_at_the_first(clerk, misspelt):
    minutes(clerk, "Quay Board", "2024-05-06", [("B Kay", "Club"), ("Zoe Finch", "Club")])
    path = f"/bodies/{misspelt}/spellings"
    everything = clerk.get(path)["items"]
    assert len(everything) > 4
    assert clerk.pages(path) == everything
    scores = [each["score"] for each in everything]
    assert scores == sorted(scores, reverse=True)
    assert [each["rank"] for each in everything] == list(range(1, len(everything) + 1))
    assert clerk.get(path, cursor=len(everything))["items"] == []
