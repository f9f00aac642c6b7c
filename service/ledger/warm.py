"""The streams a writer used last, ready to decide on: their state, revision and rows."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from projections.runner import Standing

Name = tuple[str, str]
"""A secretariat and a stream."""


@dataclass(slots=True)
class WarmStream:
    """A stream at its newest revision; `standing` is None until its rows are needed."""

    state: Any
    revision: int
    standing: Standing | None
    body: str | None = None
    """The body that it belongs to, of a stream that has one."""


class WarmStreams:
    """A bounded store of warm streams; the one used longest ago goes first."""

    def __init__(self, limit: int) -> None:
        """Keep at most `limit` streams."""
        self._limit = limit
        self._streams: OrderedDict[Name, WarmStream] = OrderedDict()
        self.sizes: dict[str, int] = {}
        """The size of each log that the warm streams are true for."""

    def get(self, name: Name) -> WarmStream | None:
        """Return a stream if it is warm."""
        found = self._streams.get(name)
        if found is not None:
            self._streams.move_to_end(name)
        return found

    def put(self, name: Name, stream: WarmStream) -> None:
        """Keep a stream."""
        self._streams[name] = stream
        self._streams.move_to_end(name)
        if len(self._streams) > self._limit:
            self._streams.popitem(last=False)

    def drop(self, name: Name) -> None:
        """Forget a stream."""
        self._streams.pop(name, None)

    def drop_all_of(self, secretariat: str) -> None:
        """Forget the streams of a secretariat: some of them may hold words that were erased."""
        for name in [each for each in self._streams if each[0] == secretariat]:
            del self._streams[name]

    def clear(self) -> None:
        """Forget all of them."""
        self._streams.clear()
        self.sizes.clear()
