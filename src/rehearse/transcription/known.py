"""The models that have a name, and which of them are here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rehearse.transcription.official import official_file, urls
from rehearse.transcription.weights import PACKAGED_NAME, explained, is_packaged

if TYPE_CHECKING:
    import numpy.typing as npt

    Arrays = dict[str, npt.NDArray[np.float32]]

DOWNLOADS = {
    "tiny": 76,
    "base": 145,
    "small": 484,
    "medium": 1528,
    "turbo": 1618,
    "large-v3-turbo": 1618,
    "large": 3087,
}
"""About how many megabytes each of Whisper's sizes has; the variants of a size have as many."""


@dataclass(frozen=True, slots=True)
class KnownModel:
    """One of Whisper's own models: the file it would be read from, None where that is not there yet.

    `packaged` is one that comes in the weights packages, from which its file is made at first use.
    `megabytes` are those of the file, or about those of the download; None for a size not known here.
    """

    name: str
    at: Path | None
    packaged: bool
    megabytes: int | None


def known_models(*, cache: Path) -> tuple[KnownModel, ...]:
    """All that have a name, the smallest first."""
    with explained(cache):
        models = [_known(name, url, cache=cache) for name, url in urls().items()]
    return tuple(sorted(models, key=lambda model: (_download(model.name) or 0, model.name)))


def _known(name: str, url: str, *, cache: Path) -> KnownModel:
    files = [official_file(url)]
    packaged = is_packaged(name)
    if packaged:
        files.append(cache / PACKAGED_NAME)
    at = next((file for file in files if file.is_file()), None)
    return KnownModel(name, at, packaged, round(at.stat().st_size / 1e6) if at else _download(name))


def _download(name: str) -> int | None:
    return DOWNLOADS.get(name) or DOWNLOADS.get(name.partition(".")[0].partition("-")[0])
