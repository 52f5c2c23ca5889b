"""Every shot there is: each module here whose name begins with `show_` offers `SHOTS`."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import tests.screenshots as here
from tests.screenshots.shot import DocumentShot, Shot


def all_shots() -> Iterator[Shot | DocumentShot]:
    """In the order of the modules' names."""
    for module in iter_modules(here.__path__):
        if module.name.startswith("show_"):
            yield from import_module(f"{here.__name__}.{module.name}").SHOTS
