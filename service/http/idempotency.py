"""The `Idempotency-Key` header (draft-ietf-httpapi-idempotency-key-header-07), quoted or bare."""

import re
from typing import Annotated

from fastapi import Header
from pydantic import BeforeValidator, WithJsonSchema

from service.http.fields import Maybe, wrong

_KEY = '("[ !#-~]{1,255}"|[!#-~][!-~]{0,254})'
_SHAPE = re.compile(_KEY)


def _key(value: object) -> str:
    if not isinstance(value, str) or not _SHAPE.fullmatch(value):
        raise wrong("send a key of 1 to 255 printable ASCII characters, such as a new UUID")
    return value[1:-1] if value.startswith('"') else value


_Key = Annotated[
    str, BeforeValidator(_key), WithJsonSchema({"type": "string", "pattern": f"^{_KEY}$"})
]

IdempotencyKey = Annotated[
    Maybe[_Key],
    Header(
        alias="Idempotency-Key",
        description=(
            "A key of your own for this one request. Sent again with the same body it is answered "
            "as the first time, with another body refused (422), and while the first is still "
            "running refused for now (409). Keys are kept for at least 24 hours."
        ),
    ),
]
"""`key: IdempotencyKey = None`; the quotes of the quoted form are taken off."""
