"""The ways to add lines to a matrix: search, an occupation, a job advertisement, a file, another role.

Each draws itself and returns the lines that the person chose, or none. What is suggested is labelled so, and nothing
enters the matrix unless somebody asked for it.
"""

from collections.abc import Mapping, Sequence

import polars as pl
import streamlit as st

from hiring.errors import IntakeError
from hiring.intake.role_matrix import RoleMatrix, read_role_matrix
from hiring.models.role import RoleSkill, RoleVersion
from hiring.skills.adverts import MAX_ADVERT, Wanted
from hiring.skills.catalogue import Catalogue
from hiring.views import role_sources as view
from hiring.views.text import as_label, counted
from hiring.web import resources

# Wait for a pause in typing of this long before searching: typing goes on faster than answers come.
_PAUSE = "250ms"
_USUAL_LEVEL = 3


def sources(stem: str, roles: Mapping[str, RoleVersion], *, opened: bool) -> Sequence[RoleSkill]:
    """Draw all ways to add lines to the matrix `stem`; return what was chosen in this run."""
    with st.expander("Add skills", icon=":material/add:", expanded=opened):
        tabs = st.tabs(["Search", "From an occupation", "From a job advertisement", "From a file", "From another role"])
        ways = (_search, _occupation, _advert, _file)
        chosen: Sequence[RoleSkill] = ()
        for tab, way in zip(tabs, ways, strict=False):
            with tab:
                chosen = way(stem) or chosen
        with tabs[-1]:
            chosen = _another_role(stem, roles) or chosen
    return chosen


def _search(stem: str) -> Sequence[RoleSkill]:
    words = st.text_input(
        "Search skills by any of their names",
        key=f"search-{stem}",
        type="search",
        live=_PAUSE,
        max_chars=100,
        placeholder="Kubernetes, K8s, container orchestration …",
        help="Searches labels and other names of every framework that is installed.",
    )
    if not (words or "").strip():
        return ()
    found = resources.catalogue().search(words or "")
    if not found:
        st.caption("No skill has these words in its names. Try fewer, or another word for it.")
        return ()
    chosen: Sequence[RoleSkill] = ()
    with st.container(height=min(44 * len(found) + 24, 300), border=False, gap="xxsmall"):
        for hit in found:
            label = as_label(view.found_line(hit))
            if st.button(label, key=f"add-{stem}-{hit.skill.id}", type="tertiary", icon=":material/add_circle:"):
                chosen = [RoleSkill(skill_id=hit.skill.id, level=_USUAL_LEVEL, weight=1, must_have=False)]
    return chosen


def _occupation(stem: str) -> Sequence[RoleSkill]:
    names = resources.occupation_names()
    if names.is_empty():
        st.caption(
            "No installed framework has occupations. Import ESCO's or O\\*NET's official download: "
            "`python -m hiring frameworks import FOLDER`."
        )
        return ()
    words = st.text_input(
        "Search occupations", key=f"occupation-{stem}", type="search", live=_PAUSE, max_chars=100, placeholder="Nurse …"
    )
    found = view.occupations(names, words or "")
    if not found:
        if words:
            st.caption("No occupation has these words in its names.")
        return ()
    shown = {f"{o.label}{f' (also {o.also})' if o.also else ''} · {o.framework}": o for o in found}
    picked = st.selectbox("Occupation", list(shown), key=f"occupation-picked-{stem}")
    if picked is None:
        return ()
    with resources.cursor() as cursor:
        asked = view.asked_by(cursor, shown[picked], resources.catalogue())
    if not (asked.essential or asked.optional):
        st.caption(
            "Which skills it asks for is not installed: the framework keeps that in a file of its own (ESCO's is "
            "`occupationSkillRelations`), to be imported beside its occupations and skills."
        )
        return ()
    at = f"{stem}-{shown[picked].uri}"
    essential = st.multiselect("Essential", list(asked.essential), list(asked.essential), key=f"essential-{at}")
    optional = st.multiselect("Optional", list(asked.optional), key=f"optional-{at}", placeholder="None taken")
    st.caption(
        f"Suggested, because an occupation says nothing of levels: essential as a must-have at level "
        f"{view.ESSENTIAL_LEVEL}, optional as an asset at level {view.OPTIONAL_LEVEL}. Set them in the table."
    )
    if asked.missing:
        st.caption(f"{counted(asked.missing, 'skill')} of it not installed, and left out.")
    number = len(essential) + len(optional)
    if number and st.button(f"Add {counted(number, 'skill')}", key=f"occupation-add-{stem}", icon=":material/add:"):
        return view.of_occupation(
            [asked.essential[label] for label in essential], [asked.optional[label] for label in optional]
        )
    return ()


