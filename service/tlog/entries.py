"""An entry as a file that proves something has it: with its way to the root, and its values."""

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from service.tlog.proofs import Node, inclusion


def shown(leaf: bytes, at: int, size: int, tree: Node, values: Sequence[Any]) -> dict[str, Any]:
    """Return the entry `at` (from 0) of the tree of `size` entries. Raises as its tiles do."""
    path = [b64encode(each).decode() for each in inclusion(at, size, tree)]
    return {"index": at, "leaf": leaf.decode(), "path": path, "values": list(values)}
