"""Status methods: was it withdrawn since it was issued?"""

from functools import cache

from hiring.discovery import discover
from hiring.verification.status._lists import ListReader
from hiring.verification.status.base import Finding, StatusMethod

__all__ = ["Finding", "ListReader", "StatusMethod", "methods"]


@cache
def methods() -> tuple[StatusMethod, ...]:
    """Every status method that this version knows."""
    return discover(__name__, "METHOD")
