"""Asking again what can change, from a page: the button, the work while one reads, and what of it matters."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from hiring.matching.matters import Matter
from hiring.matching.replay import Place
from hiring.matching.told import told
from hiring.models.ingest import Progress
from hiring.reverify import Asked, reverify
from hiring.store.blind import pseudonym
from hiring.views.blind import ref_of
from hiring.views.text import as_label, counted
from hiring.views.verdicts import GATES
from hiring.web import components, resources
from hiring.web.jobs import Job

_ASKING = "credence_asking"
_DRAWN = "credence_asked_drawn"


def recheck() -> None:
    """Draw the button, the progress while it is asked, then what changed that matters; and the way to earlier days."""
    job = resources.jobs().get(st.session_state.get(_ASKING))
    running = job is not None and not job.ended
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Badges are revoked, expire, and registries change. Asking again tells only what matters to a role.")
        st.page_link("pages/as_of.py", label="An earlier day", icon=":material/history:")
        if st.button("Ask again", icon=":material/refresh:", key="ask-all", disabled=running):
            st.session_state[_ASKING] = resources.jobs().start("Asking again", _work).id
            st.rerun()
    if job is None:
        return
    if running:
        _watch(job.id)
    else:
        _outcome(job)


def _work(report: Callable[[Progress], None], cancelled: Callable[[], bool]) -> Asked:
    return reverify(
        resources.database(),
        resources.verifier,
        clock=resources.now,
        cancelled=cancelled,
        progress=lambda done, total: report(Progress(done=done, total=total, source="")),
    )


@st.fragment(run_every=1.0)
def _watch(job_id: str) -> None:
    job = resources.jobs().get(job_id)
    if job is None:
        return
    if job.ended:
        # Drawn before the page is: on a busy machine the next look comes sooner than the whole page.
        _outcome(job)
        if st.session_state.get(_DRAWN) != job_id:
            st.session_state[_DRAWN] = job_id
            st.rerun()
        return
    progress = job.progress
    with st.container(horizontal=True, vertical_alignment="center"):
        if progress is None or progress.total == 0:
            st.progress(0.0, "Waiting for its turn" if job.state == "waiting" else "Asking")
        elif progress.done < progress.total:
            st.progress(progress.done / progress.total, f"{progress.done} of {counted(progress.total, 'badge')}")
        else:
            st.progress(1.0, "Ranking again")
        if st.button("Cancel", icon=":material/close:", disabled=job.stop.is_set()):
            job.stop.set()


def _outcome(job: Job) -> None:
    if job.asked is not None:
        result(job.asked)
    else:
        st.error(f"{as_label(job.problem)} {as_label(job.next_step)}", icon=":material/error:")


def result(asked: Asked) -> None:
    """Draw what asking again has changed; of what matters to no open role nothing is said."""
    silent = asked.judged - asked.answered
    rest = f" Of {counted(silent, 'badge')} something did not answer." if silent else ""
    about = f"Asked again about {counted(asked.judged, 'badge')}.{rest}"
    if not asked.matters:
        st.success(f"{about} Nothing that changed matters to an open role.", icon=":material/check_circle:")
        return
    changes = counted(len(asked.matters), "change matters", "changes matter")
    st.warning(f"{about} {changes} to an open role:", icon=":material/notification_important:")
    for number, matter in enumerate(asked.matters):
        _matter(matter, number)


def _matter(matter: Matter, number: int) -> None:
    moved = matter.moved
    with resources.cursor() as cursor:
        known = pseudonym(cursor, matter.role.role_id, moved.applicant_id)
    if known is not None:
        # The role may have become blind since it was asked.
        nameless = tuple(replace(reason, badge=None) for reason in moved.reasons)
        moved = replace(moved, name=known.name, reasons=nameless)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap="xxsmall"):
            components.bold(f"{moved.name}, {matter.role.title}")
            st.text(f"{_place(moved.then)} → {_place(moved.now)}")
            for reason in moved.reasons:
                words = told(reason)
                st.text(f"{words[:1].upper()}{words[1:]}.")
        if st.button("Open the evidence", icon=":material/person_search:", key=f"matter-{number}"):
            with resources.cursor() as cursor:
                ref = ref_of(cursor, matter.role.role_id, moved.applicant_id)
            st.switch_page("pages/applicant.py", query_params={"applicant": ref})


def _place(place: Place | None) -> str:
    if place is None:
        return "not on the list"
    return f"place {place.rank}, score {place.score:.0f}, must-haves {GATES[place.gate].word.lower()}"
