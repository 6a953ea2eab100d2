"""A BERT encoder as an ONNX model of integers, written from its weights without a converter.

ONNX is a protocol buffer (onnx.proto3, operator set 20); the dozen fields used here are written by hand, because the
package that writes them otherwise is larger than the model. Weights are rounded column by column to 7 bits, because
the sums of products of two with 8 do not fit where processors without instructions for them keep them; activations are
rounded to 8 when they are known.
"""

import math
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hiring.skills.postings import Floats

INPUT, OUTPUT = "embedded", "hidden"
_OPERATORS, _IR = 20, 9
# Element types (TensorProto.DataType) and kinds of attributes (AttributeProto.AttributeType).
_FLOAT, _INT8, _INT64 = 1, 3, 7
_TYPES = {np.dtype(np.float32): _FLOAT, np.dtype(np.int8): _INT8, np.dtype(np.int64): _INT64}
_A_FLOAT, _AN_INT, _INTS = 1, 2, 7
# What the largest weight of a column becomes.
_LARGEST = 63


@dataclass(frozen=True, slots=True)
class Shape:
    """What a BERT's `config.json` says of it: layers, heads and the width of its vectors."""

    layers: int
    heads: int
    width: int
    epsilon: float


def encoder(weights: Mapping[str, Floats], shape: Shape) -> bytes:
    """Return the encoder as an ONNX model: `embedded` (texts, tokens, width) to `hidden` of the same shape.

    Args:
        weights: tensors by the names that Hugging Face's `BertModel` gives them.
        shape: of the model.

    `embedded` is the sum of each token's, place's and kind's vector, before it is normalised. All texts of a call have
    the same number of tokens, so that none is masked.
    """
    graph = _Graph(weights, shape)
    hidden = graph.normalised(INPUT, "embeddings.LayerNorm")
    for layer in range(shape.layers):
        own = f"encoder.layer.{layer}"
        attended = graph.dense(graph.attention(hidden, f"{own}.attention.self"), f"{own}.attention.output.dense")
        hidden = graph.normalised(graph.node("Add", hidden, attended), f"{own}.attention.output.LayerNorm")
        inner = graph.node("Gelu", graph.dense(hidden, f"{own}.intermediate.dense"))
        further = graph.dense(inner, f"{own}.output.dense")
        hidden = graph.normalised(graph.node("Add", hidden, further), f"{own}.output.LayerNorm")
    return graph.model(hidden)


