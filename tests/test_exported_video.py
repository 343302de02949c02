"""`rehearse export --to video`: the moments of one kind in one clip, with the sound of the take."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import av
import numpy as np
import pytest

from at_home import Home
from listening import likeness
from picture.filmed import bright, film, said
from rehearse.audio.files import RATE_HZ, read_audio
from rehearse.model.heard import Span
from rehearse.picture.clips import cut_together
from rehearse.picture.video import frames
from spoken_take import PAUSES, VOICE, spoken


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its pictures say their time; the last stands until the end."""
    path = tmp_path_factory.mktemp("film") / "film.webm"
    return film(path, np.arange(0, 10, 1 / 20), show=lambda at_s: bright(at_s % 3.8))


@pytest.fixture
def filmed(home: Home, video: Path) -> Home:
    """A take with a video."""
    home.keep(spoken(), sound=VOICE)
    shutil.copy(video, (home.folder / "takes" / VOICE.name).with_suffix(".webm"))
    return home


def test_all_ums_become_one_clip_with_subtitles(filmed: Home, tmp_path: Path) -> None:
    clip = tmp_path / "ums.webm"
    printed = filmed.printed("export", "1", "--to", "video", "--output", str(clip))
    beside = clip.with_suffix(".vtt")
    assert printed == f"{len(PAUSES)} pieces of take 1: {clip}, with subtitles in it and in {beside}\n"
    with av.open(str(clip)) as container:
        assert [stream.type for stream in container.streams] == ["video", "audio", "subtitle"]
        assert container.streams[2].disposition & av.stream.Disposition.default
        lasts_s = (container.duration or 0) / av.time_base
    assert lasts_s == pytest.approx(sum(span.duration_s + 2 for span in PAUSES), abs=0.3)
    first = PAUSES[0]
    begins_s = max(0.0, first.start_s - 1)
    for frame in frames(clip):
        if frame.at_s < first.duration_s + 1.8:
            assert said(frame.pixels) == pytest.approx(begins_s + frame.at_s, abs=0.21)
    voice = read_audio(VOICE).astype(np.float64)
    part = voice[round(first.start_s * RATE_HZ) : round(first.end_s * RATE_HZ)]
    assert likeness(read_audio(clip).astype(np.float64), part) > 0.8
    shown = beside.read_text(encoding="utf-8")
    assert shown.startswith("WEBVTT\n\n00:00:00.000 --> ")
    assert len(re.findall(r"\[\d+\W", shown)) == len(PAUSES)
    assert cues(clip) == cues(beside) and len(cues(clip)) == len(PAUSES)


def cues(file: Path) -> list[tuple[int, int, bytes]]:
    """Of subtitles, alone or in a video: begin and length in milliseconds, and the words."""
    with av.open(str(file)) as container:
        packets = container.demux(container.streams.subtitles[0])
        return [(packet.pts or 0, packet.duration or 0, bytes(packet)) for packet in packets if packet.size]


def test_what_belongs_to_one_moment_lies_together(video: Path, tmp_path: Path) -> None:
    """As a player reads it: who had to read far ahead for the sound would stop."""
    clip = tmp_path / "long.webm"
    lasts_s = 30
    silence = np.zeros(lasts_s * RATE_HZ, np.float32)
    cut_together(video, silence, RATE_HZ, [Span(0, lasts_s)], clip, subtitles="WEBVTT\n")
    latest_s = 0.0
    with av.open(str(clip)) as container:
        for packet in container.demux():
            if packet.pts is not None:
                at_s = float(packet.pts * packet.time_base)
                assert at_s > latest_s - 0.2
                latest_s = max(latest_s, at_s)
    assert latest_s == pytest.approx(lasts_s, abs=0.1)


@pytest.mark.parametrize("name", ["ums.webm", "ums.vtt"])
def test_what_is_there_is_not_replaced(filmed: Home, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")
    run = filmed.run("export", "1", "--to", "video", "--output", str(tmp_path / "ums.webm"))
    assert (run.returncode, run.stdout) == (1, "")
    assert f"{tmp_path / name} is there already." in run.stderr
    assert [path.read_text(encoding="utf-8") for path in tmp_path.glob("ums*")] == ["mine"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Error: A video needs a file: --output ums.webm\n"),
        (["--output", "x.webm", "--only", "pauses"], "take 1 has no pauses. Try another --only.\n"),
    ],
)
def test_what_cannot_be_cut_is_one_line(
    filmed: Home, arguments: list[str], says: str, tmp_path: Path
) -> None:
    given = [str(tmp_path / one) if one == "x.webm" else one for one in arguments]
    run = filmed.run("export", "1", "--to", "video", *given)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (1, "", 1)
    assert run.stderr.endswith(says)
    assert list(tmp_path.glob("*.webm")) == []


@pytest.mark.parametrize("to", [[], ["--to", "csv"]])
def test_moments_are_chosen_for_a_video_alone(filmed: Home, to: list[str]) -> None:
    run = filmed.run("export", "1", *to, "--only", "ums")
    assert (run.returncode, run.stdout) == (2, "")
    assert "Error: --only says what a video shows: add --to video, or leave it out.\n" in run.stderr


def test_a_take_without_a_video_says_how_to_film_one(home: Home) -> None:
    home.keep(spoken(), sound=VOICE)
    run = home.run("export", "1", "--to", "video", "--output", "ums.webm")
    assert (run.returncode, run.stdout) == (1, "")
    assert "Take 1 has no video. `rehearse web` films an answer" in run.stderr
