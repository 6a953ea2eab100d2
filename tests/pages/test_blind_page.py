"""Blind mode in process: everything that pages send is read, and holds nothing of who anybody is."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from hiring.store.blind import COUNTRIES, blind_of, pseudonym, set_blind
from hiring.store.database import Database
from hiring.store.process import standing
from hiring.web import resources
from tests.small_world import AT

TELLING = ("ada", "lovelace", "grace", "hopper", "mallory", "@example", "badge-1", "bundle.zip", "urn:uuid", "2025")


@pytest.fixture
def blind(filled: Path) -> Path:
    with Database(filled) as database:
        cursor = database.cursor()
        set_blind(cursor, "platform", on=True, reason="Fairness", said_by="HR", at=AT, secret="s", hides=["providers"])
        cursor.close()
    return filled


def identities(path: Path) -> tuple[dict[str, str], dict[str, str], list[str]]:
    """Ids and pseudonyms by name, and the ids of all badges."""
    with Database(path) as database:
        cursor = database.cursor()
        ids = dict(cursor.execute("SELECT name, applicant_id FROM applicants").fetchall())
        refs = {name: known.ref for name, who in ids.items() if (known := pseudonym(cursor, "platform", who))}
        badges = [row[0] for row in cursor.execute("SELECT credential_id FROM credentials").fetchall()]
        cursor.close()
    return ids, refs, badges


def opened(app: AppTest, page: str, **query: str) -> AppTest:
    app.run()
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def protos(node: Any) -> Iterator[str]:
    """The messages that draw a block and all that is in it."""
    if getattr(node, "proto", None) is not None:
        yield str(node.proto)
    for child in getattr(node, "children", {}).values():
        yield from protos(child)


def sent(app: AppTest) -> str:
    """Everything that the browser is sent for the page, in lower case, tables opened, with its address."""
    tables = [frame.value.to_csv() for frame in (*app.dataframe, *app.table)]
    return "\n".join([*protos(app.main), str(app.query_params), *tables]).lower()


def check(told: str, path: Path) -> None:
    ids, _, badges = identities(path)
    for word in TELLING:
        assert not re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", told), word
    for secret in [*ids.values(), *badges]:
        assert secret[:12] not in told


def test_the_pages_of_a_blind_role_tell_nothing_of_who_it_is(blind: Path, app: AppTest) -> None:
    _, refs, _ = identities(blind)
    told = sent(opened(app, "shortlist"))
    assert "applicant " in told
    check(told, blind)
    check(sent(opened(app, "compare", applicants=",".join(refs.values()))), blind)
    assert app.table


def test_an_applicant_of_a_blind_role_is_opened_by_pseudonym_alone(blind: Path, app: AppTest) -> None:
    ids, refs, _ = identities(blind)
    opened(app, "applicant", applicant=refs["Ada Lovelace"])
    assert app.title[0].value.replace("\\", "") == f"Applicant {refs['Ada Lovelace']}"
    check(sent(app), blind)
    other = opened(app, "applicant", applicant=ids["Ada Lovelace"])
    assert "names nobody" in other.caption[0].value
    assert "blind" in other.info[0].value
    check(sent(other), blind)


def test_revealing_takes_a_reason_and_names_one_person(blind: Path, app: AppTest) -> None:
    _, refs, _ = identities(blind)
    ref = refs["Ada Lovelace"]
    opened(app, "applicant", applicant=ref)
    app.button(key=f"reveal-go-{ref}").click().run()
    assert "reason" in app.error[0].value.lower()
    app.text_input(key=f"reveal-{ref}").set_value("Interview agreed").run()
    app.button(key=f"reveal-go-{ref}").click().run()
    assert not app.exception
    assert app.title[0].value == "Ada Lovelace"
    told = sent(opened(app, "shortlist"))
    assert "ada lovelace" in told
    assert "hopper" not in told
    assert "interview agreed" in told


def blind_as_kept() -> frozenset[str]:
    with closing(resources.database().cursor()) as cursor:
        held = blind_of(cursor, "platform")
    assert held is not None
    return held.hides


def test_turning_it_on_and_off_takes_a_reason(filled: Path, app: AppTest) -> None:
    opened(app, "shortlist")
    app.button(key="blind-platform-on").click().run()
    assert "reason" in app.error[0].value.lower()
    app.text_input(key="blind-platform-reason").set_value("First round").run()
    app.button(key="blind-platform-on").click().run()
    assert not app.exception
    assert "lovelace" not in sent(app)
    assert blind_as_kept() == {COUNTRIES}, "countries are kept back unless somebody says otherwise"
    app.checkbox(key="blind-platform-countries").uncheck().run()
    app.button(key="blind-platform-on").click().run()
    assert blind_as_kept() == set()
    app.button(key="blind-platform-off").click().run()
    assert "lovelace" in sent(app)


def test_an_applicant_is_moved_noted_tagged_and_marked_by_pseudonym_alone(blind: Path, app: AppTest) -> None:
    ids, refs, _ = identities(blind)
    ref = refs["Ada Lovelace"]
    key = f"desk-platform-{ref}"
    opened(app, "applicant", applicant=ref)
    app.selectbox(key=f"{key}-stage").set_value("interview")
    app.button(key=f"{key}-move").click().run()
    app.text_area(key=f"{key}-note").set_value("Ada called on Monday")
    app.button(key=f"{key}-keep").click().run()
    app.text_input(key=f"{key}-tag").set_value("Lovelace")
    app.button(key=f"{key}-add").click().run()
    assert not app.exception
    assert not app.error
    with Database(blind) as database, closing(database.cursor()) as cursor:
        held = standing(cursor, "platform", ids["Ada Lovelace"])
    assert (held.stage, held.notes[0].words, held.tags) == ("interview", "Ada called on Monday", ("lovelace",))
    told = sent(app)
    assert "stage: interview" in told
    assert "1 note and 1 tag kept" in told
    check(told.replace(f"{resources.now():%Y}", ""), blind)
    app.button(key=f"{key}-undo").click().run()
    assert "stage: new" in sent(app)


def test_whoever_leaves_the_blind_stages_is_named_where_they_were_moved(filled: Path, app: AppTest) -> None:
    with Database(filled) as database, closing(database.cursor()) as cursor:
        set_blind(cursor, "platform", on=True, reason="Fair", said_by="HR", at=AT, secret="s", stages=["new"])
    _, refs, _ = identities(filled)
    key = f"desk-platform-{refs['Ada Lovelace']}"
    opened(app, "applicant", applicant=refs["Ada Lovelace"])
    app.selectbox(key=f"{key}-stage").set_value("interview")
    app.button(key=f"{key}-move").click().run()
    assert not app.exception
    assert app.title[0].value == "Ada Lovelace"
