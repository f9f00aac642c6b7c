"""What the rules of minutes need to remember, and how each event changes it.

Other streams look the minutes up through `approved`, so nothing here may import another stream.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from events.base import Look
from events.errors import NotFound
from events.ids import MeetingId
from events.minutes.events import (
    ClearanceRefused,
    CorrectionAccepted,
    CorrectionDeclined,
    CorrectionProposed,
    LifeEvent,
    MinutesAmended,
    MinutesAnnotated,
    MinutesApproved,
    MinutesCirculated,
    MinutesCleared,
    MinutesDrafted,
    MinutesEvent,
    MinutesPublished,
    MinutesSubmittedForClearance,
    NoteEvent,
    PassageRedacted,
    RedactionLifted,
)
from events.minutes.terms import Naming


@dataclass(frozen=True, slots=True)
class Undrafted:
    """There are no minutes yet."""


@dataclass(frozen=True, slots=True)
class Notes:
    """The numbers that are used, and what became of each; `corrections` says whether accepted.

    Of a correction that is open nothing is said yet: it has None.
    """

    corrections: Mapping[int, bool | None] = field(default_factory=dict)
    amendments: frozenset[int] = frozenset()
    redactions: frozenset[int] = frozenset()
    lifted: frozenset[int] = frozenset()
    annotations: frozenset[int] = frozenset()
    published: Mapping[str, tuple[int, Naming]] = field(default_factory=dict)
    """By audience, the version that went out last and whose names."""

    @property
    def open(self) -> list[int]:
        """The corrections that nobody has accepted or declined."""
        return sorted(each for each, answer in self.corrections.items() if answer is None)

    @property
    def corrected(self) -> bool:
        """Whether a correction went into the text."""
        return any(self.corrections.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """The newest version, its content, and who drafted it: the recorder."""

    version: int
    content: str
    recorder: str
    notes: Notes = field(default_factory=Notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(OnRecord):
    """It was drafted, and seen by nobody else yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted(OnRecord):
    """It waits for clearance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBack(OnRecord):
    """Its clearance was refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared(OnRecord):
    """It may go out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circulated(OnRecord):
    """Those who were there have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved(OnRecord):
    """It is the record: from now on it is amended, not changed."""


Unapproved = Draft | Submitted | SentBack | Cleared | Circulated
Known = Unapproved | Approved
Minutes = Undrafted | Known

_Stage = type[Draft | Submitted | SentBack | Cleared | Circulated | Approved]


def known(minutes: Minutes) -> Known:
    """Return minutes that were drafted."""
    if isinstance(minutes, Undrafted):
        raise NotFound("there are no minutes of this meeting yet; draft them first")
    return minutes


def approved(look: Look, meeting: MeetingId) -> bool:
    """Tell whether the minutes of a meeting are approved."""
    return isinstance(cast("Minutes", look(f"minutes-{meeting}")), Approved)


def evolve(state: Minutes, event: MinutesEvent) -> Minutes:
    """Return the state after `event`; facts out of order change nothing and raise nothing."""
    match state, event:
        case Undrafted(), MinutesDrafted():
            return Draft(version=event.version, content=event.content, recorder=event.by)
        case Undrafted(), _:
            return state
        case _:
            return _moved(state, event) if isinstance(event, LifeEvent) else _noted(state, event)


def _moved(state: Known, event: LifeEvent) -> Known:
    match event:
        case MinutesDrafted():
            return Draft(
                version=event.version,
                content=event.content,
                recorder=event.by,
                notes=state.notes,
            )
        case MinutesSubmittedForClearance():
            return _become(Submitted, state)
        case MinutesCleared():
            return _become(Cleared, state)
        case ClearanceRefused():
            return _become(SentBack, state)
        case MinutesCirculated():
            return _become(Circulated, state)
        case MinutesApproved():
            return _become(Approved, state)


def _become(stage: _Stage, state: Known) -> Known:
    return stage(
        version=state.version, content=state.content, recorder=state.recorder, notes=state.notes
    )


def _noted(state: Known, event: NoteEvent) -> Known:
    return replace(state, notes=_with(state.notes, event))


def _with(notes: Notes, event: NoteEvent) -> Notes:
    match event:
        case CorrectionProposed(correction=number):
            return _answered(notes, number, None)
        case CorrectionAccepted(correction=number):
            return _answered(notes, number, True)  # noqa: FBT003  the answer is yes
        case CorrectionDeclined(correction=number):
            return _answered(notes, number, False)  # noqa: FBT003  the answer is no
        case MinutesAmended(amendment=number):
            return replace(notes, amendments=notes.amendments | {number})
        case PassageRedacted(redaction=number):
            return replace(notes, redactions=notes.redactions | {number})
        case RedactionLifted(redaction=number):
            return replace(notes, lifted=notes.lifted | {number})
        case MinutesAnnotated(annotation=number):
            return replace(notes, annotations=notes.annotations | {number})
        case MinutesPublished(version=version, audience=audience, naming=naming):
            last = version, naming or "everyone"
            return replace(notes, published={**notes.published, audience: last})


def _answered(notes: Notes, number: int, answer: bool | None) -> Notes:  # noqa: FBT001  an answer
    return replace(notes, corrections={**notes.corrections, number: answer})
