"""Recordings of all kinds, read as far as they go: what is in them is known, and what is missing."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from audio.recorded import CODINGS, MADE_HZ, beeps, recording, tracks, with_broken_packets
from rehearse.audio.files import RATE_HZ, Recording, outline, read_audio
from rehearse.errors import AudioFileError
from rehearse.model.heard import Damage

Samples = npt.NDArray[np.float32]

STEP_S = 0.25


def read(path: Path, content: bytes, *, track: int | None = None) -> tuple[Samples, Damage | None]:
    path.write_bytes(content)
    return heard(path, track=track)


def heard(path: Path, *, track: int | None = None) -> tuple[Samples, Damage | None]:
    taken = Recording(path, track=track)
    samples = np.concatenate(list(taken.blocks()))
    return samples, taken.damage


def pattern(samples: Samples) -> str:
    """What is in each quarter of a second: a tone ("^"), or nothing (".")."""
    size = round(STEP_S * RATE_HZ)
    parts = [samples[at : at + size] for at in range(0, len(samples) - size // 2, size)]
    return "".join("^" if float(np.square(part).mean()) > 0.01 else "." for part in parts)


@pytest.mark.parametrize("ending", CODINGS)
def test_nothing_is_said_of_a_whole_recording(ending: str, tmp_path: Path) -> None:
    samples, damage = read(tmp_path / f"a.{ending}", recording(ending, beeps(4)))
    assert damage is None
    assert pattern(samples)[:16] == "^^.." * 4
    assert len(samples) / RATE_HZ == pytest.approx(4, abs=0.1)


@pytest.mark.parametrize("ending", ["wav", "aiff", "flac", "mp3", "mkv", "webm", "m4a"])
def test_what_is_cut_off_is_missing(ending: str, tmp_path: Path) -> None:
    content = recording(ending, beeps(8), options={"movflags": "faststart"} if ending == "m4a" else {})
    samples, damage = read(tmp_path / f"a.{ending}", content[: len(content) * 5 // 8])
    assert pattern(samples)[:12] == "^^.." * 3
    assert damage is not None
    assert damage.declared_s == pytest.approx(8, abs=0.1)
    assert damage.missing_s == pytest.approx(8 - len(samples) / RATE_HZ, abs=0.1)
    assert damage.missing_s > 2


def vorbis(path: Path, seconds: int, *, rate_hz: int = MADE_HZ) -> bytes:
    soundfile.write(path, beeps(seconds, rate_hz=rate_hz), rate_hz, format="OGG", subtype="VORBIS")
    return path.read_bytes()


def test_an_ogg_that_is_cut_off_in_a_page_says_so(tmp_path: Path) -> None:
    content = vorbis(tmp_path / "a.ogg", 8)
    samples, damage = read(tmp_path / "a.ogg", content[: len(content) * 5 // 8])
    assert pattern(samples)[:12] == "^^.." * 3
    assert damage is not None
    assert damage.errors == 1


def test_joined_oggs_of_other_rates_are_read_to_their_end(tmp_path: Path) -> None:
    path = tmp_path / "a.ogg"
    samples, damage = read(path, vorbis(path, 3) + vorbis(path, 2, rate_hz=22_050) + vorbis(path, 1))
    assert pattern(samples) == "^^.." * 6
    assert damage is None


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF, 0xFFFFFFFF - 36, 0x7FFFFFFF, 0x7FFFF000, 0x80000000])
def test_a_length_that_was_never_filled_in_is_none(size: int, tmp_path: Path) -> None:
    content = bytearray(recording("wav", beeps(2)))
    at = content.index(b"data") + 4
    content[at : at + 4] = struct.pack("<I", size)
    samples, damage = read(tmp_path / "a.wav", bytes(content))
    assert pattern(samples)[:8] == "^^.." * 2
    assert damage is None


def test_a_flac_that_does_not_know_its_length_is_not_damaged(tmp_path: Path) -> None:
    content = bytearray(recording("flac", beeps(2)))
    content[8 + 13] &= 0xF0  # 36 bits of the STREAMINFO block
    content[8 + 14 : 8 + 18] = bytes(4)
    samples, damage = read(tmp_path / "a.flac", bytes(content))
    assert pattern(samples) == "^^.." * 2
    assert damage is None


@pytest.mark.parametrize("ending", ["m4a", "flac"])
def test_broken_packets_are_silence_of_their_length(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(recording(ending, beeps(8)))
    whole, _ = heard(path)
    with_broken_packets(path, [20, 21, 60], lambda packet: b"\xff" * len(packet))
    samples, damage = heard(path)
    assert len(samples) == pytest.approx(len(whole), abs=200)
    assert pattern(samples)[-8:] == pattern(whole)[-8:]
    assert damage is not None
    assert damage.missing_s > 0.05
    for lost in damage.lost:
        inner = samples[round(lost.start_s * RATE_HZ) + 50 : round(lost.end_s * RATE_HZ) - 50]
        assert not inner.any()


def test_every_error_of_a_decoder_costs_its_packet_alone(tmp_path: Path) -> None:
    """AAC's decoder answers some with -1, which looks like a lack of permission."""
    path = tmp_path / "a.m4a"
    path.write_bytes(recording("m4a", beeps(8)))
    noise = np.random.default_rng(3)
    broken = range(5, 350, 5)
    with_broken_packets(path, broken, lambda packet: noise.bytes(len(packet)))
    samples, damage = heard(path)
    assert damage is not None
    assert 20 < damage.errors <= len(broken) + 5
    assert len(samples) / RATE_HZ == pytest.approx(8, abs=0.1)


