"""Attendance over HTTP: the rows of a meeting, and who came over the years."""

import pytest

from tests.service.test_routes_organisations import NOBODY, office


@pytest.fixture
def clerk(home):
    with office(home) as found:
        yield found


@pytest.fixture
def group(clerk):
    return clerk.make("/bodies", {"name": "Ministerial Group"})


@pytest.fixture
def green(clerk):
    return clerk.make("/people", {"name": "Damian Green"})


@pytest.fixture
def grant(clerk):
    return clerk.make("/people", {"name": "Helen Grant"})


@pytest.fixture
def meeting(clerk, group):
    return hold(clerk, group, "2013-03-11")


def hold(clerk, group, day):
    return clerk.make(f"/bodies/{group}/meetings", {"held_on": day})


def seat(clerk, meeting, row, name, **more):
    body = {"row": row, "name": name, "status": "present", **more}
    return clerk.do("POST", f"/meetings/{meeting}/attendance", body)


def rows(clerk, meeting, **query):
    return clerk.get(f"/meetings/{meeting}", **query)["attendance"]


def test_rows_are_kept_as_printed(clerk, meeting, green):
    ministry = clerk.make("/organisations", {"name": "Home Office"})
    seat(
        clerk,
        meeting,
        1,
        "Rt Hon Damian Green MP",
        person=green,
        organisation=ministry,
        organisation_stated="Home Office (Chair)",
        post="Minister",
        capacity="chair",
    )
    seat(clerk, meeting, 2, "Official", mode="video", status="not_recorded")
    first, second = rows(clerk, meeting)
    assert first == {
        "row": 1,
        "listed_as": "Rt Hon Damian Green MP",
        "person": green,
        "basis": "stated",
        "organisation": ministry,
        "organisation_name": "Home Office",
        "organisation_stated": "Home Office (Chair)",
        "post": "Minister",
        "capacity": "chair",
        "status": "present",
        "mode": "not_recorded",
        "chaired": True,
        "intervals": [],
    }
    assert (second["basis"], second["mode"], "person" in second) == ("unnamed", "video", False)


def test_people_come_and_go(clerk, meeting):
    seat(clerk, meeting, 1, "Damian Green")
    clerk.do("POST", f"/meetings/{meeting}/items", {"item": 3, "title": "Data"})
    path = f"/meetings/{meeting}/attendance/1"
    clerk.do("POST", f"{path}/departures", {"at": "10:40", "item": 3})
    clerk.do("POST", f"{path}/arrivals", {"at": "11:00"})
    clerk.refused(409, "there already", "POST", f"{path}/arrivals", {"at": "11:10"})
    clerk.refused(409, "before arrival", "POST", f"{path}/departures", {"at": "10:50"})
    clerk.refused(404, "no item 9", "POST", f"{path}/departures", {"item": 9})
    assert rows(clerk, meeting)[0]["intervals"] == [
        {"left": {"at": "10:40", "item": 3}},
        {"arrived": {"at": "11:00"}},
    ]


def test_two_clerks_who_record_arrivals_do_not_collide(clerk, meeting):
    tag = clerk.ask("GET", f"/meetings/{meeting}").headers["etag"]
    seat(clerk, meeting, 1, "Damian Green", status="not_recorded")
    clerk.do("POST", f"/meetings/{meeting}/attendance/1/arrivals", {"at": "10:00"})
    path = f"/meetings/{meeting}/attendance/1/departures"
    clerk.refused(412, "read it again", "POST", path, {"at": "11:00"}, if_match=tag)


