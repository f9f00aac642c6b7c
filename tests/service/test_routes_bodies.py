"""Bodies over HTTP: their rules, their chairs, their members and their meetings."""

import pytest

from tests.service.test_routes_organisations import NOBODY, office


@pytest.fixture
def clerk(home):
    with office(home) as found:
        yield found


@pytest.fixture
def group(clerk):
    return clerk.make("/bodies", {"name": "Ministerial Group", "occurred_on": "2010"})


@pytest.fixture
def minister(clerk):
    return clerk.make("/people", {"name": "Damian Green"})


def test_a_body_is_established_and_read(clerk, group):
    ministry = clerk.make("/organisations", {"name": "Home Office"})
    below = clerk.make("/bodies", {"name": "Board", "parent": group, "organisation": ministry})
    found = clerk.get(f"/bodies/{below}")
    assert found["parent_name"] == "Ministerial Group"
    assert (found["organisation"], found["organisation_name"]) == (ministry, "Home Office")
    assert clerk.get(f"/bodies/{group}") == {
        "id": group,
        "name": "Ministerial Group",
        "time_zone": "Europe/London",
        "terms_version": 0,
        "chairs": [],
        "series": [],
        "sub_groups": [{"id": below, "name": "Board"}],
    }


def test_a_body_works_under_the_terms_of_its_day(clerk, group):
    path = f"/bodies/{group}/terms"
    first = {"version": 1, "text": "Meet.", "quorum": {"kind": "members", "at_least": 4}}
    clerk.do("POST", path, first | {"occurred_on": "2011-01-01"})
    second = {"version": 2, "text": "Meet more.", "quorum": {"kind": "percent", "percent": 50}}
    later = {"occurred_on": "2012-01-01", "substitution": "allowed"}
    clerk.do("POST", path, second | later)
    third = {"version": 3, "text": "Meet less.", "occurred_on": "2013-01-01"}
    clerk.do("POST", path, third)
    assert clerk.get(f"/bodies/{group}", as_of="2011-06-01")["terms"] == {
        **first,
        "substitution": "not_stated",
        "approved_on": "2011-01-01",
    }
    assert clerk.get(f"/bodies/{group}", as_of="2012-06-01")["terms"]["quorum"]["percent"] == 50
    assert "terms" not in clerk.get(f"/bodies/{group}", as_of="2010-06-01")
    versions = clerk.pages(path)
    assert [each["version"] for each in versions] == [1, 2, 3]
    assert "quorum" not in versions[2]
    clerk.refused(409, "version", "POST", path, third)


@pytest.mark.parametrize(
    "quorum",
    [
        {"kind": "members"},
        {"kind": "members", "at_least": 0},
        {"kind": "percent", "percent": 101},
        {"kind": "members", "at_least": 2, "percent": 50},
        {"at_least": 2},
    ],
)
def test_a_quorum_is_one_thing_or_the_other(clerk, group, quorum):
    body = {"version": 1, "text": "Meet.", "quorum": quorum}
    clerk.refused(422, "#/quorum", "POST", f"/bodies/{group}/terms", body)


def test_a_body_agrees_how_often_it_meets(clerk, group):
    body = {"times": 3, "per": "year", "words": "three times a year"}
    clerk.do("PUT", f"/bodies/{group}/frequency", body, if_match='"1"')
    assert clerk.get(f"/bodies/{group}")["frequency"] == body


def test_the_chair_is_whoever_was_appointed_last(clerk, group, minister):
    other = clerk.make("/people", {"name": "Mark Harper"})
    path = f"/bodies/{group}/chairs"
    clerk.do("POST", path, {"person": minister, "occurred_on": "2010-05-01"})
    clerk.do("POST", path, {"person": other, "occurred_on": "2012-09-01"})
    then = clerk.get(f"/bodies/{group}", as_of="2011-01-01")["chairs"]
    assert then == [
        {
            "role": "chair",
            "person": minister,
            "name": "Damian Green",
            "since": "2010-05-01",
            "basis": "appointment",
        }
    ]
    assert [each["person"] for each in clerk.get(f"/bodies/{group}")["chairs"]] == [other]
    clerk.refused(404, "no person", "POST", path, {"person": NOBODY})


def test_somebody_says_whether_the_series_is_complete(clerk, group):
    body = {"first": "2013-01-01", "last": "2013-12-31", "complete": True, "basis": "asked"}
    clerk.do("POST", f"/bodies/{group}/series", body)
    assert clerk.get(f"/bodies/{group}")["series"] == [body]
    turned = body | {"first": "2014-01-01"}
    clerk.refused(409, "exchange", "POST", f"/bodies/{group}/series", turned)


