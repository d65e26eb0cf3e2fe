"""How soon the page is drawn and how well it moves, beside pyvis as it comes: `make bench-page`.

Wall time is from the start of loading the file; the processor's time is what the page's main
thread used until then, which does not depend on what else the machine does. A frame of moving is
the time from one drawn frame to the next (a screen of 60 Hz allows 16.7 ms at the least).
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import networkx as nx
from crowd import crowd
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from pyvis.network import Network as Pyvis
from rich.console import Console
from rich.table import Table

from onrecord.views import page
from onrecord.views.network import Network

SIZES = (200, 1000, 5000, 20000)
RUNS = 3
PATIENCE = 60  # seconds that default pyvis is given
FRAMES = 30
KINDS = ("Person", "Organisation", "Group", "Policy", "Hospital", "Office", "Place", "Event")
EVERYTHING = "#alone=true&" + "&".join(f"kinds={kind}" for kind in KINDS)  # hides no node
PAN = """async () => {
  const times = [];
  onrecord.steady(false);
  for (let turn = 0; turn < FRAMES; turn++) {
    const start = performance.now();
    onrecord.pan(turn % 2 ? 6 : -4, 3);
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    times.push((performance.now() - start) / 2);
  }
  onrecord.steady(true);
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)];
}""".replace("FRAMES", str(FRAMES))
SETTLED = """
const clock = setInterval(() => {
  if (typeof network === "undefined" || !network) return;
  clearInterval(clock);
  network.once("stabilizationIterationsDone", () => { window.__drawn = performance.now(); });
}, 5);
"""


def main() -> None:
    table = Table(
        "nodes", "drawn", "file MB", "written s", "first drawing ms", "processor ms", "frame ms",
        "its processor ms",
        "pyvis drawing ms",
    )  # fmt: skip
    sizes = tuple(map(int, sys.argv[2:])) or SIZES
    with sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        browser = play.chromium.launch(
            executable_path=sys.argv[1] if len(sys.argv) > 1 else "/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu"],
        )
        for row in rows(browser, Path(folder), sizes):
            table.add_row(*row)
            Console(stderr=True).print(" ".join(row))
    Console(width=140).print(table)


def rows(browser: Browser, folder: Path, sizes: Sequence[int]) -> Iterator[tuple[str, ...]]:
    for size in sizes:
        net = crowd(size)
        for most in sorted({min(page.MOST, size), size}):
            target = folder / f"{size}-{most}.html"
            start = time.perf_counter()
            target.write_text(page.html(net, most=most), encoding="utf-8")
            written = time.perf_counter() - start
            address = target.as_uri() + (EVERYTHING if most == size else "")
            runs = [opened(browser, address) for _ in range(RUNS)]
            drawn, wall, used, frame, work = (
                statistics.median(each) for each in zip(*runs, strict=True)
            )
            other = default_pyvis(browser, net, folder) if most == size and size <= 5000 else "-"
            yield (
                f"{size:,}", f"{drawn:,.0f}", f"{target.stat().st_size / 1e6:.1f}",
                f"{written:.1f}", f"{wall:.0f}", f"{used:.0f}", f"{frame:.0f}", f"{work:.0f}",
                other,
            )  # fmt: skip


def opened(browser: Browser, address: str) -> tuple[float, ...]:
    """Nodes drawn; milliseconds on the clock and of the processor until then; those of a frame."""
    with browser.new_context(viewport={"width": 1440, "height": 900}, offline=True) as context:
        tab = context.new_page()
        meter = context.new_cdp_session(tab)
        meter.send("Performance.enable", {"timeDomain": "threadTicks"})
        tab.goto(address)
        wall = until(tab, "window.onrecord && onrecord.drawnAfter()")
        processor = spent(meter)
        drawn = tab.evaluate("onrecord.drawn().nodes.length")
        before, frame = spent(meter), tab.evaluate(PAN)
        return drawn, wall, processor, frame, (spent(meter) - before) / FRAMES


def spent(meter: CDPSession) -> float:
    """Milliseconds of the processor that the page's main thread has used."""
    found = meter.send("Performance.getMetrics")["metrics"]
    return next(float(one["value"]) * 1000 for one in found if one["name"] == "TaskDuration")


def default_pyvis(browser: Browser, net: Network, folder: Path) -> str:
    """pyvis' own page of the same nodes and edges, with its physics as it comes."""
    plain = nx.Graph((str(a), str(b)) for a, b in net.edges())
    picture = Pyvis(cdn_resources="in_line")
    picture.from_nx(plain)
    target = folder / "pyvis.html"
    target.write_text(picture.generate_html(), encoding="utf-8")
    with browser.new_context(viewport={"width": 1440, "height": 900}, offline=True) as context:
        tab = context.new_page()
        tab.add_init_script(SETTLED)
        tab.goto(target.as_uri(), wait_until="commit")
        drawn = until(tab, "window.__drawn")
        return f"{drawn:.0f}" if drawn else f"more than {PATIENCE * 1000:,}"


def until(tab: Page, expression: str) -> float:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        value: Any = tab.evaluate(expression)
        if value:
            return float(value)
        time.sleep(0.02)
    return 0.0


if __name__ == "__main__":
    main()
