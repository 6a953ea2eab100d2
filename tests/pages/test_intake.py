"""An upload from the drop zone to its outcomes, and the work behind it."""

import io
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from hiring.errors import LimitExceeded, StoreError
from hiring.models.ingest import IngestReport, Progress
from hiring.settings import MAX_UPLOAD_BYTES
from hiring.web.jobs import KEPT, Job, Jobs
from hiring.web.staging import COLUMNS, corrections, stage

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DONE = IngestReport(bundle_id="b", files=())


def bundle() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("Lovelace, Ada/readme.txt", "hello")
        archive.writestr("Lovelace, Ada/badge.json", '{"@context": [], "type": ["OpenBadgeCredential"]}')
        archive.writestr("Grace Hopper/notes.txt", "")
    return out.getvalue()


def ended(job: Job) -> Job:
    end = time.monotonic() + 20
    while not job.ended and time.monotonic() < end:
        time.sleep(0.01)
    return job


def test_an_upload_names_owners_and_then_outcomes(empty: Path, app: AppTest) -> None:
    app.run()
    app.switch_page("pages/upload.py").run()
    app.file_uploader[0].upload("bundle.zip", bundle()).run()
    assert not app.exception
    owners = app.dataframe[0].value
    assert set(owners["Applicant"]) == {"Ada Lovelace", "Grace Hopper"}
    app.button(key="verify").click().run()
    end = time.monotonic() + 60
    while not app.dataframe and time.monotonic() < end:
        time.sleep(0.2)
        app.run()
    assert not app.exception
    outcomes = app.dataframe[0].value
    assert len(outcomes) == 3
    assert all(outcomes["Outcome"])
    assert all(outcomes["What it means, and what to do next"])
    assert "upload" in app.query_params
    assert "job" not in app.query_params


def test_one_applicant_is_typed(empty: Path, app: AppTest) -> None:
    app.run()
    app.switch_page("pages/upload.py").run()
    app.file_uploader[0].upload("badge.json", b"{}").run()
    app.segmented_control(key="whose-0").set_value("One applicant").run()
    assert not app.dataframe
    app.text_input(key="typed_name").set_value("Ada Lovelace").run()
    assert not app.exception
    assert list(app.dataframe[0].value["Applicant"]) == ["Ada Lovelace"]


def test_all_files_together_are_bounded() -> None:
    half = bytes(MAX_UPLOAD_BYTES // 2 + 1)
    with pytest.raises(LimitExceeded, match="MiB together"):
        stage([("a.bin", half), ("b.bin", half)], None)


def test_only_what_was_changed_is_a_correction() -> None:
    before = pl.DataFrame(
        [("a", "Ada", "", "folder"), ("b", "Bob", "b@example.org", "folder"), ("c", "Cy", "", "folder")],
        schema=COLUMNS,
        orient="row",
    )
    after = before.with_columns(pl.Series("Applicant", ["Ada", "Robert", " "]))
    fixed = corrections(before, after)
    assert set(fixed) == {"b"}
    assert (fixed["b"].name, fixed["b"].email, fixed["b"].known_from) == ("Robert", "b@example.org", "typed")


def test_a_job_tells_its_progress_and_its_end() -> None:
    at_work, go_on = Event(), Event()

    def work(progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> IngestReport:
        progress(Progress(done=10, total=50, source="a.json"))
        at_work.set()
        go_on.wait(20)
        return DONE

    jobs = Jobs(clock=lambda: NOW)
    job = jobs.start("bundle.zip", work)
    assert at_work.wait(20)
    assert job.state == "running"
    assert job.seconds_left(NOW + timedelta(seconds=3)) == 12
    go_on.set()
    assert ended(job).report == DONE
    assert jobs.get(job.id) is job
    assert jobs.get("unknown") is None
    assert jobs.get(None) is None


def test_a_job_hears_of_a_cancel() -> None:
    def work(progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> IngestReport:
        while not cancelled():
            time.sleep(0.01)
        return DONE.model_copy(update={"cancelled": True})

    job = Jobs(clock=lambda: NOW).start("bundle.zip", work)
    job.stop.set()
    report = ended(job).report
    assert report is not None
    assert report.cancelled


@pytest.mark.parametrize("error", [StoreError("The disk is full.", next_step="Make room."), ZeroDivisionError("x")])
def test_a_job_that_fails_says_so_in_words(error: Exception) -> None:
    def work(progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> IngestReport:
        raise error

    jobs = Jobs(clock=lambda: NOW)
    job = ended(jobs.start("bundle.zip", work))
    assert job.state == "failed"
    assert job.problem
    assert job.next_step
    assert "ZeroDivision" not in job.problem
    after = ended(jobs.start("next", lambda *_: DONE))
    assert after.state == "done"


def test_finished_jobs_are_forgotten_in_time() -> None:
    jobs = Jobs(clock=lambda: NOW)
    first = ended(jobs.start("first", lambda *_: DONE))
    for number in range(KEPT + 2):
        ended(jobs.start(str(number), lambda *_: DONE))
    assert jobs.get(first.id) is None
