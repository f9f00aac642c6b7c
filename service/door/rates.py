"""How often somebody may ask: so many times a minute, and for a short while more.

Of each name one number is kept: when all that it asked for would be paid off at the steady rate.
Names that owe nothing are forgotten. Where there are more than can be kept, further ones share one
account: a flood of names takes no memory and frees no other.
"""

from collections.abc import Callable
from time import monotonic
from typing import Final

_OTHERS: Final = ""
_TIDY_SECONDS: Final = 1.0


class Rates:
    """Counts what is asked under each name; used on one event loop, so without locks."""

    def __init__(
        self,
        per_minute: float,
        burst: int,
        most: int = 10_000,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Let `per_minute` through, and up to `burst` at once; no limit where that is 0."""
        self._step = 60 / per_minute if per_minute else 0.0
        self._slack = self._step * (max(burst, 1) - 1)
        self._most, self._clock = most, clock
        self._paid_off: dict[str, float] = {}
        self._tidied = float("-inf")

    def take(self, name: str) -> float | None:
        """Count a request of `name`; None lets it through, else the seconds to wait first."""
        if not self._step:
            return None
        now, name = self._clock(), self._account(name)
        due = max(self._paid_off.get(name, now), now)
        if due - now > self._slack:
            return due - now - self._slack
        self._paid_off[name] = due + self._step
        return None

    def _account(self, name: str) -> str:
        if name in self._paid_off or len(self._paid_off) < self._most:
            return name
        self._tidy()
        return name if len(self._paid_off) < self._most else _OTHERS

    def _tidy(self) -> None:
        """Forget the names that owe nothing; not more than once a second."""
        now = self._clock()
        if now - self._tidied >= _TIDY_SECONDS:
            self._tidied = now
            self._paid_off = {name: due for name, due in self._paid_off.items() if due > now}
