"""Hears what the program plays, and finds it again in the sound that it was taken from."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from at_terminal import SHOWS_WITHIN_S
from rehearse.audio.files import RATE_HZ
from virtual_microphone import VirtualMicrophone

Sound = npt.NDArray[np.float64]
PIECE_S = 0.4
Played = TypeVar("Played")


def listening(speaker: VirtualMicrophone, folder: Path, play: Callable[[], Played]) -> tuple[Played, Sound]:
    """What `play` returned, and all that was heard meanwhile, at 16 kHz, from -1 to 1."""
    raw = folder / "heard.raw"
    hearing = ["parec", "--device=microphone", "--raw", "--format=s16le", "--channels=1", "--latency-msec=50"]
    with (
        raw.open("wb") as file,
        subprocess.Popen([*hearing, f"--rate={RATE_HZ}"], env=speaker.environment, stdout=file) as listener,
    ):
        try:
            _wait_until(lambda: raw.stat().st_size > 0)
            played = play()
            heard_until = raw.stat().st_size + RATE_HZ  # half a second more
            _wait_until(lambda: raw.stat().st_size > heard_until)
        finally:
            listener.kill()  # it would be waited for
    return played, np.fromfile(raw, dtype="<i2").astype(np.float64) / 2**15


def likeness(whole: Sound, part: Sound) -> float:
    """How well `part` is found somewhere in `whole`: 1 where its very samples are, near 0 where not.

    It is looked for piece by piece, silence aside, and three quarters of the pieces are found as well
    as that: on a busy machine a gap may come somewhere, after which nothing fits as a whole.
    """
    pieces = np.array_split(part, max(1, round(len(part) / RATE_HZ / PIECE_S)))
    power = [float(np.mean(piece**2)) for piece in pieces]
    voiced = [piece for piece, its in zip(pieces, power, strict=True) if its > 0.1 * max(power)]
    return float(np.quantile([_found(whole, piece)[1] for piece in voiced], 0.25))


def place_s(whole: Sound, part: Sound) -> float:
    """Where in `whole` the sound is that is most like `part`, in seconds."""
    return _found(whole, part)[0] / RATE_HZ


def _found(whole: Sound, part: Sound) -> tuple[int, float]:
    size = 1 << (len(whole) + len(part)).bit_length()
    products = np.fft.irfft(np.fft.rfft(whole, size) * np.conj(np.fft.rfft(part, size)), size)
    start = int(np.argmax(products[: len(whole)]))
    there = whole[start : start + len(part)]
    return start, float(products[start] / np.sqrt(np.sum(there**2) * np.sum(part**2)))


def _wait_until(holds: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + SHOWS_WITHIN_S
    while not holds():
        assert time.monotonic() < give_up_at, "it did not happen in time"
        time.sleep(0.05)
