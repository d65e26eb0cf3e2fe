"""Weights -> `attribution.onnx`: `python graph/training/export_attribution.py WEIGHTS --encoder DIR
--out graph/onrecord/attribution_model`.

One int8 file with everything in it: the network for one window (ids (1, T), features (1, T) -> (T,
outputs)), and as metadata the place tables, decoding settings and calibration.  Weights are
quantised per channel, activations per window as they come (dynamic), so that a window's result
cannot depend on what else is in a batch: the run time gives the network one window a call.
"""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from attribution_network import HEAD_SIZES, HEADS, HIDDEN, PAIR, Network

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


def build(net: Network) -> onnx.ModelProto:
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
        "attribution",
        [
            helper.make_tensor_value_info(n, onnx.TensorProto.INT64, [1, "pieces"])
            for n in ("ids", "features")
        ],
        [
            helper.make_tensor_value_info(
                "scores", onnx.TensorProto.FLOAT, ["pieces", sum(HEAD_SIZES)]
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


def metadata(net: Network, settings: dict[str, object]) -> dict[str, str]:
    """What the run time needs beside the graph, as JSON strings."""
    sizes = dict(
        zip(("flat", "cue", "nested", "own", "of_cue", "query", "key"), HEAD_SIZES, strict=True)
    )
    tables = {
        n: [[round(float(v), 5) for v in r] for r in getattr(net, n).tolist()]
        for n in ("distance", "paragraph")
    }
    return {
        "heads": json.dumps(sizes),
        "pair": str(PAIR),
        "tables": json.dumps(tables),
        "settings": json.dumps(settings),
    }


def export(
    weights: Path, encoder: Path, out: Path, settings: dict[str, object], plain: Path | None = None
) -> Path:
    """Writes attribution.onnx and attribution-tokenizer.json into `out`; also the 32-bit graph to
    `plain` if given.
    """
    net = Network()
    net.load_state_dict({k: v.float() for k, v in torch.load(weights).items()})
    net.eval()
    model = build(net)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "plain.onnx", out / "attribution.onnx"
        onnx.save(model, source)
        out.mkdir(parents=True, exist_ok=True)
        if plain:
            shutil.copy(source, plain)
        out.mkdir(parents=True, exist_ok=True)
        quantize_dynamic(
            source,
            target,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
        )
    model = onnx.load(target)
    for key, value in sorted(metadata(net, settings).items()):
        model.metadata_props.add(key=key, value=value)
    model.producer_name, model.producer_version, model.doc_string = "onrecord", "1", ""
    onnx.save(model, target)
    _slim_tokenizer(encoder / "tokenizer.json", out / "attribution-tokenizer.json")
    return target


def _slim_tokenizer(source: Path, target: Path) -> None:
    """The tokenizer without its padding and truncation, on one line."""
    data = json.loads(source.read_text(encoding="utf-8"))
    data["padding"] = data["truncation"] = None
    target.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def main() -> None:
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("weights", type=Path)
    p.add_argument("--encoder", type=Path, required=True)
    p.add_argument("--out", type=Path, default=Path("graph/onrecord/attribution_model"))
    p.add_argument(
        "--settings",
        type=Path,
        help="JSON of decoding settings and calibration (calibrate_attribution.py)",
    )
    p.add_argument("--plain", type=Path, help="also write the 32-bit graph here")
    a = p.parse_args()
    settings = json.loads(a.settings.read_text()) if a.settings else {}
    print(export(a.weights, a.encoder, a.out, settings, a.plain))


if __name__ == "__main__":
    main()