def test_a_row_is_corrected_in_full_and_for_a_reason(clerk, meeting, grant):
    before = seat(clerk, meeting, 1, "Helen Gant")["position"]
    body = {"name": "Helen Grant", "person": grant, "status": "apologies", "reason": "misprint"}
    path = f"/meetings/{meeting}/attendance/1"
    clerk.refused(428, "If-Match", "PUT", path, body)
    clerk.do("PUT", path, body, if_match='"2"')
    assert rows(clerk, meeting)[0]["person"] == grant
    assert rows(clerk, meeting, known_at=before)[0]["listed_as"] == "Helen Gant"
    without = {key: value for key, value in body.items() if key != "reason"}
    clerk.refused(422, "#/reason", "PUT", path, without, if_match="*")
    clerk.refused(404, "no row 9", "PUT", path[:-1] + "9", body, if_match="*")


def test_a_row_printed_again_counts_once(clerk, meeting, grant):
    seat(clerk, meeting, 1, "Helen Grant", person=grant)
    seat(clerk, meeting, 2, "Helen Grant MP", person=grant)
    path = f"/meetings/{meeting}/attendance/2/same-as"
    clerk.do("PUT", path, {"row": 1}, if_match="*")
    assert [each.get("duplicate_of") for each in rows(clerk, meeting)] == [None, 1]
    clerk.refused(409, "two rows", "PUT", path.replace("/2/", "/1/"), {"row": 1}, if_match="*")


def test_one_seat_counts_once(clerk, meeting, green, grant):
    seat(clerk, meeting, 1, "Damian Green", person=green)
    seat(clerk, meeting, 2, "Official")
    path = f"/meetings/{meeting}/attendance/2/principal"
    clerk.refused(409, "who is there", "PUT", path, {"principal": green}, if_match="*")
    clerk.do("PUT", path, {"principal": grant}, if_match="*")
    found = rows(clerk, meeting)[1]
    assert (found["substitute_for"], found["substitute_for_name"]) == (grant, "Helen Grant")


def test_an_attendee_takes_the_chair_and_declares_an_interest(clerk, meeting):
    seat(clerk, meeting, 1, "Damian Green")
    seat(clerk, meeting, 2, "Helen Grant")
    clerk.do("POST", f"/meetings/{meeting}/items", {"item": 1, "title": "Data"})
    clerk.do("POST", f"/meetings/{meeting}/chairs", {"row": 1})
    clerk.do("POST", f"/meetings/{meeting}/chairs", {"row": 2, "beside": True})
    path = f"/meetings/{meeting}/attendance/2"
    clerk.do("POST", f"{path}/interests", {"interest": "Trustee of the charity", "item": 1})
    clerk.do("POST", f"{path}/recusals", {"item": 1})
    found = clerk.get(f"/meetings/{meeting}")
    assert [each["chaired"] for each in found["attendance"]] == [True, True]
    assert found["declarations"] == [
        {
            "row": 2,
            "listed_as": "Helen Grant",
            "kind": "interest",
            "item": 1,
            "interest": "Trustee of the charity",
        },
        {"row": 2, "listed_as": "Helen Grant", "kind": "recusal", "item": 1},
    ]


