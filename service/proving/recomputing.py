"""Works an answer out anew from the entries it comes with, with the rules of the record."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from events.base import Event, Recorded
from service.ledger import leaf
from service.proving.owners import owners_on
from service.tlog.disclosures import ERASURE, State, look
from service.tlog.verifying.findings import Reason, Report
from service.tlog.verifying.leaf_form import parsed

OWNERS: Final = "owners_of_an_action"
"""The kind of question that is answered so far."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_READ_ELSEWHERE: Final = {"name", "line", "page", "passage"}
"""What an answer says for people to read, that does not stand in the entries."""


def judge(file: Mapping[str, Any], report: Report) -> None:
    """Hold the answer of a file, whose entries are proven, against what follows from them."""
    question = file["question"]
    try:
        if question["kind"] != OWNERS:
            report.lacks(f"what follows from the entries: {question['kind']} is not known here")
            return
        history = _history(file["entries"], f"action-{question['action']}")
        found = owners_on(history, date.fromisoformat(question["as_of"]))
    except (ValueError, TypeError, KeyError, AttributeError, LookupError) as why:
        report.found(Reason.ANSWER, f"its entries cannot be read by the rules of the record: {why}")
        return
    if _plain(file["answer"]) != found:
        report.found(Reason.ANSWER, "another answer follows from the entries")
        return
    report.count("answers worked out anew")
    report.notes.append("names, lines and pages are told as the service read them, and not proven")


def _plain(answer: Any) -> Any:  # noqa: ANN401  any JSON value
    match answer:
        case dict():
            return {key: _plain(each) for key, each in answer.items() if key not in _READ_ELSEWHERE}
        case list():
            return [_plain(each) for each in answer]
        case _:
            return answer


def _history(entries: Sequence[Mapping[str, Any]], stream: str) -> list[Recorded[Event]]:
    contents = ((parsed(each["leaf"].encode()), each.get("values") or ()) for each in entries)
    found = [
        leaf.read(content, _moment(content["recorded_at"]), _texts(content, values))
        for content, values in contents
        if content["type"] != ERASURE and content["stream"] == stream
    ]
    return sorted(found, key=lambda each: each.position)


def _texts(content: Mapping[str, Any], values: Iterable[Mapping[str, Any]]) -> leaf.Texts:
    shown = {each["pointer"]: each for each in values}
    seen = [
        look(pointer, committed, shown.get(pointer))
        for pointer, committed in content.get("_sd", {}).items()
    ]
    return lambda number: seen[number].text if seen[number].state is State.OPEN else None


def _moment(text: str) -> int:
    return (datetime.fromisoformat(text) - _EPOCH) // timedelta(microseconds=1)
