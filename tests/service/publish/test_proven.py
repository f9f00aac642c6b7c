"""Published minutes as a file: it verifies anywhere, and nothing in it can be changed unseen."""

import json
from base64 import urlsafe_b64decode

import pytest

from service.signing import keys
from service.tlog.notes import PublicKey
from service.tlog.verifying.rendition import verify_rendition
from tests.service.publish.test_routes_renditions import PARAGRAPH, Publisher
from tests.service.seam import whole_office
from tests.service.test_cli import run
from tests.signed import sign


class Signing(Publisher):
    """Publishes minutes and signs the log."""

    def published(self, audience="public", **query):
        sign(self.clerk.home, self.clerk.book)
        return self.clerk.get(f"{self.path}/renditions/{audience}/proof", **query)

    @property
    def key(self):
        path = keys.path_of(self.clerk.home.settings())
        return PublicKey.read(path.with_name(f"{path.name}.pub").read_text())

    def verified(self, file):
        return verify_rendition(json.dumps(file), [self.key])


@pytest.fixture
def publisher(home):
    with whole_office(home) as clerk:
        yield Signing(clerk)


def texts(file):
    return [each["text"] for each in file["rendition"]["passages"]]


def test_minutes_published_whole_verify_and_tell_only_what_they_show(publisher):
    publisher.do("publications", {"audience": "public"})
    file = publisher.published()

    report = publisher.verified(file)

    assert report.status == 0, report.findings
    assert texts(file) == ["Repairs", PARAGRAPH, "To mend.", "Crake to mend the steps"]
    assert report.notes == ["this version is not shown to be approved"]


def test_redacted_words_are_not_in_the_file_and_the_rest_still_verifies(publisher):
    publisher.do("publications", {"audience": "public", "naming": "members"})
    publisher.redact(1, "cost too", "FOI s.36")
    file = publisher.published()

    report = publisher.verified(file)

    assert report.findings == []
    assert report.status == 3, "what is withheld is told"
    assert "[withheld: FOI s.36]" in texts(file)[1]
    opened = json.dumps(file) + "".join(
        urlsafe_b64decode(value["disclosure"] + "==").decode()
        for entry in file["entries"]
        for value in entry["values"]
        if "disclosure" in value
    )
    for gone in ("cost", "too ", "Crake", "Fenella"):
        assert gone not in opened
    (paragraph,) = [
        value
        for entry in file["entries"]
        for value in entry["values"]
        if "FOI s.36" in value.get("withheld", "")
    ]
    assert "seed" not in paragraph


def test_a_confidential_part_goes_out_as_its_digests(publisher):
    publisher.do("publications", {"audience": "public"})
    path = f"/meetings/{publisher.meeting}/paragraphs/1/handling"
    publisher.clerk.do("PUT", path, {"handling": "confidential"}, if_match="*")
    file = publisher.published()

    assert publisher.verified(file).findings == []
    assert texts(file)[1] == "[withheld: confidential]"
    assert "survey" not in json.dumps(file)


def change(file, what):
    passage = file["rendition"]["passages"][1]
    entry = next(each for each in file["entries"] if each["index"] == passage["index"])
    (value,) = [each for each in entry["values"] if each["pointer"] == passage["pointer"]]
    match what:
        case "a word in the text":
            passage["text"] = passage["text"].replace("survey", "summary")
        case "a word in both":
            passage["text"] = passage["text"].replace("survey", "summary")
            value["segments"] = [
                [each[0], "summary "] if isinstance(each, list) and each[1] == "survey " else each
                for each in value["segments"]
            ]
        case "a mark taken out":
            value["marks"], passage["text"] = (
                [],
                passage["text"].replace(" [withheld: FOI s.36]", ""),
            )
        case "a word left out of both":
            value["segments"] = [each for each in value["segments"] if each[-1] != "survey "]
            passage["text"] = passage["text"].replace("survey ", "")
        case "an entry left out":
            file["entries"].remove(entry)
        case "another version":
            file["rendition"]["content"] = "0" * 64
        case "fewer entries":
            file["rendition"]["made_of"].pop()
        case "a name":
            file["rendition"]["attendance"][1]["name"] = "Jory Other"


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("a word in the text", "does not read as it was recorded"),
        ("a word in both", "is not what was recorded"),
        ("a mark taken out", "does not read as it was recorded"),
        ("a word left out of both", "is not what was recorded"),
        ("an entry left out", "no published file"),
        ("another version", "not those that the version consists of"),
        ("fewer entries", "not those that the version consists of"),
        ("a name", "does not read as it was recorded"),
    ],
)
def test_whatever_is_changed_in_the_file_is_found(publisher, what, reason):
    publisher.do("publications", {"audience": "public"})
    publisher.redact(1, "cost too", "FOI s.36")
    file = publisher.published()
    assert publisher.verified(file).findings == []

    change(file, what)

    report = publisher.verified(file)
    assert report.status == 1
    assert any(reason in each.words for each in report.findings), report.findings


def test_what_is_not_signed_yet_is_not_published_with_a_proof(publisher):
    publisher.do("publications", {"audience": "public"})
    path = f"{publisher.path}/renditions/public/proof"
    publisher.clerk.refused(409, "nothing of this log is signed", "GET", path)
    publisher.published()
    publisher.do("publications", {"audience": "members"})
    publisher.clerk.refused(
        409, "signed up to position", "GET", f"{publisher.path}/renditions/members/proof"
    )


def test_the_command_line_writes_the_file_and_verifies_it(publisher, tmp_path):
    publisher.do("publications", {"audience": "public"})
    publisher.published()
    variables, file = publisher.clerk.home.variables, tmp_path / "minutes.json"
    made = run("minutes", "rendition", publisher.meeting, "--proof", file, **variables)
    assert made.exit_code == 0, made.output
    key = keys.path_of(publisher.clerk.home.settings())

    done = run("verify", "rendition", file, "--key", f"{key}.pub", **variables)

    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("verified: version 1 of the minutes")
    file.write_text(file.read_text().replace("To mend.", "To sell."))
    done = run("verify", "rendition", file, "--key", f"{key}.pub", **variables)
    assert done.exit_code == 1
