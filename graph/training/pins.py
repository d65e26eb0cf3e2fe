"""Pinned figures: a benchmark's figures may rise, and fall only with a reason."""

import json
from pathlib import Path

CHANGELOG = Path(__file__).resolve().parents[2] / "CHANGELOG.md"
TOLERANCE = 0.002  # the figures repeat exactly on one machine; other processors round otherwise


def pin(baseline: Path, what: str, values: dict[str, float], reason: str | None) -> bool:
    """Raises the figures in the file `baseline` that have risen; False where one fell without a
    reason.  With one they are lowered, and CHANGELOG.md says of what (`what`) and why.
    """
    held = json.loads(baseline.read_text(encoding="utf-8")) if baseline.is_file() else {}
    fallen = {n: v for n, v in values.items() if v < held.get(n, 0.0) - TOLERANCE}
    for name, value in fallen.items():
        print(f"fallen: {name} {held[name]:.3f} -> {value:.3f}")
    if fallen and reason is None:
        return False
    if fallen:
        lost = ", ".join(f"{n} {held[n]:.3f} -> {v:.3f}" for n, v in fallen.items())
        with CHANGELOG.open("a", encoding="utf-8") as file:
            file.write(f"- {what} lowered ({lost}): {reason}\n")
    kept = {n: round(v if n in fallen else max(v, held.get(n, 0.0)), 4) for n, v in values.items()}
    baseline.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return True
