"""Looks at reports with an accessibility checker (axe) in Chromium, light and dark, and whether they fit a telephone.

Nothing is wider than the window, and no word is broken inside a table.

    python -m tests.benchmarks.report_accessibility [--axe FILE]

Needs Chromium, and npm to fetch axe-core unless its `axe.min.js` is named.
"""

import argparse
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from prep.reports.cohort import summarize_cohort
from prep.reports.render import render_html
from prep.reports.summarize import summarize_sitting
from prep.reports.theme import Logo, Theme
from prep.reports.view import Audience, ReportView
from tests import report_stage as stage

WIDTHS = (320, 390, 768, 1280)
_DARK = "@media screen and (prefers-color-scheme: dark)"
THEME = Theme(
    team="Acme Analytics",
    footer="Kept until autumn",
    accent="#7a1f5c",
    logo=Logo(
        content=b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='9' height='9'/></svg>",
        type="svg",
    ),
)

_SPOILT = (
    '<img src="data:,"><p style="color: #ddd">pale</p><h5>a level left out</h5><p style="width: 50rem">wide</p>'
    '<table style="width: 1rem; table-layout: fixed"><tr><td>unbreakable</td></tr></table>'
)

# The page is put into a frame of each width, axe is run in the last of them.
_PROBE = """<!DOCTYPE html><html lang="en"><title>probe</title><body><pre id="told"></pre><script>
const page = PAGE, axe = AXE, widths = WIDTHS, told = {wide: {}, broken: {}};
function open(width) {
  return new Promise(done => {
    const frame = document.createElement("iframe");
    frame.title = "report"; frame.width = width; frame.height = 900; frame.srcdoc = page;
    frame.onload = () => done(frame);
    document.body.append(frame);
  });
}
// Words of tables that stand on more than one line; a hyphen or a slash is where a line may end.
function broken(page) {
  const found = [], range = page.createRange();
  page.querySelectorAll("details").forEach(one => one.open = true);
  for (const cell of page.querySelectorAll("td, th")) {
    const walker = page.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      for (const word of node.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].filter(one => one.width > 0).map(one => Math.round(one.top)));
        if (lines.size > 1) found.push(word[0]);
      }
  }
  return found;
}
(async () => {
  let frame;
  for (const width of widths) {
    frame = await open(width);
    const root = frame.contentDocument.documentElement;
    if (root.scrollWidth > width) told.wide[width] = root.scrollWidth;
    told.broken[width] = broken(frame.contentDocument);
  }
  frame.contentDocument.querySelectorAll("details").forEach(one => one.open = true);
  const script = frame.contentDocument.createElement("script");
  script.textContent = axe;
  frame.contentDocument.head.append(script);
  const found = await frame.contentWindow.axe.run(frame.contentDocument, {resultTypes: ["violations", "incomplete"]});
  told.passes = found.passes.length;
  told.violations = found.violations.map(one => [one.id, one.help, one.nodes.map(node => node.html.slice(0, 200))]);
  told.incomplete = found.incomplete.map(one => [one.id, one.nodes.length]);
  document.getElementById("told").textContent = JSON.stringify(told);
})();
</script></body></html>"""


def report(axe: Path | None) -> int:
    """How many reports have something wrong."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("needs Chromium: install it, or put it on PATH")
    wrong = 0
    spoilt = render_html(summarize_sitting(stage.perfect())).replace("<main>", f"<main>{_SPOILT}")
    with tempfile.TemporaryDirectory() as folder:
        source = (axe or _fetched(Path(folder))).read_text("utf-8")
        told = _looked_at(chromium, spoilt, source, Path(folder))
        _print("spoilt on purpose", told)
        if not (told["violations"] and told["wide"] and any(told["broken"].values())):
            sys.exit("the checker finds nothing on a page that was spoilt on purpose; its silence would prove nothing")
        for name, view in _views():
            for theme in (None, THEME):
                page = render_html(view, theme)
                for look, shown in (
                    ("light", page.replace(_DARK, "@media none")),
                    ("dark", page.replace(_DARK, "@media all")),
                ):
                    told = _looked_at(chromium, shown, source, Path(folder))
                    wrong += bool(told["violations"] or told["wide"] or any(told["broken"].values()))
                    _print(f"{name}, {look}{', themed' if theme else ''}", told)
    return wrong


def _views() -> Iterator[tuple[str, ReportView]]:
    makers: dict[str, Callable[[], Any]] = {**stage.TYPICAL, "drill": stage.drill}
    for name, make in makers.items():
        yield name, summarize_sitting(make())
    yield "for reviewers", summarize_sitting(stage.assessment(), audience=Audience.REVIEWER)
    yield "cohort", summarize_cohort(stage.cohort()).report


def _fetched(folder: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("needs npm, or --axe with the path of axe.min.js")
    subprocess.run([npm, "install", "--silent", "--prefix", str(folder), "axe-core@4"], check=True)
    return folder / "node_modules/axe-core/axe.min.js"


def _looked_at(chromium: str, page: str, axe: str, folder: Path) -> dict[str, Any]:
    probe = folder / "probe.html"
    values = {"PAGE": page, "AXE": axe, "WIDTHS": list(WIDTHS)}
    # A `</script>` in a string would end the script it stands in.
    script = re.sub(
        "PAGE|AXE|WIDTHS", lambda match: json.dumps(values[match[0]]).replace("</", "<\\/"), _PROBE, count=3
    )
    probe.write_text(script, "utf-8", "surrogatepass")
    done = subprocess.run(
        [
            *(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
            *(f"--user-data-dir={folder / 'browser'}", "--virtual-time-budget=20000", "--dump-dom", probe.as_uri()),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    found = re.search(r'<pre id="told">(.*?)</pre>', done.stdout, re.DOTALL)
    if found is None or not found[1]:
        sys.exit(f"Chromium said nothing: {done.stderr[-500:]}")
    told: dict[str, Any] = json.loads(html.unescape(found[1]))
    return told


def _print(name: str, told: dict[str, Any]) -> None:
    unsure = ", ".join(f"{rule} {count}" for rule, count in told["incomplete"]) or "nothing"
    print(
        f"{name}: {len(told['violations'])} violations, {told['passes']} rules passed; "
        f"for a person to look at: {unsure}"
    )
    for rule, words, nodes in told["violations"]:
        print(f"  {rule}: {words}")
        for node in nodes[:5]:
            print(f"    {node}")
    for width, words in told["broken"].items():
        if words:
            print(f"  at {width} pixels words are broken in tables: {', '.join(words[:5])}")
    for width, needed in told["wide"].items():
        print(f"  at {width} pixels it is {needed} wide")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--axe", type=Path, help="axe.min.js of axe-core 4")
    sys.exit(1 if report(parser.parse_args().axe) else 0)
