"""Who owes an action, as printed: before "to", in closing brackets, before a colon, or above it."""

import re
from functools import lru_cache

from service.intake import vocabulary
from service.intake.names import looks_like_person

_MOST_WORDS = 14
_PARTED = re.compile(r"\s*(?:,|/|;|&|\band\b)\s*")
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
_ARE = frozenset({"is", "are"})
_NOT_OWNERS = vocabulary.IMPERATIVES | vocabulary.word_set(
    "there it this that these those we they he she what which need needs"
)
_BIDDEN = "invited|asked|requested|encouraged|expected|required"
_TO_DO = re.compile(rf"\s+(?:(?:is|are)\s+)?(?:(?:{_BIDDEN})\s+)?to\s+[a-z]")
_WILL_DO = re.compile(r"\s+will\s+[a-z]")
_BID = frozenset({*_BIDDEN.split("|"), "going", "due"})
_INITIALS = re.compile(r"[A-Z]{2,4}")
_LONGEST_NAME = 8


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
    return before if before and names_owners(before, known) and not _topic(before, known) else None


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
    said = text.split()
    for at in range(1, min(len(said) - 1, _MOST_WORDS + 1)):
        if _owes(said[at : at + 3]) and said[at + 1][0].islower():
            phrase = " ".join(said[:at])
            sure = names_known_owners(phrase, known) or not _is_thing(said[at:], at)
            return phrase if names_owners(phrase, known) and sure else None
        if said[at - 1].endswith(":"):
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


def lists_all(phrase: str, known: frozenset[str]) -> bool:
    """Whether every owner in `phrase` is listed, under whatever title."""
    owners = split_owners(phrase, known)
    return bool(owners) and all(is_listed(owner, known) for owner in owners)


def is_listed(owner: str, known: frozenset[str]) -> bool:
    """Whether an owner is listed, by name or under a title or a post as "Mayor Harker" is."""
    return owner in known or without_titles(owner) in known


def without_titles(name: str) -> str:
    """Return a name without the titles and posts before it."""
    said = name.split()
    while len(said) > 1 and _title(said[0]):
        del said[0]
    return " ".join(said)


def _title(word: str) -> bool:
    low = word.lower().strip(".,")
    posts = low in vocabulary.POST_WORDS or low in vocabulary.PLACES
    return posts or low == "the" or bool(vocabulary.TITLE_BEFORE.fullmatch(word))


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


def names_known_owners(phrase: str, known: frozenset[str]) -> bool:
    """Say whether `phrase` is nothing but owners that are listed, initials or whole classes."""
    owners = split_owners(phrase, known)
    return bool(owners) and all(
        is_listed(owner, known) or _INITIALS.fullmatch(owner) or names_class(owner)
        for owner in owners
    )


def names_class(owner: str) -> bool:
    """Whether an owner is everybody of a kind, as Officials, or a body by its letters, as NGOs."""
    said = owner.removeprefix("The ").removeprefix("the ").split()
    capitals = sum(letter.isupper() for letter in owner)
    return len(said) == 1 and (said[0].lower() in vocabulary.COLLECTIVE or capitals > 1)


def split_owners(words: str, known: frozenset[str]) -> tuple[str, ...]:
    """Return the owners in `words`; a name in `known` is never parted at its own comma or "and"."""
    kept: list[str] = []
    for name in _never_parted(known):
        if (place := words.find(name)) >= 0:
            words = f"{words[:place]}\x00{len(kept)}\x00{words[place + len(name) :]}"
            kept.append(name)
    parts = (part.strip(" .:@[]") for part in _PARTED.split(words))
    return tuple(_restored(part, kept) for part in parts if part)


@lru_cache(maxsize=64)
def _never_parted(known: frozenset[str]) -> tuple[str, ...]:
    """Return the names that hold a comma or an "and" of their own, the longest first."""
    return tuple(sorted(filter(_PARTED.search, known), key=len, reverse=True))


def _restored(part: str, kept: list[str]) -> str:
    return re.sub(r"\x00(\d+)\x00", lambda found: kept[int(found[1])], part)


def names_people(text: str, known: frozenset[str]) -> bool:
    """Say whether a line is nothing but people, listed or not."""
    owners = split_owners(text.rstrip(": "), known)
    return bool(owners) and all(is_listed(one, known) or looks_like_person(one) for one in owners)


def names_owners(phrase: str, known: frozenset[str]) -> bool:
    """Say whether `phrase` is nothing but owners."""
    owners = split_owners(phrase, known)
    if phrase.startswith("@") and " " not in phrase:
        return True
    return bool(owners) and all(_names_owner(owner, known) for owner in owners)


def _in_class(word: str) -> bool:
    """Whether a word may say which of a class, as in "all members of the Works Committee"."""
    low = word.strip("()").lower()
    plain = low in vocabulary.COLLECTIVE or low in vocabulary.ORGANISATION_WORDS
    return word.lstrip("(")[:1].isupper() or plain or (low in vocabulary.JOINERS and low != "to")


def _names_owner(owner: str, known: frozenset[str]) -> bool:
    if is_listed(owner, known):
        return True
    said = owner.removeprefix("The ").removeprefix("the ").split()
    if not said or len(said) > _LONGEST_NAME or said[0].lower() in _NOT_OWNERS:
        return False
    if vocabulary.COLLECTIVE & {said[0].lower(), said[-1].lower()}:
        return all(map(_in_class, said[1:]))
    core = [word for word in said if word not in vocabulary.JOINERS]
    return bool(core) and all(word[0].isupper() for word in core)
