"""Each page on an empty database and on a small one, and foreign words that try to be more than words."""

import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from hiring.store.database import Database
from hiring.store.roles import role_versions
from hiring.web.components import ROLE_KEY
from tests.small_world import HOSTILE

PAGES = ("upload", "shortlist", "as_of", "applicant", "roles", "providers", "skills_review")


def open_page(app: AppTest, page: str, **query: str) -> AppTest:
    app.run()
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def applicant_id(path: Path, name: str) -> str:
    with Database(path) as database:
        sql = "SELECT applicant_id FROM applicants WHERE name = ?"
        return str(database.cursor().execute(sql, [name]).fetchall()[0][0])


def words(app: AppTest) -> str:
    """Everything that a page says as text or Markdown."""
    elements: list[Any] = [*app.text, *app.markdown, *app.caption, *app.title, *app.subheader, *app.info, *app.warning]
    return "\n".join(str(element.value) for element in elements)


@pytest.mark.parametrize("where", PAGES)
def test_an_empty_database_offers_one_way_on(empty: Path, app: AppTest, where: str) -> None:
    open_page(app, where)
    assert app.title[0].value
    assert not app.metric


@pytest.mark.parametrize("where", PAGES)
def test_each_page_opens_on_a_small_database(filled: Path, app: AppTest, where: str) -> None:
    open_page(app, where)
    assert app.title[0].value


def test_the_counts_of_the_shortlist_add_up(filled: Path, app: AppTest) -> None:
    open_page(app, "shortlist")
    everybody, *parts = (int(metric.value) for metric in app.metric[:4])
    assert everybody == sum(parts) == 4
    ranking = app.dataframe[0].value
    assert list(ranking["Rank"]) == [1, 2, 3, 4]
    assert ranking["Applicant"][0] == "Ada Lovelace"
    assert "Kubernetes at 4 of 4: Linux Foundation, registered, 2025." in ranking["Why"][0]
    assert "Asset not shown: SQL." in ranking["Why"][0]


def test_filters_narrow_the_shortlist_and_keep_the_ranks(filled: Path, app: AppTest) -> None:
    open_page(app, "shortlist", name="race")
    assert list(app.dataframe[0].value["Applicant"]) == ["Grace Hopper"]
    assert app.dataframe[0].value["Rank"][0] > 1
    app.text_input(key="name").set_value("100%_\\").run()
    assert not app.exception
    assert not app.dataframe
    assert "Nobody passes" in app.info[0].value


def test_no_identifier_or_address_travels_with_the_ranking(filled: Path, app: AppTest) -> None:
    open_page(app, "shortlist")
    columns = {"Rank", "Applicant", "Must-haves", "Score", "Badges", "Why", "Stage"}
    assert set(app.dataframe[0].value.columns) == columns
    assert "@example.org" not in app.dataframe[0].value.to_csv()


def test_nothing_that_a_tampered_badge_claims_is_shown(filled: Path, app: AppTest) -> None:
    person = applicant_id(filled, "Mallory")
    open_page(app, "applicant", applicant=person)
    said = words(app) + "".join(expander.label for expander in app.expander)
    assert "Content withheld" in said
    assert "Tampered or forged" in said
    assert "Forged Mastery" not in said
    open_page(app, "upload", upload="bundle-1")
    assert "Forged Mastery" not in app.dataframe[0].value.to_csv()


def test_foreign_names_are_words_and_nothing_else(filled: Path, app: AppTest) -> None:
    """Where Markdown is drawn, no directive, icon, link, formula or tag of a foreign name is left alive."""
    person = applicant_id(filled, HOSTILE)
    for page, query in (
        ("applicant", {"applicant": person}),
        ("applicant", {}),
        ("upload", {"upload": "bundle-1"}),
        ("upload", {}),
        ("providers", {}),
        ("shortlist", {}),
    ):
        open_page(app, page, **query)
        drawn = [*app.markdown, *app.caption, *app.title, *app.subheader, *app.warning, *app.info]
        labels = [e.label for e in (*app.expander, *app.button)]
        for text in [str(element.value) for element in drawn] + labels:
            assert not re.search(r"(?<!\\)<img", text)
            assert ":red[" not in text
            assert "https://evil" not in text
            assert not re.search(r"(?<!\\)\$x", text)
            assert ":material/verified:" not in text.replace(" :material/verified:", "") or "onerror" not in text


def test_the_url_names_the_person(filled: Path, app: AppTest) -> None:
    person = applicant_id(filled, "Ada Lovelace")
    open_page(app, "applicant", applicant=person, role="Platform engineer")
    assert "Ada Lovelace" in app.title[0].value
    assert any("2 of 2 badges authentic" in element.value for element in app.markdown)
    open_page(app, "applicant", applicant="nobody")
    assert app.text_input(key="find")


def test_a_role_is_saved_as_its_next_version(filled: Path, app: AppTest) -> None:
    open_page(app, "roles")
    app.text_input(key="reason-platform-1").set_value("Weights agreed with the team")
    app.form_submit_button[0].click().run()
    assert not app.exception
    assert "version 2" in app.success[0].value
    from hiring.web import resources

    with resources.cursor() as cursor:
        versions = role_versions(cursor, "platform")
    assert [version.version for version in versions] == [1, 2]
    assert versions[1].reason == "Weights agreed with the team"
    assert versions[1].skills == versions[0].skills


def test_a_version_without_a_reason_is_not_saved(filled: Path, app: AppTest) -> None:
    open_page(app, "roles")
    app.form_submit_button[0].click().run()
    assert "reason" in app.error[0].value


def test_an_upload_that_is_not_known_says_so(filled: Path, app: AppTest) -> None:
    open_page(app, "upload", upload="0" * 64)
    assert "not known" in words(app)


def test_a_link_to_a_role_that_is_no_more_opens_the_first_and_names_it(filled: Path, app: AppTest) -> None:
    open_page(app, "shortlist", role="A role of last year")
    assert app.selectbox(key=ROLE_KEY).value == "Platform engineer"
