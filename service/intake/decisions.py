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
_LABELLED = re.compile(r"\s*(?:decisions?|resolved|agreed)\s*:\s*(\S.*)", re.IGNORECASE)
_MOTION = re.compile(r"\bmotion (?:was )?carried\b", re.IGNORECASE)


def read_decisions(items: list[Business]) -> list[DecisionRead]:
    """Return the decisions in the narrative of all items, in printed order."""
    return [
        DecisionRead(item=item.key, paragraph=thread.number, text=text, span=thread.span)
        for item in items
        for thread in item.paragraphs
        for text in _decided(thread.text)
    ]


def _decided(text: str) -> Iterator[str]:
    before = ""
    for sentence in sentences(text):
        if _MOTION.match(sentence) and before:
            yield f"{before} {sentence}"
        else:
            yield from _clauses(sentence)
        before = sentence


def _clauses(sentence: str) -> Iterator[str]:
    for clause in sentence.split(";"):
        if labelled := _LABELLED.match(clause):
            yield labelled[1].strip()
        elif (agrees := _AGREES.search(clause)) and not _NOT_YET.search(clause):
            yield clause[agrees.start() :].strip()
        elif _PASSIVE.search(clause) and not _NOT_YET.search(clause):
            yield clause.strip()
