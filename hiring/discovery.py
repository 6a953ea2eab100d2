"""Finds the siblings of a `base.py`: a carrier, a suite, a factor is added by one file and registered nowhere."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any


def discover(package_name: str, attribute: str) -> tuple[Any, ...]:
    """Return `attribute` of every public module of a package other than `base`, ordered by module name.

    Packages inside are something else than siblings, and left alone.
    A module without the attribute is a mistake of ours, so `AttributeError` is let through.
    """
    package = import_module(package_name)
    names = sorted(
        m.name
        for m in iter_modules(package.__path__)
        if m.name != "base" and not m.name.startswith("_") and not m.ispkg
    )
    return tuple(getattr(import_module(f"{package_name}.{name}"), attribute) for name in names)
