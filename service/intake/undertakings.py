"""What somebody listed says in the narrative that they will do; nothing marks it as an action.

Only people, posts and whole classes undertake anything here: what bodies will do is mostly news.
Only verbs of doing count, not what is denied, wished, or done to the subject.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.intake import vocabulary
from service.intake.owners import is_listed, split_owners
from service.intake.sentences import sentences

_MODAL = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were) to|(?:is|are) going to|"
    r"(?i:agreed|agreeing|undertook|undertaking|offered|volunteered|promised|committed) to)\s+"
    r"(?:also |then |now |again |each |both )*(?P<be>be )?(?P<verb>[a-z]+)\b(?! sense\b)"
)
_PROMISES = re.compile(r"(?:agree|under|offer|volunteer|promise)", re.IGNORECASE)
_NO_DEEDS = vocabulary.word_set("the a an this that these his her their its all it be have know")
_BETWEEN = vocabulary.word_set("also then still has have had kindly now both each duly")
_IMPLIED = frozenset({"", "and", "he", "she"})
_NOBODY = (0, None)
_JOINING = frozenset({"and", "&", "that", ","})
_RELATIVE = re.compile(r"\b(?:which|who|that)\b")
_MOST_WORDS = 6
_NEAR = 8


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What is undertaken, from its subject on, and the words that name who undertakes it."""

    text: str
    owners: str


def undertaken(
    paragraph: str, known: frozenset[str], speaker: str | None = None
) -> Iterator[Undertaking]:
    """Yield what listed people undertake in a paragraph; `speaker` stands above it, if anybody."""
    told_of = speaker
    for sentence in sentences(paragraph):
        named = _opening_name(sentence, known)
        told_of = named or told_of
        meant: dict[str | None, str | None] = {"": speaker}
        found: list[tuple[int, str]] = []
        for modal in _MODAL.finditer(sentence):
            before = sentence[: modal.start()]
            meant["and"] = None if _RELATIVE.search(before) else named
            meant["he"] = meant["she"] = _nearest_name(before, known) or told_of
            start, words = _subject(before, known) if _does(modal, before) else _NOBODY
            if owner := meant.get(words, words):
                found.append((0 if words in meant else start, owner))
        yield from _clauses(sentence, found)


def _clauses(sentence: str, found: list[tuple[int, str]]) -> Iterator[Undertaking]:
    for n, (start, owner) in enumerate(found):
        end = found[n + 1][0] if n + 1 < len(found) else len(sentence)
        text = re.sub(r"[\s,;]+(?:and|but|while)?\s*$", "", sentence[start:end] or sentence)
        yield Undertaking(text, owner)


def _does(modal: re.Match[str], before: str) -> bool:
    verb = modal["verb"]
    if _PROMISES.match(modal[0]) and not modal["be"]:
        return verb not in _NO_DEEDS
    if modal[0].startswith("would") and before.rstrip().endswith(":"):
        return False  # "Ann: would support it" is what Ann said
    if not modal["be"]:
        return verb in vocabulary.DOING
    stem = verb.removesuffix("ing")
    doubled = stem[:-1] if stem[-2:-1] == stem[-1:] else stem
    return verb != stem and bool({stem, f"{stem}e", doubled} & vocabulary.DOING)


def _subject(before: str, known: frozenset[str]) -> tuple[int, str | None]:
    """Return (where it begins, words) of the subject of a modal: names, a pronoun, "" or "and"."""
    said = before.split()
    while said and said[-1].lower() in _BETWEEN:
        said.pop()
    last = said[-1].lower() if said else ""
    if last in _IMPLIED:
        return 0, last
    for length in range(min(_MOST_WORDS, len(said)), 0, -1):
        words = " ".join(said[-length:])
        if said[-length].lower() not in _JOINING and _undertakes(words, known):
            return before.rfind(words), words
    return _NOBODY


def _undertakes(words: str, known: frozenset[str]) -> bool:
    owners = split_owners(words, known)
    return bool(owners) and all(is_listed(owner, known) or _class(owner) for owner in owners)


def _class(owner: str) -> bool:
    """Whether words name a post or everybody of a kind, as "the Clerk" and "Board members" do."""
    *before, last = owner.split()
    plain = all(word[0].isupper() or word in {"the", "all"} for word in before)
    return plain and (bool(before) or last[0].isupper()) and last.lower() in _CLASSES


_CLASSES = vocabulary.word_set("chair chairman clerk secretary treasurer members everyone")


def _nearest_name(before: str, known: frozenset[str]) -> str | None:
    """Return the listed person named last, a few words at most before a pronoun."""
    said = [word.strip(".,;:()\u2019'") for word in before.split()[-_NEAR:]]
    for end in range(len(said), 0, -1):
        for at in range(max(0, end - 3), end):
            if (words := " ".join(said[at:end])) in known:
                return words
    return None


def _opening_name(sentence: str, known: frozenset[str]) -> str | None:
    """Return the listed person a sentence begins with, titles and posts before the name aside."""
    said = [word.strip(".,;:()\u2019'") for word in sentence.split()[:_MOST_WORDS]]
    for at in range(len(said)):
        for end in range(len(said), at, -1):
            if (words := " ".join(said[at:end])) in known:
                return words
        if not said[at][:1].isupper():
            return None
    return None
