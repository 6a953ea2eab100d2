"""Skills review in process: what waits, one and many decisions, undo, and the empty state."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hiring.store.database import Database
from tests.integration.ingesting import as_jwt, badge, take_in, zipped
from tests.pages.test_pages import open_page, words


@pytest.fixture
def suggested(empty: Path) -> Path:
    """Two badges of one achievement and one of another whose words speak of skills; the achievements have names that
    would be more than words, if they could.
    """
    files = {}
    for number, (name, said) in enumerate(
        [
            ("Bootcamp <b>:red[x]", "SQL and data modelling: 90 hours of work."),
            ("Bootcamp <b>:red[x]", "SQL and data modelling: 90 hours of work."),
            ("Evening class", "Participants write queries in SQL. Also some project work and team work."),
        ]
    ):
        document = badge(number, name.replace(" ", "-"), email=f"p{number}@example.org")
        document["credentialSubject"]["achievement"].update(name=name, description=said)
        files[f"{('Ada', 'Bob', 'Eve')[number]} Person/{number}.jwt"] = as_jwt(document)
    with Database(empty) as database:
        take_in(database, zipped(files), at=datetime.now(UTC))
    return empty


def stands(path: Path) -> dict[tuple[str, str], str]:
    with Database(path) as database, closing(database.cursor()) as cursor:
        sql = (
            "SELECT a.name, d.skill_id, d.decision FROM standing_decisions d JOIN achievements a USING (achievement_id)"
        )
        return {(name, skill): decision for name, skill, decision in cursor.execute(sql).fetchall()}


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if label in button.label).click().run()
    assert not app.exception
    return app


def test_nothing_to_review_says_what_will_be_here(filled: Path, app: AppTest) -> None:
    open_page(app, "skills_review")
    assert "Nothing to review" in words(app)


def test_the_achievement_that_touches_most_comes_first_with_what_a_word_covers(suggested: Path, app: AppTest) -> None:
    open_page(app, "skills_review")
    assert "One decision covers **2 badges** of **2 applicants**" in words(app)
    assert "<b>" not in app.subheader[0].value
    assert "2 achievements" in words(app)


def test_confirming_skipping_refusing_and_undoing(suggested: Path, app: AppTest) -> None:
    open_page(app, "skills_review")
    press(app, "Data modelling")
    assert {skill: word for (_, skill), word in stands(suggested).items()} == {"data-modelling": "confirmed"}
    assert "Bootcamp" in app.subheader[0].value
    press(app, "Skip")
    assert app.subheader[0].value == "Evening class"
    press(app, "None of these")
    decided = stands(suggested)
    refused = {name for (name, _), word in decided.items() if word == "rejected"}
    assert refused == {"Evening class"}
    press(app, "Undo")
    assert set(stands(suggested).values()) == {"confirmed"}
    press(app, "Undo")
    assert stands(suggested) == {}
    assert next(button for button in app.button if "Undo" in button.label).disabled


def test_many_are_confirmed_and_undone_in_one_go(suggested: Path, app: AppTest) -> None:
    open_page(app, "skills_review", bar="0.3")
    press(app, "Confirm ")
    several = stands(suggested)
    assert several
    assert set(several.values()) == {"confirmed"}
    press(app, "Undo")
    assert stands(suggested) == {}


def test_the_address_names_the_achievement(suggested: Path, app: AppTest, root: Path) -> None:
    open_page(app, "skills_review")
    press(app, "Skip")
    place = app.query_params["achievement"]
    again = AppTest.from_file(str(root / "app.py"), default_timeout=60)
    open_page(again, "skills_review", achievement=place[0] if isinstance(place, list) else place)
    assert again.subheader[0].value == "Evening class"


def test_providers_tell_how_skills_are_known(suggested: Path, app: AppTest) -> None:
    open_page(app, "providers")
    assert "How the skills of its badges are known" in words(app)
    (shares,) = [frame.value for frame in app.dataframe if "How" in frame.value.columns]
    assert "Suggested by its words, confirmed by nobody" in list(shares["How"])
    assert round(sum(shares["Share"])) == 100
