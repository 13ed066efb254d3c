"""The growth curves as one SVG, the same bytes for the same numbers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def plot(curves: Mapping[str, Mapping[str, float]], path: Path) -> None:
    """Draw the curves (name -> size -> value) into the file, both axes logarithmic, beside what linear would be."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "leadsmith", "svg.fonttype": "none", "font.size": 9})
    from matplotlib import pyplot

    figure, (time, memory) = pyplot.subplots(1, 2, figsize=(11, 5))
    for name, points in curves.items():
        sizes, values = [int(size) for size in points], list(points.values())
        axes = memory if "MB" in name else time
        whole = name == "whole process" or axes is memory
        axes.plot(sizes, values, marker="o", markersize=3, linewidth=2.2 if whole else 1.1, label=name)
        if whole:
            line = [values[-1] * size / sizes[-1] for size in sizes]
            axes.plot(sizes, line, linestyle=":", color="grey", linewidth=1, label="linear")
    for axes, title in ((time, "CPU seconds"), (memory, "peak memory, MB")):
        axes.set(xscale="log", yscale="log", xlabel="schemas in the document", title=title)
        axes.grid(visible=True, which="both", alpha=0.2)
        axes.legend(fontsize=7)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
