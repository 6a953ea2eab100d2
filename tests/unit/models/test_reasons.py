"""Every code that a check can carry is explained."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from hiring import errors
from hiring.models.reasons import REASONS, reason

CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
# Codes of files that gave no credential carry their own words (`FileProblem`), and no check has them.
OF_FILES = {"NO_CREDENTIAL", "DATA_MODEL_UNKNOWN", "ISSUER_MISSING", "SUBJECT_MISSING"}


def codes(root: Path) -> Iterator[tuple[str, str]]:
    """Yield every literal reason code of the modules that make checks: raised, noted, found or checked."""
    for folder in ("verification", "formats"):
        for path in sorted((root / "hiring" / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                found = [k.value for k in node.keywords if k.arg in ("code", "reason")]
                if called in ("note", "problem", "Finding", "check"):
                    found += node.args
                for value in found:
                    for part in ast.walk(value):
                        if (
                            isinstance(part, ast.Constant)
                            and isinstance(part.value, str)
                            and CODE.fullmatch(part.value)
                        ):
                            yield part.value, path.name


def test_every_code_is_explained(root: Path) -> None:
    used = dict(codes(root))
    assert len(used) > 60
    missing = {code: path for code, path in used.items() if code not in REASONS and code not in OF_FILES}
    assert not missing


def test_every_error_of_a_check_has_an_explained_default() -> None:
    kinds: list[type[errors.CredenceError]] = [
        errors.VerificationError,
        *errors.VerificationError.__subclasses__(),
        errors.MalformedError,
    ]
    assert {kind.default_code for kind in kinds} <= REASONS.keys()


def test_words_are_sentences() -> None:
    for code, known in REASONS.items():
        assert CODE.fullmatch(code)
        assert known.title
        assert known.title[0].isupper()
        assert known.words.endswith(".")
        assert not known.next_step or known.next_step.endswith(".")


def test_a_code_of_others_is_its_own_title() -> None:
    assert reason("OF_SOMEBODY_ELSE").title == "Of somebody else"
