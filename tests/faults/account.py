"""What callers know of their requests: which they made, and what they were answered.

They say `ask KEY` before they ask, `ok KEY FIRST LAST STREAM` when they are answered, and
`no KEY WHY` when they are to try again, which they do under the same key.
"""

from collections import Counter
from typing import NamedTuple


class Told(NamedTuple):
    """The positions a request was recorded at, and the stream that the first is of."""

    first: int
    last: int
    stream: str


class Account:
    """The account that the callers of all lives of a service keep, whatever becomes of it."""

    def __init__(self):
        self.asked, self.answered = set(), {}
        self.contradicted, self.put_off = 0, Counter()

    def hear(self, line):
        match line.split():
            case ["ask", key]:
                self.asked.add(key)
            case ["ok", key, first, last, stream]:
                told = Told(int(first), int(last), stream)
                self.contradicted += self.answered.setdefault(key, told) != told
            case ["no", _, why]:
                self.put_off[why] += 1
            case _:
                raise ValueError(line)

    @property
    def unresolved(self):
        return sorted(self.asked - set(self.answered))
