"""Reads the next of several bundles while one is worked on: unpacking an archive keeps nobody waiting."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from hiring.intake.bundle import Entry, read_paths
from hiring.settings import MIB

# A larger file, and a folder, is read when its turn has come: two of those side by side may be too much to hold.
MOST_BYTES = 64 * MIB


def read_ahead(paths: Sequence[Path]) -> Iterator[tuple[Path, list[Entry]]]:
    """Yield each path with its entries; each is a bundle of its own (`hiring.intake.bundle.read_paths`).

    Raises:
        UsageError: a path cannot be read; those before it have been given.
    """
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="read-ahead") as reader:
        coming: Future[list[Entry]] | None = None
        for place, path in enumerate(paths):
            entries = coming.result() if coming else _read(path)
            following = paths[place + 1] if place + 1 < len(paths) else None
            coming = reader.submit(_read, following) if following and _is_small(following) else None
            yield path, entries


def _read(path: Path) -> list[Entry]:
    return list(read_paths([path]))


def _is_small(path: Path) -> bool:
    try:
        return path.is_file() and path.stat().st_size <= MOST_BYTES
    except OSError:  # that it cannot be read is said when its turn has come
        return False
