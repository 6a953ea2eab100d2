"""Views of the shortlist with names: opened, kept, replaced and removed by anybody, and shared by their address."""

from collections.abc import Callable

import streamlit as st

from hiring.errors import StoreError
from hiring.store.database import Cursor
from hiring.store.saved_views import MAX_NAME, SavedView, drop_view, save_view, saved_views
from hiring.views.text import as_label, day
from hiring.web import components, resources
from hiring.web.gate import author
from hiring.web.narrowing import CONTROLS, held

_TOLD = "credence_views_told"
_NAME = "view-name"


def views_menu() -> None:
    """Draw the menu of views. The address of the page is a view too: whoever gets it sees the same."""
    with resources.cursor() as cursor:
        kept = saved_views(cursor)
    with st.popover("Views", icon=":material/bookmarks:"):
        told = st.session_state.pop(_TOLD, None)
        if told:
            st.error(told, icon=":material/error:")
        st.caption("Filters, order and columns under a name, for everybody here. To send one, copy the page's address.")
        for view in kept:
            _one(view)
        st.text_input("Name of a new view", key=_NAME, max_chars=MAX_NAME)
        st.button("Keep this view", key="view-keep", icon=":material/bookmark_add:", on_click=_keep)


def _one(view: SavedView) -> None:
    key = f"view-{view.view_id}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            as_label(view.name),
            key=f"{key}-open",
            icon=":material/bookmark:",
            help=f"Kept by {as_label(view.said_by)} on {day(view.at)}.",
            on_click=_open,
            args=(view,),
            width="stretch",
        )
        st.button(
            f"Replace {as_label(view.name)} with what is shown now",
            key=f"{key}-replace",
            icon=":material/save:",
            type="tertiary",
            on_click=_replace,
            args=(view,),
        )
        st.button(
            f"Remove {as_label(view.name)}",
            key=f"{key}-remove",
            icon=":material/delete:",
            type="tertiary",
            on_click=_remove,
            args=(view,),
        )


def _open(view: SavedView) -> None:
    for key, usual in CONTROLS.items():
        value = view.settings.get(key, usual)
        # A view of another version may hold what a control does not know.
        if type(value) is type(usual):
            st.session_state[key] = value
    st.session_state["page"] = 1
    title = view.settings.get(components.ROLE_KEY)
    if isinstance(title, str):
        components.hold_role(title)


def _keep() -> None:
    name = st.session_state.get(_NAME, "")

    def save(cursor: Cursor) -> None:
        save_view(cursor, name, _settings(), said_by=author(), at=resources.now())
        st.session_state[_NAME] = ""

    _doing(save)


def _replace(view: SavedView) -> None:
    said_by, at = author(), resources.now()
    _doing(lambda cursor: save_view(cursor, view.name, _settings(), said_by=said_by, at=at, seen=view.change_id))


def _remove(view: SavedView) -> None:
    said_by, at = author(), resources.now()
    _doing(lambda cursor: drop_view(cursor, view.change_id, said_by=said_by, at=at))


def _settings() -> dict[str, object]:
    return {**held(), components.ROLE_KEY: st.session_state.get(components.ROLE_KEY)}


def _doing(what: Callable[[Cursor], None]) -> None:
    """Do what a button stands for; what the store refuses is told in the menu."""
    try:
        with resources.cursor() as cursor:
            what(cursor)
    except StoreError as error:
        st.session_state[_TOLD] = f"{error} {error.next_step}"
