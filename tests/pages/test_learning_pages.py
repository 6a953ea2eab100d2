"""Upskilling and Mobility in process: without people, without courses, and on a company."""

from datetime import UTC, datetime
from pathlib import Path

from streamlit.testing.v1 import AppTest

from hiring.store.database import Database
from tests.company import found


def opened(app: AppTest, page: str) -> str:
    """Everything that a page says to an HR leader."""
    app.run()
    app.session_state["credence_acting_role"] = "hr_leader"
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return " ".join(str(one.value) for one in (*app.markdown, *app.caption, *app.subheader))


def test_without_people_they_say_what_will_be_there(empty: Path, app: AppTest) -> None:
    for page in ("upskilling", "mobility"):
        assert "No workforce yet" in opened(app, page)


def test_a_company_has_roles_within_reach(empty: Path, app: AppTest) -> None:
    with Database(empty) as database:
        found(database, datetime.now(UTC))
    said = opened(app, "mobility")
    assert "Hire, train or move" in said
    assert "Certainty" in said
    assert "No plan yet" in opened(app, "upskilling")
