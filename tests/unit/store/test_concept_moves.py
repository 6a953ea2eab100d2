"""From one version of a framework to another: skills keep their ids, and what is gone is queued."""

from datetime import UTC, datetime

import polars as pl
import pytest

from hiring.errors import StoreError
from hiring.models.concept import CONCEPTS, LABELS, RELATIONS, Framework
from hiring.models.skill import Skill
from hiring.store.concept_moves import move
from hiring.store.database import Cursor, transaction
from hiring.store.frameworks import write_framework
from hiring.store.queries.roles import moved
from hiring.store.skills import write_skills

AT = datetime(2026, 5, 1, tzinfo=UTC)


def install(cursor: Cursor, version: str, *uris: str) -> None:
    write_framework(
        cursor,
        Framework(id=f"f-{version}", name="F", version=version, source="s", licence="l", attribution="F says."),
        concepts=pl.DataFrame([(uri, None, "skill", None) for uri in uris], schema=CONCEPTS, orient="row"),
        labels=pl.DataFrame([(uri, "en", "preferred", uri) for uri in uris], schema=LABELS, orient="row"),
        relations=pl.DataFrame(schema=RELATIONS),
        at=AT,
    )


def test_links_stay_where_uris_persist_and_the_rest_is_queued(cursor: Cursor) -> None:
    with transaction(cursor):
        install(cursor, "1", "urn:a", "urn:b")
        install(cursor, "2", "urn:a")
        skills = [Skill(id=uri, label=uri, uri=uri, cluster="F") for uri in ("urn:a", "urn:b")]
        write_skills(cursor, skills, framework="f-1", at=AT)
        write_skills(cursor, [Skill(id="own", label="own", cluster="F")], framework="starter", at=AT)
    for _ in range(2):
        with transaction(cursor):
            done = move(cursor, "f-1", "f-2", at=AT)
        assert (done.kept, done.queued) == (1, ("urn:b",))
    assert moved(cursor, ["urn:a", "urn:b", "own"]) == [("urn:b", "f-2")]
    rows = cursor.execute("SELECT skill_id, framework FROM skills ORDER BY skill_id").fetchall()
    assert rows == [("own", "starter"), ("urn:a", "f-2"), ("urn:b", "f-1")]
    # What comes with a later file of that version waits no longer.
    with transaction(cursor):
        install(cursor, "2", "urn:b")
    assert moved(cursor, ["urn:b"]) == []


def test_a_version_that_is_not_installed_is_refused(cursor: Cursor) -> None:
    with pytest.raises(StoreError, match="f-1 is not installed"):
        move(cursor, "f-1", "f-2", at=AT)
