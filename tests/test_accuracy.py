"""benchmarks/accuracy: what is counted, what is kept, and what a recording is passed through."""

from __future__ import annotations

import doctest
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from benchmarks.accuracy import events, voices
from benchmarks.accuracy import tables as table_module
from benchmarks.accuracy.conditions import CONDITIONS, in_conditions, passed
from benchmarks.accuracy.events import AS_RECORDED, NOTHING, Event, Recording, Score, Tally, errors
from benchmarks.accuracy.keep import Keep
from benchmarks.accuracy.mistakes import mistakes
from benchmarks.accuracy.systems import System
from benchmarks.accuracy.tables import printed, rewritten, tables, written_down
from benchmarks.accuracy.voices import pitch_in
from benchmarks.unheard.sounds import power_db
from rehearse.model.heard import Heard, Hesitation, Span, Word

RATE_HZ = 16_000


def um(at_s: float, lasts_s: float = 0.4, *, speaker: str = "") -> Event:
    return Event("um", at_s, at_s + lasts_s, speaker=speaker)


def of_people(*said: Event, name: str = "a.wav", condition: str = AS_RECORDED) -> Recording:
    return Recording(name, "human, timed", len(said), said, condition=condition)


@pytest.mark.parametrize("module", [events, table_module, voices])
def test_examples_give_what_they_say(module: Any) -> None:
    result = doctest.testmod(module)
    assert result.attempted and not result.failed


def test_what_is_missed_and_what_is_made_up() -> None:
    said = [um(1), um(5), um(9)]
    found = [um(1.1), um(1.2), um(7), um(9.4)]
    assert errors(said, found) == ([said[1]], [found[1], found[2]])


def test_a_score_counts_by_minutes() -> None:
    score = Score()
    score.add(of_people(um(1), um(3), um(70), um(130)), [um(1.1), um(70)])
    assert score.cells()[:2] == ("4", "2")
    assert score.cells()[5:] == ("3 of 3", "0.05 s (100%)", "0.05 s (100%)")
    score.add(of_people(um(1), um(3), um(5)), [um(5)])
    assert score.cells()[5] == "3 of 4"


def test_where_only_a_number_is_known_nothing_is_said_of_hits() -> None:
    score = Score()
    score.add(Recording("a.wav", "human, counted", 6, None), [um(1), um(2), um(3)])
    assert score.cells() == ("6", "3", "-", "-", "-", "0 of 1", "-", "-")


def test_times_that_a_program_gave_measure_no_times() -> None:
    score = Score()
    score.add(Recording("a.wav", "consensus", 1, (um(1),)), [um(1.1)])
    assert score.cells()[4:] == ("1.00 (.34 to 1.00)", "1 of 1", "-", "-")


def test_of_what_people_wrote_down_only_recall_is_told(tmp_path: Path) -> None:
    marked = (Event("um", 1, 1.4, "human"), Event("um", 3, 3.4, "human"), Event("um", 5, 5.4, "acoustic"))
    file = tmp_path / "a.wav"
    rows = list(written_down({file: Recording("a", "consensus", 3, marked)}, {"erm": {file: [um(3), um(5)]}}))
    assert rows == [("of these, written by people", "erm", "2", "-", "-", ".50 (.09 to .91)", *"----")]


def test_intervals_are_wide_where_little_is_known() -> None:
    assert Tally(true=1, found=1, hits=1).cells()[2] == "1.00 (.21 to 1.00)"
    assert Tally(true=1000, found=1000, hits=1000).cells()[2] == "1.00 (1.00 to 1.00)"
    assert Tally(true=0, found=3, hits=0).cells()[2:] == (".00 (.00 to .56)", "-", "-")


