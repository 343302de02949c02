"""The screen while one speaks: on any terminal, whatever arrives, as text that a person reads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rehearse.screen.recording import picture
from rehearse.words.recording import (
    HOW_TO_STOP,
    Aim,
    Arriving,
    MeterReading,
    arriving_words,
    clock_words,
    closing_lines,
)
from reporting import on_paper, text_of

QUESTION = (
    "Tell me about a time something important stopped working and people were waiting on you to fix it."
)
HINT = "unmute the microphone in the sound settings, or choose another (`rehearse devices`)"
SPEAKING = MeterReading(elapsed_s=42.0, meter=0.6, arriving="hearing")


def lines(
    reading: MeterReading | None,
    *,
    columns: int = 80,
    limit_s: float = 600,
    encoding: str = "utf-8",
    question: str = QUESTION,
) -> list[str]:
    console, paper = on_paper(columns, encoding=encoding)
    console.print(picture(console, question, reading, limit_s=limit_s))
    return text_of(paper).splitlines()


def test_clock_and_level_stand_under_the_question() -> None:
    assert [line.rstrip() for line in lines(SPEAKING)] == [
        "Tell me about a time something important stopped working and people were waiting",
        "on you to fix it.",
        "",
        "Recording  0:42  (aim for 1 to 2 minutes)",
        "           0 ━━━━━━━━━━━━━━╌╌╌╌╌╌ 1 ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ 2 min",
        "Level      ━━━━━━━━━━━━╌╌╌╌╌╌╌╌",
        "           I can hear you",
        "",
        HOW_TO_STOP,
    ]


@pytest.mark.parametrize("columns", [30, 40, 60, 80, 200])
@pytest.mark.parametrize("arriving", ["hearing", "quiet", "loud", "zeros"])
def test_what_is_too_long_goes_on_beside_the_labels(columns: int, arriving: Arriving) -> None:
    hint = HINT if arriving == "zeros" else ""
    shown = lines(MeterReading(elapsed_s=155.0, meter=1.0, arriving=arriving, hint=hint), columns=columns)
    assert max(map(len, shown)) <= columns
    body = shown[shown.index("") + 1 : -1 - shown[::-1].index("")]
    assert [line[:11].strip() for line in body if line[:11].strip()] == ["Recording", "Level"]
    assert sum("2 min" in line and "━" in line for line in body) == 1  # the bar is on one line


@pytest.mark.parametrize("arriving", ["hearing", "quiet", "loud"])
def test_nothing_moves_on_an_ordinary_terminal_when_the_words_change(arriving: Arriving) -> None:
    assert lines(replace(SPEAKING, arriving=arriving)).index(HOW_TO_STOP) == lines(SPEAKING).index(
        HOW_TO_STOP
    )


def test_before_the_first_sound_it_says_to_wait() -> None:
    assert lines(None)[-1].startswith("Opening the microphone. Start when you see Recording")


def test_a_terminal_that_knows_ascii_only() -> None:
    shown = "\n".join(lines(SPEAKING, encoding="ascii"))
    shown.encode("ascii")
    assert "Level      ############--------" in shown


def test_question_cannot_steer_the_terminal() -> None:
    shown = "\n".join(lines(SPEAKING, question="Why [bold]here[/bold]?\x1b[2J\x07"))
    assert "Why [bold]here[/bold]?" in shown
    assert "\x1b" not in shown and "\x07" not in shown


def test_quiet_is_no_news_while_one_reads_the_question() -> None:
    assert arriving_words(MeterReading(elapsed_s=2.0, meter=0.0, arriving="quiet")) == "quiet so far"
    assert arriving_words(MeterReading(elapsed_s=9.0, meter=0.0, arriving="quiet")).startswith("very quiet")


@pytest.mark.parametrize(
    ("elapsed_s", "limit_s", "words"),
    [
        (0, 600, "(aim for 1 to 2 minutes)"),
        (60, 600, "a good length"),
        (120, 600, "over 2 minutes: bring it to an end"),
        (569, 600, "over 2 and a half minutes: finish this thought and stop"),
        (571, 600, "stops by itself at 10:00"),
        (31, 60, "stops by itself at 1:00"),
        (0, 3, "stops by itself at 0:03"),
    ],
)
def test_clock_words(elapsed_s: float, limit_s: float, words: str) -> None:
    assert clock_words(elapsed_s, limit_s=limit_s) == words


def test_without_keys_it_says_what_else_ends_it() -> None:
    console, paper = on_paper(80)
    console.print(picture(console, "What broke?", SPEAKING, limit_s=600, keys=False))
    shown = text_of(paper)
    assert "Ctrl-C stops and keeps your answer. It stops by itself at 10:00." in shown
    assert "Enter" not in shown


def test_what_remains_says_why_it_ended() -> None:
    assert closing_lines(75.4, at_limit=False, dropped=0, problem=None) == ("Recorded 1:15.",)
    assert closing_lines(60, at_limit=True, dropped=0, problem=None) == (
        "Recorded 1:00. Stopped at the time limit (--max-seconds).",
    )
    assert closing_lines(0, at_limit=False, dropped=2, problem="the disk is full") == (
        "Nothing was recorded.",
        "The computer was too busy 2 times: a little audio is missing.",
        "The disk is full.",
    )


DRILL = Aim(within_s=90, hint="Shorter: keep how it ended.")


def test_a_drill_shows_its_own_length_and_what_to_bear_in_mind() -> None:
    console, paper = on_paper(80)
    console.print(picture(console, "What broke?", SPEAKING, limit_s=600, aim=DRILL))
    assert [line.rstrip() for line in text_of(paper).splitlines()][:5] == [
        "What broke?",
        "Shorter: keep how it ended.",
        "",
        "Recording  0:42  (aim for 1:30)",
        "           0 ━━━━━━━━━━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ 1:30",
    ]


@pytest.mark.parametrize(
    ("elapsed_s", "words"),
    [
        (89.9, "(aim for 1:30)"),
        (90.0, "over 1:30: finish this thought and stop"),
        (580.0, "stops by itself at 10:00"),
    ],
)
def test_the_clock_of_a_drill(elapsed_s: float, words: str) -> None:
    assert clock_words(elapsed_s, limit_s=600, aim=DRILL) == words
