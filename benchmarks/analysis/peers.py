"""matplotlib draws the same points: run by its own Python, prints seconds as JSON."""

import json
import sys
import time

import matplotlib as mpl

from benchmarks.analysis import points

mpl.use("Agg")

from matplotlib import pyplot


def main() -> None:
    made = points.made(points.NUMBER, int(sys.argv[1]))
    warm, axes = pyplot.subplots()
    axes.plot([points.FIRST], [1.0], "s")
    warm.canvas.draw()  # fonts are looked for once
    pyplot.close(warm)
    began = time.perf_counter()
    figure, axes = pyplot.subplots(figsize=(points.SIZE[0] / 100, points.SIZE[1] / 100), dpi=100)
    for series in made:
        ranged = [point for point in series if point.lower is not None]
        axes.vlines(
            [point.day for point in ranged],
            [point.lower for point in ranged],
            [point.upper for point in ranged],
            linewidth=1,
            alpha=0.25,
        )
        axes.plot(
            [point.day for point in series],
            [point.value for point in series],
            linestyle="",
            marker="s",
            markersize=2,
        )
    figure.canvas.draw()
    first = time.perf_counter() - began
    left, right = axes.get_xlim()
    began = time.perf_counter()
    frames = 10
    for frame in range(frames):
        by = (right - left) * points.STEP * frame
        axes.set_xlim(left + by, right + by)
        figure.canvas.draw()
    each = (time.perf_counter() - began) / frames
    json.dump({"first": first, "frame": each, "version": mpl.__version__}, sys.stdout)


if __name__ == "__main__":
    main()
