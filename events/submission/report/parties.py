"""Whom the names of a report mean: who published it, who responds, and who gives a commitment."""

from collections.abc import Iterator

from events.action.form import NamedOwner, PostOwner, VagueOwner
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
from events.body.commands import EstablishBody
from events.errors import Refused
from events.ids import BodyId, PersonId
from events.plans import Register
from events.report.terms import ByBody, Publisher, Responder, Responding
from events.submission.names import Mint, Names
from events.submission.report.form import (
    PublisherSubmitted,
    ReportSubmission,
    ResponderSubmitted,
)
from events.when import When

Submitted = NamedOwner | PostOwner | VagueOwner


class Parties:
    """Resolves whoever a report names; who is new is registered, and told as a finding.

    A person is known by name only in the papers of a body: of a report that no body published, a
    person is named by identity.
    """

    def __init__(self, form: ReportSubmission, register: Register, mint: Mint, on: When) -> None:
        """Look up in `register`; what is new is there as of the day `on`."""
        self.names = Names(register, mint, on)
        self.established: list[Command] = []
        self._register, self._on, self._form = register, on, form
        self._bodies: dict[str, BodyId] = {}
        self.names.state((), _stated(form))
        self.publisher = self._published_by(form.publisher)

    def responder(self, given: ResponderSubmitted | None, at: str) -> Responder:
        """Return who responds; the publisher, where nobody is named."""
        if given is not None:
            return Responder(self._responding(given, at), given.words)
        name = self._form.publisher.name
        if name is None:
            raise Refused(f"say who responds, in the words as written (#{at}/by)")
        return Responder(self.publisher, name)

    def assignee(self, owner: Submitted, at: str) -> Assignee:
        """Return the owner of a commitment."""
        return Assignee(party=self._party(owner, at), part=owner.part, words=owner.words)

    def _published_by(self, given: PublisherSubmitted) -> Publisher:
        if given.kind == "body":
            return ByBody(self._body((given.id, given.name), "/publisher"))
        return ByOrganisation(self.names.organisation((given.id, given.name), "/publisher"))

    def _responding(self, given: ResponderSubmitted, at: str) -> Responding:
        called = given.id, given.called
        match given.kind:
            case "body":
                return ByBody(self._body(called, f"{at}/by"))
            case "organisation":
                return ByOrganisation(self.names.organisation(called, f"{at}/by"))
            case "person":
                return ByPerson(self._person(called, f"{at}/by"))
            case "unclear":
                self.names.find("doubtful_responder", f"{at}/by")
                return Unclear()

    def _party(self, owner: Submitted, at: str) -> Party:
        match owner:
            case NamedOwner(kind="person"):
                return ByPerson(self._person((owner.id, owner.called), at))
            case NamedOwner():
                return ByOrganisation(self.names.organisation((owner.id, owner.called), at))
            case PostOwner(role=role):
                return ByPost(self._publishing_body(at), role)
            case VagueOwner(kind="class"):
                return ByClass()
            case VagueOwner():
                self.names.find("doubtful_owner", at)
                return Unclear()

    def _person(self, called: tuple[str | None, str], at: str) -> PersonId:
        if called[0] is not None:
            return PersonId(called[0])
        return self.names.person(self._publishing_body(at), called, at).person

    def _publishing_body(self, at: str) -> BodyId:
        if not isinstance(self.publisher, ByBody):
            raise Refused(
                "people and posts are known by name in a body, and no body published this "
                f"report; name a person by id (#{at})"
            )
        return self.publisher.body

    def _body(self, called: tuple[str | None, str | None], at: str) -> BodyId:
        identity, name = called
        if identity is not None:
            return BodyId(identity)
        name = name or ""
        if name not in self._bodies:
            self._bodies[name] = self._known_body(name, at)
        return self._bodies[name]

    def _known_body(self, name: str, at: str) -> BodyId:
        known = self._register.bodies_named(name)
        if len(known) > 1:
            raise Refused(f"several bodies have that name; say which one by its id (#{at}/id)")
        if known:
            return known[0]
        body = BodyId(self.names.new("body"))
        self.names.find("new_body", at, id=body)
        self.established.append(EstablishBody(occurred_on=self._on, body=body, name=name))
        return body


def _stated(form: ReportSubmission) -> Iterator[tuple[str | None, str | None]]:
    """Yield the organisations to which the form gives a name and an identity."""
    if form.publisher.kind == "organisation":
        yield form.publisher.id, form.publisher.name
    for response in form.responses:
        if response.by is not None and response.by.kind == "organisation":
            yield response.by.id, response.by.called
        for commitment in response.commitments:
            for owner in commitment.owners:
                if isinstance(owner, NamedOwner) and owner.kind == "organisation":
                    yield owner.id, owner.called
