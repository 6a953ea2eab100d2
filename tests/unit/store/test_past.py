"""What was known at a moment: what came later is not seen, and what was corrected since is seen as it was."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from hiring.models.artifact import ApplicantClaim
from hiring.models.skill import Skill
from hiring.store import bundles
from hiring.store.database import Cursor, Database
from hiring.store.facts import Read, write_facts
from hiring.store.ids import applicant_id
from hiring.store.past import as_known
from hiring.store.skills import write_skills

HOUR = timedelta(hours=1)


def row(applicant: str) -> bundles.FileRow:
    return bundles.FileRow("f1", "a.json", "AUTHENTIC_CURRENT", "", "", "json", "art", applicant, "cred")


def seen(database: Database, at: datetime, sql: str) -> list[str]:
    with as_known(database, at) as then:
        return [str(value) for (value,) in then.execute(sql).fetchall()]


def test_a_badge_that_was_moved_is_of_whom_it_was_taken_to_be(
    database: Database, cursor: Cursor, now: datetime
) -> None:
    guess = ApplicantClaim(name="badges", known_from="folder")
    ada = ApplicantClaim(name="Ada", known_from="typed")
    bundles.write_applicants(cursor, [guess], now)
    bundles.write_files(cursor, "b", [row(applicant_id(guess))], now)
    bundles.write_applicants(cursor, [ada], now + HOUR)
    bundles.write_files(cursor, "b", [row(applicant_id(ada))], now + HOUR)
    bundles.remove_guessed_applicants(cursor, {applicant_id(guess)}, now + HOUR)
    who, names = "SELECT applicant_id FROM submissions", "SELECT name FROM applicants"
    for at, claim in ((now, guess), (now + HOUR, ada), (now + 9 * HOUR, ada)):
        assert seen(database, at, who) == [applicant_id(claim)]
        assert seen(database, at, names) == [claim.name]
    assert seen(database, now - HOUR, who) == seen(database, now - HOUR, names) == []


def test_a_name_that_a_person_typed_later_was_another_before(database: Database, cursor: Cursor, now: datetime) -> None:
    for hours, name in enumerate(("ada", "Ada L.", "Ada Lovelace")):
        claim = ApplicantClaim(name=name, email="ada@example.org", known_from="typed")
        bundles.write_applicants(cursor, [claim], now + hours * HOUR)
    names = [seen(database, now + hours * HOUR, "SELECT name FROM applicants") for hours in range(3)]
    assert names == [["ada"], ["Ada L."], ["Ada Lovelace"]]


def test_a_skill_is_of_the_field_that_it_was_of(database: Database, cursor: Cursor, now: datetime) -> None:
    for hours, field in enumerate(("software", "data", "cloud")):
        skill = Skill(id="sql", label="SQL", aliases=(), uri=None, cluster=field)
        write_skills(cursor, [skill], framework="starter", at=now + hours * HOUR)
    fields = [seen(database, now + hours * HOUR, "SELECT cluster FROM skills") for hours in range(4)]
    assert fields == [["software"], ["data"], ["cloud"], ["cloud"]]


def test_evidence_that_was_linked_anew_was_in_force_before(
    database: Database, cursor: Cursor, now: datetime, reader: Callable[..., Read]
) -> None:
    write_facts(cursor, [reader()], now)
    cursor.execute("UPDATE skill_evidence SET superseded_at = ?", [now + HOUR])
    count = "SELECT count(*) FROM linked_evidence"
    assert [seen(database, at, count) for at in (now - HOUR, now, now + HOUR)] == [["0"], ["1"], ["0"]]


def test_a_view_of_the_past_writes_nothing_and_leaves_other_cursors_alone(
    database: Database, cursor: Cursor, now: datetime
) -> None:
    bundles.write_bundle(cursor, "b", name="b.zip", came_from="test", files=0, at=now)
    with as_known(database, now - HOUR) as then, closing(database.cursor()) as other:
        assert then.execute("SELECT count(*) FROM bundles").fetchone() == (0,)
        assert other.execute("SELECT count(*) FROM bundles").fetchone() == (1,)
        with pytest.raises(Exception, match="base table"):
            then.execute("DELETE FROM bundles")


def test_what_rows_were_has_the_columns_of_what_they_are(cursor: Cursor) -> None:
    """A migration that adds a column to the one must add it to the other."""

    def columns(table: str) -> list[str]:
        sql = "SELECT column_name FROM duckdb_columns() WHERE table_name = ? ORDER BY ALL"
        return [str(name) for (name,) in cursor.execute(sql, [table]).fetchall()]

    for table in ("submissions", "applicants", "skills"):
        assert columns(f"past_{table}") == sorted([*columns(table), "until"])
