"""Whisper's models in words: which are here, and what each finds. Pure."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from rehearse.words.text import UNKNOWN


class Model(Protocol):
    """What is said of a model; `transcription.known.KnownModel` has it."""

    @property
    def name(self) -> str: ...
    @property
    def at(self) -> Path | None: ...
    @property
    def packaged(self) -> bool: ...
    @property
    def megabytes(self) -> int | None: ...


def size(model: Model) -> str:
    """How much room it takes."""
    return UNKNOWN if model.megabytes is None else f"{model.megabytes} MB"


def is_here(model: Model) -> bool:
    return model.at is not None or model.packaged


def where(model: Model) -> str:
    return "on this machine" if is_here(model) else "not downloaded yet"


def what_they_find(usual: str) -> str:
    """`usual` is used unless another is chosen; with it alone hesitations are heard in the sound."""
    return (
        f"{usual} finds um/uh in both the transcript and the audio, any other model only in the transcript."
    )
