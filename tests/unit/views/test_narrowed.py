"""Narrowing and ordering the shortlist: every filter finds who it should, counts add up, nothing hidden is found."""

from collections.abc import Iterator
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hiring.store.badge_mix import replace_mix
from hiring.store.blind import PROVIDERS, set_blind
from hiring.store.database import MEMORY, Cursor, Database
from hiring.store.process import move, tag
from hiring.store.queries.common import dated
from hiring.store.queries.narrowed import ORDERS, Filters
from hiring.store.queries.shortlist import choices, count, page
from hiring.store.roles import latest_roles
from hiring.views import shortlist
from hiring.views.shortlist_pictures import skills_heatmap, verification_mix
from hiring.views.verdicts import GATES, LINKS, ORDER
from tests.small_world import AT, fill

ROLE = "platform"


@pytest.fixture(scope="module")
def cursor() -> Iterator[Cursor]:
    with Database(MEMORY, clock=lambda: AT) as database:
        fill(database)
        held = database.cursor()
        dated(held, AT.date())
        who = dict(page(held, ROLE, Filters(), limit=9, offset=0).select("name", "applicant_id").iter_rows())
        ada = who["Ada Lovelace"]
        move(held, ROLE, ada, "interview", seen=None, reason="", said_by="Bob", at=AT)
        tag(held, ROLE, ada, "ask again", on=True, said_by="Bob", at=AT)
        yield held
        held.close()


def names(cursor: Cursor, filters: Filters) -> list[str]:
    return page(cursor, ROLE, filters, limit=9, offset=0)["name"].to_list()


def test_what_is_offered_finds_somebody(cursor: Cursor) -> None:
    (role,) = latest_roles(cursor, [ROLE])
    offered = choices(cursor, role)
    assert [skill for skill, _ in offered.skills] == [line.skill_id for line in role.skills]
    assert offered.tags == ["ask again"]
    shown = [names(cursor, Filters(skills=((skill, 0),))) for skill, _ in offered.skills]
    assert "Ada Lovelace" in chain.from_iterable(shown)
    by_provider = [names(cursor, Filters(providers=(iri,))) for iri, _ in offered.providers]
    assert "Ada Lovelace" in chain.from_iterable(by_provider)
    assert "Ada Lovelace" in chain.from_iterable(names(cursor, Filters(known=(link,))) for link in LINKS)


def test_stages_tags_and_words_find_whom_they_should(cursor: Cursor) -> None:
    everybody = names(cursor, Filters())
    assert names(cursor, Filters(stages=("interview",))) == ["Ada Lovelace"]
    assert set(names(cursor, Filters(stages=("new",)))) == set(everybody) - {"Ada Lovelace"}
    assert names(cursor, Filters(tags=("ask again",))) == ["Ada Lovelace"]
    (email,) = cursor.execute("SELECT email FROM applicants WHERE name = 'Ada Lovelace'").fetchone() or ("",)
    assert names(cursor, Filters(words=email[:6])) == ["Ada Lovelace"]
    (badge,) = cursor.execute("SELECT max(name) FROM achievements").fetchone() or ("",)
    assert names(cursor, Filters(words=badge))


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_loses_nobody(cursor: Cursor, order: str) -> None:
    found = page(cursor, ROLE, Filters(order=order), limit=9, offset=0)
    assert sorted(found["name"]) == sorted(names(cursor, Filters()))
    if order == "score":
        assert found["score"].is_sorted(descending=True)
    if order == "name":
        assert found["name"].str.to_lowercase().is_sorted()


def test_columns_are_those_that_were_chosen(cursor: Cursor) -> None:
    (role,) = latest_roles(cursor, [ROLE])
    label = choices(cursor, role).skills[0][1]
    table = shortlist.shortlist(cursor, ROLE, Filters(), 1, ("Tags", label)).table
    assert table.columns == ["Rank", "Applicant", "Tags", label]
    assert dict(table.select("Applicant", "Tags").iter_rows())["Ada Lovelace"] == "ask again"


some = st.lists(st.text(max_size=5), max_size=2).map(tuple)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.builds(
        Filters,
        gates=st.lists(st.sampled_from(sorted(GATES)), max_size=2).map(tuple),
        words=st.text(max_size=4),
        verdicts=st.lists(st.sampled_from(ORDER), max_size=2).map(tuple),
        min_score=st.floats(0, 100),
        skills=st.lists(st.tuples(st.sampled_from(["kubernetes", "linux", "'--"]), st.integers(0, 5)), max_size=2).map(
            tuple
        ),
        providers=some,
        known=some,
        stages=st.lists(st.sampled_from(["new", "interview", "'"]), max_size=2).map(tuple),
        tags=some,
        findings=some,
        order=st.sampled_from([*ORDERS, "no such order; DROP"]),
        by_skill=st.sampled_from(["", "linux", "' OR 1=1 --"]),
    )
)
def test_counts_add_up_whatever_is_asked(cursor: Cursor, filters: Filters) -> None:
    found = shortlist.shortlist(cursor, ROLE, filters, 1)
    assert found.found == count(cursor, ROLE, filters) == len(found.people)
    assert found.found == sum(person.gate in found.passing for person in found.people)
    assert found.total == len(names(cursor, Filters()))
    assert all(found.passing[gate] <= found.gates.get(gate, 0) for gate in found.passing)


def test_a_filter_does_not_tell_what_blind_mode_hides() -> None:
    with Database(MEMORY, clock=lambda: AT) as database:
        fill(database)
        cursor = database.cursor()
        (email,) = cursor.execute("SELECT email FROM applicants WHERE name = 'Ada Lovelace'").fetchone() or ("",)
        (role,) = latest_roles(cursor, [ROLE])
        providers = [iri for iri, _ in choices(cursor, role).providers]
        set_blind(
            cursor,
            ROLE,
            on=True,
            reason="fair",
            said_by="Bob",
            at=AT,
            secret="s",
            hides=(PROVIDERS,),
        )
        assert choices(cursor, role).providers == []
        asked = (Filters(words="Lovelace"), Filters(words=email), Filters(providers=tuple(providers)))
        assert [count(cursor, ROLE, filters) for filters in asked] == [0, 0, 0]
        (pseudonym, *_) = names(cursor, Filters())
        assert names(cursor, Filters(words=pseudonym)) == [pseudonym]


def test_pictures_are_of_those_who_pass(cursor: Cursor) -> None:
    figure, table, refs = skills_heatmap(cursor, ROLE, Filters(words="lovelace"))
    assert table["Applicant"].to_list() == ["Ada Lovelace"]
    assert len(refs) == 1
    assert any("unknown" in str(value) for value in table.row(0)) or any("of" in str(value) for value in table.row(0))
    assert len(figure.data[0].z) == 1
    replace_mix(cursor, cursor.execute("SELECT list(applicant_id) FROM applicants").fetchall()[0][0])
    everybody = verification_mix(cursor, ROLE, Filters())[1]
    ada = verification_mix(cursor, ROLE, Filters(words="lovelace"))[1]
    total = everybody.select(everybody.columns[1:]).sum().row(0)
    assert sum(total) > sum(ada.select(ada.columns[1:]).sum().row(0)) > 0
