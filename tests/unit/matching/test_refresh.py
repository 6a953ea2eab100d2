"""Refreshing matches: what changed is computed, what did not is left, and the one in force is always the last."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from threading import Event, Thread

import pytest

from hiring.credibility.in_force import adopt, policy_named, policy_now
from hiring.credibility.policy import DEFAULT, Policy
from hiring.matching.refresh import refresh
from hiring.matching.score import score
from hiring.models.role import RoleVersion
from hiring.skills.frameworks import load_starter
from hiring.store.database import MEMORY, Cursor, Database, transaction
from hiring.store.evidence import evidence_in_force
from hiring.store.matches import contributions, current_matches, match_lines, read_match
from hiring.store.merge import merge
from hiring.store.policies import PolicyRow, adopt_policy
from hiring.store.roles import save_role
from hiring.store.skills import write_skills

DAY = date(2026, 6, 1)
AT = datetime(2026, 6, 1, tzinfo=UTC)
Badge = Callable[..., None]


@pytest.fixture
def database(role: RoleVersion) -> Iterator[Database]:
    with Database(MEMORY, clock=lambda: AT) as opened:
        cursor = opened.cursor()
        people = [{"applicant_id": a, "name": a, "known_from": "typed", "known_at": AT} for a in ("ada", "bob")]
        merge(cursor, "applicants", people, key="applicant_id")
        write_skills(cursor, load_starter(), framework="starter", at=AT)
        save_role(cursor, role)
        yield opened


@pytest.fixture
def cursor(database: Database) -> Cursor:
    return database.cursor()


@pytest.fixture
def badge(cursor: Cursor) -> Badge:
    """Writes one badge of an applicant, or another verdict on it."""

    def write(
        name: str, *, applicant: str = "ada", skill: str = "kubernetes", currency: str = "current", day: int = 0
    ) -> None:
        key = {"credential_id": name, "applicant_id": applicant, "known_at": AT}
        own = {"format": "ob3", "securing": "jwt", "data_model": "2.0", "issuer_iri": "did:web:a", "results": 1}
        own |= {"evidence_items": 0, "document": "{}", "known_from": "x", "known_at": AT, "valid_from": AT}
        merge(cursor, "credentials", [{"credential_id": name, "content_key": name, **own}], key="credential_id")
        verdict = {"authenticity": "authentic", "currency": currency, "holder": "bound", "recognition": "recognized"}
        seen = {"verification_id": f"{name}{currency}{day}", "findings": "x", "judged_at": AT + timedelta(days=day)}
        merge(cursor, "verifications", [{**seen, **verdict, **key}], key="verification_id")
        sent = {"submission_id": name, "artifact_id": "x", "source": "x"}
        merge(cursor, "submissions", [{**sent, **key}], key="submission_id")
        shown = {"evidence_id": name, "skill_id": skill, "level": 4, "level_source": "result", "link": "declared"}
        merge(
            cursor,
            "skill_evidence",
            [{**shown, "credential_id": name, "link_detail": "x", "known_at": AT}],
            key="evidence_id",
        )

    return write


def gates(cursor: Cursor) -> dict[str, str]:
    return dict(current_matches(cursor, "platform").select("applicant_id", "gate").rows())


def test_everybody_gets_a_match_with_its_lines(database: Database, cursor: Cursor, badge: Badge) -> None:
    badge("cka")
    assert refresh(database, as_of=DAY, known_at=AT) == 2
    matches = current_matches(cursor, "platform")
    assert matches["applicant_id"].to_list() == ["ada", "bob"]
    assert matches["score"].to_list()[1] == 0
    assert matches["as_of"].to_list() == [DAY, DAY]
    assert match_lines(cursor, matches["match_id"].to_list()).height == 6
    assert contributions(cursor, matches["match_id"].to_list())["evidence_id"].to_list() == ["cka"]
    assert gates(cursor) == {"ada": "partly", "bob": "not_shown"}


def test_same_inputs_change_nothing(database: Database, cursor: Cursor, badge: Badge) -> None:
    badge("cka")
    refresh(database, as_of=DAY, known_at=AT)
    before = current_matches(cursor, "platform").rows()
    assert refresh(database, as_of=DAY, known_at=AT + timedelta(hours=1)) == 0
    assert refresh(database, as_of=DAY + timedelta(days=20), known_at=AT + timedelta(days=20)) == 0
    assert current_matches(cursor, "platform").rows() == before


def test_a_month_that_passes_is_not_silent(database: Database, cursor: Cursor, badge: Badge) -> None:
    badge("cka")
    refresh(database, as_of=DAY, known_at=AT)
    first = current_matches(cursor, "platform")["score"].to_list()[0]
    assert refresh(database, as_of=date(2026, 7, 1), known_at=AT) == 1
    assert current_matches(cursor, "platform")["score"].to_list()[0] < first


def test_only_who_is_asked_for_is_computed(database: Database, cursor: Cursor, badge: Badge) -> None:
    assert refresh(database, as_of=DAY, applicants={"bob", "nobody"}, known_at=AT) == 1
    assert refresh(database, as_of=DAY, applicants=set(), known_at=AT) == 0
    assert refresh(database, as_of=DAY, roles=["another"], known_at=AT) == 0
    badge("cka")
    assert refresh(database, as_of=DAY, applicants={"bob"}, known_at=AT) == 0
    assert list(gates(cursor)) == ["bob"]


def test_a_state_that_comes_back_is_in_force_again(database: Database, cursor: Cursor, badge: Badge) -> None:
    """Current, suspended, current: three matches, and the last one counts, although clock and evidence tie."""
    scores = []
    for day, currency in enumerate(("current", "suspended", "current")):
        badge("cka", currency=currency, day=day)
        refresh(database, as_of=DAY, applicants=["ada"], known_at=AT)
        scores += current_matches(cursor, "platform")["score"].to_list()
    assert scores[0] == scores[2] > scores[1] == 0
    assert cursor.execute("SELECT count(DISTINCT match_id), count(*) FROM matches").fetchall() == [(3, 3)]


def test_a_new_version_of_the_role_takes_over(
    database: Database, cursor: Cursor, badge: Badge, role: RoleVersion
) -> None:
    badge("cka")
    refresh(database, as_of=DAY, known_at=AT)
    save_role(cursor, role.model_copy(update={"version": 2, "skills": role.skills[:1]}))
    assert gates(cursor) == {}
    assert refresh(database, as_of=DAY, known_at=AT) == 2
    assert gates(cursor) == {"ada": "met", "bob": "not_shown"}


def test_a_new_policy_takes_over_and_back(database: Database, cursor: Cursor, badge: Badge) -> None:
    badge("cka")
    refresh(database, as_of=DAY, known_at=AT)
    policies = [current_matches(cursor, "platform")["policy_id"][0]]
    for hours, policy in enumerate((Policy(name="Strict", must_have_support=1), DEFAULT), start=1):
        with transaction(cursor):
            adopt(cursor, policy, "test", AT + timedelta(hours=hours))
            assert policy_now(cursor, AT) == policy
        assert refresh(database, as_of=DAY, known_at=AT) == 2
        policies.append(current_matches(cursor, "platform")["policy_id"][0])
    assert policies[0] == policies[2] == DEFAULT.id != policies[1]
    assert policy_named(cursor, policies[1]) == Policy(name="Strict", must_have_support=1)


def test_a_policy_that_an_earlier_version_stored_is_found_by_the_id_that_a_match_names(cursor: Cursor) -> None:
    earlier = json.loads(Policy(name="Ours").body)
    del earlier["repetition"]
    with transaction(cursor):
        adopt_policy(cursor, PolicyRow("earlier", "Ours", json.dumps(earlier), "Agreed in March."), AT)
        assert policy_now(cursor, AT + timedelta(days=1)) == Policy(name="Ours")
        assert policy_now(cursor, AT + timedelta(days=2)) == Policy(name="Ours")
    assert policy_named(cursor, Policy(name="Ours").id) == Policy(name="Ours")
    assert cursor.execute("SELECT count(*) FROM policies").fetchall() == [(2,)]


class Telling(set[str]):
    """Applicants that tell when they are read: by then `refresh` has listed the roles, and has not yet locked."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(names)
        self.read = Event()

    def __iter__(self) -> Iterator[str]:
        self.read.set()
        return super().__iter__()


