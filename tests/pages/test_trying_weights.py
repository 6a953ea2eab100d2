"""Other weights on the shortlist: who would move is told, nothing changes before it is saved with a reason."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
from streamlit.testing.v1 import AppTest

from hiring.store.roles import latest_roles
from hiring.views.trying import SAME, moved
from hiring.web import resources


def shown(app: AppTest) -> pl.DataFrame:
    """The table beside the sliders: the one that tells who moved."""
    return next(pl.from_pandas(each.value) for each in app.dataframe if "Moved" in each.value.columns)


def opened(app: AppTest) -> AppTest:
    app.run()
    app.switch_page("pages/shortlist.py").run()
    app.toggle(key="weights").set_value(True).run()
    assert not app.exception
    return app


def versions() -> Sequence[int]:
    with resources.cursor() as cursor:
        return [role.version for role in latest_roles(cursor)]


def test_a_weight_moves_people_and_is_saved_with_a_reason_only(filled: Path, app: AppTest) -> None:
    opened(app)
    before = shown(app)
    assert before["Moved"].unique().to_list() == [SAME]
    sliders = [each for each in app.slider if "try-" in str(each.key)]
    sliders[0].set_value(0.5).run()
    after = shown(app)
    assert after["Score"].to_list() != before["Score"].to_list()
    was = versions()
    save = next(each for each in app.button if each.label == "Save as the next version")
    save.click().run()
    assert "Say why" in app.error[0].value
    assert versions() == was
    next(each for each in app.text_input if each.label == "Reason for these weights").set_value("Ada said so")
    next(each for each in app.button if each.label == "Save as the next version").click().run()
    assert not app.exception
    assert versions() == [number + 1 for number in was]


def test_moves_in_words() -> None:
    assert [moved(3, 1), moved(1, 2), moved(2, 2), moved(None, 4)] == [
        "▲ 2 (was 3)",
        "▼ 1 (was 1)",
        SAME,
        "▲ new here",
    ]
