"""The three states of *Upload*: choosing and assigning files, watching the work, reading the outcomes."""

import hashlib

import streamlit as st

from hiring.errors import IntakeError
from hiring.models.artifact import ApplicantClaim
from hiring.pipeline import SPREAD_FROM
from hiring.views import uploads as view
from hiring.views.findings import of_upload
from hiring.views.text import as_label, counted
from hiring.views.verdicts import ALL
from hiring.web import components, resources
from hiring.web.findings import cards
from hiring.web.jobs import Job
from hiring.web.staging import COLUMNS, Staged, corrections, stage, work
from hiring.web.statements import FILE_NAME, as_resume
from hiring.web.typing_in import forget, pasted_links, stated

_STAGED = "credence_staged"
_ROUND = "credence_upload_round"
_PAGE_ROWS = 100
# So many findings are read at a glance; more are opened by who wants to. Their kinds are named either way.
_OPENED_FINDINGS, _KINDS_NAMED = 4, 3
_SEVERAL, _ONE = "Several applicants", "One applicant"


def for_one(name: str, email: str | None) -> None:
    """Let the next upload be one applicant's, who is known already; a person still sees and can change whose it is."""
    number = st.session_state.get(_ROUND, 0)
    st.session_state[f"whose-{number}"] = _ONE
    st.session_state["typed_name"], st.session_state["typed_email"] = name, email or ""


def choose_files() -> None:
    """Draw the drop zone, whom each file belongs to, and the button that starts the work."""
    number = st.session_state.get(_ROUND, 0)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        dropped = st.file_uploader(
            "Badges, as their issuers or wallets give them out. One folder an applicant is best.",
            accept_multiple_files=True,
            key=f"drop-{number}",
        )
        st.caption(
            "What is read: PNG and SVG pictures, JSON, JWT and SD-JWT, PDF, tables and texts of links, JSON Resume, "
            "and ZIP and TAR archives of all these."
        )
    with right:
        links = pasted_links(number)
    statements = stated(number)
    if not (dropped or links or statements):
        st.session_state.pop(_STAGED, None)
        _earlier()
        return
    if links or statements:
        st.caption("Links, degrees and jobs are one applicant's, so all of this upload is.")
        one = True
    else:
        one = (
            st.segmented_control(
                "Whose are they?",
                [_SEVERAL, _ONE],
                default=_SEVERAL,
                required=True,
                help="Several: names are read from folders, from applicants.csv and from candidate.json.",
                key=f"whose-{number}",
            )
            == _ONE
        )
    typed = _typed() if one else None
    if one and typed is None:
        st.caption("Type the applicant's name to go on.")
        return
    files = [*((file.name, file.getvalue()) for file in dropped), *links]
    if statements and typed is not None:
        files.append((FILE_NAME, as_resume(statements, typed, f"{resources.now():%Y-%m-%d}")))
    try:
        staged = _stage(files, typed)
    except IntakeError as error:
        st.error(f"{as_label(str(error))} {as_label(error.next_step)}", icon=":material/error:", title="Not taken in")
        return
    # The button is drawn into this place once the table below it has been read.
    title, place = st.columns([3, 1], vertical_alignment="bottom")
    title.subheader("Whom each file belongs to", anchor=False)
    st.caption("Filled in from what was sent. Correct names and e-mail addresses here, before anything is kept.")
    edited = st.data_editor(
        staged.table,
        hide_index=True,
        disabled=["File", "Known from"],
        num_rows="fixed",
        key=f"owners-{number}-{_fingerprint(staged, typed)}",
        height="auto",
        column_order=list(COLUMNS),
        column_config={"Applicant": st.column_config.TextColumn(required=True, max_chars=200)},
        alt="Files and the applicant each belongs to; name and e-mail can be corrected",
    )
    if staged.manifests:
        with st.expander(
            f"{counted(len(staged.manifests), 'file')} said whose the others are", icon=":material/list_alt:"
        ):
            for source, said in staged.manifests.items():
                st.caption(f"{as_label(source)}: {as_label(said)}")
    with place, st.container(horizontal_alignment="right"):
        go = st.button(
            f"Verify {counted(len(staged.entries), 'file')}", type="primary", icon=":material/verified:", key="verify"
        )
    if go:
        fixed = corrections(staged.table, edited)
        job = resources.jobs().start(
            staged.name,
            work(
                staged,
                fixed,
                typed,
                database=resources.database(),
                verifier=resources.verifier(),
                clock=resources.now,
                spread=resources.spread(),
            ),
        )
        st.session_state.pop(_STAGED, None)
        forget()
        st.session_state[_ROUND] = number + 1
        st.query_params["job"] = job.id
        st.rerun()


def _typed() -> ApplicantClaim | None:
    left, right = st.columns(2)
    name = left.text_input("Name of the applicant", key="typed_name", max_chars=200, persist_state="session").strip()
    email = right.text_input(
        "E-mail (to check whom the badges name)", key="typed_email", max_chars=200, persist_state="session"
    ).strip()
    return ApplicantClaim(name=name[:200], email=email[:200] or None, known_from="typed") if name else None


