"""How many requests and how long, by route template: a raw path would make a series of each id.

Where several workers share an address, each keeps its counters in a file of the folder that
PROMETHEUS_MULTIPROC_DIR names, and whichever is asked adds them up.
"""

import os
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

SHARED: Final = "PROMETHEUS_MULTIPROC_DIR"

_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_LABELS: Final = ("method", "route", "status")
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


class Meter:
    """The metrics of one application; `registry` takes those of others, too."""

    def __init__(self) -> None:
        """Start counting at nought."""
        self.registry = CollectorRegistry()
        for collector in (GCCollector, PlatformCollector, ProcessCollector):
            collector(registry=self.registry)
        self._requests = Counter(
            "minutebook_http_requests", "Requests answered.", _LABELS, registry=self.registry
        )
        self._seconds = Histogram(
            "minutebook_http_request_seconds",
            "Seconds from a request to the end of its answer.",
            _LABELS,
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._series: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def text(self) -> bytes:
        """Return all counters, those of the other workers too, in the text format of Prometheus."""
        if SHARED not in os.environ:
            return generate_latest(self.registry)
        everybody = CollectorRegistry()
        MultiProcessCollector(everybody)  # type: ignore[no-untyped-call]
        return generate_latest(everybody)

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        key = (method, route, status // 100)
        series = self._series.get(key) or self._begin(key)
        series[0].inc()
        series[1].observe(seconds)

    def _begin(self, key: tuple[str, str, int]) -> tuple[Counter, Histogram]:
        method, route, hundreds = key
        labels = (method if method in _METHODS else "OTHER", route, f"{hundreds}xx")
        series = self._requests.labels(*labels), self._seconds.labels(*labels)
        if method in _METHODS:  # a caller can make up methods without end
            self._series[key] = series
        return series
