"""Policy: turned with the shortlist beside it, saved with a reason, compared, and gone back to."""

from contextlib import closing
from pathlib import Path

from streamlit.testing.v1 import AppTest

from hiring.credibility.in_force import policy_now
from hiring.credibility.policy import DEFAULT, Policy
from hiring.credibility.presets import PRESETS
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


def say(app: AppTest, label: str, said: str) -> None:
    next(field for field in app.text_input if field.label == label).set_value(said)


def turn(app: AppTest, path: str, to: float, begin: Policy = DEFAULT) -> AppTest:
    """Move a slider, which is a component of ours: what its browser's side would have sent."""
    app.session_state[f"knob-{begin.id[:12]}-0-{path}"] = {"value": to}
    app.run()
    assert not app.exception
    return app


def test_a_policy_is_turned_saved_compared_and_gone_back_to(filled: Path, app: AppTest, root: Path) -> None:
    open_page(app, "policy")
    assert "Nothing changes on this shortlist." in words(app)
    turn(app, "exponents/rigour", 0.8)
    assert "scores change." in words(app)
    assert "1 number changed" in [expander.label for expander in app.expander]
    # (1) Without a reason nothing is saved.
    press(app, "Save")
    assert "needs a reason" in app.error[0].value
    assert len(kept(filled)) == 1
    say(app, "Reason", "Exams first")
    press(app, "Save")
    assert app.success[0].value.startswith("Version 2, Sceptical default, is in force")
    first, second = kept(filled)
    assert (second.number, second.policy.reason, second.policy.adopted_by) == (2, "Exams first", "Recruiter")
    assert first.policy.adopted_by is None
    assert in_force(filled).exponents["rigour"] == 0.8
    # (2) Both versions side by side, by an address that can be sent to somebody.
    app = AppTest.from_file(str(root / "app.py"), default_timeout=60)
    open_page(app, "policy", view="Compare versions", one="1", other="2")
    assert list(app.dataframe[0].value["Version"]) == [2, 1]
    assert app.dataframe[1].value.to_dict("records") == [
        {"Question": "What makes up credibility", "Number": "Rigour", "Version 1": "0.36", "Version 2": "0.8"}
    ]
    assert "From version 1 to version 2" in words(app)
    # (3) Back to the first is the third version.
    press(app, "Put into force again")
    assert "needs a reason" in app.error[0].value
    say(app, "Reason", "Too few left")
    press(app, "Put into force again")
    assert [one.policy.policy_id for one in kept(filled)] == [DEFAULT.id, second.policy.policy_id, DEFAULT.id]


def test_a_preset_is_tried_before_it_is_taken(filled: Path, app: AppTest) -> None:
    open_page(app, "policy")
    begin = next(box for box in app.selectbox if box.label == "Begin from")
    begin.set_value("Preset: Balanced").run()
    assert not app.exception
    assert any(expander.label.endswith("numbers changed") for expander in app.expander)
    assert in_force(filled) == DEFAULT
    for group in ("How much had to be shown", "How fast it fades", "Repeating, levels and must-haves"):
        next(box for box in app.selectbox if box.label == "What to turn").set_value(group).run()
        assert not app.exception
    turn(app, "unstated_level/level", 3, PRESETS["Balanced"].policy)
    say(app, "Reason", "A trial")
    press(app, "Save")
    saved = in_force(filled)
    assert (saved.name, saved.unstated_level.level, saved.exponents["rigour"]) == ("Balanced", 3, 0.33)


def test_nobody_overwrites_what_somebody_else_saved_meanwhile(filled: Path, app: AppTest) -> None:
    from hiring.credibility.in_force import adopt
    from hiring.web import resources

    open_page(app, "policy")
    turn(app, "exponents/rigour", 0.7)
    theirs = Policy(name="Theirs")
    with resources.cursor() as cursor, transaction(cursor):
        adopt(cursor, theirs, "Meanwhile", resources.now())
    say(app, "Reason", "Mine")
    press(app, "Save")
    assert in_force(filled) == theirs


def test_a_provider_is_set_by_hand_for_a_reason_and_shown_as_such(filled: Path, app: AppTest) -> None:
    open_page(app, "policy", view="Providers", provider="Linux Foundation, registered")
    press(app, "Set by hand")
    assert "a reason is needed" in app.error[0].value
    next(one for one in app.slider if one.label == "Counts, from 0 to 1").set_value(0.2)
    say(app, "Reason", "We saw its exams")
    press(app, "Set by hand")
    (own,) = in_force(filled).providers.values()
    assert (own.value, own.why, own.by) == (0.2, "We saw its exams", "Recruiter")
    assert "We saw its exams" in app.dataframe[0].value["Why"].tolist()
    open_page(app, "providers", provider="Linux Foundation, registered")
    assert any("Set by hand to 0.2" in warning.value for warning in app.warning)
    # Registries speak again, for a reason too; the log keeps both.
    open_page(app, "policy", view="Providers")
    app.segmented_control(key="view").set_value("Providers").run()
    say(app, "Reason", "A registry looked again")
    press(app, "Let registries speak again")
    assert in_force(filled).providers == {}
    log = app.dataframe[-1].value
    assert log["Change"].tolist() == ["0.2 → as registries say", "as registries say → 0.2"]
    assert log["Why"].tolist()[1] == "We saw its exams"


def test_how_it_went_moves_a_track_record_for_a_reason(filled: Path, app: AppTest) -> None:
    open_page(app, "policy", view="Providers")
    app.text_input(key="hired").set_value("lovelace").run()
    assert not app.exception
    next(one for one in app.radio if one.label == "How did it go?").set_value("It did not")
    press(app, "Keep")
    assert "needs a reason" in app.error[0].value
    next(one for one in app.radio if one.label == "How did it go?").set_value("It did not")
    say(app, "What it rests on", "After six months")
    press(app, "Keep")
    assert app.success[0].value.startswith("Kept; ")
    assert "It did not (Recruiter" in words(app).replace("\\", "")
