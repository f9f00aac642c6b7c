"""The header `Prefer: wait=10` (RFC 7240): how long a caller waits for a signed checkpoint."""

import re
from typing import Final

from fastapi import Request

APPLIED: Final = {"Preference-Applied": "wait"}

_WAIT: Final = re.compile(r"(?:^|[,;\s])wait\s*=\s*\"?([0-9]{1,5})\"?(?:[,;\s]|$)", re.IGNORECASE)


def wait_of(request: Request) -> float:
    """Return for how many seconds the caller waits at most; 0 where nothing is said."""
    found = _WAIT.search(request.headers.get("prefer", ""))
    return min(int(found[1]), request.app.state.settings.feed_wait_limit) if found else 0
