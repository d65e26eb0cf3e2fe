"""The command `onrecord`, which is also `python -m onrecord`.

The commands are imported when it is run, not when it is imported: each process that reads articles
imports it first, as multiprocessing starts it, and has no use for them.
"""

import atexit
import os
import sys

from onrecord.garbage import seldom_collected

_status: list[int] = []  # that the command ended with


def main() -> None:
    """Runs the command with the arguments that the process was given."""
    atexit.register(_leave)  # the first is the last to be called
    try:
        with seldom_collected():
            from onrecord.cli import app

            app(prog_name="onrecord")
    except SystemExit as end:
        if isinstance(end.code, int):
            _status.append(end.code)
        raise


def _leave() -> None:
    """Ends the process without freeing one by one what it holds: up to 0.3 CPU s, which the
    system does at once. All that is to be done before is done: threads have ended, files are
    closed, other callbacks have run.
    """
    if _status:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(_status[0])


if __name__ == "__main__":
    main()
