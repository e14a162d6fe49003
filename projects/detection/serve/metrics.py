"""The account and the drift as Prometheus reads them."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector

from projects.detection.serve.queues import QueueUnavailableError
from projects.detection.serve.service import Service

PREFIX = "detection"


class ServiceCollector(Collector):
    """Reads the service at each scrape, so that no number is kept twice."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def collect(self) -> Iterator[Metric]:
        account = self._service.ledger.account()
        yield CounterMetricFamily(f"{PREFIX}_frames_received", "Frames let in", value=account.received)
        fates = CounterMetricFamily(f"{PREFIX}_frames", "Frames by what became of them", labels=["fate"])
        for fate, count in account.fates.items():
            fates.add_metric([fate.value], count)
        yield fates
        yield CounterMetricFamily(f"{PREFIX}_frames_refused", "Frames that broke a limit", value=account.refused)
        yield CounterMetricFamily(
            f"{PREFIX}_results_undelivered", "Outcomes whose client was gone or did not read", value=account.undelivered
        )
        yield GaugeMetricFamily(f"{PREFIX}_frames_open", "Frames let in and not yet ended", value=account.open)
        latencies = GaugeMetricFamily(
            f"{PREFIX}_latency_ms", "From arrival to answer, of recent frames", labels=["quantile"]
        )
        latencies.add_metric(["0.5"], account.p50_ms)
        latencies.add_metric(["0.95"], account.p95_ms)
        yield latencies
        yield GaugeMetricFamily(f"{PREFIX}_workers_ready", "Workers ready", value=self._service.crew.ready)
        yield CounterMetricFamily(
            f"{PREFIX}_worker_restarts", "Workers that died and were replaced", value=self._service.crew.restarts
        )
        yield from self._queue()
        yield from self._drift()

    def _queue(self) -> Iterator[Metric]:
        try:
            depth = self._service.queue.depth()
        except QueueUnavailableError:
            return
        yield GaugeMetricFamily(f"{PREFIX}_queue_depth", "Frames waiting", value=depth)

    def _drift(self) -> Iterator[Metric]:
        if self._service.monitor is None:
            return
        state = self._service.monitor.state()
        index = GaugeMetricFamily(f"{PREFIX}_drift_psi", "Population stability index", labels=["feature"])
        distance = GaugeMetricFamily(f"{PREFIX}_drift_ks", "Kolmogorov-Smirnov distance", labels=["feature"])
        raised = GaugeMetricFamily(f"{PREFIX}_drift_alarm", "1 while the alarm is raised", labels=["feature"])
        for name, drift in state.drift.items():
            index.add_metric([name], drift.psi)
            distance.add_metric([name], drift.ks)
            raised.add_metric([name], float(drift.raised))
        yield from (index, distance, raised)
        yield CounterMetricFamily(f"{PREFIX}_drift_alarms", "Alarms raised since the start", value=state.alarms)


def render_metrics(service: Service) -> bytes:
    registry = CollectorRegistry()
    registry.register(ServiceCollector(service))
    return bytes(generate_latest(registry))
