"""What somebody on the list may be called elsewhere: by the name, the first name, the initials."""

import re
import unicodedata
from functools import lru_cache

from service.intake import vocabulary


def answers_to(name: str, called: str) -> bool:
    """Whether somebody listed as `name` is meant by `called`: the name, first name or initials."""
    bare, short = bare_name(name), bare_name(called)
    said = bare.split()
    initials = "".join(word[0] for word in said)
    return bool(said) and short in {bare, said[0], initials, f"{said[0]} {said[-1]}"}


def names_of(name: str) -> set[str]:
    """Return what somebody listed as `name` may be called later: names, first name, initials."""
    said = vocabulary.HONORIFIC.sub(" ", name).split()
    initials = "".join(word[0] for word in said if word[0].isupper())
    return {name, " ".join(said), *said[:1], *([initials] if len(initials) > 1 else [])}


@lru_cache(maxsize=4096)
def bare_name(name: str) -> str:
    """Return a name in lower case without titles, letters after the name and punctuation."""
    folded = unicodedata.normalize("NFKD", name.replace("\u2019", "'"))
    letters = "".join(one for one in folded if not unicodedata.combining(one))
    plain = vocabulary.HONORIFIC.sub(" ", letters)
    return " ".join(re.sub(r"[^\w' -]", " ", plain).lower().split())
