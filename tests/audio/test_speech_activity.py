"""Speech that the real detector finds, whatever rumbles below it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rehearse.audio.files import RATE_HZ, read_audio
from rehearse.audio.speech_activity import SpeechActivity
from rehearse.model.heard import Span

SAMPLE = Path(__file__).parents[2] / "samples" / "long-pauses.flac"


def beginning() -> Any:
    return read_audio(SAMPLE)[: 20 * RATE_HZ]


def speech_in(samples: Any, *, block: int = 1 << 20) -> list[Span]:
    activity = SpeechActivity()
    found = [span for at in range(0, len(samples), block) for span in activity.add(samples[at : at + block])]
    return [*found, *activity.end()]


def in_a_truck(samples: Any, seed: int) -> Any:
    """A soft voice, noise 5 dB under it, and 28 dB above it what rumbles below 30 Hz."""
    random = np.random.default_rng(seed)
    voice, noise = 0.1 * samples, random.standard_normal(len(samples))
    spectrum = np.fft.rfft(random.standard_normal(len(samples)))
    spectrum[np.fft.rfftfreq(len(samples), 1 / RATE_HZ) > 30] = 0
    rumble = np.fft.irfft(spectrum, len(samples))
    added = sum(
        sound / sound.std() * voice.std() * 10 ** (above_db / 20)
        for sound, above_db in ((noise, -5), (rumble, 28))
    )
    return np.asarray(voice + added, dtype=np.float32)


@pytest.mark.parametrize("seed", range(5))
def test_rumble_hides_no_speech(seed: int) -> None:
    clean_s, rumbling_s = (
        sum(span.duration_s for span in speech_in(samples))
        for samples in (beginning(), in_a_truck(beginning(), seed))
    )
    assert rumbling_s == pytest.approx(clean_s, rel=0.1)


@pytest.mark.parametrize("block", [100, 512, 3000])
def test_where_blocks_end_does_not_matter(block: int) -> None:
    samples = beginning()
    assert speech_in(samples, block=block) == speech_in(samples)
