"""What an event takes on disk, by table and index, beside what there is to say in it."""

from statistics import mean

import orjson

from tests.bench.dataset import Dataset, leaves
from tests.bench.row import Row

_BY_NAME = {
    "sqlite": "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC",
    "postgresql": """
        SELECT relname, CASE relkind WHEN 'r' THEN pg_table_size(oid) ELSE pg_relation_size(oid) END
        FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i') ORDER BY 2 DESC
    """,
}
_TEXTS = {
    "sqlite": "SELECT sum(length(CAST(text AS BLOB))) FROM private_texts",
    "postgresql": "SELECT sum(octet_length(text)) FROM private_texts",
}


def rows(dataset: Dataset) -> list[Row]:
    """Return the bytes an event takes."""
    home, events = dataset.home, dataset.events
    named = {name: size / events for name, size in home.past(_BY_NAME[home.kind])}
    each = sum(named.values())
    data = mean(len(orjson.dumps(entry["data"])) for entry in leaves(dataset))
    ((total,),) = home.past(_TEXTS[home.kind])
    texts = float(total) / events
    figures = {"per_event": each, "data": data, "texts": texts, "by_name": named}
    largest = "; ".join(f"{name} {size:.0f}" for name, size in list(named.items())[:14])
    return [
        Row(
            f"disk per event at {events:,} events",
            f"{each:.0f} B",
            f"its public data {data:.0f} B, its private texts {texts:.0f} B",
            f"{each / (data + texts):.1f} x",
            "<= 2.5 kB",
            each <= 2500,
            figures,
        ),
        Row("  its parts, B an event", largest),
    ]
