"""A measure of how alike two names are, and why: it is put together of what bears on it."""

from typing import Final, NamedTuple

SAME: Final = 0.94
"""The same words. More than that only the record can say, of a name that stands in it."""
LEAST: Final = 0.4
"""Names that are less alike are not alike."""


class Step(NamedTuple):
    """So many words of either name put beside each other, and how much of the score that leaves."""

    took: int
    gave: int
    factor: float
    why: str | None = None


class Likeness(NamedTuple):
    """How alike two names are, from 0 to 1, and why in short sentences."""

    score: float
    reasons: tuple[str, ...] = ()

    def times(self, factor: float, *reasons: str | None) -> "Likeness":
        """Return the likeness with one thing more that bears on it."""
        said = tuple(each for each in reasons if each)
        return Likeness(self.score * factor, (*self.reasons, *said))

    def after(self, step: Step) -> "Likeness":
        """Return the likeness with the words before it, put beside each other in this way."""
        said = (step.why,) if step.why else ()
        return Likeness(self.score * step.factor, (*said, *self.reasons))


NONE: Final = Likeness(0.0)
