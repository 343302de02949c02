"""Charts of the progress, as SVG to stand in a page: its colours and letters are the page's own.

They lie on real dates, so that a break is as wide as it was long. A line is named where it ends, what is
usual is a grey field with its name, and none is told by its colour alone.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from rehearse.analysis.course import breaks

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
SALT = "rehearse"
"""Makes the same chart the same text each time."""

COLOURS = {"#0000a1": "var(--text)", "#0000a2": "var(--quiet)", "#0000a3": "var(--line)"} | {
    "#0000a4": "var(--um)",
    "#0000a5": "var(--like)",
    "#0000a6": "var(--soft)",
}
"""What is drawn with, and what the page calls it."""
TEXT, QUIET, LINE, UM, OTHER, SOFT = COLOURS

UNITS_PER_INCH = 72
"""Of an SVG of Matplotlib's; where a chart is as wide as it was drawn they are pixels."""
HEADROOM = 1.12
ROW = 1.3
"""Height of a line of letters."""

SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": SALT,
    "text.color": TEXT,
    "axes.labelcolor": TEXT,
    "axes.edgecolor": LINE,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "ytick.major.size": 0,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": LINE,
    "grid.linewidth": 0.5,
    "axes.axisbelow": True,
}


@dataclass(frozen=True, slots=True)
class Size:
    """Of a chart in pixels where it is not enlarged, with its letters, and how many dates stand below it."""

    width: int
    height: int
    letters: float
    dates: int


WIDE, NARROW, SMALL = Size(960, 300, 15, 5), Size(328, 240, 12.5, 3), Size(400, 220, 15, 2)
"""For a desk, for a telephone, and for one of several beside each other."""


@dataclass(frozen=True, slots=True)
class Course:
    """What a line goes through: values at days in their order, each perhaps with its range.

    `name` stands where the line ends, `usual` is from where to where a value is usual, with the words for it,
    `shown` writes a value, and the lines across lie at multiples of one of the `steps`, times ten or not.
    """

    name: str
    days: Sequence[date]
    values: Sequence[float]
    ranges: Sequence[tuple[float, float]] = ()
    usual: tuple[float, float, str] | None = None
    shown: Callable[[float], str] = "{:.1f}".format
    steps: Sequence[float] = (1, 2, 3, 5, 10)
    from_zero: bool = True


def over_dates(name: str, course: Course, size: Size, *, first: date, last: date) -> str:
    """The line of a course between two dates, with its range around it; `name` is unique in the page."""
    import matplotlib

    with matplotlib.rc_context(SETTINGS | {"font.size": size.letters}):
        figure = _figure(size)
        axes = figure.add_subplot()
        low, high = _reach(course)
        axes.set_ylim(low, high)
        colour = UM if course.ranges else OTHER
        if course.usual:
            _usual(axes, course.usual, size)
        for begin, end in _stretches(course.days):
            _stretch(axes, course, begin, end, colour)
        axes.annotate(
            f"{course.name}\n{course.shown(course.values[-1])}".strip(),
            (course.days[-1].toordinal(), course.values[-1]),
            xytext=(size.letters / 2, 0),
            textcoords="offset points",
            va="center",
            color=colour,
            fontweight="bold",
        )
        _dates(axes, first, last, size.dates)
        axes.yaxis.set_major_locator(matplotlib.ticker.MaxNLocator(4, steps=list(course.steps)))
        axes.yaxis.set_major_formatter(lambda value, _: course.shown(value).removesuffix(".0"))
        return _svg(figure, name)


def _stretches(days: Sequence[date]) -> Iterator[tuple[int, int]]:
    """From where to before where a line goes on without a break."""
    begin = 0
    for at, broken in enumerate(breaks(days), start=1):
        if broken:
            yield begin, at
            begin = at
    yield begin, len(days)


def _stretch(axes: Axes, course: Course, begin: int, end: int, colour: str) -> None:
    xs = [day.toordinal() for day in course.days[begin:end]]
    ys = course.values[begin:end]
    if course.ranges:
        lows, highs = zip(*course.ranges[begin:end], strict=True)
        # One day alone would have a range without width.
        around = xs if len(xs) > 1 else [xs[0] - 0.3, xs[0] + 0.3]
        times = len(around) // len(xs)
        axes.fill_between(around, lows * times, highs * times, color=colour, alpha=0.16, linewidth=0)
    axes.plot(xs, ys, marker="o", color=colour, linewidth=2, markersize=4)
    if begin:  # over the break
        axes.plot(
            [course.days[begin - 1].toordinal(), xs[0]],
            [course.values[begin - 1], ys[0]],
            linestyle=(0, (1, 3)),
            color=colour,
            linewidth=1.2,
        )


def _usual(axes: Axes, usual: tuple[float, float, str], size: Size) -> None:
    low, high, words = usual
    axes.axhspan(low, high, color=SOFT, linewidth=0, zorder=0)
    axes.annotate(
        words,
        (0, high),
        xycoords=("axes fraction", "data"),
        xytext=(size.letters / 4, -size.letters / 4),
        textcoords="offset points",
        va="top",
        color=QUIET,
    )


def _dates(axes: Axes, first: date, last: date, count: int) -> None:
    """So many dates at equal distances, the first and the last among them."""
    days = (last - first).days
    steps = max(1, min(count - 1, days))
    shown = [first + timedelta(days=round(days * step / steps)) for step in range(steps + 1)]
    axes.set_xlim(first.toordinal() - days / 100, last.toordinal() + days / 100)
    axes.set_xticks([day.toordinal() for day in shown], [_date(day, first, last) for day in shown])
    labels = axes.get_xticklabels()
    labels[0].set_horizontalalignment("left")
    labels[-1].set_horizontalalignment("right")


def _date(day: date, first: date, last: date) -> str:
    if (last - first).days > 400:
        return f"{day:%b %Y}"
    return f"{day.day} {day:%b}"


def _reach(course: Course) -> tuple[float, float]:
    """From where to where values are drawn; a range of few words may leave the chart, its value may not."""
    highest = max([*course.values, *(course.usual[:2] if course.usual else ())])
    ends = [min(high, 2 * highest) for _, high in course.ranges]
    high = HEADROOM * max([1.0, highest, *ends])
    if course.from_zero:
        return 0, high
    lowest = min([*course.values, *(course.usual[:2] if course.usual else ())])
    return lowest - (high - highest), high


def _figure(size: Size) -> Figure:
    from matplotlib.figure import Figure

    return Figure(figsize=(size.width / UNITS_PER_INCH, size.height / UNITS_PER_INCH), layout="constrained")


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
