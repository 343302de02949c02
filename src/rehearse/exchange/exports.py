"""A take in the formats of other programs: tables, texts, subtitles, and labels over time. Pure.

Times are seconds from the start of the recording. What a user said is data in every format, and can neither
end a cue nor open a tag.
"""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rehearse.exchange.contract import take_as_json
from rehearse.model.heard import Span
from rehearse.model.kept import Take
from rehearse.model.report import MarkerKind, Report
from rehearse.words import measures as measures_words
from rehearse.words import story as story_words
from rehearse.words.text import clock, plain
from rehearse.words.unheard import unheard_line

CUE_LETTERS = 84
"""Two lines of a subtitle."""
CUE_S = 6.0

Format = Literal["json", "csv", "markdown", "vtt", "srt", "textgrid", "audacity"]
TIMED: tuple[Format, ...] = ("vtt", "srt", "textgrid", "audacity")
"""What only a spoken answer has."""

KINDS: dict[MarkerKind, str] = {
    "discourse marker": "marker",
    "hedge": "hedge",
    "crutch word": "crutch word",
    "vague ending": "vague ending",
}
"""What a table of words calls them."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Something said at a time, as a track of labels shows it."""

    span: Span
    text: str


def exported(take: Take, report: Report, to: Format) -> str:
    """A take in one of the formats; those of `TIMED` need a spoken answer."""
    writers: dict[Format, Callable[[Take, Report], str]] = {
        "json": lambda take, report: json.dumps(take_as_json(take, report), indent=1) + "\n",
        "csv": _csv,
        "markdown": _markdown,
        "vtt": _vtt,
        "srt": _srt,
        "textgrid": _textgrid,
        "audacity": _audacity,
    }
    return writers[to](take, report)


def _csv(take: Take, report: Report) -> str:
    """A line for each word: its times, what kind it is, and the part of the story that it belongs to."""
    kinds: dict[int, str] = {}
    for repeat in report.fillers.repeats:
        kinds.update(dict.fromkeys(range(repeat.first, repeat.kept), repeat.kind))
    for marker in report.fillers.marked:
        kinds.update(dict.fromkeys(marker.indexes, KINDS[marker.kind]))
    for own in report.fillers.own_phrases:
        kinds.update(dict.fromkeys(own.indexes, "own phrase"))
    kinds |= {one.word: "filled pause" for one in report.fillers.filled_pauses if one.word is not None}
    parts = {
        word: sentence.label
        for sentence in (report.star.sentences if report.star else ())
        for word in sentence.indexes
    }
    paper = io.StringIO()
    table = csv.writer(paper)
    table.writerow(("take", "word", "start_s", "end_s", "text", "kind", "part"))
    for number, word in enumerate(report.heard.words):
        times = (f"{word.span.start_s:.3f}", f"{word.span.end_s:.3f}") if word.span else ("", "")
        table.writerow(
            (
                take.id,
                number + 1,
                *times,
                _cell(word.text),
                kinds.get(number, "word"),
                parts.get(number) or "",
            )
        )
    return paper.getvalue()


def _cell(text: str) -> str:
    """What no spreadsheet takes for a formula."""
    shown = plain(text)
    return f"'{shown}" if shown.startswith(("=", "+", "-", "@")) else shown


def _markdown(take: Take, report: Report) -> str:
    lines = [f"# {_escaped(take.question or f'Take {take.id}')}", ""]
    length = f", {clock(report.heard.duration_s)}" if report.heard.duration_s else ""
    lines += [f"Take {take.id}, {take.recorded_at.astimezone():%Y-%m-%d %H:%M}{length}", ""]
    if line := unheard_line(report):
        lines += [_escaped(line), ""]
    lines += [_escaped(report.heard.text), "", "## The numbers", ""]
    lines += [
        f"- **{name}**: {'; '.join(map(_escaped, said))}"
        for name, said in measures_words.measures(report)
        if said
    ]
    told = story_words.parts(report)
    if told:
        lines += ["", "## The story", ""]
    for part in told:
        said = "; ".join(filter(None, (part.verdict, part.share)))
        lines.append(f"- **{part.name.capitalize()}**: {_escaped(said)}")
        lines += [f"  > {_escaped(part.evidence)}"] if part.evidence else []
    lines += [f"- {_escaped(line)}" for line in story_words.story_notes(report)]
    lines += ["", "**Keep:**", *(f"- {_escaped(said)}" for said in report.good)] if report.good else []
    lines += ["", f"**To try next:** {_escaped(report.next_step)}"] if report.next_step else []
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    """Text that stays text in Markdown, and in the HTML that is made of it."""
    shown = " ".join(plain(text).split())
    for sign in "\\`*_{}[]<>#|":
        shown = shown.replace(sign, f"\\{sign}")
    return shown


# Subtitles


def cues(report: Report) -> Iterator[Labelled]:
    """The words in pieces that can be read at once: of a sentence at most, and of two lines."""
    begun: list[tuple[Span, str]] = []
    ends = {sentence.end - 1 for sentence in (report.star.sentences if report.star else ())}
    for number, word in enumerate(report.heard.words):
        if word.span is None:
            continue
        letters = sum(len(text) + 1 for _, text in begun) + len(word.text)
        if begun and (letters > CUE_LETTERS or word.span.end_s - begun[0][0].start_s > CUE_S):
            yield _cue(begun)
            begun = []
        begun.append((word.span, plain(word.text)))
        if number in ends or word.text.endswith((".", "?", "!")):
            yield _cue(begun)
            begun = []
    if begun:
        yield _cue(begun)


def _cue(words: Sequence[tuple[Span, str]]) -> Labelled:
    return Labelled(Span(words[0][0].start_s, words[-1][0].end_s), " ".join(text for _, text in words))


def _vtt(take: Take, report: Report) -> str:
    blocks = [
        f"{_timestamp(cue.span.start_s, '.')} --> {_timestamp(cue.span.end_s, '.')}\n"
        f"{html.escape(cue.text, quote=False)}"
        for cue in cues(report)
    ]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def _srt(take: Take, report: Report) -> str:
    blocks = (
        f"{number}\n{_timestamp(cue.span.start_s, ',')} --> {_timestamp(cue.span.end_s, ',')}\n"
        f"{cue.text.replace('-->', '->')}\n"
        for number, cue in enumerate(cues(report), start=1)
    )
    return "\n".join(blocks)


def _timestamp(seconds: float, point: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}{point}{rest % 1000:03}"


# Labels over time


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


def _textgrid(take: Take, report: Report) -> str:
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


def _audacity(take: Take, report: Report) -> str:
    """A label track: a line for each filler, silence and part of the story, by their time."""
    labels = [
        (label.span, label.text if name != "pauses" else f"pause {label.text}")
        for name, track in tracks(report).items()
        if name != "words"
        for label in track
    ]
    ordered = sorted(labels, key=lambda label: (label[0].start_s, label[0].end_s))
    return "".join(f"{span.start_s:.6f}\t{span.end_s:.6f}\t{text}\n" for span, text in ordered)
