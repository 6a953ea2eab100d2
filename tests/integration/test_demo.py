"""The demo from end to end: issued, written, taken in through the pipeline, and each badge judged as it was made."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from hiring.__main__ import main
from hiring.credibility.policy import DEFAULT
from hiring.credibility.provider import summarise
from hiring.demo import REGISTRY_URL, SEED
from hiring.demo.badges import Badge, Flaw
from hiring.demo.catalogue import Catalogue, load
from hiring.demo.load import is_loaded, load_world
from hiring.demo.parties import parties
from hiring.demo.world import DOCUMENTS, World, build, write
from hiring.intake.bundle import read_bytes
from hiring.matching.receipt import compare
from hiring.models.artifact import SourceFile
from hiring.models.ingest import IngestReport
from hiring.network.documents import DocumentsFetcher
from hiring.pipeline import ingest
from hiring.store.database import Database
from hiring.store.evidence import badges_in_force
from hiring.store.findings import current_findings
from hiring.store.matches import current_matches
from hiring.store.roles import latest_roles
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.verifier import Verifier

NOW = datetime(2026, 6, 1, tzinfo=UTC)
OF_FLAW = {
    Flaw.TAMPERED: "REJECTED",
    Flaw.FORGED: "REJECTED",
    Flaw.REVOKED: "REVOKED",
    Flaw.SUSPENDED: "SUSPENDED",
    Flaw.NOT_YET_VALID: "NOT_YET_VALID",
    Flaw.STATUS_UNREACHABLE: "STATUS_UNKNOWN",
    Flaw.WRONG_HOLDER: "WRONG_HOLDER",
}


def clock() -> datetime:
    return NOW


def expected(badge: Badge) -> str:
    if not load().providers[badge.offer.provider].resolvable:
        return "UNDETERMINED"
    if badge.flaw is not Flaw.NONE:
        return OF_FLAW[badge.flaw]
    return "EXPIRED" if badge.expires and badge.expires <= NOW.date() else "AUTHENTIC_CURRENT"


def applicants_alone() -> Catalogue:
    """The catalogue without anybody who works there: `test_demo_workforce` has those."""
    whole = load()
    return replace(whole, workforce=replace(whole.workforce, teams=()))


@pytest.fixture(scope="module")
def world() -> World:
    return build(catalogue=applicants_alone())


@pytest.fixture(scope="module")
def folder(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    write(world, folder)
    return folder


@pytest.fixture(scope="module")
def database(folder: Path) -> Iterator[Database]:
    with Database(Path(":memory:"), clock=clock) as database:
        yield database


@pytest.fixture(scope="module")
def reports(database: Database, folder: Path) -> list[IngestReport]:
    return list(load_world(database, folder, canonicaliser=ReferenceCanonicaliser(), clock=clock))


def digests(bundle: str, content: bytes) -> dict[str, str]:
    """Source to SHA-256 of every file of a bundle."""
    return {entry.source: entry.digest for entry in read_bytes(bundle, content) if isinstance(entry, SourceFile)}


def test_every_badge_gets_the_verdict_that_it_was_made_for(world: World, reports: list[IngestReport]) -> None:
    made = {file.sha256: file.badge for file in world.issued}
    sources = {source: sha for name, content in world.bundles.items() for source, sha in digests(name, content).items()}
    judged = 0
    for report in reports:
        for file in report.files:
            badge = made.get(sources.get(file.source, ""))
            if badge is not None:
                assert file.outcome == expected(badge), f"{file.source}: {file.message}"
                judged += 1
    assert judged == len(world.issued)


def test_all_four_carriers_occur(world: World) -> None:
    plain = {file.content[:1] == b"{" for file in world.issued if file.carrier == "plain"}
    assert plain == {True, False}
    assert {file.carrier for file in world.issued} == {"plain", "png", "svg"}


def test_each_role_has_people_on_both_sides_of_its_gate(database: Database, reports: list[IngestReport]) -> None:
    assert reports
    for role in ("platform-engineer", "data-analyst", "care-coordinator"):
        with database.cursor() as cursor:
            gates = set(current_matches(cursor, role)["gate"])
        assert gates == {"met", "partly", "not_shown"}


def test_a_mill_and_an_impostor_weigh_little_and_lead_nobody_over_a_gate(
    database: Database, reports: list[IngestReport]
) -> None:
    assert reports
    with closing(database.cursor()) as cursor:
        worth = summarise(badges_in_force(cursor, as_of=NOW.date()), DEFAULT)
        issuers = cursor.execute("SELECT iri AS issuer_iri, claimed_name FROM issuers").pl().unique()
        sent = cursor.execute(
            "SELECT applicant_id FROM submissions JOIN credentials AS c USING (credential_id) "
            "JOIN issuers AS i ON i.iri = c.issuer_iri WHERE i.claimed_name = 'BadgeBarn' GROUP BY ALL "
            "HAVING count(DISTINCT credential_id) > 10"
        ).pl()["applicant_id"]
        by_name = dict(worth.join(issuers, on="issuer_iri").select("claimed_name", "credibility").rows())
        assert by_name["Northgate University Online"] < by_name["Northgate University"] / 2
        assert by_name["BadgeBarn"] < by_name["Skillharbour"] / 2 < by_name["Northgate University"] / 2
        assert len(sent) == 3
        for role in ("platform-engineer", "data-analyst", "care-coordinator"):
            matches = current_matches(cursor, role)
            collectors = matches.filter(pl.col("applicant_id").is_in(sent.to_list()))
            assert "met" not in set(collectors["gate"])
            assert collectors["score"].max() < matches["score"].max() / 4  # type: ignore[operator]


def test_findings_flag_the_impostor_and_no_genuine_provider(database: Database, reports: list[IngestReport]) -> None:
    assert reports
    suspicions = {
        *("NAME_IMITATES", "NAME_OF_ANOTHER", "LOGO_OF_ANOTHER", "ACHIEVEMENT_OF_ANOTHER"),
        *("ACHIEVEMENT_ON_ANOTHERS_SITE", "SELF_ISSUED", "SELF_ISSUED_SITE", "ENDORSED_IN_A_RING"),
    }
    with closing(database.cursor()) as cursor:
        found = current_findings(cursor).filter(pl.col("code").is_in(suspicions))
        issuers = dict(cursor.execute("SELECT credential_id, issuer_iri FROM credentials").fetchall())
    impostors = {one.did for one in parties(load(), SEED).values() if one.provider.kind == "impostor"}
    assert {issuers.get(subject, subject) for subject in found["subject_id"]} == impostors
    assert set(found["code"]) == {"NAME_IMITATES", "ACHIEVEMENT_OF_ANOTHER"}


def test_every_receipt_is_computed_again_from_the_database(database: Database, reports: list[IngestReport]) -> None:
    """Of every applicant and role: the facts alone give the stored receipt, byte for byte."""
    cursor = database.cursor()
    matches = [match for role in latest_roles(cursor) for match in current_matches(cursor, role.role_id)["match_id"]]
    assert len(matches) > 30
    found = compare(cursor, matches)
    assert set(found) == set(matches)
    assert all(compared.equal for compared in found.values())


def test_the_sample_bundle_holds_what_it_promises(world: World, database: Database, folder: Path) -> None:
    with database.cursor() as cursor:
        before = current_matches(cursor, "platform-engineer")
    verifier = Verifier(DocumentsFetcher(folder / DOCUMENTS, clock), ReferenceCanonicaliser(), (REGISTRY_URL,))
    report = ingest(
        "sample-bundle.zip",
        read_bytes("sample-bundle.zip", world.sample),
        database=database,
        verifier=verifier,
        clock=clock,
        came_from="upload",
    )
    assert 45 <= len(report.files) <= 60
    counts = report.counts()
    wanted = ("AUTHENTIC_CURRENT", "REJECTED", "EXPIRED", "REVOKED", "STATUS_UNKNOWN", "WRONG_HOLDER", "DUPLICATE")
    assert all(counts.get(outcome) for outcome in wanted)
    assert all(counts.get(outcome) for outcome in ("NO_CREDENTIAL", "IMAGE_WITHOUT_BADGE", "NOT_JSON", "EMPTY_FILE"))
    assert not any(file.outcome == "INTERNAL_ERROR" for file in report.files)
    with database.cursor() as cursor:
        after = current_matches(cursor, "platform-engineer")
    assert after["applicant_id"][0] != before["applicant_id"][0]
    assert after["gate"][0] == "met"


def test_the_same_seed_gives_the_same_bytes(world: World) -> None:
    again = build(catalogue=applicants_alone())
    assert again.sample == world.sample
    assert again.bundles == world.bundles
    assert again.documents == world.documents


def test_a_loaded_demo_is_not_loaded_again(database: Database, folder: Path, reports: list[IngestReport]) -> None:
    assert reports
    assert is_loaded(database, folder)
    assert not list(load_world(database, folder, canonicaliser=ReferenceCanonicaliser(), clock=clock))


def test_a_database_of_ones_own_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    badge = tmp_path / "readme.txt"
    badge.write_text("hello")
    database = tmp_path / "own.duckdb"
    assert main(["ingest", str(badge), "--database", str(database), "--offline"]) == 0
    assert main(["demo", "--if-empty", "--database", str(database)]) == 0
    assert "your own data" in capsys.readouterr().out.replace("\n", " ")
    assert not (tmp_path / "demo").exists()
