"""How a thing of the record is handled: open to every reader, or confidential.

It holds for the thing now and at every earlier position: what is confidential today is withheld
from who may not see it whatever day is asked, and what was opened up again is readable throughout.
"""

from typing import Final, Literal

from events.base import said
from events.errors import Refused

Handling = Literal["open", "confidential"]

OPEN: Final = "open"
CONFIDENTIAL: Final = "confidential"


def changes(confidential: bool, asked: Handling, reason: str | None) -> bool:  # noqa: FBT001  what holds
    """Tell whether `asked` is new to a thing; to open up what is confidential takes a reason."""
    said(reason, "the reason")
    if confidential == (asked == CONFIDENTIAL):
        return False
    if asked == OPEN and reason is None:
        raise Refused("it is confidential; say in the reason why it may be opened up again")
    return True
