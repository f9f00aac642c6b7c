"""Makes answers with their proof: from the record, and from the log as it was signed."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from events.base import Event, Recorded
from events.errors import NotFound, Refused
from service.documents.passages import Passages
from service.errors import NotSignedYet
from service.proving.owners import owners_on
from service.proving.recomputing import OWNERS
from service.record import Record
from service.settings import Settings
from service.tlog.checkpoints import Checkpoint
from service.tlog.disclosures import ERASURE
from service.tlog.folder import LogFolder
from service.tlog.proofs import inclusion
from service.tlog.verifying.answer import FORMAT, VERSION
from service.tlog.verifying.leaf_form import parsed

Json = dict[str, Any]

_PRIVACY: Final = "privacy"
_CONFIDENTIAL: Final = (
    "part of this is confidential, so what you may read of it proves nothing; somebody cleared for "
    "it can have the proof"
)


class Proving:
    """Answers from one state of the record, as far as the log was signed."""

    def __init__(self, record: Record, settings: Settings, *, newest: bool) -> None:
        """Answer from a record; `newest`: as known when the log was signed last. `NotSignedYet`."""
        self._asked, self._newest = record, newest
        self._log = LogFolder(Path(settings.data) / "log" / record.secretariat)

    def _stand(self) -> None:
        """Read what was signed last, and stand in the record where the answer is known."""
        note = self._log.checkpoint()
        if note is None:
            raise NotSignedYet("nothing of this log is signed yet; run `minutebook sign`")
        self._note, self._checkpoint = note, Checkpoint.unproven(note)
        size = self._checkpoint.size
        self._record = self._asked.back_at(size) if self._newest else self._asked
        if self._record.position > size:
            raise NotSignedYet(
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
        entries = self._entries(stream)
        if _sources(entries) != [_source(each) for each in history]:
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
            "entries": entries,
        }

    def _entries(self, stream: str) -> list[Json]:
        """Return the entries of a stream, and those that erased something in them."""
        leaves = self._record.leaves(stream)
        contents = [parsed(each) for each in leaves]
        if [each["revision"] for each in contents] != [*range(1, len(contents) + 1)]:
            raise Refused(_CONFIDENTIAL)
        values = self._record.values(contents)
        erasing = self._explain(contents, values)
        found = [
            self._proven(leaf, content, values[content["position"]])
            for leaf, content in zip(leaves, contents, strict=True)
        ]
        return found + [self._proven(leaf, parsed(leaf), []) for leaf in erasing]

    def _explain(self, contents: Sequence[Json], values: dict[int, list[Json]]) -> list[bytes]:
        """Say of each value that is gone which entry erased it; return those entries."""
        gone = {
            digest: (content["position"], value)
            for content in contents
            for value in values[content["position"]]
            for digest in _gone(content["_sd"][value["pointer"]], value)
        }
        if not gone:
            return []
        used = []
        for leaf in self._record.leaves_of_category(_PRIVACY):
            content = parsed(leaf)
            named = gone.keys() & set(content["data"].get("digests", ()))
            if content["type"] != ERASURE or not named:
                continue
            used.append(leaf)
            for digest in named:
                _, value = gone[digest]
                value["erased"] = sorted({*value.get("erased", ()), content["position"]})
        return used

    def _proven(self, leaf: bytes, content: Json, values: list[Json]) -> Json:
        index, size = content["position"] - 1, self._checkpoint.size
        if index >= size:
            raise NotSignedYet("an erasure that explains this is not signed yet; ask again")
        try:
            path = inclusion(index, size, self._node)
        except (OSError, ValueError) as why:
            raise NotSignedYet(f"the tiles of the log cannot be read: {why}") from why
        return {
            "index": index,
            "leaf": leaf.decode(),
            "path": [b64encode(each).decode() for each in path],
            "values": values,
        }

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


def _gone(committed: str, value: Json) -> list[str]:
    """Return the digests of what is not there any more of a value."""
    if "segments" in value:
        return [each for each in value["segments"] if isinstance(each, str)]
    return [] if {"disclosure", "seed"} & value.keys() else [committed]


def _sources(entries: Sequence[Json]) -> list[str | None]:
    """Return the documents that entries came of, as their leaves say."""
    contents = (parsed(each["leaf"].encode()) for each in entries)
    return [each.get("source", {}).get("document") for each in contents if each["type"] != ERASURE]


def _source(recorded: Recorded[Event]) -> str | None:
    """Return the document that an entry came of, as its reader may know."""
    source = recorded.provenance.source
    return source.document if source else None
