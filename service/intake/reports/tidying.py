"""Puts recommendations and responses right once all are read: what trails, repeats or is bare."""

import re

from service.intake.blocks import Kind
from service.intake.reports.dispositions import dispositions_of
from service.intake.reports.exchanges import Answer, Asked, Exchanges
from service.intake.sentences import finished

_IMPRINT = re.compile(
    r"\u00a9|(?:crown )?copyright \d|isbn\b|published by\b|printed (?:in|by|on)\b|"
    r"for enquiries\b|(?:tele)?phone\s*:|e-?mail\s*:",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z0-9]+")
_ALIKE = 0.8


def tidy(found: Exchanges) -> Exchanges:
    """Return `found` with every recommendation once and with nothing behind the last response."""
    answers = [asked.answer for asked in found.asked if asked.answer]
    for answer in answers:
        _fill(answer)
    if answers:
        _trim(answers[-1], found)
    for asked in found.asked:
        if asked.answer and not (asked.answer.parts or asked.answer.fields):
            asked.answer = None
    found.asked = _once(found.asked)
    found.unread += [one.opening for one in found.asked if not (one.parts or one.answer)]
    found.asked = [one for one in found.asked if one.parts or one.answer]
    return found


def _fill(answer: Answer) -> None:
    """Take a verdict printed as a status, or the action agreed, for a response that has no more."""
    status = answer.fields.get("status")
    if not answer.parts and status and dispositions_of(status.text).general:
        answer.parts.append(answer.fields.pop("status"))
    if not answer.parts and (action := answer.fields.get("action")):
        answer.parts.append(action)


def _trim(answer: Answer, found: Exchanges) -> None:
    """Take the imprint, addresses and headings that follow the last response off its end."""
    imprint = next((n for n, p in enumerate(answer.parts) if n and _IMPRINT.match(p.text)), None)
    keep = len(answer.parts) if imprint is None else imprint
    while keep > 1 and not _whole(answer, keep - 1):
        keep -= 1
    found.unread.extend(part.passage for part in answer.parts[keep:])
    del answer.parts[keep:]


def _whole(answer: Answer, at: int) -> bool:
    part = answer.parts[at]
    printed = part.passage.kind in {Kind.LIST_ITEM, Kind.TABLE_ROW}
    return printed or (finished(part.text) and part.text[-1] != ":")


def _once(everything: list[Asked]) -> list[Asked]:
    """Drop what a list of all recommendations printed before they are answered one by one."""
    kept: list[Asked] = []
    later: dict[str, Asked] = {}
    for asked in reversed(everything):
        again = later.get(asked.number)
        if again is None or not _repeats(again, asked):
            kept.append(asked)
            later[asked.number] = asked
        elif not again.parts:
            again.parts = asked.parts
    return kept[::-1]


def _repeats(later: Asked, asked: Asked) -> bool:
    if asked.answer or not later.answer:
        return False
    one, two = (set(_WORD.findall(each.text.lower())) for each in (later, asked))
    return not one or len(one & two) >= _ALIKE * min(len(one), len(two))
