"""Bundles that are read one ahead come in their order, each with its own entries."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from hiring.errors import UsageError
from hiring.intake.ahead import read_ahead
from hiring.models.artifact import SourceFile


def written(folder: Path, contents: Sequence[str]) -> list[Path]:
    paths = [folder / f"{number}.json" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_text(content, encoding="utf-8")
    return paths


def test_each_path_comes_with_its_own_entries(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    inner = written(tmp_path / "folder", ["a", "b"])
    paths = written(tmp_path, ["x", "y", "z"])
    found = [
        (path, [entry.content for entry in entries if isinstance(entry, SourceFile)])
        for path, entries in read_ahead([paths[0], inner[0].parent, *paths[1:]])
    ]
    assert found == [(paths[0], [b"x"]), (tmp_path / "folder", [b"a", b"b"]), (paths[1], [b"y"]), (paths[2], [b"z"])]


def test_a_path_that_cannot_be_read_spoils_none_before_it(tmp_path: Path) -> None:
    paths = written(tmp_path, ["x"])
    reading = read_ahead([*paths, tmp_path / "none.zip"])
    assert next(reading)[0] == paths[0]
    with pytest.raises(UsageError):
        next(reading)


def test_nothing_is_read_of_nothing() -> None:
    assert list(read_ahead([])) == []
