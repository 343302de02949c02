"""OpenAI's base model as ONNX graphs, written from the packaged weights without torch.

Three graphs, with everything as an output that our own decoding asks for:

    encoder   mel (1, 80, 3000)  ->  states (1, 1500, 512), early (1, 1500, 512)
    sound     states (rows, 1500, 512)  ->  of each layer the keys and values that the decoder listens to
    decoder   tokens (rows, new), places (new), mask (new, all), looked_at (some), and of each layer the
              sound's keys and values and those of the tokens before  ->  logits (rows, some, vocabulary) of
              the new tokens that are looked at, attention (rows, new, heads of the last layers, 1500), and of
              each layer the keys and values with the new tokens'

`early` are the states that tell one voice from another. A linear layer has one of three kinds of weights:

    floats        float32
    blocks        bytes, a scale for each block of 32; each vector is rounded by itself, block by block
    rows          bytes, a scale for each output; each vector is rounded by itself
    rows twice    what that leaves is rounded again and goes through the same weights, as int8.py has it

onnxruntime's own dynamic int8 has one scale for all vectors that come together: coarser. Before VNNI a
processor adds two products in 16 bits, which the bytes of `rows` can overflow.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from onnx import TensorProto, helper, numpy_helper, save

from rehearse.transcription.verbatim import LAST_LAYERS
from rehearse.transcription.voices import BLOCK as EARLY_BLOCK
from rehearse.transcription.weights import BASE_DIMENSIONS

Array = npt.NDArray[Any]
Kind = Literal["floats", "blocks", "rows", "rows twice"]
LAYERS = BASE_DIMENSIONS["n_text_layer"]
HEADS, STATES = BASE_DIMENSIONS["n_text_head"], BASE_DIMENSIONS["n_text_state"]
HEAD_STATES = STATES // HEADS
FRAMES, VOCABULARY = BASE_DIMENSIONS["n_audio_ctx"], BASE_DIMENSIONS["n_vocab"]
IN_BLOCK = 32
MIDDLE = 128
"""The byte that stands for zero."""
MOST_WEIGHT = 127
MOST_INPUT = 63
"""Of an input that is rounded twice: before VNNI two products are added in 16 bits, and just fit."""
LEAST = 1e-9
"""Stands for the greatest value of what is all zeros."""
EPSILON = 1e-5
OPSETS = (helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1))
IR_VERSION = 10


class Graph:
    """A graph while it is written: nodes in order, and weights. Values are known by their names."""

    def __init__(self, weights: dict[str, Array], kind: Kind) -> None:
        self._weights, self._kind = weights, kind
        self._nodes: list[Any] = []
        self._kept: dict[str, Any] = {}

    def node(self, operator: str, *inputs: str, outputs: int = 1, domain: str = "", **how: Any) -> Any:
        """The name of what an operator gives, or their names where it gives several."""
        names = [f"{operator}_{len(self._nodes)}_{number}" for number in range(outputs)]
        self._nodes.append(helper.make_node(operator, inputs, names, domain=domain, **how))
        return names[0] if outputs == 1 else names

    def named(self, value: str, name: str) -> None:
        """Give a value out as `name`."""
        self._nodes.append(helper.make_node("Identity", [value], [name]))

    def keep(self, name: str, array: Array) -> str:
        """A constant, kept once for each name."""
        if name not in self._kept:
            self._kept[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def whole_numbers(self, *numbers: int) -> str:
        return self.keep("numbers_" + "_".join(map(str, numbers)), np.array(numbers, np.int64))

    def weight(self, name: str) -> str:
        return self.keep(name, self._weights[name])

    def norm(self, x: str, name: str) -> str:
        scale, shift = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return str(self.node("LayerNormalization", x, scale, shift, axis=-1, epsilon=EPSILON))

    def linear(self, x: str, *names: str) -> str:
        """Layers that read the same, as one; their outputs one after another."""
        weight = np.concatenate([self._weights[f"{name}.weight"] for name in names])
        empty = [np.zeros(len(self._weights[f"{name}.weight"]), np.float32) for name in names]
        biases = [self._weights.get(f"{name}.bias", none) for name, none in zip(names, empty, strict=True)]
        product = self._product(x, "+".join(names), weight)
        return str(self.node("Add", product, self.keep("+".join(names) + ".bias", np.concatenate(biases))))

    def _product(self, x: str, name: str, weight: Array) -> str:
        if self._kind == "blocks":
            return self._blocks(x, name, weight)
        if self._kind in ("rows", "rows twice"):
            return self._rows(x, name, weight, twice=self._kind == "rows twice")
        return str(self.node("MatMul", x, self.keep(name, weight.T)))

    def _blocks(self, x: str, name: str, weight: Array) -> str:
        outputs, inputs = weight.shape
        blocks = weight.reshape(outputs, inputs // IN_BLOCK, IN_BLOCK)
        scales = (np.abs(blocks).max(axis=-1) / MOST_WEIGHT).clip(LEAST).astype(np.float32)
        rounded = (np.round(blocks / scales[..., None]) + MIDDLE).astype(np.uint8)
        how = {"K": inputs, "N": outputs, "bits": 8, "block_size": IN_BLOCK, "accuracy_level": 4}
        kept = self.keep(name, rounded), self.keep(f"{name}.scales", scales)
        return str(self.node("MatMulNBits", x, *kept, domain="com.microsoft", **how))

    def _rows(self, x: str, name: str, weight: Array, *, twice: bool) -> str:
        """Each vector rounded against its own greatest value; perhaps once more what that leaves."""
        scales = (np.abs(weight).max(axis=-1) / MOST_WEIGHT).clip(LEAST).astype(np.float32)
        bytes_ = self.keep(name, np.round(weight / scales[:, None]).astype(np.int8).T)
        most = MOST_INPUT if twice else MOST_WEIGHT
        greatest = self.node("ReduceMax", self.node("Abs", x), self.whole_numbers(-1), keepdims=1)
        step = self.node("Div", self.node("Max", greatest, self._number(LEAST)), self._number(most))
        steps = self.node("Div", x, step)
        whole = self.node("Round", steps)
        if twice:
            left = self.node("Mul", self.node("Sub", steps, whole), self._number(2 * most))
            # Side by side the weights are read once for both.
            both = self._integers(self.node("Concat", whole, self.node("Round", left), axis=1), bytes_, most)
            coarse, fine = self.node("Split", both, outputs=2, axis=1, num_outputs=2)
            found = self.node("Add", coarse, self.node("Mul", fine, self._number(1 / (2 * most))))
        else:
            found = self._integers(whole, bytes_, most)
        scaled = self.node("Mul", found, self.keep(f"{name}.scales", scales))
        return str(self.node("Mul", scaled, step))

    def _integers(self, whole: str, weight: str, most: int) -> str:
        """The product of whole numbers, none beyond `most`, with bytes."""
        shifted = self.node("Add", whole, self._number(most + 1))
        bytes_ = self.node("Cast", shifted, to=TensorProto.UINT8)
        middle = self.keep(f"middle_{most}", np.array(most + 1, np.uint8))
        return str(
            self.node("Cast", self.node("MatMulInteger", bytes_, weight, middle), to=TensorProto.FLOAT)
        )

    def _number(self, value: float) -> str:
        return self.keep(f"number_{value}", np.array(value, np.float32))

    def to_tokens(self, x: str) -> str:
        """The logits: how alike a vector is to the embedding of each token."""
        return self._product(x, "to_tokens", self._weights["decoder.token_embedding.weight"])

    def embedding(self, tokens: str) -> str:
        """In two bytes, as the packaged weights are."""
        weight = self._weights["decoder.token_embedding.weight"].astype(np.float16)
        found = self.node("Gather", self.keep("decoder.token_embedding.weight", weight), tokens)
        return str(self.node("Cast", found, to=TensorProto.FLOAT))

    def gelu(self, x: str) -> str:
        return str(self.node("Gelu", x))

    def mlp(self, x: str, block: str) -> str:
        inner = self.gelu(self.linear(self.norm(x, f"{block}.mlp_ln"), f"{block}.mlp.0"))
        return str(self.node("Add", x, self.linear(inner, f"{block}.mlp.2")))

    def heads(self, x: str) -> str:
        """(rows, tokens, states) as (rows, heads, tokens, states of a head)."""
        split = self.node("Reshape", x, self.whole_numbers(0, 0, HEADS, HEAD_STATES))
        return str(self.node("Transpose", split, perm=[0, 2, 1, 3]))

    def joined(self, x: str) -> str:
        """And back."""
        turned = self.node("Transpose", x, perm=[0, 2, 1, 3])
        return str(self.node("Reshape", turned, self.whole_numbers(0, 0, STATES)))

    def save(self, path: Path, inputs: Sequence[Any], outputs: Sequence[Any]) -> None:
        graph = helper.make_graph(self._nodes, path.stem, inputs, outputs, list(self._kept.values()))
        save(helper.make_model(graph, opset_imports=OPSETS, ir_version=IR_VERSION), str(path))


def floats(name: str, *shape: int | str) -> Any:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def write_graphs(weights: dict[str, Array], folder: Path, *, encoder: Kind, decoder: Kind) -> None:
    """The three graphs as files of `folder`; `weights` have Whisper's own names."""
    folder.mkdir(parents=True)
    _encoder(Graph(weights, encoder), folder / "encoder.onnx")
    _sound(Graph(weights, encoder), folder / "sound.onnx")
    _decoder(Graph(weights, decoder), folder / "decoder.onnx")


