"""Decisions: the clause in which the meeting as a body agrees, endorses, resolves or carries."""

import re
from collections.abc import Iterator

from service.intake.reading import DecisionRead
from service.intake.sentences import sentences
from service.intake.threads import Business

_BODY = (
    r"(?:ministers|members|(?:the )?(?:group|board|committee|council|meeting|directors|trustees|"
    r"governors|partnership|forum|panel|sub-?committee|steering group|working group)|it was|"
    r"everyone|all(?: members| present)?|we)"
)
_AGREES = re.compile(
    rf"\b{_BODY}(?: \w+ly)?(?: (?:have|has|had|also|all|then|further))?(?: \w+ly)? "
    r"(?:agreed|resolved|decided|approved|adopted|endorsed|ratified)\b(?! with\b)|"
    rf"\b{_BODY} (?:was|were) in agreement\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|(?:has|have) been)(?: \w+)? (?:endorsed|approved|adopted|ratified)\b|"
    r"^approved by\b|^resolved\b|^agreed (?:that|to)\b|\bmotion (?:was )?carried\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:not|never|if|once|when|whether|until|should|could|would|may|might|to) (?:\w+ ){0,2}"
    r"(?:be )?(?:\w+ )?(?:agreed|approved|endorsed|adopted|resolved)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\s*(?:decisions?|resolved|agreed|resolutions?|proposed resolution)\s*:\s*(\S.*)",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"\b(?:motion|resolution|it)\b[^.]{0,40}\b(?:carried|passed|adopted)\b|"
    r"^(?:motion )?(?:carried|passed|passes|approved)\b(?! (?:forward|over))|"
    r"\ball (?:were )?in favou?r\b|^agreed(?: unanimously)?\.?$",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:motion|move[sd]|proposed (?:by|that)|second(?:ed|s|ing)?|roll call|vote)\b",
    re.IGNORECASE,
)
_LOST = re.compile(
    r"\b(?:not|failed|fails|lost|defeated|tabled|withdrawn|died|rejected)\b", re.IGNORECASE
)
_MOST_BEFORE = 3


def read_decisions(items: list[Business]) -> list[DecisionRead]:
    """Return the decisions in the narrative of all items, in printed order."""
    return [
        DecisionRead(item=item.key, paragraph=thread.number, text=text, span=thread.span)
        for item in items
        for thread in item.paragraphs
        for text in _decided(thread.text)
    ]


def _decided(text: str) -> Iterator[str]:
    told = sentences(text)
    for at, sentence in enumerate(told):
        if _CARRIED.search(sentence) and not _LOST.search(sentence):
            yield " ".join([*_motion_before(told[:at]), sentence])
        elif not _moved_below(told[at:]):
            yield from _clauses(sentence)


def _motion_before(told: list[str]) -> list[str]:
    """Return the sentences that moved what was carried, back to where the motion begins."""
    begun = len(told)
    for at in range(len(told) - 1, max(-1, len(told) - 1 - _MOST_BEFORE), -1):
        if not _MOVED.search(told[at]) or _CARRIED.search(told[at]):
            break
        begun = at
    return told[begun:]


def _moved_below(told: list[str]) -> bool:
    """Whether a sentence only moves what a sentence below carries or loses."""
    for at, sentence in enumerate(told[: _MOST_BEFORE + 1]):
        if _CARRIED.search(sentence) or _LOST.search(sentence):
            return at > 0
        if not _MOVED.search(sentence):
            return False
    return False


def _clauses(sentence: str) -> Iterator[str]:
    for clause in sentence.split(";"):
        if labelled := _LABELLED.match(clause):
            yield labelled[1].strip()
        elif (agrees := _AGREES.search(clause)) and not _NOT_YET.search(clause):
            yield clause[agrees.start() :].strip()
        elif _PASSIVE.search(clause) and not _NOT_YET.search(clause):
            yield clause.strip()
