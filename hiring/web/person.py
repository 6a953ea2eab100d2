"""One person beside the ranking: the answers, the skills of the role one by one, and the way to all of it."""

import streamlit as st

from hiring.views.shortlist import Person
from hiring.views.text import as_label
from hiring.views.verdicts import GATES, ORDER, VERDICTS
from hiring.views.why import why
from hiring.web import components


def person_panel(person: Person) -> None:
    """Draw one row of the shortlist opened."""
    with st.container(border=True):
        st.subheader(as_label(person.name), anchor=False)
        with st.container(horizontal=True, gap="xsmall"):
            components.badge(GATES[person.gate], f"Must-haves: {GATES[person.gate].word.lower()}")
        st.metric(
            "Score",
            f"{person.score:.0f}",
            f"plausibly {person.low:.0f} to {person.high:.0f}",
            delta_color="off",
            delta_arrow="off",
        )
        if person.overridden:
            st.warning(as_label(person.overridden), title="Overridden by a person", icon=":material/edit_note:")
        for sentence in why(person.lines):
            st.text(sentence)
        components.badges({VERDICTS[code]: person.verdicts[code] for code in ORDER if person.verdicts.get(code)})
        if st.button("Open the evidence", type="primary", icon=":material/person_search:", width="stretch"):
            st.switch_page("pages/applicant.py", query_params={"applicant": person.ref})
        with st.container(gap="xxsmall"):
            for line in person.lines:
                gate = GATES[line["gate"]]
                kind = "must-have" if line["must_have"] else "asset"
                level = "not shown" if line["gate"] == "not_shown" else f"level {line['best_level'] or 'not stated'}"
                st.markdown(
                    f":{gate.tone}[:material/{gate.icon}:] **{as_label(line['label'])}**  \n"
                    f":small[{gate.word.lower()}, {level}, asked {line['required']}, {kind}]"
                )
