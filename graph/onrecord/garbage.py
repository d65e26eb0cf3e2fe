"""How often Python looks for garbage that holds itself: seldom.

By itself it stops after every 700 things made to look through the youngest, and now and then
through all that the program holds: libraries, models, names. A build makes millions of things and
next to no such garbage; a sixth of its time went into looking.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Things made until the next look. With 100,000 one more article of 100 cost 0.84 of what it cost
# with 700.
SELDOM = 50_000


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Until the end of the block garbage is looked for seldom."""
    was = gc.get_threshold()
    gc.set_threshold(SELDOM, *was[1:])
    try:
        yield
    finally:
        gc.set_threshold(*was)
