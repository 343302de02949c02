"""The programs that are compared, each with the same base weights, on the processor.

    rehearse          `rehearse analyze --json`, its filled pauses
    openai-whisper    its own transcribe(), defaults, word times; the words that are filled pauses
    faster-whisper    int8, defaults (a beam of 5), word times, told once in a prompt to write them
    erm               its own command with --dry-run, which lists what it would cut

All are told that the language is English, save erm, which has no option for it, and rehearse, which
finds it out by itself. Nothing is fetched: the weights are those of the packages of the extra `offline`.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from benchmarks.accuracy.events import Event
from rehearse.analysis.words import is_filled_pause, normal
from rehearse.transcription.verbatim import VERBATIM_PROMPT

SOURCE = Path(__file__).parents[2] / "src"
FASTER_OPTIONS = {"language": "en", "word_timestamps": True, "initial_prompt": VERBATIM_PROMPT}
WHISPER_OPTIONS = {"language": "en", "word_timestamps": True, "fp16": False}
ERM_OPTIONS = ("--device", "cpu", "--compute-type", "int8", "--denoise", "none", "--dry-run")
"""Without denoising, which by default touches only what it renders and not what it finds."""

Found = tuple[Path, list[Event] | str]
"""A file and what was found in it, or why the program failed on it."""


@dataclass(frozen=True)
class System:
    """A program; `version` changes with everything that its results depend on."""

    name: str
    version: Callable[[], str]
    run: Callable[[Sequence[Path], Path], Iterator[Found]]
    """Takes the recordings and the folder of the weights in CTranslate2's format."""


def _source_version() -> str:
    """Of rehearse as it is on disk, changes that are not committed included."""
    digest = hashlib.sha256()
    for file in sorted((SOURCE / "rehearse").rglob("*")):
        if file.suffix in (".py", ".npz"):
            digest.update(file.read_bytes())
    return f"source {digest.hexdigest()[:12]}"


def _rehearse(files: Sequence[Path], weights: Path) -> Iterator[Found]:
    with subprocess.Popen(
        [sys.executable, "-m", "rehearse", "analyze", "--json", *map(str, files)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            row = json.loads(line)
            yield Path(row["file"]), row.get("error") or _pauses(row["fillers"]["filled_pauses"])


def _pauses(rows: Sequence[dict[str, Any]]) -> list[Event]:
    return [Event(row["text"], row["start_s"], row["end_s"], row["source"]) for row in rows]


def _whisper(files: Sequence[Path], weights: Path) -> Iterator[Found]:
    import whisper

    from rehearse.audio.files import read_audio
    from rehearse.folders import cache_folder
    from rehearse.transcription.weights import find_weights

    model = whisper.load_model(str(find_weights("base", cache=cache_folder())), device="cpu")
    model.set_alignment_heads(whisper._ALIGNMENT_HEADS["base"])

    def hear(file: Path) -> list[Event]:
        said = model.transcribe(read_audio(file), **WHISPER_OPTIONS)
        words = [word for segment in said["segments"] for word in segment["words"]]
        return _written((word["word"], word["start"], word["end"]) for word in words)

    yield from _each(files, hear)


def _faster_whisper(files: Sequence[Path], weights: Path) -> Iterator[Found]:
    from faster_whisper import WhisperModel

    model = WhisperModel(str(weights), device="cpu", compute_type="int8", cpu_threads=_threads())

    def hear(file: Path) -> list[Event]:
        segments, _ = model.transcribe(str(file), **FASTER_OPTIONS)
        words = [word for segment in segments for word in segment.words or ()]
        return _written((word.word, word.start, word.end) for word in words)

    yield from _each(files, hear)


def _erm(files: Sequence[Path], weights: Path) -> Iterator[Found]:
    from erm.cli import main

    with tempfile.TemporaryDirectory() as folder:
        cuts = Path(folder) / "cuts.json"

        def hear(file: Path) -> list[Event]:
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                main([str(file), "--model", str(weights), "--json", str(cuts), *ERM_OPTIONS])
            rows = json.loads(cuts.read_text())["cuts"]
            return [Event(row["word"], row["start"], row["end"], "erm") for row in rows]

        yield from _each(files, hear)


def _each(files: Sequence[Path], hear: Callable[[Path], list[Event]]) -> Iterator[Found]:
    for file in files:
        try:
            yield file, hear(file)
        except Exception as error:  # whatever another program cannot do is a result
            yield file, f"{type(error).__name__}: {error}"


def _written(words: Iterable[tuple[str, float, float]]) -> list[Event]:
    return [
        Event(normal(text), float(start_s), float(end_s))
        for text, start_s, end_s in words
        if is_filled_pause(text.strip())
    ]


def _threads() -> int:
    return int(os.environ.get("OMP_NUM_THREADS", "0"))


def _packaged(package: str, options: object) -> Callable[[], str]:
    return lambda: f"{metadata.version(package)}, {options}"


SYSTEMS = (
    System("rehearse", _source_version, _rehearse),
    System("openai-whisper", _packaged("openai-whisper", WHISPER_OPTIONS), _whisper),
    System("faster-whisper", _packaged("faster-whisper", ("int8", FASTER_OPTIONS)), _faster_whisper),
    System("erm", _packaged("erm", ERM_OPTIONS), _erm),
)
