"""What stands before and after names: honours and forms of address, which are no part of them."""

import re
from itertools import chain
from typing import Final, Literal

from service.intake.vocabulary import TITLE_AFTER, TITLE_BEFORE, word_set
from service.likeness.folding import Word

_BEFORE_TOO: Final = word_set(
    "the mx revd reverend fr father herr frau mme mlle dott ing captain capt colonel col major maj "
    "lieutenant lt general gen sergeant sgt inspector insp superintendent supt alderman ald "
    "viscountess countess baroness rvd right honourable ambassador"
)
_AFTER_TOO: Final = word_set(
    "mep dbe kbe gbe cb kcb gcb cmg kcmg gcmg cvo frs frsa jp dl esq esquire jnr snr md llb llm msc"
)
_OF_MEN: Final = word_set("mr sir lord baron viscount herr")
_OF_WOMEN: Final = word_set("mrs ms miss dame lady baroness viscountess countess frau mme mlle")

Address = Literal["man", "woman", "either", "none"]
"""How somebody is addressed; `either` by a title that does not tell."""


def bare(words: list[Word]) -> list[Word]:
    """Return the words that are no title; nothing where all are."""
    begin, end = 0, len(words)
    while begin < end and _is(words[begin], TITLE_BEFORE, _BEFORE_TOO):
        begin += 1
    while end > begin and _is(words[end - 1], TITLE_AFTER, _AFTER_TOO):
        end -= 1
    return words[begin:end]


def address(words: list[Word]) -> Address:
    """Return how the titles before a name address its bearer."""
    before: list[str] = []
    for word in words:
        if not _is(word, TITLE_BEFORE, _BEFORE_TOO):
            break
        before.append(word.key)
    if _OF_MEN.intersection(before):
        return "man"
    if _OF_WOMEN.intersection(before):
        return "woman"
    return "either" if before else "none"


def _is(word: Word, title: re.Pattern[str], others: frozenset[str]) -> bool:
    return word.key in others or title.fullmatch(word.key) is not None


def without_titles(names: list[list[str]]) -> list[list[str]]:
    """Return the folded words of many names but for titles, wherever they stand; all if all are."""
    titles = {key for key in set(chain.from_iterable(names)) if _is_any(key)}
    return [[key for key in keys if key not in titles] or keys for keys in names]


def _is_any(key: str) -> bool:
    titles = ((TITLE_BEFORE, _BEFORE_TOO), (TITLE_AFTER, _AFTER_TOO))
    return any(key in others or title.fullmatch(key) for title, others in titles)
