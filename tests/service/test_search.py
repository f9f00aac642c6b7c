"""Looking for words over HTTP: what is found, what is shown of it, and what nobody finds."""

import json
from contextlib import closing, contextmanager

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import delete
from typer.testing import CliRunner

from projections.texts import TEXTS
from service.app import create_app
from service.book import Book
from service.cli.main import app
from service.ids import Mint
from service.ledger.database import open_writer, transaction
from service.rebuilding import quiet
from tests.service.seam import Reader, whole_office

CONFIDENTIAL = {"handling": "confidential"}
DAY = "2024-03-04"
ITEMS = [
    {
        "title": "The swing bridge",
        "number": "1",
        "paragraphs": [
            {"text": "The Board\u2019s café by the swing bridge was shut; a follow-up came."},
            {"text": "A bridge was asked to swing by Zoë Ødegård, at 2.5 per cent."},
        ],
        "decisions": [{"text": "To paint the bridge", "paragraph": 0}],
        "actions": [{"text": "Paint the bridge green, bridge by bridge"}],
    },
    {"title": "Any other business", "number": "2"},
]


@contextmanager
def furnished(home):
    with whole_office(home) as clerk:
        clerk.body = clerk.make("/bodies", {"name": "Quay Board"})
        form = {"body": {"id": clerk.body}, "held_on": DAY, "attendance": [], "items": ITEMS}
        told = clerk.ask("POST", "/minutes", form).json()
        clerk.meeting, (clerk.action,) = told["meeting"], told["actions"]
        yield clerk


@pytest.fixture
def office(home):
    with furnished(home) as clerk:
        yield clerk


@pytest.fixture(scope="module")
def read_office(kind, new_home):
    """Return an office in which nothing is changed."""
    with new_home(kind) as home, furnished(home) as clerk:
        yield clerk


def found(office, q, **more):
    """Return the kind and the text of what is found, in order."""
    return [(each["kind"], shown(each)) for each in office.get("/search", q=q, **more)["items"]]


def shown(hit):
    return "".join(part["text"] for part in hit["excerpt"])


def kinds(office, q, **more):
    return sorted(kind for kind, _ in found(office, q, **more))


def marked(office, q):
    """Return the parts of excerpts that are marked."""
    items = office.get("/search", q=q)["items"]
    return [[part["text"] for part in each["excerpt"] if part["hit"]] for each in items]


def test_words_are_found_in_minutes_and_actions_where_all_of_them_occur(office):
    assert kinds(office, "bridge") == [
        "action",
        "agenda_item",
        "decision",
        "paragraph",
        "paragraph",
    ]
    assert kinds(office, "bridge paint") == ["action", "decision"]
    assert kinds(office, "bridge tunnel") == []


@pytest.mark.parametrize(
    ("q", "number"),
    [
        ('"swing bridge"', 2),
        ('"bridge swing"', 0),
        ("swing -café", 2),
        ('bridge -"swing bridge"', 3),
        ("follow-up", 1),
        ("up-follow", 0),
        ("follow/up", 1),
        ("brid*", 5),
        ("brid", 0),
        ('"the brid"', 0),
        ("CAFE", 1),
        ("cafe\u0301", 1),
        ("zoe ødegard", 1),
        ("ØDEGÅRD", 1),
        ("board", 1),
        ("board\u2019s", 1),
        ("2.5", 1),
        ("AND bridge", 0),
        ("bridge) OR (tunnel", 0),
        ("'bridge' & !paint:*", 2),
        ("bridge NEAR", 0),
        ('"swing bridge', 2),
    ],
)
def test_a_query_means_the_same_on_both_databases(read_office, q, number):
    assert len(found(read_office, q)) == number


def test_the_words_that_were_sought_are_marked_in_the_text(office):
    office.make("/actions", {"body": office.body, "text": "A tunnel, THE swing bridges' tunnel"})

    assert marked(office, '"swing brid"') == []
    assert marked(office, "tunnel bridges*") == [["tunnel", "bridges", "tunnel"]]
    assert marked(office, '"swing bridges"') == [["swing bridges"]]
    assert marked(office, "cafe") == [["café"]]


