"""Who owes an action, as printed: before "to", in closing brackets, before a colon, or above it."""

import re

from service.intake import vocabulary

_MOST_WORDS = 14
_PARTED = re.compile(r"\s*(?:,|/|;|&|\band\b)\s*")
_CLOSING = re.compile(r"[(\[]([^()\[\]]{2,80})[)\]]\s*\.?$")
_COLON = re.compile(r"@?([A-Za-z][\w .,'\u2019&/-]{0,60}?)\s*(?::|\s[-\u2013\u2014])\s+(?=\S)")
_WILL = frozenset({"to", "will", "would", "shall", "agreed", "must", "should"})
_ARE = frozenset({"is", "are"})
_GOING = frozenset({"to", "going"})
_NOT_OWNERS = vocabulary.IMPERATIVES | vocabulary.word_set(
    "there it this that these those we they he she what which"
)
_LONGEST_NAME = 8


def owner_words(text: str, known: frozenset[str] = frozenset()) -> str | None:
    """Return the owners of an action as printed, or None where none is printed."""
    if colon := _COLON.match(text):
        words = colon[1].strip()
        if names_owners(words, known):
            return words
    if phrase := opening_phrase(text, known):
        return phrase
    closing = _CLOSING.search(text)
    return closing[1].strip() if closing and names_owners(closing[1], known) else None


def opening_phrase(text: str, known: frozenset[str]) -> str | None:
    """Return the words before "to do something", where they name owners."""
    said = text.split()
    for at, word in enumerate(said[: _MOST_WORDS + 1]):
        after = said[at + 1] if at + 1 < len(said) else ""
        owes = word in _WILL or (word in _ARE and after in _GOING)
        if at and owes and after[:1].islower():
            phrase = " ".join(said[:at])
            return phrase if names_owners(phrase, known) else None
    return None


def opens_with_owner(text: str, known: frozenset[str], *, only_known: bool = False) -> bool:
    """Whether `text` begins as an action with an owner does."""
    phrase = opening_phrase(text, known)
    if phrase is None:
        return False
    return not only_known or all(owner in known for owner in split_owners(phrase, known))


def split_owners(words: str, known: frozenset[str]) -> tuple[str, ...]:
    """Return the owners in `words`; a name in `known` is never parted at its own comma or "and"."""
    kept: list[str] = []
    for name in sorted(known, key=len, reverse=True):
        if _PARTED.search(name) and (place := words.find(name)) >= 0:
            words = f"{words[:place]}\x00{len(kept)}\x00{words[place + len(name) :]}"
            kept.append(name)
    parts = (part.strip(" .:@[]") for part in _PARTED.split(words))
    return tuple(_restored(part, kept) for part in parts if part)


def _restored(part: str, kept: list[str]) -> str:
    return re.sub(r"\x00(\d+)\x00", lambda found: kept[int(found[1])], part)


def names_owners(phrase: str, known: frozenset[str]) -> bool:
    """Say whether `phrase` is nothing but owners."""
    owners = split_owners(phrase, known)
    if phrase.startswith("@") and " " not in phrase:
        return True
    return bool(owners) and all(_names_owner(owner, known) for owner in owners)


def _names_owner(owner: str, known: frozenset[str]) -> bool:
    if owner in known:
        return True
    said = owner.removeprefix("The ").removeprefix("the ").split()
    if not said or len(said) > _LONGEST_NAME or said[0].lower() in _NOT_OWNERS:
        return False
    if said[0].lower() in vocabulary.COLLECTIVE:
        return True
    core = [word for word in said if word not in vocabulary.JOINERS]
    return bool(core) and all(word[0].isupper() for word in core)
