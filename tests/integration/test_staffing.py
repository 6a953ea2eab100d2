"""Badges of people who work here: attached by address, hash and key, counted, and kept apart from applicants."""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta

import polars as pl
import pytest

from hiring.intake.bundle import read_bytes
from hiring.models.artifact import ApplicantClaim
from hiring.models.employee import Employment
from hiring.network.offline import OfflineFetcher
from hiring.pipeline import ingest
from hiring.staffing import take_in
from hiring.store.attachments import Attachment, attached, unmatched, write_attachments
from hiring.store.cube import cube_on, headcounts
from hiring.store.database import MEMORY, Database, transaction
from hiring.store.matches import current_matches
from hiring.store.roles import save_role
from hiring.store.workforce import employee_id, write_roster
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.verifier import Verifier
from hiring.views.openings import open_roles
from hiring.views.people import badges_of, everybody, levels_of
from hiring.workforce.counting import forecast_days, offered_days, recount
from tests.integration.ingesting import NOW, ROLE, as_jwt, badge, zipped

TODAY, LATER = NOW.date(), NOW + timedelta(minutes=5)
STAFF = [
    ("1", "Ada Lovelace", "Ada@example.org", ("Company", "Cloud")),
    ("2", "Bob Byte", "bob@example.org", ("Company", "Cloud")),
    ("3", "Eve Key", None, ("Company", "Data")),
    ("4", "Sam Same", "both@example.org", ("Company", "Data")),
    ("5", "Kim Same", "both@example.org", ("Company", "Data")),
]


@pytest.fixture
def database() -> Iterator[Database]:
    with Database(MEMORY, clock=lambda: NOW) as opened, closing(opened.cursor()) as cursor:
        save_role(cursor, ROLE)
        employments = [
            Employment(employee_number=number, name=name, email=email, unit=unit, role_title="analyst")
            for number, name, email, unit in STAFF
        ]
        write_roster(
            cursor, name="r", holds_from=date(2026, 1, 1), lines=5, changed=employments, left=(), by="HR", at=NOW
        )
        yield opened


def hashed(number: int, skill: str, email: str, salt: str) -> bytes:
    document = badge(number, skill, email=email)
    (identity,) = document["credentialSubject"]["identifier"]
    identity |= {"hashed": True, "salt": salt}
    identity["identityHash"] = "sha256$" + hashlib.sha256((email + salt).encode()).hexdigest()
    return as_jwt(document)


def by_key(number: int, skill: str, did: str, email: str | None = None) -> bytes:
    document = badge(number, skill, email=email or "")
    document["credentialSubject"]["id"] = did
    if email is None:
        del document["credentialSubject"]["identifier"]
    return as_jwt(document)


def sent(database: Database, members: dict[str, bytes]) -> pl.DataFrame:
    take_in(
        "badges.zip",
        read_bytes("badges.zip", zipped(members)),
        database=database,
        verifier=Verifier(OfflineFetcher(), ReferenceCanonicaliser()),
        clock=lambda: NOW,
        by="HR",
    )
    with closing(database.cursor()) as cursor:
        return attached(cursor).select("employee_id", "how", "attached_by").sort("employee_id", "how")


def test_badges_are_attached_to_whom_they_were_issued_to(database: Database) -> None:
    found = sent(
        database,
        {
            "a.jwt": as_jwt(badge(1, "SQL", email="ada@example.org")),
            "b.jwt": hashed(2, "Docker", "bob@example.org", "pepper"),
        },
    )
    assert sorted(found.rows()) == sorted([(employee_id("1"), "email", "HR"), (employee_id("2"), "email_hash", "HR")])
    with closing(database.cursor()) as cursor:
        assert unmatched(cursor).is_empty()
        holders = cursor.execute("SELECT DISTINCT holder FROM verifications").fetchall()
    assert holders == [("email_matched",)], "they were verified against the address on the roster"


def test_a_key_that_stood_beside_an_address_names_its_holder_later(database: Database) -> None:
    did = "did:example:ada"
    sent(database, {"a.jwt": by_key(1, "SQL", did, "ada@example.org")})
    sent(database, {"later/b.jwt": by_key(2, "Docker", did)})
    with closing(database.cursor()) as cursor:
        assert unmatched(cursor).is_empty()
        counts = cube_on(cursor, TODAY, ("Company",)).filter(pl.col("skill_id") == "docker", pl.col("verified") > 0)
        (row,) = counts.rows(named=True)
    assert row["part"] == "Cloud"


def test_what_fits_nobody_or_two_waits_for_a_person(database: Database) -> None:
    assert sent(
        database,
        {
            "stranger/x.jwt": as_jwt(badge(1, "SQL", email="stranger@example.net")),
            "same/y.jwt": as_jwt(badge(2, "SQL", email="both@example.org")),
        },
    ).is_empty()
    with closing(database.cursor()) as cursor:
        waiting = unmatched(cursor)
    assert waiting.select("name", "badges").rows() == [("Same", 1), ("Stranger", 1)]


