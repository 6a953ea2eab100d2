"""Named ways of looking at the shortlist: filters, sorting and columns that somebody kept for themselves and others.

Nothing is overwritten: saving under a name that is taken is refused unless its author had seen what is there, so that
of two people who save at once neither loses a view.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hiring.errors import StoreError
from hiring.store.database import Cursor, transaction
from hiring.store.ids import folded

MAX_NAME = 60


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view as it stands. `change_id` names this state of it; `settings` are the page's controls by name."""

    change_id: str
    view_id: str
    name: str
    settings: Mapping[str, Any]
    said_by: str
    at: datetime


def saved_views(cursor: Cursor) -> tuple[SavedView, ...]:
    """Return every view that is kept, by name."""
    sql = (
        "SELECT change_id, view_id, name, settings, said_by, known_at FROM current_views ORDER BY lower(name), view_id"
    )
    rows = cursor.execute(sql).pl().iter_rows()
    return tuple(
        SavedView(change, view, name, json.loads(settings), by, at) for change, view, name, settings, by, at in rows
    )


def save_view(
    cursor: Cursor, name: str, settings: Mapping[str, Any], *, said_by: str, at: datetime, seen: str | None = None
) -> None:
    """Keep settings under a name, in a transaction of its own. `seen`: the state of that view that is to be replaced.

    Raises:
        StoreError: no name, or a longer one than `MAX_NAME` (`VIEW_NAME`); another view has it (`VIEW_EXISTS`), or it
            was changed since `seen` (`VIEW_CHANGED`).
    """
    words = " ".join(name.split())
    if not 0 < len(words) <= MAX_NAME:
        message = f"A view's name has 1 to {MAX_NAME} characters."
        raise StoreError(message, code="VIEW_NAME", next_step="Use a few words that say what it shows.")
    with transaction(cursor):
        held = next((view for view in saved_views(cursor) if folded(view.name) == folded(words)), None)
        if seen is None and held is not None:
            raise StoreError(
                f"There is a view of that name, kept by {held.said_by}.",
                code="VIEW_EXISTS",
                next_step="Choose another name, or open that view and replace it.",
            )
        if seen is not None and (held is None or held.change_id != seen):
            raise _changed()
        view_id = held.view_id if held else secrets.token_hex(8)
        _add(cursor, view_id, words, settings, seen, said_by, at, on=True)


def drop_view(cursor: Cursor, seen: str, *, said_by: str, at: datetime) -> None:
    """Take a view away, in a transaction of its own. `seen`: the state of it that is meant.

    Raises:
        StoreError: somebody has changed it since (`VIEW_CHANGED`).
    """
    with transaction(cursor):
        held = next((view for view in saved_views(cursor) if view.change_id == seen), None)
        if held is None:
            raise _changed()
        _add(cursor, held.view_id, held.name, held.settings, seen, said_by, at, on=False)


def _changed() -> StoreError:
    return StoreError(
        "Somebody else has changed or removed this view in the meantime.",
        code="VIEW_CHANGED",
        next_step="Look at the list again, then decide.",
    )


def _add(
    cursor: Cursor,
    view_id: str,
    name: str,
    settings: Mapping[str, Any],
    after: str | None,
    said_by: str,
    at: datetime,
    *,
    on: bool,
) -> None:
    row = [secrets.token_hex(16), view_id, name, json.dumps(settings, sort_keys=True), on, after, said_by, at]
    cursor.execute("INSERT INTO saved_views VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
