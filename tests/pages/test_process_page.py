"""Moving an applicant on their page: with a reason, undone, and with a colleague who was quicker."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from hiring.web import resources


def opened(app: AppTest, person: str = "") -> AppTest:
    app.run()
    if person:
        app.query_params["applicant"] = person
    app.switch_page(f"pages/{'applicant' if person else 'shortlist'}.py").run()
    assert not app.exception
    return app


def test_a_person_is_moved_with_a_reason_noted_tagged_and_moved_back(filled: Path, root: Path, app: AppTest) -> None:
    assert filled.is_file()
    app.run()
    with resources.cursor() as cursor:
        (ada,) = cursor.execute("SELECT applicant_id FROM applicants WHERE name = 'Ada Lovelace'").fetchall()[0]
    key = f"desk-platform-{ada}"
    opened(app, ada)
    colleague = opened(AppTest.from_file(str(root / "app.py"), default_timeout=60), ada)
    assert "Stage: New" in [each.value for each in app.subheader]

    app.selectbox(key=f"{key}-stage").set_value("not now")
    app.button(key=f"{key}-move").click().run()
    assert "reason" in app.error[0].value

    app.selectbox(key=f"{key}-stage").set_value("interview")
    app.selectbox(key=f"{key}-reason").set_value("Start date")
    app.button(key=f"{key}-move").click().run()
    assert not app.exception
    assert not app.error
    assert "Stage: Interview" in [each.value for each in app.subheader]
    assert any("Recruiter: new to interview: Start date" in each.value for each in app.caption)

    colleague.selectbox(key=f"{key}-stage").set_value("screening")
    colleague.button(key=f"{key}-move").click().run()
    assert "Recruiter has moved them to interview" in colleague.error[0].value
    assert "Stage: Interview" in [each.value for each in colleague.subheader]

    app.text_area(key=f"{key}-note").set_value("Called :red[her]")
    app.button(key=f"{key}-keep").click().run()
    assert "Called :red[her]" in [each.value for each in app.text]
    app.text_input(key=f"{key}-tag").set_value("Remote")
    app.button(key=f"{key}-add").click().run()
    app.button(key=f"{key}-off-remote").click().run()
    assert f"{key}-off-remote" not in [each.key for each in app.button]

    assert "Interview" in opened(colleague).dataframe[0].value["Stage"].to_list()
    app.button(key=f"{key}-undo").click().run()
    assert "Stage: New" in [each.value for each in app.subheader]
