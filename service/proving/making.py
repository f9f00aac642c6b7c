"""Makes answers with their proof: from the record, and from the log as it was signed."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, Final

from events.base import Event, Recorded
from events.errors import NotFound, Refused
from service.documents.passages import Passages
from service.errors import Unsigned
from service.proving.owners import owners_on
from service.proving.recomputing import OWNERS
from service.record import Record
from service.settings import Settings
from service.signing.folders import folder_of
from service.tlog import entries
from service.tlog.checkpoints import Checkpoint
from service.tlog.disclosures import ERASURE
from service.tlog.verifying.answer import FORMAT, VERSION
from service.tlog.verifying.leaf_form import parsed

Json = dict[str, Any]

_CONFIDENTIAL: Final = (
    "part of this is confidential, so what you may read of it proves nothing; somebody cleared for "
    "it can have the proof"
)


class Proving:
    """Answers from one state of the record, as far as the log was signed."""

    def __init__(self, record: Record, settings: Settings, *, newest: bool) -> None:
        """Answer from a record; `newest`: as known when the log was signed last. `Unsigned`."""
        self._asked, self._newest = record, newest
        self._log = folder_of(settings, record.secretariat)

    def _stand(self) -> None:
        """Read what was signed last, and stand in the record where the answer is known."""
        note = self._log.checkpoint()
        if note is None:
            raise Unsigned("nothing of this log is signed yet; run `minutebook sign`")
        self._note, self._checkpoint = note, Checkpoint.unproven(note)
        size = self._checkpoint.size
        self._record = self._asked.back_at(size) if self._newest else self._asked
        if self._record.position > size:
            raise Unsigned(
                f"the log is signed up to position {size}; ask as known then, or again in a moment"
            )
        self._node = self._log.tree()

    def owners(self, action: str, day: date) -> Json:
        """Return who owned an action on a day, with all that shows it."""
        stream = f"action-{action}"
        if not self._asked.history(stream):
            raise NotFound(f"there is no action {action} in the record")
        self._stand()
        history = self._record.history(stream)
        if not history:
            raise NotFound(f"there is no action {action} in the record")
        answer = owners_on(history, day)
        proven = self._entries(stream)
        if _sources(proven) != [_source(each) for each in history]:
            raise Refused(_CONFIDENTIAL)
        self._put_in_words(answer)
        question = {
            "kind": OWNERS,
            "action": action,
            "as_of": day.isoformat(),
            "known_at": self._record.position,
            "streams": [stream],
        }
        return {
            "format": FORMAT,
            "version": VERSION,
            "question": question,
            "answer": answer,
            "checkpoint": self._note,
            "entries": proven,
        }

    def _entries(self, stream: str) -> list[Json]:
        """Return the entries of a stream, and those that erased something in them."""
        leaves = self._record.leaves_of(stream)
        contents = [parsed(each) for each in leaves]
        if [each["revision"] for each in contents] != [*range(1, len(contents) + 1)]:
            raise Refused(_CONFIDENTIAL)
        values = self._record.values(contents)
        erasing = self._record.leaves_at(sorted(_erasing(values)))
        found = [
            self._proven(leaf, content, values[content["position"]])
            for leaf, content in zip(leaves, contents, strict=True)
        ]
        return found + [self._proven(leaf, parsed(leaf), []) for leaf in erasing]

    def _proven(self, leaf: bytes, content: Json, values: list[Json]) -> Json:
        index, size = content["position"] - 1, self._checkpoint.size
        if index >= size:
            raise Unsigned("an erasure that explains this is not signed yet; ask again")
        try:
            return entries.shown(leaf, index, size, self._node, values)
        except (OSError, ValueError) as why:
            raise Unsigned(f"the tiles of the log cannot be read: {why}") from why

    def _put_in_words(self, answer: Json) -> None:
        """Add what people read and entries do not say: the line and the words of a source."""
        passages = Passages(self._record)
        for each in [*answer["owners"], *answer.get("or", {}).get("owners", ())]:
            source = each["event"].get("source")
            if source is None:
                continue
            found = passages.at(source["document"], *source["span"])
            if found:
                told = {"line": found.line, "page": found.page, "passage": found.text}
                source.update({key: part for key, part in told.items() if part is not None})


def _erasing(values: Mapping[int, Sequence[Json]]) -> set[int]:
    """Return the entries that say why values are gone."""
    found: set[int] = set()
    for value in chain.from_iterable(values.values()):
        by = value.get("erased", ())
        found |= {by} if isinstance(by, int) else set(by)
    return found


def _sources(entries: Sequence[Json]) -> list[str | None]:
    """Return the documents that entries came of, as their leaves say."""
    contents = (parsed(each["leaf"].encode()) for each in entries)
    return [each.get("source", {}).get("document") for each in contents if each["type"] != ERASURE]


def _source(recorded: Recorded[Event]) -> str | None:
    """Return the document that an entry came of, as its reader may know."""
    source = recorded.provenance.source
    return source.document if source else None
