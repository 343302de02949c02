"""How loud a block of sound is, and what that says about the microphone.

Pure: samples in, values out. This module opens no device, keeps no state between calls, and judges
only whether a voice arrives well enough to be recorded, never how somebody speaks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

CLIPPED_AT = 0.999
"""A sample of this size or larger counts as clipped (full scale is 1)."""

LOUD_FRACTION = 0.002
"""Share of clipped samples in a block from which the block is too loud."""

LOUD_HOLD_S = 1.5
"""A too loud block is spoken of for this long, so that the words can be read."""

QUIET_DBFS = -50.0
"""Below this a voice is hard to tell from the noise of an ordinary room. Convention, not research."""

FALL_DB_PER_S = 6.0
"""How fast the remembered loudness fades: a pause of a few seconds is not yet "very quiet"."""

ZEROS_S = 3.0
"""No microphone delivers exact zeros for longer than this, unless it is muted or forbidden."""

VOICELESS_S = 4.0
"""Sound without a voice for this long is no voice: a pause to think is shorter, or quiet."""

METER_FLOOR_DBFS = -60.0
"""Where the meter's 0 lies; its 1 lies at 0 dBFS."""

METER_RELEASE_S = 0.3
"""Time in which the meter falls to 37 % of where it was; it rises at once."""


@dataclass(frozen=True, slots=True)
class Level:
    """One block: `rms_dbfs` (-inf for zeros), `peak` (0 to 1), `clipped` (share of the samples, 0 to 1)."""

    rms_dbfs: float
    peak: float
    clipped: float


@dataclass(frozen=True, slots=True)
class Meter:
    """What was heard lately. `value` (0 to 1) is for showing; `peak` (0 to 1) is of everything so far.

    `recent_dbfs` is the loudest block, fading by `FALL_DB_PER_S`; `loud_s` how much longer to call it
    too loud; `zeros_s` for how long nothing but exact zeros has arrived.
    """

    value: float = 0.0
    recent_dbfs: float = -math.inf
    loud_s: float = 0.0
    zeros_s: float = 0.0
    peak: float = 0.0


@dataclass(frozen=True, slots=True)
class Voice:
    """When somebody spoke last, in seconds of the take, None for not yet; and how far was listened."""

    last_s: float | None
    listened_s: float


Hearing = Literal["hearing", "quiet", "loud", "zeros", "noise"]


def dbfs(amplitude: float) -> float:
    """Decibels below full scale of an amplitude (1 is full scale, 0 dBFS); -inf for 0."""
    return 20 * math.log10(amplitude) if amplitude > 0 else -math.inf


def level(samples: npt.NDArray[np.float32]) -> Level:
    """Measure one block of mono samples, shape (n,), between -1 and 1; ValueError where n is 0.

    0 dBFS is the RMS of a full-scale square wave, so a full-scale sine reads -3.01 dBFS.
    """
    if samples.size == 0:
        raise ValueError("no samples, so no level")
    sizes = np.abs(samples.astype(np.float64))
    return Level(
        rms_dbfs=dbfs(float(np.sqrt(np.mean(sizes**2)))),
        peak=float(sizes.max()),
        clipped=float(np.mean(sizes >= CLIPPED_AT)),
    )


def follow(meter: Meter, heard: Level, *, duration_s: float) -> Meter:
    """The meter after one more block that lasted `duration_s` seconds."""
    falling = meter.value * math.exp(-duration_s / METER_RELEASE_S)
    return Meter(
        value=max(meter_value(heard.rms_dbfs), falling),
        recent_dbfs=max(heard.rms_dbfs, meter.recent_dbfs - FALL_DB_PER_S * duration_s),
        loud_s=LOUD_HOLD_S if heard.clipped >= LOUD_FRACTION else max(0.0, meter.loud_s - duration_s),
        zeros_s=meter.zeros_s + duration_s if heard.peak == 0 else 0.0,
        peak=max(meter.peak, heard.peak),
    )


def meter_value(rms_dbfs: float) -> float:
    """Where a level stands between the meter's floor (0) and full scale (1)."""
    return min(1.0, max(0.0, 1 - rms_dbfs / METER_FLOOR_DBFS))


def hearing(meter: Meter, voice: Voice | None = None) -> Hearing:
    """What arrives. Where `voice` is None nobody listens for one, and any sound is taken for it."""
    if meter.zeros_s > ZEROS_S:
        return "zeros"
    if meter.loud_s > 0:
        return "loud"
    if meter.recent_dbfs < QUIET_DBFS:
        return "quiet"
    if voice is not None and voice.listened_s - (voice.last_s or 0.0) > VOICELESS_S:
        return "noise"
    return "hearing"
