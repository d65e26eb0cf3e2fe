"""onrecord: who is on record as saying what, for or against which policy, in which words."""

__version__ = "0.1.0"
