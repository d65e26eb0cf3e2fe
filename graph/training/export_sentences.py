"""Encoder weights -> `sentences.onnx`: `python graph/training/export_sentences.py --encoder DIR`.

The sentence encoder is used as it was published: the mean of the pieces' vectors, scaled to length
1. One int8 file of the shape that `onrecord.encoder.Encoder` runs, ids and features (1, T) ->
scores (1, 384); the letter-case feature is not used. Prints how well it agrees with the 32-bit
graph: the cosine of both vectors of each line of `--texts`.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import helper
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from encoder_export import OPSET, Graph, _layer, quantise
from encoder_network import HIDDEN, Encoder

OUT = Path("graph/onrecord/sentence_model")
LONGEST = 256  # pieces


def build(net: Encoder) -> onnx.ModelProto:
    """The encoder with its pooling as a 32-bit ONNX graph."""
    g = Graph()
    length = g.node("Shape", ["ids"], "length", start=1, end=2)
    zero, one = g.weight("zero", torch.tensor([0])), g.weight("one", torch.tensor([1]))
    first, second = g.weight("axis0", torch.tensor([0])), g.weight("axis1", torch.tensor([1]))
    table = g.weight("positions", net.positions.weight)
    places = g.node("Slice", [table, zero, length, first, one], "places")
    pieces = g.node("Gather", [g.weight("pieces", net.pieces.weight), "ids"], "embedded")
    x = g.norm(pieces, g.node("Unsqueeze", [places, first], "place"), net.norm, "norm")
    for i, layer in enumerate(net.layers):
        x = _layer(g, x, layer, f"layer{i}")
    total = g.node("ReduceSum", [x, second], "total", keepdims=0)
    g.node("LpNormalization", [total], "scores", axis=1, p=2)  # of the sum as of the mean
    inputs = [
        helper.make_tensor_value_info(name, onnx.TensorProto.INT64, [1, "pieces"])
        for name in ("ids", "features")
    ]
    vector = helper.make_tensor_value_info("scores", onnx.TensorProto.FLOAT, [1, HIDDEN])
    graph = helper.make_graph(g.nodes, "onrecord", inputs, [vector], g.weights)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9)


def export(encoder: Path, out: Path, plain: Path) -> Path:
    """Writes the 32-bit graph to `plain` and sentences.onnx into `out`."""
    net = Encoder()
    net.load_encoder(encoder / "model.safetensors")
    onnx.save(build(net), plain)
    out.mkdir(parents=True, exist_ok=True)
    target = out / "sentences.onnx"
    quantise(plain, target, {"heads": json.dumps({"vector": HIDDEN})})
    return target


def agreement(plain: Path, small: Path, tokenizer: Path, lines: list[str]) -> np.ndarray:
    """The cosine of both graphs' vectors, line by line."""
    pieces = Tokenizer.from_file(str(tokenizer))
    pieces.enable_truncation(LONGEST)
    sessions = [onnxruntime.InferenceSession(str(path)) for path in (plain, small)]
    both = []
    for line in lines:
        ids = np.array([pieces.encode(line).ids], dtype=np.int64)
        one, other = (s.run(["scores"], {"ids": ids, "features": ids})[0][0] for s in sessions)
        both.append(float(one @ other))
    return np.array(both)


def main() -> None:
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("--encoder", type=Path, required=True)
    p.add_argument("--out", type=Path, default=OUT)
    p.add_argument("--texts", type=Path, help="a text file to compare both graphs on, by line")
    a = p.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        target = export(a.encoder, a.out, plain)
        print(target, target.stat().st_size)
        if a.texts:
            lines = [line.strip() for line in a.texts.read_text("utf-8").splitlines()]
            lines = [line for line in lines if line]
            cosines = agreement(plain, target, a.encoder / "tokenizer.json", lines)
            figures = ", ".join(
                f"{name} {value:.4f}"
                for name, value in (
                    ("mean", cosines.mean()),
                    ("lowest", cosines.min()),
                    ("one in twenty below", np.quantile(cosines, 0.05)),
                )
            )
            print(f"{len(lines)} lines: cosine {figures}")


if __name__ == "__main__":
    main()
