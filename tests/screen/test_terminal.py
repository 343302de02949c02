"""The report on the screen: marks in place, narrow and wide, with and without colour, piped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rehearse.analysis import analyse
from rehearse.model.heard import Damage, Heard, Hesitation, Sound, Span
from rehearse.screen.report import MOST_SENTENCES, WHOLE_UP_TO_WORDS, print_report
from reporting import on_paper, text_of
from saying import say, write

STORY = say(
    "So [um], last spring our ordering system, you know, broke down. (1.0) I was asked to find out why. "
    "(4.0) I read the logs, called the vendor, and wrote a script that tried again. (0.7) "
    "As a result [um] the errors dropped by half, and we still use it. " * 3
)


PLAIN = "I read the logs and then I called the vendor about it. "
HESITANT = "I [um] read the logs and then I [uh] called the vendor about it. "


def printed(
    heard: Heard,
    *,
    columns: int = 80,
    colour: bool = False,
    encoding: str = "utf-8",
    take: int | None = None,
    full: bool = False,
) -> str:
    console, paper = on_paper(columns, colour=colour, encoding=encoding)
    print_report(console, analyse(heard), title="answer.wav", take=take, full=full)
    return text_of(paper)


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def test_the_text_is_marked_and_the_marks_are_explained() -> None:
    text = printed(say("It, [um], was, like, late, and like, broken."))
    assert "It, [1 um], was, {like}, late" in text
    assert "[1 um] um or uh   {like} filler word" in text


def test_a_number_never_stands_apart_from_its_filled_pause() -> None:
    for columns in range(20, 60):
        text = printed(say("[um] word " * 30), columns=columns)
        assert all(f"[{number} um]" in text for number in range(1, 31))


def test_of_a_long_text_the_sentences_with_fillers_are_shown() -> None:
    text = printed(say(f"{PLAIN * 30} I called [um] Ann. {PLAIN * 30} It was, like, fixed."), take=4)
    assert "   2:24  I called [1 um] Ann.\n" in text
    assert "It was, {like}, fixed.\n" in text
    assert "vendor about it" not in text.partition("Story")[0]
    assert "All sentences with fillers. `rehearse show 4 --full` shows all 728" in text


def test_of_many_sentences_with_fillers_those_with_most_are_shown_in_their_order() -> None:
    once, twice = "I called [um] Ann on the phone now. ", "I [uh] called [um] Bob on the phone now. "
    text = printed(say((once * 20 + twice * 6) * 2), take=4)
    shown = [line for line in text.splitlines() if "on the phone" in line and ":" in line[:9]]
    assert len(shown) == MOST_SENTENCES
    assert all("Bob" in line for line in shown)
    assert "[21 uh]" in shown[0] and "[63 uh]" in shown[-1]
    assert f"{MOST_SENTENCES} of 52 sentences with fillers." in text


def test_a_long_text_is_shown_whole_where_asked() -> None:
    text = printed(say(HESITANT * 60), full=True)
    assert on_one_line(text).count("called the vendor about it") >= 60
    assert "[120 uh]" in text
    assert "--full" not in text


def test_forty_minutes_stay_readable() -> None:
    heard = say((HESITANT + "Like, I, you know, wrote a script. (2.5) ") * 300)
    assert heard.duration_s is not None and heard.duration_s > 40 * 60
    assert len(printed(heard, take=1).splitlines()) < 80


@pytest.mark.parametrize("heard", [say(PLAIN * 60), write(PLAIN * 60)], ids=["spoken", "written"])
def test_a_long_text_without_fillers_is_not_shown_unless_asked(heard: Heard) -> None:
    assert "No sentence has a filler. --full shows all 720 words." in printed(heard)


def test_the_longest_text_that_is_shown_whole() -> None:
    assert "--full" not in printed(write("word " * WHOLE_UP_TO_WORDS))
    assert "--full" in printed(write("word " * (WHOLE_UP_TO_WORDS + 1)))


def test_a_long_written_text_shows_sentences_without_times() -> None:
    text = printed(write(f"{PLAIN * 40} It was, like, fixed."))
    assert "\nIt was, {like}, fixed.\n" in text


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_excerpts_wrap_beside_their_times(columns: int) -> None:
    lines = printed(say(f"{PLAIN * 40}{HESITANT}"), columns=columns).splitlines()
    assert max(map(len, lines)) <= columns
    assert lines[2].startswith("   3:12  I [1 um] read the logs")


def test_a_recording_of_nothing_but_a_filled_pause_shows_it() -> None:
    assert "[1 um]" in printed(say("[um]"))


def test_a_sound_without_any_word_is_shown_too() -> None:
    heard = replace(say("<um>"), hesitations=(Hesitation(Span(0.5, 0.95), 0.9),))
    console, paper = on_paper()
    print_report(console, analyse(heard), title="answer.wav")
    assert "[1 um]" in text_of(paper)
    assert "1, too few words for a rate" in text_of(paper)
    assert "only in the audio" in text_of(paper)


@pytest.mark.parametrize("columns", [40, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    assert max(map(len, printed(STORY, columns=columns).splitlines())) <= columns


def test_every_part_is_there() -> None:
    text = printed(STORY)
    for part in ("um, uh", "Filler words", "Length", "Pace", "Pauses", "Setup", "Action", "Result"):
        assert part in text
    assert "Next time" in text
    assert "|0:00" in text


def test_without_colour_there_are_no_control_codes() -> None:
    text = printed(STORY)
    assert "\x1b" not in text
    assert "\x1b[" in printed(STORY, colour=True)


def test_colour_changes_no_word() -> None:
    import re

    assert re.sub(r"\x1b\[[0-9;]*m", "", printed(STORY, colour=True)) == printed(STORY)


def test_words_cannot_steer_the_terminal() -> None:
    text = printed(say("one \x1b[31mtwo \x07 three [red]four[/red]"))
    assert "\x1b" not in text and "\x07" not in text
    assert "[red]four[/red]" in text


def test_a_terminal_that_knows_ascii_only() -> None:
    printed(say("I fixed it. (2.5) It held."), encoding="ascii").encode("ascii")


def test_another_language_is_said_and_nothing_of_it_is_judged() -> None:
    text = printed(replace(STORY, language="de"))
    assert "This sounds like German." in text
    assert "Length" in text and "Pauses" in text
    for part in ("um, uh", "Filler words", "Bursts", "Story", "[", "{", "per 100"):
        assert part not in text


def unlikely(heard: Heard) -> Heard:
    return replace(heard, words=tuple(replace(word, probability=0.2) for word in heard.words))


def test_what_could_not_be_heard_is_said_first_and_nothing_of_it_is_judged() -> None:
    loud = replace(unlikely(STORY), sound=Sound(clipped=0.5, noise_below_db=30.0))
    text = on_one_line(printed(loud)).removeprefix("answer.wav ")
    assert text.startswith(
        "The audio is distorted: too many words were lost to judge this answer. "
        "Turn the microphone down and record it again."
    )
    assert text.endswith("Next time Turn the microphone down and record it again.")
    assert "Length" in text and "Pauses" in text
    for part in ("um, uh", "Filler words", "Bursts", "Story", "Pace", "[", "{", "per 100"):
        assert part not in text


def test_silence_is_said_plainly() -> None:
    assert "No speech was found" in printed(say("(3.0)"))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (Damage(3.0, 0, 4.0), "It should last 4.0 s but has only 1.0 s."),
        (Damage(90.0, 0, 600.0), "It should last 10:00 but has only 1.0 s."),
        (
            Damage(0.2, 2, 4.0, (Span(1.0, 1.2),)),
            "0.2 s of it cannot be read. Those gaps are silent now and do not",
        ),
        (
            Damage(0.2, 2, None, (Span(1.0, 1.2),)),
            "0.2 s of it cannot be read. Those gaps are silent now and do not",
        ),
        (Damage(0.0, 3, 4.0), "Nothing seems to be missing, but some of it may sound wrong."),
    ],
)
@pytest.mark.parametrize("text", ["So I fixed it.", ""])
def test_damage_is_said_before_all_else(damage: Damage, said: str, text: str) -> None:
    heard = replace(say(text), damage=damage, duration_s=1.0)
    first = on_one_line(printed(heard)).removeprefix("answer.wav ")
    assert first.startswith(f"This recording is damaged. {said}")
    assert "damaged" not in printed(say(text))


def test_another_track_is_named() -> None:
    assert "so this is track 3" in printed(replace(say("So I fixed it."), track=3))


def test_a_written_answer_shows_no_time() -> None:
    text = printed(write("I fixed it. " * 20))
    assert "60 words" in text
    assert "Pauses" not in text and "0:00" not in text
