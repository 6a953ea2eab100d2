"""Drop in the badges that applicants sent; every file gets a named outcome."""

import streamlit as st

from hiring.web import components, resources
from hiring.web.applications import applicants_from_table
from hiring.web.gate import enter
from hiring.web.intake import choose_files, results, watch

enter("recruiter", "administrator", page=__file__)

action = components.header(
    "Upload", "Drop in what applicants sent. Every file gets a named outcome, and each badge counts once."
)
job = resources.jobs().get(st.query_params.get("job"))
if job is not None and job.state == "done" and job.report is not None:
    st.query_params["upload"] = job.report.bundle_id
    del st.query_params["job"]

upload = st.query_params.get("upload")
with action, st.container(horizontal_alignment="right"):
    if upload and st.button("Open the shortlist", type="primary", icon=":material/format_list_numbered:"):
        st.switch_page("pages/shortlist.py", query_params={})
    sample = resources.sample_bundle()
    if sample is not None and not upload:
        st.download_button(
            "Get the sample bundle",
            sample.read_bytes,
            file_name="sample-bundle.zip",
            mime="application/zip",
            icon=":material/download:",
            # A rerun after the click may throw the file away before the browser has fetched it.
            on_click="ignore",
            help="Made-up applicants, with junk, a tampered, an expired and an unreachable badge among it.",
        )

if job is not None and job.state != "done":
    watch(job)
elif upload:
    results(upload)
else:
    choose_files()
    applicants_from_table()
