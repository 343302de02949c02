"""Subtitles: every word once and in order, within what can be read, broken where one would draw breath."""

from __future__ import annotations

import html
import io
import random
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import av
import pytest
import srt
import webvtt
from av.subtitles.subtitle import AssSubtitle

from rehearse.analysis import analyse
from rehearse.exchange.exports import exported
from rehearse.exchange.said import said
from rehearse.exchange.subtitles import LINE_LETTERS, LONGEST_S, PAUSE_S, SHORTEST_S, Cue, cues
from rehearse.model.heard import Heard, Span, Word
from rehearse.model.kept import Take
from rehearse.model.report import Report
from reporting import filled, found, only_heard, reported
from saying import say

TAKE = Take(
    id=3,
    recorded_at=datetime(2025, 3, 1, 12, tzinfo=UTC),
    prompt_id="outage",
    question="Tell me about an outage.",
    audio=None,
    version="0.1.0",
    heard=None,
)


def texts(heard: Heard) -> list[str]:
    return [cue.text for cue in cues(analyse(heard))]


@pytest.mark.parametrize(
    ("said_so", "expected"),
    [
        ("I fixed it.", ["I fixed it."]),
        # Of a sentence that is too long for one no word is left over.
        (
            "We had one server in the basement and nobody of the whole team knew who was paying for it.",
            [
                "We had one server in the basement",
                "and nobody of the whole team\nknew who was paying for it.",
            ],
        ),
        # A word alone goes with what stands beside it.
        ("Yes. I restarted the server twice.", ["Yes. I restarted the server twice."]),
        ("I restarted the server. Twice.", ["I restarted the server. Twice."]),
        # Unless it stands between long pauses.
        ("Yes. (2.5) I restarted the server.", ["Yes.", "I restarted the server."]),
        # A sentence that can be read alone has a cue of its own.
        (
            "I restarted the server in the basement. Then I watched it for the whole night.",
            ["I restarted the server in the basement.", "Then I watched it for the whole night."],
        ),
        # A clause is not cut where it can be kept.
        (
            "When the alarm rang in the middle of the night, I drove to the office and I looked at the logs.",
            [
                "When the alarm rang\nin the middle of the night,",
                "I drove to the office\nand I looked at the logs.",
            ],
        ),
    ],
)
def test_where_a_cue_ends(said_so: str, expected: list[str]) -> None:
    assert texts(say(said_so)) == expected


def test_a_cue_stays_long_enough_to_be_read_where_nothing_follows() -> None:
    first, last = cues(analyse(say("Yes. (2.5) I did.", tail_s=3)))
    assert (first.span, last.span) == (Span(0.5, 1.5), Span(3.4, 4.4))
    assert [cue.span for cue in cues(analyse(say("Yes. (2.5) I did.", tail_s=0)))][1] == Span(3.4, 4.2)


def test_what_only_the_audio_has_stands_where_it_was_heard() -> None:
    heard = say("So <um> I fixed it and <um> it held.")
    pauses = (only_heard(0.9, 1.35), only_heard(2.95, 3.4))
    report = reported(heard, fillers=found(heard, pauses=pauses))
    assert [one.text for one in said(report)] == ["So", "um", "I", "fixed", "it", "and", "um", "it", "held."]
    (cue,) = cues(report)
    assert cue.text == "So um I fixed it and um it held."


# Any answer


LETTERS = "abcdefghijklmnopqrstuvwxyzäßé好"


def any_word(chance: random.Random, *, letters: int) -> str:
    word = "".join(chance.choice(LETTERS) for _ in range(chance.randint(1, letters)))
    return word + chance.choice(["", "", "", "", "", ",", ".", "?", ";", " -", "…"])


def any_answer(seed: int, *, letters: int, word_s: float, gap_s: float) -> Report:
    """Words with times that never go back, and filled pauses that only the audio has anywhere."""
    chance = random.Random(seed)
    words, now_s = [], chance.uniform(0, 2)
    for _ in range(chance.randint(1, 60)):
        end_s = now_s + chance.choice([0.0, chance.uniform(0.05, word_s)])
        words.append(Word(any_word(chance, letters=letters), Span(now_s, end_s), 0.9))
        now_s = end_s + chance.choice([0.0, 0.0, chance.uniform(0, gap_s)])
    heard = Heard(words=tuple(words), speech=(Span(0.0, now_s + 0.1),), duration_s=now_s + 0.1)
    starts = sorted(chance.uniform(0, now_s) for _ in range(chance.randint(0, 4)))
    pauses = [only_heard(start_s, start_s + 0.3) for start_s in starts]
    return reported(heard, fillers=found(heard, pauses=pauses))


def in_order(report: Report) -> list[str]:
    return " ".join(one.text for one in said(report)).split()


