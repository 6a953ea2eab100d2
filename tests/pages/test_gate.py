"""The access table and the line that enforces it."""

import ast
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hiring.web.gate import ROLE_NAMES

ROOT = Path(__file__).resolve().parents[2]


def table() -> dict[str, set[str]]:
    """File to roles, as the table of `app.py` says."""
    for node in ast.parse((ROOT / "app.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PAGES":
            calls = [call for call in ast.walk(node.value) if isinstance(call, ast.Call)]
            return {ast.literal_eval(call.args[0]): set(ast.literal_eval(call.args[-1])) for call in calls}
    raise AssertionError("app.py has no table PAGES")


def first_statement(path: Path) -> ast.stmt:
    """The first thing that a page does: what follows its docstring and imports."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return next(node for node in body[1:] if not isinstance(node, ast.Import | ast.ImportFrom))


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=lambda path: path.stem)
def test_every_page_asks_who_is_there_before_anything_else(path: Path) -> None:
    statement = first_statement(path)
    assert isinstance(statement, ast.Expr)
    call = statement.value
    assert isinstance(call, ast.Call)
    assert ast.unparse(call.func) == "enter"
    assert [(keyword.arg, ast.unparse(keyword.value)) for keyword in call.keywords] == [("page", "__file__")]
    roles = {ast.literal_eval(argument) for argument in call.args}
    assert roles == table()[f"pages/{path.name}"], "the page and the table in app.py disagree"
    assert roles <= set(ROLE_NAMES)


def test_the_table_names_every_page_and_no_other() -> None:
    assert set(table()) == {f"pages/{path.name}" for path in (ROOT / "pages").glob("*.py")}


@pytest.mark.parametrize("file", sorted(table()))
def test_a_role_gets_in_exactly_where_the_table_says(filled: Path, app: AppTest, file: str) -> None:
    app.run()
    turned_away = set()
    # Whoever may look first, the others after, so that a page is drawn once and refused often.
    for role in sorted(ROLE_NAMES, key=lambda role: role not in table()[file])[-3:]:
        app.session_state["credence_acting_role"] = role
        app.switch_page(file).run()
        assert not app.exception
        if [title.value for title in app.title] == ["Not for this role"]:
            turned_away.add(role)
        else:
            assert role in table()[file]
    assert turned_away == {*ROLE_NAMES} - table()[file]


def test_a_page_that_app_py_has_not_led_to_shows_nothing(filled: Path) -> None:
    """What a cold server does with `GET /shortlist`: the page's own file is run, and `app.py` is not."""
    alone = AppTest.from_file(str(ROOT / "pages" / "shortlist.py"), default_timeout=60).run()
    # `enter` asks for app.py, which a page that runs by itself does not have as its main script: nothing is drawn.
    assert not alone.title
    assert not alone.dataframe
    assert not alone.metric
