"""Labels over time: what Praat and Audacity show under the sound. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rehearse.model.heard import Span
from rehearse.model.report import Report
from rehearse.words.text import plain


@dataclass(frozen=True, slots=True)
class Labelled:
    """Something said at a time, as a track of labels shows it."""

    span: Span
    text: str


def tracks(report: Report) -> dict[str, list[Labelled]]:
    """The words, the fillers, the silences and the parts of the story, each in order and apart."""
    fillers = [
        *(Labelled(one.span, one.text) for one in report.fillers.filled_pauses if one.span),
        *(Labelled(one.span, one.text) for one in report.fillers.marked if one.span),
    ]
    return {
        "words": list(_apart(Labelled(word.span, word.text) for word in report.heard.words if word.span)),
        "fillers": list(_apart(fillers)),
        "pauses": list(
            _apart(
                Labelled(silence.span, f"{silence.span.duration_s:.1f} s")
                for silence in (report.pauses.silences if report.pauses else ())
            )
        ),
        "story": list(
            _apart(
                Labelled(sentence.span, sentence.label)
                for sentence in (report.star.sentences if report.star else ())
                if sentence.span and sentence.label
            )
        ),
    }


def _apart(labels: Iterable[Labelled]) -> Iterator[Labelled]:
    """In order of time, each beginning where the one before has ended at the earliest."""
    now_s = 0.0
    for label in sorted(labels, key=lambda label: label.span.start_s):
        start_s = max(now_s, label.span.start_s)
        if label.span.end_s > start_s:
            yield Labelled(Span(start_s, label.span.end_s), " ".join(plain(label.text).split()))
            now_s = label.span.end_s


def textgrid(report: Report) -> str:
    """Praat's long text format, an interval tier for each track."""
    labelled = tracks(report)
    ends = (track[-1].span.end_s for track in labelled.values() if track)
    end_s = max(report.heard.duration_s or 0.0, *ends, 0.001)
    lines = ['File type = "ooTextFile"', 'Object class = "TextGrid"', ""]
    lines += ["xmin = 0", f"xmax = {end_s:.6f}", "tiers? <exists>", f"size = {len(labelled)}", "item []:"]
    for number, (name, track) in enumerate(labelled.items(), start=1):
        intervals = list(_gapless(track, end_s))
        lines += [f"    item [{number}]:", '        class = "IntervalTier"', f'        name = "{name}"']
        lines += [
            "        xmin = 0",
            f"        xmax = {end_s:.6f}",
            f"        intervals: size = {len(intervals)}",
        ]
        for place, interval in enumerate(intervals, start=1):
            quoted = interval.text.replace('"', '""')
            lines += [
                f"        intervals [{place}]:",
                f"            xmin = {interval.span.start_s:.6f}",
                f"            xmax = {interval.span.end_s:.6f}",
                f'            text = "{quoted}"',
            ]
    return "\n".join(lines) + "\n"


def _gapless(track: Sequence[Labelled], end_s: float) -> Iterator[Labelled]:
    """The track with empty labels between its own, over the whole time."""
    now_s = 0.0
    for label in track:
        if label.span.start_s > now_s:
            yield Labelled(Span(now_s, label.span.start_s), "")
        yield label
        now_s = label.span.end_s
    if now_s < end_s:
        yield Labelled(Span(now_s, end_s), "")


def audacity(report: Report) -> str:
    """A label track: a line for each filler, silence and part of the story, by their time."""
    labels = [
        (label.span, label.text if name != "pauses" else f"pause {label.text}")
        for name, track in tracks(report).items()
        if name != "words"
        for label in track
    ]
    ordered = sorted(labels, key=lambda label: (label[0].start_s, label[0].end_s))
    return "".join(f"{span.start_s:.6f}\t{span.end_s:.6f}\t{text}\n" for span, text in ordered)
