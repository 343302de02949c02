"""That a video as a browser records it can be sought, by the clock of its sound."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from picture.filmed import film, held, said
from rehearse.audio.files import RATE_HZ
from rehearse.picture.beginning import noted, noted_s
from rehearse.picture.muxing import kind_of, made_seekable
from rehearse.picture.video import frames, rotation_of

EVERY_S = 1 / 20
LATER_S = 0.4


def filmed(path: Path, seconds: float = 4) -> Path:
    return film(path, np.arange(0, seconds, EVERY_S))


def begins_and_lasts_s(path: Path) -> tuple[float, float]:
    with av.open(str(path)) as container:
        assert container.start_time is not None and container.duration is not None
        return container.start_time / av.time_base, container.duration / av.time_base


@pytest.mark.parametrize("kind", ["webm", "mp4"])
def test_pictures_come_at_the_time_of_the_sound(tmp_path: Path, kind: str) -> None:
    made = tmp_path / "made"
    assert made_seekable(filmed(tmp_path / f"film.{kind}"), made, kind=kind, later_s=LATER_S)
    begins_s, lasts_s = begins_and_lasts_s(made)
    assert begins_s == 0 and lasts_s == pytest.approx(4 + LATER_S, abs=0.1)
    for frame in frames(made):
        assert said(frame.pixels) == pytest.approx(max(0.0, frame.at_s - LATER_S), abs=0.21)


@pytest.mark.parametrize("matrix", [(0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0)])
def test_pictures_stay_turned_as_the_phone_was_held(
    tmp_path: Path, matrix: tuple[int, int, int, int]
) -> None:
    source = held(filmed(tmp_path / "phone.mp4", 1), matrix)
    made = tmp_path / "made"
    assert made_seekable(source, made, kind="mp4", later_s=0)
    assert rotation_of(made) == rotation_of(source) != 0


def test_what_was_cut_off_is_there_as_far_as_it_came(tmp_path: Path) -> None:
    whole = filmed(tmp_path / "film.webm")
    cut = tmp_path / "cut.webm"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size * 2 // 3])
    made = tmp_path / "made"
    assert made_seekable(cut, made, kind="webm", later_s=0)
    begins_s, lasts_s = begins_and_lasts_s(made)
    assert begins_s == 0 and 1 < lasts_s < 4


@pytest.mark.parametrize("content", [b"", b"no video at all" * 99])
def test_what_is_no_video_is_not_made_one(tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "film.webm"
    source.write_bytes(content)
    assert not made_seekable(source, tmp_path / "made", kind="webm", later_s=0)


@pytest.mark.parametrize("kind", ["webm", "mp4"])
def test_a_kind_is_told_by_how_the_pictures_are_coded(tmp_path: Path, kind: str) -> None:
    video = filmed(tmp_path / f"film.{kind}", 1)
    assert kind_of(video.rename(tmp_path / "film")) == kind
    (tmp_path / "none").write_bytes(b"no video")
    assert kind_of(tmp_path / "none") is None


def test_a_video_that_is_recorded_says_when_it_began(tmp_path: Path) -> None:
    live = film(tmp_path / "live.webm", np.arange(0, 4, EVERY_S), live=True)
    before = [(frame.at_s, said(frame.pixels)) for frame in frames(live)]
    assert noted_s(live) == 0
    live.write_bytes(noted(live.read_bytes(), 12.3456))
    assert noted_s(live) == 12.346
    assert [(frame.at_s, said(frame.pixels)) for frame in frames(live)] == before


@pytest.mark.parametrize("kind", ["webm", "mp4"])
def test_no_note_shifts_what_a_finished_video_names_by_its_place(tmp_path: Path, kind: str) -> None:
    content = filmed(tmp_path / f"film.{kind}", 1).read_bytes()
    assert noted(content, LATER_S) == content
    assert noted(content[:20], LATER_S) == content[:20]


def test_sound_alone_is_no_video(tmp_path: Path) -> None:
    import soundfile

    source = tmp_path / "sound.wav"
    soundfile.write(source, np.zeros(RATE_HZ), RATE_HZ)
    assert not made_seekable(source, tmp_path / "made", kind="webm", later_s=0)
