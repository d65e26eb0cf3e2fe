"""onrecord: who is on record as saying what, for or against which policy, in which words."""

import os

__version__ = "0.1.0"

# Read when numpy is first imported. An article's matrices are small: with a second thread their
# products took as long, and half as much processor time again.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
