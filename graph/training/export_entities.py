"""Weights -> `entities.onnx`: `python graph/training/export_entities.py WEIGHTS`.

The tokenizer is the one that export_attribution.py writes: all models share it.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from encoder_export import read_weights, write_int8
from entity_network import Network


def main() -> None:
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("weights", type=Path)
    p.add_argument("--out", type=Path, default=Path("graph/onrecord/entity_model"))
    p.add_argument("--plain", type=Path, help="also write the 32-bit graph here")
    a = p.parse_args()
    net = Network()
    read_weights(net, a.weights)
    write_int8(net, a.out / "entities.onnx", {}, a.plain)


if __name__ == "__main__":
    main()
