"""Reads a document in a process of its own, which is ended with all it started when it is over.

A file made to exhaust, hang or crash its reader does so to that process, and the service goes on.
"""

import os
import signal
import sys
from contextlib import suppress
from subprocess import PIPE, Popen, TimeoutExpired

from service.errors import Unreadable
from service.intake.blocks import Source
from service.intake.readers.answer import OUT_OF_MEMORY, argument, unpacked
from service.intake.readers.limits import Limits

_AGAIN = "Save the document again from the program that made it, or send it as plain text."
_MOST_TOLD = 2_000


def read_apart(module: str, data: bytes, limits: Limits) -> Source:
    """Let `module`, run as a program, read `data`; raise `Unreadable` where it does not."""
    command = [sys.executable, "-I", "-m", module, argument(limits)]
    with Popen(  # noqa: S603 - our own interpreter, our own module
        command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env={}, start_new_session=True
    ) as child:
        try:
            told, errors = child.communicate(data, timeout=limits.seconds)
        except TimeoutExpired as error:
            raise _over_time(limits) from error
        finally:
            if child.returncode is None:
                _end(child.pid)
    if child.returncode == 0 and told:
        return unpacked(told)
    raise _ended(child.returncode, limits) from RuntimeError(
        errors[-_MOST_TOLD:].decode(errors="replace")
    )


def _end(group: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _ended(status: int, limits: Limits) -> Unreadable:
    if status == -signal.SIGXCPU:
        return _over_time(limits)
    if status in {OUT_OF_MEMORY, -signal.SIGKILL}:
        return Unreadable(
            f"Reading the document takes more than {limits.memory:,} bytes of memory, which no "
            f"minutes do. {_AGAIN}"
        )
    return Unreadable(f"The document is damaged and cannot be read. {_AGAIN}")


def _over_time(limits: Limits) -> Unreadable:
    return Unreadable(
        f"Reading the document takes longer than {limits.seconds:g} seconds, which no minutes do. "
        f"{_AGAIN}"
    )
