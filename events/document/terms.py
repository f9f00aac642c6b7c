"""The words of a draft: what changes in it, and what a reading came to."""

from dataclasses import dataclass
from typing import Literal

from events.base import Passage, Private, Public

Op = Literal["add", "replace", "remove"]


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a draft set, put in or taken out (RFC 6902); `value` is JSON text.

    `at` is an RFC 6901 pointer into the draft: names of fields and numbers, nothing private.
    """

    op: Op
    at: Public
    value: Passage | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader of a version made of a document: digests of the text and of the draft.

    `meetings` and `findings` say how many there are of each.
    """

    reader: Public
    version: int
    text: Private[str]
    draft: Private[str]
    meetings: int
    findings: int
