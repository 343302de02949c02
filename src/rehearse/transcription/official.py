"""Whisper's own models: their names, where they lie on this machine, and their download."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rehearse.errors import WeightsError
from rehearse.private_file import private_folder
from rehearse.progress import Progress
from rehearse.transcription.checked import BLOCK_BYTES

if TYPE_CHECKING:
    import numpy.typing as npt

    Arrays = dict[str, npt.NDArray[np.float32]]


def urls() -> dict[str, str]:
    # Whisper's table, read without importing Whisper, whose import loads torch.
    spec = importlib.util.find_spec("whisper")
    if spec is None or spec.origin is None:
        raise WeightsError("openai-whisper is not installed. Install it: pip install openai-whisper")
    source = Path(spec.origin).read_text(encoding="utf-8")
    return dict(re.findall(r'"([\w.-]+)": "(https://[^"]+\.pt)"', source))


def official_url(model: str) -> str:
    known = urls()
    if model not in known:
        raise WeightsError(
            f"There is no model '{model}'. Give a file, or one of: {', '.join(sorted(known))}."
        )
    return known[model]


def official_file(url: str) -> Path:
    return _whisper_cache() / Path(urllib.parse.urlsplit(url).path).name


def _whisper_cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "whisper"


def downloaded(url: str, target: Path, expected: str, *, model: str, progress: Progress) -> Path:
    private_folder(target.parent)
    temporary = target.with_name(f"{target.name}.{os.getpid()}.part")
    digest = hashlib.sha256()
    try:
        with urllib.request.urlopen(url, timeout=20) as answer, temporary.open("wb") as file:
            total, done = int(answer.headers.get("Content-Length", 0)), 0
            while block := answer.read(BLOCK_BYTES):
                file.write(block)
                digest.update(block)
                done += len(block)
                progress(f"Downloading the model {model}", done, total)
        if digest.hexdigest() != expected:
            raise WeightsError(f"The model {model} was damaged on the way. Download it again.")
        temporary.replace(target)
    except OSError as error:  # URLError is one
        raise WeightsError(
            f"The model {model} is not on this machine and cannot be downloaded ({_reason(error)}). "
            "Go online once, or run pip install 'rehearse-aloud[offline]', or give a file: --model FILE."
        ) from error
    finally:
        temporary.unlink(missing_ok=True)
    return target


def _reason(error: OSError) -> str:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    return str(getattr(reason, "strerror", None) or reason)
