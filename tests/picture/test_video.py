"""Pictures of a video: at which times, which way up, and what is left of a damaged one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from picture.filmed import bright, film, held, said
from rehearse.picture.video import LONGEST_SIDE, frames, has_picture

FULL = [step / 30 for step in range(60)]
"""Two seconds at 30 pictures a second."""
FIFTHS = [pytest.approx(step / 5) for step in range(10)]


def near(time_s: float) -> object:
    return pytest.approx(time_s, abs=0.001)


@pytest.mark.parametrize("suffix", [".webm", ".mp4", ".mov"])
def test_five_pictures_a_second_each_at_its_time(tmp_path: Path, suffix: str) -> None:
    found = list(frames(film(tmp_path / f"a{suffix}", FULL, sound_s=2.0)))
    assert [frame.at_s for frame in found] == FIFTHS
    assert [said(frame.pixels) for frame in found] == FIFTHS
    assert found[0].pixels.shape == (48, 64, 3)


def test_times_are_those_of_the_sound_where_the_picture_begins_later(tmp_path: Path) -> None:
    later = [0.5 + at_s for at_s in FULL]
    found = list(frames(film(tmp_path / "a.webm", later, show=lambda at_s: bright(at_s), sound_s=2.5)))
    assert found[0].at_s == near(0.6)
    assert all(said(frame.pixels) == near(frame.at_s) for frame in found)


def test_both_tracks_may_begin_late(tmp_path: Path) -> None:
    """As in a part that was cut out: the first of all is 0 s."""
    later = [1.0 + at_s for at_s in FULL]
    found = list(frames(film(tmp_path / "a.webm", later, sound_s=2.0, sound_from_s=0.9)))
    assert found[0].at_s == near(0.2)
    assert said(found[0].pixels) == near(1.0)


def test_a_picture_stands_until_the_next_for_a_second(tmp_path: Path) -> None:
    found = list(frames(film(tmp_path / "a.webm", [0, 0.1, 0.8, 3.0, 3.2])))
    assert [frame.at_s for frame in found] == [
        near(at) for at in (0, 0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 1.8, 3, 3.2)
    ]
    assert [said(frame.pixels) for frame in found[:5]] == [near(at) for at in (0, 0, 0, 0, 0.8)]


def cornered(at_s: float) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """White at the top left."""
    pixels = np.full((48, 64, 3), 30, dtype=np.uint8)
    pixels[:16, :16] = 230
    return pixels


@pytest.mark.parametrize(
    ("matrix", "corner"),
    [((1, 0, 0, 1), (0, 0)), ((0, 1, -1, 0), (0, -1)), ((-1, 0, 0, -1), (-1, -1)), ((0, -1, 1, 0), (-1, 0))],
    ids=["as it is", "clockwise", "upside down", "counterclockwise"],
)
def test_a_phone_may_be_held_any_way(
    tmp_path: Path, matrix: tuple[int, int, int, int], corner: tuple[int, int]
) -> None:
    path = held(film(tmp_path / "a.mp4", FULL, show=cornered), matrix)
    pixels = next(frames(path)).pixels
    assert pixels.shape == ((48, 64, 3) if matrix[0] else (64, 48, 3))
    y, x = corner
    assert pixels[y, x].mean() > 200
    assert pixels.mean() < 70


def test_a_large_picture_is_looked_at_in_a_smaller_size(tmp_path: Path) -> None:
    path = film(tmp_path / "a.webm", [0, 0.1], show=lambda at_s: bright(at_s, width=1280, height=720))
    assert next(frames(path)).pixels.shape == (360, LONGEST_SIDE, 3)


@pytest.mark.parametrize("suffix", [".webm", ".mov"])
def test_a_file_that_was_cut_off_gives_what_it_has(tmp_path: Path, suffix: str) -> None:
    path = film(tmp_path / f"a{suffix}", FULL, show=noisy)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if suffix == ".webm" else whole[:8])
    found = list(frames(path))
    assert 3 <= len(found) < 10 if suffix == ".webm" else not found


def noisy(at_s: float) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    chance = np.random.default_rng(round(at_s * 1000))
    return chance.integers(0, 255, (48, 64, 3), dtype=np.uint8)


def test_damage_in_the_middle_costs_what_is_broken(tmp_path: Path) -> None:
    path = film(tmp_path / "a.webm", FULL, show=noisy)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 400] = bytes(400)
    path.write_bytes(content)
    found = [frame.at_s for frame in frames(path)]
    assert found == sorted(set(found))
    assert len(found) >= 5


def test_what_is_no_video_has_no_pictures(tmp_path: Path) -> None:
    text, song = tmp_path / "a.webm", tmp_path / "song.m4a"
    text.write_text("no video")
    film_with_cover(song)
    for path in (text, song, tmp_path / "none.mp4"):
        assert not has_picture(path)
        assert list(frames(path)) == []
    assert has_picture(film(tmp_path / "b.webm", [0, 0.1]))


def film_with_cover(path: Path) -> None:
    """Sound with a picture of what it comes from, as music shops sell it."""
    with av.open(str(path), "w", format="mp4") as container:
        sound: Any = container.add_stream("aac", rate=48_000)
        cover: Any = container.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 64, 48, "yuvj420p"
        cover.disposition = av.stream.Disposition.attached_pic
        frame = av.VideoFrame.from_ndarray(bright(0), format="rgb24").reformat(format="yuvj420p")
        block = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        block.sample_rate = 48_000
        for stream, given in ((sound, block), (cover, frame)):
            container.mux(stream.encode(given))
            container.mux(stream.encode(None))
