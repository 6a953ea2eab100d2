"""Scoring: a worked example, the gate, and the properties that make a ranking defensible."""

from collections.abc import Callable, Mapping, Sequence
from math import prod
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from hiring.credibility.policy import DEFAULT, Policy
from hiring.credibility.presets import PRESETS
from hiring.matching.score import Scored, score
from hiring.models.role import RoleVersion

Row = Mapping[str, object]
Frame = Callable[[Sequence[Row]], pl.DataFrame]
EPSILON = 1e-5
# A badge of an issuer that no registry lists, to a name, without level, result or criteria.
UNLISTED: Row = {
    "issuer_iri": "did:key:z6Mk",
    "recognition": "not_registered",
    "achievement_type": "Badge",
    "results": 0,
    "level": None,
    "native_level": None,
    "link": "exact",
    "link_score": None,
    "holder": "name_only",
    "criteria_stated": False,
}


def line(scored: Scored, skill: str = "kubernetes", applicant: str = "ada") -> dict[str, object]:
    (row,) = scored.lines.filter(skill_id=skill, applicant_id=applicant).to_dicts()
    return row


def support(scored: Scored, skill: str = "kubernetes") -> float:
    value = line(scored, skill)["support"]
    assert isinstance(value, float)
    return value


def rows(skill: str = "kubernetes") -> st.SearchStrategy[Row]:
    return st.fixed_dictionaries(
        {
            "skill_id": st.just(skill),
            "level": st.none() | st.integers(1, 5),
            "link": st.sampled_from(["declared", "exact", "alias"]),
            "authenticity": st.sampled_from(["authentic", "undetermined"]),
            "holder": st.sampled_from(["bound", "email_matched", "name_only", "bearer", "mismatch"]),
            "recognition": st.sampled_from(["recognized", "not_registered", "not_checked", "unreachable"]),
            "issuer_iri": st.sampled_from(["did:web:a", "did:web:b"]),
            "results": st.integers(0, 2),
            "evidence_items": st.integers(0, 2),
            "achievement_type": st.none() | st.sampled_from(["Certification", "Badge", "ext:Own", "Membership"]),
            "criteria_stated": st.none() | st.booleans(),
            "currency": st.sampled_from(
                ["current", "unknown", "expired", "suspended", "revoked", "not_yet_valid"],
            ),
            "age_months": st.none() | st.integers(0, 200),
        }
    )


def test_worked_example_by_pocket_calculator(frame: Frame, role: RoleVersion) -> None:
    """One certificate, one year old, and one badge of another issuer that nobody vouches for."""
    scored = score(role, frame([{"age_months": 12}, UNLISTED]), ["ada"], DEFAULT)
    # no evidence attached 0.6; completeness not looked at 0.65, no workload 0.6, no endorsement 0.65
    unsaid = 0.6**0.06 * 0.65**0.04 * 0.6**0.04 * 0.65**0.03
    # rigour 1 - 0.35 x 0.5 = 0.825; recognised 0.95; criteria stated 0.9; nobody rated yet, of a registered issuer 0.7
    certificate = 0.825**0.36 * 0.95**0.32 * 0.9**0.10 * unsaid * 0.7**0.05
    assert certificate == pytest.approx(0.8226, abs=5e-5)
    # 12 months at a half-life of 30: 0.5 ** 0.4 = 0.7579. E-mail, link, level: 1.
    first = certificate * 0.757858
    # rigour 0.3, not listed 0.1, no criteria 0.5, nobody rated 0.5; name only 0.8, exact 0.95, level 2 of 4
    second = 0.3**0.36 * 0.1**0.32 * 0.5**0.10 * unsaid * 0.5**0.05 * 0.8 * 0.95 * 0.5
    assert (first, second) == pytest.approx((0.6234, 0.0980), abs=5e-5)
    expected = 1 - (1 - first) * (1 - second)
    assert support(scored) == pytest.approx(expected, abs=EPSILON)
    # weight 3 of 6; the other lines are not shown
    assert scored.matches["score"].to_list() == pytest.approx([100 * 0.5 * expected], abs=100 * EPSILON)
    assert scored.matches["gate"].to_list() == ["partly"]
    assert [line(scored, s)["gate"] for s in ("kubernetes", "terraform", "python")] == ["met", "not_shown", "not_shown"]


