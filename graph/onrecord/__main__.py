"""The command `onrecord`, which is also `python -m onrecord`.

The commands are imported when it is run, not when it is imported: each process that reads articles
imports it first, as multiprocessing starts it, and has no use for them.
"""

from onrecord.garbage import seldom_collected


def main() -> None:
    """Runs the command with the arguments that the process was given."""
    with seldom_collected():
        from onrecord.cli import app

        app(prog_name="onrecord")


if __name__ == "__main__":
    main()
