"""A degree or a job that is typed: from the form to the applicant's page, never looking like what was verified."""

import json
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hiring.models.artifact import ApplicantClaim
from hiring.web.statements import Statement, as_resume
from tests.pages.test_pages import open_page, words

ADA = ApplicantClaim(name="Ada Lovelace", email="ada@example.org", known_from="typed")


def state(app: AppTest, kind: str, **fields: str) -> None:
    app.segmented_control(key="kind-0").set_value(kind).run()
    for name, value in fields.items():
        field = app.text_area if name in ("told", "skills") else app.text_input
        field(key=f"{name}-{kind}-0").set_value(value)
    app.button(key=f"FormSubmitter:stated-{kind}-0-Add").click().run()
    assert not app.exception


def hand_in(app: AppTest) -> None:
    app.button(key="verify").click().run()
    end = time.monotonic() + 60
    while not app.dataframe and time.monotonic() < end:
        time.sleep(0.2)
        app.run()
    assert not app.exception


def test_a_typed_job_and_degree_count_as_own_word(empty: Path, app: AppTest) -> None:
    open_page(app, "upload")
    state(app, "Job", title="Platform engineer", where="Engines Ltd", since="2019-03", skills="Kubernetes, Python")
    state(app, "Degree", title="BSc :red[Mathematics]", where="ETH", until="2015")
    app.text_input(key="typed_name").set_value("Ada Lovelace")
    app.text_input(key="typed_email").set_value("ada@example.org").run()
    assert list(app.dataframe[0].value["File"]) == ["stated-by-the-applicant.json"]
    hand_in(app)
    table = app.dataframe[0].value
    assert {outcome[0] for outcome in table["Outcome"]} == {"“ Self-asserted"}
    assert set(table["Achievement"]) == {"Platform engineer at Engines Ltd", "BSc :red[Mathematics], ETH"}
    assert set(table["Provider"]) == {"the applicant"}
    assert set(table["File"]) == {
        "job 1 of stated-by-the-applicant.json",
        "degree 1 of stated-by-the-applicant.json",
    }
    open_page(app, "applicant", applicant=_person())
    said = words(app)
    assert "0 of 0 badges authentic" in said
    assert "What the applicant says" in said
    assert not any("Authentic" in expander.label for expander in app.expander)
    open_page(app, "providers")
    assert "No providers yet" in words(app)


def _person() -> str:
    from hiring.web import resources

    with resources.cursor() as cursor:
        return str(cursor.execute("SELECT applicant_id FROM applicants").fetchall()[0][0])


def test_what_cannot_be_added_says_why(empty: Path, app: AppTest) -> None:
    open_page(app, "upload")
    state(app, "Job", where="Engines Ltd")
    assert "title" in app.error[0].value
    state(app, "Job", title="Clerk", since="last year")
    assert "no year or month" in app.error[0].value
    assert not app.dataframe


def test_an_added_statement_can_be_removed(empty: Path, app: AppTest) -> None:
    open_page(app, "upload")
    state(app, "Certificate", title="CKA", where="CNCF", until="2024-02")
    assert any("CKA, CNCF" in element.value for element in app.markdown)
    app.button(key="remove-0-0").click().run()
    assert not app.exception
    assert not any("CKA, CNCF" in element.value for element in app.markdown)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"title": ""}, "title"),
        ({"title": "x", "since": "2019-13"}, "2019-13"),
        ({"title": "x", "until": "soon"}, "soon"),
        ({"title": "x", "since": "2020-05", "until": "2019"}, "ends before"),
        ({"title": "x", "since": "2020-05", "until": "2020"}, ""),
        ({"title": "x", "since": "2020", "until": "2020-05-31"}, ""),
    ],
)
def test_complaints(fields: dict[str, str], wrong: str) -> None:
    complaint = Statement(**{"kind": "Job", "institution": "", **fields}).complaint  # type: ignore[arg-type]
    assert wrong in complaint
    assert bool(complaint) == bool(wrong)


def test_the_form_makes_a_resume_of_one_applicant() -> None:
    job = Statement("Job", "Engineer", "Acme", "2019", "", "Ran things.", "Python; SQL,")
    certificate = Statement("Certificate", "CKA", "CNCF", "", "2024-02")
    assert json.loads(as_resume([job, certificate], ADA, "2026-06-01")) == {
        "basics": {"name": "Ada Lovelace", "email": "ada@example.org"},
        "meta": {"lastModified": "2026-06-01"},
        "work": [
            {
                "position": "Engineer",
                "name": "Acme",
                "startDate": "2019",
                "summary": "Ran things.",
                "keywords": ["Python", "SQL"],
            }
        ],
        "certificates": [{"name": "CKA", "issuer": "CNCF", "date": "2024-02"}],
    }
