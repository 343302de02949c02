"""How much of what was said a recording lacks. Pure: arrays in, seconds out."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Sound = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

BLOCK_S = 0.4
HOP_S = 0.1
LIKE = 0.9
"""From this correlation on a block of a recording is a block of what was said."""

LOUD = 0.01
"""Blocks under this root mean square could be any silence."""

JITTER_S = 0.03
"""Two blocks of an unbroken recording are found no further apart than that."""


def missing_inside_s(recorded: Sound, said: Sound, rate_hz: int) -> float:
    """Seconds of `said` left out between blocks that `recorded` holds; both shape (n,).

    What is left out may have been cut, or have become something else, as silence; where it was cut
    inside a word, the pieces beside the cut are counted too. Sound put in between, as a pause of the
    sound system's, is no loss. ValueError where the recording holds nothing of what was said.
    """
    places = _places(recorded, said, rate_hz)
    if len(places) == 0:
        raise ValueError("the recording holds nothing of what was said")
    jumps = np.diff(places[:, 1] - places[:, 0]) / rate_hz
    return max(float(jumps[jumps > JITTER_S].sum()), _unheard_s(places[:, 1], said, rate_hz))


def _unheard_s(found: Places, said: Sound, rate_hz: int) -> float:
    """Seconds that are loud in `said`, and in no block found of it, from the first such block to the last."""
    block = round(BLOCK_S * rate_hz)
    missing = np.zeros(len(said), dtype=bool)
    missing[found[0] : found[-1]] = True
    for start in found:
        missing[start : start + block] = False
    is_loud = np.sqrt(np.maximum(_windowed(said**2, block), 0) / block) >= LOUD
    middle = block // 2
    return float(np.sum(missing[middle : middle + len(is_loud)] & is_loud)) / rate_hz


def _places(recorded: Sound, said: Sound, rate_hz: int) -> Places:
    """Where each loud block of the recording begins, in it and in `said`, shape (n, 2); unknown ones not."""
    block, hop = round(BLOCK_S * rate_hz), round(HOP_S * rate_hz)
    energies = np.sqrt(np.maximum(_windowed(said**2, block), 1e-12))
    spectrum = np.fft.rfft(said, n=1 << (len(said) + block).bit_length())
    places = [
        (start, place)
        for start in range(0, len(recorded) - block + 1, hop)
        if _is_loud(part := recorded[start : start + block])
        and (place := _place(part, spectrum, energies)) is not None
    ]
    return np.array(places, dtype=np.int64).reshape(-1, 2)


def _is_loud(part: Sound) -> bool:
    return bool(np.sqrt(np.mean(part**2)) >= LOUD)


def _place(part: Sound, spectrum: Any, energies: Sound) -> int | None:
    """Where a part is likest to what was said, whose spectrum and whose energies of parts are given."""
    length = 2 * (len(spectrum) - 1)
    products = np.fft.irfft(spectrum * np.conj(np.fft.rfft(part, n=length)), n=length)[: len(energies)]
    likeness = products / (energies * np.linalg.norm(part))
    best = int(np.argmax(likeness))
    return best if likeness[best] >= LIKE else None


def _windowed(values: Sound, width: int) -> Sound:
    """Sums over `width` neighbours, shape (n - width + 1,)."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    windowed: Sound = sums[width:] - sums[:-width]
    return windowed
