"""The operator lets people and programs in, and says what they may do, from the command line."""

import json

import jwt
import pytest
from fastapi.testclient import TestClient

from service import sample
from service.app import create_app
from service.book import DEFAULT, Book
from service.ids import Mint
from tests.service.test_cli import BODY, NOBODY, Shell, run


@pytest.fixture
def shell(home):
    book = Book(home.settings(), Mint())
    sample.load(book, DEFAULT)
    book.close()
    return Shell(home)


def may(shell, credentials, method, path, **more):
    """Return the status of a request by whoever has these credentials."""
    with TestClient(create_app(shell.home.settings())) as http:
        headers = {"Authorization": f"Bearer {credentials.strip()}"}
        return http.request(method, f"/v1/default{path}", headers=headers, **more).status_code


def test_a_token_of_the_machine_is_the_operators(shell):
    token = shell("token").stdout
    assert may(shell, token, "GET", "/denied-attempts") == 200
    assert may(shell, token, "POST", "/people", json={"name": "Kay"}) == 201


def test_a_token_lends_what_it_says_for_as_long_as_it_says(shell):
    token = shell("token", "--scope", "read", "--hours", "0.5").stdout
    claims = jwt.decode(token.strip(), options={"verify_signature": False})
    assert claims["exp"] - claims["iat"] == 1_800
    assert claims["scope"] == "minutebook:read"
    assert may(shell, token, "GET", "/people") == 200
    assert may(shell, token, "POST", "/people", json={"name": "Kay"}) == 403


def test_somebody_is_let_in_by_a_role_and_out_when_it_is_taken(shell):
    token = shell("token", "--as", "alice").stdout
    assert may(shell, token, "GET", "/people") == 403
    given = shell("access", "grant", "alice", "secretary", "--name", "Alice A.")
    assert given.exit_code == 0, given.stderr
    assert "alice is secretary" in given.stderr
    assert may(shell, token, "POST", "/people", json={"name": "Kay"}) == 201
    assert shell("access", "revoke", "alice", "secretary").exit_code == 0
    assert may(shell, token, "GET", "/people") == 403


def test_a_role_at_one_body_is_shown_with_its_name(shell):
    shell("access", "grant", "bob", "privacy_officer", "--body", BODY)
    (shown,) = shell.json("access", "list")["items"]
    assert shown["subject"] == "bob"
    assert [each["body_name"] for each in shown["roles"]] == [BODY]
    told = shell("access", "list").stdout
    assert "bob at urn:minutebook:local" in told
    assert "privacy officer of" in told


def test_access_can_be_listed_as_it_was(shell):
    shell("access", "grant", "bob", "member")
    position = shell.json("access", "list")["known_at"]
    shell("access", "revoke", "bob", "member")
    assert shell.json("access", "list")["items"][0]["roles"] == []
    before = shell.json("access", "list", "--known-at", str(position))["items"][0]["roles"]
    assert [each["role"] for each in before] == ["member"]


def test_a_program_has_a_key_until_it_is_revoked(shell):
    made = shell("access", "key", "Importer", "secretary", "--scope", "read", "--scope", "write")
    assert made.exit_code == 0, made.stderr
    assert made.stdout.startswith("mbk_")
    assert may(shell, made.stdout, "POST", "/people", json={"name": "Kay"}) == 201
    (shown,) = shell.json("access", "list")["items"]
    assert made.stdout.strip() not in json.dumps(shown)
    (key,) = shown["keys"]
    assert key["scopes"] == ["read", "write"]
    assert shell("access", "revoke-key", key["id"]).exit_code == 0
    assert may(shell, made.stdout, "GET", "/people") == 401
    assert key["id"] not in shell("access", "list").stdout


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["access", "key", "Robot", "chair"], 1, "for people, who answer for what they approve"),
        (["access", "key", "Robot", "member", "--scope", "erase"], 2, "name one of read, conf"),
        (["access", "key", "Robot", "member", "--days", "4000"], 2, "MINUTEBOOK_KEY_DAYS"),
        (["access", "revoke", "carol", "member"], 1, "nobody was admitted"),
        (["access", "grant", "carol", "member", "--body", "No Such Body"], 1, "No Such Body"),
        (["access", "grant", "carol", "king"], 2, "privacy_officer"),
        (["access", "revoke-key", NOBODY], 1, "minutebook access list"),
        (["token", "--hours", "1000"], 2, "MINUTEBOOK_TOKEN_MINUTES"),
        (["token", "--scope", "everything"], 2, "name one of read"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_recorded(shell, arguments, status, said):
    before = shell.size
    done = shell(*arguments)
    assert done.exit_code == status
    assert said in " ".join(done.stderr.split())
    assert shell.size == before


def test_where_an_issuer_is_set_the_machine_gives_no_tokens(home):
    done = run("token", MINUTEBOOK_ISSUER="https://id.example", **home.variables)
    assert done.exit_code == 1
    assert "https://id.example" in done.stderr


def test_people_are_named_as_the_issuer_that_is_set_names_them(shell):
    elsewhere = {"MINUTEBOOK_ISSUER": "https://id.example"} | shell.home.variables
    run("access", "grant", "dora", "auditor", **elsewhere)
    run("access", "grant", "dora", "auditor", "--issuer", "https://other.example", **elsewhere)
    found = shell.json("access", "list")["items"]
    assert {each["issuer"] for each in found} == {"https://id.example", "https://other.example"}
    assert len({each["id"] for each in found}) == 2
