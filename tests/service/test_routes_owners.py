"""Who had which action on a day, as the record knew it, over HTTP."""

import pytest

from tests.service.seam import whole_office


@pytest.fixture
def clerk(home):
    with whole_office(home) as found:
        yield found


def named(found):
    return [
        [each.get("name") or each["words"] for each in item["owners"]] for item in found["items"]
    ]


def test_a_change_that_was_recorded_late_is_true_from_its_day_and_known_from_its_recording(clerk):
    works, port = (
        clerk.make("/organisations", {"name": name}) for name in ("Harbour Works", "Port Office")
    )
    board = clerk.make("/bodies", {"name": "Quay Board"})
    theirs = {"kind": "organisation", "id": works, "words": "Works"}
    crews = {"kind": "class", "words": "Ferry crews"}
    task, other = (
        clerk.make(
            "/actions",
            {"body": board, "text": text, "owners": owners, "occurred_on": "2013-03-11"},
        )
        for text, owners in (("Mend the crane", [theirs]), ("Count the buoys", []))
    )
    before = clerk.size
    late = {
        "owners": [{"kind": "organisation", "id": port, "words": "Port"}, crews],
        "occurred_on": "2013-05-02",
    }
    clerk.do("PUT", f"/actions/{task}/owners", late, if_match="*")
    clerk.make("/actions", {"body": board, "text": "Later", "occurred_on": "2013-06-02"})

    now = clerk.get("/actions/owners", as_of="2013-06-01", body=board)
    then = clerk.get("/actions/owners", as_of="2013-06-01", body=board, known_at=before)
    earlier = clerk.get("/actions/owners", as_of="2013-05-01")
    assert named(now) == [["Port Office", "Ferry crews"], []]
    assert named(then) == named(earlier) == [["Harbour Works"], []]
    assert (now["as_of"], then["known_at"]) == ("2013-06-01", before)
    assert [each["id"] for each in now["items"]] == [task, other]
    one = clerk.get(f"/actions/{task}/owners", as_of="2013-06-01")
    assert one["owners"] == now["items"][0]["owners"]
    assert (one["state"], one["certain"]) == ("open", True)
    first = clerk.get("/actions/owners", as_of="2013-06-02", limit=2)
    rest = clerk.get("/actions/owners", as_of="2013-06-02", limit=2, cursor=first["next"])
    assert [len(first["items"]), len(rest["items"])] == [2, 1]

    gone = clerk.ask("GET", f"/actions/{task}/owners", as_of="2013-03-10")
    assert gone.status_code == 404
    assert "given out on 2013-03-11; ask for a later day" in gone.json()["detail"]
    clerk.do("POST", f"/actions/{task}/completion", {"occurred_on": "2013-08-01", "override": "x"})
    assert clerk.get(f"/actions/{task}/owners", as_of="2013-07-31")["state"] == "open"
    assert clerk.get(f"/actions/{task}/owners", as_of="2013-08-01")["state"] == "completed"


def test_a_post_is_whoever_held_it_on_the_day(clerk):
    board = clerk.make("/bodies", {"name": "Quay Board"})
    ada, bob = (clerk.make("/people", {"name": name}) for name in ("Ada Abel", "Bob Bell"))
    for who, on in ((ada, "2013-01-01"), (bob, "2013-07-01")):
        chair = {"person": who, "role": "chair", "occurred_on": on}
        clerk.do("POST", f"/bodies/{board}/chairs", chair)
    owner = {"kind": "post", "body": board, "role": "chair", "words": "the Chair"}
    asked = {"body": board, "text": "Write", "owners": [owner], "occurred_on": "2013-03-11"}
    task = clerk.make("/actions", asked)

    def holders(day):
        (found,) = clerk.get(f"/actions/{task}/owners", as_of=day)["owners"]
        return [each["name"] for each in found["held_by"]]

    assert holders("2013-06-01") == ["Ada Abel"]
    assert holders("2013-07-01") == ["Bob Bell"]
