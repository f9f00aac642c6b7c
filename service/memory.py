"""How a process that lives with many objects collects garbage: seldom, and not what stays."""

import gc

_THRESHOLD = 50_000


def settle() -> None:
    """Take all that is alive now for permanent, and look for garbage less often.

    Without it, collections cost a third of the throughput and made most of the longest answers.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_THRESHOLD, 50, 50)
