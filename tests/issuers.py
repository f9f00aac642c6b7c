"""An issuer of access tokens on this machine, as the tests need it: rotating, silent, or lying."""

import json
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MAKERS = {
    "EdDSA": Ed25519PrivateKey.generate,
    "ES256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "RS256": lambda: rsa.generate_private_key(65_537, 2_048),
}
CONFIGURATION = "/.well-known/openid-configuration"
SCOPE = "minutebook:read minutebook:write"


class SomeIssuer:
    """Signs tokens and answers with its configuration and keys; `answers` may be changed."""

    def __init__(self, url):
        self.url = url
        self.keys = {}
        self.asked = []
        self.silent = False
        self.answers = {
            CONFIGURATION: lambda: {"issuer": url, "jwks_uri": f"{url}/keys"},
            "/keys": self.key_set,
        }
        self.add("EdDSA")

    def add(self, algorithm, kid=None):
        self.keys[kid or algorithm] = algorithm, MAKERS[algorithm]()

    def key_set(self):
        return {"keys": [self.public(kid) for kid in self.keys]}

    def public(self, kid):
        algorithm, key = self.keys[kid]
        shown = jwt.get_algorithm_by_name(algorithm).to_jwk(key.public_key(), as_dict=True)
        return shown | {"kid": kid, "use": "sig"}

    def token(self, kid="EdDSA", *, header=None, **claims):
        """Return a token signed with one of the keys; claims that are None are left out."""
        algorithm, key = self.keys[kid]
        now = int(time.time())
        usual = {
            "iss": self.url,
            "sub": "alice",
            "aud": "minutebook",
            "iat": now,
            "exp": now + 600,
            "client_id": "desk",
            "scope": SCOPE,
        }
        told = {name: each for name, each in (usual | claims).items() if each is not None}
        headers = {"typ": "at+jwt", "kid": kid} | (header or {})
        headers = {name: each for name, each in headers.items() if each is not None}
        return jwt.encode(told, key, algorithm, headers)

    def respond(self, handler):
        self.asked.append(handler.path)
        if self.silent or handler.path not in self.answers:
            handler.send_error(503 if self.silent else 404)
            return
        content = self.answers[handler.path]()
        sent = content if isinstance(content, bytes) else json.dumps(content).encode()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(sent)))
        handler.end_headers()
        handler.wfile.write(sent)


@contextmanager
def some_issuer():
    """Serve an issuer on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            issuer.respond(self)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer = SomeIssuer(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
