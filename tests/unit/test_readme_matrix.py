"""The README says what is read, as the code does."""

from pathlib import Path

import pytest

from hiring.__main__ import main
from hiring.commands._reading_matrix import markdown, missing
from hiring.commands.formats import BEGIN, END


def test_nothing_that_is_discovered_is_left_out() -> None:
    assert missing() == set()


def test_the_readme_holds_the_tables(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    held = readme.partition(BEGIN)[2].partition(END)[0].strip()
    assert held == markdown(), "run `make matrix`"


def test_the_command_prints_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formats"]) == 0
    printed = capsys.readouterr().out
    assert printed == markdown() + "\n"
    for word in ("Open Badges 2.0", "`ecdsa-sd-2023`", "Token Status List", "`did:webvh`", "Credly", "PDF"):
        assert word in printed


def test_they_are_written_between_the_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before {BEGIN} old {END} after", encoding="utf-8")
    assert main(["formats", "--into", str(page)]) == 0
    assert page.read_text(encoding="utf-8") == f"before {BEGIN}\n{markdown()}\n{END} after"
    page.write_text("no place", encoding="utf-8")
    assert main(["formats", "--into", str(page)]) == 2
