"""Takes that were cut off: which there are, where their sound lies, and recordings that no take names.

No recording is ever deleted here.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse import __version__
from rehearse.errors import HistoryError
from rehearse.history.files import AUDIO_SUFFIXES, leads_outside
from rehearse.model.kept import NewTake, Take
from rehearse.model.questions import Prompt
from rehearse.private_file import SETTLED_S, is_growing
from rehearse.takes.filming import mend_video
from rehearse.takes.keeping import finish, nothing_in

if TYPE_CHECKING:
    from rehearse.hearing.loading import WhisperLoading
    from rehearse.history import History
    from rehearse.progress import Progress

BEGINS_WITHIN_S = 20.0
"""A take is in the history before its microphone is open, which a sound system may take long over."""

_EMPTY_BYTES = 44
"""A WAV's header; no FLAC that holds sound is as small."""

_NAME = re.compile(r"(?P<when>\d{8}-\d{6})-\d+-(?P<prompt>.+?)(?P<number>-\d+)?")
"""Of a recording as `keeping.new_take_path` chooses it."""


def resume(history: History, take: Take, whisper: WhisperLoading, *, progress: Progress) -> Take:
    """`keeping.finish` for a take found in the history, and its video made one that plays with the sound;
    raises as that and `with_recording` do.
    """
    found = with_recording(history, take)
    mend_video(found)
    return finish(history, found, whisper, progress=progress)


def with_recording(history: History, take: Take) -> Take:
    """The take, pointing to the file that its sound is really in.

    HistoryError where there is none, none yet, or one that still grows.
    """
    if take.audio is not None and not take.audio.exists():
        take = _after_compression(history, take)
    if is_being_recorded(take):
        raise HistoryError(f"Take {take.id} is still being recorded. Wait until it is done.")
    if take.audio is not None and _is_recording(take.audio):
        return take
    if (datetime.now(UTC) - take.recorded_at).total_seconds() < BEGINS_WITHIN_S:
        raise HistoryError(f"Take {take.id} may still be recording. Try again in half a minute.")
    raise nothing_in(take)


def is_being_recorded(take: Take) -> bool:
    """Whether a program is recording it now, be it this one or another."""
    return take.audio is not None and take.audio.suffix == ".wav" and is_growing(take.audio)


def _after_compression(history: History, take: Take) -> Take:
    """A program that was cut off once it had compressed a take had no time to tell the history."""
    assert take.audio is not None
    beside = next((path for path in _same_name(take.audio) if path.exists()), None)
    return take if beside is None else history.set_audio(take.id, beside)


def _same_name(audio: Path) -> Iterable[Path]:
    return (audio.with_suffix(suffix) for suffix in AUDIO_SUFFIXES)


def orphans(history: History) -> list[Path]:
    """Recordings in the folder of takes that no take names, the oldest name first.

    A WAV and a FLAC of one name are one recording: the second is what the first was compressed to.
    """
    named = {take.audio.stem for take in history.takes() if take.audio}
    found = [path for path in sorted(history.takes_folder.iterdir()) if _is_recording(path)]
    one_each = {path.stem: path for path in found if path.stem not in named}  # of two the WAV, the original
    return list(one_each.values())


def is_settled(path: Path) -> bool:
    """Whether nobody can still be about to name a file, or to remove it."""
    return _age_s(path) > SETTLED_S


def _is_recording(path: Path) -> bool:
    return (
        path.suffix in AUDIO_SUFFIXES
        and not path.name.startswith(".")
        and not leads_outside(path)
        and path.is_file()
        and path.stat().st_size > _EMPTY_BYTES
    )


def adopt(history: History, recording: Path, prompts: Iterable[Prompt]) -> Take:
    """Keep a recording of the folder of takes as a take, its time and its question read from its name."""
    prompt = _prompt(recording, prompts)
    return history.begin(
        NewTake(
            recorded_at=_recorded_at(recording),
            prompt_id=prompt.id if prompt else None,
            question=prompt.question if prompt else None,
            audio=recording,
            version=__version__,
        )
    )


def _recorded_at(recording: Path) -> datetime:
    """From its name, in the local time zone; else when the file was last changed."""
    name = _NAME.fullmatch(recording.stem)
    try:
        if name:
            return datetime.strptime(name["when"], "%Y%m%d-%H%M%S").astimezone()
    except (ValueError, OverflowError):  # digits that are no time
        pass
    return datetime.fromtimestamp(recording.stat().st_mtime, UTC)


def _prompt(recording: Path, prompts: Iterable[Prompt]) -> Prompt | None:
    name = _NAME.fullmatch(recording.stem)
    if name is None:
        return None
    by_id = {prompt.id: prompt for prompt in prompts}
    return by_id.get(name["prompt"] + (name["number"] or "")) or by_id.get(name["prompt"])


def _age_s(path: Path) -> float:
    """Seconds since a file was changed; endless where there is none."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return inf
