"""Published minutes over HTTP: what went out, and what is withheld, then and now."""

import pytest

from tests.service.seam import whole_office

PARAGRAPH = "The board heard from Ms Fenella Crake that the survey by Mr Odd cost too much."


class Publisher:
    """A minute book with minutes to publish."""

    def __init__(self, clerk):
        self.clerk = clerk
        self.body = clerk.make("/bodies", {"name": "Quay Board"})
        self.meeting = clerk.make(f"/bodies/{self.body}/meetings", {"held_on": "2024-03-04"})
        meeting = f"/meetings/{self.meeting}"
        clerk.do("POST", f"{meeting}/items", {"item": 1, "title": "Repairs", "number": "1."})
        said = {"paragraph": 1, "item": 1, "text": PARAGRAPH}
        clerk.do("POST", f"{meeting}/paragraphs", said)
        clerk.do("POST", f"{meeting}/decisions", {"decision": 1, "item": 1, "text": "To mend."})
        self.list("Fenella Crake", "observer", 1)
        self.list("Jory Tallack", "chair", 2)
        task = {"body": self.body, "meeting": self.meeting, "text": "Crake to mend the steps"}
        self.action = clerk.make("/actions", task)
        self.path = f"{meeting}/minutes"
        self.do("versions")

    def list(self, name, capacity, row):
        listed = {"row": row, "name": name, "organisation_stated": "Harbour Office"}
        given = listed | {"capacity": capacity, "status": "present"}
        self.clerk.do("POST", f"/meetings/{self.meeting}/attendance", given)

    def do(self, what, body=None, **more):
        return self.clerk.do("POST", f"{self.path}/{what}", body or {}, **more)

    def rendition(self, audience="public", **query):
        return self.clerk.get(f"{self.path}/renditions/{audience}", **query)

    def text(self, part="paragraph", **asked):
        found = [each for each in self.rendition(**asked)["passages"] if each["part"] == part]
        return found[0]["text"]

    def redact(self, number, words, exemption):
        where = {"start": PARAGRAPH.index(words), "length": len(words)}
        who = {"redaction": number, "exemption": exemption, "reviewer": "Rita Review"}
        self.do("redactions", {"part": "paragraph", "number": 1} | where | who)


@pytest.fixture
def publisher(home):
    with whole_office(home) as clerk:
        yield Publisher(clerk)


def test_what_was_not_published_is_not_there(publisher):
    publisher.clerk.refused(404, "publish them first", "GET", f"{publisher.path}/renditions/public")
    publisher.do("publications", {"audience": "members"})
    publisher.clerk.refused(404, "(public)", "GET", f"{publisher.path}/renditions/public")


def test_a_rendition_has_the_words_of_the_version_item_by_item(publisher):
    publisher.do("publications", {"audience": "public"})
    later = {"paragraph": 2, "item": 1, "text": "Added afterwards."}
    publisher.clerk.do("POST", f"/meetings/{publisher.meeting}/paragraphs", later)

    told = publisher.rendition()

    assert [(each["part"], each["text"]) for each in told["passages"]] == [
        ("item", "Repairs"),
        ("paragraph", PARAGRAPH),
        ("decision", "To mend."),
        ("action", "Crake to mend the steps"),
    ]
    assert [each["shown_as"] for each in told["attendance"]] == ["Fenella Crake", "Jory Tallack"]
    minutes = publisher.clerk.get(publisher.path)
    assert (told["content"], told["version"]) == (minutes["content"], 1)


def test_a_redaction_withholds_words_from_others_and_not_within(publisher):
    for audience in ("public", "members", "internal"):
        publisher.do("publications", {"audience": audience})
    before = publisher.clerk.size
    publisher.redact(1, "cost too", "FOI s.36")

    assert publisher.text().endswith("Mr Odd [withheld: FOI s.36] much.")
    assert publisher.text(audience="members") == publisher.text()
    assert publisher.text(audience="internal") == PARAGRAPH
    assert publisher.text(known_at=before) == PARAGRAPH
    [passage] = [each for each in publisher.rendition()["passages"] if "withheld" in each]
    assert passage["withheld"] == [{"words": 2, "exemption": "FOI s.36"}]


def test_a_lifted_redaction_withholds_nothing(publisher):
    publisher.do("publications", {"audience": "public"})
    publisher.redact(1, "cost", "FOI s.36")
    publisher.redact(2, "much.", "FOI s.43")
    publisher.do("redactions/1/lifting", {"reason": "The price is known."})

    assert publisher.text() == PARAGRAPH.replace("much.", "[withheld: FOI s.43]")


def test_what_is_confidential_is_withheld_whole(publisher):
    for audience in ("public", "internal"):
        publisher.do("publications", {"audience": audience})
    path = f"/meetings/{publisher.meeting}/paragraphs/1/handling"
    publisher.clerk.do("PUT", path, {"handling": "confidential"}, if_match="*")

    assert publisher.text() == "[withheld: confidential]"
    assert publisher.text(audience="internal") == PARAGRAPH
    assert publisher.text("decision") == "To mend."


def test_officials_are_published_as_those_they_stood_for(publisher):
    publisher.do("publications", {"audience": "public", "naming": "members"})

    told = publisher.rendition()

    assert [each["shown_as"] for each in told["attendance"]] == [
        "Official (for Harbour Office)",
        "Jory Tallack",
    ]
    assert "Crake" not in str(told)
    assert publisher.text().startswith("The board heard from [withheld: anonymised] that the")
    assert publisher.text("action") == "[withheld: anonymised] to mend the steps"


def test_the_last_publication_decides_whose_names_go_out(publisher):
    publisher.do("publications", {"audience": "public"})
    publisher.do("publications", {"audience": "public", "naming": "nobody"})
    assert {each["shown_as"] for each in publisher.rendition()["attendance"]} == {
        "Official (for Harbour Office)"
    }
    publisher.do("publications", {"audience": "public", "naming": "everyone"})
    assert publisher.rendition()["attendance"][1]["name"] == "Jory Tallack"
    kept = publisher.clerk.get(publisher.path)["publications"]
    assert [each["naming"] for each in kept] == ["everyone", "nobody", "everyone"]
