"""The Merkle tree over the leaves of a log (RFC 6962), kept as its compact range.

A compact range is the list of roots of the perfect subtrees that make up a tree of some size, the
largest first; appending a leaf costs two hashes on average.
"""

from hashlib import sha256

HASH = 32


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf: SHA-256(0x00 || leaf)."""
    return sha256(b"\0" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: SHA-256(0x01 || left || right)."""
    return sha256(b"\1" + left + right).digest()


class CompactRange:
    """The right edge of a tree of `size` leaves."""

    __slots__ = ("_peaks", "size")

    def __init__(self, size: int = 0, packed: bytes = b"") -> None:
        """Take up the tree of `size` leaves whose range was packed as `packed`."""
        if len(packed) != HASH * size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} peaks")
        self.size = size
        self._peaks = [packed[at : at + HASH] for at in range(0, len(packed), HASH)]

    def append(self, leaf: bytes) -> None:
        """Add a leaf by its hash."""
        size, peaks = self.size, self._peaks
        while size & 1:
            leaf = node_hash(peaks.pop(), leaf)
            size >>= 1
        peaks.append(leaf)
        self.size += 1

    def packed(self) -> bytes:
        """Return the peaks one after the other, 32 bytes each."""
        return b"".join(self._peaks)

    def root(self) -> bytes:
        """Return the root of the tree; of an empty one, the hash of nothing."""
        if not self._peaks:
            return sha256(b"").digest()
        root = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            root = node_hash(peak, root)
        return root