def _stage(files: list[tuple[str, bytes]], typed: ApplicantClaim | None) -> Staged:
    """Unpack once an upload, not once a rerun."""
    mark = hashlib.sha256(repr(typed).encode())
    for name, content in files:
        mark.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogatepass"))
        mark.update(hashlib.sha256(content).digest())
    held = st.session_state.get(_STAGED)
    if held is None or held[0] != mark.hexdigest():
        with st.spinner("Unpacking"):
            held = (mark.hexdigest(), stage(files, typed))
        if len(held[1].entries) >= SPREAD_FROM:
            resources.get_ready()
        st.session_state[_STAGED] = held
    staged: Staged = held[1]
    return staged


def _fingerprint(staged: Staged, typed: ApplicantClaim | None) -> str:
    return hashlib.sha256(repr((typed, list(staged.claims))).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def watch(job: Job) -> None:
    """Draw the progress of a job until it ends; reading other pages meanwhile does not disturb it."""
    if job.state == "failed":
        st.error(
            f"{as_label(job.problem)} {as_label(job.next_step)}", icon=":material/error:", title="The work stopped"
        )
        if st.button("Back to the upload", type="primary"):
            del st.query_params["job"]
            st.rerun()
        return
    _progress(job.id)


@st.fragment(run_every=0.5)
def _progress(job_id: str) -> None:
    job = resources.jobs().get(job_id)
    if job is None or job.ended:
        st.rerun()
        return
    with st.container(border=True):
        components.bold(job.name)
        progress = job.progress
        if progress is None or progress.total == 0:
            st.progress(0.0, "Waiting for its turn" if job.state == "waiting" else "Reading")
        else:
            left = job.seconds_left(resources.now())
            rest = "" if left is None else f", {left} s left"
            st.progress(
                min(progress.done / progress.total, 1.0), f"{progress.done} of {counted(progress.total, 'file')}{rest}"
            )
            st.text(progress.source)
        st.caption("You may open other pages meanwhile; this goes on.")
        if st.button("Cancel", icon=":material/close:", disabled=job.stop.is_set()):
            job.stop.set()


def results(upload: str) -> None:
    """Draw every file of an upload with its outcome; chips with counts narrow the list."""
    with resources.cursor() as cursor:
        found = view.upload(cursor, upload)
    if found is None:
        with components.empty(
            "This upload is not known here", "It may have been made in another database.", icon="search_off"
        ):
            if st.button("Start a new upload", type="primary"):
                del st.query_params["upload"]
                st.rerun()
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(f"{counted(found.files, 'file')} in {as_label(found.name)}", anchor=False)
        if st.button("New upload", icon=":material/add:"):
            del st.query_params["upload"]
            st.rerun()
    if found.results > found.files:
        st.caption(f"{found.results:,} results: some files hold several credentials, each judged by itself.")
    with resources.cursor() as cursor:
        second_look = of_upload(cursor, upload)
    if second_look:
        kinds = list(dict.fromkeys(one.title for one in second_look))
        named = "; ".join(kinds[:_KINDS_NAMED]) + (" and more" if len(kinds) > _KINDS_NAMED else "")
        title = f"{counted(len(second_look), 'finding')} worth a second look: {named}"
        with st.expander(title, icon=":material/plagiarism:", expanded=len(second_look) <= _OPENED_FINDINGS):
            st.caption("Not verdicts: facts that a person should weigh. None of them changes a score.")
            cards(second_look, where="upload", people=True)
    chosen = st.pills(
        "Outcomes",
        list(found.words),
        selection_mode="multi",
        format_func=lambda word: f":material/{found.words[word].icon}: {word} {found.words[word].files}",
        key=f"outcomes-{upload[:12]}",
    )
    codes = [code for word in chosen for code in found.words[word].codes]
    pages = max(-(-sum(found.words[w].files for w in chosen or found.words) // _PAGE_ROWS), 1)
    held = st.session_state.get("files_page", 1)
    page = held if isinstance(held, int) and 1 <= held <= pages else 1
    with resources.cursor() as cursor:
        table = view.files(cursor, upload, codes, limit=_PAGE_ROWS, offset=(page - 1) * _PAGE_ROWS)
    st.dataframe(
        table,
        hide_index=True,
        row_height=86,
        placeholder="",
        height=640 if len(table) > 9 else "content",
        alt="Every file of the upload: outcome, applicant, achievement, provider and what to do next",
        column_config={
            "Outcome": st.column_config.MultiselectColumn(
                width=172,
                options=[shown.text for shown in ALL],
                color=[shown.tone for shown in ALL],
            ),
            "Applicant": st.column_config.TextColumn(width=88),
            "Achievement": st.column_config.TextColumn(width=114),
            "Provider": st.column_config.TextColumn(width=90),
            "What it means, and what to do next": st.column_config.TextColumn(width=300),
            "File": st.column_config.TextColumn(width=116),
        },
    )
    if pages > 1:
        st.pagination(pages, key="files_page")


def _earlier() -> None:
    with resources.cursor() as cursor:
        table = view.recent(cursor)
    if table.is_empty():
        st.caption("Nothing was uploaded yet.")
        return
    st.subheader("Earlier uploads", anchor=False)
    for row in table.iter_rows(named=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button(
                as_label(row["name"]), type="tertiary", icon=":material/folder_zip:", key=f"b-{row['bundle_id']}"
            ):
                st.query_params["upload"] = row["bundle_id"]
                st.rerun()
            st.caption(f"{counted(row['files'], 'file')}, {row['when']}")
