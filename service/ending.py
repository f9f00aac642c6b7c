"""Hearing that this process is told to stop, before the server begins to wait for open requests."""

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_TOLD_BY: Final = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def told_to_stop(hear: Callable[[], None]) -> Iterator[None]:
    """Call `hear` on the running event loop when SIGINT or SIGTERM comes.

    Whoever heard these before still does. Only the main thread hears signals: elsewhere, as in
    tests, nothing is heard.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in _TOLD_BY}

    def told(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(hear)
        handler = before[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    for number in _TOLD_BY:
        signal.signal(number, told)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