def _advert(stem: str) -> Sequence[RoleSkill]:
    kept = f"credence_advert-{stem}"
    text = st.text_area(
        "The advertisement's text",
        key=f"advert-text-{stem}",
        height=160,
        max_chars=MAX_ADVERT,
        help="In English, the language of the labels. It is read here and sent nowhere.",
    )
    if st.button("Find its skills", key=f"advert-{stem}", icon=":material/manage_search:"):
        with st.spinner("Reading it. After a framework was installed, its index is made first."):
            st.session_state[kept] = view.asked_in(text or "", resources.linker())
    if kept not in st.session_state:
        return ()
    suggested: list[Wanted] = st.session_state[kept]
    if not suggested:
        st.caption("No sentence of it names a skill. Paste the part that says what the person should bring.")
        return ()
    return _accepted(stem, suggested, resources.catalogue(), kept)


def _accepted(stem: str, suggested: Sequence[Wanted], known: Catalogue, kept: str) -> Sequence[RoleSkill]:
    named = [line for line in suggested if line.in_full]
    st.caption(
        f"{counted(len(suggested), 'suggestion')}, of which {len(named)} named in the text. "
        "Tick what the role asks for; what is not ticked is dropped. Nothing was sent anywhere."
    )
    if named and st.button(
        "Tick those that the text names", key=f"advert-all-{stem}", type="tertiary", icon=":material/done_all:"
    ):
        for line in named:
            st.session_state[f"accept-{stem}-{line.skill_id}"] = True
    accepted: list[Wanted] = []
    before = ""
    with st.container(height=380, border=True, gap="xsmall"):
        for line in suggested:
            if line.sentence != before:
                st.markdown(f":small[:gray[“{as_label(line.sentence)}”]]")
                before = line.sentence
            label = f"**{as_label(known.skills[line.skill_id].label)}** :small[{as_label(view.suggestion(line))}]"
            if st.checkbox(label, key=f"accept-{stem}-{line.skill_id}"):
                accepted.append(line)
    words = f"Add {counted(len(accepted), 'accepted skill')}"
    if st.button(words, key=f"advert-add-{stem}", icon=":material/add:", disabled=not accepted):
        st.session_state.pop(kept)
        return view.of_advert(accepted)
    return ()


def _file(stem: str) -> Sequence[RoleSkill]:
    dropped = st.file_uploader(
        "A matrix as CSV or XLSX: skill, level, weight, must-have, max age in months",
        type=["csv", "xlsx", "ods", "txt"],
        key=f"matrix-file-{stem}",
    )
    if dropped is None:
        return ()
    known = resources.catalogue()

    def skill_of(words: str) -> str | None:
        skill = known.named(words)
        return skill.id if skill else None

    try:
        read = read_role_matrix(dropped.getvalue(), skill_of)
    except IntakeError as error:
        st.error(f"{as_label(str(error))} {as_label(error.next_step)}", icon=":material/error:", title="Not read")
        return ()
    _problems(read)
    if not read.lines:
        st.caption("No line of it can be used.")
        return ()
    if st.button(f"Add {counted(len(read.lines), 'line')}", key=f"file-add-{stem}", icon=":material/add:"):
        return read.lines
    return ()


def _problems(read: RoleMatrix) -> None:
    if read.problems:
        st.warning(f"{counted(len(read.problems), 'line')} cannot be used; the others can.", icon=":material/rule:")
        told = pl.DataFrame(
            [(each.line, each.column, each.message) for each in read.problems],
            schema={"Line": pl.Int64, "Column": pl.String, "What is wrong": pl.String},
            orient="row",
        )
        st.dataframe(told, hide_index=True, height="content", alt="Lines of the file with problems")
    if read.unknown_columns:
        names = ", ".join(f"“{name}”" for name in read.unknown_columns)
        st.caption(f"Not used: the columns {as_label(names)}.")


def _another_role(stem: str, roles: Mapping[str, RoleVersion]) -> Sequence[RoleSkill]:
    by_title = {f"{role.title} · {counted(len(role.skills), 'skill')}": role for role in roles.values()}
    if not by_title:
        st.caption("There is no other role yet.")
        return ()
    picked = st.selectbox("Role to take the lines of", list(by_title), index=None, key=f"other-{stem}")
    if picked is not None and st.button("Add its lines", key=f"other-add-{stem}", icon=":material/add:"):
        return by_title[picked].skills
    return ()
