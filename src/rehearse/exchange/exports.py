"""A take in the formats of other programs: tables, texts, subtitles, and labels over time. Pure.

Times are seconds from the start of the recording. What a user said is text in every format, and can neither
end a cue nor open a tag.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Literal, get_args

from rehearse.analysis.coaching import Coaching
from rehearse.exchange.contract import take_as_json
from rehearse.exchange.labels import audacity, textgrid
from rehearse.exchange.markdown import markdown
from rehearse.exchange.said import Said, said
from rehearse.exchange.subtitles import subrip, webvtt
from rehearse.model.kept import Take
from rehearse.model.report import MarkerKind, Report
from rehearse.words.follow_up import FollowUp
from rehearse.words.text import plain

Format = Literal["json", "csv", "markdown", "vtt", "srt", "textgrid", "audacity"]
FORMATS: tuple[Format, ...] = get_args(Format)
TIMED: tuple[Format, ...] = ("vtt", "srt", "textgrid", "audacity")
"""What only a spoken answer has."""
COACHED: tuple[Format, ...] = ("json", "markdown")
"""What has a place for what the answer did for its question."""

KINDS: dict[MarkerKind, str] = {
    "discourse marker": "marker",
    "hedge": "hedge",
    "crutch word": "crutch word",
    "vague ending": "vague ending",
}
"""What a table of words calls them."""


def exported(
    take: Take,
    report: Report,
    to: Format,
    coached: Coaching | None = None,
    follow_up: FollowUp | None = None,
) -> str:
    """A take in one of the formats; those of `TIMED` need a spoken answer.

    `coached` is what the answer did for its question, and `follow_up` what is asked next, for those of
    `COACHED`.
    """
    writers: dict[Format, Callable[[], str]] = {
        "json": lambda: json.dumps(take_as_json(take, report, coached, follow_up), indent=1) + "\n",
        "csv": lambda: _csv(take, report),
        "markdown": lambda: markdown(take, report, coached),
        "vtt": lambda: webvtt(report),
        "srt": lambda: subrip(report),
        "textgrid": lambda: textgrid(report),
        "audacity": lambda: audacity(report),
    }
    return writers[to]()


def _csv(take: Take, report: Report) -> str:
    """A line for each word: its times, what kind it is, and the part of the story that it belongs to.

    A filled pause that only the audio has stands in its place, without the number of a word.
    """
    kinds = _kinds(report)
    parts = {
        word: sentence.label
        for sentence in (report.star.sentences if report.star else ())
        for word in sentence.indexes
    }
    paper = io.StringIO()
    table = csv.writer(paper)
    table.writerow(("take", "word", "start_s", "end_s", "text", "kind", "part"))
    for one in said(report):
        table.writerow(
            (
                take.id,
                one.index + 1 if one.is_word else "",
                *((f"{one.span.start_s:.3f}", f"{one.span.end_s:.3f}") if one.span else ("", "")),
                _cell(one.text),
                _kind(one, kinds),
                parts.get(one.index) or "",
            )
        )
    return paper.getvalue()


def _kinds(report: Report) -> dict[int, str]:
    """What the words are that are more than words, by their index; of several kinds the last one here."""
    kinds: dict[int, str] = {}
    for repeat in report.fillers.repeats:
        kinds.update(dict.fromkeys(range(repeat.first, repeat.kept), repeat.kind))
    for marker in report.fillers.marked:
        kinds.update(dict.fromkeys(marker.indexes, KINDS[marker.kind]))
    for own in report.fillers.own_phrases:
        kinds.update(dict.fromkeys(own.indexes, "own phrase"))
    kinds.update(
        (pause.word, "filled pause") for pause in report.fillers.filled_pauses if pause.word is not None
    )
    return kinds


def _kind(one: Said, kinds: dict[int, str]) -> str:
    return kinds.get(one.index, "word") if one.is_word else "filled pause"


def _cell(text: str) -> str:
    """What no spreadsheet takes for a formula."""
    shown = plain(text)
    return f"'{shown}" if shown.startswith(("=", "+", "-", "@")) else shown
