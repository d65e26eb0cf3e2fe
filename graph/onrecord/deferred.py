"""Modules that a library imports for the sake of a function that nobody here calls."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


@contextmanager
def deferred(module: str, function: str) -> Iterator[None]:
    """Until the end of the block `from module import function` gives a function that imports the
    module when it is called. Nothing is altered where the module is imported already, and
    afterwards whoever imports it gets the module itself.
    """
    if module in sys.modules:
        yield
        return

    def called(*arguments: Any, **named: Any) -> Any:
        return getattr(import_module(module), function)(*arguments, **named)

    stand_in = sys.modules[module] = ModuleType(module)
    setattr(stand_in, function, called)
    try:
        yield
    finally:
        del sys.modules[module]