@dataclass
class _Graph:
    """The nodes and constants of a model in the making; each method adds some and names what comes out."""

    weights: Mapping[str, Floats]
    shape: Shape
    _nodes: list[bytes] = field(default_factory=list)
    _constants: dict[str, bytes] = field(default_factory=dict)

    def node(self, operator: str, *inputs: str, outputs: int = 1, **attributes: float | Sequence[int]) -> str:
        """Add a node; its outputs are `<name>`, `<name>.1` and so on."""
        name = f"n{len(self._nodes)}"
        names = [name, *(f"{name}.{number}" for number in range(1, outputs))]
        self._nodes.append(
            b"".join(_text(1, each) for each in inputs)
            + b"".join(_text(2, each) for each in names)
            + _text(4, operator)
            + b"".join(_message(5, _attribute(*each)) for each in attributes.items())
        )
        return name

    def constant(self, name: str, array: NDArray[np.float32 | np.int8 | np.int64]) -> str:
        """Add a constant once."""
        if name not in self._constants:
            sizes = b"".join(_integer(1, size) for size in array.shape)
            content = _message(9, np.ascontiguousarray(array).tobytes())
            self._constants[name] = sizes + _integer(2, _TYPES[array.dtype]) + _text(8, name) + content
        return name

    def normalised(self, hidden: str, name: str) -> str:
        scale, bias = (self.constant(f"{name}.{part}", self.weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        return self.node("LayerNormalization", hidden, scale, bias, axis=-1, epsilon=self.shape.epsilon)

    def dense(self, hidden: str, *names: str) -> str:
        """Multiply by one matrix, or by several beside each other."""
        matrix = np.concatenate([self.weights[f"{name}.weight"] for name in names]).T
        bias = np.concatenate([self.weights[f"{name}.bias"] for name in names])
        steps = np.maximum(np.abs(matrix).max(axis=0), 1e-9).astype(np.float32) / _LARGEST
        rounded = np.rint(matrix / steps).astype(np.int8)
        name = names[0]
        quantised = self.node("DynamicQuantizeLinear", hidden, outputs=3)
        product = self.node("MatMulInteger", quantised, self.constant(f"{name}.rounded", rounded), f"{quantised}.2")
        unit = self.node("Mul", f"{quantised}.1", self.constant(f"{name}.steps", steps))
        scaled = self.node("Mul", self.node("Cast", product, to=_FLOAT), unit)
        return self.node("Add", scaled, self.constant(f"{name}.bias", bias))

    def attention(self, hidden: str, name: str) -> str:
        heads, width = self.shape.heads, self.shape.width
        apart = self.constant("heads apart", np.array([0, 0, heads, width // heads], dtype=np.int64))
        together = self.constant("heads together", np.array([0, 0, width], dtype=np.int64))
        three = self.constant("three", np.array([width] * 3, dtype=np.int64))
        split = self.node("Split", self.dense(hidden, *(f"{name}.{part}" for part in ("query", "key", "value"))), three,
                          outputs=3, axis=-1)  # fmt: skip
        query, key, value = (
            self.node("Transpose", self.node("Reshape", part, apart), perm=order)
            for part, order in ((split, (0, 2, 1, 3)), (f"{split}.1", (0, 2, 3, 1)), (f"{split}.2", (0, 2, 1, 3)))
        )
        root = self.constant("root", np.array(1 / math.sqrt(width // heads), dtype=np.float32))
        near = self.node("Softmax", self.node("Mul", self.node("MatMul", query, key), root), axis=-1)
        mixed = self.node("Transpose", self.node("MatMul", near, value), perm=(0, 2, 1, 3))
        return self.node("Reshape", mixed, together)

    def model(self, hidden: str) -> bytes:
        self._nodes.append(_text(1, hidden) + _text(2, OUTPUT) + _text(4, "Identity"))
        graph = (
            b"".join(_message(1, node) for node in self._nodes)
            + _text(2, "encoder")
            + b"".join(_message(5, constant) for constant in self._constants.values())
            + _message(11, self._value(INPUT))
            + _message(12, self._value(OUTPUT))
        )
        return _integer(1, _IR) + _message(7, graph) + _message(8, _integer(2, _OPERATORS))

    def _value(self, name: str) -> bytes:
        sizes = (_text(2, "texts"), _text(2, "tokens"), _integer(1, self.shape.width))
        tensor = _integer(1, _FLOAT) + _message(2, b"".join(_message(1, size) for size in sizes))
        return _text(1, name) + _message(2, _message(1, tensor))


def _attribute(name: str, value: float | Sequence[int]) -> bytes:
    if isinstance(value, float):
        return _text(1, name) + _key(2, 5) + struct.pack("<f", value) + _integer(20, _A_FLOAT)
    if isinstance(value, int):
        return _text(1, name) + _integer(3, value) + _integer(20, _AN_INT)
    return _text(1, name) + b"".join(_integer(8, each) for each in value) + _integer(20, _INTS)


def _key(number: int, wire: int) -> bytes:
    return _varint(number << 3 | wire)


def _integer(number: int, value: int) -> bytes:
    return _key(number, 0) + _varint(value & 0xFFFFFFFFFFFFFFFF)


def _text(number: int, value: str) -> bytes:
    return _message(number, value.encode())


def _message(number: int, content: bytes) -> bytes:
    return _key(number, 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
