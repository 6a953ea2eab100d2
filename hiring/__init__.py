"""Credence: hiring on verified skills. See README.md for what it does and how the folders depend on each other."""

__version__ = "0.1.0"
