"""What an event takes on disk, by table, beside what there is to say in it."""

import sqlite3

from tests.bench.dataset import Dataset
from tests.bench.row import Row

_SAMPLE = 50


def rows(dataset: Dataset) -> list[Row]:
    """Return the bytes an event takes once the write-ahead log is folded in."""
    path = dataset.folder / "minutebook.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    each = path.stat().st_size / dataset.events
    data, texts = _said(connection)
    tables = {
        name: size / dataset.events
        for name, size in connection.execute(
            "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC"
        )
    }
    connection.close()
    figures = {"per_event": each, "data": data, "texts": texts, "by_table": tables}
    largest = "; ".join(f"{name} {size:.0f}" for name, size in list(tables.items())[:14])
    return [
        Row(
            f"disk per event at {dataset.events:,} events",
            f"{each:.0f} B",
            f"its public data {data:.0f} B, its private texts {texts:.0f} B",
            f"{each / (data + texts):.1f} x",
            "<= 2.5 kB",
            each <= 2500,
            figures,
        ),
        Row("  its parts, B an event", largest),
    ]


def _said(connection: sqlite3.Connection) -> tuple[float, float]:
    """Return the mean bytes of an event's public data and of its private texts, from a sample."""
    (data,) = connection.execute(
        "SELECT avg(length(json_extract(leaf, '$.data'))) FROM log_entries "
        f"WHERE position % {_SAMPLE} = 0"
    ).fetchone()
    entries, texts = connection.execute(
        f"SELECT (SELECT count(*) FROM log_entries WHERE position % {_SAMPLE} = 0), "
        f"(SELECT sum(length(CAST(text AS BLOB))) FROM private_texts "
        f"WHERE (place >> 10) % {_SAMPLE} = 0)"
    ).fetchone()
    return data, texts / entries
