"""What several commands tell at their end."""

from collections.abc import Sequence

import typer

from onrecord.terminal import talk

SHOWN = 20  # lines of a list on the terminal; report.md has all


def tell_skipped(skipped: Sequence[object]) -> None:
    """Which files could not be read, and why."""
    if skipped:
        talk.print(f"Skipped {len(skipped)}:")
    for line in skipped[:SHOWN]:
        talk.print(f"  {line}")


def stop_on(violations: Sequence[object]) -> None:
    """Tells what is wrong in the result and ends with exit code 1, if anything is."""
    for violation in violations[:SHOWN]:
        talk.print(f"  {violation}")
    if violations:
        talk.print(f"{len(violations)} violation{'s' if len(violations) > 1 else ''}.")
        raise typer.Exit(1)
