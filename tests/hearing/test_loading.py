"""The models that hear, loaded beside something else."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from rehearse.hearing import loading
from rehearse.hearing.loading import WhisperLoading
from rehearse.progress import no_progress

GIVE_UP_AFTER_S = 60


@pytest.fixture
def let_go(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Until it is set, no encoder of stories can be had."""
    event = threading.Event()
    monkeypatch.setattr(loading, "_story_reader", lambda: event.wait(GIVE_UP_AFTER_S))
    yield event
    event.set()


def test_nobody_waits_for_what_reads_the_story_before_there_is_one(
    let_go: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    whisper = object()
    monkeypatch.setattr(loading, "load_whisper", lambda model, progress: whisper)
    assert WhisperLoading("base")(no_progress) is whisper
    assert not let_go.is_set()


def test_what_goes_wrong_while_loading_is_raised_where_the_model_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def damaged(model: str, progress: object) -> None:
        raise ValueError(model)

    monkeypatch.setattr(loading, "load_whisper", damaged)
    with pytest.raises(ValueError, match="base"):
        WhisperLoading("base")(no_progress)


def test_the_program_waits_for_a_model_that_a_daemon_began_to_load(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a silent file is read: at its end the model may still be loading in torch's own code."""
    seen: list[bool] = []

    def load(model: str, progress: object) -> object:
        seen.append(threading.current_thread().daemon)
        return object()

    monkeypatch.setattr(loading, "load_whisper", load)
    whisper = WhisperLoading("base")
    daemon = threading.Thread(target=whisper.start, daemon=True)
    daemon.start()
    daemon.join()
    whisper(no_progress)
    assert seen == [False]
