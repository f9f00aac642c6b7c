"""The rebuild of all read models beside its two parts done bare, and reads served meanwhile."""

import os
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import orjson

from tests.bench.dataset import Dataset, mix
from tests.bench.places import Home, Place, settle
from tests.bench.row import Bench, Row, middle, thousands

_LONGEST = 1800
_LOOK_AGAIN = 0.02
_MODULE = (sys.executable, "-m", "tests.bench.rebuild_once")

Told = dict[str, Any]


def rows(bench: Bench, place: Place, dataset: Dataset) -> list[Row]:
    """Measure the three, interleaved, each in a process of its own."""
    home = dataset.home
    whole: list[Told] = []
    parts: list[float] = []
    folds: list[float] = []
    inserts: list[float] = []
    inserted = 0
    for _ in range(bench.rounds):
        whole.append(_once(home, "rebuild"))
        settle(home)
        with place.home() as bare:
            fold, insert = _once(home, "fold"), _once(home, "insert", bare.owner_url)
        folds.append(fold["seconds"])
        inserts.append(insert["seconds"])
        parts.append(whole[-1]["seconds"] / (fold["seconds"] + insert["seconds"]))
        inserted = insert["rows"]
    last, reads = _with_reader(dataset)
    seconds = middle(each["seconds"] for each in whole)
    events, versions = last["events"], sum(last["versions"].values())
    rate, ratio = events / seconds, middle(parts)
    memory = {name: max(each[name] for each in whole) for name in ("VmHWM", "RssAnon", "RssFile")}
    assert versions == inserted
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
            f"peak {memory['RssAnon']:.0f} MB of its own",
            f"with files mapped {memory['VmHWM']:.0f} MB",
            "",
            "<= 500 MB",
            memory["RssAnon"] <= 500,
            memory,
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
    home, day = dataset.home, dataset.last_day.isoformat()
    with subprocess.Popen(
        [*_MODULE, "read", day],
        env=os.environ | home.variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as reader:
        try:
            assert reader.stdout is not None
            reader.stdout.read(1)
            last = _once(home, "rebuild")
            out, _ = reader.communicate(b"\n", timeout=60)
        finally:
            reader.kill()
    return last, orjson.loads(out)


def _once(home: Home, what: str, *given: str) -> Told:
    """Run one pass as the operator, and watch from outside how much memory it takes."""
    memory: Told = {}
    give_up = monotonic() + _LONGEST
    with subprocess.Popen(
        [*_MODULE, what, *given], env=os.environ | home.owner_variables, stdout=subprocess.PIPE
    ) as process:
        while process.poll() is None:
            _watch(process.pid, memory)
            if monotonic() > give_up:
                process.kill()
            sleep(_LOOK_AGAIN)
        out, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{what} ended with {process.returncode}")
    told: Told = orjson.loads(out)
    return told | memory


def _watch(process: int, most: Told) -> None:
    """Note the most MB seen: in all, of its own, and of files mapped, which the system may drop."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return
    told = dict(line.split(":", 1) for line in lines)
    for name in ("VmHWM", "RssAnon", "RssFile"):
        if name in told:
            most[name] = max(most.get(name, 0.0), int(told[name].split()[0]) / 1024)
