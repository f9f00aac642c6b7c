"""Which command brings about each fact of a report."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from events.action.asked import owning
from events.base import Command, same
from events.report import commands, events

ASKED: Final[Mapping[type[Any], Callable[[Any], Command]]] = {
    events.ReportPublished: same(commands.PublishReport),
    events.ReportEndorsed: same(commands.EndorseReport),
    events.RecommendationMade: same(commands.MakeRecommendation),
    events.ResponseGiven: same(commands.GiveResponse),
    events.DispositionInferred: same(commands.InferDisposition),
    events.ResponseCrossReferenced: same(commands.CrossReferenceResponse),
    events.CommitmentGiven: owning(commands.GiveCommitment),
    events.CommitmentProgressReported: same(commands.ReportCommitmentProgress),
    events.CommitmentMet: same(commands.MeetCommitment),
    events.CommitmentLinkedToAction: same(commands.LinkCommitmentToAction),
    events.ProgressNarrated: same(commands.NarrateProgress),
    events.ProgressLinked: same(commands.LinkProgress),
}
