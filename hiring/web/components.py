"""What pages draw the same way everywhere: header, verdicts, foreign words, tables, charts, empty states."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go
import polars as pl
import streamlit as st

from hiring.models.role import RoleVersion
from hiring.views.text import as_label
from hiring.views.verdicts import Mark, Verdict
from hiring.web.picture_files import CONFIG, picture_files

# The key of the role picker, and so its name in the URL.
ROLE_KEY = "role"
_ROLE_KEPT = "credence_role_in_hand"
_ROLE_NEXT = "credence_role_next"


def header(title: str, line: str, *, several: bool = False) -> Any:
    """Draw the page's title and its one line; return the column at the top right, for the primary action.

    `title` may be foreign; `line` is ours. `several`: there are more actions than one, beside each other.
    """
    left, right = st.columns([1, 1] if several else [4, 1], vertical_alignment="bottom")
    with left:
        st.title(as_label(title), anchor=False)
        st.caption(line)
    return right


def badge(shown: Verdict | Mark, words: str | None = None) -> None:
    """Draw a verdict: icon, word, colour. `words` says more than the bare word (ours, not foreign)."""
    meaning = shown.meaning if isinstance(shown, Verdict) else None
    st.badge(words or shown.word.capitalize(), icon=f":material/{shown.icon}:", color=shown.tone, help=meaning)


def badges(counts: Mapping[Verdict, int]) -> None:
    """Draw several verdicts with how often each occurs, in one row that wraps."""
    with st.container(horizontal=True, gap="xsmall"):
        for shown, number in counts.items():
            badge(shown, f"{number} {shown.word.lower()}")


def bold(words: str) -> None:
    """Draw foreign words as they stand, in bold."""
    st.markdown(f"**{as_label(words)}**")


def plain(words: str) -> None:
    """Draw foreign words as they stand, small, beside something that is done with them."""
    st.markdown(f":small[{as_label(words)}]")


def chart(figure: go.Figure, *, alt: str, key: str, on_select: bool = False) -> Any:
    """Draw a figure, and below it what gives it as PNG and as SVG. Returns the selection where `on_select`."""
    holder = f"chart-{key}"
    with st.container(key=holder, gap="xxsmall"):
        event = st.plotly_chart(
            figure,
            alt=alt,
            key=key,
            config=CONFIG,
            on_select="rerun" if on_select else "ignore",
            selection_mode="points",
        )
        picture_files(holder, alt=alt, name=_file_name(alt), key=f"files-{key}")
    return event


def _file_name(words: str) -> str:
    """Return a file's name made of words, in plain letters: `skills-of-the-role`."""
    return "-".join(part for part in re.split(r"[^a-z0-9]+", words.casefold()) if part)[:60] or "chart"


def as_table(frame: pl.DataFrame, *, alt: str, label: str = "The same as a table") -> None:
    """Offer what a chart shows as a table, closed until asked for."""
    with st.expander(label, icon=":material/table_rows:"):
        st.dataframe(frame, hide_index=True, alt=alt)


def empty(title: str, words: str, *, icon: str) -> Any:
    """Draw an empty state; return its container, for the one action that fills it."""
    box = st.container(border=True, horizontal_alignment="center")
    with box:
        st.space("small")
        st.markdown(f"### :material/{icon}: {title}", text_alignment="center")
        st.caption(words, text_alignment="center")
    return box


def hold_role(title: str) -> None:
    """Pick the role of that title on the next run; a widget's own state cannot be changed once it is drawn."""
    st.session_state[_ROLE_NEXT] = title


def role_picker(roles: Mapping[str, RoleVersion]) -> RoleVersion:
    """Draw the role in hand, which stays picked across pages and is in the URL. `roles` must not be empty.

    The widget owns its query parameter, which nothing else may write: a page that leads here leaves it out.
    """
    by_title = _unique_titles(list(roles.values()))
    first = next(iter(by_title))
    wanted = st.session_state.pop(_ROLE_NEXT, None)
    if wanted in by_title:
        st.session_state[ROLE_KEY] = wanted
    elif st.query_params.get(ROLE_KEY) not in by_title:
        # Also where it is held already: the picker of a page that one comes to is drawn empty otherwise.
        kept = (st.session_state.get(key) for key in (ROLE_KEY, _ROLE_KEPT))
        st.session_state[ROLE_KEY] = next((title for title in kept if title in by_title), first)
    # No default, so that the URL names the role also when it is the first.
    chosen = st.selectbox("Role", list(by_title), index=None, key=ROLE_KEY, bind="query-params")
    held = chosen if chosen in by_title else first
    st.session_state[_ROLE_KEPT] = held
    return by_title[held]


def _unique_titles(roles: Sequence[RoleVersion]) -> dict[str, RoleVersion]:
    """Titles as keys of a readable URL; two roles of one title are told apart by their id."""
    titles = [role.title for role in roles]
    return {
        role.title if titles.count(role.title) == 1 else f"{role.title} ({role.role_id[:8]})": role for role in roles
    }
