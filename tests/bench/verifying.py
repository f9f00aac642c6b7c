"""Verifying an exported log of small entries, and proving one of them, from files alone."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from service.tlog.folder import LogFolder
from service.tlog.proofs import inclusion
from service.tlog.tiles import WIDTH
from service.tlog.tree import CompactRange, leaf_hash
from service.tlog.verifying.log import verify_log
from tests import logs
from tests.bench.row import Bench, Row, middle, percentile, thousands

_GOAL = 150_000
_PROOFS = 5_000


def rows(bench: Bench) -> Iterator[Row]:
    """Measure on a log of as many entries as the large book has events."""
    with TemporaryDirectory(prefix="minutebook-log-") as name:
        folder = Path(name)
        _write(folder, bench.events)
        yield _verification(bench, folder)
        yield _proofs(bench, folder)


def _write(folder: Path, size: int) -> None:
    """Write a log, bundle by bundle."""
    tree, hashes = CompactRange(), []
    for first in range(0, size, WIDTH):
        some = [
            logs.canonical(logs.content(at + 1)) for at in range(first, min(first + WIDTH, size))
        ]
        logs.write_bundle(folder, first // WIDTH, some)
        hashes += [leaf_hash(leaf) for leaf in some]
    for each in hashes:
        tree.append(each)
    logs.write_tiles_over(folder, hashes)
    logs.sign_root(folder, size, tree.root())


def _verification(bench: Bench, folder: Path) -> Row:
    walls, works = [], []
    for _ in range(bench.rounds):
        began, worked = perf_counter(), process_time()
        report = verify_log(folder, [logs.KEY.public])
        walls.append(bench.events / (perf_counter() - began))
        works.append(bench.events / (process_time() - worked))
        assert report.status == 0
    return Row(
        f"verify an exported log of {bench.events:,} entries",
        f"{thousands(middle(walls))} entries/s",
        f"of processor time {thousands(middle(works))} entries/s",
        "",
        ">= 150 k/s",
        middle(walls) >= _GOAL,
        {"per_second": walls, "per_processor_second": works},
    )


def _proofs(bench: Bench, folder: Path) -> Row:
    chance, took = Random(1), []
    for _ in range(min(_PROOFS, bench.events)):
        index = chance.randrange(bench.events)
        began = perf_counter()
        inclusion(index, bench.events, LogFolder(folder).tree())
        took.append((perf_counter() - began) * 1e3)
    took.sort()
    return Row(
        f"  proof of one of them from its tiles, {len(took):,} times",
        f"p50 {percentile(took, 0.5):.2f} ms, p99 {percentile(took, 0.99):.2f} ms",
        "",
        "",
        "p99 <= 5 ms",
        percentile(took, 0.99) <= 5,
        {"milliseconds": {"p50": percentile(took, 0.5), "p99": percentile(took, 0.99)}},
    )
