"""Documents: handed in, read, corrected, and accepted into the record or turned away."""

from events.base import Decider
from events.document.commands import DocumentCommand
from events.document.events import DocumentEvent
from events.document.rules import decide
from events.document.state import Document, Unknown, evolve

__all__ = ["DECIDER", "DocumentCommand", "DocumentEvent"]

DECIDER: Decider[DocumentCommand, Document, DocumentEvent] = Decider(
    category="document", initial=Unknown(), decide=decide, evolve=evolve
)
