"""A messy bundle of more than fifty files: each outcome is the right one, and the ranking uses what was verified."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import polars as pl
import pytest

from hiring.formats.json_resume import SELF
from hiring.intake.bundle import read_bytes
from hiring.models.ingest import IngestReport
from hiring.pipeline import ingest
from hiring.store.database import Database
from hiring.store.queries.common import JUDGED, dated, read
from hiring.store.queries.providers import providers
from hiring.store.roles import save_role
from hiring.verification.verifier import Verifier
from tests.issuer_simulator import FETCHED_AT, IssuerSimulator, canonicaliser
from tests.messy_bundle import ROLE, Sent, as_zip, bundle


@dataclass(frozen=True)
class Taken:
    """What was told of each file, and what the pages read afterwards."""

    report: IngestReport
    scores: dict[str, float]
    verdicts: pl.DataFrame
    issuers: list[str]


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Taken]:
    """What became of the bundle."""
    world = IssuerSimulator(answers=dict(bundle()[1]))
    with Database(tmp_path_factory.mktemp("messy") / "credence.duckdb", clock=lambda: FETCHED_AT) as database:
        with closing(database.cursor()) as cursor:
            save_role(cursor, ROLE)
        report = ingest(
            "messy.zip",
            read_bytes("messy.zip", as_zip()),
            database=database,
            verifier=Verifier(world, canonicaliser()),
            clock=lambda: FETCHED_AT,
            came_from="test",
        )
        with closing(database.cursor()) as cursor:
            dated(cursor, FETCHED_AT.date())
            scores = "SELECT a.name, m.score FROM current_matches m JOIN applicants a USING (applicant_id)"
            verdicts = f"SELECT credential_id, applicant_id, verdict FROM ({JUDGED})"  # noqa: S608  # a constant of ours
            issuers = providers(cursor)["issuer_iri"].to_list()
            yield Taken(report, dict(read(cursor, scores).iter_rows()), read(cursor, verdicts), issuers)


def test_it_is_as_messy_as_they_come() -> None:
    assert len(bundle()[0]) >= 50


@pytest.mark.parametrize("sent", bundle()[0], ids=lambda sent: sent.path)
def test_each_file_ends_as_it_must(taken_in: Taken, sent: Sent) -> None:
    place = f"messy.zip!{sent.path}"
    found = [file for file in taken_in.report.files if file.source == place or file.source.startswith(f"{place}!")]
    assert tuple(file.outcome for file in found) == sent.outcomes, [file.message for file in found]
    assert all(file.message.endswith((".", "!", "?", ")", "”")) for file in found)


def test_the_ranking_uses_what_was_verified(taken_in: Taken) -> None:
    assert taken_in.scores["Ada Lovelace"] > 40
    assert taken_in.scores["Ada Lovelace"] > 2 * taken_in.scores["Bob"]


def test_pages_say_of_each_credential_what_the_upload_said(taken_in: Taken) -> None:
    shown = {(row["credential_id"], row["applicant_id"]): row["verdict"] for row in taken_in.verdicts.to_dicts()}
    told = {
        (file.credential_id, file.applicant_id): file.outcome
        for file in taken_in.report.files
        if file.credential_id and file.outcome != "DUPLICATE"
    }
    assert len(told) > 40
    assert {key: shown.get(key, outcome) for key, outcome in told.items()} == told


def test_nobody_whom_a_resume_names_is_a_provider(taken_in: Taken) -> None:
    assert taken_in.issuers
    assert SELF not in taken_in.issuers
