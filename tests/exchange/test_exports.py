"""Takes in the formats of other programs, each read by a well-known reader of that format."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import get_args

import parselmouth
import pytest
import srt
import textgrid
import webvtt

from rehearse.analysis import analyse
from rehearse.analysis.coaching import Coaching
from rehearse.analysis.layers import Layer
from rehearse.analysis.points import Point
from rehearse.analysis.recited import Recited
from rehearse.exchange.exports import TIMED, Format, exported
from rehearse.model.heard import Heard, Span, Stretch, Word
from rehearse.model.kept import LayerCheck, Take
from rehearse.model.report import Report
from reporting import only_heard, reported
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
    # Nothing follows, so that even a short one can be read until the recording ends.
    last_s = min(cues[-1].start.total_seconds() + 1, heard.duration_s or 0)
    said_s = heard.words[-1].span.end_s  # type: ignore[union-attr]
    assert cues[-1].end.total_seconds() == pytest.approx(max(said_s, last_s))
    assert all(len(line) <= 42 for cue in cues for line in cue.content.splitlines())


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
    assert "**um, uh**" in text
    assert report.next_step is None or "**Next time:**" in text


HESITANT = say("I mean, so <um> I just fixed the the server, and <uh> it held.")
HEARD_ONLY = reported(
    HESITANT,
    fillers=replace(
        analyse(HESITANT).fillers, filled_pauses=(only_heard(1.7, 2.15), only_heard(4.95, 5.25, "uh"))
    ),
)
SAID = "I mean, so um I just fixed the the server, and uh it held."


def test_what_only_the_audio_has_is_in_every_text() -> None:
    """A table keeps the numbers of the words: what is none of them has no number."""
    rows = list(csv.DictReader(io.StringIO(exported(TAKE, HEARD_ONLY, "csv"))))
    assert " ".join(row["text"] for row in rows) == SAID
    assert [row["word"] for row in rows] == [
        *("1", "2", "3", "", "4", "5", "6", "7", "8", "9", "10", "", "11", "12")
    ]
    pauses = [row for row in rows if row["kind"] == "filled pause"]
    assert [(row["start_s"], row["end_s"], row["text"]) for row in pauses] == [
        ("1.700", "2.150", "um"),
        ("4.950", "5.250", "uh"),
    ]
    assert SAID in exported(TAKE, HEARD_ONLY, "markdown")
    spoken = webvtt.from_buffer(io.StringIO(exported(TAKE, HEARD_ONLY, "vtt"))).captions
    assert " ".join(caption.text for caption in spoken).split() == SAID.split()
    cues = srt.parse(exported(TAKE, HEARD_ONLY, "srt"))
    assert " ".join(cue.content for cue in cues).split() == SAID.split()


def test_markdown_has_the_hedges_and_what_was_said_twice() -> None:
    text = exported(TAKE, HEARD_ONLY, "markdown")
    figures = dict(re.findall(r"^- \*\*(.+)\*\*: ((?:.+\n(?:  .+\n)*))", text, re.MULTILINE))
    assert '"just"' in figures["Hedges"]
    assert '"the the"' in figures["Said twice"]


def coached() -> Coaching:
    """Of SPOKEN: a layer that its speaker found, one that nobody did, a point that was made, one not."""
    restarted = Stretch(10, 4)
    return Coaching(
        layers=(
            Layer("action", "what you did", 9.0, restarted, LayerCheck("action", restarted)),
            Layer("lesson", "what you took from it", -9.0, None),
        ),
        points=(
            Point("I restarted *it*", 4.0, restarted, verbatim=False),
            Point("It held for a year", -4.0, None, verbatim=False),
        ),
        recited=Recited(0.6, (restarted,)),
        recited_take=2,
    )


def test_json_has_what_the_answer_did_for_its_question() -> None:
    report = analyse(SPOKEN)
    read = json.loads(exported(TAKE, report, "json", coached()))["coaching"]
    assert [layer["layer"] for layer in read["layers"]] == ["action", "lesson"]
    assert [(point["point"], point["found"]) for point in read["points"]] == [
        ("I restarted *it*", "said"),
        ("It held for a year", "not heard"),
    ]
    assert (read["recited"]["take"], read["recited"]["share"]) == (2, 0.6)
    assert json.loads(exported(TAKE, report, "json"))["coaching"] is None


def test_markdown_has_what_the_answer_did_for_its_question() -> None:
    text = exported(TAKE, analyse(SPOKEN), "markdown", coached())
    layers = text.partition("## What the question is really asking\n\n")[2].partition("\n##")[0]
    assert layers.startswith('- **Action**: what you did\n  > You chose "I')
    assert "I uh restarted it" in layers
    assert layers.rstrip().endswith("- **Lesson**: what you took from it")
    points = text.partition("## Your points\n\n")[2].partition("\n##")[0]
    assert points.startswith("- **Said**: I restarted \\*it\\*\n  > ")
    assert points.rstrip().endswith("- **Not heard**: It held for a year")
    recited = text.partition("## Fresh or recited?\n\n")[2].partition("\n##")[0]
    assert "take 2" in recited and "I uh restarted it" in recited
    assert "## Your points" not in exported(TAKE, analyse(SPOKEN), "markdown")


SILENT = Heard(words=(), speech=(), duration_s=3.0)


@pytest.mark.parametrize("to", get_args(Format))
def test_an_answer_without_words_is_a_valid_file(to: Format, tmp_path: Path) -> None:
    _, text = made(SILENT, to)
    path = tmp_path / f"take.{to}"
    path.write_text(text, encoding="utf-8", newline="")
    readers: dict[Format, Callable[[], object]] = {
        "json": lambda: json.loads(text)["transcript"]["words"],
        "csv": lambda: list(csv.DictReader(io.StringIO(text))),
        "vtt": lambda: webvtt.from_buffer(io.StringIO(text)).captions,
        "srt": lambda: list(srt.parse(text)),
        "textgrid": lambda: [tier.name for tier in textgrid.TextGrid.fromFile(str(path)) if len(tier) != 1],
        "audacity": lambda: [line for line in text.splitlines() if "pause" not in line],
        "markdown": lambda: [] if "No speech was found" in text else [text],
    }
    assert readers[to]() == []


@pytest.mark.parametrize("to", ["json", "csv", "markdown"])
def test_written_answers_have_no_times(to: Format) -> None:
    _, text = made(write("So I fixed it. It held."), to)
    assert "fixed" in text
    assert to not in TIMED
