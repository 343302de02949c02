"""Hearing recordings: the wiring of sound, transcription and analysis. Prints nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.model import Heard

if TYPE_CHECKING:
    from rehearse.transcription.verbatim import Whisper

ENGINE = "openai-whisper"


def cache_folder() -> Path:
    """Where converted weights are kept; REHEARSE_HOME overrides the system's own place."""
    import platformdirs

    if home := os.environ.get("REHEARSE_HOME"):
        return Path(home) / "cache"
    return Path(platformdirs.user_cache_dir("rehearse", appauthor=False))


def question_folders() -> list[Path]:
    """Where questions are read from: the bundled ones first, then the user's own."""
    import platformdirs

    from rehearse.question_bank import bundled_folder

    home = os.environ.get("REHEARSE_HOME")
    own = Path(home) if home else Path(platformdirs.user_config_dir("rehearse", appauthor=False))
    return [bundled_folder(), own / "prompts"]


def load_whisper(model: str, *, progress: Callable[[str, int, int], None]) -> Whisper:
    """The model ready to hear; raises WeightsError where there is none."""
    from rehearse.transcription.verbatim import Whisper
    from rehearse.transcription.weights import find_weights

    return Whisper(find_weights(model, cache=cache_folder(), progress=progress), name=model)


def hear(path: Path, whisper: Callable[[], Whisper], *, progress: Callable[[int, int], None]) -> Heard:
    """What a recording holds. `whisper` is called only where somebody speaks.

    Raises AudioFileError for what is no recording.
    """
    from rehearse.audio.chunks import chunks
    from rehearse.audio.files import RATE_HZ, read_audio
    from rehearse.audio.speech_activity import speech_activity

    samples = read_audio(path)
    speech = speech_activity(samples)
    model = whisper() if speech else None
    words = model.transcribe(samples, chunks(speech), progress=progress) if model else []
    return Heard(
        words=tuple(words),
        speech=speech,
        duration_s=len(samples) / RATE_HZ,
        engine=ENGINE,
        model=model.name if model else None,
    )
