"""A small page for people: is the stream well, and is it still the one that the model knows? Pictures, no script."""

from html import escape

from projects.detection.serve.fates import Account
from projects.detection.serve.service import Service
from projects.detection.watch.monitor import Drift, Monitor, State
from projects.pictures.bars import Bar, bars
from projects.pictures.plane import Direction, Guide
from projects.pictures.scales import Axis
from projects.pictures.series import Series, lines

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
svg { max-width: 100%; height: auto; } table { border-collapse: collapse; } td, th { padding: .2rem 1rem .2rem 0;
text-align: right; } td:first-child, th:first-child { text-align: left; } .raised { font-weight: bold; color: #b3261e; }
.well { color: #1b6e3c; } @media (prefers-color-scheme: dark) { body { background: #181a1b; color: #e6e6e6; }
.raised { color: #ff8a80; } .well { color: #7bd88f; } figure { background: #fff; } } figure { margin: 1rem 0; }
"""


def render_page(service: Service) -> str:
    """A whole HTML document that loads itself anew every five seconds."""
    account = service.ledger.account()
    why = service.why_not_ready()
    parts = [
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Detection: the stream's health</title>",
        "<meta name='viewport' content='width=device-width'><meta http-equiv='refresh' content='5'>",
        f"<style>{_STYLE}</style></head><body><h1>The stream&rsquo;s health</h1>",
        f"<p class='{'raised' if why else 'well'}'>{escape(f'Not ready: {why}' if why else 'Ready')}</p>",
        _account(account),
    ]
    if service.monitor is not None:
        parts.append(_drift(service.monitor))
    return "".join([*parts, "</body></html>"])


def _account(account: Account) -> str:
    rows = [Bar(label=fate.value, values=(float(count),)) for fate, count in account.fates.items()]
    rows.append(Bar(label="open", values=(float(account.open),)))
    picture = bars(
        rows,
        title="What became of the frames",
        desc=", ".join(f"{row.label} {row.total:.0f}" for row in rows),
        axis=Axis(label="frames", reach=(0.0, max(1.0, float(account.received)))),
    )
    balance = "all accounted for" if account.balanced else "NOT ALL ACCOUNTED FOR"
    return (
        f"<p>{account.received:,} frames let in, {balance}; {account.refused:,} refused; "
        f"{account.undelivered:,} outcomes that no client took. Latency of recent answers: "
        f"median {account.p50_ms:.1f} ms, 95th percentile {account.p95_ms:.1f} ms.</p><figure>{picture}</figure>"
    )


def _drift(monitor: Monitor) -> str:
    state = monitor.state()
    head = "<h2>Drift</h2>"
    if not state.ready:
        needed = monitor.rule.every * monitor.rule.window
        return f"{head}<p>{state.frames:,} frames seen; judged from {needed:,} on.</p>"
    rows = "".join(_row(name, drift) for name, drift in state.drift.items())
    table = f"<table><tr><th>feature</th><th>PSI</th><th>KS</th><th></th></tr>{rows}</table>"
    return head + table + f"<figure>{draw_drift(state, monitor)}</figure>"


def _row(name: str, drift: Drift) -> str:
    said = "<td class='raised'>drifts</td>" if drift.raised else "<td class='well'>as in training</td>"
    return f"<tr><td>{escape(name)}</td><td>{drift.psi:.2f}</td><td>{drift.ks:.2f}</td>{said}</tr>"


def draw_drift(state: State, monitor: Monitor) -> str:
    """KS of each feature, look by look, against the lines of the alarm."""
    rule = monitor.rule
    series = [
        Series(x=[float(k) for k in range(len(values))], y=list(values), name=name)
        for name, values in state.ks_history.items()
    ]
    return lines(
        series,
        title="Distance from the training frames",
        desc="; ".join(f"{name}: last {s.y[-1]:.2f}" for name, s in zip(state.ks_history, series, strict=True)),
        x=Axis(label=f"looks, one every {rule.every * rule.look} frames"),
        y=Axis(label="KS", reach=(0.0, 1.0)),
        guides=[
            Guide(direction=Direction.HORIZONTAL, at=rule.ks.high, label="raised above"),
            Guide(direction=Direction.HORIZONTAL, at=rule.ks.low, label="cleared below"),
        ],
    )
