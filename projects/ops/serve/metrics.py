"""What a monitor scrapes: requests by fate, and latency as a histogram, of which any percentile can be taken."""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Gauge, Histogram, Info, generate_latest

from projects.ops.serve.desk import Account

_EDGES_S = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


class Latencies:
    """Of answered requests, in seconds."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._histogram = Histogram(
            "predict_latency_seconds",
            "From a request's arrival to its answer",
            buckets=_EDGES_S,
            registry=self.registry,
        )

    def observe(self, time_s: float) -> None:
        self._histogram.observe(time_s)


def render_metrics(label: str, account: Account, latencies: Latencies, drift: Mapping[str, float]) -> str:
    """In the text format of Prometheus."""
    registry = CollectorRegistry()
    Info("model", "Which model answers", registry=registry).info({"label": label})
    fates = Gauge("requests_ended", "Requests by what became of them", ["fate"], registry=registry)
    for fate, count in account.fates.items():
        fates.labels(fate.value).set(count)
    Gauge("requests_open", "Requests that wait or are being answered", registry=registry).set(account.open)
    drifted = Gauge("input_drift", "Population stability index of recent inputs", ["column"], registry=registry)
    for column, index in drift.items():
        drifted.labels(column).set(index)
    return (generate_latest(registry) + generate_latest(latencies.registry)).decode()
