"""`python -m onrecord` is the command `onrecord`."""

from onrecord.cli import app

if __name__ == "__main__":
    app(prog_name="onrecord")
