"""A report as a person reads it right after speaking. Marks survive without colour. Pure: text out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from rehearse.model import Fillers, Heard, Length, Pace, Pauses, Report

WIDTH = 80
BANDS = ((2.0, ""), (3.3, "ordinary in conversation"), (8.0, "worth working on"))
ABOVE = "distracting"
QUIET_WPM = (110.0, 190.0)
LEAD_IN_FROM_S = 5.0


def render(report: Report, *, title: str, width: int = WIDTH) -> str:
    """The whole report as lines of at most `width` characters, except for words longer than that."""
    if not report.heard.words:
        lines = [title, "", "No words were heard. Check that the recording holds your voice."]
    else:
        measures = [
            *_filler_lines(report.fillers),
            *(_pace_lines(report.pace) if report.pace else ()),
            *(_length_lines(report.length) if report.length else ()),
            *(_pause_lines(report.pauses) if report.pauses else ()),
        ]
        lines = [title, "", marked(report.heard, report.fillers), "", *measures]
    return "\n".join(
        textwrap.fill(line, width, subsequent_indent="  " if ": " in line else "") for line in lines
    )


def marked(heard: Heard, fillers: Fillers) -> str:
    """The words with filled pauses as [um] and discourse markers as {you know}, safe to print."""
    texts = [printable(word.text) for word in heard.words]
    for pause in fillers.filled_pauses:
        if pause.word is not None:
            texts[pause.word] = f"[{texts[pause.word]}]"
    for marker in fillers.markers:
        texts[marker.first] = "{" + texts[marker.first]
        texts[marker.first + marker.count - 1] += "}"
    return " ".join(texts)


def printable(text: str) -> str:
    """`text` without control characters, which a terminal would obey."""
    return "".join(character if character.isprintable() else "�" for character in text)


def filler_band(per_100_words: float) -> str:
    """What to say of a rate of filled pauses; nothing in the good band."""
    return next((words for upper, words in BANDS if per_100_words <= upper), ABOVE)


def _filler_lines(fillers: Fillers) -> Iterator[str]:
    count = len(fillers.filled_pauses)
    line = f"Filled pauses: at least {count}"
    if fillers.per_100_words is not None and fillers.interval_95 is not None:
        low, high = fillers.interval_95
        line += f", {fillers.per_100_words:.1f} per 100 words ({low:.1f} to {high:.1f})"
        if fillers.per_minute is not None:
            line += f", {fillers.per_minute:.1f} a minute of speech"
        if said := filler_band(fillers.per_100_words):
            line += f"; {said}"
    yield line + "."
    if fillers.markers:
        yield f'Discourse markers: at least {len(fillers.markers)}, most often "{fillers.top}".'
    for cluster in fillers.clusters:
        at_s = cluster.span.start_s
        yield f'Cluster: {cluster.count} times "{cluster.text}" within 15 s, from {_clock(at_s)}.'


def _pace_lines(pace: Pace) -> Iterator[str]:
    if pace.speech_rate_wpm is None:
        yield f"Pace: {pace.words} words are too few to say."
        return
    line = f"Pace: speech rate {pace.speech_rate_wpm:.0f} words a minute, silences included"
    if pace.articulation_rate_wpm is not None:
        line += f"; articulation rate {pace.articulation_rate_wpm:.0f}, silences left out"
    slow, fast = QUIET_WPM
    yield line + "."
    for window in pace.windows:
        if not slow <= window.wpm <= fast:
            word = "slow" if window.wpm < slow else "fast"
            yield f"Pace: {word} from {_clock(window.span.start_s)}, {window.wpm:.0f} words a minute."


def _length_lines(length: Length) -> Iterator[str]:
    said = {
        "short": "; 60 to 120 s suits a behavioural answer, by coaching convention",
        "good": "",
        "long": "; over 150 s is long for a behavioural answer, by coaching convention",
    }
    yield f"Length: {length.answer_s:.0f} s{said[length.band]}."


def _pause_lines(pauses: Pauses) -> Iterator[str]:
    if pauses.lead_in_s is not None:
        advice = "; a long wait before the first word" if pauses.lead_in_s >= LEAD_IN_FROM_S else ""
        yield f"Lead-in: {pauses.lead_in_s:.1f} s before you spoke{advice}."
    line = f"Pauses: {len(pauses.silences)} silences"
    if pauses.median_s is not None:
        line += f", median {pauses.median_s:.1f} s of those from 0.6 s"
    yield f"{line}; {pauses.long} long inside a sentence, {pauses.dead_air} of 3.5 s and over."


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