def test_a_role_and_a_policy_saved_while_a_refresh_waits_are_not_overtaken(
    database: Database, cursor: Cursor, badge: Badge, role: RoleVersion
) -> None:
    """Matches of the earlier version that took the place of the later ones would take people off the shortlist."""
    badge("cka")
    everybody = Telling(["ada", "bob"])
    waiting = Thread(target=refresh, args=(database,), kwargs={"as_of": DAY, "applicants": everybody, "known_at": AT})
    strict = Policy(name="Strict", must_have_support=1)
    with transaction(database.cursor()):  # the writers' turn is ours
        waiting.start()
        assert everybody.read.wait(10)
        save_role(cursor, role.model_copy(update={"version": 2, "skills": role.skills[:1]}))
        with transaction(cursor):
            adopt(cursor, strict, "test", AT)
        refresh(database, as_of=DAY, known_at=AT)
    waiting.join()
    assert gates(cursor) == {"ada": "partly", "bob": "not_shown"}
    assert set(current_matches(cursor, "platform")["policy_id"]) == {strict.id}


def test_an_applicant_who_is_gone_is_not_listed(database: Database, cursor: Cursor) -> None:
    refresh(database, as_of=DAY, known_at=AT)
    cursor.execute("DELETE FROM applicants WHERE applicant_id = 'bob'")
    assert list(gates(cursor)) == ["ada"]


def test_a_match_read_back_is_what_was_computed(
    database: Database, cursor: Cursor, badge: Badge, role: RoleVersion
) -> None:
    badge("cka")
    badge("second")
    badge("tf", skill="terraform")
    refresh(database, as_of=DAY, known_at=AT)
    match = read_match(cursor, current_matches(cursor, "platform")["match_id"][0])
    again = score(role, evidence_in_force(cursor, as_of=DAY), ["ada"], DEFAULT)
    assert match is not None
    assert (match.applicant_id, match.score) == ("ada", again.matches["score"][0])
    assert [line.support for line in match.lines] == again.lines["support"].to_list()
    shares = {c.evidence_id: c.share for line in match.lines for c in line.contributions}
    assert shares == dict(again.contributions.select("evidence_id", "share").rows())
    factors = {c.evidence_id: [f.model_dump() for f in c.factors] for line in match.lines for c in line.contributions}
    assert factors == dict(again.contributions.select("evidence_id", "factors").rows())
    assert read_match(cursor, "unknown") is None
