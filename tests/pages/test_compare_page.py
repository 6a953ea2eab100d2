"""Compare in process: empty, filled from its address, only the differences."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from hiring.store.database import Database


def ids(path: Path, *names: str) -> str:
    with Database(path) as database:
        known = dict(database.cursor().execute("SELECT name, applicant_id FROM applicants").fetchall())
    return ",".join(known[name] for name in names)


def open_compare(app: AppTest, **query: str) -> AppTest:
    app.run()
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page("pages/compare.py").run()
    assert not app.exception
    return app


def test_it_opens_on_an_empty_database(empty: Path, app: AppTest) -> None:
    open_compare(app)
    assert not app.table


def test_without_people_it_says_what_to_do(filled: Path, app: AppTest) -> None:
    open_compare(app)
    assert any("at least two" in entry.value for entry in app.markdown)


def test_an_address_opens_the_comparison(filled: Path, app: AppTest) -> None:
    open_compare(app, applicants=ids(filled, "Grace Hopper", "Ada Lovelace"))
    table = app.table[0].value
    assert list(table.columns) == ["Skill", "Ada Lovelace", "Grace Hopper"]
    assert len(table) == 3
    assert "Unknown" in table["Grace Hopper"][2]
    app.toggle(key="differences").set_value(True).run()
    assert not app.exception
    assert len(app.table[0].value) == 2


def test_picking_writes_the_address(filled: Path, app: AppTest) -> None:
    wanted = ids(filled, "Ada Lovelace", "Grace Hopper")
    open_compare(app)
    app.multiselect[0].set_value(wanted.split(",")).run()
    assert not app.exception
    assert app.query_params["applicants"] in (wanted, [wanted])
    assert len(app.table) == 1
