"""Who owes an action, as printed: before "to", in closing brackets, before a colon, or after it."""

import re

from service.intake import vocabulary
from service.intake.owners import lists_all, names_known_owners, names_owners

_MOST_WORDS = 14
_LONGEST_PHRASE = 400
_CLOSING = re.compile(r"[(\[]([^()\[\]]{2,80})[)\]]\s*\.?$")
_DUTY = re.compile(
    r"([A-Z][\w.-]*(?: (?:and |& )?[A-Z][\w.-]*){0,3}?)(?:['\u2019]s?)? "
    r"(?:duties|tasks|jobs|assignments?|actions?) (?:is|are|will be)\b"
)
_DASHED = re.compile(
    r"\s[-\u2013\u2014]\s+([^\u2013\u2014:;.]{2,60}?)(?:,?\s+(?:by|before)\s.*)?\.?$"
)
_BY = re.compile(r"\bby ([A-Z][\w.'\u2019/&-]*(?: [\w.'\u2019/&-]+){0,5})\.?$")
_DOING_NOW = re.compile(r"^([A-Z][\w.'\u2019/&, -]{0,60}?) (?:is|are) \w+ing\b")
_FOR = re.compile(
    r"\b(?:useful|helpful|important|necessary|appropriate|desirable|best|agreed|asked|proposed|"
    r"suggested|arranged|need)\s+for\s+((?:the )?[A-Z][\w&'\u2019 -]{1,40}?)\s+to\s+(?=[a-z])"
)
_COLON = re.compile(r"@?([A-Za-z][\w .,'\u2019&/-]{0,60}?)\s*(?::|\s[-\u2013\u2014])\s+(?=\S)")
_WILL = frozenset({"to", "will", "would", "shall", "agreed", "must", "should"})
_DASHES = frozenset({"-", "\u2013", "\u2014"})
_ARE = frozenset({"is", "are"})
_BIDDEN = "invited|asked|requested|encouraged|expected|required"
_TO_DO = re.compile(rf"\s+(?:(?:is|are)\s+)?(?:(?:{_BIDDEN})\s+)?to\s+[a-z]")
_WILL_DO = re.compile(r"\s+will\s+[a-z]")
_BID = frozenset({*_BIDDEN.split("|"), "going", "due"})


def owner_words(text: str, known: frozenset[str] = frozenset()) -> str | None:
    """Return the owners of an action as printed, or None where none is printed."""
    colon = _COLON.match(text)
    before = colon[1].strip() if colon else ""
    if before and names_known_owners(before, known):
        return before
    if phrase := duty_of(text) or opening_phrase(text, known):
        return phrase
    if colon and (phrase := opening_phrase(text[colon.end() :], known)):
        return phrase
    for form in (_CLOSING, _DASHED, _BY, _DOING_NOW):
        if (found := form.search(text)) and names_known_owners(found[1], known):
            return found[1].strip()
    for found in (_CLOSING.search(text), _FOR.search(text)):
        if found and names_owners(found[1], known):
            return found[1].strip()
    if before and names_owners(before, known) and not _topic(before, known):
        return before
    return _called_upon(text, known)


def _called_upon(text: str, known: frozenset[str]) -> str | None:
    """Return who is told to do something without more ado, as in "Ann please call Bo"."""
    name, _, rest = text.partition(" ")
    deed = rest.partition(" ")[0]
    return name if name in known and (deed == "please" or deed in vocabulary.DOING) else None


def _topic(words: str, known: frozenset[str]) -> bool:
    """Whether the word before a colon is what an action is about, as in "Website: renew it"."""
    said = vocabulary.words(words)
    return words not in known and len(said) == 1 and said[0] in vocabulary.TOPIC_WORDS


def duty_of(text: str) -> str | None:
    """Return whose duties a sentence deals out, as "Ann's duties are to dig" does."""
    found = _DUTY.match(text)
    return found[1] if found else None


def opening_phrase(text: str, known: frozenset[str]) -> str | None:
    """Return the words before "to do something", where they name owners."""
    said = text[:_LONGEST_PHRASE].split()
    for at in range(1, min(len(said) - 1, _MOST_WORDS + 1)):
        if _owes(said[at : at + 3]) and said[at + 1][0].islower():
            phrase = " ".join(said[:at])
            sure = names_known_owners(phrase, known) or not _is_thing(said[at:], at)
            return phrase if names_owners(phrase, known) and sure else None
        if said[at - 1].endswith(":") or said[at] in _DASHES:
            return None
    return None


def _is_thing(after: list[str], length: int) -> bool:
    """Whether words before "to" are what is done something to, or one with no deed after it."""
    to_be = after[:2] == ["to", "be"]
    return to_be or (length == 1 and after[0] == "to" and after[1] not in vocabulary.DOING)


def _owes(said: list[str]) -> bool:
    """Whether the words after an owner say that something is owed, as "are invited to" does."""
    word, *after = said
    if word in _ARE:
        return after[0] == "to" or (after[0] in _BID and after[1:] == ["to"])
    return word in _WILL or (word in _BID and after[0] == "to")


def opens_with_owner(text: str, known: frozenset[str], *, only_known: bool = False) -> bool:
    """Whether `text` begins as an action with an owner does."""
    phrase = opening_phrase(text, known)
    if phrase is None:
        return False
    return not only_known or lists_all(phrase, known)


def owes_plainly(text: str, known: frozenset[str]) -> bool:
    """Whether `text` begins with sure owners who are, or are invited, to do something, or will."""
    phrase = opening_phrase(text, known)
    if phrase is None or not names_known_owners(phrase, known):
        return False
    return bool(_TO_DO.match(text, len(phrase)) or _WILL_DO.match(text, len(phrase)))


def is_to_do(text: str, known: frozenset[str]) -> bool:
    """Whether `text` begins with listed owners who are, or are invited, to do something."""
    phrase = opening_phrase(text, known)
    if phrase is None or not lists_all(phrase, known):
        return False
    return bool(_TO_DO.match(text, len(phrase)))