def test_those_who_are_not_on_the_list_have_rows_of_their_own(clerk, group, meeting, green, grant):
    path = f"/meetings/{meeting}"
    member = {"member": {"kind": "person", "person": grant}, "occurred_on": "2012-09-04"}
    clerk.make(f"/bodies/{group}/memberships", member)
    apology = {"row": 1, "name": "Damian Green", "person": green, "reason": "in Brussels"}
    clerk.do("POST", f"{path}/apologies", apology)
    absence = {"row": 2, "name": "Helen Grant", "person": grant}
    clerk.do("POST", f"{path}/absences", absence)
    clerk.do("POST", f"{path}/participants", {"row": 3, "name": "Owen Tudor", "role": "spoke"})
    found = rows(clerk, meeting)
    assert [each["status"] for each in found] == ["apologies", "absent", "not_recorded"]
    assert (found[0]["reason"], found[2]["unlisted"]) == ("in Brussels", "spoke")
    clerk.refused(409, "next free number", "POST", f"{path}/apologies", apology)
    clerk.refused(
        409, "no member", "POST", f"{path}/absences", absence | {"row": 4, "person": green}
    )


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "attendance", {"row": 1, "name": "Official", "status": "present"}),
        ("PUT", "attendance/1", {"name": "x", "status": "present", "reason": "x"}),
        ("POST", "attendance/1/arrivals", {}),
        ("POST", "attendance/1/departures", {"at": "10:00"}),
        ("PUT", "attendance/1/principal", {"principal": NOBODY}),
        ("PUT", "attendance/1/same-as", {"row": 2}),
        ("POST", "attendance/1/interests", {"interest": "Trustee"}),
        ("POST", "attendance/1/recusals", {"item": 1}),
        ("POST", "apologies", {"row": 1, "name": "Official"}),
        ("POST", "absences", {"row": 1, "name": "Official", "person": NOBODY}),
        ("POST", "participants", {"row": 1, "name": "Official", "role": "spoke"}),
    ],
)
def test_what_is_not_there_stale_or_not_understood_is_refused(clerk, meeting, method, path, body):
    where = f"/meetings/{meeting}/{path}"
    clerk.declines(method, where, body, thing=meeting, replaces=method == "PUT")


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("#/row", {"row": 0}),
        ("#/row", {"row": "1"}),
        ("#/row", {"row": True}),
        ("#/status", {"status": "late"}),
        ("#/person", {"person": "Damian Green"}),
        ("#/basis", {"basis": "stated"}),
    ],
)
def test_a_row_is_not_listed(clerk, meeting, words, change):
    body = {"row": 1, "name": "Official", "status": "present"} | change
    clerk.refused(422, words, "POST", f"/meetings/{meeting}/attendance", body)


@pytest.fixture
def years(clerk, group, green, grant):
    """Four meetings: Green came, sent apologies and a substitute, came by video, was not listed."""
    ministry = clerk.make("/organisations", {"name": "Home Office"})
    held = [hold(clerk, group, f"20{year}-03-11") for year in (10, 11, 12, 13)]
    seat(clerk, held[0], 1, "Damian Green", person=green, organisation=ministry)
    seat(clerk, held[0], 2, "Official", organisation=ministry)
    seat(clerk, held[1], 1, "Damian Green", person=green, organisation=ministry, status="apologies")
    seat(clerk, held[1], 2, "Official", substitute_for=green, capacity="substitute")
    seat(clerk, held[2], 1, "D Green", person=green, organisation=ministry, mode="video")
    clerk.make("/meetings", {"body": group, "expected": "2014"})
    return {"ministry": ministry, "held": held}


def test_a_history_tells_who_sat_in_the_seat_of_whom(clerk, green, grant, years):
    path = f"/people/{green}/attendance"
    found = clerk.get(path)["items"]
    assert [each["status"] for each in found] == ["present", "apologies", "present"]
    assert "represented_by" not in found[1]
    assert found[1]["represented_by_name"] == found[1]["represented_by_listed_as"] == "Official"
    delegate = "Helen Grant (delegate of Damian Green)"
    seat(clerk, years["held"][3], 1, delegate, person=grant, substitute_for=green)
    last = clerk.get(path)["items"][3]
    assert (last["represented_by"], last["represented_by_name"]) == (grant, "Helen Grant")
    assert last["represented_by_listed_as"] == delegate
    clerk.erase("Helen Grant")
    assert clerk.get(path)["items"][3]["represented_by_name"] == delegate


