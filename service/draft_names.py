"""The names in a draft, where each stands, and whom it may mean in the record; a person decides.

To take a candidate, put its identity beside the name: the record then learns the spelling, as an
event, when the draft is accepted. A name that already has an identity is not asked about.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from events.action.form import NamedOwner
from events.submission.form import Attendee, MinutesDraft, Participant, Party
from projections import bodies
from service.candidates import organisations_like, people_like
from service.intake.draft import Draft
from service.likeness.verdicts import Candidate
from service.record import Record

Kind = Literal["person", "organisation"]


class Place(NamedTuple):
    """Where a name stands in a draft, as a pointer to where its identity goes."""

    kind: Kind
    name: str
    at: str
    organisation: str | None = None
    listed: bool = False
    """Whether it is a row of the list of attendance, or of members."""


class DraftName(NamedTuple):
    """A name of one meeting or list, where its identity goes, and whom it may mean, best first."""

    kind: Kind
    name: str
    at: tuple[str, ...]
    candidates: list[Candidate]


def names_of(record: Record, draft: Draft) -> list[DraftName]:
    """Return the names of a draft that have no identity yet, in the order of the document.

    Those of each meeting come first, then those of the members and of who chairs the sub-groups.
    """
    found = [
        name
        for number, meeting in enumerate(draft.meetings)
        for name in _named(record, meeting.body, list(_places(meeting, f"/meetings/{number}")))
    ]
    beside = [*_of_members(draft), *_of_chairs(draft)]
    return [*found, *_named(record, draft.whose, beside)] if beside else found


def _named(record: Record, body: Party | None, places: list[Place]) -> Iterator[DraftName]:
    people = [each for each in places if each.kind == "person"]
    liked = {
        "person": people_like(
            record,
            dict.fromkeys(each.name for each in people),
            _body(record, body),
            {each.name: each.organisation for each in people if each.organisation},
            [each.name for each in people if each.listed],
        ),
        "organisation": organisations_like(
            record, dict.fromkeys(each.name for each in places if each.kind == "organisation")
        ),
    }
    for kind, name in dict.fromkeys((each.kind, each.name) for each in places):
        at = tuple(each.at for each in places if (each.kind, each.name) == (kind, name))
        yield DraftName(kind, name, at, liked[kind].get(name, []))


def _body(record: Record, party: Party | None) -> str | None:
    """Return the body, where the record has exactly one of that identity or name."""
    if party is None or party.id is not None or party.name is None:
        return party.id if party else None
    found = record.all(bodies.named(record.secretariat, party.name, record.known_at))
    return str(next(iter(found[0].values()))) if len(found) == 1 else None


def _of_members(draft: Draft) -> Iterator[Place]:
    for number, row in enumerate(draft.members):
        at = f"/members/{number}"
        if row.person is None:
            yield Place("person", row.name, f"{at}/person", row.organisation, listed=True)
        if row.organisation is not None and row.organisation_id is None:
            yield Place("organisation", row.organisation, f"{at}/organisation_id")


def _of_chairs(draft: Draft) -> Iterator[Place]:
    for number, group in enumerate(draft.sub_groups):
        for at, (identity, name) in enumerate(group.chairing()):
            if identity is None:
                yield Place("organisation", name, f"/sub_groups/{number}/chair_ids/{at}")


def _places(meeting: MinutesDraft, pointer: str) -> Iterator[Place]:
    lists: tuple[tuple[str, tuple[Attendee | Participant, ...]], ...] = (
        ("attendance", meeting.attendance),
        ("unlisted", meeting.unlisted),
    )
    for part, rows in lists:
        for number, row in enumerate(rows):
            at, party = f"{pointer}/{part}/{number}", row.organisation
            stated = party.name if party else None
            if row.name is not None and row.person is None:
                yield Place("person", row.name, f"{at}/person", stated, part == "attendance")
            if party is not None and party.id is None and stated is not None:
                yield Place("organisation", stated, f"{at}/organisation/id")
    for number, line in enumerate(meeting.attendance):
        principal = line.substitute_for
        if principal is not None and principal.id is None and principal.name is not None:
            at = f"{pointer}/attendance/{number}/substitute_for/id"
            yield Place("person", principal.name, at)
    yield from _owners(meeting, pointer)


def _owners(meeting: MinutesDraft, pointer: str) -> Iterator[Place]:
    homes = [(pointer, meeting.actions)]
    homes += [(f"{pointer}/items/{n}", item.actions) for n, item in enumerate(meeting.items)]
    for home, actions in homes:
        for number, action in enumerate(actions):
            for at, owner in enumerate(action.owners):
                if isinstance(owner, NamedOwner) and owner.id is None:
                    place = f"{home}/actions/{number}/owners/{at}/id"
                    yield Place(owner.kind, owner.called, place)
