"""A process that listens to a take while it is recorded. The take is a sample that a file grows from."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rehearse.audio.chunks import Chunk
from rehearse.audio.files import RATE_HZ, read_audio
from rehearse.audio.take_file import TakeFile
from rehearse.errors import WeightsError
from rehearse.hearing import drafting
from rehearse.hearing.live import Listener
from rehearse.hearing.loading import WhisperLoading
from rehearse.hearing.recordings import hear_file
from rehearse.history import History, open_history
from rehearse.model.heard import Heard, Span
from rehearse.model.kept import Take
from rehearse.progress import no_progress
from rehearse.takes.keeping import begin_take, finish_listened, new_take_path
from rehearse.transcription.verbatim import Transcript

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
        record(take, LONG, faster=4)
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


class Scribe:
    """Stands in for Whisper: notes what it is given; a draft lasts until it is not wanted, or let go."""

    def __init__(self) -> None:
        self.events: list[tuple[str, float]] = []
        self.let_go = threading.Event()

    def begin(self) -> Scribe:
        return self

    def add(self, chunks: list[Chunk]) -> None:
        self.events += [("added", chunk.span.end_s) for chunk in chunks]

    def prepare(self, chunk: Chunk, *, wanted: Callable[[], bool]) -> None:
        self.events.append(("draft", chunk.span.end_s))
        while wanted() and not self.let_go.wait(0.01):
            pass
        self.events.append(("drafted" if wanted() else "given up", chunk.span.end_s))

    def end(self) -> Transcript:
        return Transcript([], [], "en", "base")

    def wait_for(self, event: str, *, times: int = 1) -> None:
        give_up_at = time.monotonic() + GIVE_UP_AFTER_S
        while [what for what, _ in self.events].count(event) < times:
            assert time.monotonic() < give_up_at, self.events
            time.sleep(0.005)


@pytest.fixture
def scribe(monkeypatch: pytest.MonkeyPatch) -> Scribe:
    scribe = Scribe()
    monkeypatch.setattr(drafting, "load_whisper", lambda *_, **__: scribe)
    monkeypatch.setattr(drafting, "story_reader", lambda: None)
    return scribe


def chunk_to(end_s: float, *, lacks_s: float = 0.5) -> Chunk:
    return Chunk(Span(0, end_s), np.zeros(round((end_s - lacks_s) * RATE_HZ), np.float32), ())


def test_while_nothing_else_is_to_do_a_chunk_is_drafted_as_it_grows(scribe: Scribe) -> None:
    writer = drafting._Writer("base", no_progress)
    scribe.let_go.set()
    for end_s, drafted in ((3, 0), (7, 1), (9, 1), (14, 2)):
        writer.draft(chunk_to(end_s))
        scribe.wait_for("drafted", times=drafted)
        time.sleep(0.05)
    # At its end it is drafted once more, as soon as all its silence is there too, but only once.
    for _ in range(3):
        writer.draft(chunk_to(14, lacks_s=0))
        scribe.wait_for("drafted", times=3)
        time.sleep(0.05)
    writer.add([chunk_to(14, lacks_s=0)])
    assert writer.end(15.0)
    drafts = [end_s for event, end_s in scribe.events if event == "draft"]
    assert drafts == [7, 14, 14]
    assert scribe.events[-1] == ("added", 14)


def test_what_takes_long_is_drafted_less_often(scribe: Scribe) -> None:
    writer = drafting._Writer("base", no_progress)
    writer.draft(chunk_to(10))
    scribe.wait_for("draft")
    time.sleep(2)
    scribe.let_go.set()
    scribe.wait_for("drafted")
    for end_s in (17, 999):  # seven seconds more would be enough after a draft that was quick
        writer.draft(chunk_to(end_s, lacks_s=end_s - 5))
        time.sleep(0.1)
    scribe.wait_for("drafted", times=2)
    writer.add([chunk_to(1000, lacks_s=995)])
    assert writer.end(1000.0)
    assert [end_s for event, end_s in scribe.events if event == "draft"] == [10, 999]


def test_a_draft_gives_way_to_what_is_complete(scribe: Scribe) -> None:
    writer = drafting._Writer("base", no_progress)
    writer.draft(chunk_to(10))
    scribe.wait_for("draft")
    writer.add([chunk_to(12)])
    assert writer.end(13.0)
    assert scribe.events == [("draft", 10), ("given up", 10), ("added", 12)]


def test_a_draft_that_turns_out_to_be_the_chunk_is_done_to_its_end(scribe: Scribe) -> None:
    writer = drafting._Writer("base", no_progress)
    whole = chunk_to(10, lacks_s=0)
    writer.draft(whole)
    scribe.wait_for("draft")
    writer.add([whole])
    time.sleep(0.05)
    scribe.let_go.set()
    assert writer.end(10.0)
    assert scribe.events == [("draft", 10), ("drafted", 10), ("added", 10)]
