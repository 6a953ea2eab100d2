"""What the pages of the workforce share: counts that are up to date, what may be shown, and the unit in hand."""

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import streamlit as st

from hiring.models.employee import UNIT_SEPARATOR
from hiring.store.cube import counts_by_unit
from hiring.store.workforce import last_change
from hiring.web import resources
from hiring.workforce.counting import offered_days, recount
from hiring.workforce.suppression import About, Listed, Shown, Unit, decide

WHOLE = "Everybody"


def ready() -> Sequence[date]:
    """Return the days that a page offers, after counting anew what has changed since they were counted."""
    today = resources.now().date()
    with resources.cursor() as cursor:
        changed = last_change(cursor)
    if changed is None:
        return ()
    return _counted(resources.settings().database, today, changed)


@st.cache_resource(show_spinner="Counting the workforce", max_entries=2)
def _counted(path: Path, today: date, changed: str) -> Sequence[date]:  # noqa: ARG001  # they key the cache
    recount(resources.database(), today, resources.now())
    return offered_days(today)


def shown(days: Sequence[date], split: str | None, about: About) -> Shown:
    """Return which counts may be shown, of everybody or by the values of a filter."""
    with resources.cursor() as cursor:
        changed = last_change(cursor) or ""
    settings = resources.settings()
    return _decided(settings.database, tuple(days), split, about, settings.smallest_group, changed)


def listed(days: Sequence[date]) -> Listed:
    """Return whose people may be listed one by one."""
    return Listed.of(shown(days, None, "need"), shown(days, None, "known"))


@st.cache_resource(show_spinner="Looking which groups are large enough to be shown", max_entries=8)
def _decided(
    path: Path,
    days: tuple[date, ...],
    split: str | None,
    about: About,
    smallest: int,
    changed: str,
) -> Shown:
    everybody, lists = None, None
    if split is not None and about != "openings":
        whole = {one: _decided(path, days, None, one, smallest, changed) for one in ("need", "known")}
        everybody, lists = whole[about], Listed.of(*whole.values())
    with closing(resources.database().cursor()) as cursor:
        return decide(counts_by_unit(cursor, days, split), smallest, about, everybody=everybody, listed=lists)


def unit_picker(units: Sequence[Unit]) -> Unit:
    """Draw the unit in hand, which is in the URL. `units`: all that people work in, with those above them."""
    whole: dict[str, Unit] = {WHOLE: ()} if sum(len(unit) == 1 for unit in units) > 1 else {}
    names = whole | {UNIT_SEPARATOR.join(unit): unit for unit in units}
    if st.session_state.get("unit") not in names:
        st.session_state.pop("unit", None)
    chosen = st.selectbox("Unit", list(names), key="unit", bind="query-params")
    return names.get(chosen or next(iter(names)), ())
