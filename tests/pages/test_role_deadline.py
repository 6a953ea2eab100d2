"""A deadline on *Roles*: set with its time zone, told in the versions, found on whom it concerns, and taken away."""

from contextlib import closing
from datetime import date
from pathlib import Path

from streamlit.testing.v1 import AppTest

from hiring.models.artifact import ApplicantClaim
from hiring.models.role import Deadline
from hiring.store.database import Database
from hiring.store.findings import current_findings
from hiring.store.roles import latest_roles
from tests.integration.ingesting import as_jwt, badge, take_in
from tests.pages.test_pages import open_page, words


def late(path: Path) -> list[str]:
    with Database(path) as database, closing(database.cursor()) as cursor:
        rows = current_findings(cursor).select("code", "detail").rows()
    return [detail for code, detail in rows if code == "ISSUED_AFTER_DEADLINE"]


def test_a_deadline_is_saved_with_the_role_and_found_at_once(empty: Path, app: AppTest) -> None:
    with Database(empty) as database:
        ada = ApplicantClaim(name="Ada", email="ada@example.org", known_from="typed")
        take_in(database, as_jwt(badge(1, "SQL", email="ada@example.org")), name="sql.jwt", typed=ada)
    open_page(app, "roles")
    app.date_input(key="apply-by-analyst-1").set_value(date(2024, 12, 30))
    app.selectbox(key="apply-zone-analyst-1").set_value("Europe/Vienna")
    app.text_input(key="reason-analyst-1").set_value("Applications have closed")
    app.form_submit_button[0].click().run()
    assert not app.exception
    with Database(empty) as database, closing(database.cursor()) as cursor:
        (role,) = latest_roles(cursor)
    assert role.apply_by == Deadline(day=date(2024, 12, 30), zone="Europe/Vienna")
    assert "Applications until the end of 30 Dec 2024 (Europe/Vienna)." in words(app)
    assert len(late(empty)) == 1
    # The next version begins with what holds; without the day there is no deadline.
    assert app.date_input(key="apply-by-analyst-2").value == date(2024, 12, 30)
    app.date_input(key="apply-by-analyst-2").set_value(None)
    app.text_input(key="reason-analyst-2").set_value("It was opened again")
    app.form_submit_button[0].click().run()
    assert not app.exception
    assert "No deadline for applications." in words(app)
    assert late(empty) == []
