"""What each badge adds: what would be missing without it."""

from collections.abc import Callable, Mapping, Sequence

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.credibility.policy import DEFAULT
from hiring.matching.marginal import marginal
from hiring.matching.score import score
from hiring.models.role import RoleVersion

Row = Mapping[str, object]
Frame = Callable[[Sequence[Row]], pl.DataFrame]
ROWS = st.fixed_dictionaries(
    {
        "skill_id": st.sampled_from(["kubernetes", "python", "welding"]),
        "level": st.none() | st.integers(1, 5),
        "recognition": st.sampled_from(["recognized", "not_registered"]),
        "issuer_iri": st.sampled_from(["did:web:a", "did:web:b"]),
        "achievement_type": st.sampled_from(["Certification", "Membership"]),
        "results": st.integers(0, 1),
        "family": st.sampled_from([None, "one", "two"]),
        "age_months": st.none() | st.integers(0, 90),
    }
)


def points(role: RoleVersion, evidence: pl.DataFrame) -> dict[str, float]:
    lines = score(role, evidence, ["ada"], DEFAULT).lines
    return dict(lines.select("skill_id", "points").iter_rows())


@given(st.lists(ROWS, max_size=6))
@settings(max_examples=5, deadline=None)
def test_it_is_what_is_missing_without_it(frame: Frame, role: RoleVersion, rows: list[Row]) -> None:
    evidence = frame(rows)
    whole = points(role, evidence)
    found = marginal(role, evidence, DEFAULT)
    wanted = evidence.filter(pl.col("skill_id") != "welding")
    assert found["evidence_id"].sort().to_list() == wanted["evidence_id"].sort().to_list()
    for skill, piece, adds in found.iter_rows():
        without = points(role, evidence.filter(pl.col("evidence_id") != piece))
        assert adds == pytest.approx(whole[skill] - without[skill], abs=2e-6)
        assert -2e-6 <= adds <= whole[skill]


@pytest.mark.parametrize(
    "pushed_back",
    [
        # A registry vouched for the issuer when the one was checked, and was not asked yet when the other was.
        {"recognition": "not_registered"},
        # Having been there is one family, whoever confirms it.
        {"recognition": "not_registered", "achievement_type": "Membership", "results": 0, "issuer_iri": "did:web:b"},
    ],
)
def test_no_badge_takes_away_more_than_it_brings(frame: Frame, role: RoleVersion, pushed_back: Row) -> None:
    more = {"family": "one", "results": 0, "issuer_iri": "did:web:a"} | (
        {"achievement_type": "Membership"} if "results" in pushed_back else {}
    )
    rows: list[Row] = [{"issuer_iri": "did:web:a"}, {"issuer_iri": "did:web:a"}, more, {**more, **pushed_back}]
    assert all(adds >= 0 for adds in marginal(role, frame(rows), DEFAULT)["adds"])


def test_a_repetition_adds_less_and_a_copy_of_a_family_nothing(frame: Frame, role: RoleVersion) -> None:
    alone = marginal(role, frame([{}]), DEFAULT)["adds"].to_list()
    assert alone == [pytest.approx(points(role, frame([{}]))["kubernetes"])]
    twice = marginal(role, frame([{}, {"age_months": 1}]), DEFAULT)["adds"].to_list()
    assert all(adds < alone[0] / 2 for adds in twice)
    renewed = marginal(role, frame([{"family": "cka"}, {"family": "cka", "age_months": 30}]), DEFAULT)
    assert renewed["adds"][1] == 0
    assert 0 < renewed["adds"][0] < alone[0]
    assert marginal(role, frame([]), DEFAULT).is_empty()
