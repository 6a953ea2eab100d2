"""The parts of *Heatmap*: what is asked for, what answers it, who is behind a cell, and files to hand on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl
import streamlit as st

from hiring.exports.sheets import workbook
from hiring.models.employee import UNIT_SEPARATOR
from hiring.store.cube import cube_on, headcounts
from hiring.store.workforce import units_on
from hiring.views import heatmap as view
from hiring.views.people import behind_cell, skill_names
from hiring.views.text import as_label
from hiring.views.text import day as in_words
from hiring.web import resources
from hiring.web.workforce import WHOLE, unit_picker
from hiring.workforce.heatmap import REST, SORTS, Grid, grid, parts_of
from hiring.workforce.modes import MODES, Mode
from hiring.workforce.suppression import Shown, Unit

# Filters by what they are called: the column that they split by. One at a time: each has been made safe by itself.
ONLY = {"location": ("location", "Location"), "role": ("role_title", "Role")}
_SKILLS, _GROUPS = "Skills", "Groups of skills"


@dataclass(frozen=True)
class Wanted:
    """What somebody looks at. `only`: a key of `ONLY` or empty, `value` what it is restricted to."""

    unit: Unit
    mode: Mode
    day: date
    groups: bool
    sort: str
    only: str
    value: str | None


@dataclass(frozen=True)
class Found:
    """What there is: the grid, the parts that it was laid out from, what skills are called, and words about it."""

    grid: Grid
    parts: pl.DataFrame
    labels: Mapping[str, str]
    clusters: Mapping[str, str]
    where: str
    people: int
    sentences: Sequence[tuple[str, str]]
    shown: Shown


def controls(days: Sequence[date]) -> Wanted:
    """Draw what can be chosen; all of it is in the URL."""
    today = days[-1]
    first, second, third = st.columns([3, 2, 2], gap="small")
    titles = {mode.title: mode for mode in MODES}
    with second:
        mode = titles.get(
            st.selectbox("What a cell tells", list(titles), key="tells", bind="query-params") or "", MODES[0]
        )
    with third:
        named = {in_words(one): one for one in reversed(days)}
        chosen = named.get(st.selectbox("As of", list(named), key="asof", bind="query-params") or "", today)
    with resources.cursor() as cursor:
        units = units_on(cursor, chosen)
        people = headcounts(cursor, [chosen])
    with first:
        unit = unit_picker(units)
    left, middle, right = st.columns([2, 2, 3], gap="small")
    with left:
        across = st.segmented_control("Across", [_GROUPS, _SKILLS], key="across", default=_GROUPS, required=True)
    with middle:
        sort = st.segmented_control("Sorted by", list(SORTS), key="sorted", default=SORTS[0], required=True)
    with right:
        options = {"Everybody": ("", None)}
        for key, (column, word) in ONLY.items():
            options |= {f"{word}: {value}": (key, value) for value in sorted(set(people[column].to_list())) if value}
        only, value = options.get(
            st.selectbox("Only", list(options), key="only", bind="query-params") or "", ("", None)
        )
    return Wanted(unit, mode, chosen, across == _GROUPS, sort or SORTS[0], only, value)


def read(wanted: Wanted, shown: Shown, needed: Shown) -> Found:
    """Ask for the counts and lay them out. `needed`: what may be shown of those who need a skill, for the sentences."""
    restricted = {ONLY[wanted.only][0]: wanted.value} if wanted.only else {}
    with resources.cursor() as cursor:
        cube = cube_on(
            cursor,
            wanted.day,
            wanted.unit,
            location=restricted.get("location"),
            role_title=restricted.get("role_title"),
        )
        people = headcounts(cursor, [wanted.day])
        labels, clusters = skill_names(cursor)
    parts = parts_of(cube, shown, wanted.unit)
    laid = grid(parts, wanted.mode, groups=clusters if wanted.groups else None, sort=wanted.sort)
    inside = pl.col("unit").list.head(len(wanted.unit)) == pl.lit(list(wanted.unit), pl.List(pl.String))
    counted = people.filter(inside) if wanted.unit else people
    for column, value in restricted.items():
        counted = counted.filter(pl.col(column) == value)
    where = UNIT_SEPARATOR.join(wanted.unit) or WHOLE
    if wanted.value:
        where += f", {wanted.value}"
    said = view.sentences(
        parts_of(cube, needed, wanted.unit), labels, wanted.unit[-1] if wanted.unit else "the company"
    )
    return Found(laid, parts, labels, clusters, where, int(counted["people"].sum()), said, shown)


def behind(wanted: Wanted, found: Found, row: str | None, column: str) -> None:
    """Draw who a cell is of: people, levels, and the way to the proof. `row` None: of the unit in hand."""
    skills = (
        [s for s, group in found.clusters.items() if group == column] if wanted.groups and row is not None else [column]
    )
    unit = wanted.unit if row is None else (*wanted.unit, row)
    name = found.labels.get(column, column)
    with st.container(border=True):
        st.subheader(f"{as_label(name)}: {as_label(view.row_name(unit[-1]) if unit else WHOLE)}", anchor=False)
        if row == REST:
            st.caption("These people cannot be listed: it would show who is in the units that are too small.")
            return
        open_skills = [skill for skill in skills if found.shown.allows(unit, skill)]
        if not open_skills:
            st.caption("Too few people to show.")
            return
        with resources.cursor() as cursor:
            table = behind_cell(cursor, wanted.day, unit, open_skills, resources.now().date())
        for key, (source, _) in ONLY.items():
            if wanted.only == key:
                table = table.filter(pl.col(source) == wanted.value)
        if table.is_empty():
            st.caption("Nobody.")
            return
        event = st.dataframe(
            table.drop("applicant_id", "role_title", "location"),
            hide_index=True,
            key=f"behind-{hash((unit, column, wanted.day))}",
            on_select="rerun",
            selection_mode="single-row",
            alt="People behind the cell: level asked, level shown by badges, until when, and what was said",
            column_config={"Verified until": st.column_config.DateColumn(format="D MMM YYYY")},
        )
        rows = event.selection.rows
        person = table["applicant_id"][rows[0]] if rows and rows[0] < len(table) else None
        if person:
            st.page_link(
                "pages/applicant.py",
                label=f"{as_label(table['Name'][rows[0]])}: badges and checks",
                icon=":material/verified:",
                query_params={"applicant": person},
            )
        else:
            st.caption("Choose a line with a verified level to open its badges and checks.")


def downloads(wanted: Wanted, found: Found) -> None:
    """Offer the heatmap as a picture, a document and a workbook; each is made when it is asked for."""
    title = f"{wanted.mode.title}: {found.where}"
    lines = [f"As of {in_words(wanted.day)}. {wanted.mode.words}", *(sentence for sentence, _ in found.sentences[:3])]
    with st.popover("Download", icon=":material/download:"):
        for form, mime in (("pdf", "application/pdf"), ("png", "image/png"), ("svg", "image/svg+xml")):
            st.download_button(
                form.upper(),
                lambda form=form: view.picture(  # type: ignore[misc]
                    found.grid, wanted.mode, found.labels, title=title, lines=lines, form=form
                ),
                file_name=f"heatmap.{form}",
                mime=mime,
                key=f"get-{form}",
            )
        st.download_button(
            "XLSX",
            lambda: workbook({"Heatmap": view.table(found.grid, wanted.mode, found.labels)}),
            file_name="heatmap.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key="get-xlsx",
        )