def test_the_documented_example_is_what_is_computed(frame: Frame, role: RoleVersion, root: Path) -> None:
    """`docs/scoring.md` tells the worked example above; its numbers and those of its tables are the policy's."""
    told = (root / "docs" / "scoring.md").read_text(encoding="utf-8")
    scored = score(role, frame([{"age_months": 12}, UNLISTED]), ["ada"], DEFAULT)
    match, kubernetes = scored.matches.to_dicts()[0], line(scored)
    numbers = [f"{kubernetes[part]:.4f}" for part in ("support", "low", "high")]
    numbers += [f"{match[part]:.1f}" for part in ("score", "low", "high")]
    for row in scored.contributions.iter_rows(named=True):
        # Halves are rounded up, as a calculator does.
        numbers += [f"{row[part] + 1e-9:.4f}" for part in ("share", "low", "high")]
        factors = {factor["name"]: factor for factor in row["factors"]}
        powers = {name: factors[name]["value"] ** weight for name, weight in DEFAULT.exponents.items()}
        numbers += [f"{power:.4f}" for power in (*powers.values(), prod(powers.values()))]
        numbers += [f"{factors[name]['value']:g}^{weight:.2f}" for name, weight in DEFAULT.exponents.items()]
    assert [number for number in numbers if number not in told] == []
    assert f"a support of {DEFAULT.must_have_support:g} or more" in told
    unlisted = DEFAULT.recognition["not_registered"]
    assert f"stands at {unlisted.value:g}, between {unlisted.low:g} and {unlisted.high:g}" in told


def test_share_is_the_product_of_its_factors(frame: Frame, role: RoleVersion) -> None:
    scored = score(role, frame([{"age_months": 7}, {"level": None}, {"holder": "bearer"}]), ["ada"], DEFAULT)
    for row in scored.contributions.iter_rows(named=True):
        for whole, part in (("share", "value"), ("low", "low"), ("high", "high")):
            product = 1.0
            for factor in row["factors"]:
                product *= factor[part] ** factor["weight"]
                assert factor["why"]
            assert row[whole] == pytest.approx(product, abs=EPSILON)
    names = [factor["name"] for factor in scored.contributions["factors"][0]]
    assert names == [*sorted(names[:13]), "attainment", "accepted age", "repetition"]
    weights = {f["name"]: f["weight"] for f in scored.contributions["factors"][0]}
    assert sum(weights[name] for name in DEFAULT.exponents) == pytest.approx(1)


@pytest.mark.parametrize(
    ("change", "gate"),
    [
        ({}, "met"),
        ({"level": 5}, "met"),
        ({"level": 3}, "partly"),
        ({"level": None}, "partly"),
        ({"currency": "expired"}, "partly"),
        ({"currency": "unknown"}, "partly"),
        ({"currency": "revoked"}, "not_shown"),
        ({"currency": "suspended"}, "not_shown"),
        ({"authenticity": "undetermined"}, "partly"),
        ({"holder": "mismatch"}, "not_shown"),
        ({"age_months": 60}, "partly"),
    ],
)
def test_gate_of_a_line(frame: Frame, role: RoleVersion, change: Row, gate: str) -> None:
    assert line(score(role, frame([change]), ["ada"], DEFAULT))["gate"] == gate


def test_a_level_that_only_a_doubtful_badge_states_is_not_met_by_good_badges_below_it(
    frame: Frame, role: RoleVersion
) -> None:
    """A mill's level 5 beside an honest level 2 once met a must-have of level 4: neither shows it, nor do both."""
    honest: Row = {"level": 2}
    mill: Row = {
        "issuer_iri": "did:web:mill",
        "recognition": "not_registered",
        "achievement_type": "Badge",
        "results": 0,
        "level": 5,
    }
    for evidence in ([honest], [mill], [honest, mill], [honest, {**honest, "issuer_iri": "did:web:b"}, mill]):
        assert line(score(role, frame(evidence), ["ada"], DEFAULT))["gate"] == "partly"
    assert support(score(role, frame([honest, mill]), ["ada"], DEFAULT)) > DEFAULT.must_have_support


