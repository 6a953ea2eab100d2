"""The filters, the order and the columns of *Shortlist*: one row of what is used daily, the rest behind a button.

Every control is in the address. What an address names and nobody offers (another role's skill, a tag that is gone) is
left out, and never an error.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from hiring.findings import words_of
from hiring.models.role import LEVEL_WORDS, RoleVersion
from hiring.store.queries.narrowed import Filters
from hiring.store.queries.shortlist import choices
from hiring.store.stages import stages_of
from hiring.views.shortlist import COLUMNS, USUAL
from hiring.views.text import as_label
from hiring.views.verdicts import GATES, LINKS, ORDER, VERDICTS
from hiring.web import resources

_ORDERED = {
    "Must-haves, then score": "rank",
    "Score": "score",
    "Name": "name",
    "Stage": "stage",
    "Newest evidence": "newest",
    "Weight of the evidence": "credibility",
}
_USUAL_ORDER = next(iter(_ORDERED))
_LEVELS = {"any level": 0} | {f"{level} or more": level for level in LEVEL_WORDS}
# The controls and what they are when nobody touched them: what a saved view holds, and what *Clear* sets.
CONTROLS: Mapping[str, Any] = {
    "gate": [],
    "name": "",
    "badge": [],
    "score": 0,
    "skill": [],
    "level": "any level",
    "provider": [],
    "known": [],
    "stage": [],
    "tag": [],
    "finding": [],
    "sort": _USUAL_ORDER,
    "columns": list(USUAL),
}


@dataclass(frozen=True)
class Narrowed:
    """What was asked for. `words`: the filters in use behind the button, in a few words each; `ordered`: how."""

    filters: Filters
    columns: tuple[str, ...]
    words: tuple[str, ...]
    ordered: str

    @property
    def told(self) -> str:
        """All filters in use, as a file tells them."""
        of = self.filters
        said = [f"must-haves {GATES[gate].word.lower()}" for gate in of.gates]
        said += [f"“{of.words.strip()}”"] if of.words.strip() else []
        said += [f"score from {of.min_score:.0f}"] if of.min_score > 0 else []
        return "; ".join([*said, *self.words])


def clear() -> None:
    """Set every control back; for a button's click."""
    for key, value in CONTROLS.items():
        st.session_state[key] = list(value) if isinstance(value, list) else value


def held() -> dict[str, Any]:
    """Return what the controls are set to."""
    return {key: st.session_state.get(key, usual) for key, usual in CONTROLS.items()}


def narrowing(role: RoleVersion, beside: DeltaGenerator) -> Narrowed:
    """Draw the controls, those that are used less behind a button in `beside`; return what they say."""
    with resources.cursor() as cursor:
        offered = choices(cursor, role)
        listed = stages_of(cursor, role.role_id)
    skills = {label: skill for skill, label in offered.skills}
    providers = _named(offered.providers)
    findings = {words_of(code).title: code for code in offered.findings}
    orders = {**_ORDERED, **{f"Level in {label}": label for label in skills}}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        gates = st.pills(
            "Must-haves",
            list(GATES),
            selection_mode="multi",
            format_func=lambda gate: f":material/{GATES[gate].icon}: {GATES[gate].word}",
            key="gate",
            bind="query-params",
        )
        words = st.text_input(
            "Name, e-mail or badge", key="name", bind="query-params", width=170, icon=":material/search:"
        )
        least = st.slider("Score from", 0, 100, 0, 5, key="score", bind="query-params", width=120)
        order = _one("Sort by", orders, "sort", width=210)
    with beside, st.popover("More filters", icon=":material/filter_list:"):
        left, right = st.columns(2, gap="medium")
        with left:
            asked = _several("Shows the skill", skills, "skill", "any skill")
            level = _one("At level", _LEVELS, "level")
            of = _several("Evidence from", providers, "provider", "any provider")
            known = _several("Skill is", {words: kind for kind, words in LINKS.items()}, "known", "known in any way")
        with right:
            verdicts = st.multiselect(
                "Has a badge that is",
                [code for code in ORDER if code not in ("DUPLICATE", "MANIFEST")],
                format_func=lambda code: VERDICTS[code].text,
                key="badge",
                bind="query-params",
                placeholder="anything",
            )
            stages = _several("Stage", {stage.capitalize(): stage for stage in listed.stages}, "stage", "any stage")
            tags = _several("Tag", {tag: tag for tag in offered.tags}, "tag", "any tag")
            found = _several("Worth a second look for", findings, "finding", "anything or nothing")
        columns = _several("Columns", {name: name for name in (*COLUMNS, *skills)}, "columns", "rank and name only")
    chosen = orders.get(order, "rank")
    filters = Filters(
        gates=tuple(gates),
        words=words,
        verdicts=tuple(verdicts),
        min_score=float(least),
        skills=tuple((skills[label], _LEVELS[level]) for label in asked),
        providers=tuple(providers[name] for name in of),
        known=tuple(known.values()),
        stages=tuple(stages.values()),
        tags=tuple(tags),
        findings=tuple(found.values()),
        order=chosen if chosen in _ORDERED.values() else "rank",
        by_skill=skills.get(chosen, ""),
    )
    said = [f"{label} at {level}" for label in asked]
    said += [VERDICTS[code].text for code in verdicts]
    said += [*of, *known, *stages, *tags, *found]
    ordered = "Must-haves first, then the score." if order == _USUAL_ORDER else f"By {order[0].lower()}{order[1:]}."
    return Narrowed(filters, tuple(columns), tuple(said), as_label(ordered))


def in_use(narrowed: Narrowed) -> None:
    """Name the filters behind the button, and offer to take all away."""
    if narrowed.filters == Filters(order=narrowed.filters.order, by_skill=narrowed.filters.by_skill):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if narrowed.words:
            st.caption(f"Only: {as_label('; '.join(narrowed.words))}")
        st.button("Clear all filters", icon=":material/filter_alt_off:", type="tertiary", on_click=clear)


def _several(label: str, options: Mapping[str, str], key: str, nothing: str) -> dict[str, str]:
    """Draw a choice of several; return what was chosen, by what it is called."""
    # What a saved view or another role left and is not offered here.
    if key in st.session_state:
        st.session_state[key] = [name for name in st.session_state[key] if name in options]
    usual = CONTROLS[key]
    chosen = st.multiselect(
        label,
        list(options),
        default=[name for name in usual if name in options],
        key=key,
        bind="query-params",
        placeholder=nothing,
    )
    return {name: options[name] for name in chosen}


def _one(label: str, options: Mapping[str, object], key: str, *, width: int | Literal["stretch"] = "stretch") -> str:
    if st.session_state.get(key) not in (None, *options):
        st.session_state[key] = CONTROLS[key]
    return st.selectbox(label, list(options), key=key, bind="query-params", width=width) or CONTROLS[key]


def _named(providers: Sequence[tuple[str, str | None]]) -> dict[str, str]:
    """Return providers by what they are called; two of one name are told apart by their address."""
    names = [name or iri for iri, name in providers]
    return {
        name if names.count(name) == 1 else f"{name} ({iri[:60]})": iri
        for name, (iri, _) in zip(names, providers, strict=True)
    }
