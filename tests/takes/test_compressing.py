"""A recording that is made smaller beside something else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from rehearse.audio.take_file import TakeFile
from rehearse.history import History, open_history
from rehearse.model.kept import NewTake, Take
from rehearse.takes.keeping import Compressing, compress

RATE_HZ = 16_000


def recorded(history: History) -> Take:
    audio = history.takes_folder / "take.wav"
    take = history.begin(NewTake(datetime.now(UTC), None, "What broke?", audio, "0.1.0"))
    file = TakeFile(audio, RATE_HZ)
    file.write(np.arange(RATE_HZ, dtype="<i2").tobytes())
    file.close()
    return take


def names(history: History) -> list[str]:
    return sorted(path.name for path in history.takes_folder.iterdir())


def test_it_takes_the_place_of_the_recording_when_it_is_kept_and_not_before(tmp_path: Path) -> None:
    with open_history(tmp_path) as history, ThreadPoolExecutor(1) as beside:
        take = recorded(history)
        with Compressing(take, beside) as begun:
            beside.submit(lambda: None).result()  # whatever was begun is over
            assert "take.wav" in names(history) and "take.flac" not in names(history)
            kept = begun.keep(history, take)
            assert kept.audio == history.takes_folder / "take.flac"
        assert names(history) == ["take.flac"]
        assert history.take(take.id).audio == kept.audio


def test_what_is_not_kept_leaves_the_recording_as_it_was(tmp_path: Path) -> None:
    with open_history(tmp_path) as history, ThreadPoolExecutor(1) as beside:
        take = recorded(history)
        with pytest.raises(KeyboardInterrupt), Compressing(take, beside):
            raise KeyboardInterrupt
        assert names(history) == ["take.wav"]


def test_what_was_made_smaller_meanwhile_stays_so(tmp_path: Path) -> None:
    with open_history(tmp_path) as history, ThreadPoolExecutor(1) as beside:
        take = recorded(history)
        with Compressing(take, beside) as begun:
            beside.submit(lambda: None).result()
            smaller = compress(history, take)
            assert begun.keep(history, smaller) == smaller
        assert names(history) == ["take.flac"]


def test_a_recording_that_cannot_be_made_smaller_stays_as_it_is(tmp_path: Path) -> None:
    with open_history(tmp_path) as history, ThreadPoolExecutor(1) as beside:
        take = recorded(history)
        assert take.audio is not None
        take.audio.write_bytes(b"no sound")
        with Compressing(take, beside) as begun:
            assert begun.keep(history, take) == take
        assert names(history) == ["take.wav"]
