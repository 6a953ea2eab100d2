"""Policy: turned with the shortlist beside it, saved with a reason, compared, and gone back to."""

from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hiring.credibility.in_force import policy_now
from hiring.credibility.policy import DEFAULT, Policy
from hiring.store.database import Database, transaction
from hiring.store.policies import Adopted, adoptions
from tests.pages.test_pages import open_page, words
from tests.small_world import AT


def kept(path: Path) -> list[Adopted]:
    with Database(path) as database, closing(database.cursor()) as cursor:
        return adoptions(cursor)


def in_force(path: Path) -> Policy:
    with Database(path) as database, closing(database.cursor()) as cursor, transaction(cursor):
        return policy_now(cursor, AT)


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def slider(app: AppTest, label: str) -> "object":
    return next(slider for slider in app.slider if slider.label == label)


def test_a_policy_is_turned_saved_compared_and_gone_back_to(filled: Path, app: AppTest) -> None:
    open_page(app, "policy")
    assert "Nothing changes on this shortlist." in words(app)
    turned = next(one for one in app.slider if one.label == "Rigour")
    assert turned.value == DEFAULT.exponents["rigour"]
    turned.set_value(0.8).run()
    assert not app.exception
    assert "score" in words(app)
    assert "1 number changed" in [expander.label for expander in app.expander]
    # (1) Without a reason nothing is saved.
    press(app, "Save")
    assert "needs a reason" in app.error[0].value
    assert len(kept(filled)) == 1
    next(field for field in app.text_input if field.label == "Reason").set_value("Exams first")
    press(app, "Save")
    assert app.success[0].value.startswith("Version 2, Sceptical default, is in force")
    first, second = kept(filled)
    assert (second.number, second.policy.reason, second.policy.adopted_by) == (2, "Exams first", "Recruiter")
    assert first.policy.adopted_by is None
    assert in_force(filled).exponents["rigour"] == 0.8
