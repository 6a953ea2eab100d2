"""Every way in which a fetch fails is explained: checks carry the fetcher's codes."""

import ast
import re
from pathlib import Path

from hiring.errors import Unreachable
from hiring.models.reasons import REASONS
from hiring.network.failures import MAY_PASS, failure

CODE = re.compile(r"[A-Z]+(_[A-Z]+)+")


def raised(root: Path) -> set[str]:
    """Return the codes in the arguments of every call in the package."""
    found = set()
    for path in (root / "hiring" / "network").glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call):
                values = (
                    part for argument in (*call.args, *(k.value for k in call.keywords)) for part in ast.walk(argument)
                )
                found |= {
                    part.value for part in values if isinstance(part, ast.Constant) and isinstance(part.value, str)
                }
    return {value for value in found if CODE.fullmatch(value)}


def test_every_code_of_the_network_is_explained(root: Path) -> None:
    codes = raised(root)
    assert len(codes) > 20
    assert not codes - REASONS.keys()
    assert codes >= MAY_PASS


def test_a_failure_names_its_subject_and_a_next_step() -> None:
    for code in sorted(MAY_PASS | {"TIMED_OUT", "TLS_FAILED", "UNREACHABLE"}):
        error = failure(code, "issuer.example")
        assert isinstance(error, Unreachable)
        assert error.code == code
        assert "issuer.example" in str(error)
        assert str(error).endswith(".")
        assert error.next_step.endswith(".")
