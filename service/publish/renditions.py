"""Minutes as they are published to an audience: a version, with what is withheld from it marked.

The text is that of the version which was published. What is withheld, erased or confidential is
asked as of now: a redaction holds for what was published before, and a lifted one no more. Who sees
the internal rendition sees everything that they may read.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from sqlalchemy.engine import RowMapping

from events.errors import NotFound
from events.minutes.terms import Audience, Naming
from projections import (
    minutes_publications,
    minutes_redactions,
    minutes_versions,
    published_words,
)
from service.ledger.parted import Piece, pieces
from service.publish.withholding import (
    CONFIDENTIAL,
    Cut,
    Shown,
    cut,
    runs,
    without_names,
)
from service.record import Record

INTERNAL: Final = "internal"
_NAMED: Final[dict[Naming, frozenset[str]]] = {
    "members": frozenset({"chair", "member", "substitute"}),
    "nobody": frozenset(),
}
_KINDS: Final = ("item", "paragraph", "decision", "action")


PartOfMinutes = Literal["item", "paragraph", "decision", "action"]


class Passage(NamedTuple):
    """A part of the minutes as it is published; `number` is that of the part in the record."""

    part: PartOfMinutes
    number: int | None
    action: str | None
    item: int | str | None
    place: int
    words: list[Shown]

    @property
    def withheld(self) -> list[tuple[int, int, str]]:
        """The stretches of words that are withheld: first, end (numbers from 0), and why."""
        return runs(self.words)


class Attendee(NamedTuple):
    """Somebody in the list; `name` is None where it is withheld or was erased."""

    row: int
    status: str
    capacity: str
    name: str | None
    stands_for: str | None
    anonymised: bool
    name_place: int | None
    stands_for_place: int | None
    """Where the words lie that are shown of them."""

    @property
    def shown_as(self) -> str:
        """Their name, or as whom they are published."""
        if self.name is not None:
            return self.name
        whom = "Official" if self.anonymised else "[erased]"
        return whom if self.stands_for is None else f"{whom} (for {self.stands_for})"


class Rendition(NamedTuple):
    """What an audience is given of the minutes of a meeting."""

    meeting: str
    audience: Audience
    naming: Naming
    version: int
    content: str
    position: int
    """The `known_at` of the version."""
    published_on: str
    attendees: list[Attendee]
    passages: list[Passage]


def rendition_of(record: Record, meeting: str, audience: Audience, *, cleared: bool) -> Rendition:
    """Return what was published last to an audience; `NotFound` where nothing was."""
    of = (record.secretariat, meeting, record.known_at)
    published = [
        row
        for row in record.all(minutes_publications.publications_of(*of))
        if row["audience"] == audience
    ]
    if not published:
        raise NotFound(
            f"no minutes of the meeting {meeting} were published to this audience ({audience}); "
            "publish them first"
        )
    newest = published[-1]
    versions = {row["version"]: row for row in record.all(minutes_versions.versions_of(*of))}
    position = versions[newest["version"]]["position"]
    naming: Naming = newest["naming"] or "everyone"
    all_shown = audience == INTERNAL and cleared
    return _Drawn(record, record.back_at(position), meeting, naming).up(
        newest, position, audience, all_shown=all_shown
    )


class _Drawn:
    """A rendition while it is drawn up: the record of today, and that of the version."""

    def __init__(self, now: Record, then: Record, meeting: str, naming: Naming) -> None:
        self._now, self._then, self._meeting, self._naming = now, then, meeting, naming
        self._of = (now.secretariat, meeting, then.known_at)

    def up(
        self, published: RowMapping, position: int, audience: Audience, *, all_shown: bool
    ) -> Rendition:
        listed = self._then.all(published_words.attendees_of(*self._of))
        texts = self._texts(
            place for row in listed for place in (row["place"], row["stands_for"]) if place
        )
        attendees = [self._attendee(row, texts) for row in listed]
        hidden = [
            text_of(texts[row["place"]])
            for row, shown in zip(listed, attendees, strict=True)
            if shown.anonymised and row["place"] in texts
        ]
        return Rendition(
            meeting=self._meeting,
            audience=audience,
            naming=self._naming,
            version=published["version"],
            content=published["content"],
            position=position,
            published_on=published["published_on"],
            attendees=attendees,
            passages=sorted(self._passages(hidden, audience, all_shown=all_shown), key=_order),
        )

    def _attendee(self, row: RowMapping, texts: dict[int, list[Piece]]) -> Attendee:
        name, stands_for = texts.get(row["place"]), texts.get(row["stands_for"] or 0)
        anonymised = self._naming != "everyone" and row["capacity"] not in _NAMED[self._naming]
        shown = None if name is None or anonymised else text_of(name)
        return Attendee(
            row=row["row"],
            status=row["status"],
            capacity=row["capacity"],
            name=shown,
            stands_for=None if stands_for is None else text_of(stands_for),
            anonymised=anonymised,
            name_place=None if shown is None else row["place"],
            stands_for_place=None if stands_for is None else row["stands_for"],
        )

    def _passages(
        self, hidden: Sequence[str], audience: Audience, *, all_shown: bool
    ) -> Iterable[Passage]:
        cuts = self._cuts() if audience != INTERNAL else {}
        secret = set() if all_shown else self._confidential()
        rows = [
            (part, row["number"], None, row["item"], row["place"])
            for part, query in published_words.words_of(*self._of).items()
            for row in self._then.all(query)
        ] + [
            ("action", None, row["action"], row["item"], row["place"])
            for row in self._then.all(published_words.actions_of(*self._of))
        ]
        texts = self._texts(place for *_, place in rows)
        for part, number, action, item, place in rows:
            pieces = texts.get(place, [])
            found = list(cuts.get((part, number), ()))
            if (part, number or action) in secret:
                found.append(Cut(None, None, CONFIDENTIAL))
            words = without_names(cut(pieces, found), hidden)
            yield Passage(part, number, action, item, place, words)

    def _cuts(self) -> dict[tuple[str, int], list[Cut]]:
        """Return what is redacted now, by the part."""
        found = defaultdict(list)
        of = (self._now.secretariat, self._meeting, self._now.known_at)
        for row in self._now.all(minutes_redactions.redactions_of(*of)):
            if row["lifted_on"] is None:
                start = row["start"]
                end = None if start is None else start + row["length"]
                found[row["part"], row["number"]].append(Cut(start, end, row["exemption"]))
        return found

    def _confidential(self) -> set[tuple[str, int | str]]:
        """Return the parts that are confidential now."""
        of = (self._now.secretariat, self._meeting, self._now.known_at)
        parts = {
            (part, row["number"])
            for part, query in published_words.words_of(*of).items()
            for row in self._now.all(query)
            if row["confidential"]
        }
        return parts | {
            ("action", row["action"])
            for row in self._now.all(published_words.actions_of(*of))
            if row["confidential"]
        }

    def _texts(self, places: Iterable[int]) -> dict[int, list[Piece]]:
        """Return the pieces of texts by their places; what was erased is missing."""
        kept = self._now.kept(list(places))
        return {at: pieces(*found) for at, found in kept.items()}


def _order(passage: Passage) -> tuple[bool, bool, int, int, int]:
    """Put the parts item by item: its title, what was said, what was decided; actions at last."""
    item = passage.item if isinstance(passage.item, int) else None
    kind = _KINDS.index(passage.part)
    return passage.part == "action", item is None, item or 0, kind, passage.number or 0


def text_of(pieces: Iterable[Piece]) -> str:
    """Return the words of a text that are there."""
    return "".join(piece.word or "" for piece in pieces).strip()