def test_what_is_found_says_what_and_where_it_is(office):
    (decision,) = office.get("/search", q="to paint")["items"]
    assert decision == {
        "kind": "decision",
        "link": f"/v1/default/meetings/{office.meeting}",
        "body": office.body,
        "meeting": office.meeting,
        "part": 1,
        "day": DAY,
        "excerpt": [
            {"text": "To", "hit": True},
            {"text": " ", "hit": False},
            {"text": "paint", "hit": True},
            {"text": " the bridge", "hit": False},
        ],
    }
    (action,) = office.get("/search", q="green")["items"]
    assert (action["link"], action["id"]) == (f"/v1/default/actions/{office.action}", office.action)
    assert office.http.get(action["link"]).json()["id"] == office.action
    (item,) = office.get("/search", q="business")["items"]
    assert (item["part"], item["number"]) == (2, "2")


def test_reports_and_notes_on_an_action_are_found_with_the_action(office):
    action = f"/actions/{office.action}"
    office.do("POST", f"{action}/progress", {"text": "Primed in ochre", "occurred_on": "2024-04"})
    office.do("POST", f"{action}/completion", {"note": "Ochre after all"})
    hits = office.get("/search", q="ochre")["items"]
    assert {(each["kind"], each["id"], each["body"]) for each in hits} == {
        ("progress", office.action, office.body)
    }
    assert len(hits) == 2
    assert len(found(office, "ochre", **{"from": "2024-04-15", "to": "2024-04-16"})) == 1


def test_issues_are_found_by_their_texts_and_not_by_who_is_not_cleared(office):
    wanted = {"body": office.body, "text": "The lantern is dark", "occurred_on": DAY}
    issue = office.make("/issues", wanted | {"number": "7", "proposed_action": "Light a lantern"})
    hidden = office.make("/issues", wanted | {"text": "The lantern was stolen"})
    office.do("PUT", f"/issues/{hidden}/handling", CONFIDENTIAL, if_match="*")
    before = office.size
    office.do("POST", f"/issues/{issue}/updates", {"text": "Dark it is"})

    assert len(found(office, "lantern", kind="issue", body=office.body)) == 2
    assert len(found(office, "lantern", known_at=before)) == 3
    with office.uncleared():
        (hit,) = office.get("/search", q="lantern")["items"]
    assert shown(hit) == "Light a lantern"
    assert (hit["id"], hit["number"], hit["body"], hit["day"]) == (issue, "7", office.body, DAY)
    assert office.http.get(hit["link"]).json()["id"] == issue
    shown_there = on_the_command_line(office.home, "lantern", "--kind", "issue").stdout
    assert f"{DAY}  issue 7  issue {issue}" in shown_there

    erase(office.home, "Light a lantern")
    assert [text for _, text in found(office, "lantern")] == ["The lantern was stolen"]


def test_recommendations_and_what_answers_them_are_found_with_their_report(office):
    form = {
        "title": "The Locks",
        "publisher": {"kind": "organisation", "name": "Canal Office"},
        "published_on": "2009-06",
        "recommendations": [{"number": "42", "text": "Oil the hinge"}],
        "responses": [
            {
                "answers": [{"recommendation": 0}],
                "text": "The hinge is oiled. We shall watch it.",
                "commitments": [{"text": "Watch the hinge"}],
            }
        ],
    }
    told = office.ask("POST", "/reports", form).json()
    hits = {each["kind"]: each for each in office.get("/search", q="hinge")["items"]}

    assert set(hits) == {"recommendation", "response", "commitment"}
    assert {each["report"] for each in hits.values()} == {told["id"]}
    assert (hits["recommendation"]["number"], hits["response"]["day"]) == ("42", "2009-06")
    for hit in hits.values():
        assert "body" not in hit
        assert office.http.get(hit["link"]).status_code == 200
    assert found(office, "hinge", **{"from": "2009-07-01"}) == []


def test_what_fits_better_comes_first_and_of_equals_the_earlier(office):
    assert found(office, "bridge")[0][0] in ("action", "agenda_item")
    same = [office.make("/actions", {"body": office.body, "text": "Dredge"}) for _ in range(5)]
    office.make("/actions", {"body": office.body, "text": "Dredge, dredge and dredge"})
    better, *others = (each["id"] for each in office.get("/search", q="dredge")["items"])
    assert better not in same
    assert others == same


