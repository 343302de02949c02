"""The packaged model's own format, and its variables under Whisper's names."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from rehearse.errors import WeightsError

if TYPE_CHECKING:
    import numpy.typing as npt

    Arrays = dict[str, npt.NDArray[np.float32]]


class _Joined:
    """The parts read as one file, without joining them in memory."""

    def __init__(self, paths: tuple[Path, ...]) -> None:
        self._left = list(paths)
        self._file: BinaryIO | None = None

    def read(self, count: int) -> bytes:
        got = b""
        while len(got) < count:
            if self._file is None:
                if not self._left:
                    raise WeightsError("The packaged model is incomplete. Reinstall it.")
                self._file = self._left.pop(0).open("rb")
            piece = self._file.read(count - len(got))
            if not piece:
                self._file.close()
                self._file = None
            got += piece
        return got

    def unpack(self, form: str) -> tuple[int, ...]:
        return struct.unpack(f"<{form}", self.read(struct.calcsize(f"<{form}")))

    def string(self) -> str:
        (length,) = self.unpack("H")
        return self.read(length).rstrip(b"\0").decode("ascii")


FLOAT16 = 4


def read_ctranslate2(parts: tuple[Path, ...]) -> Arrays:
    """The float16 variables of a CTranslate2 model by name, as float32 arrays of their own shape.

    Format, little-endian: uint32 version, string, uint32 revision, uint32 count; per variable string
    name, uint8 rank, uint32 dimensions, uint8 type, uint32 bytes, data. Aliases at the end are not read.
    """
    file = _Joined(parts)
    file.unpack("I")
    file.string()
    _, count = file.unpack("II")
    arrays: Arrays = {}
    for _ in range(count):
        name = file.string()
        (rank,) = file.unpack("B")
        shape = file.unpack(f"{rank}I")
        kind, size = file.unpack("BI")
        data = file.read(size)
        if kind == FLOAT16:
            arrays[name] = np.frombuffer(data, dtype="<f2").reshape(shape).astype(np.float32)
    return arrays


def whisper_names(arrays: Arrays) -> Arrays:
    """CTranslate2's variables under Whisper's names, fused layers taken apart by rows."""
    named: Arrays = {}
    for name, array in arrays.items():
        for whisper_name, part in _renamed(name, array):
            named[whisper_name] = part
    return named


_SINGLE = {
    "encoder/conv1/": "encoder.conv1.",
    "encoder/conv2/": "encoder.conv2.",
    "encoder/position_encodings/encodings": "encoder.positional_embedding",
    "encoder/layer_norm/": "encoder.ln_post.",
    "decoder/embeddings/weight": "decoder.token_embedding.weight",
    "decoder/position_encodings/encodings": "decoder.positional_embedding",
    "decoder/layer_norm/": "decoder.ln.",
}
_IN_LAYER = {
    "self_attention/layer_norm/": ("attn_ln.",),
    "self_attention/linear_0/": ("attn.query.", "attn.key.", "attn.value."),
    "self_attention/linear_1/": ("attn.out.",),
    "attention/layer_norm/": ("cross_attn_ln.",),
    "attention/linear_0/": ("cross_attn.query.",),
    "attention/linear_1/": ("cross_attn.key.", "cross_attn.value."),
    "attention/linear_2/": ("cross_attn.out.",),
    "ffn/layer_norm/": ("mlp_ln.",),
    "ffn/linear_0/": ("mlp.0.",),
    "ffn/linear_1/": ("mlp.2.",),
}
_ENDINGS = {"gamma": "weight", "beta": "bias", "weight": "weight", "bias": "bias"}


def _renamed(name: str, array: npt.NDArray[np.float32]) -> Iterator[tuple[str, npt.NDArray[np.float32]]]:

    for old, new in _SINGLE.items():
        if name == old:
            yield new, array
            return
        if old.endswith("/") and name.startswith(old):
            yield new + _ENDINGS[name.removeprefix(old)], array
            return
    side, _, rest = name.partition("/")
    layer, _, rest = rest.partition("/")
    if not layer.startswith("layer_"):
        return
    for old, news in _IN_LAYER.items():
        if not rest.startswith(old):
            continue
        ending = _ENDINGS.get(rest.removeprefix(old))
        if ending is None:
            return
        for new, part in zip(news, np.split(array, len(news)), strict=True):
            # Whisper's keys have no bias; the fused layer carries zeros there.
            if not (new.endswith("key.") and ending == "bias"):
                yield f"{side}.blocks.{layer.removeprefix('layer_')}.{new}{ending}", part
        return
