"""How alike two names of people are, with reasons; the order in which they are given is no matter.

Words are matched in their order: one of the two names may leave words out.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, reduce
from itertools import accumulate, product
from typing import Final

from service.likeness.folding import Word
from service.likeness.measure import LEAST, NONE, SAME, Likeness, Step
from service.likeness.personal_names import PersonalName, Words
from service.likeness.spelling import BEGUN, INITIAL, JOINED, alike, quoted

TURNED: Final = 0.9
"""First name and surname exchanged, where no comma says so."""
HALF: Final = 0.8
"""One of them has a word more at its end, as of a double-barrelled surname."""
MIDDLE_LEFT_OUT: Final = 0.95
MIDDLE_DIFFERS: Final = 0.7
SURNAME_ONLY: Final = 0.63
FORENAME_ONLY: Final = 0.58
RUN_TOGETHER: Final = 0.86
"""As the name of an account: annlee."""
RUN_SHORT: Final = 0.75
"""The same with one of them shortened: alee, annl."""
BARE: Final = 0.64
"""A single word, of which there are many bearers; not where it has a title, as Lady Crake."""
MR_AND_MRS: Final = 0.5

_MOST_JOINED: Final = 4
_SHORTEST_HANDLE: Final = 4


def compare(one: PersonalName, other: PersonalName) -> Likeness:
    """Return how alike two names are; 0 where they are not."""
    found = max(
        (_of_readings(*pair) for pair in product(one.readings, other.readings)),
        key=_by_score,
        default=NONE,
    )
    return _addressed(found, one, other) if found.score else NONE


def _addressed(found: Likeness, one: PersonalName, other: PersonalName) -> Likeness:
    if not found.reasons:
        found = found.times(1, _same(one.text, other.text))
    if {one.address, other.address} == {"man", "woman"}:
        found = found.times(MR_AND_MRS, "one is addressed as a man, the other as a woman")
    if _is_bare(one) and _is_bare(other) and "none" in (one.address, other.address):
        found = found.times(BARE, "there may be many of that name")
    score = round(SAME * found.score, 3)
    return Likeness(score, found.reasons) if score >= LEAST else NONE


def _is_bare(name: PersonalName) -> bool:
    return len(name.readings[0]) == 1 and not name.is_handle


def _same(one: str, other: str) -> str:
    if one == other:
        return "it is exactly this name"
    return "it is this name but for titles, capitals, accents or dashes"


def _of_readings(one: Words, other: Words) -> Likeness:
    if len(one) == 1 or len(other) == 1:
        short, long = sorted((one, other), key=len)
        return _one_word(short[0], long)
    straight = _in_order(one, other)
    if straight.score >= TURNED or not _may_be_turned(one, other):
        return straight
    turned = (_in_order(one, _turned(other)), _in_order(other, _turned(one)))
    crossed = max(turned, key=_by_score).times(TURNED, "first name and surname are exchanged")
    return max(straight, crossed, key=_by_score)


def _may_be_turned(one: Words, other: Words) -> bool:
    ends = (one[0], other[-1]), (one[-1], other[0])
    return any(mine.key[0] == theirs.key[0] for mine, theirs in ends)


def _turned(name: Words) -> Words:
    return (name[-1], *name[:-1])


def _by_score(likeness: Likeness) -> float:
    return likeness.score


def _one_word(word: Word, name: Words) -> Likeness:
    if len(name) == 1:
        found = alike(word, name[0], forename=True)
        return Likeness(1.0).times(*found) if found and found.factor > BEGUN else NONE
    return max(
        _part(word, name[0], FORENAME_ONLY, "only a first name is given", forename=True),
        _part(word, name[-1], SURNAME_ONLY, "only a surname is given", forename=False),
        _handle(word, name),
        key=_by_score,
    )


def _part(word: Word, other: Word, factor: float, why: str, *, forename: bool) -> Likeness:
    found = None if other.initial else alike(word, other, forename=forename)
    return Likeness(factor, (why,)).times(found.factor, found.why) if found else NONE


def _handle(word: Word, name: Words) -> Likeness:
    keys = [each.key for each in name]
    said = f"\u201c{word.text}\u201d is the name run together"
    if len(word.key) < _SHORTEST_HANDLE or word.key not in run_together(keys):
        return NONE
    if len(word.key) == sum(map(len, (keys[0], keys[-1]))) or word.key == "".join(keys):
        return Likeness(RUN_TOGETHER, (said,))
    return Likeness(RUN_SHORT, (f"{said} and shortened",))


def run_together(keys: Sequence[str]) -> set[str]:
    """Return what the account of somebody of that name may be called: annlee, alee, annl."""
    first, last = keys[0], keys[-1]
    initials = "".join(key[0] for key in keys[:-1])
    whole = {"".join(keys), first + last, last + first}
    return whole | {initials + last, first[0] + last, first + last[0], last + first[0]}


def _in_order(one: Words, other: Words) -> Likeness:
    return max(_along(one, other), _along(other, one), key=_by_score)


def _along(long: Words, short: Words) -> Likeness:
    """Match every word of `short` to one of `long`, in order; those in between are left out."""

    @cache
    def from_(at: int, to: int) -> Likeness:
        if to == len(short):
            return _all_of(_left_out(long, number) for number in range(at, len(long)))
        if at == len(long):
            return NONE
        return max(
            (
                from_(at + step.took, to + step.gave).after(step)
                for step in _steps(long, at, short, to)
            ),
            key=_by_score,
        )

    return from_(0, 0)


def _all_of(steps: Iterable[Step]) -> Likeness:
    return reduce(Likeness.after, reversed(list(steps)), Likeness(1.0))


def _steps(long: Words, at: int, short: Words, to: int) -> Iterator[Step]:
    """Yield how the next words of both can be put beside each other, and what that leaves."""
    one, other = long[at], short[to]
    found = alike(one, other, forename=at == to == 0)
    middle = _is_middle(at, long), _is_middle(to, short)
    if found and found.factor == INITIAL:
        if middle[0] == middle[1]:  # the initial of a middle name is none of a surname
            yield Step(1, 1, MIDDLE_LEFT_OUT if all(middle) else INITIAL, found.why)
    elif found:
        yield Step(1, 1, *found)
    elif all(middle):
        yield Step(1, 1, MIDDLE_DIFFERS, f"{quoted(one, other)} differ in the middle")
    yield _left_out(long, at)
    for count in _joined(long, at, other):
        yield Step(count, 1, JOINED, f"\u201c{other.text}\u201d is one word or several")
    for count in _joined(short, to, one):
        yield Step(1, count, JOINED, f"\u201c{one.text}\u201d is one word or several")


def _joined(name: Words, at: int, whole: Word) -> Iterator[int]:
    """Yield how many words of `name` from `at` on make up the word `whole`, where they do."""
    words = name[at : at + _MOST_JOINED]
    if not whole.key.startswith(words[0].key) or all(word.initial for word in words):
        return
    keys = accumulate(word.key for word in words)
    yield from (count for count, key in enumerate(keys, 1) if count > 1 and key == whole.key)


def _left_out(name: Words, at: int) -> Step:
    factor = MIDDLE_LEFT_OUT if _is_middle(at, name) else HALF
    return Step(1, 0, factor, f"only one of them has \u201c{name[at].text}\u201d")


def _is_middle(at: int, name: Words) -> bool:
    return 0 < at < len(name) - 1