def test_a_search_is_narrowed_by_kind_body_meeting_and_day(office):
    other = office.make("/bodies", {"name": "Bridge Board"})
    office.make("/actions", {"body": other, "text": "bridge", "occurred_on": "2025-01"})
    assert kinds(office, "bridge", kind="paragraph") == ["paragraph"] * 2
    assert kinds(office, "bridge", body=other) == ["action"]
    assert len(found(office, "bridge", body=office.body)) == 5
    assert len(found(office, "bridge", meeting=office.meeting)) == 5
    assert len(found(office, "bridge", **{"from": DAY, "to": DAY})) == 5
    assert kinds(office, "bridge", **{"from": "2024-03-05"}) == ["action"]
    assert kinds(office, "bridge", **{"from": "2025-01-31", "to": "2025-02-01"}) == ["action"]
    assert found(office, "bridge", **{"from": "2025-02-01"}) == []
    assert found(office, "bridge", to="2024-03-03") == []


def test_names_are_not_looked_in(office):
    office.make("/people", {"name": "Bridget Peel"})
    assert found(office, "Peel") == found(office, "Quay") == []


@pytest.mark.parametrize("name", ["\u0622gha", "\ud55c\uad6d"])
def test_a_name_whose_letters_have_marks_of_other_scripts_is_found(office, name):
    office.make("/actions", {"body": office.body, "text": f"Ask {name} about it"})
    assert len(office.get("/search", q=name)["items"]) == 1
    assert len(office.get("/search", q=f"{name[:2]}*")["items"]) == 1


@pytest.mark.parametrize("q", ["", " ", "-bridge", "!?", '"', "*", "-"])
def test_a_query_without_a_word_to_find_is_refused_with_advice(read_office, q):
    read_office.refused(422, "name at least one word to find", "GET", "/search", q=q)


def test_pages_show_every_passage_once_in_their_order_whatever_is_added_meanwhile(office):
    for number in range(7):
        office.make("/actions", {"body": office.body, "text": "sand " * (number % 3 + 1)})
    whole = [each["id"] for each in office.get("/search", q="sand")["items"]]
    seen, query = [], {"q": "sand", "limit": 2}
    while True:
        page = office.ask("GET", "/search", **query)
        seen += [each["id"] for each in page.json()["items"]]
        office.make("/actions", {"body": office.body, "text": "sand sand sand"})
        if "next" not in page.json():
            break
        assert 'rel="next"' in page.headers["link"]
        query |= {"cursor": page.json()["next"], "known_at": page.json()["known_at"]}
    assert seen == whole
    assert len(set(seen)) == 7


def test_a_cursor_that_ends_no_page_is_not_found(office):
    office.refused(404, "send the `next`", "GET", "/search", q="bridge", cursor=5)


def test_a_passage_is_found_as_the_record_stood(office):
    before = office.size
    office.make("/actions", {"body": office.body, "text": "Mend the lock"})
    assert kinds(office, "lock") == ["action"]
    assert kinds(office, "lock", known_at=before) == []
    assert len(found(office, "bridge", known_at=before)) == 5


def test_who_is_not_cleared_finds_nothing_of_what_is_confidential(office):
    hidden = office.make("/actions", {"body": office.body, "text": "bridge eel"} | CONFIDENTIAL)
    office.do("POST", f"/actions/{hidden}/progress", {"text": "eel seen"})
    office.make("/actions", {"body": office.body, "text": "long eel " + "and more " * 9})
    (place,) = (
        each[0]
        for each in office.home.past("SELECT place FROM private_texts WHERE text = 'bridge eel'")
    )
    assert len(found(office, "eel")) == 3
    with office.uncleared():
        assert len(found(office, "bridge")) == 5
        (only,) = found(office, "eel")
        assert only[1].startswith("long eel")
        assert found(office, "eel", kind="progress") == []
        office.refused(404, "ends a page", "GET", "/search", q="eel", cursor=place)
    office.do("PUT", f"/meetings/{office.meeting}/items/1/handling", CONFIDENTIAL, if_match="*")
    with office.uncleared():
        assert found(office, "bridge") == []
        assert kinds(office, "business") == ["agenda_item"]


def test_what_is_withheld_changes_neither_the_order_nor_the_parts_of_what_is_shown(office):
    for text in ("rope and pitch", "rope rope rope and " + "tar " * 30, "pitch " * 4):
        office.make("/actions", {"body": office.body, "text": text})
    with office.uncleared():
        before = office.get("/search", q="rope")["items"]
    for _ in range(5):
        office.make("/actions", {"body": office.body, "text": "rope " * 3} | CONFIDENTIAL)
    with office.uncleared():
        assert office.get("/search", q="rope")["items"] == before


