"""What a response says of a recommendation, by the formulas that bodies reply with.

Only stated words count: a response without such a formula has no disposition.
"""

import re
from dataclasses import dataclass

from service.intake.reports import numbering
from service.intake.sentences import sentences

_CONSENT = r"(?:accept|agree|concur|support|endors|adopt|approv|implement)\w*"
_PARTLY = r"(?:in part|in principle|partially|partly|to some extent|with (?:some )?\w+ments?)"
_THINGS = (
    r"(?:recommendations?|conclusions?|proposals?|suggestions?|findings?|observations?|views?)"
)
_BODIES = r"(?:committee|panel|commission|board|review|report|auditors?|inspectors?|inquiry)"
_WHOSE = r"(?:(?:with|that|the|this|these|those|both|all|your|its|their|in)\s+){0,3}"
_OBJECT = rf"{_WHOSE}(?:[\w'\u2019]+\s+){{0,4}}?{_THINGS}\b"
_NEEDED = r"(?:necessary|needed|appropriate|required|justified|desirable)"

_VERDICTS = {
    "partially accepted": rf"(?:partially|partly|part)[- ]{_CONSENT}|"
    rf"{_CONSENT}[ ,(]*(?:but )?{_PARTLY}",
    "rejected": rf"(?:not|cannot be) {_CONSENT}|reject(?:ed|s)?|declined?|disagree[ds]?|"
    rf"do(?:es)? not {_CONSENT}",
    "accepted": rf"(?:fully )?{_CONSENT}",
    "noted": r"noted?",
}
_FORMULAS = {
    "partially accepted": rf"\b{_CONSENT}\b[^.;]{{0,80}}\b{_PARTLY}\b|"
    rf"\b{_CONSENT} (?:with )?parts?\b|"
    rf"\b{_PARTLY}\b[^.;]{{0,20}}\b{_CONSENT}",
    "rejected": r"\b(?:do(?:es)?|did|can|could|will|would) ?not (?:\w+ )?"
    r"(?:be able to |feel able to )?(?:accept|agree|concur|support|endorse|adopt)\b|"
    rf"\b(?:reject|disagree|decline)[sd]?\s+(?:that\b|{_OBJECT})|\bis not accepted\b|"
    r"\bno (?:current |present |immediate )?(?:plans?|intention) to\b|"
    r"\b(?:not|un) ?(?:persuaded|convinced)\b|"
    rf"\bdo(?:es)? not (?:believe|consider|think)\b[^.;]{{0,140}}\b{_NEEDED}\b",
    "accepted": rf"\b(?:accept|welcome|support|endorse|adopt)s?\s+{_OBJECT}|"
    rf"\bagrees?\s+(?:{_OBJECT}|(?:with\s+)?(?:the\s+)?{_BODIES}\b)|"
    rf"\b(?:this|the|your|that) recommendation (?:is|has been|was) (?:fully )?{_CONSENT}\b|"
    r"^(?:[\w'\u2019]+ ){1,5}(?:agree|accept|concur)s?"
    r"(?: (?:with )?(?:this|that|it|both|all))?\.?$",
    "noted": r"\b(?:note|acknowledge)s?\s+(?:with \w+ )?(?:the|this|these|your)\s+"
    rf"(?:[\w'\u2019]+\s+){{0,4}}?(?:{_THINGS}|concerns?|comments?)\b",
}
_VERDICT = {meant: re.compile(said, re.IGNORECASE) for meant, said in _VERDICTS.items()}
_FORMULA = {meant: re.compile(said, re.IGNORECASE) for meant, said in _FORMULAS.items()}
_CLAUSE = re.compile(r";|\bbut\b|\bwhile\b|\band (?=not |do|cannot |reject|part|note|accept)")
_OPENING = re.compile(r"[.:;,\u2013\u2014]|\s-\s")
_ASKED = re.compile(rf"{_CONSENT}[^:]{{0,20}}:\s*(?:(?P<yes>y|yes)|no?)\.?", re.IGNORECASE)
_REPLIES = re.compile(
    r"(?:We|The(?: [A-Z][\w'\u2019-]+){1,5}) (?:(?:also|fully|therefore|does not|do not|cannot) )?"
    r"(?:accept|agree|note|welcome|support|acknowledge|recognise|reject|disagree)s?\b"
)
_LONGEST_VERDICT = 6


Disposition = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Dispositions:
    """(meaning, the words that say so) of a response, and of those it names by number."""

    general: Disposition | None
    named: dict[str, Disposition]

    def of(self, number: str) -> Disposition | None:
        """Return what it says of the recommendation of that number."""
        return self.named.get(number, self.general)


def dispositions_of(response: str) -> Dispositions:
    """Read what a response says of what it answers."""
    said = [one for paragraph in response.split("\n\n") for one in sentences(paragraph)]
    return Dispositions(_general(said), _named(said))


def _general(said: list[str]) -> Disposition | None:
    """Read it as a whole; a refusal outweighs a formula of courtesy that only notes."""
    if said and (verdict := _verdict(said[0])):
        return verdict, said[0]
    found = [(meant, one) for one in said if (meant := _formula(one))]
    refused = next((one for one in found if one[0] == "rejected"), None)
    if refused and found[0][0] == "noted":
        return refused
    return found[0] if found else None


def is_verdict(text: str) -> bool:
    """Whether a line is a verdict and nothing else, as "Agreed in part" is."""
    return any(said.fullmatch(text.strip(" .*")) for said in _VERDICT.values())


def replies(text: str) -> bool:
    """Whether a line begins as replies do: with a verdict, or with who accepts or notes."""
    return _REPLIES.match(text) is not None or _verdict(text.split(". ", 1)[0]) is not None


def _named(said: list[str]) -> dict[str, Disposition]:
    found: dict[str, Disposition] = {}
    for sentence in said:
        for clause in _CLAUSE.split(sentence):
            numbers = numbering.named_in(clause)
            if numbers and (meant := _formula(clause)):
                found |= {number: (meant, sentence) for number in numbers if number not in found}
    return found


def _verdict(sentence: str) -> str | None:
    """Read a response that opens with its bare verdict: "Accepted.", "Agreed in part: …"."""
    if asked := _ASKED.fullmatch(sentence):
        return "accepted" if asked["yes"] else "rejected"
    opening = _OPENING.split(sentence, maxsplit=1)[0].strip(" *")
    if len(opening.split()) > _LONGEST_VERDICT:
        return None
    return next((meant for meant, said in _VERDICT.items() if said.fullmatch(opening)), None)


def _formula(sentence: str) -> str | None:
    return next((meant for meant, said in _FORMULA.items() if said.search(sentence)), None)