def _encoder(graph: Graph, path: Path) -> None:
    x = "mel"
    for name, strides in (("encoder.conv1", 1), ("encoder.conv2", 2)):
        how: dict[str, Any] = {"kernel_shape": [3], "pads": [1, 1], "strides": [strides]}
        weight, bias = graph.weight(f"{name}.weight"), graph.weight(f"{name}.bias")
        x = graph.gelu(graph.node("Conv", x, weight, bias, **how))
    x = graph.node("Transpose", x, perm=[0, 2, 1])
    x = graph.node("Add", x, graph.weight("encoder.positional_embedding"))
    for number in range(LAYERS):
        block = f"encoder.blocks.{number}"
        names = [f"{block}.attn.{one}" for one in ("query", "key", "value")]
        all_three = graph.linear(graph.norm(x, f"{block}.attn_ln"), *names)
        query, key, value = graph.node("Split", all_three, outputs=3, axis=-1, num_outputs=3)
        heard = graph.node("MultiHeadAttention", query, key, value, domain="com.microsoft", num_heads=HEADS)
        x = graph.mlp(graph.node("Add", x, graph.linear(heard, f"{block}.attn.out")), block)
        if number == EARLY_BLOCK:
            graph.named(x, "early")
    graph.named(graph.norm(x, "encoder.ln_post"), "states")
    mels = floats("mel", 1, BASE_DIMENSIONS["n_mels"], 2 * FRAMES)
    graph.save(path, [mels], [floats("states", 1, FRAMES, STATES), floats("early", 1, FRAMES, STATES)])


