"""The parts of *Heatmap*: what is asked for, what answers it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl
import streamlit as st

from hiring.models.employee import UNIT_SEPARATOR
from hiring.store.cube import cube_on, headcounts
from hiring.store.database import Cursor
from hiring.store.workforce import units_on
from hiring.views.heat_words import Names
from hiring.views.people import skill_names, standing
from hiring.views.text import counted
from hiring.views.text import day as in_words
from hiring.web import resources, workforce
from hiring.web.workforce import WHOLE, unit_picker
from hiring.workforce.counting import forecast_days, quarter_before
from hiring.workforce.heatmap import SORTS, Grid, grid, meant, parts_of
from hiring.workforce.modes import Mode, modes_on
from hiring.workforce.people import people_parts
from hiring.workforce.suppression import About, Shown, Unit

# Filters by what they are called: the column that they split by. One at a time: each has been made safe by itself.
ONLY = {"location": ("location", "Location"), "role": ("role_title", "Role")}
GROUPS, ALL_SKILLS = "Group", "All skills"
_BY_GROUP = "Groups of skills"
_TODAY = "Today"
# More people than this are not gone through one by one: sixty of them would be shown.
MOST_PEOPLE = 2_000


@dataclass(frozen=True)
class Wanted:
    """What somebody looks at. `only`: a key of `ONLY` or empty, `value` what it is restricted to.

    `people`: people are the rows, not units. `groups`: groups of skills are the columns; `group`: the one whose skills
    are. `before`: the day that it is compared with. `projector`: to be read from afar.
    """

    unit: Unit
    mode: Mode
    day: date
    people: bool
    groups: bool
    group: str | None
    sort: str
    only: str
    value: str | None
    before: date | None
    projector: bool

    @property
    def split(self) -> str | None:
        """The column that a filter splits by."""
        return ONLY[self.only][0] if self.only else None


@dataclass(frozen=True)
class Found:
    """What there is: the grid, the parts that it was laid out from, what all is called, and how many people it is of.

    `labels`: skills by their ids; `clusters`: the group of each. `too_many`: people were asked for as rows, but a unit
    has too many of them.
    """

    grid: Grid
    parts: pl.DataFrame
    names: Names
    labels: Mapping[str, str]
    clusters: Mapping[str, str]
    where: str
    people: int
    shown: Shown
    too_many: bool


def controls(days: Sequence[date]) -> Wanted:
    """Draw what can be chosen; all of it is in the URL. `days`: those that have been, today the last."""
    today = days[-1]
    first, second, third = st.columns([3, 2, 2], gap="small")
    with third:
        named = {_TODAY: today} | {in_words(one): one for one in reversed(days[:-1])}
        named |= {f"{in_words(one)}, forecast": one for one in forecast_days(today)}
        chosen = named[_pick("As of", named, "asof")]
    with second:
        modes = {mode.title: mode for mode in modes_on(chosen, today)}
        mode = modes[_pick("What a cell tells", modes, "tells")]
    with resources.cursor() as cursor:
        units = units_on(cursor, min(chosen, today))
        staff = headcounts(cursor, [min(chosen, today)])
        _, clusters = skill_names(cursor)
    with first:
        unit = unit_picker(units)
    rows, across, order, filters = st.columns([1.3, 2, 1.3, 2], gap="small")
    with rows:
        options = ("Units", "People") if mode.about != "openings" else ("Units",)
        people = _pick("Rows", options, "rows") == "People"
    with across:
        columns = (_BY_GROUP, ALL_SKILLS, *(f"{GROUPS}: {group}" for group in sorted(set(clusters.values()))))
        picked = _pick("Columns", columns, "across")
    with order:
        sorts = {name.capitalize(): name for name in SORTS}
        sort = sorts[_pick("Sorted by", sorts, "sorted")]
    with filters:
        values: dict[str, tuple[str, str | None]] = {"Everybody": ("", None)}
        for key, (column, word) in ONLY.items():
            values |= {f"{word}: {value}": (key, value) for value in sorted(set(staff[column].to_list())) if value}
        only, value = values[_pick("Only", values, "only")]
    with st.container(horizontal=True, vertical_alignment="center"):
        before = _before(chosen, days)
        projector = st.toggle("For a projector", key="projector", bind="query-params")
    group = picked.removeprefix(f"{GROUPS}: ") if picked not in (_BY_GROUP, ALL_SKILLS) else None
    return Wanted(unit, mode, chosen, people, picked == _BY_GROUP, group, sort, only, value, before, projector)


def _pick(label: str, options: Mapping[str, object] | Sequence[str], key: str) -> str:
    """Draw a choice that is in the URL. What is not offered any more falls back to the first."""
    names = list(options)
    if st.session_state.get(key, names[0]) not in names:
        st.session_state.pop(key)
    return st.selectbox(label, names, key=key, bind="query-params") or names[0]


def _before(day: date, days: Sequence[date]) -> date | None:
    """Draw whether to compare, and return the day to compare with: of a day to come, today."""
    if day > days[-1]:
        return days[-1] if st.toggle("Change from today", key="fromtoday", bind="query-params") else None
    earlier = quarter_before(day)
    if st.toggle(
        "Change since last quarter",
        key="change",
        bind="query-params",
        disabled=earlier not in days,
        help=f"Compared with {in_words(earlier)}." if earlier in days else "Nothing was counted that long ago.",
    ):
        return earlier if earlier in days else None
    return None


def read(wanted: Wanted, days: Sequence[date]) -> Found:
    """Ask for the counts and lay them out."""
    shown = workforce.shown(days, wanted.split, wanted.mode.about)
    known_on = min(wanted.day, days[-1])
    with resources.cursor() as cursor:
        labels, clusters = skill_names(cursor)
        staff = headcounts(cursor, [known_on])
        inside = pl.col("unit").list.head(len(wanted.unit)) == pl.lit(list(wanted.unit), pl.List(pl.String))
        kept = staff.filter(inside) if wanted.unit else staff
        if wanted.split:
            kept = kept.filter(pl.col(wanted.split) == wanted.value)
        number = int(kept["people"].sum())
        by_name = wanted.people and number <= MOST_PEOPLE
        names: dict[str, str] = {}

        def parts_on(day: date) -> pl.DataFrame:
            if by_name:
                parts, found = _people_on(cursor, wanted, day, shown, days)
                names.update(found)
            else:
                parts = parts_of(counts_on(cursor, wanted, day), shown, wanted.unit)
            if wanted.group is None:
                return parts
            return parts.filter(pl.col("skill_id").replace_strict(clusters, default=None) == wanted.group)

        before = parts_on(wanted.before) if wanted.before else None
        parts = parts_on(wanted.day)
    laid = meant(grid(parts, wanted.mode, groups=clusters if wanted.groups else None, sort=wanted.sort, before=before))
    where = UNIT_SEPARATOR.join(wanted.unit) or WHOLE
    if wanted.value:
        where += f", {wanted.value}"
    called = Names({} if wanted.groups else labels, names, by_name)
    return Found(laid, parts, called, labels, clusters, where, number, shown, wanted.people and not by_name)


def counts_on(cursor: Cursor, wanted: Wanted, day: date) -> pl.DataFrame:
    """Return the counts of the unit in hand on a day, of whoever the filter leaves (`hiring.store.cube.cube_on`)."""
    restricted = {wanted.split: wanted.value} if wanted.split else {}
    return cube_on(
        cursor,
        day,
        wanted.unit,
        location=restricted.get("location"),
        role_title=restricted.get("role_title"),
    )


def parts_about(cursor: Cursor, wanted: Wanted, day: date, about: About, days: Sequence[date]) -> pl.DataFrame:
    """Return the parts of the unit in hand by whom else they are about, for the sentences."""
    return parts_of(counts_on(cursor, wanted, day), workforce.shown(days, wanted.split, about), wanted.unit)


def _people_on(
    cursor: Cursor, wanted: Wanted, day: date, shown: Shown, days: Sequence[date]
) -> tuple[pl.DataFrame, dict[str, str]]:
    """Return the counts of the unit's people one by one, and what they are called: with their number where two share
    a name.
    """
    skills = counts_on(cursor, wanted, day)["skill_id"].unique().sort().to_list()
    people = standing(cursor, day, wanted.unit, skills, days[-1])
    if wanted.split:
        people = people.filter(pl.col(wanted.split) == wanted.value)
    parts = people_parts(people, workforce.listed(days), shown, wanted.unit, known_on=min(day, days[-1]))
    each = people.unique("employee_id").select(
        "employee_id",
        pl.when(pl.col("name").is_duplicated()).then(pl.format("{} ({})", "name", "employee_number")).otherwise("name"),
    )
    return parts, dict(each.iter_rows())


def described(found: Found, wanted: Wanted) -> str:
    """Return what is shown, of how many, as of when: the line above the heatmap. Its names are foreign."""
    line = f"{found.where} on {in_words(wanted.day)}: {counted(found.people, 'person', 'people')}. {wanted.mode.words}"
    return f"{line} Beside it, the change since {in_words(wanted.before)}." if wanted.before else line
