"""One model: the ranking from the layout, the receipt's score and the plain definition are the same numbers."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.credibility.policy import DEFAULT, Policy
from hiring.matching.layout import ranking
from hiring.matching.score import score
from hiring.matching.weighing import weigh
from hiring.models.match import Gate
from hiring.models.role import RoleVersion
from hiring.store.database import MEMORY, Cursor, Database
from hiring.store.weighed import COLUMNS, replace_weighed
from tests.unit.matching.plain_model import plain

Row = Mapping[str, object]
Frame = Callable[[Sequence[Row]], pl.DataFrame]

PEOPLE = ["ada", "bob", "cyd"]
ROWS = st.fixed_dictionaries(
    {
        "applicant_id": st.sampled_from(PEOPLE),
        "skill_id": st.sampled_from(["kubernetes", "terraform", "python", "welding"]),
        "level": st.none() | st.integers(1, 5),
        "link": st.sampled_from(["declared", "exact", "alias"]),
        "authenticity": st.sampled_from(["authentic", "authentic", "undetermined", "self_asserted", "rejected"]),
        "holder": st.sampled_from(["bound", "email_matched", "name_only", "mismatch"]),
        "recognition": st.sampled_from(["recognized", "not_registered", "not_checked"]),
        "issuer_iri": st.sampled_from(["did:web:a", "did:web:b"]),
        "family": st.none() | st.sampled_from(["x", "y"]),
        "results": st.integers(0, 1),
        "achievement_type": st.sampled_from(["Certification", "Membership"]),
        "currency": st.sampled_from(["current", "current", "unknown", "expired", "revoked"]),
        "age_months": st.none() | st.integers(0, 60),
    }
)


@pytest.fixture(scope="module")
def cursor() -> Iterator[Cursor]:
    with Database(MEMORY) as database:
        yield database.cursor()


def laid_out(cursor: Cursor, evidence: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    weighed = weigh(evidence, policy)
    people = pl.DataFrame({"applicant_id": PEOPLE, "inputs": "x"})
    piece = pl.col("evidence_id").rank("dense").over("applicant_id").cast(pl.Int32).alias("piece")
    replace_weighed(cursor, people, weighed.with_columns(piece).select(COLUMNS))
    return weighed


@given(st.lists(ROWS, max_size=24), st.sampled_from([0.0, 0.5, 0.8, 1.0]))
@settings(max_examples=10, deadline=None)
def test_ranking_receipt_and_plain_definition_agree(
    frame: Frame, role: RoleVersion, cursor: Cursor, rows: list[Row], discount: float
) -> None:
    policy = DEFAULT.model_copy(update={"repetition": DEFAULT.repetition.model_copy(update={"discount": discount})})
    evidence = frame(rows)
    weighed = laid_out(cursor, evidence, policy)
    found = ranking(cursor, role, policy, limit=10, people=len(PEOPLE))
    scored = score(role, evidence, PEOPLE, policy)
    shown = weighed.filter(pl.col("skill_id") != "welding")["applicant_id"].unique().to_list()
    order = {gate: place for place, gate in enumerate(("met", "partly", "not_shown"))}
    assert found.best.rows() == sorted(found.best.rows(), key=lambda row: (order[row[4]], -row[1], row[0])), (
        "no score lifts anybody over a gate"
    )
    ranked = found.best.sort("applicant_id")
    assert ranked.rows() == scored.matches.filter(pl.col("applicant_id").is_in(shown)).rows()
    assert {gate: count for gate, count in found.gates.items() if count} == {
        Gate(gate): count for gate, count in scored.matches["gate"].value_counts().rows()
    }
    for match in scored.matches.iter_rows(named=True):
        own = weighed.filter(applicant_id=match["applicant_id"]).to_dicts()
        slow = plain(role, own, policy)
        assert [match[part] for part in ("score", "low", "high")] == pytest.approx(
            [slow.score, slow.low, slow.high], abs=1e-9
        )
        lines = scored.lines.filter(applicant_id=match["applicant_id"])
        assert dict(lines.select("skill_id", "support").rows()) == pytest.approx(slow.support, abs=1e-9)
        assert lines.filter(gate="met")["skill_id"].is_in(["kubernetes", "terraform"]).sum() == slow.met


def test_ranked_best_first_and_equal_scores_by_id(frame: Frame, role: RoleVersion, cursor: Cursor) -> None:
    laid_out(cursor, frame([{"applicant_id": who} for who in ("cyd", "bob")]), DEFAULT)
    found = ranking(cursor, role, DEFAULT, limit=1, people=5)
    assert found.best["applicant_id"].to_list() == ["bob"]
    assert found.gates == {Gate.MET: 0, Gate.PARTLY: 2, Gate.NOT_SHOWN: 3}
    laid_out(cursor, frame([]), DEFAULT)
    assert ranking(cursor, role, DEFAULT, limit=9, people=5).best.is_empty()
    nothing = role.model_copy(update={"skills": ()})
    assert ranking(cursor, nothing, DEFAULT, limit=9, people=5).gates[Gate.MET] == 5


@given(st.lists(ROWS, max_size=8), ROWS)
@settings(max_examples=10, deadline=None)
def test_more_evidence_never_closes_a_gate(frame: Frame, role: RoleVersion, some: list[Row], more: Row) -> None:
    order = {"not_shown": 0, "partly": 1, "met": 2}
    before, after = (
        [
            order[gate]
            for gate in score(role, frame([{**row, "applicant_id": "ada"} for row in rows]), ["ada"], DEFAULT).lines[
                "gate"
            ]
        ]
        for rows in (some, [*some, more])
    )
    assert all(was <= now for was, now in zip(before, after, strict=True))


@given(st.lists(ROWS, min_size=1, max_size=6), st.integers(1, 5))
@settings(max_examples=8, deadline=None)
def test_a_family_counts_once(frame: Frame, role: RoleVersion, rows: list[Row], times: int) -> None:
    """An achievement issued again and again is worth what it is worth once."""
    same = [{**row, "applicant_id": "ada", "family": "x", "issuer_iri": "did:web:a"} for row in rows]
    once, again = (score(role, frame(held), ["ada"], DEFAULT).matches["score"][0] for held in (same, same * times))
    assert math.isclose(once, again, abs_tol=1e-9)
