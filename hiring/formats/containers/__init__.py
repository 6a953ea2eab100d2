"""What holds credentials: lists, presentations, records. One file a container; siblings are discovered."""

from functools import cache

from hiring.discovery import discover
from hiring.formats.containers.base import Container


@cache
def containers() -> tuple[Container, ...]:
    """Every container that this version opens, by name; the first that recognises a value opens it."""
    return discover(__name__, "CONTAINER")
