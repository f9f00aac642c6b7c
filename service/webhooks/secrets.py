"""The secrets that deliveries are signed with: derived when they are needed, and stored nowhere.

Each is made of the secret of the service, the name of the log, the webhook and the number of the
exchange. Without the secret of the service nobody can sign, and nothing in the database helps.
"""

import hmac
import os
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from standardwebhooks import Webhook

from events.errors import Refused
from service.secret_file import secret_in
from service.settings import Settings

KEY: Final = "webhook.key"
"""The file beside the embedded database that holds the secret of the service."""

_BYTES: Final = 32
_LABEL: Final = "minutebook webhook 1"
_NONE: Final = (
    "this service has no secret to sign deliveries with; the operator sets "
    "MINUTEBOOK_WEBHOOK_SECRET, the same for every process"
)


class Secrets:
    """Derives the secrets of one deployment's webhooks, once the first of them is needed."""

    def __init__(self, settings: Settings) -> None:
        """Derive them from what the settings say, or from a file that is made then."""
        self._settings = settings
        self._root: bytes | None = None

    def require(self) -> None:
        """Say so (`Refused`) where there is nothing to derive secrets from."""
        if self._settings.webhook_secret is None and not self._settings.embedded:
            raise Refused(_NONE)

    def secret(self, origin: str, webhook: str, generation: int) -> str:
        """Return the secret of a webhook as receivers are given it."""
        if self._root is None:
            self._root = self._found()
        named = "\0".join((_LABEL, origin, webhook, str(generation))).encode()
        return "whsec_" + b64encode(hmac.digest(self._root, named, "sha256")).decode()

    def _found(self) -> bytes:
        self.require()
        given = self._settings.webhook_secret
        if given is not None:
            return given.get_secret_value().encode()
        return _kept(self._settings.data / KEY)


def signatures(secrets: list[str], message: str, moment: int, body: str) -> str:
    """Return what `webhook-signature` says of a body at a moment in seconds, by each secret."""
    when = datetime.fromtimestamp(moment, UTC)
    return " ".join(Webhook(each).sign(message, when, body) for each in secrets)


def _kept(path: Path) -> bytes:
    root = secret_in(path, lambda: os.urandom(_BYTES))
    if len(root) < _BYTES:
        raise Refused(f"{path} is damaged: it holds fewer than {_BYTES} bytes; restore it")
    return root
