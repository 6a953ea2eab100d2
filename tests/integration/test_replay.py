"""A shortlist of a past day, computed again after everything that it rests on has changed, and what changed it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from hiring.credibility.in_force import adopt
from hiring.credibility.policy import DEFAULT
from hiring.matching.matters import Matter
from hiring.matching.receipt import receipt
from hiring.matching.refresh import refresh
from hiring.matching.replay import Since, ranking, recompute, since
from hiring.matching.told import told
from hiring.models.match import Match
from hiring.models.registry import ListedInstitution
from hiring.reverify import Asked, reverify
from hiring.store.blind import set_blind
from hiring.store.database import MEMORY, Cursor, Database, transaction
from hiring.store.matches import read_match
from hiring.store.past import as_known
from hiring.store.queries.past import moments
from hiring.store.registries import write_registry
from hiring.store.roles import save_role
from tests import changing_world as world

DAY = timedelta(days=1)
LATER = world.FIRST + 30 * DAY


def kept(cursor: Cursor) -> list[bytes]:
    """The receipts of a shortlist, in its order."""
    matches = [read_match(cursor, match_id) for match_id in ranking(cursor, "analyst")["match_id"]]
    return [receipt(match) for match in matches if isinstance(match, Match)]


@pytest.fixture(scope="module")
def first() -> list[bytes]:
    """The shortlist as it was kept on its day; filled by `database`."""
    return []


@pytest.fixture(scope="module")
def asked() -> list[Asked]:
    """What asking again after the revocations said; filled by `database`."""
    return []


@pytest.fixture(scope="module")
def database(first: list[bytes], asked: list[Asked]) -> Iterator[Database]:
    """Taken in on the first day; then ten badges are revoked, and later policy, registry and matrix change."""
    outside, issuer = world.make()
    with Database(MEMORY, clock=lambda: world.FIRST) as opened:
        world.take_in(opened, outside, issuer)
        with closing(opened.cursor()) as cursor:
            first.extend(kept(cursor))
            world.revoke(outside, issuer)
            asked.append(reverify(opened, lambda: world.verifier(outside), clock=lambda: world.FIRST + DAY))
            with transaction(cursor):
                harder = DEFAULT.model_copy(update={"must_have_support": 0.9})
                adopt(cursor, harder, "Only the best will do.", world.FIRST + 2 * DAY, by="Recruiter")
            with transaction(cursor):
                listed = ListedInstitution(name="Example University")
                write_registry(cursor, "Ours", [listed], source="a table", at=world.FIRST + 3 * DAY)
            save_role(
                cursor,
                world.ROLE.model_copy(
                    update={
                        "version": 2,
                        "skills": tuple(reversed(world.ROLE.skills)),
                        "reason": "Docker first.",
                        "saved_at": world.FIRST + 4 * DAY,
                    }
                ),
            )
        refresh(opened, as_of=LATER.date(), known_at=LATER)
        yield opened


def changed(database: Database) -> Since:
    with as_known(database, world.FIRST) as then, closing(database.cursor()) as now:
        return since(then, now, "analyst", at=world.FIRST, today=LATER.date())


def test_a_past_shortlist_is_the_one_kept_on_its_day_and_comes_out_again(
    database: Database, first: list[bytes]
) -> None:
    assert len(first) == 3
    with as_known(database, world.FIRST) as then:
        assert kept(then) == first
        again = recompute(then, ranking(then, "analyst")["match_id"].to_list())
        assert again.asked == 3
        assert again.same
    with closing(database.cursor()) as now:
        today = kept(now)
        assert not set(today) & set(first)
        # With what is known today, the matches of then would be others: it is the past that was replayed.
        with as_known(database, world.FIRST) as then:
            old = ranking(then, "analyst")["match_id"].to_list()
        assert not recompute(now, old).same


def test_every_moment_that_the_ranking_changed_is_a_shortlist_that_comes_out_again(database: Database) -> None:
    with closing(database.cursor()) as cursor:
        known = moments(cursor, "analyst", 10)
    assert known == [LATER, world.FIRST + DAY, world.FIRST]
    for at in known:
        with as_known(database, at) as then:
            assert recompute(then, ranking(then, "analyst")["match_id"].to_list()).same
    with as_known(database, world.FIRST - DAY) as before:
        assert ranking(before, "analyst").is_empty()


def test_what_has_changed_since_is_told_with_its_reason(database: Database) -> None:
    found = changed(database)
    assert [(version.version, version.reason) for version in found.versions] == [(2, "Docker first.")]
    assert [adopted.policy.reason for adopted in found.policies] == ["Only the best will do."]
    assert [name for name, _, _ in found.registries] == ["Ours"]
    moved = {one.name: one for one in found.people}
    ada = moved["Ada Lovelace"]
    assert ada.differs
    assert (ada.then and ada.then.rank, ada.then and ada.then.gate) == (1, "met")
    assert ada.now is not None
    assert ada.now.gate == "not_shown"
    assert [told(reason) for reason in ada.reasons][:1] == ["“SQL” was revoked by its issuer"]
    assert [reason.code for reason in moved["Bob Noyce"].reasons] == ["aged"]
    assert [one.now.rank for one in found.people if one.now] == [1, 2, 3]


def test_asking_again_tells_of_the_one_change_that_matters_and_not_of_nine_others(
    database: Database, asked: list[Asked]
) -> None:
    with closing(database.cursor()) as cursor:
        sql = "SELECT count(*) FROM verifications WHERE currency = 'revoked' AND judged_at = ?"
        assert cursor.execute(sql, [world.FIRST + DAY]).fetchone() == (10,)
    (told_of,) = asked
    assert (told_of.judged, told_of.answered) == (13, 13)
    (matter,) = told_of.matters
    assert isinstance(matter, Matter)
    assert (matter.role.title, matter.moved.name) == ("Data analyst", "Ada Lovelace")
    assert [told(reason) for reason in matter.moved.reasons] == ["“SQL” was revoked by its issuer"]


def test_asking_once_more_tells_nothing(database: Database) -> None:
    outside, issuer = world.make()
    world.revoke(outside, issuer)
    again = reverify(database, lambda: world.verifier(outside), clock=lambda: LATER + DAY)
    assert again == Asked(13, 13)


def test_a_role_that_is_blind_today_names_nobody_in_its_past(database: Database) -> None:
    with closing(database.cursor()) as cursor:
        set_blind(cursor, "analyst", on=True, reason="Fair", said_by="HR", at=LATER + 2 * DAY, secret="0" * 32)
        try:
            found = changed(database)
            with as_known(database, world.FIRST) as then:
                before = ranking(then, "analyst")["name"].to_list()
        finally:
            set_blind(cursor, "analyst", on=False, reason="Done", said_by="HR", at=LATER + 3 * DAY, secret="")
    assert all(name.startswith("Applicant ") for name in [*before, *(one.name for one in found.people)])
    words = [told(reason) for one in found.people for reason in one.reasons]
    assert "a badge was revoked by its issuer" in words
    assert not any("SQL" in told_of for told_of in words)
