"""After a lawful restore the log goes on under another name, as the successor of what was signed.

Nothing is hidden by that: the first entry under the new name says at what size and root the old log
was signed, so whoever holds an old checkpoint sees that there was more, and the reason.
"""

from base64 import b64encode
from datetime import UTC, datetime
from typing import NamedTuple

from events.base import Provenance
from events.errors import Refused
from events.ids import SuccessionId
from events.log.commands import SucceedLog
from events.plans import only
from events.when import on_day
from service.book import Book
from service.ledger.ask import Ask
from service.signing.refusals import LAWFUL
from service.signing.signer import Signer
from service.tlog.checkpoints import Checkpoint


class Successor(NamedTuple):
    """The log that goes on, from which position, and what was signed of the one before."""

    origin: str
    position: int
    before: Checkpoint


def succeed(book: Book, signer: Signer, secretariat: str, reason: str, actor: str) -> Successor:
    """Let a log go on in a successor; `Refused` where it is as it was signed, or tampered with."""
    case = signer.check(secretariat)
    if case is None:
        raise Refused("the log is the one that was signed, and goes on as it is")
    if case.case not in LAWFUL:
        raise case
    before, today = signer.last(secretariat), datetime.now(UTC).date()
    command = SucceedLog(
        occurred_on=on_day(today),
        succession=SuccessionId(book.mint()),
        origin=before.origin,
        size=before.size,
        root=b64encode(before.root).decode(),
        reason=reason,
    )
    origin = f"minutebook/{book.mint()}"
    done = book.succeed(secretariat, origin, Ask(secretariat, Provenance(actor), only(command)))
    return Successor(origin, done.position, before)
