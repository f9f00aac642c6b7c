"""Whether a sentence promises something, and who it says will do it.

A forecast ("this will help") and a rule ("victims who will be heard") are no promises.
"""

import re

from service.intake import vocabulary

_ADVERB = (
    r"(?:\s+(?:also|therefore|now|both|further|all|then|however|continue to|jointly|shortly|"
    r"together|each|still|additionally|fully))?"
)
_VERB = (
    r"(?:will|shall|(?:am|is|are|remains?)\s+(?:absolutely |fully |firmly |therefore |now |also )?"
    r"(?:committed|determined|aiming|planning|going|pledged|intending)\b|"
    r"ha(?:ve|s)\s+(?:also |now |therefore )?(?:undertaken|agreed|committed|pledged|promised)\s+to|"
    r"(?:intends?|plans?|proposes?|undertakes?|aims?|commits?|pledge)\s+to)\b"
)
_PROMISE = re.compile(rf"{_ADVERB}\s+{_VERB}(?P<negated>\s+(?:not|never)\b)?", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\bwill\b(?:[\s,]+(?:also|then|now|therefore|all|(?:if|where) appropriate|further)[\s,]*)?"
    r"\s+be\s+(?:in place\b|\w+(?:ed|en|ne|ld|ut|un|ade|ought|aught|unched)\b)"
)
_AGENT = re.compile(
    r"\bbe\s+\w+\s+by\s+(?:the\s+)?(?P<who>[A-Z][^.,;:()]{1,80}?)"
    r"(?=[.,;:(]|\s+(?:in|on|at|and|to|for|as|from)\b|$)"
)
_CONTINUES = re.compile(
    r"\b(?:this|these|that|those)\b(?:\s+\w+){0,3}\s+will continue\b", re.IGNORECASE
)
_CLAUSE = re.compile(
    r"[;:\u2013\u2014(),]|\b(?:but|that|which|who|whom|whose|where|when|while|whilst|if|so|because|"
    r"as|once)\b|\band\b(?!\s+[A-Z])"
)
_SHORT_FORM = re.compile(r"\s\([A-Z]{2,8}\)")
_LEFT_OUT = re.compile(r"\b(?:and|but)$")
_HOPES = vocabulary.word_set("expect believe hope think we consider trust")
_ACTORS = vocabulary.word_set(
    """government ministers minister officials department departments council councils cabinet
    officers trust trustees board boards agency taskforce task-force centre management commission
    executive secretariat chair committee director directors group team panel service we staff
    inspectorate authority partners"""
)
_FORECASTS = vocabulary.word_set("help assist allow enable mean lead result benefit see")
_RELATIVE = re.compile(
    r"\b(?:who|which|that|it|they|he|she|and|but|individuals?|persons?|people|victims?)$",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:will only|would)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an|our|its|their|all|both)\s+", re.IGNORECASE)
_OPENING = re.compile(
    r"(?P<who>(?:[Tt]he |[Oo]ur )?[\w'\u2019-]+(?: [A-Z][\w'\u2019-]+){0,6}) (?:has|have|is|are)\b"
)
_WE = "we"
_IT = "it"
_LONGEST = 10


def promise_of(
    sentence: str, respondent: str | None, before: str | None = None
) -> tuple[str | None] | None:
    """Return (who promises,) where `sentence` promises something, else None.

    "We" is the `respondent` and "it" who acted in the sentence `before`; nobody is named where the
    promise does not say who keeps it.
    """
    for found in _PROMISE.finditer(sentence):
        who = None if found["negated"] else _subject(sentence[: found.start()])
        if who == _WE or (who == _IT and before):
            return (respondent if who == _WE else before,)
        after = sentence[found.end() :].split(maxsplit=1)[:1]
        forecast = bool(after) and after[0].lower() in _FORECASTS
        if who and who != _IT and not forecast and not _PASSIVE.match(sentence, found.start() + 1):
            return (who,)
    return _without_actor(sentence)


def _without_actor(sentence: str) -> tuple[str | None] | None:
    if _CONTINUES.search(sentence):
        return (None,)
    found = _PASSIVE.search(sentence)
    if found is None:
        return None
    agent = _AGENT.search(sentence, found.start())
    if agent is None and _RELATIVE.search(sentence[: found.start()].rstrip(" ,")):
        return None
    return (agent["who"].strip() if agent else None,)


def _subject(before: str) -> str | None:
    """Return the body or persons a clause begins with, as the one who is to act."""
    before = _SHORT_FORM.sub("", before)
    if _LEFT_OUT.search(before):
        return _first_subject(before)
    bare = _ARTICLE.sub("", _CLAUSE.split(before)[-1].strip())
    said = bare.split()
    if said and said[-1].lower() == _WE:
        return _WE
    if bare.lower() in {"it", "they"}:
        return _IT
    if not 0 < len(said) <= _LONGEST or said[0].lower() in _HOPES:
        return None
    return bare if acts(bare) else None


def _first_subject(before: str) -> str | None:
    """Return who the sentence begins with, where a later verb leaves its subject out."""
    opening = _OPENING.match(before)
    if opening is None:
        return None
    bare = _ARTICLE.sub("", opening["who"])
    return _WE if bare.lower() == _WE else (bare if acts(bare) else None)


def acts(bare: str) -> bool:
    """Whether a phrase names a body or persons who can keep a promise."""
    known = any(word in _ACTORS or word.rstrip("s") in _ACTORS for word in vocabulary.words(bare))
    last = bare.rsplit(maxsplit=1)[-1].strip(".")
    return known or (bare[0].isupper() and (vocabulary.names_a_body(bare) or last.isupper()))
