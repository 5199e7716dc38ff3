"""How fast a chart of 100,000 points is drawn and moved, beside matplotlib.

Each drawing is the first one of a process of its own, from the points to the picture. Without
the peers' environment only Lode is measured.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import gold
from benchmarks.analysis import points

PEERS = Path(".venv/peers/bin/python")
ROUNDS = 5


def main(arguments: Sequence[str] = ()) -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, default=PEERS, help="the Python with matplotlib")
    options = parser.parse_args(arguments)
    rows = []
    for series in points.SERIES:
        rounds: dict[str, list[dict[str, Any]]] = {"lode": [], "matplotlib": []}
        for _ in range(ROUNDS):
            # Side by side: whatever else the machine does, both feel it.
            rounds["lode"].append(_run(sys.executable, "benchmarks.analysis.chart", series))
            if options.peers.exists():
                peer = _run(str(options.peers), "benchmarks.analysis.peers", series)
                rounds["matplotlib"].append(peer)
        rows += _rows(series, rounds)
    head = ["100,000 points", "Lode", "matplotlib", "Lode takes", "aim"]
    print(gold.table(head, rows))


def _rows(series: int, rounds: dict[str, list[dict[str, Any]]]) -> list[list[str]]:
    def median(who: str, what: str) -> float | None:
        found = [one[what] for one in rounds[who]]
        return statistics.median(found) if found else None

    rows = []
    for what, words, aim in (("first", "first drawing", "0.5 s"), ("frame", "pan", "30 a second")):
        ours, theirs = median("lode", what), median("matplotlib", what)
        if ours is None:
            continue
        title = f"{words}, {series} series" if series > 1 else f"{words}, one series"
        ratio = "" if theirs is None else f"{ours / theirs:.2f} ×"
        shown = ["" if one is None else _shown(what, one) for one in (ours, theirs)]
        rows.append([title, *shown, ratio, aim])
    return rows


def _shown(what: str, seconds: float) -> str:
    return f"{seconds:.2f} s" if what == "first" else f"{1 / seconds:.0f} a second"


def _run(python: str, module: str, series: int) -> dict[str, Any]:
    # Without the other's paths: a peer has its own packages.
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd()), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [python, "-m", module, str(series)],
        env=environment,
        capture_output=True,
        check=True,
        text=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _measure(series: int) -> dict[str, float]:
    """Seconds to the first picture, and for each frame while it is moved."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - the parent needs no Qt

    from ui import theme  # noqa: PLC0415 - as above
    from ui.plot.look import look  # noqa: PLC0415 - as above
    from ui.series_plot import SeriesPlot  # noqa: PLC0415 - as above
    from workbench.domain import Qualifier, Series, SeriesPoint  # noqa: PLC0415 - as above

    application = QApplication([])
    theme.current()
    found = [
        Series(
            "figure",
            "percent",
            f"outlet {place}",
            tuple(
                SeriesPoint(
                    point.day.isoformat(),
                    point.value,
                    point.lower,
                    point.upper,
                    Qualifier(point.qualifier),
                    passage_id=number * series + place + 1,
                    article_id=1,
                )
                for number, point in enumerate(made)
            ),
        )
        for place, made in enumerate(points.made(points.NUMBER, series))
    ]
    warm = SeriesPlot(look(dark=False))
    warm.resize(*points.SIZE)
    warm.show_series([Series("figure", "percent", None, found[0].points[:1])])
    warm.grab()  # fonts are looked for once
    began = time.perf_counter()
    plot = SeriesPlot(look(dark=False))
    plot.resize(*points.SIZE)
    plot.show()
    plot.show_series(found)
    plot.grab()
    first = time.perf_counter() - began
    view = plot.panels()[0].vb
    left, right = view.viewRange()[0]
    began = time.perf_counter()
    for frame in range(points.FRAMES):
        by = (right - left) * points.STEP * frame
        view.setXRange(left + by, right + by, padding=0)
        plot.grab()
    each = (time.perf_counter() - began) / points.FRAMES
    application.processEvents()
    return {"first": first, "frame": each}


if __name__ == "__main__":
    json.dump(_measure(int(sys.argv[1])), sys.stdout)
    sys.stdout.flush()
    # pyqtgraph's scene does not survive the application.
    os._exit(0)
