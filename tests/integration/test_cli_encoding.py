"""The command line writes UTF-8 wherever it runs: names of files and issuers are of every script."""

import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("form", [["--jsonl"], []])
def test_any_name_can_be_written_whatever_the_environment(tmp_path: Path, encoding: str, form: list[str]) -> None:
    bundle = tmp_path / "b.zip"
    with ZipFile(bundle, "w") as archive:
        archive.writestr("Zoë ☃/ñandú.txt", "x")
    done = subprocess.run(
        [sys.executable, "-m", "hiring", "verify", str(bundle), "--offline", *form],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1, done.stderr.decode()
    assert done.stderr == b""
    out = done.stdout.decode("utf-8")
    assert "b.zip!Zoë ☃/ñandú.txt" in out
    if form:
        assert [json.loads(line)["carrier"] for line in out.splitlines()] == [None]