def erase(home, text):
    """Delete a private text as an erasure does."""
    with closing_engine(home) as engine, transaction(engine, "default") as connection:
        gone = connection.execute(delete(TEXTS).where(TEXTS.c.text == text))
        assert gone.rowcount == 1
        if home.kind == "sqlite":  # as an erasure does once, for all that goes with it
            tidy = "INSERT INTO passage_words (passage_words) VALUES ('optimize')"
            connection.exec_driver_sql(tidy)


def closing_engine(home):
    engine = open_writer(home.owner_url, busy_seconds=5)
    engine.close = engine.dispose
    return closing(engine)


def test_what_is_erased_is_found_no_more_at_any_position(office):
    text = "Ask Quentin Quagmire about the sluice"
    action = office.make("/actions", {"body": office.body, "text": text})
    size = office.size
    assert kinds(office, "quagmire") == ["action"]

    erase(office.home, text)

    assert found(office, "quagmire") == found(office, "sluice", known_at=size) == []
    assert "text" not in office.get(f"/actions/{action}")
    assert len(found(office, "bridge")) == 5


def test_what_is_blanked_is_found_no_more(office):
    text = "Ask Quentin Quagmire about the sluice"
    office.make("/actions", {"body": office.body, "text": text})

    with closing_engine(office.home) as engine, transaction(engine, "default") as connection:
        changed = TEXTS.update().where(TEXTS.c.text == text).values(text="Ask about the sluice")
        connection.execute(changed)

    assert found(office, "quagmire") == []
    assert found(office, "sluice") == [("action", "Ask about the sluice")]


def everything(home):
    """Return the bytes of the file, all that was written having gone into it."""
    assert home.past("PRAGMA wal_checkpoint(TRUNCATE)")[0][0] == 0
    return b"".join(path.read_bytes() for path in home.folder.glob("minutebook.db*"))


@pytest.mark.only("sqlite")
def test_the_words_of_what_is_erased_are_nowhere_in_the_file(office):
    for word in ("zyxquagmire", "zyxsluice"):
        office.make("/actions", {"body": office.body, "text": f"Ask about the {word}"})
    for word in (b"zyxquagmire", b"zyxsluice"):
        assert word in everything(office.home)

    erase(office.home, "Ask about the zyxquagmire")

    held = everything(office.home)
    assert b"zyxsluice" in held
    assert b"quagmire" not in held


@pytest.mark.only("sqlite")
def test_the_index_goes_on_after_the_file_was_put_together_anew(office):
    erase(office.home, "Any other business")
    office.home.past("VACUUM")
    assert len(found(office, "bridge")) == 5
    assert found(office, "business") == []


def test_an_index_that_does_not_fit_the_texts_is_made_anew_by_a_rebuild(home):
    with whole_office(home) as office:
        body = office.make("/bodies", {"name": "Board"})
        office.make("/actions", {"body": body, "text": "Mend the lock"})
        if home.kind == "sqlite":
            home.past("INSERT INTO passage_words (passage_words) VALUES ('delete-all')")
            assert found(office, "lock") == []
    with closing(Book(home.owner_settings(), Mint())) as book:
        book.rebuild("default", quiet)
    with whole_office_again(home) as office:
        assert kinds(office, "lock") == ["action"]


@contextmanager
def whole_office_again(home):
    with TestClient(create_app(home.settings(webhooks=False))) as http:
        yield Reader(http, http.app.state.book, home)


def on_the_command_line(home, *words):
    return CliRunner().invoke(app, ["search", *words], env=home.variables)


def test_the_command_line_shows_what_is_found_with_what_it_is_of(read_office):
    home = read_office.home
    shown = on_the_command_line(home, "swing", "bridge", "--kind", "agenda_item")
    assert shown.exit_code == 0
    assert "The swing bridge" in shown.stdout
    assert f"{DAY}  agenda item 1  meeting {read_office.meeting}" in shown.stdout
    told = json.loads(on_the_command_line(home, "--json", "bridge", "--", "-paint").stdout)
    assert len(told["items"]) == 3
    of_body = on_the_command_line(home, "green", "--body", "Quay Board", "--since", DAY)
    assert f"action {read_office.action}" in of_body.stdout
    assert on_the_command_line(home, "--", "-bridge").exit_code == 2
    assert on_the_command_line(home, "tunnel").stdout == ""
