"""Compare the networks in src/rehearse/picture with those they were made from, output by output.

    python training/picture/check.py WHEEL [FOLDER]

The originals run on LiteRT, one thread, the copies on onnxruntime. The pictures are crops of scikit-image's
astronaut, brighter and darker, and noise.
"""

from __future__ import annotations

import argparse
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from ai_edge_litert.interpreter import Interpreter
from make import NETWORKS
from skimage import data, transform

OURS = Path(__file__).parents[2] / "src" / "rehearse" / "picture"
RANGES = {"blazeface.onnx": (-1.0, 1.0), "face_mesh.onnx": (0.0, 1.0)}
OUTPUTS = {
    "blazeface.onnx": ("boxes (pixels of 128)", "scores (log odds)"),
    "face_mesh.onnx": ("points (pixels of 192)", "score (log odds)"),
}


def pictures(size: int) -> list[Any]:
    """RGB from 0 to 1, of shape (size, size, 3)."""
    whole = data.astronaut() / 255
    chance = np.random.default_rng(1)
    crops = [whole, whole[:256, 96:352], whole[40:240, 130:320], whole[:180, 150:300]]
    sized = [transform.resize(crop, (size, size), anti_aliasing=True) for crop in crops]
    changed = [np.clip(one * light, 0, 1) for one in sized for light in (1, 0.4, 1.8)]
    return [*changed, chance.random((size, size, 3)), np.zeros((size, size, 3))]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("wheel", type=Path)
    parser.add_argument("folder", type=Path, nargs="?", default=OURS)
    asked = parser.parse_args()
    with zipfile.ZipFile(asked.wheel) as wheel:
        for name, member in NETWORKS.items():
            _check(name, wheel.read(member), asked.folder / name)


def _check(name: str, original: bytes, path: Path) -> None:
    interpreter = Interpreter(model_content=original, num_threads=1)
    interpreter.allocate_tensors()
    source = interpreter.get_input_details()[0]
    size = int(source["shape"][1])
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    least, most = RANGES[name]
    apart = []
    for picture in pictures(size):
        given = (least + (most - least) * picture[None]).astype(np.float32)
        interpreter.set_tensor(source["index"], given)
        interpreter.invoke()
        theirs = [interpreter.get_tensor(one["index"]) for one in interpreter.get_output_details()]
        ours = session.run(None, {session.get_inputs()[0].name: given.transpose(0, 3, 1, 2).copy()})
        apart.append([_apart(a.ravel(), b.ravel()) for a, b in zip(theirs, ours, strict=True)])
    for output, largest in zip(OUTPUTS[name], np.max(apart, axis=0), strict=True):
        print(f"{name}, {output}: at most {largest:.1e} apart")


def _apart(theirs: Any, ours: Any) -> float:
    """The largest difference, as a share of what is larger than 1: an all-black picture gives tens of
    thousands."""
    return float((np.abs(theirs - ours) / np.maximum(1, np.abs(theirs))).max())


if __name__ == "__main__":
    main()
