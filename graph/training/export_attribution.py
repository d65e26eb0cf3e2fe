"""Weights -> `attribution.onnx`: `python graph/training/export_attribution.py WEIGHTS --encoder DIR
--out graph/onrecord/attribution_model`.

One int8 file with everything in it: the network, and as metadata the place tables, decoding
settings and calibration.
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from attribution_network import PAIR, Network
from encoder_export import read_weights, write_int8, write_tokenizer

TOKENIZER = Path(__file__).resolve().parents[1] / "onrecord" / "encoder" / "tokenizer.json"


def metadata(net: Network, settings: dict[str, object]) -> dict[str, str]:
    """What the run time needs beside the graph, as JSON strings."""
    tables = {
        n: [[round(float(v), 5) for v in r] for r in getattr(net, n).tolist()]
        for n in ("distance", "paragraph")
    }
    return {"pair": str(PAIR), "tables": json.dumps(tables), "settings": json.dumps(settings)}


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
    net = Network()
    read_weights(net, a.weights)
    write_int8(net, a.out / "attribution.onnx", metadata(net, settings), a.plain)
    write_tokenizer(a.encoder, TOKENIZER)


if __name__ == "__main__":
    main()
