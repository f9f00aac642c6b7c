"""New identities: UUIDs of version 7 (RFC 9562), in order of time within a process."""

import os
import threading
import time

_TICK = 1 << 12


class Mint:
    """Mints UUIDv7 text; ids of one mint never run backwards, even where the clock does."""

    def __init__(self) -> None:
        """Start with no id given out."""
        self._last = 0
        self._lock = threading.Lock()

    def __call__(self) -> str:
        """Return a new id: 48 bits of milliseconds, 12 bits of order within one, 62 random bits."""
        with self._lock:
            self._last = max(time.time_ns() // 1_000_000 * _TICK, self._last + 1)
            stamp, order = divmod(self._last, _TICK)
        tail = int.from_bytes(os.urandom(8), "big") & 0x3FFFFFFFFFFFFFFF | 0x8000000000000000
        text = f"{stamp:012x}7{order:03x}{tail:016x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
