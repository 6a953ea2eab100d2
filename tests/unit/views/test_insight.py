"""What would change a result, what to ask, where else somebody fits, and the graph of their evidence."""

from collections.abc import Iterator

import pytest

from hiring.matching.ways import Effort, ways
from hiring.store.blind import set_blind
from hiring.store.database import MEMORY, Cursor, Database
from hiring.store.evidence import evidence_in_force
from hiring.store.queries.common import dated
from hiring.store.queries.elsewhere import elsewhere
from hiring.store.roles import latest_roles
from hiring.views import applicant, evidence_graph
from hiring.views.providers import policy
from hiring.views.questions import questions
from hiring.views.ways import told
from tests.small_world import AT, fill

ROLE = "platform"


@pytest.fixture(scope="module")
def cursor() -> Iterator[Cursor]:
    with Database(MEMORY, clock=lambda: AT) as database:
        fill(database)
        held = database.cursor()
        dated(held, AT.date())
        yield held
        held.close()


def person(cursor: Cursor, name: str) -> applicant.Applicant:
    ids = dict(applicant.search(cursor, "").select("name", "applicant_id").iter_rows())
    found = applicant.applicant(cursor, ids[name], ROLE)
    assert found is not None
    return found


@pytest.mark.parametrize("name", ["Ada Lovelace", "Grace Hopper", "Mallory"])
def test_each_way_is_scored_and_would_change_something(cursor: Cursor, name: str) -> None:
    (role,) = latest_roles(cursor, [ROLE])
    who = person(cursor, name)
    assert who.match is not None
    evidence = evidence_in_force(cursor, as_of=AT.date(), applicants=[who.id])
    found = ways(role, evidence, who.id, policy(cursor), at_most=9)
    before = who.match["score"]
    for way in found:
        assert way.score == pytest.approx(before + way.gain, abs=1e-4)
        assert way.gain >= 1 or way.gate != who.match["gate"]
        earned = {change.skill_id for change in way.changes if change.effort is Effort.EARN}
        met = {line["skill_id"] for line in who.lines if line["gate"] == "met"}
        assert not earned & met
    if who.match["gate"] != "met":
        # Whoever lacks must-haves can at least earn them, and that is told first.
        assert found[0].gate == "met"
    assert len(told(cursor, who, role, AT.date())) == min(len(found), 3)


def test_questions_say_why_and_must_haves_come_first(cursor: Cursor) -> None:
    who = person(cursor, "Mallory")
    found = questions(who)
    assert found
    must = {line["label"] for line in who.lines if line["must_have"]}
    assert found[0].skill in must
    assert all(one.ask.endswith((".", "?")) and one.why and one.skill in one.ask + one.why for one in found[:3])
    assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)
    assert len(questions(who, at_most=1)) == 1


def test_a_person_is_found_in_all_roles_but_where_they_are_blind() -> None:
    with Database(MEMORY, clock=lambda: AT) as database:
        fill(database)
        cursor = database.cursor()
        who = person(cursor, "Ada Lovelace")
        rows = elsewhere(cursor, who.id)
        assert ROLE in rows["role_id"].to_list()
        (here,) = rows.filter(rows["role_id"] == ROLE).to_dicts()
        assert (here["rank"], here["gate"]) == (1, "met")
        set_blind(cursor, ROLE, on=True, reason="fair", said_by="Bob", at=AT, secret="s")
        assert ROLE not in elsewhere(cursor, who.id)["role_id"].to_list()


def test_the_graph_leads_from_the_person_to_skills_and_withholds_what_was_rejected(cursor: Cursor) -> None:
    who = person(cursor, "Ada Lovelace")
    found = evidence_graph.graph(who)
    assert {node.column for node in found.nodes} == set(range(5))
    assert set(found.nodes[0].badges) == {badge.id for badge in who.badges}
    assert all(found.nodes[end].column - found.nodes[start].column == 1 for start, end in found.edges)
    figure = evidence_graph.drawn(found)
    assert sum(len(trace.customdata) for trace in figure.data if trace.customdata is not None) == len(found.nodes)
    forged = evidence_graph.graph(person(cursor, "Mallory"))
    withheld = {badge.id for badge in person(cursor, "Mallory").badges if badge.withheld}
    assert withheld
    assert not any(set(node.badges) & withheld for node in forged.nodes if node.column > 1)
