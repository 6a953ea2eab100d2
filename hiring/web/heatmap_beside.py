"""Beside the heatmap: sentences that open to their cells, what ends in the months to come, and files to hand on."""

from collections.abc import Sequence
from datetime import date

import polars as pl
import streamlit as st

from hiring.exports.sheets import workbook
from hiring.views import heatmap as view
from hiring.views import workforce_news as news
from hiring.views.text import as_label, counted
from hiring.views.text import day as in_words
from hiring.views.workforce_news import Said
from hiring.web import components, resources, workforce
from hiring.web.heatmap import ALL_SKILLS, Found, Wanted, counts_on, described, parts_about
from hiring.web.heatmap_cell import open_cell
from hiring.workforce.counting import forecast_days
from hiring.workforce.modes import BY_KEY

# The month that was chosen of the forecast: a widget's own state cannot be changed once it is drawn.
_NEXT = "credence_heat_next"


def sentences(wanted: Wanted, found: Found, days: Sequence[date]) -> list[Said]:
    """Return what most deserves attention in the unit in hand; of a day to come, nothing."""
    today = days[-1]
    if wanted.day > today:
        return []
    name = wanted.unit[-1] if wanted.unit else "the company"
    with resources.cursor() as cursor:
        said = news.burdens(parts_about(cursor, wanted, wanted.day, "need", days), found.labels, name)
        if wanted.day < today:
            known = parts_about(cursor, wanted, wanted.day, "known", days)
            return [*said, *news.expiring(known, found.labels)]
        end = _quarter_end(today)
        return [*said, *news.ending(parts_about(cursor, wanted, end, "known", days), found.labels, end)]


def _quarter_end(today: date) -> date:
    """Return the last day of the quarter, or where that is today, of the next one."""
    return next(day for day in forecast_days(today) if day.month % 3 == 0)


def worth_knowing(said: Sequence[Said]) -> None:
    """Draw the sentences; each opens to its cells."""
    if not said:
        return
    st.subheader("Worth knowing", anchor=False)
    kinds = list(dict.fromkeys(one.kind for one in said))
    for kind, column in zip(kinds, st.columns(len(kinds), gap="medium"), strict=True):
        column.markdown(f"**{kind}**")
        for number, one in enumerate(said):
            if one.kind == kind:
                with column.container(gap=None):
                    st.markdown(as_label(one.words))
                    st.button(
                        "Show its cells",
                        key=f"said-{number}",
                        type="tertiary",
                        icon=":material/grid_view:",
                        on_click=_show,
                        args=(one,),
                    )


def _show(one: Said) -> None:
    """Lay the skills out in the mode that tells it, with the skill's column open."""
    if one.day is not None:
        st.session_state["asof"] = f"{in_words(one.day)}, forecast"
    st.session_state["tells"] = BY_KEY[one.mode].title
    st.session_state["across"] = ALL_SKILLS
    st.session_state["rows"] = "Units"
    open_cell(None, one.skill_id)


def forecast(wanted: Wanted, days: Sequence[date]) -> None:
    """Draw how many of today's levels end month by month if nobody renews; a month opens to its heatmap."""
    today = days[-1]
    shown = workforce.shown(days, wanted.split, "known")
    with resources.cursor() as cursor:
        ended = [
            (day, *news.in_all(counts_on(cursor, wanted, day), shown, wanted.unit, "lapsed", "verified"))
            for day in forecast_days(today)
        ]
    months = pl.DataFrame(ended, schema={"Until": pl.Date, "Ended": pl.Int64, "Of": pl.Int64}, orient="row")
    verified = int(months["Of"].max() or 0)  # type: ignore[arg-type]
    if not verified:
        return
    st.subheader("What ends in the next twelve months", anchor=False)
    st.caption(
        f"Of {counted(verified, 'verified level')} of today, those that have ended or sunk by the end of each month if "
        "nobody renews or earns anything. A click on a month opens its heatmap."
    )
    event = components.chart(
        news.forecast_figure(months),
        alt="Levels that have ended by each month to come",
        key=f"forecast-{wanted.day}",
        on_select=True,
    )
    components.as_table(months, alt="Levels that have ended by each month to come, of those of today")
    for point in event.selection.points if event else []:
        # A bar's own data comes bare or as a list.
        month = point["customdata"]
        chosen = date.fromisoformat(month[0] if isinstance(month, list) else month)
        if chosen != wanted.day:
            st.session_state[_NEXT] = f"{in_words(chosen)}, forecast"
            st.rerun()


def follow_forecast() -> None:
    """Go to the month that was chosen of the forecast; before the controls are drawn."""
    month = st.session_state.pop(_NEXT, None)
    if month:
        st.session_state["asof"] = month


def downloads(wanted: Wanted, found: Found, said: Sequence[Said]) -> None:
    """Offer the heatmap as a picture, a document and a workbook; each is made when it is asked for."""
    title = f"{wanted.mode.title}: {found.where}"
    lines = [described(found, wanted), *(one.words for one in said)]
    with st.popover("Download", icon=":material/download:"):
        for form, mime in (("pdf", "application/pdf"), ("png", "image/png"), ("svg", "image/svg+xml")):
            st.download_button(
                form.upper(),
                lambda form=form: view.picture(  # type: ignore[misc]
                    found.grid, wanted.mode, found.names, title=title, lines=lines, form=form
                ),
                file_name=f"heatmap.{form}",
                mime=mime,
                key=f"get-{form}",
                on_click="ignore",
            )
        st.download_button(
            "XLSX",
            lambda: workbook(
                {
                    "Heatmap": view.table(found.grid, wanted.mode, found.names),
                    "Numbers": view.numbers(found.grid, wanted.mode, found.names),
                    "About": pl.DataFrame({"What this shows": [title, *lines]}),
                }
            ),
            file_name="heatmap.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key="get-xlsx",
            on_click="ignore",
        )
