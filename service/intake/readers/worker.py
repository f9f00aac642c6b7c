"""The inside of a reading process: it bounds itself, reads one document and tells what came of it.

Whatever else happens in it ends the process, and the one that started it says so in a sentence.
"""

import logging
import resource
import sys
from collections.abc import Callable
from math import ceil

from service.errors import Unreadable
from service.intake.blocks import Source
from service.intake.readers.answer import OUT_OF_MEMORY, limits_of, packed, refused
from service.intake.readers.limits import Limits


def answer(read: Callable[[bytes, Limits], Source]) -> None:
    """Read the document on standard input within the limits of the first argument."""
    limits = limits_of(sys.argv[1])
    _bound(limits)
    logging.disable()
    try:
        told = packed(read(sys.stdin.buffer.read(), limits))
    except Unreadable as why:
        told = refused(why)
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
    sys.stdout.buffer.write(told)


def _bound(limits: Limits) -> None:
    bounds = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: ceil(limits.seconds),
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in bounds.items():
        _, hard = resource.getrlimit(what)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (bound, bound))
