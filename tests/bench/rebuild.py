"""The rebuild of all read models beside its two parts done bare, and reads served meanwhile."""

import subprocess
import sys
from shutil import rmtree
from typing import Any

import orjson

from tests.bench.dataset import Dataset, mix
from tests.bench.row import Bench, Row, middle, thousands

_LONGEST = 1800
_MODULE = (sys.executable, "-m", "tests.bench.rebuild_once")

Told = dict[str, Any]


def rows(bench: Bench, dataset: Dataset) -> list[Row]:
    """Measure the three, interleaved, each in a process of its own."""
    folder, bare = str(dataset.folder), dataset.folder.parent / "bare"
    whole: list[Told] = []
    parts: list[float] = []
    folds: list[float] = []
    inserts: list[float] = []
    for number in range(bench.rounds):
        whole.append(_once("rebuild", folder))
        fold, insert = _once("fold", folder), _once("insert", folder, str(bare))
        folds.append(fold["seconds"])
        inserts.append(insert["seconds"])
        parts.append(whole[-1]["seconds"] / (fold["seconds"] + insert["seconds"]))
        rmtree(bare)
        if number == 0:
            first_insert = insert
    last, reads = _with_reader(dataset)
    seconds = middle(each["seconds"] for each in whole)
    events, versions = last["events"], sum(last["versions"].values())
    rate, ratio = events / seconds, middle(parts)
    memory = max(each["VmHWM"] for each in whole)
    assert versions == first_insert["rows"]
    return [
        Row(
            f"rebuild at {events:,} events",
            f"{thousands(rate)} events/s, {thousands(versions / seconds)} version rows/s",
            f"bare: decode and fold {thousands(events / middle(folds))} events/s, "
            f"insert {thousands(versions / middle(inserts))} rows/s",
            f"{ratio:.2f} x the time",
            ">= 80 k/s, <= 1.7 x",
            rate >= 80_000 and ratio <= 1.7,
            {
                "events": events,
                "seconds": [each["seconds"] for each in whole],
                "fold_seconds": folds,
                "insert_seconds": inserts,
                "versions": last["versions"],
                "mix": mix(dataset),
            },
        ),
        Row(
            "  its memory",
            f"peak {memory:.0f} MB",
            f"of it files mapped, at the end: {whole[-1]['RssFile']:.0f} MB",
            "",
            "<= 500 MB",
            memory <= 500,
        ),
        Row(
            "  reads served meanwhile",
            f"{reads['reads']} in {last['seconds']:.1f} s, slowest {reads['slowest'] * 1e3:.0f} ms",
            goal="served",
            reached=reads["reads"] > 0,
            figures=reads,
        ),
    ]


def _with_reader(dataset: Dataset) -> tuple[Told, Told]:
    """Rebuild while another process reads."""
    folder, day = str(dataset.folder), dataset.last_day.isoformat()
    with subprocess.Popen(
        [*_MODULE, "read", folder, day], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as reader:
        try:
            assert reader.stdout is not None
            reader.stdout.read(1)
            last = _once("rebuild", folder)
            out, _ = reader.communicate(b"\n", timeout=60)
        finally:
            reader.kill()
    return last, orjson.loads(out)


def _once(what: str, *given: str) -> Told:
    done = subprocess.run(
        [*_MODULE, what, *given], stdout=subprocess.PIPE, timeout=_LONGEST, check=True
    )
    told: Told = orjson.loads(done.stdout)
    return told
