"""Who may open which page. Until sign-in exists the person says in the sidebar what they are; the server enforces it.

Streamlit serves `pages/*.py` without `app.py` until `st.navigation` has run once in the process. So `app.py` calls
`navigation` on every run before anything else, and `enter`, the first line of every page, goes back to `app.py` when
this session has not been through it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import streamlit as st

from hiring.web.picture_files import STYLE

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

Role = Literal["recruiter", "hr_leader", "learning", "administrator"]

ROLE_NAMES: dict[Role, str] = {
    "recruiter": "Recruiter",
    "hr_leader": "HR leader",
    "learning": "L&D",
    "administrator": "Administrator",
}

_SEAL = (
    '<path d="M15 2l4 3 5-.6 1.600 4.800 4.600 2-1 5 1 5-4.600 2L24 28l-5-.6-4 3-4-3-5 .6-1.600-4.800-4.600-2 1-5-1-5'
    ' 4.600-2L6 4.400l5 .6z" fill="#2F7CB3"/>'
    '<path d="M9.500 16.200l4 4 7.500-8" fill="none" stroke="#fff" stroke-width="2.600" stroke-linecap="round"'
    ' stroke-linejoin="round"/>'
)
_LOGO = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 148 32" width="148" height="32">{_SEAL}'
    '<text x="38" y="23" font-family="sans-serif" font-size="20" font-weight="600" fill="#2F7CB3">Credence</text></svg>'
)
# Drawn here, because Streamlit fetches a Material page icon from Google.
_ICON = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">{_SEAL}</svg>'

# Tables offer a CSV of their own, in which a foreign name may be a formula; ours are safe (`hiring.exports.sheets`).
_STYLE = '<style>button[aria-label^="Download as CSV"] { display: none; }</style>'

_THROUGH_APP = "credence_through_app"
_WANTED = "credence_wanted_page"
_ROLE = "credence_acting_role"
_NAME = "credence_name"
_MOST_LETTERS = 60


@dataclass(frozen=True)
class PageEntry:
    """One line of the access table in `app.py`. `file` is relative to `app.py`; `help` is the navigation's tooltip."""

    file: str
    title: str
    icon: str
    group: str
    help: str
    roles: tuple[Role, ...]


def acting_role() -> Role:
    """What the person in front of the screen is. Anything unknown falls back to the least: a recruiter."""
    held = st.session_state.get(_ROLE)
    return next((role for role in get_args(Role) if role == held), "recruiter")


def author() -> str:
    """Who is recorded as having said or done something: the name that was given, with the acting role."""
    name = " ".join(str(st.session_state.get(_NAME, "")).split())[:_MOST_LETTERS]
    role = ROLE_NAMES[acting_role()]
    return f"{name} ({role})" if name else role


def navigation(entries: Sequence[PageEntry]) -> "Page":
    """Register every page and return the one asked for. A page that the acting role may not open is not in the menu.

    All pages are registered all the same, so that a link to one of them says why it stays shut instead of "not found".
    """
    st.set_page_config(
        page_title="Credence",
        page_icon=_ICON,
        layout="wide",
        initial_sidebar_state=220,
        menu_items={"About": "Credence: hiring on verified skills. Every number opens down to the proof behind it."},
    )
    st.logo(_LOGO, size="large")
    st.html(_STYLE + STYLE)
    role = acting_role()
    # The start page has no address of its own in Streamlit; this one only leads on, so that every page has one.
    start = next(entry.file for entry in entries if role in entry.roles)
    home = st.Page(lambda: st.switch_page(start), title="Credence", url_path="home", default=True, visibility="hidden")
    groups: dict[str, list[Page]] = {"": [home]}
    for entry in entries:
        shown: Literal["visible", "hidden"] = "visible" if role in entry.roles else "hidden"
        page = st.Page(entry.file, title=entry.title, icon=entry.icon, help=entry.help, visibility=shown)
        groups.setdefault(entry.group, []).append(page)
    current = st.navigation(groups, expanded=True)
    st.session_state[_THROUGH_APP] = True
    wanted = st.session_state.pop(_WANTED, None)
    if wanted in {entry.file for entry in entries}:
        st.switch_page(wanted, query_params=st.query_params.to_dict())
    with st.sidebar:
        st.selectbox(
            "You are",
            list(ROLE_NAMES),
            format_func=lambda key: ROLE_NAMES[key],
            key=_ROLE,
            help="Sign-in comes later. Until then the app answers on this machine only.",
        )
        st.text_input(
            "You sign as",
            key=_NAME,
            max_chars=_MOST_LETTERS,
            placeholder="for colleagues",
            help="Stands beside what you move, note, mark or override.",
        )
    return current


def enter(*roles: Role, page: str) -> None:
    """Let these roles in, and nobody else. The first line of every page; `page` is the page's own `__file__`.

    Stops the run when the session has not come through `app.py`, or when the acting role is not among `roles`.
    """
    if not st.session_state.get(_THROUGH_APP):
        st.session_state[_WANTED] = f"pages/{Path(page).name}"
        st.switch_page("app.py", query_params=st.query_params.to_dict())
    if acting_role() not in roles:
        st.title("Not for this role", anchor=False)
        allowed = " or ".join(ROLE_NAMES[role] for role in roles)
        st.info(
            f"This page is for: {allowed}. You are working as {ROLE_NAMES[acting_role()]}. "
            "Pick another role at the foot of the menu.",
            icon=":material/lock:",
        )
        st.stop()