def test_members_join_and_leave(clerk, group, minister):
    path = f"/bodies/{group}/memberships"
    who = {"kind": "person", "person": minister, "post": "Minister"}
    joined = clerk.make(path, {"member": who, "occurred_on": "2010-05-01"})
    ministry = clerk.make("/organisations", {"name": "Attorney General's Office"})
    post = {"kind": "post", "post": "Solicitor General", "organisation": ministry}
    held = clerk.make(path, {"member": post, "role": "observer", "occurred_on": "2011"})
    clerk.do("POST", f"{path}/{joined}/end", {"reason": "moved", "occurred_on": "2012-09-04"})
    assert clerk.get(f"{path}/{joined}") == {
        "id": joined,
        "body": group,
        "person": minister,
        "name": "Damian Green",
        "post": "Minister",
        "role": "member",
        "joined_on": "2010-05-01",
        "left_on": "2012-09-04",
    }
    assert clerk.get(f"{path}/{held}")["organisation_name"] == "Attorney General's Office"
    assert [each["id"] for each in clerk.pages(path)] == [joined, held]
    assert [each["id"] for each in clerk.pages(path, on="2010-06-01")] == [joined]
    assert [each["id"] for each in clerk.pages(path, on="2013-06-01")] == [held]


def test_a_member_is_not_added_twice_nor_ended_before_joining(clerk, group, minister):
    path = f"/bodies/{group}/memberships"
    body = {"member": {"kind": "person", "person": minister}, "occurred_on": "2010-05-01"}
    joined = clerk.make(path, body, key="once")
    again = clerk.ask("POST", path, body, key="once")
    assert (again.status_code, again.json()["id"]) == (201, joined)
    clerk.refused(409, "already", "POST", path, body)
    clerk.refused(409, "later", "POST", f"{path}/{joined}/end", {"occurred_on": "2009"})
    clerk.refused(404, "no membership", "POST", f"{path}/{NOBODY}/end", {})
    clerk.refused(404, "no membership", "GET", f"{path}/{NOBODY}")
    for member in ({"kind": "person"}, {"kind": "post"}, {"kind": "nobody"}):
        clerk.refused(422, "#/member", "POST", path, {"member": member})
    clerk.refused(404, "no such body", "POST", path.replace(group, NOBODY), body)


def test_a_membership_is_read_with_the_tag_of_its_body(clerk, group, minister):
    body = {"member": {"kind": "person", "person": minister}}
    path = f"/bodies/{group}/memberships"
    joined = clerk.make(path, body)
    answer = clerk.ask("GET", f"{path}/{joined}")
    tag = answer.headers["etag"]
    assert clerk.ask("GET", f"{path}/{joined}", tag=tag).status_code == 304
    clerk.do("POST", f"{path}/{joined}/end", {}, if_match=tag)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "terms", {"version": 1, "text": "Meet."}),
        ("PUT", "frequency", {"times": 3, "per": "year"}),
        ("POST", "chairs", {"person": NOBODY}),
        ("POST", "series", {"first": "2013-01-01", "last": "2013-12-31", "complete": True}),
        ("POST", f"memberships/{NOBODY}/end", {}),
    ],
)
def test_what_is_not_there_stale_or_not_understood_is_refused(clerk, group, method, path, body):
    clerk.declines(method, f"/bodies/{group}/{path}", body, thing=group, replaces=method == "PUT")


@pytest.mark.parametrize("zone", ["Narnia", "europe/london", "Europe/London\n", 3])
def test_a_time_zone_is_an_area_and_a_city(clerk, zone):
    clerk.refused(422, "#/time_zone", "POST", "/bodies", {"name": "x", "time_zone": zone})


@pytest.mark.parametrize(
    "path", ["", "/terms", "/memberships", "/meetings", "/attendance", "/history"]
)
def test_nothing_is_read_of_a_body_that_is_not_there(clerk, path):
    clerk.refused(404, "no body", "GET", f"/bodies/{NOBODY}{path}")


def test_bodies_come_page_by_page_and_as_they_were_known(clerk):
    made = [clerk.make("/bodies", {"name": f"Board {n}"}) for n in range(5)]
    assert [each["id"] for each in clerk.pages("/bodies")] == made
    assert [each["id"] for each in clerk.pages("/bodies", known_at=2)] == made[:2]
    clerk.refused(404, "no body", "GET", f"/bodies/{made[4]}", known_at=4)


def test_a_reader_who_has_it_already_is_spared_the_transfer(clerk, group):
    path = f"/bodies/{group}"
    tag = clerk.ask("GET", path).headers["etag"]
    assert clerk.ask("GET", path, tag=tag).status_code == 304
    clerk.make("/bodies", {"name": "Board", "parent": group})
    assert clerk.ask("GET", path, tag=tag).status_code == 200


def test_the_meetings_of_a_body_come_by_day_page_by_page(clerk, group):
    path = f"/bodies/{group}/meetings"
    days = ["2013-09-05", "2012-03", "2013-03-11", "2014", "2013-03-11"]
    made = {clerk.make(path, {"held_on": day}): day for day in days}
    found = clerk.pages(path)
    assert [each["date"] for each in found] == sorted(days)
    assert {each["id"]: each["date"] for each in found} == made
    clerk.refused(404, "no page ends", "GET", path, cursor=NOBODY)
