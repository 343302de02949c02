"""The measures of benchmarks/faults, on sound and disks whose truth is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from benchmarks.faults.power import Disk, lay_down
from benchmarks.faults.sound import Sound, missing_inside_s

SAMPLE = Path(__file__).parent.parent / "samples" / "good-answer.flac"
SAID: Sound = soundfile.read(SAMPLE, stop=12 * 16_000)[0]
RATE_HZ = 16_000


def cut(start_s: float, end_s: float) -> Sound:
    return SAID[round(start_s * RATE_HZ) : round(end_s * RATE_HZ)]


SILENCE = np.zeros(RATE_HZ)


@pytest.mark.parametrize(
    ("recorded", "missing_s"),
    [
        ([cut(2, 8)], 0),
        ([cut(2, 5), cut(6.2, 9)], 1.2),
        ([cut(2, 4), cut(4.3, 6), cut(6.5, 9)], 0.8),
        ([cut(2, 5), SILENCE, cut(6, 9)], 1),
    ],
)
def test_what_is_left_out_is_measured(recorded: list[Sound], missing_s: float) -> None:
    measured = missing_inside_s(np.concatenate(recorded), SAID, RATE_HZ)
    assert missing_s - 0.05 <= measured <= missing_s * 1.5 + 0.05


def test_silence_put_in_is_no_loss() -> None:
    recorded = np.concatenate([cut(2, 5), SILENCE, cut(5, 8)])
    assert missing_inside_s(recorded, SAID, RATE_HZ) < 0.5


def test_another_sound_is_told_of() -> None:
    noise = np.random.default_rng(0).normal(scale=0.1, size=3 * RATE_HZ)
    with pytest.raises(ValueError, match="nothing of what was said"):
        missing_inside_s(noise, SAID, RATE_HZ)


def test_only_what_was_forced_to_the_disk_is_there_after_the_power_went(tmp_path: Path) -> None:
    disk = Disk(tmp_path / "disk")
    takes = tmp_path / "before" / "takes"
    takes.mkdir(parents=True)
    recording = takes / "one.wav"
    recording.write_bytes(b"nobody has heard of me")
    disk.file_synced(recording)
    assert list(disk.takes.iterdir()) == []
    disk.folder_synced(takes)
    recording.write_bytes(b"forced to the disk")
    disk.file_synced(recording)
    recording.write_bytes(b"forced to the disk, and more")
    recording.rename(takes / "renamed.wav")
    history = tmp_path / "before" / "history.db"
    history.write_bytes(b"first")
    disk.committed(history)
    history.write_bytes(b"second")
    disk.committed(history)
    history.write_bytes(b"third")
    home = tmp_path / "home"
    (home / "takes").mkdir(parents=True)
    lay_down(disk.folder, home)
    assert [path.name for path in (home / "takes").iterdir()] == ["one.wav"]
    assert (home / "takes" / "one.wav").read_bytes() == b"forced to the disk"
    assert (home / "history.db").read_bytes() == b"second"
