"""Requests as text, ready to be sent by `load.py`."""

from typing import Any

import orjson

from tests.bench.load import KEY, TOKEN


def post(path: str, body: Any) -> str:
    """Return a POST with a fresh Idempotency-Key each time it is sent."""
    content = orjson.dumps(body).decode()
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {TOKEN}\r\n"
        f"Idempotency-Key: {KEY}\r\nContent-Length: {len(content.encode())}\r\n\r\n{content}"
    )


def get(path: str) -> str:
    """Return a GET."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {TOKEN}\r\n\r\n"
