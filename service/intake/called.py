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
    """Return what somebody listed as `name` may be called: names, first name, initials, handles."""
    said = vocabulary.HONORIFIC.sub(" ", name).split()
    initials = "".join(word[0] for word in said if word[0].isupper())
    short = [initials] if len(initials) > 1 else []
    return {name, " ".join(said), *said[:1], *short, *_handles(bare_name(name).split())}


def _handles(said: list[str]) -> set[str]:
    """Return what a person with these names is often called in a chat, as "alee" for Ann Lee."""
    if len(said) < 2:  # noqa: PLR2004 - a first and a last name
        return set()
    first, last = said[0], said[-1]
    return {
        f"{first[0]}{last}",
        f"{first}{last[0]}",
        *(f"{first}{by}{last}" for by in ("", *"._-")),
    }


@lru_cache(maxsize=4096)
def bare_name(name: str) -> str:
    """Return a name in lower case without titles, letters after the name and punctuation."""
    folded = unicodedata.normalize("NFKD", name.replace("\u2019", "'"))
    letters = "".join(one for one in folded if not unicodedata.combining(one))
    plain = vocabulary.HONORIFIC.sub(" ", letters)
    return " ".join(re.sub(r"[^\w' -]", " ", plain).lower().split())