def _sound(graph: Graph, path: Path) -> None:
    outputs = []
    for number in range(LAYERS):
        layer = f"decoder.blocks.{number}.cross_attn"
        key = graph.linear("states", f"{layer}.key")
        split = graph.node("Reshape", key, graph.whole_numbers(0, 0, HEADS, HEAD_STATES))
        scale = graph.keep("scale", np.array(HEAD_STATES**-0.5, np.float32))
        turned = graph.node("Transpose", split, perm=[0, 2, 3, 1])
        graph.named(graph.node("Mul", turned, scale), f"sound_key_{number}")
        graph.named(graph.heads(graph.linear("states", f"{layer}.value")), f"sound_value_{number}")
        outputs += _sound_values(number)
    graph.save(path, [floats("states", "rows", FRAMES, STATES)], outputs)


def _sound_values(number: int) -> list[Any]:
    return [
        floats(f"sound_key_{number}", "rows", HEADS, HEAD_STATES, FRAMES),
        floats(f"sound_value_{number}", "rows", HEADS, FRAMES, HEAD_STATES),
    ]


def _said_values(number: int, *, before: str, count: str) -> list[Any]:
    shape = ("rows", HEADS, count, HEAD_STATES)
    return [floats(f"{before}{one}_{number}", *shape) for one in ("key", "value")]


