"""Lines of a matrix from elsewhere: search, an occupation, an advertisement, a file, another role."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from hiring.models.concept import CONCEPTS, ESCO_ATTRIBUTION, ESCO_NAMESPACE, LABELS, RELATIONS, Framework
from hiring.store.database import Database, transaction
from hiring.store.frameworks import write_framework
from hiring.store.roles import latest_roles
from tests.pages.test_pages import applicant_id, open_page, words

GLAZE, FIRE, POTTER = (f"{ESCO_NAMESPACE}{one}" for one in ("skill/glaze", "skill/fire", "occupation/potter"))


@pytest.fixture
def potters(filled: Path) -> Path:
    """The small world with a framework of potters in it."""
    named = ((GLAZE, "skill", "glaze pots"), (FIRE, "skill", "fire a kiln"), (POTTER, "occupation", "potter"))
    with Database(filled) as database, closing(database.cursor()) as cursor, transaction(cursor):
        write_framework(
            cursor,
            Framework(id="esco-9", name="ESCO", version="9", source="s", licence="l", attribution=ESCO_ATTRIBUTION),
            concepts=pl.DataFrame([(uri, None, kind, None) for uri, kind, _ in named], schema=CONCEPTS, orient="row"),
            labels=pl.DataFrame([(uri, "en", "preferred", w) for uri, _, w in named], schema=LABELS, orient="row"),
            relations=pl.DataFrame(
                [(POTTER, "essential", GLAZE), (POTTER, "optional", FIRE)], schema=RELATIONS, orient="row"
            ),
            at=datetime(2026, 5, 1, tzinfo=UTC),
        )
    return filled


def save(app: AppTest, stem: str) -> None:
    app.text_input(key=f"reason-{stem}").set_value("More of what the work needs")
    app.form_submit_button[0].click().run()
    assert not app.exception
    assert "is saved" in app.success[0].value


def lines(path: Path) -> list[tuple[str, int, bool]]:
    with Database(path) as database, closing(database.cursor()) as cursor:
        (role,) = latest_roles(cursor, {"platform"})
    return [(line.skill_id, line.level, line.must_have) for line in role.skills]


def test_a_concept_is_found_as_one_types_added_and_saved_with_its_attribution(potters: Path, app: AppTest) -> None:
    open_page(app, "roles")
    app.text_input(key="search-platform-1").set_value("glaz").run()
    app.button(key=f"add-platform-1-{GLAZE}").click().run()
    assert not app.exception
    assert ESCO_ATTRIBUTION in words(app)
    assert "suggestions until you save" in words(app)
    save(app, "platform-1")
    assert lines(potters)[-1] == (GLAZE, 3, False)
    assert [line[0] for line in lines(potters)][:3] == ["kubernetes", "python", "sql"]


def test_an_occupation_gives_must_haves_and_assets_that_are_said_to_be_suggestions(potters: Path, app: AppTest) -> None:
    open_page(app, "roles")
    app.text_input(key="occupation-platform-1").set_value("potter").run()
    assert "Suggested, because an occupation says nothing of levels" in words(app)
    app.multiselect(key=f"optional-platform-1-{POTTER}").set_value(["fire a kiln"]).run()
    app.button(key="occupation-add-platform-1").click().run()
    save(app, "platform-1")
    assert lines(potters)[-2:] == [(GLAZE, 3, True), (FIRE, 2, False)]


def test_the_applicant_page_names_whose_concepts_it_shows(filled: Path, app: AppTest) -> None:
    open_page(app, "applicant", applicant=applicant_id(filled, "Ada Lovelace"))
    assert ESCO_ATTRIBUTION in words(app)


def test_without_occupations_the_page_says_how_to_have_some(filled: Path, app: AppTest) -> None:
    open_page(app, "roles")
    assert "frameworks import" in words(app)


def test_an_advertisement_gives_suggestions_of_which_a_person_accepts_some(filled: Path, app: AppTest) -> None:
    open_page(app, "roles")
    app.text_area(key="advert-text-platform-1").set_value(
        "You must have strong Terraform.\nGit is a plus.\nBe Ansible!"
    )
    app.button(key="advert-platform-1").click().run()
    assert not app.exception
    boxes = {str(box.key).removeprefix("accept-platform-1-"): box for box in app.checkbox if "accept-" in str(box.key)}
    assert {"terraform", "git", "ansible"} <= set(boxes)
    assert not any(box.value for box in boxes.values())
    assert "“You must have strong Terraform" in words(app)
    assert app.button(key="advert-add-platform-1").disabled
    boxes["terraform"].check()
    boxes["git"].check().run()
    app.button(key="advert-add-platform-1").click().run()
    save(app, "platform-1")
    assert lines(filled)[-2:] == [("terraform", 4, True), ("git", 3, False)]


def test_a_file_gives_its_lines_and_says_which_cannot_be_used(filled: Path, app: AppTest) -> None:
    open_page(app, "roles")
    table = "skill,level,must have\nJuggling,3,no\nTerraform,4,yes\nPython,5,yes\n"
    app.file_uploader(key="matrix-file-platform-1").set_value(("role.csv", table.encode(), "text/csv")).run()
    assert "“Juggling” is not one skill that is known here." in app.dataframe[0].value["What is wrong"][0]
    app.button(key="file-add-platform-1").click().run()
    # What stands in the matrix is not changed by a file.
    assert "1 skill stood there already" in words(app)
    save(app, "platform-1")
    assert lines(filled)[1:] == [("python", 3, False), ("sql", 2, False), ("terraform", 4, True)]


def test_a_new_role_takes_over_the_lines_of_another(filled: Path, app: AppTest) -> None:
    open_page(app, "roles")
    next(button for button in app.button if button.label == "New role").click().run()
    app.selectbox(key="other-new").set_value("Platform engineer · 3 skills").run()
    app.button(key="other-add-new").click().run()
    app.text_input(key="title-new").set_value("Second engineer")
    save(app, "new")
    with Database(filled) as database, closing(database.cursor()) as cursor:
        first, second = latest_roles(cursor)
    assert (first.skills, second.title) == (second.skills, "Second engineer")
