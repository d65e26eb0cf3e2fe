"""An encoder with heads -> one int8 ONNX file.

In: a trained network, and what the run time is to know, as metadata.  Out: the network for one row
of pieces (ids (1, T), features (1, T) -> scores (T, outputs)).  Weights are quantised per channel,
activations per call as they come (dynamic), so that a window's result cannot depend on what else is
in a batch: the run time gives the network one window a call.
"""

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import onnx
import torch
from encoder_network import HEADS, HIDDEN, Encoder
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

OPSET = 17


class Graph:
    """Collects nodes and weights; `node` returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, value: torch.Tensor) -> str:
        array = value.detach().contiguous().numpy()
        self.weights.append(numpy_helper.from_array(array, name))
        return name

    def node(
        self, op: str, inputs: list[str], name: str, domain: str = "", **attributes: object
    ) -> str:
        self.nodes.append(
            helper.make_node(op, inputs, [name], name=name, domain=domain, **attributes)
        )
        return name

    def linear(self, x: str, layer: torch.nn.Linear, name: str) -> str:
        product = self.node(
            "MatMul", [x, self.weight(name + ".w", layer.weight.t())], name + ".matmul"
        )
        return self.node("Add", [product, self.weight(name + ".b", layer.bias)], name + ".add")

    def norm(self, x: str, y: str, norm: torch.nn.LayerNorm, name: str) -> str:
        both = [x, y, self.weight(name + ".g", norm.weight), self.weight(name + ".b", norm.bias)]
        return self.node("SkipLayerNormalization", both, name, "com.microsoft", epsilon=1e-12)


def build(net: Encoder) -> onnx.ModelProto:
    """The network as a 32-bit ONNX graph, written with onnxruntime's fused operators (twice as fast
    as the plain ones).
    """
    g = Graph()
    length = g.node("Shape", ["ids"], "length", start=1, end=2)
    zero, one = g.weight("zero", torch.tensor([0])), g.weight("one", torch.tensor([1]))
    axes = g.weight("axis0", torch.tensor([0]))
    places = g.node(
        "Slice", [g.weight("positions", net.positions.weight), zero, length, axes, one], "places"
    )
    pieces = g.node("Gather", [g.weight("pieces", net.pieces.weight), "ids"], "embedded")
    features = g.node(
        "Gather", [g.weight("features_table", net.features.weight), "features"], "featured"
    )
    place = g.node("Unsqueeze", [places, axes], "place")
    x = g.norm(g.node("Add", [pieces, place], "placed"), features, net.norm, "norm")
    for i, layer in enumerate(net.layers):
        x = _layer(g, x, layer, f"layer{i}")
    out = g.linear(x, net.heads, "heads")
    g.node("Squeeze", [out, axes], "scores")
    graph = helper.make_graph(
        g.nodes,
        "onrecord",
        [
            helper.make_tensor_value_info(n, onnx.TensorProto.INT64, [1, "pieces"])
            for n in ("ids", "features")
        ],
        [
            helper.make_tensor_value_info(
                "scores", onnx.TensorProto.FLOAT, ["pieces", net.heads.out_features]
            )
        ],
        g.weights,
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9)


def _layer(g: Graph, x: str, layer: torch.nn.Module, name: str) -> str:
    qkv = g.linear(x, layer.qkv, name + ".qkv")
    parts = []
    for j, part in enumerate(("q", "k", "v")):
        cut = [
            g.weight(f"{name}.{part}.{end}", torch.tensor([(j + k) * HIDDEN]))
            for k, end in enumerate(("a", "z"))
        ]
        axis = g.weight(f"{name}.{part}.axis", torch.tensor([2]))
        parts.append(g.node("Slice", [qkv, *cut, axis], f"{name}.{part}"))
    mixed = g.node(
        "MultiHeadAttention", parts, name + ".attention", "com.microsoft", num_heads=HEADS
    )
    x = g.norm(x, g.linear(mixed, layer.out, name + ".out"), layer.norm1, name + ".norm1")
    up = g.node("MatMul", [x, g.weight(name + ".up.w", layer.up.weight.t())], name + ".up")
    h = g.node(
        "BiasGelu", [up, g.weight(name + ".up.b", layer.up.bias)], name + ".gelu", "com.microsoft"
    )
    return g.norm(x, g.linear(h, layer.down, name + ".down"), layer.norm2, name + ".norm2")


def write_int8(
    net: Encoder, target: Path, metadata: Mapping[str, str], plain: Path | None = None
) -> None:
    """Writes the network to `target`, its heads' sizes beside the metadata; the 32-bit graph also
    to `plain` if given.
    """
    net.eval()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "plain.onnx"
        onnx.save(build(net), source)
        if plain:
            shutil.copy(source, plain)
        quantise(source, target, {**metadata, "heads": json.dumps(net.head_sizes)})


def quantise(source: Path, target: Path, metadata: Mapping[str, str]) -> None:
    """Writes the 32-bit graph in `source` as int8 (dynamic, a scale a channel) to `target`."""
    quantize_dynamic(
        source,
        target,
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    model = onnx.load(target)
    for key, value in sorted(metadata.items()):
        model.metadata_props.add(key=key, value=value)
    model.producer_name, model.producer_version, model.doc_string = "onrecord", "1", ""
    onnx.save(model, target)


def write_tokenizer(encoder: Path, target: Path) -> None:
    """The encoder's tokenizer without its padding and truncation, on one line."""
    data = json.loads((encoder / "tokenizer.json").read_text(encoding="utf-8"))
    data["padding"] = data["truncation"] = None
    target.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def read_weights(net: Encoder, path: Path) -> None:
    """Loads trained weights of any float type into the network."""
    net.load_state_dict({k: v.float() for k, v in torch.load(path).items()})
