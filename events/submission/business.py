"""The business of a submission as commands: items, paragraphs, decisions and actions in order."""

from collections.abc import Iterator, Mapping

from events.action.commands import AssignAction, SetActionHandling
from events.action.form import NamedOwner, PostOwner, VagueOwner, due_of
from events.action.terms import (
    Assignee,
    ByClass,
    ByOrganisation,
    ByPerson,
    ByPost,
    Party,
    Unclear,
)
from events.base import Command
from events.handling import CONFIDENTIAL
from events.ids import ActionId, BodyId, MeetingId
from events.meeting.commands import (
    AddItem,
    MinuteDecision,
    MinuteParagraph,
    RecordNoActions,
    SetPassageHandling,
)
from events.meeting.handling import Part
from events.meeting.terms import (
    Speaker,
    SpokenByBody,
    SpokenByName,
    SpokenByOrganisation,
    SpokenByRow,
)
from events.submission import form
from events.submission.names import Names
from events.when import on_day

Line = tuple[Command, form.Span | None]
Submitted = NamedOwner | PostOwner | VagueOwner

_EVERYBODY = {"board", "body", "committee", "council", "group", "meeting", "members", "ministers"}


class Minutes:
    """Numbers paragraphs, decisions and actions through the meeting, as commands."""

    def __init__(
        self,
        minutes: form.MinutesSubmission,
        body: BodyId,
        meeting: MeetingId,
        names: Names,
        rows: Mapping[str, int],
    ) -> None:
        """Take up the business of `minutes`; `rows` are those of attendees by their names."""
        self._form, self._body, self._meeting, self._names = minutes, body, meeting, names
        self._on, self._rows = on_day(minutes.held_on), rows
        self._paragraphs = self._decisions = 0
        self.actions: list[ActionId] = []

    def commands(self) -> Iterator[Line]:
        """Yield what stands outside the items first, then item by item."""
        yield from self._business(self._form, None, None, "")
        for at, item in enumerate(self._form.items):
            yield (
                AddItem(
                    occurred_on=self._on,
                    meeting=self._meeting,
                    item=at + 1,
                    number=item.number,
                    title=item.title,
                ),
                item.span,
            )
            yield from self._handled(item, "item", at + 1)
            yield from self._business(item, at + 1, item, f"/items/{at}")

    def _business(
        self, business: form.Business, item: int | None, of: form.ItemSubmitted | None, pointer: str
    ) -> Iterator[Line]:
        first = self._paragraphs + 1
        for paragraph in business.paragraphs:
            yield self._paragraph(paragraph, item), paragraph.span
            yield from self._handled(paragraph, "paragraph", self._paragraphs)
        for decision in business.decisions:
            yield self._decision(decision, item, first), decision.span
            yield from self._handled(decision, "decision", self._decisions)
        for at, action in enumerate(business.actions):
            yield from self._given_out(action, of, f"{pointer}/actions/{at}")
        if business.no_actions:
            yield RecordNoActions(occurred_on=self._on, meeting=self._meeting, item=item), None

    def _handled(
        self,
        part: form.ItemSubmitted | form.ParagraphSubmitted | form.DecisionSubmitted,
        kind: Part,
        number: int,
    ) -> Iterator[Line]:
        if part.handling == CONFIDENTIAL:
            command = SetPassageHandling(
                occurred_on=self._on,
                meeting=self._meeting,
                part=kind,
                number=number,
                handling=CONFIDENTIAL,
            )
            yield command, part.span

    def _paragraph(self, paragraph: form.ParagraphSubmitted, item: int | None) -> Command:
        self._paragraphs += 1
        return MinuteParagraph(
            occurred_on=self._on,
            meeting=self._meeting,
            paragraph=self._paragraphs,
            item=item,
            number=paragraph.number,
            text=paragraph.text,
            speaker=self._speaker(paragraph.speaker) if paragraph.speaker else None,
        )

    def _speaker(self, words: str) -> Speaker:
        """Return who spoke: a row, an organisation or the body where the words are exactly that."""
        row = self._rows.get(words)
        if row is not None:
            return SpokenByRow(row)
        bare = words.removeprefix("The ").removeprefix("the ")
        for name in dict.fromkeys((words, bare)):
            organisation = self._names.known_organisation(name)
            if organisation is not None:
                return SpokenByOrganisation(organisation)
        return SpokenByBody() if bare.lower() in _EVERYBODY else SpokenByName(words)

    def _decision(self, decision: form.DecisionSubmitted, item: int | None, first: int) -> Command:
        self._decisions += 1
        return MinuteDecision(
            occurred_on=self._on,
            meeting=self._meeting,
            decision=self._decisions,
            item=item,
            paragraph=None if decision.paragraph is None else first + decision.paragraph,
            text=decision.text,
        )

    def _given_out(
        self, action: form.ActionSubmitted, item: form.ItemSubmitted | None, pointer: str
    ) -> Iterator[Line]:
        """Yield an action; only by a printed number is it known to be that of its item."""
        identity = ActionId(self._names.new("action"))
        self.actions.append(identity)
        number = item.number if item else None
        yield self._action(action, identity, number, pointer), action.span
        told = (action, item) if item and number is None else (action,)
        if any(each.handling == CONFIDENTIAL for each in told):
            command = SetActionHandling(
                occurred_on=self._on, action=identity, handling=CONFIDENTIAL
            )
            yield command, action.span

    def _action(
        self, action: form.ActionSubmitted, identity: ActionId, number: str | None, pointer: str
    ) -> Command:
        if not action.owners:
            self._names.find("unowned_action", pointer, id=identity)
        return AssignAction(
            occurred_on=self._on,
            action=identity,
            body=self._body,
            meeting=self._meeting,
            item=number,
            reference=action.reference,
            text=action.text,
            owners=tuple(
                self._owner(owner, f"{pointer}/owners/{at}")
                for at, owner in enumerate(action.owners)
            ),
            due=due_of(action.due) if action.due else None,
        )

    def _owner(self, owner: Submitted, pointer: str) -> Assignee:
        return Assignee(party=self._party(owner, pointer), part=owner.part, words=owner.words)

    def _party(self, owner: Submitted, pointer: str) -> Party:
        match owner:
            case NamedOwner(kind="person"):
                given = owner.id, owner.called
                return ByPerson(self._names.person(self._body, given, pointer).person)
            case NamedOwner():
                return ByOrganisation(self._names.organisation((owner.id, owner.called), pointer))
            case PostOwner(role=role):
                return ByPost(self._body, role)
            case VagueOwner(kind="class"):
                return ByClass()
            case VagueOwner():
                self._names.find("doubtful_owner", pointer)
                return Unclear()
