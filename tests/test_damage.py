"""What the program makes of damaged files: a small fixed part of benchmarks/damage, and the measures there.

What is cut in silence, a traceback, an end that does not come and memory without bound are seen by a process
that watches another; nothing here depends on how fast the machine is.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from benchmarks.damage import histories, questions, settings
from benchmarks.damage.damages import DAMAGES, Case, Damaged, damaged
from benchmarks.damage.program import Ended
from benchmarks.damage.reading import Read, Refused, declared_s, judged, silent_in_s, told, tried, wav_s
from benchmarks.damage.recordings import MANY, RECIPES, recording
from benchmarks.damage.verdicts import NONE, Outcome, Trial, verdict_on
from benchmarks.damage.workers import LIMIT_BYTES, Broken, Worker

SEED = 0


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.close()


# Recordings


@pytest.mark.parametrize(
    ("format_", "damage", "number", "expected"),
    [
        ("wav", NONE, 0, "read"),
        ("wav", NONE, 1, "read"),  # a length of FFFFFFFF
        ("wav", NONE, 3, "read"),  # and of 0
        ("flac", NONE, 3, "read"),
        ("mp4", NONE, 0, "read"),  # whose picture lasts longer than its sound
        ("webm", NONE, 2, "read"),  # that does not know its length
        ("m4a", NONE, 3, "read"),  # in fragments
        ("mp3", NONE, 2, "read"),
        ("ogg", NONE, 0, "read"),
        ("opus", NONE, 2, "read"),
        ("wav", "truncated", 0, "said"),
        ("aiff", "truncated", 0, "said"),
        ("flac", "truncated", 1, "said"),
        ("mp3", "truncated", 1, "said"),
        ("m4a", "truncated", 1, "said"),
        ("webm", "truncated", 0, "said"),
        ("wav", "removed", 2, "said"),
        ("mp3", "removed", 0, "said"),
        ("ogg", "zeroed", 0, "said"),
        ("opus", "zeroed", 0, "said"),
        ("mp4", "zeroed", 2, "said"),
        ("m4a", "many bits flipped", 0, "said"),
        ("webm", "few bits flipped", 3, "said"),
        ("flac", "line ends changed", 0, "said"),
        ("mp4", "repeated", 2, "said"),
        ("flac", "absurd rate or length", 0, "refused"),
        ("wav", "empty", 0, "refused"),
        ("m4a", "empty", 5, "refused"),
        ("mp3", "another kind", 1, "refused"),
        ("wav", "another kind", 0, "read"),
    ],
)
def test_a_recording_is_read_as_far_as_it_goes_and_said_to_be_damaged(
    worker: Worker, tmp_path: Path, format_: str, damage: str, number: int, expected: Outcome
) -> None:
    case = Case(format_, damage, number)
    trial = Trial(format_, damage, case.name, partial(tried, case, SEED))
    verdict = verdict_on(trial, worker, tmp_path / case.name)
    assert verdict.outcome == expected, verdict.reason


@pytest.mark.parametrize("number", range(1, 5))
def test_ogg_files_joined_go_on_after_the_joint(worker: Worker, tmp_path: Path, number: int) -> None:
    verdict = tried(Case("ogg", "joined with another", number), SEED, worker, tmp_path / "joined.ogg")
    assert verdict.outcome in ("read", "said"), verdict.reason


# Texts and histories


def test_nothing_of_a_file_of_questions_is_left_out_in_silence(worker: Worker, tmp_path: Path) -> None:
    trials = [trial for trial in questions.trials(seed=SEED) if trial.name.endswith(("-0", "-11"))]
    assert bad_ones(trials, worker, tmp_path) == []


def test_nothing_in_damaged_settings_is_lost(worker: Worker, tmp_path: Path) -> None:
    trials = [trial for trial in settings.trials(seed=SEED) if trial.name.endswith(("-0", "-1"))]
    assert bad_ones(trials, worker, tmp_path) == []


@pytest.mark.parametrize("damage", histories.DAMAGES)
def test_a_damaged_history_is_read_or_refused_in_a_line(worker: Worker, tmp_path: Path, damage: str) -> None:
    trials = [trial for trial in histories.trials(seed=SEED) if trial.damage == damage][:3]
    assert bad_ones(trials, worker, tmp_path) == []


def bad_ones(trials: list[Trial], worker: Worker, folder: Path) -> list[str]:
    assert trials
    verdicts = [(trial.name, verdict_on(trial, worker, folder / trial.name)) for trial in trials]
    fine = ("read", "said", "refused")
    return [
        f"{name}: {verdict.outcome}: {verdict.reason}"
        for name, verdict in verdicts
        if verdict.outcome not in fine
    ]


# The inputs


def test_there_are_as_many_files_as_promised() -> None:
    assert len(RECIPES) >= 8
    assert len(RECIPES) * len(DAMAGES) * MANY >= 800
    assert len(list(questions.trials(seed=SEED))) == 600
    assert len(list(settings.trials(seed=SEED))) == 600
    assert len(list(histories.trials(seed=SEED))) >= 150


@pytest.mark.parametrize("format_", RECIPES)
def test_a_seed_always_gives_the_same_bytes(format_: str) -> None:
    once = [damaged(Case(format_, damage, 3), seed=1) for damage in DAMAGES]
    recording.cache_clear()
    assert [damaged(Case(format_, damage, 3), seed=1) for damage in DAMAGES] == once
    assert damaged(Case(format_, "truncated", 3), seed=2) not in once


# The measures

WAV = Case("wav", "truncated", 0)


def verdict_of(result: Read | Refused | Broken, case: Case, worker: Worker, folder: Path) -> Outcome:
    file = damaged(case, seed=SEED)
    path = folder / case.name
    path.write_bytes(file.data)
    return judged(file, path, result, worker).outcome


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (Read(1.5), "cut"),
        (Read(0.0), "cut"),
        (Read(1.5, missing_s=7.2), "said"),
        (Read(8.7, errors=3), "said"),
        (Read(8.4), "read"),
        (Read(100_000.0), "hang"),
        (Read(100_000.0, missing_s=3), "hang"),
        (Broken("memory", "2 GB"), "memory"),
    ],
)
def test_what_is_missing_from_the_declared_length_is_cut(
    worker: Worker, tmp_path: Path, result: Read | Broken, expected: Outcome
) -> None:
    assert verdict_of(result, WAV, worker, tmp_path) == expected


@pytest.mark.parametrize(("format_", "expected"), [("flac", "cut"), ("wav", "read")])
def test_silence_in_the_place_of_what_was_said_is_cut(
    worker: Worker, tmp_path: Path, format_: str, expected: Outcome
) -> None:
    case = Case(format_, "zeroed", 0)
    assert verdict_of(Read(8.7, silent_s=2), case, worker, tmp_path) == expected
    assert verdict_of(Read(8.7, silent_s=0.2), case, worker, tmp_path) == "read"
    assert verdict_of(Read(8.7, missing_s=2, silent_s=2), case, worker, tmp_path) == "said"


def test_nothing_at_all_is_told_from_softness() -> None:
    soft = np.full(16_000, 1e-4, dtype=np.float32)
    nothing = np.zeros(8_000, dtype=np.float32)
    assert silent_in_s(soft) == 0
    assert silent_in_s(np.concatenate([nothing, soft, nothing, soft[:100], nothing])) == 1.5
    assert silent_in_s(np.concatenate([soft, nothing[:1_000], soft])) == 0
    assert silent_in_s(nothing[:0]) == 0


def test_what_a_file_does_not_tell_is_not_called_cut(worker: Worker, tmp_path: Path) -> None:
    whole = damaged(Case("wav", NONE, 1), seed=SEED)
    path = tmp_path / "pipe.wav"
    path.write_bytes(whole.data[:200_000])
    cut_off = Damaged(whole.case, path.read_bytes(), whole.seconds)
    assert wav_s(cut_off.data) == 0
    assert judged(cut_off, path, Read(declared_s(path)), worker).outcome == "short"


def test_a_length_is_read_from_a_wav_that_was_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "cut.wav"
    path.write_bytes(recording("wav", 0).data[:50_000])
    assert declared_s(path) == pytest.approx(8.71, abs=0.01)


@pytest.mark.parametrize(
    ("line", "err", "code", "expected"),
    [
        ('{"duration_s": 8.7}', "", 0, Read(8.7)),
        ('{"duration_s": 8.7, "damaged": null}', "", 0, Read(8.7)),
        (
            '{"duration_s": 2, "damaged": {"missing_s": 6.7, "errors": 2}}',
            "It is damaged.\n",
            0,
            Read(2, 6.7, 2),
        ),
        ('{"error": "no sound"}', "Error: no sound\n", 1, Refused("no sound")),
    ],
)
def test_what_the_command_says_is_understood(
    line: str, err: str, code: int, expected: Read | Refused
) -> None:
    assert told(Ended(code, line + "\n", err)) == expected


@pytest.mark.parametrize(
    ("out", "err", "code"),
    [
        ("", "Traceback", 1),
        ('{"duration_s": 8.7}\n', "", 1),
        ('{"duration_s": 2, "damaged": {"missing_s": 6.7, "errors": 2}}\n', "", 0),
    ],
)
def test_what_the_command_should_not_do_is_noticed(out: str, err: str, code: int) -> None:
    assert isinstance(told(Ended(code, out, err)), Broken)


def test_questions_that_are_lost_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    listed = Ended(0, f'{{"source": "{path}"}}\n' * 2, "")
    assert questions.judged(questions.OWN, path, listed).outcome == "cut"
    assert questions.judged(b"id = ", path, listed).outcome == "cut"
    assert questions.judged(b"id = ", path, Ended(0, "", "Left out: mine.toml\n")).outcome == "said"


def test_settings_that_are_lost_are_noticed() -> None:
    ended = [Ended(0, "", "")]
    assert settings.judged(settings.WHOLE, settings.WHOLE, ended).outcome == "read"
    assert settings.judged(settings.WHOLE, b"{}", ended).outcome == "cut"
    assert settings.judged(b"{", b"{}", ended).outcome == "cut"
    assert settings.judged(b"{", b"{", [Ended(1, "", "Error: no.\n")]).outcome == "refused"


def too_large() -> int:
    return len(bytearray(2 * LIMIT_BYTES))


def test_a_call_that_goes_wrong_is_a_result() -> None:
    worker = Worker()
    try:
        assert worker.call(int, "3") == 3
        wrong = worker.call(int, "three")
        assert isinstance(wrong, Broken)
        assert wrong.how == "traceback"
        assert "ValueError" in wrong.reason
        died = worker.call(os._exit, 3)
        assert isinstance(died, Broken)
        assert died.how == "traceback"
        assert worker.call(int, "4") == 4
    finally:
        worker.close()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is watched on Linux only")
def test_a_call_that_takes_too_much_memory_is_ended() -> None:
    worker = Worker()
    try:
        result = worker.call(too_large)
        assert isinstance(result, Broken)
        assert result.how == "memory"
        assert worker.call(int, "4") == 4
    finally:
        worker.close()


def test_a_call_that_does_not_end_is_ended() -> None:
    worker = Worker(limit_s=0.5)
    try:
        result = worker.call(time.sleep, 1000)
        assert isinstance(result, Broken)
        assert result.how == "hang"
    finally:
        worker.close()
