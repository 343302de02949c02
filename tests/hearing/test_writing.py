"""Chunks are written down behind the sound. A scribe stands in for the model."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import cast

import numpy as np
import pytest

from rehearse.audio.chunks import Chunk
from rehearse.audio.files import RATE_HZ
from rehearse.errors import AudioFileError, WeightsError
from rehearse.hearing.writing import MOST_WAITING, Writer
from rehearse.model.heard import Span
from rehearse.progress import no_progress
from rehearse.transcription.transcript import NotWantedError, Transcript
from rehearse.transcription.verbatim import Whisper

GIVE_UP_AFTER_S = 60


class Scribe:
    """Stands in for Whisper: notes what it is given; a draft lasts until it is not wanted, or let go."""

    def __init__(self) -> None:
        self.events: list[tuple[str, float]] = []
        self.let_go = threading.Event()

        self.is_slow = False
        self.error: Exception | None = None

    def begin(self) -> Scribe:
        if self.error:
            raise self.error
        return self

    def add(
        self, chunks: list[Chunk], *, more: Callable[[], list[Chunk]], done: Callable[[float], None]
    ) -> None:
        chunks = [*chunks, *more()]
        done(chunks[-1].span.end_s)
        self.events += [("added", chunk.span.end_s) for chunk in chunks]
        if self.is_slow:
            self.let_go.wait(GIVE_UP_AFTER_S)

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
def scribe() -> Scribe:
    return Scribe()


class Writing:
    """A writer at work, in a thread here: the test follows the sound."""

    def __init__(self, scribe: Scribe) -> None:
        self.writer = Writer(lambda _: cast("Whisper", scribe), no_progress)
        self.add, self.draft, self.fail = self.writer.add, self.writer.draft, self.writer.fail
        self._said: Transcript | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._write, daemon=True)
        self._thread.start()

    def _write(self) -> None:
        try:
            self._said = self.writer.write()
        except BaseException as error:
            self._error = error

    def end(self, total_s: float) -> Transcript | None:
        self.writer.end(total_s)
        return self.said()

    def said(self) -> Transcript | None:
        self._thread.join(GIVE_UP_AFTER_S)
        assert not self._thread.is_alive()
        if self._error:
            raise self._error
        return self._said


def chunk_to(end_s: float, *, lacks_s: float = 0.5) -> Chunk:
    return Chunk(Span(0, end_s), np.zeros(round((end_s - lacks_s) * RATE_HZ), np.float32), ())


def test_while_nothing_else_is_to_do_a_chunk_is_drafted_as_it_grows(scribe: Scribe) -> None:
    writer = Writing(scribe)
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
    writer = Writing(scribe)
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
    writer = Writing(scribe)
    writer.draft(chunk_to(10))
    scribe.wait_for("draft")
    writer.add([chunk_to(12)])
    assert writer.end(13.0)
    assert scribe.events == [("draft", 10), ("given up", 10), ("added", 12)]


def test_a_draft_that_turns_out_to_be_the_chunk_is_done_to_its_end(scribe: Scribe) -> None:
    writer = Writing(scribe)
    whole = chunk_to(10, lacks_s=0)
    writer.draft(whole)
    scribe.wait_for("draft")
    writer.add([whole])
    time.sleep(0.05)
    scribe.let_go.set()
    assert writer.end(10.0)
    assert scribe.events == [("draft", 10), ("drafted", 10), ("added", 10)]


def test_nobody_speaks_and_nothing_is_written(scribe: Scribe) -> None:
    writer = Writing(scribe)
    assert writer.end(10.0) is None
    assert scribe.events == []


def test_what_the_model_cannot_do_is_said_and_nobody_follows_any_more(scribe: Scribe) -> None:
    scribe.error = WeightsError("damaged")
    writer = Writing(scribe)
    writer.add([chunk_to(5)])
    with pytest.raises(WeightsError, match="damaged"):
        writer.said()
    with pytest.raises(NotWantedError):
        writer.add([chunk_to(9)])


def test_what_ends_the_following_is_said_by_whoever_writes(scribe: Scribe) -> None:
    writer = Writing(scribe)
    writer.add([chunk_to(5)])
    writer.fail(AudioFileError("not readable"))
    with pytest.raises(AudioFileError, match="not readable"):
        writer.said()


def test_a_file_is_read_no_further_ahead_than_it_is_written(scribe: Scribe) -> None:
    scribe.is_slow = True
    writer = Writing(scribe)
    ends = range(1, 3 * MOST_WAITING)
    reading = threading.Thread(target=lambda: list(map(writer.add, ([chunk_to(end)] for end in ends))))
    reading.start()
    scribe.wait_for("added")
    reading.join(0.3)
    assert reading.is_alive()
    scribe.let_go.set()
    reading.join(GIVE_UP_AFTER_S)
    assert writer.end(99.0)
    assert [end_s for _, end_s in scribe.events] == [*ends]
