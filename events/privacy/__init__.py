"""Privacy: values asked to be erased, by whom, on which legal basis, and what was erased.

One stream for each request. Who asks does not decide; what is decided is carried out with it.
"""

from events.base import Decider
from events.privacy.commands import PrivacyCommand
from events.privacy.events import PrivacyEvent
from events.privacy.rules import decide
from events.privacy.state import Erasure, Unasked, evolve

__all__ = ["DECIDER", "PrivacyCommand", "PrivacyEvent"]

DECIDER: Decider[PrivacyCommand, Erasure, PrivacyEvent] = Decider(
    category="privacy", initial=Unasked(), decide=decide, evolve=evolve
)
