"""Whose a token is: all of it must be right, and the keys are those the issuer has now."""

import asyncio
import base64
import hmac
import json
import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from service.door.issuers import Issuer
from service.door.tokens import Demands, Tokens
from service.errors import IssuerSilent, Unauthenticated
from tests.issuers import CONFIGURATION, some_issuer


class Clock:
    def __init__(self):
        self.now = 1_000.0

    def __call__(self):
        return self.now


class Desk:
    """Tokens of one issuer, checked; a clock of the test's own tells how old the keys are."""

    def __init__(self, issuer, **demands):
        self.issuer, self.clock = issuer, Clock()
        self.keys = Issuer(issuer.url, 300, clock=self.clock)
        self.tokens = Tokens(Demands(issuer.url, "minutebook", **demands), self.keys)
        self.loop = asyncio.new_event_loop()

    def sees(self, token):
        return self.loop.run_until_complete(self.tokens.identity(token))

    def refuses(self, token, said):
        with pytest.raises(Unauthenticated, match=said):
            self.sees(token)

    def looked(self):
        return self.issuer.asked.count("/keys")


def base64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@pytest.fixture
def issuer():
    with some_issuer() as found:
        yield found


@pytest.fixture
def desk(issuer):
    found = Desk(issuer)
    yield found
    found.loop.close()


@pytest.mark.parametrize("algorithm", ["EdDSA", "ES256", "RS256"])
def test_a_token_in_each_of_the_three_algorithms_says_who_asks(desk, issuer, algorithm):
    issuer.add(algorithm)
    seen = desk.sees(issuer.token(algorithm, sub="alice"))
    assert (seen.issuer, seen.subject, seen.machine) == (issuer.url, "alice", False)
    assert seen.scopes == {"read", "write"}


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"exp": 1_000_000_000, "iat": 999_999_000}, "expired"),
        ({"nbf": 4_000_000_000}, "not good yet"),
        ({"iat": 3_999_999_990, "exp": 4_000_000_000}, "not good yet"),
        ({"exp": 4_000_000_000}, "good for longer"),
        ({"exp": None}, "lacks one of"),
        ({"iat": None}, "lacks one of"),
        ({"sub": None}, "lacks one of"),
        ({"aud": None}, "lacks one of"),
        ({"aud": "others"}, "for somebody else"),
        ({"aud": ["others", "more"]}, "for somebody else"),
        ({"iss": "https://id.example"}, "another issuer"),
        ({"sub": ""}, "names nobody"),
        ({"sub": "x" * 256}, "names nobody"),
        ({"sub": 7}, "cannot be used"),
        ({"exp": "soon"}, "cannot be used"),
        ({"aud": 7}, "for somebody else|cannot be used"),
    ],
)
def test_a_claim_that_is_wrong_is_told(desk, issuer, claims, said):
    desk.refuses(issuer.token(**claims), said)


def test_one_of_several_audiences_is_enough(desk, issuer):
    assert desk.sees(issuer.token(aud=["others", "minutebook"])).subject == "alice"


def test_times_may_be_off_by_the_leeway_and_no_more(desk, issuer):
    now = int(time.time())
    assert desk.sees(issuer.token(iat=now - 100, exp=now - 10)).subject == "alice"
    desk.refuses(issuer.token(iat=now - 100, exp=now - 60), "expired")


def test_an_identity_token_is_no_access_token_unless_the_settings_let_it(desk, issuer):
    for typ in ("JWT", "id+jwt"):
        desk.refuses(issuer.token(header={"typ": typ}), "an access token is needed")
    lenient = Desk(issuer, typed=False)
    assert lenient.sees(issuer.token(header={"typ": "JWT"})).subject == "alice"
    lenient.loop.close()


def test_other_scopes_are_passed_over(desk, issuer):
    assert desk.sees(issuer.token(scope="openid read minutebook:audit x:write")).scopes == {"audit"}
    assert desk.sees(issuer.token(scope=None)).scopes == frozenset()
    assert desk.sees(issuer.token(scope=["minutebook:read"])).scopes == frozenset()


@pytest.mark.parametrize("name", ["client_id", "azp"])
def test_a_subject_that_is_the_client_is_a_machine(desk, issuer, name):
    seen = desk.sees(issuer.token(**{name: "alice", "scope": "minutebook:approve minutebook:read"}))
    assert seen.machine
    assert seen.rights == {"read"}


def test_a_public_key_is_no_secret_to_sign_with(desk, issuer):
    issuer.add("RS256")
    public = json.dumps(issuer.public("RS256"))
    header = {"alg": "HS256", "typ": "at+jwt", "kid": "RS256"}
    signed = f"{base64url(json.dumps(header).encode())}.{issuer.token().split('.')[1]}"
    signature = hmac.digest(public.encode(), signed.encode(), "sha256")
    desk.refuses(f"{signed}.{base64url(signature)}", "signed by EdDSA, ES256, RS256")


