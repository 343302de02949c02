"""One engine hears some files, in a process of its own, which `have_heard` starts:

    python -m benchmarks.engines.hearing ENGINE MODELS FOUND FILE...

MODELS is where the graphs of the engine lie, FOUND the file into which goes what was heard.
"""

from __future__ import annotations

import os
import pickle
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rehearse.audio.files import read_audio
from rehearse.hearing.loading import load_whisper, story_reader
from rehearse.hearing.recordings import hear
from rehearse.model.heard import Heard
from rehearse.progress import no_progress
from rehearse.transcription.verbatim import Whisper

THREADS = 2
BEGUN = "ENGINE_BEGUN"
"""The environment variable with the time at which the process was started."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was heard in each file and how long it took, and what the process needed in all.

    `seconds` are those of the clock, `processor_s` those of both cores; after `start_s` it was ready to hear.
    """

    heard: dict[Path, Heard]
    seconds: dict[Path, float]
    processor_s: float
    peak_mb: float
    start_s: float


def have_heard(engine: str, models: Path, kept: Path, group: list[Path]) -> None:
    """Have a process hear a group, unless that is kept."""
    if heard_of(kept, group) is not None:
        return
    command = [sys.executable, "-m", "benchmarks.engines.hearing", engine, models, kept, *group]
    threads = {"OMP_NUM_THREADS": str(THREADS), "HF_HUB_OFFLINE": "1", BEGUN: str(time.time())}
    subprocess.run(list(map(str, command)), env=os.environ | threads, check=True)
    print(f"heard {kept.stem}", file=sys.stderr)


def heard_of(kept: Path, group: list[Path]) -> Found | None:
    """What is kept of a group; None where it is of other recordings."""
    found = pickle.loads(kept.read_bytes()) if kept.is_file() else None
    return found if isinstance(found, Found) and list(found.heard) == group else None


def main() -> None:
    engine, models, found, *files = sys.argv[1:]
    whisper = loaded(engine, Path(models))
    story_reader()
    start_s = time.time() - float(os.environ[BEGUN])
    Path(found).write_bytes(pickle.dumps(_heard(whisper, [Path(file) for file in files], start_s)))


def loaded(engine: str, models: Path) -> Whisper:
    """The engine of that name: with graphs it is onnxruntime, without it is torch."""
    if models.is_dir():
        from benchmarks.engines.light import LightWhisper

        return LightWhisper(models, threads=THREADS)
    import torch

    from rehearse.transcription import processor

    torch.set_num_threads(THREADS)
    if engine == AS_ELSEWHERE:
        processor.fastest_type = lambda device: torch.float32
    return load_whisper("base", progress=no_progress)


AS_IT_IS, AS_ELSEWHERE = "torch, as it is", "torch, no bfloat16"


def _heard(whisper: Whisper, files: list[Path], start_s: float) -> Found:
    heard, seconds, begun_s = {}, {}, _processor_s()
    for file in files:
        samples = read_audio(file)
        begun = time.perf_counter()
        heard[file] = hear(samples, _given(whisper))
        seconds[file] = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Found(heard, seconds, _processor_s() - begun_s, peak, start_s)


def _given(whisper: Whisper) -> Callable[[object], Whisper]:
    return lambda progress: whisper


def _processor_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    # Kept values name their class by its module, which must not be __main__.
    from benchmarks.engines import hearing

    hearing.main()
