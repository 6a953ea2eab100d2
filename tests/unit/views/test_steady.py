"""How sure a place is: must-haves go before any draw, and neighbours are told what would bring them level."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from hiring.store.database import MEMORY, Cursor, Database
from hiring.store.matches import state_of
from hiring.store.roles import latest_roles
from hiring.views.steady import steady
from tests.small_world import AT, fill


@pytest.fixture(scope="module")
def cursor() -> Iterator[Cursor]:
    with Database(MEMORY, clock=lambda: AT) as database:
        fill(database)
        with closing(database.cursor()) as opened:
            yield opened


def test_everybody_of_a_shortlist_has_a_place_and_the_share_of_draws_in_which_they_lead(cursor: Cursor) -> None:
    (role,) = latest_roles(cursor, ["platform"])
    found = steady(cursor, role)
    in_order = sorted(found.values(), key=lambda one: one.rank)
    assert [one.rank for one in in_order] == [1, 2, 3, 4]
    assert all(one.low <= one.rank <= one.high or one.in_top < 1 for one in in_order)
    assert sum(one.in_top for one in in_order) == pytest.approx(1)
    # Of four people everybody is in the top five, so what is told is who is first.
    assert {one.top for one in in_order} == {1}
    assert in_order[0].in_top == 1, "nobody else meets the must-haves, whatever the weights"
    assert in_order[0].words.startswith("First in 100%")
    assert "must-haves decide" in in_order[0].below
    assert in_order[0].above == ""
    assert in_order[0].below == in_order[1].above
    assert in_order[-1].below == ""


def test_a_score_never_lifts_anybody_over_the_gate(cursor: Cursor) -> None:
    """The third shows more points than the second, and stays behind in every draw: its must-haves are not shown."""
    (role,) = latest_roles(cursor, ["platform"])
    in_order = sorted(steady(cursor, role).values(), key=lambda one: one.rank)
    assert (in_order[1].low, in_order[1].high) == (2, 2)
    assert in_order[2].low >= 3


def test_the_state_of_a_ranking_tells_whether_what_was_drawn_still_holds(cursor: Cursor) -> None:
    assert state_of(cursor, "platform") == state_of(cursor, "platform")
    assert state_of(cursor, "platform") != state_of(cursor, "another role")


def test_a_role_without_applicants_has_no_places(cursor: Cursor) -> None:
    (role,) = latest_roles(cursor, ["platform"])
    assert steady(cursor, role.model_copy(update={"role_id": "empty"})) == {}
