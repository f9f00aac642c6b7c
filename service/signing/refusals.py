"""Why a log is not signed, in words for the operator: what is the case, and what to do."""

from enum import Enum
from typing import Final

from events.errors import Refused


class Case(Enum):
    """What is the case with a log that is not signed."""

    RESTORED = "restored backup"
    FORK = "fork"
    TAMPERED = "tampering"
    BESIDE = "false hash"
    HEAD = "false head"
    DAMAGED = "damaged tiles"
    CONTRADICTION = "two checkpoints"
    RENAMED = "another log"


LAWFUL: Final = frozenset({Case.RESTORED, Case.FORK})
"""What may come of a lawful restore, after which a log goes on in a successor."""

_GO_ON: Final = (
    "if a backup was restored on purpose, let the log go on in a successor: "
    "`minutebook log succeed --reason TEXT`; else put back the newest copy of the database"
)


class Unsignable(Refused):
    """The log is not the one that was signed; nothing more of it is signed."""

    def __init__(self, case: Case, words: str) -> None:
        """Say which case it is, and what to do."""
        super().__init__(f"{case.value}: {words}")
        self.case = case


def restored(size: int, signed: int) -> Unsignable:
    """Return the refusal of a log that is only the beginning of what was signed."""
    return Unsignable(
        Case.RESTORED,
        f"the log has {size} entries, {signed} were signed, and those that are there are the first "
        f"of these; {_GO_ON}",
    )


def forked(first: int, size: int, signed: int) -> Unsignable:
    """Return the refusal of a log in which all is different from some position on."""
    return Unsignable(
        Case.FORK,
        f"from entry {first} on everything is another than was signed ({size} entries are there, "
        f"{signed} were signed); {_GO_ON}",
    )


def tampered(first: int, count: int) -> Unsignable:
    """Return the refusal of a log in which single entries are different."""
    more = "" if count == 1 else f", and so are {count - 1} of the later ones"
    return Unsignable(
        Case.TAMPERED,
        f"entry {first} is missing or another than was signed{more}, while others after or beside "
        "are the same; keep a copy of the database as evidence, then restore a backup from before",
    )


def false_hash(position: int) -> Unsignable:
    """Return the refusal of a log in which a hash is not that of its leaf."""
    return Unsignable(
        Case.BESIDE,
        f"the hash that stands beside entry {position} is not that of the entry; somebody changed "
        "one of them past the service: compare it with a backup",
    )


def false_head(size: int) -> Unsignable:
    """Return the refusal of a log whose head is not that of its leaves."""
    return Unsignable(
        Case.HEAD,
        f"the head of the log is not that of its {size} entries; somebody changed it, or entries "
        "past the service: compare it with a backup",
    )


def elsewhere(size: int) -> Unsignable:
    """Return the refusal of a log that differs, where the tiles that would tell where are gone."""
    return Unsignable(
        Case.FORK,
        f"the {size} entries that were signed are not there as they were; where they differ cannot "
        f"be told, for the tiles are gone; {_GO_ON}",
    )


def damaged(place: str) -> Unsignable:
    """Return the refusal over tiles that are not those of what was signed."""
    return Unsignable(
        Case.DAMAGED,
        f"{place} holds other hashes than were signed; remove that folder, and it is made anew "
        "from the record",
    )


def contradicted(place: str) -> Unsignable:
    """Return the refusal over two checkpoints that are not of one log."""
    return Unsignable(
        Case.CONTRADICTION,
        f"the checkpoint in {place} and the one kept beside the key are not of one log, and both "
        "are signed; keep both as evidence, and find out who else signs with this key",
    )


def unknown_checkpoint(place: str) -> Unsignable:
    """Return the refusal over a checkpoint that is not ours."""
    return Unsignable(
        Case.CONTRADICTION,
        f"the checkpoint in {place} is not signed by this key; put the right key in place, or move "
        "that folder away",
    )


def renamed(origin: str, before: str) -> Unsignable:
    """Return the refusal of a log that does not say why it has another name."""
    return Unsignable(
        Case.RENAMED,
        f"the log is called {origin}; {before} was signed under this secretariat, and no entry "
        "says that the one takes the place of the other; if it is another secretariat, move the "
        "folder of the old log away",
    )
