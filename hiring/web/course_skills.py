"""Skills that a course catalogue names by words of its own: suggested, decided by a person, left out until then."""

from collections.abc import Mapping, Sequence

import streamlit as st

from hiring.skills.suggest import Suggestion
from hiring.views import course_skills as view
from hiring.views.text import as_label, counted
from hiring.web import resources

_SUGGESTED = "credence_course_skills"
# Names that are asked about at a time: whoever has more of them mends the file.
_MOST = 30


def decided(unknown: Sequence[str]) -> dict[str, str]:
    """Draw the names that no skill has, with what they suggest; return the skill of each that somebody decided on."""
    if not unknown:
        return {}
    asked = unknown[:_MOST]
    kept: dict[str, Mapping[str, str]] = st.session_state.setdefault(_SUGGESTED, {})
    with st.container(border=True):
        st.markdown(
            f"**{counted(len(unknown), 'name')} of skills not known here.** "
            "Until somebody says which skill is meant, it is left out and closes no gap."
        )
        new = [words for words in asked if words not in kept]
        if new and st.button("Suggest skills for them", key="course-skills", icon=":material/manage_search:"):
            with st.spinner("Reading them. After a framework was installed, its index is made first."):
                known = resources.catalogue()
                found: Mapping[str, tuple[Suggestion, ...]] = view.suggested(new, resources.linker())
                kept.update({words: view.options(suggestions, known) for words, suggestions in found.items()})
        meant = {}
        for words in asked:
            options = kept.get(words)
            if options is None:
                continue
            if not options:
                st.markdown(f":material/arrow_right: “{as_label(words)}” suggests no skill.")
                continue
            chosen = st.selectbox(
                f"“{as_label(words)}” means",
                list(options),
                index=None,
                placeholder="Not decided: left out",
                key=f"course-skill-{words}",
            )
            if chosen is not None:
                meant[words] = options[chosen]
    return meant
