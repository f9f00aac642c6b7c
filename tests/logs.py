"""Logs as folders, of leaves given or made up: signed and tiled as the signer of a log does it."""

import json
from uuid import UUID

from service.tlog.checkpoints import Checkpoint
from service.tlog.notes import PrivateKey
from service.tlog.tiles import WIDTH, bundle, bundles_of, path, subtree, tiles_of
from service.tlog.tree import CompactRange, leaf_hash

ORIGIN = "minutebook/0198c0de-0000-7000-8000-000000000001"
KEY = PrivateKey("harbour.example", bytes(range(32)))
OTHER_KEY = PrivateKey("harbour.example", bytes(range(1, 33)))


def canonical(content):
    """Return the leaf of a content."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def content(position, **given):
    """Return a content that is in order at its position: every third entry of its stream."""
    stream, revision = (position - 1) // 3, (position - 1) % 3 + 1
    whole = {
        "actor": "u/17",
        "data": {"action": str(UUID(int=stream)), "meeting": None, "n": position},
        "format": 1,
        "id": str(UUID(int=1 << 80 | position)),
        "log": ORIGIN,
        "occurred_on": "2013-06-01",
        "position": position,
        "recorded_at": f"2026-11-26T15:00:{position // 1_000_000:02}.{position % 1_000_000:06}Z",
        "revision": revision,
        "stream": f"action-{UUID(int=stream)}",
        "type": "action.progress_reported",
        "v": 1,
    }
    return {key: value for key, value in (whole | given).items() if value is not ...}


def leaves(size):
    """Return so many leaves in order."""
    return [canonical(content(at)) for at in range(1, size + 1)]


def root_of(some):
    """Return the root of the tree over leaves."""
    tree = CompactRange()
    for leaf in some:
        tree.append(leaf_hash(leaf))
    return tree.root()


def sign(folder, some, **given):
    """Write the checkpoint of leaves, and return the note."""
    return sign_root(folder, len(some), root_of(some), **given)


def sign_root(folder, size, root, *, origin=ORIGIN, key=KEY):
    """Write the checkpoint of a tree, and return the note."""
    folder.mkdir(parents=True, exist_ok=True)
    note = Checkpoint(origin, size, root).signed([key])
    (folder / "checkpoint").write_text(note, encoding="utf-8")
    return note


def write_tiles(folder, some):
    """Write the tiles over leaves."""
    write_tiles_over(folder, [leaf_hash(leaf) for leaf in some])


def write_tiles_over(folder, hashes):
    """Write the tiles over leaves of those hashes."""
    rows = [hashes]
    while len(rows[-1]) >= WIDTH:
        row = rows[-1]
        whole = len(row) - len(row) % WIDTH
        rows.append([subtree(b"".join(row[at : at + WIDTH])) for at in range(0, whole, WIDTH)])
    for level, index, width in tiles_of(len(hashes)):
        first = index * WIDTH
        _put(folder / path(level, index, width), b"".join(rows[level][first : first + width]))


def write_entries(folder, some, size=None):
    """Write the bundles of leaves, as of a log of `size`."""
    for index, width in bundles_of(len(some) if size is None else size):
        first = index * WIDTH
        write_bundle(folder, index, some[first : first + width], width)


def write_bundle(folder, index, some, width=None):
    """Write one bundle, which is to have so many leaves."""
    _put(folder / path("entries", index, width or len(some)), bundle(some))


def write(folder, some, **given):
    """Write a whole log, and return its checkpoint."""
    write_tiles(folder, some)
    write_entries(folder, some)
    return sign(folder, some, **given)


def write_values(folder, index, values):
    """Write the private values of a bundle: one dict each."""
    lines = "".join(json.dumps(each) + "\n" for each in values)
    _put(folder / f"{path('entries', index).replace('tile/entries', 'disclosures')}.jsonl", lines)


def _put(file, data):
    file.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(data, str):
        file.write_text(data, encoding="utf-8")
    else:
        file.write_bytes(data)
