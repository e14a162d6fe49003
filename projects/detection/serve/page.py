"""A small page for people: is the stream well, and is it still the one that the model knows? Pictures, no script."""

from html import escape

from projects.detection.serve.deployed import Deployed
from projects.detection.serve.fates import Account
from projects.detection.serve.service import Service
from projects.detection.watch.monitor import Monitor
from projects.detection.watch.stream import Rule, Sign, State
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

_TOP = 3.0
_DRAWN = 4
"""Cameras with an alarm that get a picture."""


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
    parts.append(_models(service.deployed, service.crew.refused))
    if service.monitor is not None:
        parts.append(_watch(service.monitor))
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


def _models(deployed: Deployed, refused: str) -> str:
    rows = "".join(
        f"<tr><td>{state.alias}</td><td>{escape(state.model.name)}</td><td>{state.answered:,}</td>"
        f"<td>{state.failed:,}</td><td>{state.agreement:.3f}</td>"
        f"<td class='raised'>{escape(state.withdrawn)}</td></tr>"
        for state in deployed.states()
    )
    said = escape(deployed.refused or refused)
    refusal = f"<p class='raised'>The releases file is not taken up: {said}</p>" if said else ""
    if not rows:
        return refusal
    head = "<tr><th>on trial</th><th>model</th><th>answered</th><th>failed</th><th>agreement</th><th></th></tr>"
    return f"{refusal}<h2>Models on trial</h2><table>{head}{rows}</table>"


def _watch(monitor: Monitor) -> str:
    states = monitor.states()
    if not states:
        return "<h2>Cameras</h2><p>No stream yet.</p>"
    rows = "".join(map(_row, states))
    heads = "".join(f"<th>{sign}</th>" for sign in Sign)
    table = f"<table><tr><th>stream</th><th></th>{heads}<th></th></tr>{rows}</table>"
    ill = [state for state in states if state.raised]
    return "<h2>Cameras</h2>" + table + "".join(f"<figure>{draw_watch(state)}</figure>" for state in ill[:_DRAWN])


def _row(state: State) -> str:
    said = "<td class='well'>well</td>"
    if state.raised:
        said = f"<td class='raised'>{', '.join(state.raised)}</td>"
    elif not state.ready:
        said = "<td>too few frames yet</td>"
    strains = "".join(f"<td>{state.strains.get(sign, 0.0):.2f}</td>" for sign in Sign)
    return f"<tr><td>{escape(state.name)}</td><td>{state.manner}</td>{strains}{said}</tr>"


def draw_watch(state: State) -> str:
    """The strain of each sign, look by look, against the line of the alarm."""
    rule = Rule()
    series = [
        Series(x=[float(k) for k in range(len(values))], y=[min(value, _TOP) for value in values], name=sign)
        for sign, values in state.history.items()
    ]
    return lines(
        series,
        title=f"What strains {state.name}",
        desc="; ".join(f"{s.name}: last {s.y[-1]:.2f}" for s in series if s.y),
        x=Axis(label=f"looks, one every {rule.every_s * rule.look:g} seconds"),
        y=Axis(label=f"strain, up to {_TOP:g}", reach=(0.0, _TOP)),
        guides=[Guide(direction=Direction.HORIZONTAL, at=rule.strain.high, label="an alarm rises above")],
    )
