"""When a delivery that failed is tried again: later and later, never sooner than was asked."""

from collections.abc import Callable, Sequence
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final

_JITTER: Final = 0.1
_LONGEST: Final = 15
"""Digits; more seconds than that nobody means."""


def delay(
    attempts: int, steps: Sequence[float], asked: float | None, jitter: Callable[[], float]
) -> float:
    """Return the seconds until the next try, after so many in vain.

    `asked` is what the receiver asked for; it counts up to the longest step. `jitter` answers from
    0 to 1, so that not everybody knocks at the same moment when a receiver is back.
    """
    step = steps[min(attempts, len(steps)) - 1]
    wait = max(step, min(asked or 0.0, max(steps)))
    return wait * (1 + _JITTER * jitter())


def retry_after(text: str | None, moment: float) -> float | None:
    """Return the seconds that `Retry-After` means at a moment in seconds, if it means any."""
    if text is None:
        return None
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) <= _LONGEST:
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, when.timestamp() - moment)
