"""Charts of the progress, as SVG to stand in a page: its colours and letters are the page's own.

Every kind of point has a shape of its own, so that none is told by its colour alone. What is drawn stands in
the page as numbers too.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from rehearse.analysis.progress import Comparison
from rehearse.words.text import plain

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
INCHES = (8.0, 2.6)
ROW_INCHES = 0.32
LEGEND: dict[str, Any] = {"loc": "lower right", "bbox_to_anchor": (1, 1), "borderaxespad": 0, "ncols": 2}
"""Above the chart, where nothing is drawn."""
MOST_LABELS = 8
SALT = "rehearse"
"""Makes the same chart the same text each time."""

COLOURS = {"#0000a1": "var(--text)", "#0000a2": "var(--quiet)", "#0000a3": "var(--line)"} | {
    "#0000a4": "var(--um)",
    "#0000a5": "var(--like)",
}
"""What is drawn with, and what the page calls it."""
TEXT, QUIET, LINE, FIRST, SECOND = COLOURS

SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": SALT,
    "font.size": 9,
    "text.color": TEXT,
    "axes.labelcolor": TEXT,
    "axes.edgecolor": LINE,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": LINE,
    "grid.linewidth": 0.5,
    "axes.axisbelow": True,
    "legend.frameon": False,
}


@dataclass(frozen=True, slots=True)
class Series:
    """Values with their ranges, one for each place along the axis; None where nothing was measured."""

    name: str
    values: Sequence[float | None]
    ranges: Sequence[tuple[float, float] | None]


def over_time(name: str, places: Sequence[str], series: Sequence[Series], *, top: float | None = None) -> str:
    """Points over time with bars for their ranges, up to two series; `name` is unique in the page."""
    with _settings():
        figure = _figure(INCHES[1])
        axes = figure.add_subplot()
        highest = top or _top(series)
        styles = (("o", FIRST, "-"), ("D", SECOND, "--"))
        for number, (one, (marker, colour, dash)) in enumerate(zip(series, styles, strict=False)):
            drawn = [
                (at + 0.12 * number, value, reach or (value, value))
                for at, (value, reach) in enumerate(zip(one.values, one.ranges, strict=True))
                if value is not None
            ]
            if not drawn:
                continue
            xs, ys, _ = zip(*drawn, strict=True)
            lows = [value - low for _, value, (low, _) in drawn]
            highs = [max(0.0, min(high, highest) - value) for _, value, (_, high) in drawn]
            axes.plot(xs, ys, color=colour, linestyle=dash, linewidth=1)
            axes.errorbar(
                xs,
                ys,
                yerr=(lows, highs),
                fmt=marker,
                color=colour,
                markerfacecolor=colour if number == 0 else "none",
                capsize=3,
                label=one.name,
            )
        axes.set_ylim(0, highest)
        axes.set_xlim(-0.5, len(places) - 0.5)
        step = -(-len(places) // MOST_LABELS)
        axes.set_xticks(range(0, len(places), step), [places[at] for at in range(0, len(places), step)])
        if len(series) > 1:
            axes.legend(**LEGEND)
        return _svg(figure, name)


def before_and_after(name: str, compared: Mapping[str, Comparison]) -> str:
    """A line for each marker from its rate before, an open point, to its rate after, a full one."""
    with _settings():
        figure = _figure(0.9 + ROW_INCHES * len(compared))
        axes = figure.add_subplot()
        for row, comparison in enumerate(compared.values()):
            was, now = (
                100 * side.events / side.words if side.words else 0.0
                for side in (comparison.before, comparison.after)
            )
            first = row == 0  # the legend names each kind of point once
            axes.plot([was, now], [row, row], color=QUIET, linewidth=1)
            axes.plot([was], [row], "D", color=SECOND, markerfacecolor="none", label="before" * first)
            axes.plot([now], [row], "o", color=FIRST, label="after" * first)
        axes.set_yticks(range(len(compared)), [plain(text) for text in compared])
        axes.set_ylim(len(compared) - 0.5, -0.5)
        axes.set_xlim(left=0)
        axes.grid(axis="x")
        axes.set_xlabel("per 100 words")
        axes.legend(**LEGEND)
        return _svg(figure, name)


def _settings() -> Any:
    import matplotlib

    return matplotlib.rc_context(SETTINGS)


def _figure(height: float) -> Figure:
    from matplotlib.figure import Figure

    return Figure(figsize=(INCHES[0], height), layout="constrained")


def _top(series: Sequence[Series]) -> float:
    """A day of few words fits nearly any rate: its range may leave the chart, its value may not."""
    values = [value for one in series for value in one.values if value is not None]
    highest = max([1.0, *values])
    ends = [min(reach[1], 2 * highest) for one in series for reach in one.ranges if reach]
    return 1.08 * max([highest, *ends])


def _svg(figure: Figure, name: str) -> str:
    """The figure as an element of a page: no style of its own, which the page's policy would forbid."""
    text = io.StringIO()
    figure.savefig(text, format="svg", transparent=True, metadata={"Date": None})
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    root = ElementTree.fromstring(text.getvalue())
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.rpartition("}")[2] in ("metadata", "style"):
                parent.remove(child)
        _style_to_attributes(parent)
        _rename(parent, name)
    for size in ("width", "height"):
        root.attrib.pop(size, None)
    root.set("aria-hidden", "true")
    drawn = ElementTree.tostring(root, encoding="unicode")
    for colour, meant in COLOURS.items():
        drawn = drawn.replace(colour, meant)
    return drawn


def _style_to_attributes(element: ElementTree.Element) -> None:
    for rule in element.attrib.pop("style", "").split(";"):
        key, _, value = (part.strip() for part in rule.partition(":"))
        if key == "font":
            if size := re.search(r"[\d.]+px", value):
                element.set("font-size", size.group())
        elif key:
            element.set(key, value)


def _rename(element: ElementTree.Element, name: str) -> None:
    """Identifiers are unique in a page, not only in a chart."""
    if "id" in element.attrib:
        element.set("id", f"{name}-{element.get('id')}")
    for key, value in element.attrib.items():
        if key == f"{{{XLINK}}}href" or "url(#" in value:
            element.set(key, value.replace("#", f"#{name}-", 1))
