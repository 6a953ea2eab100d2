"""Findings on their pages: told in words, with whom they concern, and set aside only with a reason."""

from contextlib import closing
from pathlib import Path

from streamlit.testing.v1 import AppTest

from hiring.models.artifact import ApplicantClaim
from hiring.store.database import Database
from hiring.store.findings import current_findings
from tests.integration.ingesting import as_jwt, badge, take_in, zipped
from tests.pages.test_pages import open_page, words


def two_of_one_badge(path: Path) -> tuple[str, str]:
    """Two people who sent one badge; return one's id and the upload's."""
    document = badge(1, "SQL", email="x@example.org")
    del document["credentialSubject"]["identifier"]
    token = as_jwt(document)
    with Database(path) as database:
        report = take_in(database, zipped({"Ada Lovelace/sql.jwt": token, "Bob <b>Builder/sql.jwt": token}))
        return str(report.files[0].applicant_id), report.bundle_id


def dismissed(path: Path) -> list[tuple[bool, str | None]]:
    with Database(path) as database, closing(database.cursor()) as cursor:
        rows = current_findings(cursor).select("dismissed", "dismissal_reason").rows()
    return sorted(rows, key=str)


def test_a_finding_is_shown_on_the_applicant_and_set_aside_with_a_reason(empty: Path, app: AppTest) -> None:
    applicant, _ = two_of_one_badge(empty)
    open_page(app, "applicant", applicant=applicant)
    assert "Worth a second look" in words(app)
    assert "Also sent by another applicant" in words(app)
    # A name out of a folder is never markup.
    assert "<b>" not in " ".join(str(element.value) for element in app.markdown)
    # The remarks on how badges are made come after it.
    next(button for button in app.button if button.label == "Set aside").click().run()
    assert any("A reason is needed" in warning.value for warning in app.warning)
    next(field for field in app.text_input if field.label == "Why?").set_value("They are one person.")
    next(button for button in app.button if button.label == "Set aside").click().run()
    assert not app.exception
    assert "Set aside: They are one person. (Recruiter" in words(app).replace("\\", "")
    assert [button.label for button in app.button].count("Look at it again") == 1
    assert any("remark" in expander.label for expander in app.expander)


def test_an_upload_tells_its_findings_and_whose_they_are(empty: Path, app: AppTest) -> None:
    _, upload = two_of_one_badge(empty)
    open_page(app, "upload", upload=upload)
    (opened,) = [expander for expander in app.expander if "worth a second look" in expander.label]
    assert opened.label.startswith("2 findings")
    assert any("Ada" in button.label for button in opened.button)


def test_what_did_not_answer_can_be_asked_again(empty: Path, app: AppTest) -> None:
    document = badge(6, "SQL", email="ada@example.org", status="https://status.example/1")
    with Database(empty) as database:
        report = take_in(database, as_jwt(document), name="sql.jwt")
    open_page(app, "applicant", applicant=str(report.files[0].applicant_id))
    assert "Of 1 badge something did not answer when it was checked." in words(app)
    next(button for button in app.button if button.label == "Ask again").click().run()
    assert not app.exception
    # Still nobody answers: it goes on waiting, and says so.
    assert "Of 1 badge something did not answer" in words(app)
    assert "0 of 1 answered." in [toast.value for toast in app.toast]


def test_whose_a_badge_is_says_what_was_compared(empty: Path, app: AppTest) -> None:
    with Database(empty) as database:
        ada = ApplicantClaim(name="Ada", email="ada@example.org", known_from="typed")
        report = take_in(database, as_jwt(badge(7, "SQL", email="ada@example.org")), name="sql.jwt", typed=ada)
    open_page(app, "applicant", applicant=str(report.files[0].applicant_id))
    app.session_state[f"badge-{report.files[0].credential_id}"] = True
    app.run()
    said = words(app).replace("\\", "")
    assert "Compared: “ada@example.org” with “ada@example.org” in it." in said
    # What it leaves open is asked for, and what it states is told.
    (opened,) = [expander for expander in app.expander if "European micro-credential" in expander.label]
    assert opened.label == "States 5 of the 11 elements of a European micro-credential"
    assert "Country or region of the issuer: In which country or region is your organisation established?" in said