@pytest.mark.parametrize("ending", ["flac", "webm", "mkv"])
def test_a_stretch_that_was_removed_is_missing(ending: str, tmp_path: Path) -> None:
    options = {"cluster_time_limit": "500"} if ending in ("webm", "mkv") else {}
    content = recording(ending, beeps(8), options=options)
    samples, damage = read(
        tmp_path / f"a.{ending}", content[: len(content) // 4] + content[len(content) // 2 :]
    )
    assert len(samples) / RATE_HZ == pytest.approx(8, abs=0.2)
    assert pattern(samples)[-8:] == "^^.." * 2
    assert damage is not None
    assert damage.missing_s == pytest.approx(2, abs=0.5)


@pytest.mark.parametrize("ending", ["webm", "m4a"])
def test_time_without_packets_is_silence_and_no_damage(ending: str, tmp_path: Path) -> None:
    content = recording(ending, beeps(10), without=(3.0, 8.0))
    samples, damage = read(tmp_path / f"a.{ending}", content)
    assert pattern(samples)[:40] == "^^.." * 3 + "...." * 5 + "^^.." * 2
    assert damage is None


@pytest.mark.parametrize("ending", CODINGS)
@pytest.mark.parametrize(("rate_hz", "channels"), [(MADE_HZ, 1), (24_000, 1), (MADE_HZ, 2)])
def test_what_was_joined_is_read_to_its_end(ending: str, rate_hz: int, channels: int, tmp_path: Path) -> None:
    first = recording(ending, beeps(3))
    second = recording(ending, beeps(2, rate_hz=rate_hz), rate_hz=rate_hz, channels=channels)
    samples, damage = read(tmp_path / f"a.{ending}", first + second)
    assert len(samples) / RATE_HZ == pytest.approx(5, abs=0.15)
    assert pattern(samples).count("^") >= 10
    assert damage is None


def test_a_changed_bit_costs_an_ogg_no_page(tmp_path: Path) -> None:
    content = bytearray(recording("opus", beeps(8)))
    for at in (len(content) // 3, len(content) // 2, len(content) * 4 // 5):
        content[at] ^= 1
    samples, damage = read(tmp_path / "a.opus", bytes(content))
    assert pattern(samples)[:32] == "^^.." * 8
    assert damage is not None
    assert damage.errors == 3


def test_a_page_that_is_missing_is_missing_sound(tmp_path: Path) -> None:
    content = recording("opus", beeps(8))
    pages = content.split(b"OggS")
    samples, damage = read(tmp_path / "a.opus", b"OggS".join(pages[:5] + pages[6:]))
    assert len(samples) / RATE_HZ == pytest.approx(8, abs=0.1)
    assert damage is not None
    assert damage.missing_s == pytest.approx(1, abs=0.3)


def test_every_track_can_be_read(tmp_path: Path) -> None:
    silence = np.zeros_like(beeps(3))
    path = tmp_path / "a.m4a"
    path.write_bytes(tracks("m4a", [silence, beeps(3)]))
    assert outline(path).tracks == 2
    assert [pattern(heard(path, track=track)[0])[:12] for track in (None, 1, 2)] == [
        "." * 12,
        "." * 12,
        "^^.." * 3,
    ]


@pytest.mark.parametrize("share", [1.0, 0.8, 0.95])
def test_a_channel_that_is_turned_over_is_heard(share: float, tmp_path: Path) -> None:
    voice = beeps(3)
    soundfile.write(tmp_path / "a.flac", np.stack([voice, -share * voice], axis=1), MADE_HZ)
    assert pattern(read_audio(tmp_path / "a.flac")) == "^^.." * 3


def test_other_sounds_on_other_channels_are_not_turned_over(tmp_path: Path) -> None:
    time_s = np.arange(3 * RATE_HZ) / RATE_HZ
    left, right = (0.3 * np.sin(2 * np.pi * tone_hz * time_s) for tone_hz in (300, 400))
    soundfile.write(tmp_path / "a.wav", np.stack([left, right], axis=1), RATE_HZ, subtype="FLOAT")
    assert np.allclose(read_audio(tmp_path / "a.wav"), (left + right) / 2, atol=1e-3)


@pytest.mark.parametrize(
    ("name", "rate_hz"), [("a.flac", 1), ("a.flac", 100), ("a.wav", 1), ("a.wav", 10**6)]
)
def test_a_rate_of_no_recording_is_refused(name: str, rate_hz: int, tmp_path: Path) -> None:
    """A second of a flac with one sample a second would be 16,000 samples, made of a bit."""
    soundfile.write(tmp_path / name, np.zeros(30_000), rate_hz)
    with pytest.raises(AudioFileError, match=f"{name} has {rate_hz} samples a second"):
        next(Recording(tmp_path / name).blocks())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n{}\n#EXT-X-ENDLIST\n"),
        ("a.ffconcat", "ffconcat version 1.0\nfile '{}'\n"),
        ("a.sdp", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n"),
        ("a.mp3", "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n{}\n#EXT-X-ENDLIST\n"),
    ],
)
def test_a_list_of_files_is_not_followed(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "other.wav").write_bytes(recording("wav", beeps(2)))
    (tmp_path / name).write_text(text.format(tmp_path / "other.wav"))
    with pytest.raises(AudioFileError, match="cannot be read as audio"):
        read_audio(tmp_path / name)


def test_a_clock_that_jumps_for_years_makes_no_years_of_silence(tmp_path: Path) -> None:
    content = bytearray(recording("mkv", beeps(30)))
    clusters = [at for at in range(len(content) - 8) if content[at : at + 4] == b"\x1f\x43\xb6\x75"]
    assert len(clusters) > 2
    at = content.index(b"\xe7", clusters[1])  # the cluster's time, a number of some bytes
    size = content[at + 1] & 0x7F
    content[at + 2 : at + 2 + size] = b"\x7f" * size
    samples, _ = read(tmp_path / "a.mkv", bytes(content))
    assert 25 < len(samples) / RATE_HZ < 31
