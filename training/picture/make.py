"""Make the networks of rehearse.picture: BlazeFace and face mesh, from mediapipe's wheel, as ONNX.

    python training/picture/make.py WHEEL FOLDER       writes FOLDER/blazeface.onnx and FOLDER/face_mesh.onnx

The weights stay the 16-bit numbers that they are in the wheel; a Cast beside each makes them 32-bit when a
program loads them, so nothing is lost. Pictures go in as (1, 3, height, width): what TensorFlow Lite has last
ONNX has second. Only the operations that these two networks have are known here.
"""

from __future__ import annotations

import argparse
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import tflite
from onnx import TensorProto, helper, numpy_helper

NETWORKS = {
    "blazeface.onnx": "mediapipe/modules/face_detection/face_detection_short_range.tflite",
    "face_mesh.onnx": "mediapipe/modules/face_landmark/face_landmark.tflite",
}
OPSET = 17
TYPES = {
    tflite.TensorType.FLOAT16: np.float16,
    tflite.TensorType.FLOAT32: np.float32,
    tflite.TensorType.INT32: np.int32,
}
NAMES = {number: name for name, number in vars(tflite.BuiltinOperator).items() if isinstance(number, int)}


class Turning:
    """One network, operation by operation. `constants` are its arrays by tensor, `nodes` what was made of
    it."""

    def __init__(self, content: bytes) -> None:
        self.model = tflite.Model.GetRootAsModel(content, 0)
        self.graph = self.model.Subgraphs(0)
        self.constants: dict[int, Any] = {}
        self.nodes: list[Any] = []
        self.weights: list[Any] = []

    def shape(self, tensor: int) -> list[int]:
        return [int(size) for size in self.graph.Tensors(tensor).ShapeAsNumpy()]

    def constant(self, tensor: int) -> Any:
        """An array that the network holds, as it lies in the file."""
        if tensor not in self.constants:
            told = self.graph.Tensors(tensor)
            content = self.model.Buffers(told.Buffer()).DataAsNumpy()
            self.constants[tensor] = content.view(TYPES[told.Type()]).reshape(self.shape(tensor))
        return self.constants[tensor]

    def weight(self, name: str, array: Any) -> str:
        """The name of an array for ONNX, 32-bit when it is used."""
        array = np.ascontiguousarray(array)
        if array.dtype != np.float16:
            self.weights.append(numpy_helper.from_array(array, name))
            return name
        self.weights.append(numpy_helper.from_array(array, f"{name}.half"))
        return self.node("Cast", [f"{name}.half"], name, to=TensorProto.FLOAT)

    def node(self, kind: str, inputs: list[str], output: str, **settings: Any) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], **settings))
        return output

    def turned(self) -> Any:
        for number in range(self.graph.OperatorsLength()):
            operator = self.graph.Operators(number)
            code = self.model.OperatorCodes(operator.OpcodeIndex())
            name = NAMES[max(code.BuiltinCode(), code.DeprecatedBuiltinCode())]
            inputs = [int(one) for one in operator.InputsAsNumpy()]
            output = int(operator.Outputs(0))
            getattr(self, f"_{name.lower()}")(operator.BuiltinOptions(), inputs, output)
        outputs = [self._flat_output(int(one)) for one in self.graph.OutputsAsNumpy()]
        source = int(self.graph.Inputs(0))
        _, height, width, channels = self.shape(source)
        picture = helper.make_tensor_value_info(str(source), TensorProto.FLOAT, [1, channels, height, width])
        graph = helper.make_graph(self.nodes, "picture", [picture], outputs, self.weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
        onnx.checker.check_model(model, full_check=True)
        return model

    def _flat_output(self, tensor: int) -> Any:
        shape = self.shape(tensor)
        name = str(tensor)
        if len(shape) == 4:  # one pixel of many channels
            shape = [shape[0], shape[3]]
            name = self.node("Flatten", [name], f"{name}.flat")
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)

    # Each takes what an operation is told, the tensors that go in, and the one that comes out.

    def _dequantize(self, told: Any, inputs: list[int], output: int) -> None:
        self.constants[output] = self.constant(inputs[0])

    def _conv_2d(self, told: Any, inputs: list[int], output: int) -> None:
        options = _options(tflite.Conv2DOptions, told)
        kernel = self.constant(inputs[1]).transpose(0, 3, 1, 2)
        self._convolution(options, inputs, output, kernel, group=1)

    def _depthwise_conv_2d(self, told: Any, inputs: list[int], output: int) -> None:
        options = _options(tflite.DepthwiseConv2DOptions, told)
        kernel = self.constant(inputs[1]).transpose(3, 0, 1, 2)
        self._convolution(options, inputs, output, kernel, group=self.shape(inputs[0])[3])

    def _convolution(self, options: Any, inputs: list[int], output: int, kernel: Any, *, group: int) -> None:
        names = [
            str(inputs[0]),
            self.weight(f"{output}.kernel", kernel),
            self.weight(f"{output}.bias", self.constant(inputs[2])),
        ]
        strides = [options.StrideH(), options.StrideW()]
        pads = self._pads(options, inputs[0], list(kernel.shape[2:]), strides)
        assert options.FusedActivationFunction() == tflite.ActivationFunctionType.NONE
        self.node("Conv", names, str(output), strides=strides, pads=pads, group=group)

    def _pads(self, options: Any, tensor: int, kernel: list[int], strides: list[int]) -> list[int]:
        """TensorFlow's SAME puts what is odd at the end; ONNX wants all beginnings, then all ends."""
        if options.Padding() == tflite.Padding.VALID:
            return [0, 0, 0, 0]
        missing = [
            max((-(-size // step) - 1) * step + wide - size, 0)
            for size, wide, step in zip(self.shape(tensor)[1:3], kernel, strides, strict=True)
        ]
        begins = [one // 2 for one in missing]
        return [*begins, *(one - begin for one, begin in zip(missing, begins, strict=True))]

    def _max_pool_2d(self, told: Any, inputs: list[int], output: int) -> None:
        options = _options(tflite.Pool2DOptions, told)
        kernel = [options.FilterHeight(), options.FilterWidth()]
        strides = [options.StrideH(), options.StrideW()]
        pads = self._pads(options, inputs[0], kernel, strides)
        self.node("MaxPool", [str(inputs[0])], str(output), kernel_shape=kernel, strides=strides, pads=pads)

    def _relu(self, told: Any, inputs: list[int], output: int) -> None:
        self.node("Relu", [str(inputs[0])], str(output))

    def _prelu(self, told: Any, inputs: list[int], output: int) -> None:
        slopes = self.constant(inputs[1]).reshape(-1, 1, 1)
        self.node("PRelu", [str(inputs[0]), self.weight(f"{output}.slopes", slopes)], str(output))

    def _add(self, told: Any, inputs: list[int], output: int) -> None:
        assert (
            _options(tflite.AddOptions, told).FusedActivationFunction() == tflite.ActivationFunctionType.NONE
        )
        self.node("Add", [str(one) for one in inputs], str(output))

    def _pad(self, told: Any, inputs: list[int], output: int) -> None:
        batch, height, width, channels = self.constant(inputs[1]).tolist()
        begins, ends = zip(batch, channels, height, width, strict=True)
        wide = self.weight(f"{output}.pads", np.array([*begins, *ends], dtype=np.int64))
        self.node("Pad", [str(inputs[0]), wide], str(output))

    def _reshape(self, told: Any, inputs: list[int], output: int) -> None:
        """Channels last again, as the numbers of an anchor lie beside each other there."""
        last = self.node("Transpose", [str(inputs[0])], f"{output}.last", perm=[0, 2, 3, 1])
        shape = self.weight(f"{output}.shape", np.array(self.shape(output), dtype=np.int64))
        self.node("Reshape", [last, shape], str(output))

    def _concatenation(self, told: Any, inputs: list[int], output: int) -> None:
        axis = _options(tflite.ConcatenationOptions, told).Axis()
        assert len(self.shape(output)) == 3
        self.node("Concat", [str(one) for one in inputs], str(output), axis=axis)


def _options(kind: Any, told: Any) -> Any:
    options = kind()
    options.Init(told.Bytes, told.Pos)
    return options


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("wheel", type=Path)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    with zipfile.ZipFile(asked.wheel) as wheel:
        for name, member in NETWORKS.items():
            onnx.save(Turning(wheel.read(member)).turned(), asked.folder / name)


if __name__ == "__main__":
    main()
