"""A messy bundle of more than fifty files: each outcome is the right one, and the ranking uses what was verified."""

from collections.abc import Iterator
from contextlib import closing

import polars as pl
import pytest

from hiring.intake.bundle import read_bytes
from hiring.models.ingest import IngestReport
from hiring.pipeline import ingest
from hiring.store.database import Database
from hiring.store.roles import save_role
from hiring.verification.verifier import Verifier
from tests.issuer_simulator import FETCHED_AT, IssuerSimulator, canonicaliser
from tests.messy_bundle import ROLE, Sent, as_zip, bundle


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[IngestReport, pl.DataFrame]]:
    """What became of the bundle, and the ranking after it."""
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
            sql = "SELECT a.name, m.score FROM current_matches m JOIN applicants a USING (applicant_id)"
            yield report, cursor.execute(sql).pl()


def test_it_is_as_messy_as_they_come() -> None:
    assert len(bundle()[0]) >= 50


@pytest.mark.parametrize("sent", bundle()[0], ids=lambda sent: sent.path)
def test_each_file_ends_as_it_must(taken_in: tuple[IngestReport, pl.DataFrame], sent: Sent) -> None:
    place = f"messy.zip!{sent.path}"
    found = [file for file in taken_in[0].files if file.source == place or file.source.startswith(f"{place}!")]
    assert tuple(file.outcome for file in found) == sent.outcomes, [file.message for file in found]
    assert all(file.message.endswith((".", "!", "?", ")", "”")) for file in found)


def test_the_ranking_uses_what_was_verified(taken_in: tuple[IngestReport, pl.DataFrame]) -> None:
    scores = dict(taken_in[1].iter_rows())
    assert scores["Ada Lovelace"] > 40
    assert scores["Ada Lovelace"] > 2 * scores["Bob"]