def test_one_person_with_ten_keys_counts_as_one_issuer(frame: Frame, role: RoleVersion) -> None:
    """Whoever signs with ten keys of their own gains no more than by signing ten times with one."""
    own = {"recognition": "not_registered", "level": 5}
    many, one = (
        score(role, frame([{**own, "issuer_iri": f"did:key:{n if keys else 0}"} for n in range(10)]), ["ada"], DEFAULT)
        for keys in (True, False)
    )
    assert support(many) == support(one) < 2 * support(score(role, frame([own]), ["ada"], DEFAULT))
    assert many.matches["high"][0] > one.matches["high"][0]
    vouched = frame([{"issuer_iri": f"did:web:{n}", "age_months": 60} for n in range(3)])
    assert {f["value"] for fs in score(role, vouched, ["ada"], DEFAULT).contributions["factors"] for f in fs[-1:]} == {
        1
    }


def test_gate_of_a_role(frame: Frame, role: RoleVersion) -> None:
    both = [{}, {"skill_id": "terraform"}]
    for evidence, gate in (
        (both, "met"),
        (both[:1], "partly"),
        ([{"skill_id": "python"}], "not_shown"),
        ([], "not_shown"),
    ):
        assert score(role, frame(evidence), ["ada"], DEFAULT).matches["gate"].to_list() == [gate]


def test_assets_never_touch_the_gate(frame: Frame, role: RoleVersion) -> None:
    assets = role.model_copy(
        update={"skills": tuple(s.model_copy(update={"must_have": False}) for s in role.skills)},
    )
    assert score(assets, frame([]), ["ada"], DEFAULT).matches["gate"].to_list() == ["met"]


def test_role_without_lines_scores_nobody(frame: Frame, role: RoleVersion) -> None:
    empty = role.model_copy(update={"skills": ()})
    assert score(empty, frame([{}]), ["ada"], DEFAULT).matches.to_dicts() == [
        {"applicant_id": "ada", "score": 0.0, "low": 0.0, "high": 0.0, "gate": "met"}
    ]


def test_age_that_the_role_accepts(frame: Frame, role: RoleVersion) -> None:
    young, old, undated = ({"skill_id": "terraform", "age_months": age} for age in (24, 25, None))
    gates = [line(score(role, frame([row]), ["ada"], DEFAULT), "terraform")["gate"] for row in (young, old, undated)]
    assert gates == ["met", "not_shown", "partly"]


def test_best_level_is_of_authentic_evidence(frame: Frame, role: RoleVersion) -> None:
    evidence = frame([{"level": 3}, {"level": 5, "authenticity": "undetermined"}, {"level": 5, "currency": "revoked"}])
    assert line(score(role, evidence, ["ada"], DEFAULT))["best_level"] == 3


@given(
    st.sampled_from(sorted(PRESETS)),
    st.sampled_from(["Certification", "CertificateOfCompletion", "Course", "MicroCredential", "License"]),
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from(DEFAULT.repetition.attended)), min_size=1, max_size=10),
    rows(),
)
@settings(max_examples=10, deadline=None)
def test_ten_attendance_badges_never_outrank_one_assessed_certificate(
    frame: Frame, role: RoleVersion, preset: str, kind: str, attended: list[tuple[int, str]], alike: Row
) -> None:
    """Whoever confirms them, in each preset, all else being equal: being there is never worth an examination."""
    common = {**alike, "achievement_type": kind, "results": 1}
    there = [
        {**common, "applicant_id": "bob", "achievement_type": of, "results": 0, "issuer_iri": f"did:web:{issuer}"}
        for issuer, of in attended
    ]
    scored = score(role, frame([common, *there]), ["ada", "bob"], PRESETS[preset].policy)
    ada, bob = scored.matches["score"].to_list()
    assert ada > bob or ada == bob == 0


