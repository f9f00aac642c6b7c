"""What the minutes of a meeting are made of: the digest that a version of them is known by.

It is the SHA-256 over the leaf hashes, in order of position, of all entries of the stream of the
meeting and of those that gave out the actions raised there. So whoever has these entries and their
proofs can find it, and words that are erased do not change it.
"""

from hashlib import sha256

from sqlalchemy import Connection, Select, literal, select, union_all

from events.ids import MeetingId
from events.plans import Content
from projections import actions
from service.ledger.tables import ENTRIES, HEADS


def content_of(connection: Connection, secretariat: str, meeting: MeetingId) -> Content:
    """Return the digest of what the log has of a meeting, and the position it is read back at."""
    both = union_all(_of_the_meeting(secretariat, meeting), _of_its_actions(secretariat, meeting))
    parts = both.subquery()
    digest = sha256()
    for each in connection.execute(select(parts.c.hash).order_by(parts.c.position)).scalars():
        digest.update(each)
    size = select(HEADS.c.size).where(HEADS.c.secretariat == secretariat)
    return Content(digest.hexdigest(), connection.execute(size).scalar_one())


def _of_the_meeting(secretariat: str, meeting: MeetingId) -> Select[tuple[int, bytes]]:
    return select(ENTRIES.c.position, ENTRIES.c.hash).where(
        ENTRIES.c.secretariat == secretariat, ENTRIES.c.stream == f"meeting-{meeting}"
    )


def _of_its_actions(secretariat: str, meeting: MeetingId) -> Select[tuple[int, bytes]]:
    """Return the entry that each action begins with."""
    table = actions.TABLE
    raised = select(literal("action-").concat(table.c.action)).where(
        table.c.secretariat == secretariat, table.c.meeting == meeting, table.c.until.is_(None)
    )
    return select(ENTRIES.c.position, ENTRIES.c.hash).where(
        ENTRIES.c.secretariat == secretariat,
        ENTRIES.c.stream.in_(raised),
        ENTRIES.c.revision == 1,
    )
