"""Named views: kept for everybody, replaced only by who has seen them, never lost by two who save at once."""

from datetime import UTC, datetime

import pytest

from hiring.errors import StoreError
from hiring.store.database import Cursor
from hiring.store.saved_views import MAX_NAME, drop_view, save_view, saved_views

AT = datetime(2026, 6, 1, tzinfo=UTC)


def save(cursor: Cursor, name: str, seen: str | None = None, **settings: object) -> None:
    save_view(cursor, name, settings, said_by="Ada", at=AT, seen=seen)


def test_a_view_is_kept_replaced_and_taken_away(cursor: Cursor) -> None:
    save(cursor, "  Strong   in SQL ", gate=["met"], score=40)
    (view,) = saved_views(cursor)
    assert (view.name, view.settings, view.said_by) == ("Strong in SQL", {"gate": ["met"], "score": 40}, "Ada")
    save(cursor, "strong in sql", seen=view.change_id, score=50)
    (later,) = saved_views(cursor)
    assert (later.view_id, later.settings) == (view.view_id, {"score": 50})
    drop_view(cursor, later.change_id, said_by="Bob", at=AT)
    assert saved_views(cursor) == ()
    save(cursor, "Strong in SQL")
    assert len(saved_views(cursor)) == 1


def test_of_two_who_save_at_once_neither_loses(cursor: Cursor) -> None:
    save(cursor, "Mine", score=1)
    with pytest.raises(StoreError, match="kept by Ada") as refused:
        save(cursor, "MINE", score=2)
    assert refused.value.code == "VIEW_EXISTS"
    (seen,) = saved_views(cursor)
    save(cursor, "Mine", seen=seen.change_id, score=3)
    with pytest.raises(StoreError) as late:
        save(cursor, "Mine", seen=seen.change_id, score=4)
    assert late.value.code == "VIEW_CHANGED"
    with pytest.raises(StoreError) as late:
        drop_view(cursor, seen.change_id, said_by="Bob", at=AT)
    assert late.value.code == "VIEW_CHANGED"
    assert saved_views(cursor)[0].settings == {"score": 3}


@pytest.mark.parametrize("name", ["", "   ", "x" * (MAX_NAME + 1)])
def test_a_view_needs_a_name(cursor: Cursor, name: str) -> None:
    with pytest.raises(StoreError) as refused:
        save(cursor, name)
    assert refused.value.code == "VIEW_NAME"
