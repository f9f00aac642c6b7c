"""The processor time that a process and all its children took."""

import os
from collections.abc import Iterator
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def seconds(process: int) -> float:
    """Return the processor time of a process and of all below it, those that ended included."""
    return sum(_ticks(each) for each in (process, *_below(process))) / _TICKS


def _below(process: int) -> Iterator[int]:
    for child in _children(process):
        yield child
        yield from _below(child)


def _children(process: int) -> list[int]:
    told = Path(f"/proc/{process}/task/{process}/children")
    return [int(child) for child in told.read_text().split()] if told.exists() else []


def _ticks(process: int) -> int:
    """Return its own time and that of the children it waited for; 0 once it has ended."""
    try:
        told = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return 0
    return sum(map(int, told.rpartition(")")[2].split()[11:15]))