def test_the_counts_follow(database: Database) -> None:
    sent(database, {"a.jwt": as_jwt(badge(1, "SQL", email="ada@example.org"))})
    with closing(database.cursor()) as cursor:
        days = sorted(headcounts(cursor, [*offered_days(TODAY), *forecast_days(TODAY)])["day"].unique())
        cloud = cube_on(cursor, TODAY, ("Company", "Cloud")).filter(pl.col("skill_id") == "sql")
        before = cube_on(cursor, date(2026, 3, 31)).filter(pl.col("skill_id") == "sql")["need"].sum()
    since = [day for day in offered_days(TODAY) if day.year == TODAY.year]
    assert days == [*since, *forecast_days(TODAY)]
    (row,) = cloud.rows(named=True)
    # The role asks for level 2 of two people; one badge without a level counts as an introductory one, level 2.
    assert {name: row[name] for name in ("need", "need_known", "met", "gap", "verified", "level_sum")} == {
        "need": 2,
        "need_known": 1,
        "met": 1,
        "gap": 2,
        "verified": 1,
        "level_sum": 2,
    }
    assert before == 5


def test_who_works_here_is_on_no_shortlist_until_they_apply(database: Database) -> None:
    sent(database, {"a.jwt": as_jwt(badge(1, "SQL", email="ada@example.org"))})
    with closing(database.cursor()) as cursor:
        assert current_matches(cursor, ROLE.role_id).is_empty()
    # The same person applies, with the same badge.
    applied = zipped({"Ada Lovelace/a.jwt": as_jwt(badge(1, "SQL", email="ada@example.org"))})
    ada = ApplicantClaim(name="Ada Lovelace", email="ada@example.org", known_from="typed")
    ingest(
        "applied.zip",
        read_bytes("applied.zip", applied),
        database=database,
        verifier=Verifier(OfflineFetcher(), ReferenceCanonicaliser()),
        clock=lambda: NOW,
        came_from="upload",
        typed=ada,
    )
    with closing(database.cursor()) as cursor:
        assert current_matches(cursor, ROLE.role_id).height == 1


def test_counts_are_made_again_when_anything_below_them_changes(database: Database) -> None:
    def needed() -> int:
        recount(database, TODAY, NOW)
        with closing(database.cursor()) as cursor:
            return int(cube_on(cursor, TODAY).filter(pl.col("skill_id") == "sql")["need"].sum())

    assert needed() == 5
    with closing(database.cursor()) as cursor:
        write_roster(cursor, name="r", holds_from=TODAY, lines=4, changed=(), left=("5",), by="HR", at=LATER)
    assert needed() == 4
    with closing(database.cursor()) as cursor:
        save_role(cursor, ROLE.model_copy(update={"version": 2, "skills": ROLE.skills[1:], "saved_at": LATER}))
    assert needed() == 0


def test_an_employee_opens_to_levels_and_the_badges_behind_them(database: Database) -> None:
    sent(
        database,
        {
            "a.jwt": as_jwt(badge(1, "SQL", email="ada@example.org")),
            "b.jwt": as_jwt(badge(2, "Docker", email="ada@example.org")),
            "stranger/x.jwt": as_jwt(badge(3, "SQL", email="ada@home.example")),
        },
    )
    ada = employee_id("1")
    with closing(database.cursor()) as cursor:
        (waiting,) = unmatched(cursor)["applicant_id"].to_list()
        with transaction(cursor):
            write_attachments(cursor, [Attachment(waiting, ada, "person", "said")], by="HR", at=LATER)
        assert len(badges_of(cursor, ada, None, TODAY)) == 3, "of both addresses"
        assert {one.title for one in badges_of(cursor, ada, ["sql"], TODAY)} == {"SQL"}
        assert not badges_of(cursor, employee_id("2"), None, TODAY)
        levels = {row["Skill"]: row for row in levels_of(cursor, ada, ["Company"], TODAY).iter_rows(named=True)}
        listed = everybody(cursor, TODAY)
    assert (levels["SQL"]["Asked"], levels["SQL"]["Verified"]) == (2, 2)
    assert levels["Docker"]["Verified"] == 2
    assert listed["Number"].to_list() == ["1", "2", "3", "4", "5"]


def test_open_roles_tell_what_asks_for_a_skill(database: Database) -> None:
    with closing(database.cursor()) as cursor:
        (role,) = open_roles(cursor, TODAY, (), ["sql"], exactly=True).to_dicts()
        assert (role["Role"], role["Openings"], role["Skill"].lower(), role["Level asked"]) == (ROLE.title, 1, "sql", 2)
        assert open_roles(cursor, TODAY, ("Company",), ["sql"], exactly=False).is_empty(), "it is of no unit"


def test_who_has_left_is_kept(database: Database) -> None:
    with closing(database.cursor()) as cursor:
        write_roster(cursor, name="s", holds_from=TODAY, lines=4, changed=(), left=("2",), by="HR", at=LATER)
        assert "2" not in everybody(cursor, TODAY)["Number"].to_list()
        (bob,) = everybody(cursor, TODAY, left_too=True).filter(pl.col("Number") == "2").to_dicts()
    assert (bob["Name"], bob["Left on"]) == ("Bob Byte", TODAY)
