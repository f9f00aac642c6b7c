"""Lines that only say who speaks next: a name of the attendance, or one printed like them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from service.intake import vocabulary
from service.intake.called import bare_name
from service.intake.names import looks_like_person

_NAME_END = re.compile(r"\s*[(:,]|\s+[-\u2013\u2014]\s+")
_MOST_WORDS = 14
_LONGEST_NAME = 4
_ALIKE = 0.9
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Voices:
    """The people of a document; `labelled` where lines of this meeting name who speaks."""

    exact: frozenset[str]
    by_edge: dict[str, list[str]] = field(default_factory=dict)
    firsts: frozenset[str] = frozenset()
    labelled: bool = False

    def know(self, name: str) -> bool:
        """Whether somebody listed is meant by a full name, a letter or two aside."""
        bare = bare_name(name)
        said = bare.split()
        if bare in self.exact:
            return True
        near = [*self.by_edge.get(said[0], ()), *self.by_edge.get(said[-1], ())] if said else []
        return len(said) > 1 and any(same_name(one, bare) for one in near)

    def label(self, text: str) -> str | None:
        """Return who speaks where a line says only that, else None."""
        said = text.split()
        if not said or len(said) > _MOST_WORDS or not text[0].isupper() or text.endswith("."):
            return None
        name = _NAME_END.split(text, maxsplit=1)[0].strip()
        if len(name.split()) > 1 and self.know(name) and not _tells(text[len(name) :]):
            return name
        return self._beginning(said, text) or _group(text) or self._stranger(text, name)

    def _beginning(self, said: list[str], text: str) -> str | None:
        """Return the name that a line begins with, as "Ann Lee Tide Office" or "Ann Lee added:"."""
        for length in range(_LONGEST_NAME, 1, -1):
            name, rest = " ".join(said[:length]), said[length:]
            if rest and (text.endswith(":") or _names_body(rest)) and self.know(name):
                return name
        return None

    def _stranger(self, text: str, name: str) -> str | None:
        """Return a name that is not listed but printed as those who speak in this meeting are."""
        rest = text[len(name) :].strip()
        alone = rest in {"", ":"} or (rest.startswith("(") and rest.rstrip(": ").endswith(")"))
        person = looks_like_person(name) and "/" not in name
        return name if self.labelled and alone and person and not names_a_topic(name) else None


def voices_of(names: Iterable[str]) -> Voices:
    """Return the voices of all people listed by `names`."""
    exact = frozenset(bare for name in names if (bare := bare_name(name)))
    by_edge: dict[str, list[str]] = defaultdict(list)
    for bare in sorted(exact):
        said = bare.split()
        for edge in {said[0], said[-1]}:
            by_edge[edge].append(bare)
    return Voices(exact, dict(by_edge), frozenset(bare.split()[0] for bare in exact))


def labelling(voices: Voices, texts: list[str]) -> Voices:
    """Return the voices of a meeting of these lines: labelled where two or more name a speaker."""
    labels = sum(voices.label(text) is not None for text in texts)
    return replace(voices, labelled=labels > 1)


def same_name(one: str, other: str) -> bool:
    """Whether two bare names are one with a slip in it, or one with its first name cut short."""
    if one == other:
        return True
    (first, last), (called, surname) = _ends(one), _ends(other)
    short = first.startswith(called) or called.startswith(first)
    if last == surname and short and min(len(first), len(called)) >= _SHORTEST_STEM:
        return True
    near = abs(len(one) - len(other)) <= 2  # noqa: PLR2004 - a letter or two
    return near and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def names_a_topic(text: str) -> bool:
    """Whether a word of `text` is one that titles are made of and names are not."""
    return any(word in vocabulary.TOPIC_WORDS for word in vocabulary.words(text))


def _ends(name: str) -> tuple[str, str]:
    first, _, _ = name.partition(" ")
    _, _, last = name.rpartition(" ")
    return first, last


def _tells(rest: str) -> bool:
    """Whether words after a name tell something, as in "Ann Lee: the post is rotten"."""
    said = rest.strip(" :,-\u2013\u2014")
    return bool(said) and not rest.strip().startswith("(") and not _names_body(said.split())


def _names_body(said: list[str]) -> bool:
    """Whether words may be the body somebody is from: capitals and joining words alone."""
    core = [word for word in said if word.lower() not in vocabulary.JOINERS]
    return bool(core) and all(word.lstrip("(")[:1].isupper() for word in core)


def _group(text: str) -> str | None:
    group = text.removeprefix("The ").rstrip(": ")
    return (
        text.rstrip(": ") if text.endswith(":") and group.lower() in vocabulary.COLLECTIVE else None
    )
