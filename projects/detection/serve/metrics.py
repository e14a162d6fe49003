"""The account and the drift as Prometheus reads them."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector

from projects.detection.serve.fates import BUCKETS_S
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
        bounds = [*map(str, BUCKETS_S), "+Inf"]
        yield HistogramMetricFamily(
            f"{PREFIX}_latency_seconds",
            "From arrival to answer",
            buckets=list(zip(bounds, map(float, account.latency.at_most), strict=True)),
            sum_value=account.latency.sum_s,
        )
        yield GaugeMetricFamily(f"{PREFIX}_workers_ready", "Workers ready", value=self._service.crew.ready)
        yield CounterMetricFamily(
            f"{PREFIX}_worker_restarts", "Workers that died and were replaced", value=self._service.crew.restarts
        )
        yield GaugeMetricFamily(
            f"{PREFIX}_queue_reachable", "1 while the queue is", value=float(self._service.queue_ok)
        )
        yield from self._queue()
        yield from self._models()
        yield from self._watch()

    def _queue(self) -> Iterator[Metric]:
        try:
            depth = self._service.queue.depth()
        except QueueUnavailableError:
            return
        yield GaugeMetricFamily(f"{PREFIX}_queue_depth", "Frames waiting", value=depth)

    def _models(self) -> Iterator[Metric]:
        deployed = self._service.deployed
        refused = bool(deployed.refused or self._service.crew.refused)
        yield GaugeMetricFamily(
            f"{PREFIX}_release_refused", "1 while the releases file asks for what cannot be done", value=float(refused)
        )
        frames = CounterMetricFamily(
            f"{PREFIX}_trial_frames", "Frames of a model on trial", labels=["alias", "outcome"]
        )
        ready = GaugeMetricFamily(f"{PREFIX}_trial_ready", "1 while the model on trial is", labels=["alias"])
        withdrawn = GaugeMetricFamily(
            f"{PREFIX}_trial_withdrawn", "1 once the model on trial gets no frames any more", labels=["alias"]
        )
        agreement = GaugeMetricFamily(
            f"{PREFIX}_trial_agreement", "Share of boxes that the shadow and the champion both have", labels=["alias"]
        )
        for state in deployed.states():
            frames.add_metric([state.alias, "answered"], state.answered)
            frames.add_metric([state.alias, "failed"], state.failed)
            ready.add_metric([state.alias], float(state.ready))
            withdrawn.add_metric([state.alias], float(bool(state.withdrawn)))
            if state.compared:
                agreement.add_metric([state.alias], state.agreement)
        yield from (frames, ready, withdrawn, agreement)

    def _watch(self) -> Iterator[Metric]:
        if self._service.monitor is None:
            return
        strain = GaugeMetricFamily(
            f"{PREFIX}_watch_strain", "How far a camera is from well; an alarm rises above 1", labels=["stream", "sign"]
        )
        raised = GaugeMetricFamily(f"{PREFIX}_watch_alarm", "1 while the alarm is raised", labels=["stream", "sign"])
        index = GaugeMetricFamily(
            f"{PREFIX}_drift_psi", "Population stability index against training", labels=["stream", "feature"]
        )
        distance = GaugeMetricFamily(
            f"{PREFIX}_drift_ks", "Kolmogorov-Smirnov distance from training", labels=["stream", "feature"]
        )
        alarms = 0
        for state in self._service.monitor.states():
            alarms += state.alarms
            for sign, value in state.strains.items():
                strain.add_metric([state.name, sign], value)
                raised.add_metric([state.name, sign], float(sign in state.raised))
            for name, drift in state.drift.items():
                index.add_metric([state.name, name], drift.psi)
                distance.add_metric([state.name, name], drift.ks)
        yield from (strain, raised, index, distance)
        yield GaugeMetricFamily(f"{PREFIX}_watch_alarms_raised", "Alarms of the streams known now", value=alarms)
        yield CounterMetricFamily(
            f"{PREFIX}_watch_streams_forgotten",
            "Streams that were dropped for newer ones",
            value=self._service.monitor.forgotten,
        )


def render_metrics(service: Service) -> bytes:
    registry = CollectorRegistry()
    registry.register(ServiceCollector(service))
    return bytes(generate_latest(registry))
