"""Hostile documents: each is read or refused in a sentence, in bounded time and memory.

`hostile(seed, number)` makes them: broken copies of good documents of every format, and files made
to exhaust whoever reads them.
"""

import random
import re
import resource
from collections import Counter
from time import monotonic
from typing import NamedTuple

from service.errors import Unreadable
from service.intake.drafting import draft_of
from service.intake.parse import parse
from service.intake.readers import Limits, read_document
from tests.faults.hostile_files import MAKERS
from tests.faults.row import Row

_DIGITS = re.compile(r"[\d,]*\d")
SLACK = 5.0
GROWTH = 400_000_000
"""What the reading process may need above its limit and this one above what it has, in bytes."""


class Read(NamedTuple):
    """What came of one file: `outcome` is "read", "refused" or the name of an exception."""

    kind: str
    name: str
    outcome: str
    said: str
    seconds: float


class Campaign(NamedTuple):
    """What came of all files, and the most memory that this process and any other one took."""

    reads: list[Read]
    own: int
    other: int

    def faults(self, limits):
        """Return what did not go as promised, by kind."""
        late = limits.seconds + SLACK
        return {
            "raised": [r for r in self.reads if r.outcome not in {"read", "refused"}],
            "late": [r for r in self.reads if r.seconds > late],
            "unsaid": [r for r in self.reads if r.outcome == "refused" and " " not in r.said],
            "large": [self.own] * (self.own > GROWTH)
            + [self.other] * (self.other > limits.memory + GROWTH),
        }


def hostile(seed, number):
    """Yield (kind, name, bytes) of so many files, the same for the same seed."""
    chance = random.Random(seed)
    kinds = sorted(MAKERS)
    for at in range(number):
        kind = kinds[at % len(kinds)]
        name, data = MAKERS[kind](chance)
        yield kind, name, data


def campaign(seed, number, limits):
    """Read so many hostile files."""
    before = _most(resource.RUSAGE_SELF)
    reads = [_read(kind, name, data, limits) for kind, name, data in hostile(seed, number)]
    own = _most(resource.RUSAGE_SELF) - before
    return Campaign(reads, own, _most(resource.RUSAGE_CHILDREN))


def _read(kind, name, data, limits):
    began = monotonic()
    outcome, said = "read", ""
    try:
        source = read_document(data, name, limits)
        inside = all(0 <= b.span.start <= b.span.end <= len(source.text) for b in source.blocks)
        outcome = "read" if inside else "spans outside the text"
        draft_of(parse(list(source.blocks), name), len(source.text))
    except Unreadable as why:
        outcome, said = "refused", str(why)
    except Exception as error:  # noqa: BLE001  this is what the campaign looks for
        outcome, said = type(error).__name__, str(error)
    return Read(kind, name, outcome, said, monotonic() - began)


def _most(who):
    return resource.getrusage(who).ru_maxrss * 1024


def rows(number, seed=1):
    """Read so many hostile files with the limits of a service."""
    limits = Limits()
    began = monotonic()
    told = campaign(seed, number, limits)
    faults = told.faults(limits)
    outcomes = Counter(read.outcome for read in told.reads)
    longest = max(told.reads, key=lambda read: read.seconds)
    yield Row(
        "hostile documents",
        f"{number} files: {outcomes['read']} read, {outcomes['refused']} refused, "
        f"{len(faults['raised'])} raised; longest {longest.seconds:.1f} s; "
        f"{told.own / 2**20:,.0f} MiB here, {told.other / 2**20:,.0f} MiB in a reading process",
        f"none raised, each within {limits.seconds + SLACK:g} s, memory within the limit",
        not any(faults.values()),
        {
            "files": number,
            "outcomes": dict(outcomes),
            "kinds": {
                kind: dict(Counter(r.outcome for r in told.reads if r.kind == kind))
                for kind in sorted({read.kind for read in told.reads})
            },
            "refusals": dict(Counter(_DIGITS.sub("#", r.said)[:70] for r in told.reads if r.said)),
            "faults": {kind: [str(fault) for fault in found] for kind, found in faults.items()},
            "longest": longest._asdict(),
            "bytes_here": told.own,
            "bytes_apart": told.other,
            "seconds": monotonic() - began,
        },
    )
