"""Takes in the formats of other programs, each read by a well-known reader of that format."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import parselmouth
import pytest
import srt
import textgrid
import webvtt

from rehearse.analysis import analyse
from rehearse.exchange.exports import TIMED, Format, exported
from rehearse.model.heard import Heard, Span, Word
from rehearse.model.kept import Take
from rehearse.model.report import Report
from saying import say, write

TAKE = Take(
    id=3,
    recorded_at=datetime(2025, 3, 1, 12, tzinfo=UTC),
    prompt_id="outage",
    question="Tell me about an outage.",
    audio=None,
    version="0.1.0",
    heard=None,
)
SPOKEN = say(
    'So [um] last spring our "main" server, you know, stopped. (2.5) I [uh] restarted it '
    "and then I watched it for a whole night because nobody else of the team was there to do it. It held."
)
HOSTILE = (
    *('"', '""', "\\", "-->", "<b>&amp;", "a\tb", "=1+1", "WEBVTT"),
    *("\n\n2\n00:00:00,000", "\u202e\x1b[1m"),
)


def hostile() -> Heard:
    texts = (*HOSTILE, "I", "fixed", "it.")
    words = tuple(Word(text, Span(1.0 + n, 1.5 + n)) for n, text in enumerate(texts))
    return replace(SPOKEN, words=words, duration_s=20.0, speech=(Span(1.0, 14.0),))


HEARD = {"spoken": SPOKEN, "hostile": hostile()}


def made(heard: Heard, to: Format) -> tuple[Report, str]:
    report = analyse(heard)
    return report, exported(TAKE, report, to)


@pytest.fixture(params=HEARD)
def heard(request: pytest.FixtureRequest) -> Heard:
    return HEARD[request.param]


def words_in(heard: Heard) -> int:
    return sum(bool(word.text.split()) for word in heard.words)


def test_webvtt(heard: Heard, tmp_path: Path) -> None:
    _, text = made(heard, "vtt")
    path = tmp_path / "take.vtt"
    path.write_text(text, encoding="utf-8")
    cues = webvtt.read(str(path)).captions
    assert cues[0].start_in_seconds == int(heard.words[0].span.start_s)  # type: ignore[union-attr]
    assert all(one.end_in_seconds <= other.start_in_seconds + 1 for one, other in pairwise(cues))
    assert cues[-1].text.endswith(heard.words[-1].text)
    assert "<" not in text.replace("-->", "")


def test_subrip(heard: Heard) -> None:
    _, text = made(heard, "srt")
    cues = list(srt.parse(text))
    assert [cue.index for cue in cues] == list(range(1, len(cues) + 1))
    assert all(cue.start < cue.end for cue in cues)
    assert cues[-1].end.total_seconds() == pytest.approx(heard.words[-1].span.end_s)  # type: ignore[union-attr]
    assert all(len(cue.content) <= 90 for cue in cues)


def test_praat_reads_the_textgrid(heard: Heard, tmp_path: Path) -> None:
    report, text = made(heard, "textgrid")
    path = tmp_path / "take.TextGrid"
    path.write_text(text, encoding="utf-8")
    grid = parselmouth.read(str(path))
    assert parselmouth.praat.call(grid, "Get end time") == pytest.approx(heard.duration_s)
    names = [parselmouth.praat.call(grid, "Get tier name", tier) for tier in range(1, 5)]
    assert names == ["words", "fillers", "pauses", "story"]
    said = [
        parselmouth.praat.call(grid, "Get label of interval", 1, interval)
        for interval in range(1, parselmouth.praat.call(grid, "Get number of intervals", 1) + 1)
    ]
    assert len([label for label in said if label]) == words_in(heard)
    tiers = textgrid.TextGrid.fromFile(str(path))
    fillers = [one for one in tiers.getFirst("fillers") if one.mark]
    pauses = [one.span for one in report.fillers.filled_pauses if one.span]
    markers = [one.span for one in report.fillers.markers if one.span]
    expected = sorted(span.start_s for span in (*pauses, *markers))
    assert [one.minTime for one in fillers] == pytest.approx(expected)


def test_audacity_labels(heard: Heard) -> None:
    report, text = made(heard, "audacity")
    lines = [line.split("\t") for line in text.splitlines()]
    assert all(len(line) == 3 for line in lines)
    starts = [float(line[0]) for line in lines]
    assert starts == sorted(starts)
    silences = report.pauses.silences if report.pauses else ()
    assert sum(line[2].startswith("pause ") for line in lines) == len(silences)


def test_csv(heard: Heard) -> None:
    report, text = made(heard, "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(heard.words)
    assert [float(row["start_s"]) for row in rows] == [word.span.start_s for word in heard.words if word.span]
    assert sum(row["kind"] == "filled pause" for row in rows) == len(report.fillers.filled_pauses)
    assert not any(row["text"].startswith(("=", "+", "-", "@")) for row in rows)


def test_json_is_what_show_prints(heard: Heard) -> None:
    _, text = made(heard, "json")
    read = json.loads(text)
    assert read["take"] == 3
    assert len(read["transcript"]["words"]) == len(heard.words)


def test_markdown_holds_the_numbers_and_no_markup_of_the_users() -> None:
    report, text = made(HEARD["hostile"], "markdown")
    assert text.startswith("# Tell me about an outage.\n")
    assert "\\<b\\>" in text
    assert "**Filled pauses**" in text
    assert report.next_step is None or "**To try next:**" in text


@pytest.mark.parametrize("to", ["json", "csv", "markdown"])
def test_written_answers_have_no_times(to: Format) -> None:
    _, text = made(write("So I fixed it. It held."), to)
    assert "fixed" in text
    assert to not in TIMED