@given(st.lists(rows(), max_size=6), rows())
@settings(max_examples=10, deadline=None)
def test_more_evidence_never_lowers_support(frame: Frame, role: RoleVersion, some: list[Row], more: Row) -> None:
    before, after = (score(role, frame(e), ["ada"], DEFAULT) for e in (some, [*some, more]))
    assert support(after) >= support(before) - EPSILON


@given(rows(), st.integers(1, 5), st.integers(1, 5))
@settings(max_examples=10, deadline=None)
def test_a_higher_level_never_lowers_support(frame: Frame, role: RoleVersion, row: Row, one: int, other: int) -> None:
    low, high = (support(score(role, frame([{**row, "level": x}]), ["ada"], DEFAULT)) for x in sorted((one, other)))
    assert low <= high


@given(st.lists(rows() | rows("python"), max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_order_changes_nothing(frame: Frame, role: RoleVersion, some: list[Row], random: object) -> None:
    evidence = frame(some)
    shuffled = evidence.sample(fraction=1, shuffle=True, seed=getattr(random, "randrange")(1000))  # noqa: B009
    one, other = (
        score(role, e, people, DEFAULT) for e, people in ((evidence, ["ada", "bob"]), (shuffled, ["bob", "ada"]))
    )
    assert_frame_equal(one.matches, other.matches, abs_tol=0, rel_tol=0)
    assert_frame_equal(one.lines, other.lines, abs_tol=0, rel_tol=0)
    assert_frame_equal(one.contributions, other.contributions, abs_tol=0, rel_tol=0)


@given(st.lists(rows(), max_size=4), rows())
@settings(max_examples=10, deadline=None)
def test_rejected_evidence_contributes_nothing(frame: Frame, role: RoleVersion, some: list[Row], forged: Row) -> None:
    """The store leaves rejected credentials out; a frame that holds one all the same scores as if it did not."""
    clean = score(role, frame(some), ["ada"], DEFAULT)
    dirty = score(role, frame([*some, {**forged, "authenticity": "rejected"}]), ["ada"], DEFAULT)
    assert_frame_equal(clean.matches, dirty.matches, abs_tol=0, rel_tol=0)
    assert_frame_equal(clean.lines, dirty.lines, abs_tol=0, rel_tol=0)
    assert_frame_equal(clean.contributions, dirty.contributions, abs_tol=0, rel_tol=0)


@given(st.lists(rows() | rows("terraform"), max_size=6))
@settings(max_examples=10, deadline=None)
def test_bounds_hold_the_value(frame: Frame, role: RoleVersion, some: list[Row]) -> None:
    scored = score(role, frame(some), ["ada"], DEFAULT)
    for table, value in ((scored.matches, "score"), (scored.lines, "support"), (scored.contributions, "share")):
        inside = (pl.col("low") <= pl.col(value) + EPSILON) & (pl.col(value) <= pl.col("high") + EPSILON)
        assert table.select(inside.all()).item()
        assert table.select(pl.col("low").ge(0).all() & pl.col("high").le(100 if value == "score" else 1).all()).item()
    points = scored.lines["points"].sum()
    assert points == pytest.approx(scored.matches["score"].sum(), abs=EPSILON)


def test_applicants_without_evidence_get_a_row(frame: Frame, role: RoleVersion) -> None:
    scored = score(role, frame([]), ["ada", "bob"], DEFAULT)
    assert scored.matches.select("applicant_id", "score", "gate").rows() == [
        ("ada", 0, "not_shown"),
        ("bob", 0, "not_shown"),
    ]
    assert scored.lines.height == 6


def test_policy_decides(frame: Frame, role: RoleVersion) -> None:
    lenient = Policy(must_have_support=0)
    evidence = frame([{"age_months": 60}])
    assert line(score(role, evidence, ["ada"], lenient))["gate"] == "met"
