"""Which marked-up headings are items of business, by how they nest under the title."""

import re
from dataclasses import dataclass

from service.intake import dates, labels

_DISCUSSION = re.compile(r"discussion|business", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked-up heading: where it stands, its depth and its words."""

    index: int
    level: int
    text: str


def outlined(marks: list[Mark]) -> list[int]:
    """Return the headings that only headings which hold items stand above.

    The title of the whole document holds items, as "Discussion" and "Minutes" do.
    """
    found: list[int] = []
    above: list[tuple[int, bool]] = []
    for at, mark in enumerate(marks):
        while above and above[-1][0] >= mark.level:
            above.pop()
        parts = at + 1 < len(marks) and marks[at + 1].level > mark.level
        holder = labels.contains_items(mark.text) and (parts or not _DISCUSSION.match(mark.text))
        holds = holder or _titles_all(mark, marks)
        if all(open_ for _, open_ in above) and not holds and not labels.fronts(mark.text):
            found.append(mark.index)
        above.append((mark.level, holds))
    return found


def _titles_all(mark: Mark, marks: list[Mark]) -> bool:
    """Whether a heading is the title above everything: the first, alone at its level or dated."""
    first = mark is marks[0] and all(other.level >= mark.level for other in marks)
    alone = sum(other.level == mark.level for other in marks) == 1
    return first and (alone or any(one.year for one in dates.printed(mark.text)))