def check_any(report: Report) -> list[Cue]:
    found_cues = cues(report)
    assert " ".join(cue.text for cue in found_cues).split() == in_order(report)
    for cue in found_cues:
        assert round(cue.span.end_s * 1000) > round(cue.span.start_s * 1000)
        lines = cue.text.split("\n")
        assert len(lines) <= 2
        assert all(len(line) <= LINE_LETTERS or cue.words == 1 for line in lines)
        assert cue.words == 1 or cue.span.duration_s <= LONGEST_S + 0.01
    assert all(one.span.end_s <= other.span.start_s for one, other in pairwise(found_cues))
    return found_cues


@pytest.mark.parametrize("seed", range(60))
def test_any_answer_has_every_word_once_within_the_limits(seed: int) -> None:
    check_any(any_answer(seed, letters=100, word_s=9.0, gap_s=4.0))


@pytest.mark.parametrize("seed", range(100))
def test_no_word_stands_alone_but_between_long_pauses(seed: int) -> None:
    report = any_answer(seed, letters=12, word_s=1.0, gap_s=2.6)
    found_cues = check_any(report)
    spans = [one.span for one in said(report) if one.span]
    alone_by_itself = {
        place
        for place, span in enumerate(spans)
        if (place == 0 or span.start_s - max(one.end_s for one in spans[:place]) >= PAUSE_S - 1e-6)
        and (place == len(spans) - 1 or spans[place + 1].start_s - span.end_s >= PAUSE_S - 1e-6)
    }
    place = 0
    for cue in found_cues:
        assert cue.words > 1 or place in alone_by_itself
        place += cue.words


def test_a_long_answer_is_done_at_once() -> None:
    sentence = "And then I looked at the logs of the server again, because nothing else was left to look at."
    found_cues = cues(analyse(say(" ".join([sentence] * 300))))
    assert len(found_cues) == 600
    assert all(cue.span.duration_s >= SHORTEST_S for cue in found_cues)


# What somebody said is text

STEERING = (
    *("<b>loud</b>", "<i>", "</font>", "{\\an8}top", "{b}", "{y:i}", "{\\pos(1,2)}", "one\\Ntwo", "\\h"),
    *(
        "&lt;b&gt;",
        "&#60;b&#62;",
        "AT&T",
        "a -->",
        "-->",
        "00:00:01,000",
        "NOTE",
        "STYLE",
        "WEBVTT",
        "1",
        "<00:01>",
    ),
)


def steering() -> Report:
    words = tuple(Word(text, Span(n * 0.5, n * 0.5 + 0.4), 0.9) for n, text in enumerate(STEERING))
    heard = replace(say("I did."), words=words, duration_s=30.0)
    return reported(heard, fillers=found(heard, pauses=filled(heard)))


def test_nothing_in_subrip_steers_a_player_and_it_reads_the_same() -> None:
    text = exported(TAKE, steering(), "srt")
    content = "\n".join(cue.content for cue in srt.parse(text))
    assert not set("<>{}\\") & set(content)
    assert "&lt;" not in content and "&#60;" not in content and "AT&T" in content
    read = unicodedata.normalize("NFKC", content)
    assert read.split() == " ".join(STEERING).split()
    assert text.count("-->") == len(list(srt.parse(text)))


def read_by_ffmpeg(path: Path) -> str:
    """What a player made with FFmpeg shows: its own signs for styles and places are `{\\...}`."""
    with av.open(path) as file:
        read = [one for packet in file.demux(subtitles=0) for one in packet.decode()]
        shown = [one.ass.decode() for one in read if isinstance(one, AssSubtitle)]
    return " ".join(one.split(",", 8)[-1].replace("\\N", " ") for one in shown)


def test_ffmpeg_reads_subrip_as_text(tmp_path: Path) -> None:
    path = tmp_path / "take.srt"
    path.write_text("1\n00:00:00,000 --> 00:00:02,000\n<b>loud</b> {\\an8}top\n", encoding="utf-8")
    assert read_by_ffmpeg(path) == "{\\b1}loud{\\b0} {\\an8}top"
    path.write_text(exported(TAKE, steering(), "srt"), encoding="utf-8")
    assert unicodedata.normalize("NFKC", read_by_ffmpeg(path)).split() == " ".join(STEERING).split()


def test_webvtt_gives_back_what_was_said() -> None:
    text = exported(TAKE, steering(), "vtt")
    captions = webvtt.from_buffer(io.StringIO(text)).captions
    read = html.unescape(" ".join(caption.text for caption in captions))
    assert read.split() == " ".join(STEERING).split()
    blocks = text.rstrip("\n").split("\n\n")
    assert blocks[0] == "WEBVTT"
    assert all(block.split("\n")[0].count(" --> ") == 1 for block in blocks[1:])
    assert not any(sign in block.split("\n", 1)[1] for block in blocks[1:] for sign in ("<", ">"))
