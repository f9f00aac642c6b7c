"""Where the time of appending goes: functions of each part are wrapped, in a pass of its own."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import perf_counter
from typing import Any
from unittest.mock import patch

from projections.runner import Pen
from service.ledger import append, leaf, read, rows
from service.ledger.append import Batch
from service.ledger.transaction import Transactions
from service.ledger.work import Work
from service.register import DatabaseRegister
from service.tlog.tree import CompactRange

PARTS: tuple[tuple[str, Any, str], ...] = (
    ("decide and evolve", Work, "carry_out"),
    ("encode, commit to texts, leaf", leaf, "write"),
    ("hash and tree", append, "leaf_hash"),
    ("hash and tree", CompactRange, "append"),
    ("insert log and texts", rows, "append"),
    ("insert log and texts", append, "insert_rows"),
    ("fold", append, "step"),
    ("insert read models", Pen, "flush"),
    ("begin and lock", Transactions, "wait_for_lock"),
    ("begin and lock", read, "locked"),
    ("look up keys", Batch, "recall"),
    ("look up what a plan asks", DatabaseRegister, "_first"),
    ("look up what a plan asks", DatabaseRegister, "meetings_on"),
    ("commit", Transactions, "commit"),
)
"""What belongs to which part."""


class Watch:
    """Times parts that may call one another; each counts only what is its own."""

    def __init__(self) -> None:
        """Start with nothing spent."""
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._within: list[float] = []

    def wrap(self, part: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return `call`, timed as `part`."""

        def timed(*given: Any, **named: Any) -> Any:
            self._within.append(0.0)
            began = perf_counter()
            try:
                return call(*given, **named)
            finally:
                took = perf_counter() - began
                self.spent[part] += took - self._within.pop()
                if self._within:
                    self._within[-1] += took

        return timed

    @contextmanager
    def on(self, parts: tuple[tuple[str, Any, str], ...] = PARTS) -> Iterator[None]:
        """Wrap the functions of `parts` while the block lasts."""
        with ExitStack() as stack:
            for part, owner, name in parts:
                wrapped = self.wrap(part, getattr(owner, name))
                stack.enter_context(patch.object(owner, name, wrapped))
            yield
