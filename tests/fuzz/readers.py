"""What reads foreign input, each as one function of bytes, with small valid inputs to start from.

A reader returns when it has understood its input and raises OnrecordError (or gives a reason for
skipping the file) when it explains why not. Anything else is a fault of the program. Shared by the
property tests and by `make fuzz`.
"""

STORY = "Ann Lee told the council: “Closing it is wrong.”\n\nBob Roe agreed.\n"
