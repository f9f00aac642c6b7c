"""Front matter: the fields that a site keeps above a text, fenced by --- or +++."""

import re

_OPENING = re.compile(r"(---|\+\+\+)[ \t]*\r?\n")
_LONGEST = 10_000


def end_of(text: str) -> int:
    """Return where the text begins below its front matter, 0 where it has none."""
    if not (opening := _OPENING.match(text)):
        return 0
    closing = re.compile(rf"^{re.escape(opening[1])}[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
    found = closing.search(text, opening.end(), opening.end() + _LONGEST)
    return found.end() if found else 0


def fences(line: str) -> bool:
    """Say whether a line only opens or closes the front matter."""
    return line.strip() in {"---", "+++"}
