"""Whom words name as owners: listed people and bodies, whole classes, initials; nothing else."""

import re
from functools import lru_cache

from service.intake import vocabulary
from service.intake.names import looks_like_person

_PARTED = re.compile(r"\s*(?:,|/|;|&|\band\b)\s*")
_NOT_OWNERS = vocabulary.IMPERATIVES | vocabulary.word_set(
    "there it this that these those we they he she what which need needs"
)
_INITIALS = re.compile(r"[A-Z]{2,4}")
_LONGEST_NAME = 8
_LONGEST_PHRASE = 400


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


def names_owners(phrase: str, known: frozenset[str]) -> bool:
    """Say whether `phrase` is nothing but owners."""
    owners = split_owners(phrase, known)
    if phrase.startswith("@") and " " not in phrase:
        return True
    return bool(owners) and all(_names_owner(owner, known) for owner in owners)


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


def _in_class(word: str) -> bool:
    """Whether a word may say which of a class, as in "all members of the Works Committee"."""
    low = word.strip("()").lower()
    plain = low in vocabulary.COLLECTIVE or low in vocabulary.ORGANISATION_WORDS
    return word.lstrip("(")[:1].isupper() or plain or (low in vocabulary.JOINERS and low != "to")


def names_known_owners(phrase: str, known: frozenset[str]) -> bool:
    """Say whether `phrase` is nothing but owners that are listed, initials or whole classes."""
    owners = split_owners(phrase, known) if len(phrase) <= _LONGEST_PHRASE else ()
    return bool(owners) and all(
        is_listed(owner, known) or _INITIALS.fullmatch(owner) or names_class(owner)
        for owner in owners
    )


def names_class(owner: str) -> bool:
    """Whether an owner is everybody of a kind, as Officials, or a body by its letters, as NGOs."""
    said = owner.removeprefix("The ").removeprefix("the ").split()
    capitals = sum(letter.isupper() for letter in owner)
    return len(said) == 1 and (said[0].lower() in vocabulary.COLLECTIVE or capitals > 1)


def names_people(text: str, known: frozenset[str]) -> bool:
    """Say whether a line is nothing but people, listed or not."""
    owners = split_owners(text.rstrip(": "), known)
    return bool(owners) and all(is_listed(one, known) or looks_like_person(one) for one in owners)


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
