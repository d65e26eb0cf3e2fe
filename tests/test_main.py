"""The command ends at once, but for what is to be done before."""

import subprocess
import sys

SCRIPT = """
import atexit, threading

class Held:
    def __del__(self):
        print("freed")

def work():
    threading.main_thread().join()
    atexit.register(print, "called back")
    print("thread is done")

held = Held()
threading.Thread(target=work).start()
from onrecord.__main__ import main
main()
"""


def run(*arguments: str) -> tuple[int, list[str]]:
    command = [sys.executable, "-c", SCRIPT, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout.splitlines()


def test_threads_and_callbacks_are_waited_for_and_nothing_is_freed() -> None:
    code, told = run("--version")
    assert (code, told[1:]) == (0, ["thread is done", "called back"])


def test_the_status_is_the_commands() -> None:
    assert run("no-such-command") == (2, ["thread is done", "called back"])
