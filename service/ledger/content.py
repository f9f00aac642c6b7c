"""What the minutes of a meeting are made of: the digest that a version of them is known by.

It is the SHA-256 over the leaf hashes, in order of position, of all entries of the stream of the
meeting and of those that gave out the actions raised there. So whoever has these entries and their
proofs can find it, and words that are erased do not change it.
"""

from hashlib import sha256

from sqlalchemy import Connection, Select, Subquery, literal, select, union_all

from events.ids import MeetingId
from events.plans import Content
from projections import actions
from projections.base import current
from service.ledger.tables import ENTRIES, HEADS


def content_of(connection: Connection, secretariat: str, meeting: MeetingId) -> Content:
    """Return the digest of what the log has of a meeting, and the position it is read back at."""
    parts = _entries(secretariat, meeting, None)
    digest = sha256()
    for each in connection.execute(select(parts.c.hash).order_by(parts.c.position)).scalars():
        digest.update(each)
    size = select(HEADS.c.size).where(HEADS.c.secretariat == secretariat)
    return Content(digest.hexdigest(), connection.execute(size).scalar_one())


def positions_of(
    connection: Connection, secretariat: str, meeting: MeetingId, known_at: int
) -> list[int]:
    """Return the positions of the entries that the digest as of `known_at` is taken over."""
    parts = _entries(secretariat, meeting, known_at)
    found = connection.execute(select(parts.c.position).order_by(parts.c.position))
    return list(found.scalars())


def _entries(secretariat: str, meeting: MeetingId, known_at: int | None) -> Subquery:
    actions_then = _of_its_actions(secretariat, meeting, known_at)
    both = union_all(_of_the_meeting(secretariat, meeting), actions_then).subquery()
    return both if known_at is None else select(both).where(both.c.position <= known_at).subquery()


def _of_the_meeting(secretariat: str, meeting: MeetingId) -> Select[tuple[int, bytes]]:
    return select(ENTRIES.c.position, ENTRIES.c.hash).where(
        ENTRIES.c.secretariat == secretariat, ENTRIES.c.stream == f"meeting-{meeting}"
    )


def _of_its_actions(
    secretariat: str, meeting: MeetingId, known_at: int | None
) -> Select[tuple[int, bytes]]:
    """Return the entry that each action begins with."""
    table = actions.TABLE
    raised = select(literal("action-").concat(table.c.action)).where(
        current(table, secretariat, known_at), table.c.meeting == meeting
    )
    return select(ENTRIES.c.position, ENTRIES.c.hash).where(
        ENTRIES.c.secretariat == secretariat,
        ENTRIES.c.stream.in_(raised),
        ENTRIES.c.revision == 1,
    )
