"""The policy: complete, explained, identified by its content, and unable to let a forgery count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from hiring.credibility.grade import Grade
from hiring.credibility.policy import DEFAULT, Policy
from hiring.credibility.weigh import all_factors

ZERO = Grade(value=0, low=0, high=0, why="nothing")


def test_equal_policies_have_equal_ids() -> None:
    assert Policy().id == DEFAULT.id
    assert Policy.model_validate_json(DEFAULT.body) == DEFAULT
    assert Policy.model_validate_json(DEFAULT.body).id == DEFAULT.id
    assert Policy(name="Other").id != DEFAULT.id


def test_weights_of_credibility_add_up_to_one() -> None:
    assert sum(DEFAULT.weight(name) for name in DEFAULT.exponents) == pytest.approx(1)
    assert DEFAULT.weight("authenticity") == 1
    doubled = Policy(exponents={name: 2 * weight for name, weight in DEFAULT.exponents.items()})
    assert [doubled.weight(n) for n in doubled.exponents] == pytest.approx(
        [DEFAULT.weight(n) for n in DEFAULT.exponents]
    )


def test_every_factor_of_credibility_exists() -> None:
    assert set(DEFAULT.exponents) <= {factor.name for factor in all_factors()}


@pytest.mark.parametrize(
    "change",
    [
        {"currency": {"current": ZERO}},
        {"rigour": {"Badge": ZERO}},
        {"authenticity": {**DEFAULT.authenticity, "rejected": Grade(value=0, low=0, high=0.1, why="perhaps")}},
        {"exponents": {}},
        {"exponents": {"rigour": 0}},
        {"recency": {"half_life_months": {"cloud": 12}}},
        {"recency": {"half_life_months": {"*": 0}}},
        {"must_have_support": 1.5},
        {"unknown": 1},
    ],
)
def test_a_policy_with_a_hole_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Policy.model_validate(change)


@given(st.floats(-1, 2), st.floats(-1, 2), st.floats(-1, 2))
def test_bounds_of_a_grade_hold_its_value(low: float, value: float, high: float) -> None:
    if 0 <= low <= value <= high <= 1:
        assert Grade(value=value, low=low, high=high, why="x").value == value
    else:
        with pytest.raises(ValidationError):
            Grade(value=value, low=low, high=high, why="x")


def test_unknown_is_never_zero() -> None:
    unknown = [
        DEFAULT.currency["unknown"],
        DEFAULT.authenticity["undetermined"],
        DEFAULT.rigour[""],
        DEFAULT.rigour["*"],
    ]
    unknown += [DEFAULT.recognition[key] for key in ("not_checked", "unreachable", "not_registered")]
    assert all(grade.value > 0 and grade.high - grade.low >= 0.5 for grade in unknown)