def _decoder(graph: Graph, path: Path) -> None:
    places = graph.node("Gather", graph.weight("decoder.positional_embedding"), "places")
    x = graph.node("Add", graph.embedding("tokens"), places)
    listened = []
    inputs = [
        helper.make_tensor_value_info("tokens", TensorProto.INT64, ["rows", "new"]),
        helper.make_tensor_value_info("places", TensorProto.INT64, ["new"]),
        helper.make_tensor_value_info("looked_at", TensorProto.INT64, ["some"]),
        floats("mask", "new", "all"),
    ]
    outputs = [
        floats("logits", "rows", "some", VOCABULARY),
        floats("attention", "rows", "new", LAST_LAYERS * HEADS, FRAMES),
    ]
    for number in range(LAYERS):
        block = f"decoder.blocks.{number}"
        x = graph.node("Add", x, _said(graph, graph.norm(x, f"{block}.attn_ln"), number))
        heard, shares = _heard(graph, graph.norm(x, f"{block}.cross_attn_ln"), number)
        x = graph.mlp(graph.node("Add", x, heard), block)
        listened.append(shares)
        inputs += [*_sound_values(number), *_said_values(number, before="before_", count="old")]
        outputs += _said_values(number, before="", count="all")
    together = graph.node("Concat", *listened[-LAST_LAYERS:], axis=1)
    graph.named(graph.node("Transpose", together, perm=[0, 2, 1, 3]), "attention")
    x = graph.node("Gather", x, "looked_at", axis=1)
    graph.named(graph.to_tokens(graph.norm(x, "decoder.ln")), "logits")
    graph.save(path, inputs, outputs)


def _said(graph: Graph, x: str, number: int) -> str:
    """What the tokens so far tell each new one."""
    layer = f"decoder.blocks.{number}.attn"
    all_three = graph.linear(x, *(f"{layer}.{one}" for one in ("query", "key", "value")))
    query, key, value = graph.node("Split", all_three, outputs=3, axis=-1, num_outputs=3)
    keys = graph.node("Concat", f"before_key_{number}", graph.heads(key), axis=2)
    values = graph.node("Concat", f"before_value_{number}", graph.heads(value), axis=2)
    graph.named(keys, f"key_{number}")
    graph.named(values, f"value_{number}")
    scale = graph.keep("scale", np.array(HEAD_STATES**-0.5, np.float32))
    scaled = graph.node("Mul", graph.heads(query), scale)
    weights = graph.node("MatMul", scaled, graph.node("Transpose", keys, perm=[0, 1, 3, 2]))
    shares = graph.node("Softmax", graph.node("Add", weights, "mask"), axis=-1)
    return graph.linear(graph.joined(graph.node("MatMul", shares, values)), f"{layer}.out")


def _heard(graph: Graph, x: str, number: int) -> tuple[str, str]:
    """What the sound tells each new token, and where it listened."""
    layer = f"decoder.blocks.{number}.cross_attn"
    query = graph.heads(graph.linear(x, f"{layer}.query"))
    shares = graph.node("Softmax", graph.node("MatMul", query, f"sound_key_{number}"), axis=-1)
    heard = graph.joined(graph.node("MatMul", shares, f"sound_value_{number}"))
    return graph.linear(heard, f"{layer}.out"), shares
