"""Mean of several weights of one run or of runs from one start ("model soup": Wortsman et al., ICML
2022).

`python graph/training/average_weights.py A.pt B.pt ... --out SOUP.pt`
"""

import argparse
from pathlib import Path

import torch


def soup(paths: list[Path]) -> dict[str, torch.Tensor]:
    """The parameters' mean; all files must hold the same names and shapes."""
    total: dict[str, torch.Tensor] = {}
    for path in paths:
        for name, value in torch.load(path).items():
            total[name] = value / len(paths) + total.get(name, 0)
    return total


def main() -> None:
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("weights", type=Path, nargs="+")
    p.add_argument("--out", type=Path, required=True)
    a = p.parse_args()
    torch.save(soup(a.weights), a.out)


if __name__ == "__main__":
    main()
