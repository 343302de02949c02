"""A practice from state to state, without a terminal and a microphone: its sound comes from memory."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from rehearse.audio.files import RATE_HZ, read_audio
from rehearse.audio.source import Block
from rehearse.errors import MicrophoneError, PromptError
from rehearse.model.questions import Filters
from rehearse.practice.practice import LeftError, Practice, Question
from rehearse.progress import no_progress
from rehearse.workspace import Workspace

VOICE = read_audio(Path(__file__).parents[2] / "samples" / "short-answer.flac")
BLOCK = RATE_HZ // 10
GIVE_UP_AFTER_S = 60


@dataclass
class Memory:
    """Delivers samples in blocks, as a browser would, as fast as they are taken; it may go at the end."""

    samples: np.ndarray[tuple[int], np.dtype[np.float32]]
    gone: bool = False
    name: str = "memory"
    rate_hz: int = RATE_HZ
    channels: int = 1
    opened: bool = False
    closed: bool = False
    left: list[Block] = field(default_factory=list)

    def open(self) -> Memory:
        pcm = (self.samples * 32767).astype("<i2")
        self.opened = True
        self.left = [Block(pcm[at : at + BLOCK].tobytes()) for at in range(0, len(pcm), BLOCK)]
        return self

    def nothing_heard(self, *, heard_before: bool = False) -> str:
        return "speak up"

    def waiting(self) -> list[Block]:
        ready, self.left = self.left[:20], self.left[20:]
        return ready

    def is_active(self) -> bool:
        return not self.gone

    def close(self) -> None:
        self.closed = True


class Locked(Memory):
    def open(self) -> Memory:
        raise MicrophoneError("locked")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("REHEARSE_HOME", str(tmp_path / "home"))
    with Workspace() as opened:
        yield opened


def question_of(workspace: Workspace, source: Memory) -> Question:
    return Practice(workspace, "base", source=source).question("outage", Filters())


def wait_until_said(source: Memory) -> None:
    give_up_at = time.monotonic() + GIVE_UP_AFTER_S
    while source.left or not source.opened:
        assert time.monotonic() < give_up_at
        time.sleep(0.01)


def test_one_state_leads_to_the_next(workspace: Workspace) -> None:
    source = Memory(VOICE)
    question = question_of(workspace, source)
    assert question.text.startswith("Tell me about") and question.reason is None
    with question.record() as recording:
        wait_until_said(source)
        give_up_at = time.monotonic() + GIVE_UP_AFTER_S
        while not (reading := recording.recorder.reading()):
            assert time.monotonic() < give_up_at
        assert reading.elapsed_s > 0
        recording.recorder.stop()
    assert recording.recorded and recording.recorded.reason == "stopped" and source.closed
    assert recording.recorded.duration_s == pytest.approx(len(VOICE) / RATE_HZ, abs=0.2)
    hearing = recording.hear()
    assert hearing and workspace.take(None).heard is None
    answered = hearing.finish(progress=no_progress)
    assert "printer" in (answered.take.heard.text if answered.take.heard else "")
    reported = answered.report()
    assert reported.report == workspace.advised(answered.take)
    coached = reported.coaching()
    assert coached and len(coached.layers) == len(question.prompt.asks if question.prompt else ())
    assert reported.before() is None
    assert answered.compress().take.audio == workspace.take(None).audio
    again = reported.again("60")
    assert (again.prompt, again.aim.within_s) == (question.prompt, 60)
    other = reported.another(Filters(themes=("help-desk",)))
    assert other.prompt and other.prompt.theme == "help-desk" and other.reason
    with pytest.raises(PromptError):
        reported.another(Filters(themes=("no-such-theme",)))


def test_what_ends_before_it_begins_is_no_take(workspace: Workspace) -> None:
    question = question_of(workspace, Memory(VOICE))
    with pytest.raises(LeftError) as left:
        question.record(is_left=lambda: True)
    assert left.value.take is None
    with pytest.raises(MicrophoneError, match="locked"), question_of(workspace, Locked(VOICE)).record():
        pass
    assert workspace.history.count() == 0


def test_an_interrupted_take_is_kept_without_its_words(workspace: Workspace) -> None:
    source = Memory(VOICE)
    with question_of(workspace, source).record() as recording:
        wait_until_said(source)
        recording.recorder.interrupt()
    with pytest.raises(LeftError) as left:
        recording.hear()
    (kept,) = workspace.history.unfinished()
    assert left.value.take == kept and kept.audio and kept.audio.exists()


def test_a_source_that_goes_away_leaves_what_was_said(workspace: Workspace) -> None:
    source = Memory(VOICE[: 4 * RATE_HZ], gone=True)
    with question_of(workspace, source).record() as recording:
        give_up_at = time.monotonic() + GIVE_UP_AFTER_S
        while recording.recorder.is_running():
            assert time.monotonic() < give_up_at
            time.sleep(0.01)
    assert recording.recorded and recording.recorded.reason == "lost"
    assert "memory" in (recording.recorded.problem or "") and recording.recorded.duration_s == 4.0
    hearing = recording.hear()
    assert hearing and hearing.finish(progress=no_progress).take.heard
