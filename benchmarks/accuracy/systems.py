"""The programs that are compared, each with the same base weights, on the processor.

    rehearse          what `rehearse analyze` does with a file: hear_file, then the report's filled pauses
    faster-whisper    int8, defaults (a beam of 5), word times, told once in a prompt to write them
    erm               its own command with --dry-run, which lists what it would cut
    openai-whisper    its own transcribe(), defaults, word times; the words that are filled pauses

All are told that the language is English, save erm, which has no option for it, and rehearse, which
finds it out by itself. Nothing is fetched: the weights are those of the packages of the extra `offline`.

What a program heard is one thing, which of it counts as a filled pause another: only the first is kept, so
that a change of our rules asks nobody again.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from benchmarks.accuracy.events import Event
from benchmarks.speed import their_weights
from rehearse.analysis import analyse
from rehearse.analysis.words import is_filled_pause, normal
from rehearse.audio.files import read_audio
from rehearse.errors import AudioFileError
from rehearse.folders import cache_folder
from rehearse.hearing.loading import WhisperLoading
from rehearse.hearing.recordings import hear_file
from rehearse.model.heard import Heard
from rehearse.transcription.verbatim import VERBATIM_PROMPT
from rehearse.transcription.weights import find_weights

SOURCE = Path(__file__).parents[2] / "src" / "rehearse"
HEARING_ROOMS = ("audio", "transcription", "hearing", "language", "model")
FASTER_OPTIONS = {"language": "en", "word_timestamps": True, "initial_prompt": VERBATIM_PROMPT}
WHISPER_OPTIONS = {"language": "en", "word_timestamps": True, "fp16": False}
ERM_OPTIONS = ("--device", "cpu", "--compute-type", "int8", "--denoise", "none", "--dry-run")
"""Without denoising, which by default touches only what it renders and not what it finds."""

Hear = Callable[[Path], Any]
"""What a program hears in a file, as it is kept."""


@dataclass(frozen=True)
class System:
    """A program; `version` changes with everything that what it hears depends on."""

    name: str
    version: Callable[[], str]
    loaded: Callable[[Path], Hear]
    """Loads it, once; takes the folder of the weights in CTranslate2's format, which is made if need be."""
    pauses: Callable[[Any], list[Event]]
    """The filled pauses in what was heard."""

    def run(self, files: Sequence[Path], weights: Path) -> Iterator[tuple[Path, Any]]:
        """Each file and what was heard in it, or why the program failed on it, as text."""
        if not files:
            return
        hear = self.loaded(weights)
        for file in files:
            try:
                yield file, hear(file)
            except Exception as error:  # whatever another program cannot do is a result
                if self is REHEARSE and not isinstance(error, AudioFileError):
                    raise
                yield file, f"{type(error).__name__}: {error}"


def _hearing_version() -> str:
    """Of everything in rehearse that hearing a file runs, as it is on disk."""
    asked = "import sys, rehearse.hearing.recordings; print(*(m.__file__ for m in list(sys.modules.values())"
    asked += " if m.__name__.startswith('rehearse.')), sep='\\n')"
    loaded = subprocess.run([sys.executable, "-c", asked], stdout=subprocess.PIPE, text=True, check=True)
    files = {Path(line) for line in loaded.stdout.split("\n") if line}
    files |= {file for room in HEARING_ROOMS for file in (SOURCE / room).rglob("*")}
    digest = hashlib.sha256()
    for file in sorted(files):
        if file.suffix in (".py", ".npz"):
            digest.update(file.read_bytes())
    return f"source {digest.hexdigest()[:12]}"


def _rehearse(weights: Path) -> Hear:
    whisper = WhisperLoading("base")
    return lambda file: hear_file(file, whisper)


def _reported(heard: Heard) -> list[Event]:
    return [
        Event(pause.text, pause.span.start_s, pause.span.end_s, pause.source)
        for pause in analyse(heard).fillers.filled_pauses
        if pause.span
    ]


def is_judged(heard: Any) -> bool:
    """Whether rehearse counts anything: not where it says that the words could not be heard."""
    return isinstance(heard, Heard) and analyse(heard).fillers.judged


Written = tuple[str, float, float, float]
"""A word, when it starts and ends, in seconds, and its probability."""


def _openai_whisper(weights: Path) -> Hear:
    import whisper

    model = whisper.load_model(str(find_weights("base", cache=cache_folder())), device="cpu")
    model.set_alignment_heads(whisper._ALIGNMENT_HEADS["base"])

    def hear(file: Path) -> list[Written]:
        said = model.transcribe(read_audio(file), **WHISPER_OPTIONS)
        words = [word for segment in said["segments"] for word in segment["words"]]
        return [
            (word["word"], float(word["start"]), float(word["end"]), float(word["probability"]))
            for word in words
        ]

    return hear


def _faster_whisper(weights: Path) -> Hear:
    from faster_whisper import WhisperModel

    threads = int(os.environ.get("OMP_NUM_THREADS", "0"))
    model = WhisperModel(str(_made(weights)), device="cpu", compute_type="int8", cpu_threads=threads)

    def hear(file: Path) -> list[Written]:
        segments, _ = model.transcribe(str(file), **FASTER_OPTIONS)
        words = [word for segment in segments for word in segment.words or ()]
        return [(word.word, float(word.start), float(word.end), float(word.probability)) for word in words]

    return hear


def _written(words: Sequence[Written]) -> list[Event]:
    return [
        Event(normal(text), start_s, end_s)
        for text, start_s, end_s, _ in words
        if is_filled_pause(text.strip())
    ]


def _erm(weights: Path) -> Hear:
    from erm.cli import main

    def hear(file: Path) -> list[dict[str, Any]]:
        with tempfile.TemporaryDirectory() as folder:
            cuts = Path(folder) / "cuts.json"
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                main([str(file), "--model", str(_made(weights)), "--json", str(cuts), *ERM_OPTIONS])
            found: list[dict[str, Any]] = json.loads(cuts.read_text())["cuts"]
        return found

    return hear


def _cut(rows: Sequence[dict[str, Any]]) -> list[Event]:
    return [Event(row["word"], row["start"], row["end"]) for row in rows]


def _made(weights: Path) -> Path:
    return weights if weights.exists() else their_weights(weights)


def _packaged(package: str, options: object) -> Callable[[], str]:
    return lambda: f"{metadata.version(package)}, {options}"


REHEARSE = System("rehearse", _hearing_version, _rehearse, _reported)
FASTER_WHISPER = System(
    "faster-whisper", _packaged("faster-whisper", ("int8", FASTER_OPTIONS)), _faster_whisper, _written
)
ERM = System("erm", _packaged("erm", ERM_OPTIONS), _erm, _cut)
OPENAI_WHISPER = System(
    "openai-whisper", _packaged("openai-whisper", WHISPER_OPTIONS), _openai_whisper, _written
)
SYSTEMS = (REHEARSE, FASTER_WHISPER, ERM, OPENAI_WHISPER)
