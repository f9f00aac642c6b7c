"""People over HTTP: their names, and which of them are one."""

import pytest

from tests.service.test_routes_organisations import NOBODY, office


@pytest.fixture
def clerk(home):
    with office(home) as found:
        yield found


@pytest.fixture
def kay(clerk):
    return clerk.make("/people", {"name": "Mike Kay", "honorific": "Dr"})


@pytest.fixture
def kaye(clerk):
    return clerk.make("/people", {"name": "Mike Kaye"})


def seat_both(clerk, one, other):
    """Let a meeting have both present, in different rows."""
    body = clerk.make("/bodies", {"name": "Stakeholder Group"})
    meeting = clerk.make(f"/bodies/{body}/meetings", {"held_on": "2006-05-17"})
    for row, person in enumerate((one, other), 1):
        entry = {"row": row, "person": person, "name": "M Kay", "status": "present"}
        clerk.do("POST", f"/meetings/{meeting}/attendance", entry)


def test_a_person_is_registered_and_read(clerk, kay):
    assert clerk.get(f"/people/{kay}") == {
        "id": kay,
        "name": "Mike Kay",
        "honorific": "Dr",
        "same_as": [kay],
        "names": [{"name": "Mike Kay", "kind": "registered"}],
    }


def test_a_person_is_found_under_every_name(clerk, kay):
    body = {"name": "M. Kay", "kind": "as_listed"}
    assert clerk.do("POST", f"/people/{kay}/names", body, if_match='"1"')["revision"] == 2
    assert clerk.get(f"/people/{kay}")["names"][1] == {"name": "M. Kay", "kind": "as_listed"}
    scoped = {"name": "Mike", "kind": "nickname", "meeting": NOBODY}
    clerk.refused(404, "no meeting", "POST", f"/people/{kay}/names", scoped)


def test_two_people_are_merged_and_told_apart_again(clerk, kay, kaye):
    body = {"into": kay, "reason": "the same delegate"}
    receipt = clerk.do("PUT", f"/people/{kaye}/merge", body, if_match='"1"')
    assert receipt["id"] == kaye
    merged = clerk.get(f"/people/{kaye}")
    assert (merged["merged_into"], merged["merged_into_name"]) == (kay, "Mike Kay")
    assert merged["same_as"] == clerk.get(f"/people/{kay}")["same_as"] == sorted([kay, kaye])
    assert "first" not in clerk.do("PUT", f"/people/{kaye}/merge", body, if_match="*")
    clerk.do("POST", f"/people/{kaye}/unmerge", {"reason": "two delegates"})
    assert clerk.get(f"/people/{kaye}")["same_as"] == [kaye]
    assert clerk.get(f"/people/{kaye}", known_at=receipt["position"])["merged_into"] == kay


def test_two_who_sat_side_by_side_are_merged_for_a_reason_only(clerk, kay, kaye):
    seat_both(clerk, kay, kaye)
    path, body = f"/people/{kaye}/merge", {"into": kay}
    clerk.refused(409, "1 meeting", "PUT", path, body, if_match="*")
    clerk.do("PUT", path, body | {"override": "printed twice"}, if_match="*")
    assert clerk.get(f"/people/{kaye}")["merged_into"] == kay


def test_two_who_are_known_to_be_two_are_not_merged(clerk, kay, kaye):
    clerk.do("POST", f"/people/{kay}/distinctions", {"other": kaye, "reason": "father and son"})
    clerk.refused(409, "two different", "PUT", f"/people/{kaye}/merge", {"into": kay}, if_match="*")
    clerk.refused(409, "themselves", "POST", f"/people/{kay}/distinctions", {"other": kay})


def test_nobody_is_merged_into_themselves_or_into_somebody_unknown(clerk, kay):
    path = f"/people/{kay}/merge"
    clerk.refused(409, "themselves", "PUT", path, {"into": kay}, if_match="*")
    clerk.refused(404, "no person", "PUT", path, {"into": NOBODY}, if_match="*")
    clerk.refused(409, "nothing to un-merge", "POST", f"/people/{kay}/unmerge", {"reason": "x"})
    clerk.refused(422, "#/reason", "POST", f"/people/{kay}/unmerge", {})


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "names", {"name": "M Kay", "kind": "initials"}),
        ("PUT", "merge", {"into": NOBODY}),
        ("POST", "unmerge", {"reason": "two delegates"}),
        ("POST", "distinctions", {"other": NOBODY}),
    ],
)
def test_what_is_not_there_stale_or_not_understood_is_refused(clerk, kay, method, path, body):
    clerk.declines(method, f"/people/{kay}/{path}", body, thing=kay, replaces=method == "PUT")


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("#/name", {}),
        ("#/name", {"name": "a\nb"}),
        ("#/honorific", {"name": "x", "honorific": 3}),
        ("#/source/length", {"name": "x", "source": {"document": NOBODY, "start": 1}}),
    ],
)
def test_a_person_is_not_registered(clerk, words, body):
    clerk.refused(422, words, "POST", "/people", body)


def test_people_come_page_by_page_and_as_they_were_known(clerk):
    made = [clerk.make("/people", {"name": f"Official {n}"}) for n in range(5)]
    assert [each["id"] for each in clerk.pages("/people")] == made
    assert [each["id"] for each in clerk.pages("/people", known_at=3)] == made[:3]


def test_a_reader_who_has_it_already_is_spared_the_transfer(clerk, kay, kaye):
    tag = clerk.ask("GET", f"/people/{kay}").headers["etag"]
    assert clerk.ask("GET", f"/people/{kay}", tag=tag).status_code == 304
    clerk.do("PUT", f"/people/{kaye}/merge", {"into": kay}, if_match="*")
    joined = clerk.ask("GET", f"/people/{kay}", tag=tag)
    assert joined.status_code == 200
    assert joined.headers["etag"].startswith('"1-')


def test_a_name_that_was_erased_is_left_out(clerk, kay):
    clerk.erase("Mike Kay")
    assert clerk.get(f"/people/{kay}")["names"] == [{"kind": "registered"}]
    clerk.refused(404, "no person", "GET", f"/people/{NOBODY}")
