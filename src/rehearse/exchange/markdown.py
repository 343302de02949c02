"""A take as a text with headings, for notes and for a coach. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from rehearse.analysis.coaching import Coaching
from rehearse.exchange.said import said
from rehearse.model.heard import Heard
from rehearse.model.kept import Take
from rehearse.model.report import Report
from rehearse.words import measures as measures_words
from rehearse.words import recordings as recordings_words
from rehearse.words import story as story_words
from rehearse.words.coaching import layer_before, layer_line, point_line, recited_lines
from rehearse.words.text import clock, plain
from rehearse.words.unheard import unheard_line


def markdown(take: Take, report: Report, coached: Coaching | None) -> str:
    """The advice first, then what was good, the answer, what it did for its question, and every figure."""
    lines = [f"# {_escaped(take.question or f'Take {take.id}')}", "", _about(take, report), ""]
    lines += [f"{_escaped(line)}\n" for line in (*_first(report), unheard_line(report)) if line]
    if report.next_step:
        lines += [f"**Next time:** {_escaped(report.next_step)}", ""]
    if report.good:
        lines += ["**Good:**", "", *(f"- {_escaped(line)}" for line in report.good), ""]
    for heading, found in (
        ("Your answer", [_escaped(" ".join(one.text for one in said(report)))]),
        *_coaching(coached, report.heard),
        ("The story", list(_story(report))),
        ("All figures", list(_figures(report))),
    ):
        if any(found):
            lines += [f"## {heading}", "", *found, ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _about(take: Take, report: Report) -> str:
    length = f", {clock(report.heard.duration_s)}" if report.heard.duration_s else ""
    return f"Take {take.id}, {take.recorded_at.astimezone():%Y-%m-%d %H:%M}{length}"


def _first(report: Report) -> list[str]:
    """What to know of the recording before all else."""
    about = recordings_words.about_the_file(report.heard)
    has_words = report.heard.words or report.fillers.filled_pauses
    return about if has_words else [*about, *recordings_words.no_words(report)]


def _coaching(coached: Coaching | None, heard: Heard) -> Iterator[tuple[str, list[str]]]:
    if coached is None:
        return
    layers: list[str] = []
    for layer in coached.layers:
        layers += [f"- **{_escaped(layer.name.capitalize())}**: {_escaped(layer.means)}"]
        layers += _quotes(layer_line(layer, heard), layer_before(layer))
    yield ("What the question is really asking", layers)
    points: list[str] = []
    for point in coached.points:
        points += [f"- **{point.how.capitalize()}**: {_escaped(point.text)}"]
        points += _quotes(point_line(point, heard))
    yield ("Your points", points)
    yield ("Fresh or recited?", [f"- {_escaped(line)}" for line in recited_lines(coached, heard)])


def _story(report: Report) -> Iterator[str]:
    for part in story_words.parts(report):
        about = "; ".join(filter(None, (part.verdict, part.share, part.detail)))
        yield f"- **{part.name.capitalize()}**: {_escaped(about)}"
        yield from _quotes(part.evidence or "")
    yield from (f"- {_escaped(line)}" for line in story_words.story_notes(report))
    yield from (f"- {_escaped(line)}" for line in story_words.story_signals(report))


def _figures(report: Report) -> Iterator[str]:
    for name, lines in measures_words.measures(report):
        if lines:
            yield f"- **{name}**: {_escaped(lines[0])}"
            yield from (f"  - {_escaped(line)}" for line in lines[1:])


def _quotes(*lines: str) -> list[str]:
    """Under an item of a list, those that say something."""
    return [f"  > {_escaped(line)}" for line in lines if line]


def _escaped(text: str) -> str:
    """Text that stays text in Markdown, and in the HTML that is made of it."""
    shown = " ".join(plain(text).split())
    for sign in "\\`*_{}[]<>#|":
        shown = shown.replace(sign, f"\\{sign}")
    return shown
