"""From frames as they are decoded to mono sound at one rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

RATE_HZ = 16_000
"""What Whisper and the voice activity detector hear."""

TURNED_OVER = -0.5
"""A channel whose correlation with another is below is that one turned over, and not another sound."""
TELLS_FROM = 0.01
"""Of the loudest channel's energy: what is softer tells nothing about the others."""


class Resampler:
    """Turns PyAV's frames of one kind into samples at 16 kHz, shape (n, channels), whatever their size."""

    def __init__(self) -> None:
        import av

        # Channels interleaved, because av crashes on more than eight that are apart.
        self._resampler = av.AudioResampler(format="flt", rate=RATE_HZ)

    def add(self, frame: Any) -> list[Samples]:
        """What comes out for one more frame."""
        frame.pts = None  # the resampler would make up for gaps by itself
        return [_channels(part) for part in self._resampler.resample(frame)]

    def end(self) -> list[Samples]:
        """What was still held back."""
        return [_channels(part) for part in self._resampler.resample(None)]


def mono(channels: Samples) -> Samples:
    """The mean of the channels, of shape (n, channels), as shape (n,): a speaker on any one of them is heard.

    One that is another turned over, as from a cable with two wires exchanged, is turned back first: the sum
    would be silence.
    """
    if channels.shape[1] == 1:
        return channels[:, 0]
    products = channels.T @ channels
    energies = products.diagonal()
    first = int((energies >= TELLS_FROM * energies.max()).argmax())
    alike = products[first] / np.sqrt(np.maximum(energies * energies[first], np.finfo(np.float32).tiny))
    mixed: Samples = (channels * np.where(alike < TURNED_OVER, -1, 1)).mean(axis=1, dtype=np.float32)
    return mixed


def _channels(frame: Any) -> Samples:

    interleaved = frame.to_ndarray().reshape(-1, frame.layout.nb_channels)
    # A file of floats may hold anything; one sample that is no number would spoil a whole chunk.
    finite: Samples = np.nan_to_num(interleaved, nan=0.0, posinf=0.0, neginf=0.0).clip(-1, 1)
    return finite
