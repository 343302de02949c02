"""How clean a recording is, on sounds of which it is known."""

import numpy as np
import pytest

from rehearse.audio.cleanness import Cleanness
from rehearse.audio.files import RATE_HZ
from rehearse.model.heard import Sound, Span

RANDOM = np.random.default_rng(5)
AT_S = np.arange(4 * RATE_HZ) / RATE_HZ
VOICE = (np.sin(2 * np.pi * 140 * AT_S) * np.abs(np.sin(2 * np.pi * 1.3 * AT_S)) ** 3).astype(np.float32)
"""Swells and fades as syllables do."""
SPEECH = Span(1.0, 3.0)
SPOKEN = np.where((SPEECH.start_s < AT_S) & (SPEECH.end_s > AT_S), VOICE, 0).astype(np.float32)


def noise(level_db: float) -> np.ndarray:
    return (RANDOM.standard_normal(len(AT_S)) * 10 ** (level_db / 20)).astype(np.float32)


def measured(samples: np.ndarray, block: int = 10 * RATE_HZ) -> Sound:
    cleanness = Cleanness()
    for first in range(0, len(samples), block):
        cleanness.add(samples[first : first + block])
    sound = cleanness.sound([SPEECH])
    assert sound is not None
    return sound


@pytest.mark.parametrize("level_db", [-60, -40, -20])
def test_noise_lies_as_far_below_the_voice_as_it_does(level_db: float) -> None:
    # The loud tenth of the voice has a level of -3.3 dB.
    assert measured(0.9 * SPOKEN + noise(level_db)).noise_below_db == pytest.approx(-4 - level_db, abs=1.5)


def test_a_recording_without_any_noise() -> None:
    assert measured(SPOKEN).noise_below_db > 35


def test_what_is_cut_off_lies_at_the_ceiling() -> None:
    clean = measured(0.9 * SPOKEN + noise(-50)).clipped
    cut = measured(np.clip(30 * SPOKEN, -1, 1)).clipped
    assert clean < 0.12 < 0.5 < cut


def test_turned_down_afterwards_it_is_cut_off_all_the_same() -> None:
    cut = np.clip(30 * SPOKEN, -1, 1)
    assert measured(0.1 * cut).clipped == pytest.approx(measured(cut).clipped, abs=0.02)


def test_a_click_is_no_ceiling() -> None:
    clicking = 0.2 * SPOKEN + noise(-60)
    clicking[20_000] = 1.0
    assert measured(clicking).clipped == pytest.approx(measured(0.2 * SPOKEN + noise(-60)).clipped, abs=0.01)


@pytest.mark.parametrize("block", [1, 333, 5000])
def test_it_does_not_matter_how_the_recording_is_cut(block: int) -> None:
    samples = (0.9 * SPOKEN + noise(-40))[-40_000:]
    assert measured(samples, block) == measured(samples)


def test_without_a_voice_there_is_nothing_to_tell() -> None:
    cleanness = Cleanness()
    assert cleanness.sound([]) is None
    cleanness.add(noise(-30))
    assert cleanness.sound([]) is None
