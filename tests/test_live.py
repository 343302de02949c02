"""A process that listens to a take while it is recorded. The take is a sample that a file grows from."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rehearse.audio.files import RATE_HZ, read_audio
from rehearse.audio.take_file import TakeFile
from rehearse.errors import WeightsError
from rehearse.hearing.live import Listener
from rehearse.hearing.loading import WhisperLoading
from rehearse.hearing.recordings import hear_file
from rehearse.history import History, open_history
from rehearse.model.heard import Heard
from rehearse.model.kept import Take
from rehearse.progress import no_progress
from rehearse.takes.keeping import begin_take, finish_listened, new_take_path

SAMPLES = Path(__file__).parent.parent / "samples"
LONG = read_audio(SAMPLES / "good-answer.flac")
SHORT = read_audio(SAMPLES / "short-answer.flac")
AT_ONCE_S = 0.4
GIVE_UP_AFTER_S = 60


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with open_history(tmp_path / "home") as opened:
        yield opened


@contextlib.contextmanager
def listening(history: History, model: str = "base") -> Iterator[tuple[Listener, Take]]:
    listener = Listener(model)
    listener.start()
    assert history.takes_folder is not None
    take = begin_take(history, None, new_take_path(history, prompt_id=None, suffix=".wav"))
    assert take.audio is not None
    listener.follow(take.audio)
    try:
        yield listener, take
    finally:
        listener.leave()


def record(take: Take, samples: np.ndarray[tuple[int], np.dtype[np.float32]], *, faster: float) -> None:
    """Have the take grow by some samples at a time, so many times faster than they were spoken."""
    assert take.audio is not None
    file = TakeFile(take.audio, RATE_HZ)
    size = round(AT_ONCE_S * RATE_HZ)
    for begin in range(0, len(samples), size):
        file.write((samples[begin : begin + size] * 32767).round().astype(np.int16).tobytes())
        time.sleep(AT_ONCE_S / faster)
    file.close()


def finished(history: History, take: Take, listener: Listener) -> Heard:
    heard = finish_listened(history, take, listener, "base", progress=no_progress).heard
    assert heard is not None
    return heard


def exact(heard: Heard) -> Heard:
    """Without what a sum in another order may move in its sixth digit."""
    words = (
        replace(word, probability=round(word.probability or 0, 4), hesitation=round(word.hesitation or 0, 4))
        for word in heard.words
    )
    return replace(heard, words=tuple(words))


def process_of(listener: Listener) -> int:
    return int(listener._process.pid)


def test_what_is_heard_live_is_what_the_file_says(history: History) -> None:
    with listening(history) as (listener, take):
        record(take, LONG, faster=6)
        live = finished(history, take, listener)
    assert take.audio is not None
    from_file = hear_file(take.audio, WhisperLoading("base"))
    assert len(live.words) > 200
    assert len(live.readings or ()) > 5
    assert exact(live) == exact(from_file)


def test_voice_is_known_while_the_take_grows(history: History) -> None:
    with listening(history) as (listener, take):
        assert take.audio is not None
        file = TakeFile(take.audio, RATE_HZ)
        for samples, spoken in ((SHORT[:0], False), (SHORT, True)):
            silence = np.zeros(2 * RATE_HZ, np.float32)
            for part in (silence, samples):
                file.write((part * 32767).astype(np.int16).tobytes())
            wait_until_listened(listener, file.duration_s)
            voice = listener.voice()
            assert voice is not None
            assert (voice.last_s is not None) == spoken
        assert voice is not None
        assert voice.last_s == pytest.approx(file.duration_s, abs=1)
        file.close()


def wait_until_listened(listener: Listener, seconds: float) -> None:
    give_up_at = time.monotonic() + GIVE_UP_AFTER_S
    while (voice := listener.voice()) is None or voice.listened_s < seconds - 0.1:
        assert time.monotonic() < give_up_at, "it does not listen"
        time.sleep(0.05)


def test_silence_needs_no_words(history: History) -> None:
    with listening(history) as (listener, take):
        record(take, np.zeros(3 * RATE_HZ, np.float32), faster=100)
        heard = finished(history, take, listener)
    assert (heard.words, heard.speech, heard.duration_s) == ((), (), 3.0)


@pytest.mark.skipif(os.name != "posix", reason="POSIX signals")
def test_listener_that_is_killed_costs_nothing(history: History) -> None:
    with listening(history) as (listener, take):
        os.kill(process_of(listener), signal.SIGKILL)
        listener._process.join()
        record(take, SHORT, faster=100)
        assert listener.voice() is None
        heard = finished(history, take, listener)
    assert "printer" in " ".join(word.text for word in heard.words)


@pytest.mark.skipif(os.name != "posix", reason="POSIX signals")
def test_listener_leaves_ctrl_c_to_the_program_that_records(history: History) -> None:
    with listening(history) as (listener, take):
        os.kill(process_of(listener), signal.SIGINT)
        record(take, SHORT, faster=5)
        os.kill(process_of(listener), signal.SIGINT)
        finished(history, take, listener)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_ctrl_c_reaches_the_listener_from_its_first_moment_on() -> None:
    code = (
        "from pathlib import Path; from rehearse.hearing.live import Listener; listener = Listener('base');"
        "listener.start(); print(Path(f'/proc/{listener._process.pid}/status').read_text()); listener.leave()"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    (blocked,) = re.findall(r"SigBlk:\s+([0-9a-f]+)", run.stdout)
    assert int(blocked, 16) >> signal.SIGINT - 1 & 1


def test_listener_ends_with_the_program_that_it_listens_for(history: History) -> None:
    with listening(history) as (listener, take):
        record(take, SHORT[: 2 * RATE_HZ], faster=5)
        listener._orders.close()
        listener._answers.close()
        listener._process.join(GIVE_UP_AFTER_S)
        assert listener._process.exitcode == 0


def test_damaged_model_is_told_of_and_the_take_stays(history: History, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pt"
    broken.write_bytes(b"nothing that torch knows")
    with listening(history, str(broken)) as (listener, take):
        record(take, SHORT, faster=100)
        with pytest.raises(WeightsError, match=f"damaged.* Take {take.id} is kept"):
            finish_listened(history, take, listener, str(broken), progress=no_progress)
    assert take.audio is not None
    assert take.audio.exists()
    assert [waiting.id for waiting in history.unfinished()] == [take.id]
