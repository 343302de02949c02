from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from rehearse.audio.take_file import TakeFile, to_flac
from rehearse.errors import AudioFileError
from rehearse.private_file import is_growing

RATE_HZ = 16_000
Samples = npt.NDArray[np.int16]
needs_posix = pytest.mark.skipif(os.name != "posix", reason="POSIX file modes and limits")


def noise(frames: int) -> Samples:
    return np.random.default_rng(1).integers(-20_000, 20_000, frames, dtype=np.int16)


def samples_of(path: Path) -> Samples:
    samples: Samples = soundfile.read(path, dtype="int16")[0]
    return samples


def write_take(path: Path, samples: Samples, *, rate_hz: int = RATE_HZ) -> Path:
    take = TakeFile(path, rate_hz)
    take.write(samples.tobytes())
    take.close()
    return path


@contextlib.contextmanager
def at_most_bytes(limit: int) -> Iterator[None]:
    """Limits how large a file may grow, which fails in the middle of a write as a full disk does.

    The limit holds for the whole process, so nothing else may be written meanwhile: pytest's own output
    may be a file too.
    """
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_take_can_be_read_at_any_moment_while_it_grows(tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    said = noise(4000)
    take = TakeFile(path, RATE_HZ)
    for start in range(0, 4000, 1000):
        with wave.open(str(path)) as reader:
            assert reader.getnframes() == start
        take.write(said[start : start + 1000].tobytes())
        assert (samples_of(path) == said[: start + 1000]).all()
    assert take.duration_s == 0.25
    take.close()
    assert (samples_of(path) == said).all()


def test_take_is_mono_16_bit_at_its_own_rate(tmp_path: Path) -> None:
    with wave.open(str(write_take(tmp_path / "take.wav", noise(10), rate_hz=44_100))) as reader:
        assert reader.getparams()[:3] == (1, 2, 44_100)


def test_empty_take_is_a_wav(tmp_path: Path) -> None:
    assert samples_of(write_take(tmp_path / "take.wav", noise(0))).size == 0


@needs_posix
@pytest.mark.parametrize("compress", [False, True])
def test_take_is_for_its_owner_only(tmp_path: Path, compress: bool) -> None:
    path = write_take(tmp_path / "take.wav", noise(10))
    if compress:
        path = to_flac(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_two_programs_never_share_a_take(tmp_path: Path) -> None:
    path = write_take(tmp_path / "take.wav", noise(100))
    with pytest.raises(AudioFileError, match=r"take\.wav.*exists"):
        TakeFile(path, RATE_HZ)
    assert samples_of(path).size == 100


def test_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(AudioFileError, match="cannot be written"):
        TakeFile(tmp_path / "gone" / "take.wav", RATE_HZ)


def test_take_survives_the_death_of_the_program(tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    program = (
        "import os, pathlib\n"
        "from rehearse.audio.take_file import TakeFile\n"
        f"take = TakeFile(pathlib.Path({str(path)!r}), 16000)\n"
        "take.write(bytes(3200)); take.write(bytes(3200)); os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", program]).returncode == 9
    assert samples_of(path).size == 3200


@pytest.mark.parametrize("limit", [44 + 2 * 1500, 44 + 2 * 1500 + 1, 44 + 2 * 1000])
def test_full_disk_keeps_what_was_written_before(tmp_path: Path, limit: int) -> None:
    path = tmp_path / "take.wav"
    said = noise(2000)
    with at_most_bytes(limit):
        take = TakeFile(path, RATE_HZ)
        take.write(said[:1000].tobytes())
        with pytest.raises(OSError, match="too large"):
            take.write(said[1000:].tobytes())
        take.close()
    assert take.frames == 1000
    assert (samples_of(path) == said[:1000]).all()
    assert path.stat().st_size == 44 + 2 * 1000


def test_disk_full_from_the_start_leaves_no_file(tmp_path: Path) -> None:
    with at_most_bytes(20), pytest.raises(AudioFileError, match="Free some space"):
        TakeFile(tmp_path / "take.wav", RATE_HZ)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("frames", [1, 1000, 65_536, 200_000])
def test_flac_holds_the_very_same_samples(tmp_path: Path, frames: int) -> None:
    said = noise(frames)
    wav = write_take(tmp_path / "take.wav", said, rate_hz=48_000)
    flac = to_flac(wav)
    assert [path.name for path in tmp_path.iterdir()] == ["take.flac"]
    assert (samples_of(flac) == said).all()
    assert soundfile.info(flac).samplerate == 48_000


def test_silence_becomes_much_smaller(tmp_path: Path) -> None:
    wav = write_take(tmp_path / "take.wav", np.zeros(160_000, dtype=np.int16))
    before = wav.stat().st_size
    assert to_flac(wav).stat().st_size < before / 20


def test_take_without_sound_is_not_compressed(tmp_path: Path) -> None:
    wav = write_take(tmp_path / "take.wav", noise(0))
    with pytest.raises(AudioFileError, match="has no audio in it"):
        to_flac(wav)
    assert [path.name for path in tmp_path.iterdir()] == ["take.wav"]


def test_take_cut_short_by_a_crash_is_compressed_as_far_as_it_goes(tmp_path: Path) -> None:
    wav = write_take(tmp_path / "take.wav", noise(1000))
    os.truncate(wav, 44 + 2 * 400)
    assert samples_of(to_flac(wav)).size == 400


def test_failed_compression_leaves_the_wav_and_nothing_else(tmp_path: Path) -> None:
    said = noise(100_000)
    wav = write_take(tmp_path / "take.wav", said)
    with at_most_bytes(10_000), pytest.raises(AudioFileError, match="The WAV is kept"):
        to_flac(wav)
    assert [path.name for path in tmp_path.iterdir()] == ["take.wav"]
    assert (samples_of(wav) == said).all()


@pytest.mark.parametrize("content", [b"", b"RIFF", b"not a sound at all" * 10])
def test_what_is_no_wav_is_kept(tmp_path: Path, content: bytes) -> None:
    wav = tmp_path / "take.wav"
    wav.write_bytes(content)
    with pytest.raises(AudioFileError, match=r"take\.wav cannot be compressed"):
        to_flac(wav)
    assert wav.read_bytes() == content


@needs_posix
def test_take_that_still_grows_is_not_compressed(tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    take = TakeFile(path, RATE_HZ)
    take.write(noise(100).tobytes())
    assert is_growing(path)
    with pytest.raises(AudioFileError, match="still being recorded"):
        to_flac(path)
    assert samples_of(path).size == 100
    take.close()
    assert not is_growing(path)
    assert to_flac(path).exists()


def test_what_would_lose_by_it_is_not_compressed(tmp_path: Path) -> None:
    path = tmp_path / "fine.wav"
    soundfile.write(path, np.full(100, 1e-6), RATE_HZ, subtype="PCM_24")
    before = path.read_bytes()
    with pytest.raises(AudioFileError, match="would change it"):
        to_flac(path)
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (before, [path])


def test_another_recording_of_the_same_name_is_not_written_over(tmp_path: Path) -> None:
    path = write_take(tmp_path / "take.wav", noise(100))
    other = path.with_suffix(".flac")
    soundfile.write(other, noise(50), RATE_HZ)
    before = other.read_bytes()
    with pytest.raises(AudioFileError, match="another recording"):
        to_flac(path)
    assert (other.read_bytes(), path.exists()) == (before, True)
