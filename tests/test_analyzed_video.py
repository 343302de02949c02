"""`rehearse analyze --video` says what the picture of a file shows."""

from __future__ import annotations

import json
import wave
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from at_home import Home
from benchmarks.picture.drawn import Look, Place, draw
from picture.filmed import film
from rehearse.picture.video import frames

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@cache
def shown(yaw: float) -> npt.NDArray[np.uint8]:
    return draw([(Look("tan"), Place(yaw=yaw))], width=320, height=240)


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten seconds in which nobody speaks, and somebody turns away from 6 s to 8 s."""
    path = tmp_path_factory.mktemp("video") / "answer.webm"
    times = [step / 5 for step in range(50)]
    return film(path, times, show=lambda at_s: shown(35 if 6 <= at_s < 8 else 0), sound_s=10.0)


def analysed(home: Home, *arguments: str | Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(home.printed("analyze", "--json", *map(str, arguments)))
    return read


def test_the_picture_is_told_after_the_report(home: Home, video: Path, tmp_path: Path) -> None:
    silence = tmp_path / "silence.wav"
    with wave.open(str(silence), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(bytes(2 * 16_000))
    text = " ".join(home.run("analyze", "--video", str(video), str(silence)).stdout.split())
    report, picture, sound = text.split(" Picture ")
    assert "No speech was found" in report
    assert "Your face was in the picture all the time." in picture
    assert "your head was turned away once, for 2.0 s at 0:06." in picture
    assert "There is no picture in this file." in sound


def test_as_json(home: Home, video: Path) -> None:
    found = analysed(home, "--video", video)["picture"]
    assert found["watched_s"] == 10
    assert found["in_frame"] == 1
    (moment,) = found["turned"]["moments"]
    assert moment == {"start_s": pytest.approx(6, abs=0.3), "end_s": pytest.approx(8, abs=0.3)}
    assert found["turned_at_filled_pauses"] is None


def test_without_being_asked_nothing_is_said_of_a_picture(home: Home, video: Path) -> None:
    assert "picture" not in analysed(home, video)


def test_the_picture_is_kept_beside_the_take_if_asked(home: Home, video: Path) -> None:
    home.printed("analyze", "--save", str(video))
    (audio,) = (home.folder / "takes").iterdir()
    for _ in range(2):  # also of what was kept without it, and only once
        home.printed("analyze", "--save", "--video", str(video))
    beside = audio.with_suffix(".webm")
    assert sorted((home.folder / "takes").iterdir()) == [audio, beside]
    assert [frame.at_s for frame in frames(beside)] == [frame.at_s for frame in frames(video)]
    home.printed("delete", "1", "--yes")
    assert not audio.exists() and not beside.exists()


def test_a_written_answer_has_none(home: Home, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("I fixed it.", encoding="utf-8")
    run = home.run("analyze", "--text", "--video", str(draft))
    assert run.returncode == 2
    assert "A written answer has no picture. Leave out --text or --video." in run.stderr