def voice(seconds: float = 4.0, pitch_hz: float = 120.0) -> Any:
    """Syllables of a buzzing source, with gaps."""
    at = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    buzz = sum(np.sin(2 * np.pi * pitch_hz * n * at) / n for n in range(1, 60))
    return (0.1 * buzz * (at % 1.0 < 0.7)).astype(np.float32)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_condition_gives_the_same_each_time(condition: str) -> None:
    sound = voice()
    once, again = (passed(sound, condition, seed=7) for _ in range(2))
    assert np.array_equal(once, again)
    assert once.shape == sound.shape and once.dtype == np.float32
    assert np.abs(once).max() <= 1
    assert not np.allclose(once, sound, atol=0.01)


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("sound", [np.zeros(RATE_HZ, np.float32), voice(0.2)], ids=["silent", "short"])
def test_a_condition_takes_any_sound(condition: str, sound: Any) -> None:
    out = passed(sound, condition, seed=1)
    assert out.shape == sound.shape and np.isfinite(out).all()


def test_a_telephone_passes_a_narrow_band() -> None:
    at = np.arange(RATE_HZ) / RATE_HZ
    tones = {hz: 0.2 * np.sin(2 * np.pi * hz * at) for hz in (100, 1000, 5000)}
    through = {hz: passed(tone, "telephone", seed=0).std() / tone.std() for hz, tone in tones.items()}
    assert through[100] < 0.1 and through[5000] < 0.05
    assert through[1000] == pytest.approx(1, abs=0.05)


def test_noise_lies_ten_decibels_under_the_voice() -> None:
    sound = voice()
    alone = passed(sound, "noise at 10 dB", seed=3) - sound
    assert power_db(sound) - power_db(alone) == pytest.approx(10, abs=0.3)