def test_who_came_is_told_with_how_it_was_counted(clerk, group, green, years):
    path = f"/people/{green}/attendance-rates"
    found = clerk.get(path)
    assert found["known_at"] == clerk.size
    assert found["rates"] == [
        {
            "body": group,
            "body_name": "Ministerial Group",
            "present": 2,
            "denominator": 3,
            "over": "listed",
            "not_recorded": 0,
            "excused": 0,
            "policy": [
                "a substitute does not count as coming",
                "video and telephone count as coming",
                "meetings missed with apologies count as missed",
            ],
        }
    ]
    assert clerk.get(path, substitutes_count="true")["rates"][0]["present"] == 3
    assert clerk.get(path, remote_counts="false")["rates"][0]["present"] == 1
    excused = clerk.get(path, apologies_excuse="true")["rates"][0]
    assert (excused["denominator"], excused["excused"]) == (2, 1)
    clerk.refused(422, "true or false", "GET", path, remote_counts="maybe")
    clerk.refused(422, "unknown", "GET", path, video_counts="true")


def test_it_is_counted_over_the_meetings_held_during_a_membership(clerk, group, green, years):
    member = {"member": {"kind": "person", "person": green}, "occurred_on": "2011-01-01"}
    before = clerk.size
    clerk.make(f"/bodies/{group}/memberships", member)
    path = f"/people/{green}/attendance-rates"
    rate = clerk.get(path)["rates"][0]
    assert (rate["over"], rate["present"], rate["denominator"]) == ("held_during_membership", 1, 3)
    assert rate["not_recorded"] == 1
    assert clerk.get(path, known_at=before)["rates"][0]["over"] == "listed"


def test_a_person_has_one_history_under_all_their_identities(clerk, group, green, grant, years):
    seat(clerk, years["held"][3], 1, "Mr Green", person=grant)
    clerk.do("PUT", f"/people/{grant}/merge", {"into": green}, if_match="*")
    for who in (green, grant):
        assert len(clerk.get(f"/people/{who}/attendance")["items"]) == 4


def test_lines_come_page_by_page(clerk, group, green, years):
    path = f"/people/{green}/attendance"
    assert [each["meeting"] for each in clerk.pages(path)] == years["held"][:3]
    assert clerk.get(path, body=NOBODY)["items"] == []
    assert len(clerk.get(path, body=group)["items"]) == 3
    clerk.refused(404, "no page ends", "GET", path, cursor=NOBODY)
    clerk.refused(404, "no person", "GET", f"/people/{NOBODY}/attendance")
    clerk.refused(404, "no person", "GET", f"/people/{NOBODY}/attendance-rates")


def test_a_page_goes_on_after_any_meeting_of_the_record(clerk, green, years):
    path = f"/people/{green}/attendance"
    assert clerk.get(path, cursor=years["held"][3])["items"] == []
    found = clerk.get(path, cursor=years["held"][0])["items"]
    assert [each["meeting"] for each in found] == years["held"][1:3]


def test_an_organisation_came_if_anybody_came_for_it(clerk, group, years):
    path = f"/organisations/{years['ministry']}/attendance"
    found = clerk.get(path)
    assert [len(each["rows"]) for each in found["items"]] == [2, 1, 1]
    rate = clerk.get(f"{path}-rates")["rates"][0]
    assert (rate["present"], rate["denominator"]) == (2, 3)
    assert [each["meeting"] for each in clerk.pages(path)] == years["held"][:3]
    clerk.refused(404, "no organisation", "GET", f"/organisations/{NOBODY}/attendance")
    clerk.refused(404, "no organisation", "GET", f"/organisations/{NOBODY}/attendance-rates")
    post = {"kind": "post", "post": "Minister", "organisation": years["ministry"]}
    member = {"member": post, "occurred_on": "2010"}
    clerk.make(f"/bodies/{group}/memberships", member)
    assert clerk.get(f"{path}-rates")["rates"][0]["denominator"] == 4


def test_the_attendance_of_a_body_shows_every_meeting_that_was_held(clerk, group, years):
    path = f"/bodies/{group}/attendance"
    found = clerk.pages(path)
    assert [each["meeting"] for each in found] == years["held"]
    assert [len(each["rows"]) for each in found] == [2, 2, 1, 0]
    assert clerk.get(path, known_at=4)["items"] == []
    clerk.refused(404, "no page ends", "GET", path, cursor=NOBODY)
