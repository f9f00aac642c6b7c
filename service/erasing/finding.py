"""What an erasure takes away: values that are somebody's, and the words of texts that name them.

A value that is theirs goes as a whole: a name, what the words call an owner, why they were away.
Of running text only the words go that name them. What stands in documents is found here and
decided on by a person. The organisations for which somebody stood, and what they are called, stay.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import orjson
from sqlalchemy import Connection

from events.errors import Refused
from events.ids import DocumentId, ErasureId
from events.plans import Erasing, Paper, Value
from events.privacy.events import ErasureRequested
from events.privacy.terms import MOST_DIGESTS, Named
from projections.texts import WHOLE
from service.erasing.holding import Held, Texts
from service.erasing.names import Called, called, is_theirs, mentions
from service.erasing.papers import file_names, said_in
from service.ledger import read
from service.ledger.parted import digest_of, pieces
from service.moving import base64url

_THEIRS: Final = frozenset({"name", "honorific", "words"})
"""The fields that are somebody's where the object they stand in names them."""
_AWAY: Final = frozenset({"meeting.attendance_listed", "meeting.apologies_received"})
"""Where `reason` says why somebody was away."""
_DOCUMENT: Final = "document-"
_PAPERS: Final = frozenset(
    {"document.received", "document.read", "document.draft_revised", "document.accepted"}
)
"""What is of the document itself, and goes or stays with it."""
_OF_OTHERS: Final = ("organisation-", "body-", "webhook-")
"""Streams whose whole values are names of other things."""


class Going(NamedTuple):
    """A text that goes, as it stands now; `words` are the numbers of those that go, None all."""

    held: Held
    words: tuple[int, ...] | None


class Found(NamedTuple):
    """Everything an erasure takes away, to be seen by whoever decides."""

    erasing: Erasing
    going: tuple[Going, ...]


def found(connection: Connection, secretariat: str, erasure: ErasureId) -> Found | None:
    """Return what an erasure takes away now; None where none waits to be decided."""
    history = read.stream_of(connection, secretariat, f"privacy-{erasure}")
    asked = history[0].event if len(history) == 1 else None
    if not isinstance(asked, ErasureRequested):
        return None
    texts = Texts(connection, secretariat)
    who = _called(texts, asked)
    going = {each.held.place: each for each in _going(texts, asked, who)}
    spared = {at for at, _ in _named(texts, asked.spared)}
    kept = tuple(going[at] for at in sorted(going.keys() - spared))
    papers = tuple(_papers(connection, secretariat, texts, who))
    values = tuple(value_of(each) for each in kept)
    return Found(Erasing(_digest(values, papers), values, papers), kept)


def _called(texts: Texts, asked: ErasureRequested) -> Called:
    if asked.person is None:
        return called((), ())
    people = texts.identities(asked.person)
    return called(texts.names(people), texts.names(people, of_others=True))


def _going(texts: Texts, asked: ErasureRequested, who: Called) -> Iterator[Going]:
    """Yield what goes; of a text that comes twice, the last time counts."""
    people = frozenset(texts.identities(asked.person)) if asked.person else frozenset()
    for word in sorted(who.sought):
        for held in texts.with_word(word):
            hits = mentions(held.text, who)
            if hits and not _is_left(held):
                yield _of_words(held, hits)
    for held in texts.values_with(sorted(who.clues)):
        if is_theirs(held.text, who) and not _is_another_s(held, people):
            yield Going(held, None)
    own = [each for person in sorted(people) for each in texts.of_stream(f"person-{person}")]
    for held in (*texts.naming(sorted(people)), *own):
        if _is_of(held, people) and not (held.form == WHOLE and _is_left(held)):
            yield Going(held, None)
    named = dict(_named(texts, asked.values))
    for held in texts.at(named):
        words = named[held.place]
        yield Going(held, None) if words is None else _of_words(held, words)


def _is_left(held: Held) -> bool:
    """Tell whether it is left to a decision of its own."""
    return held.content["type"] in _PAPERS


def _is_of(held: Held, people: frozenset[str]) -> bool:
    """Tell whether a text stands in an object that names one of these people as its own."""
    field = held.pointer.rpartition("/")[2]
    if field not in _THEIRS and not (field == "reason" and held.content["type"] in _AWAY):
        return False
    named = _person_of(held)
    return named is not None and named in people


def _is_another_s(held: Held, people: frozenset[str]) -> bool:
    """Tell whether a whole value belongs to another person, or to something else of that name."""
    stream: str = held.content["stream"]
    if stream.startswith(_OF_OTHERS) or _is_left(held):
        return True
    named = _person_of(held)
    return named is not None and named not in people


def _person_of(held: Held) -> str | None:
    for holder in held.holders:
        party = holder.get("party")
        for each in (holder, party if isinstance(party, dict) else {}):
            if isinstance(person := each.get("person"), str):
                return person
    return None


def _of_words(held: Held, hits: Iterable[int]) -> Going:
    """Return the words that go; the text as a whole where nothing would be left of it."""
    there = pieces(held.form, held.salt, held.text)
    going = {at for at in hits if at < len(there) and there[at].word is not None}
    gone = {at for at, piece in enumerate(there) if piece.word is None} | going
    if len(gone) == len(there) or len(gone) > MOST_DIGESTS:
        return Going(held, None)
    return Going(held, tuple(sorted(going)))


def _named(texts: Texts, named: Iterable[Named]) -> Iterator[tuple[int, tuple[int, ...] | None]]:
    """Yield the places of values that somebody named; those that are gone are passed over."""
    for each in named:
        for held in texts.of_entries([each.position]):
            if held.pointer == each.pointer:
                if each.words is not None and held.form == WHOLE:
                    raise Refused(f"{each.pointer} of entry {each.position} goes as a whole only")
                yield held.place, each.words


def value_of(going: Going) -> Value:
    """Return a text that goes, with the digests of all that is gone of it by then."""
    held, words = going
    if words is None:
        return Value(held.place, None, (held.digest,))
    there = pieces(held.form, held.salt, held.text)
    digests = [
        base64url(digest_of(piece))
        for at, piece in enumerate(there)
        if piece.word is None or at in words
    ]
    return Value(held.place, words, tuple(digests))


def _papers(connection: Connection, secretariat: str, texts: Texts, who: Called) -> Iterator[Paper]:
    """Yield the documents in which the words stand, with all that is kept of them."""
    if not who.full:
        return
    for document, held in _documents(connection, secretariat, texts):
        said = said_in(connection, secretariat, held)
        if any(_names(each, who) for each in held) or any(mentions(each, who) for each in said):
            values = tuple(value_of(Going(each, None)) for each in held)
            yield Paper(DocumentId(document), values, file_names(held))


def _names(held: Held, who: Called) -> bool:
    return bool(mentions(held.text, who)) or is_theirs(held.text, who)


def _documents(
    connection: Connection, secretariat: str, texts: Texts
) -> Iterator[tuple[str, list[Held]]]:
    for document in read.things(connection, secretariat, "document"):
        held = texts.of_stream(f"{_DOCUMENT}{document}")
        yield document, [each for each in held if _is_left(each)]


def _digest(values: Iterable[Value], papers: Iterable[Paper]) -> str:
    told = [[each.place, each.words, each.digests] for each in values]
    read_in = [[each.document, [value.place for value in each.values]] for each in papers]
    return hashlib.sha256(orjson.dumps([told, read_in])).hexdigest()