def test_the_algorithm_of_a_token_is_that_of_its_key(desk, issuer):
    issuer.add("RS256")
    issuer.keys["mixed"] = issuer.keys["RS256"]
    forged = issuer.token("mixed", header={"kid": "EdDSA"})
    desk.refuses(forged, "a key that its issuer does not have")


@pytest.mark.parametrize("text", ["", "a.b.c", "x" * 20_000, "..", "e30.e30.", "\u00e9.\u00e9.x"])
def test_what_is_no_token_is_told_so(desk, text):
    desk.refuses(text, "no token that can be read|too long|signed by")


def test_a_token_without_a_name_for_its_key_needs_the_issuer_to_have_one(desk, issuer):
    assert desk.sees(issuer.token(header={"kid": None})).subject == "alice"
    issuer.add("EdDSA", "second")
    desk.clock.now += 200
    desk.refuses(issuer.token(header={"kid": None}, sub="bob"), "does not have")


def test_keys_that_are_weak_private_or_not_for_signing_are_not_used(desk, issuer):
    issuer.add("RS256")
    weak = rsa.generate_private_key(65_537, 1_024)
    issuer.keys["weak"] = "RS256", weak
    for wrong in ({"use": "enc"}, {"d": "AA"}, {"alg": "RS512"}, {"n": "!"}):
        issuer.answers["/keys"] = lambda wrong=wrong: {"keys": [issuer.public("RS256") | wrong]}
        desk.clock.now += 200
        desk.refuses(issuer.token("RS256"), "does not have")
    issuer.answers["/keys"] = issuer.key_set
    desk.clock.now += 200
    with pytest.warns(jwt.InsecureKeyLengthWarning):
        token = issuer.token("weak")
    desk.refuses(token, "does not have")


def test_a_key_that_was_changed_is_looked_for_but_not_all_the_time(desk, issuer):
    desk.sees(issuer.token())
    issuer.add("EdDSA", "new")
    desk.clock.now += 11
    assert desk.sees(issuer.token("new")).subject == "alice"
    before = desk.looked()
    issuer.add("EdDSA", "newer")
    for number in range(5):
        desk.refuses(issuer.token("newer", sub=f"{number}"), "does not have")
    assert desk.looked() == before
    desk.clock.now += 11
    assert desk.sees(issuer.token("newer")).subject == "alice"


def test_many_at_once_make_one_look(desk, issuer):
    tokens = [issuer.token(sub=f"{number}") for number in range(20)]

    async def all_of_them():
        return await asyncio.gather(*map(desk.tokens.identity, tokens))

    assert len(desk.loop.run_until_complete(all_of_them())) == 20
    assert desk.looked() == 1


def test_a_silent_issuer_lets_nobody_in_once_its_keys_are_old(desk, issuer):
    desk.sees(issuer.token())
    issuer.silent = True
    desk.clock.now += 299
    assert desk.sees(issuer.token(sub="bob")).subject == "bob"
    desk.clock.now += 2
    with pytest.raises(IssuerSilent):
        desk.sees(issuer.token(sub="carol"))
    issuer.silent = False
    desk.clock.now += 3
    assert desk.sees(issuer.token(sub="carol")).subject == "carol"


def test_an_issuer_that_never_answered_lets_nobody_in(desk, issuer):
    issuer.silent = True
    with pytest.raises(IssuerSilent):
        desk.sees(issuer.token())
    asked = len(issuer.asked)
    with pytest.raises(IssuerSilent):
        desk.sees(issuer.token())
    assert len(issuer.asked) == asked, "it is not asked again at once"


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        (CONFIGURATION, {"issuer": "https://id.example", "jwks_uri": "https://id.example/keys"}),
        (CONFIGURATION, {"jwks_uri": "https://id.example/keys"}),
        (CONFIGURATION, b"no JSON"),
        (CONFIGURATION, []),
        ("/keys", {}),
        ("/keys", b" " * 300_000),
    ],
)
def test_an_issuer_that_answers_something_else_lets_nobody_in(desk, issuer, path, answer):
    issuer.answers[path] = lambda: answer
    with pytest.raises(IssuerSilent):
        desk.sees(issuer.token())


def test_keys_from_where_others_can_change_them_are_none(desk, issuer):
    told = {"issuer": issuer.url, "jwks_uri": "http://id.example/keys"}
    issuer.answers[CONFIGURATION] = lambda: told
    with pytest.raises(IssuerSilent):
        desk.sees(issuer.token())


def test_a_token_found_good_is_checked_again_after_a_while(issuer):
    moment = [time.time()]
    tokens = Tokens(
        Demands(issuer.url, "minutebook"), Issuer(issuer.url, 300), clock=lambda: moment[0]
    )
    good = issuer.token(exp=int(time.time()) + 600)

    async def see():
        return await tokens.identity(good)

    with asyncio.Runner() as runner:
        first = runner.run(see())
        assert runner.run(see()) is first
        moment[0] += 61
        assert runner.run(see()) is not first
