"""The house's own rules: who may import what, where SQL, sockets, keys and Streamlit live. See CONTRIBUTING.md."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# What each folder may import of ours, besides itself and the base modules.
BASE = {"models", "errors", "settings", "discovery", "strict_json", "canonical_json", "isolation"}
LAYERS: dict[str, set[str]] = {
    "models": set(),
    "errors": set(),
    "settings": set(),
    "discovery": set(),
    "isolation": set(),
    "strict_json": {"errors", "settings"},
    "canonical_json": set(),
    "intake": BASE,
    "formats": BASE,
    "network": BASE,
}
LAYERS["description"] = BASE
LAYERS["exports"] = BASE
LAYERS["planning"] = BASE
LAYERS["verification"] = BASE | {"formats", "network"}
LAYERS["store"] = BASE | {"description"}
LAYERS["skills"] = BASE | {"store"}
LAYERS["credibility"] = BASE | {"store", "description"}
LAYERS["processes"] = set()
LAYERS["findings"] = BASE | {"store", "description", "processes"}
LAYERS["matching"] = LAYERS["credibility"] | {"skills", "credibility"}
LAYERS["workforce"] = LAYERS["matching"] | {"matching", "verification", "planning"}
LAYERS["site"] = BASE | {"network", "store", "verification"}
LAYERS["opening"] = BASE | {"intake", "formats", "network"}
LAYERS["ingesting"] = LAYERS["opening"] | {"opening", "verification", "skills", "store"}
LAYERS["pipeline"] = LAYERS["ingesting"] | LAYERS["matching"] | {"ingesting", "matching", "findings", "processes"}
LAYERS["reverify"] = LAYERS["relinking"] = LAYERS["pipeline"]
LAYERS["staffing"] = LAYERS["pipeline"] | {"pipeline", "workforce"}
LAYERS["views"] = LAYERS["matching"] | {"matching", "findings", "workforce", "planning", "exports"}
LAYERS["demo"] = LAYERS["pipeline"] | {"pipeline", "reverify", "relinking", "site", "workforce", "planning", "staffing"}
LAYERS["commands"] = LAYERS["demo"] | {"demo"}
LAYERS["web"] = LAYERS["commands"] | {"views", "exports", "planning"}
LAYERS["__main__"] = {"commands", "errors", "settings", "discovery"}
PAGES = {"models", "errors", "settings", "views", "web"}

# A library that only the named places import.
ONLY_IN = {
    "streamlit": ("hiring/web", "pages", "app.py"),
    "httpx": ("hiring/network",),
    "httpcore": ("hiring/network",),
    "socket": ("hiring/network",),
    "ssl": ("hiring/network",),
    "urllib.request": ("hiring/network",),
    "cryptography": ("hiring/verification",),
    "openvc": ("hiring/verification",),
    "openbadgeslib": ("hiring/verification",),
    "pypdf": ("hiring/intake",),
    "pyld": ("hiring/verification",),
    "typst": ("hiring/exports",),
    "highspy": ("hiring/planning",),
    "xlsxwriter": ("hiring/exports",),
    "python_calamine": ("hiring/intake",),
    "duckdb": ("hiring/store",),
}
SQL = re.compile(
    r"^\s*(SELECT\s.+\sFROM|INSERT\s+INTO|MERGE\s+INTO|DELETE\s+FROM|CREATE\s+(TABLE|VIEW)|UPDATE\s+\w+\s+SET)\b",
    re.I | re.S,
)


def sources() -> Iterator[Path]:
    yield from sorted((ROOT / "hiring").rglob("*.py"))
    yield from sorted((ROOT / "pages").glob("*.py"))
    yield ROOT / "app.py"


@cache
def imports(path: Path) -> frozenset[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the layers"
            names |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(names)


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room(path: Path) -> str:
    """The layer that a module of `hiring` belongs to."""
    return path.relative_to(ROOT / "hiring").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", list(sources()), ids=place)
def test_imports_go_down_only(path: Path) -> None:
    if path.is_relative_to(ROOT / "hiring"):
        here = room(path)
        if here == "__init__":
            return
        allowed = LAYERS[here] | {here}
    else:
        allowed = PAGES
    reached = {
        name.split(".")[1] for name in imports(path) if name.startswith("hiring.") and name != "hiring.__version__"
    }
    assert reached <= allowed, f"{place(path)} reaches up or sideways to {sorted(reached - allowed)}"


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_stays_in_its_room(library: str) -> None:
    breaches = [
        place(path)
        for path in sources()
        if not place(path).startswith(ONLY_IN[library])
        and any(name == library or name.startswith(library + ".") for name in imports(path))
    ]
    assert not breaches


def test_sql_stays_in_the_store() -> None:
    breaches = []
    for path in sources():
        if place(path).startswith("hiring/store"):
            continue
        breaches += [
            f"{place(path)}:{node.lineno}"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value)
        ]
    assert not breaches


def test_no_module_has_grown_past_its_purpose() -> None:
    too_large = {place(p): p.stat().st_size for p in sources() if p.stat().st_size > 15_000}
    assert not too_large


def test_whatever_the_app_imports_is_installed_by_make_run() -> None:
    """The tests' own packages are there when this runs, and not where somebody only runs the app."""
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    direct = {requirement.partition("==")[0].lower() for requirement in stated}
    pins = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert direct <= {pin.partition("==")[0].lower() for pin in pins if "==" in pin}
    packages = {name.split(".")[0] for path in sources() for name in imports(path)} - sys.stdlib_module_names
    owners = packages_distributions()
    missing = {
        package
        for package in packages - {"hiring"}
        if direct.isdisjoint(owner.lower().replace("_", "-") for owner in owners.get(package, ()))
    }
    assert not missing
