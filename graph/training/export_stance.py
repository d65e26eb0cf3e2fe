"""Weights -> `stance.onnx`: `python graph/training/export_stance.py WEIGHTS`.

One int8 file with the network and its calibration (calibrate_stance.py,
trust_stance.py).
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from encoder_export import read_weights, write_int8
from stance_network import Network


def main() -> None:
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("weights", type=Path)
    p.add_argument("--out", type=Path, default=Path("graph/onrecord/stance_model"))
    p.add_argument(
        "--settings", type=Path, default=Path(__file__).with_name("stance_settings.json")
    )
    p.add_argument("--plain", type=Path, help="also write the 32-bit graph here")
    a = p.parse_args()
    settings = json.loads(a.settings.read_text()) if a.settings.exists() else {}
    net = Network()
    read_weights(net, a.weights)
    fitted = {n: json.dumps(settings.get(n, {}), sort_keys=True) for n in ("calibration", "trust")}
    write_int8(net, a.out / "stance.onnx", fitted, a.plain)


if __name__ == "__main__":
    main()