@pytest.mark.parametrize(("condition", "fades_s"), [("laptop at 1 m", 0.4), ("echoing room", 0.7)])
def test_rooms_fade_as_long_as_they_say(condition: str, fades_s: float) -> None:
    click = np.zeros(2 * RATE_HZ, np.float32)
    click[100] = 0.5
    power = passed(click, condition, seed=5).astype(float) ** 2
    tail = power[100 : 100 + RATE_HZ // 2] - power[RATE_HZ:].mean()  # without the noise
    # Summed from the end, so that it falls evenly (Schroeder 1965).
    left_db = 10 * np.log10(np.maximum(tail[::-1].cumsum()[::-1] / tail.sum(), 1e-9))
    first, last = np.argmax(left_db < -8), np.argmax(left_db < -14)
    assert (last - first) / RATE_HZ * 60 / 6 == pytest.approx(fades_s, rel=0.2)


def test_files_in_conditions_are_made_once(tmp_path: Path) -> None:
    for name in ("timed.wav", "nothing.wav", "counted.wav"):
        soundfile.write(tmp_path / name, voice(1.0), RATE_HZ)
    (tmp_path / "empty.wav").write_bytes(b"")
    known = {
        tmp_path / "timed.wav": of_people(um(0.2), name="timed.wav"),
        tmp_path / "nothing.wav": Recording("nothing.wav", NOTHING, 0, ()),
        tmp_path / "empty.wav": Recording("empty.wav", NOTHING, 0, ()),
        tmp_path / "counted.wav": Recording("counted.wav", "human, counted", 1, None),
    }
    made = in_conditions(known, tmp_path / "made")
    assert sorted((one.name, one.condition) for one in made.values()) == sorted(
        (name, condition) for name in ("timed.wav", "nothing.wav") for condition in CONDITIONS
    )
    first = {file: file.stat().st_mtime_ns for file in made}
    assert {file: file.stat().st_mtime_ns for file in in_conditions(known, tmp_path / "made")} == first


def test_nobody_is_asked_twice(tmp_path: Path) -> None:
    asked: list[str] = []

    def hear(file: Path) -> list[str]:
        asked.append(file.name)
        if file.name == "bad":
            raise ValueError("no sound")
        return [file.read_text()]

    def program(version: str) -> System:
        return System("other", lambda: version, lambda _: hear, lambda heard: heard)

    files = [tmp_path / "one", tmp_path / "bad"]
    for file in files:
        file.write_text(file.name)
    keep = Keep(tmp_path / "found", program("1"))
    keep.ask(files, tmp_path)
    assert [keep.get(file) for file in files] == [["one"], "ValueError: no sound"]
    keep.ask(files, tmp_path)
    assert asked == ["one", "bad"]
    later = Keep(tmp_path / "found", program("2"))
    assert later.get(files[0]) is None
    later.ask(files[:1], tmp_path)
    assert asked == ["one", "bad", "one"]
    files[0].write_text("another recording")
    assert later.get(files[0]) is None


@pytest.mark.parametrize("pitch_hz", [95.0, 210.0])
def test_pitch_is_that_of_the_event(pitch_hz: float) -> None:
    samples = np.concatenate([voice(1.0, 150.0), voice(0.7, pitch_hz), np.zeros(RATE_HZ, np.float32)])
    assert pitch_in(samples, um(1.1, 0.5)) == pytest.approx(pitch_hz, rel=0.03)
    assert pitch_in(samples, um(2.0, 0.5)) is None


def test_a_mistake_comes_with_what_was_heard_there(tmp_path: Path) -> None:
    file = tmp_path / "a.wav"
    soundfile.write(file, voice(4.0), RATE_HZ)
    heard = Heard(
        words=(
            Word("It's", Span(0.2, 0.5), 0.9),
            Word("over", Span(0.5, 1.1), 0.82, hesitation=0.04),
            Word("now.", Span(1.1, 1.4), 0.95),
            Word("Um,", Span(3.0, 3.4), 0.97),
        ),
        speech=(Span(0.0, 4.0),),
        hesitations=(Hesitation(Span(0.75, 1.05), 0.61),),
        duration_s=4.0,
    )
    assert list(mistakes({file: of_people(um(0.7, 0.4))}, {file: heard})) == [
        "a.wav 0.70 to 1.10: missed: um (pitch 120 Hz)",
        "    words: It's [over 0.82, um 0.04, 0.50 to 1.10] now.",
        "    sounds: 0.61 for 0.30 s at 0.75",
        "a.wav 3.00 to 3.40: wrongly found: um, by transcript (pitch 120 Hz)",
        "    words: [Um, 0.97, 3.00 to 3.40]",
        "    sounds: none",
    ]


def test_real_voices_come_first_and_only_who_heard_all_is_compared(tmp_path: Path) -> None:
    files = {name: tmp_path / f"{name}.wav" for name in ("real", "telephone", "spoken")}
    for file in files.values():
        soundfile.write(file, voice(4.0), RATE_HZ)
    known = {
        files["spoken"]: Recording("s.wav", "spoken, clean", 1, (um(1),)),
        files["real"]: of_people(um(1, speaker="MEE068")),
        files["telephone"]: of_people(um(1, speaker="MEE068"), condition="telephone"),
    }
    found: dict[str, dict[Path, Sequence[Event]]] = {
        "rehearse": {file: [um(1)] for file in known},
        "faster-whisper": {files["real"]: [um(3)]},
    }
    made = tables(known, found, {files["telephone"]})
    assert list(made) == ["Real voices", "Real voices in bad sound", "Every voice", "Synthetic voices"]
    text = printed(made)
    assert "| timed by hand | telephone | rehearse | 1 | 1 |" in text
    assert "1 of 1 | 1 of 1 |" in next(line for line in text.splitlines() if "| telephone | rehearse" in line)
    assert "| timed by hand | telephone | faster-whisper" not in text
    assert "| a.wav | man, English | 120 Hz | 1 | 1 | 1.00 (.21 to 1.00) |" in text


@pytest.mark.parametrize("text", ["", "### A\n\nNo table.\n\n### B\n\n| row |\n", "### A\n\n| 1 |\n" * 2])
def test_a_document_without_its_table_is_not_rewritten(text: str) -> None:
    with pytest.raises(ValueError, match="tables under 'A'"):
        rewritten(text, {"A": "| new |"})


def test_the_document_has_a_place_for_every_table() -> None:
    text = (Path(__file__).parent.parent / "docs" / "accuracy.md").read_text(encoding="utf-8")
    titles = ["Real voices", "Real voices in bad sound", "Every voice", "Synthetic voices"]
    assert rewritten(text, dict.fromkeys(titles, "| new |")).count("| new |") == 4
