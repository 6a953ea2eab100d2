"""Factors of what badges state, who endorses them, and how it went: unknown is in the middle, with wide bounds."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.credibility.policy import DEFAULT, Policy
from hiring.credibility.weigh import all_factors, factors_of, with_factors
from tests.unit.credibility.test_factors import GOOD, SCHEMA

MORE: dict[str, pl.DataType] = {
    "elements": pl.Int32(),
    "hours": pl.Float64(),
    "eqf_level": pl.Int8(),
    "endorsers": pl.Int32(),
    "endorsers_vouched": pl.Int32(),
    "rated": pl.Int32(),
    "rated_well": pl.Int32(),
}
NAMES = ("completeness", "workload", "endorsements", "track record")


def answer(name: str, **row: object) -> dict[str, float]:
    (factor,) = (factor for factor in all_factors() if factor.name == name)
    frame = pl.DataFrame([GOOD | dict.fromkeys(MORE) | row], schema={**SCHEMA, **MORE})
    found: dict[str, float] = with_factors(frame, DEFAULT, [factor])[f"factor:{name}"][0]
    return found


@pytest.mark.parametrize(
    ("name", "row", "value"),
    [
        ("completeness", {}, 0.65),
        ("completeness", {"elements": 0}, 0.4),
        ("completeness", {"elements": 11}, 0.95),
        ("workload", {}, 0.6),
        ("workload", {"hours": 2}, 0.4),
        ("workload", {"hours": 8}, 0.6),
        ("workload", {"hours": 150, "eqf_level": 6}, 1 - 0.1 * 0.7),
        ("endorsements", {}, 0.65),
        ("endorsements", {"endorsers": 2, "endorsers_vouched": 0}, 0.75),
        ("endorsements", {"endorsers": 1, "endorsers_vouched": 1}, 0.95),
        ("track record", {}, 0.7),
        ("track record", {"rated": 10, "rated_well": 10}, 0.85),
        ("track record", {"rated": 10, "rated_well": 0}, 0.35),
    ],
)
def test_answers(name: str, row: dict[str, object], value: float) -> None:
    assert answer(name, **row)["value"] == pytest.approx(value, abs=1e-6)


def test_what_is_unknown_has_wider_bounds_than_what_is_known() -> None:
    for name, known in (
        ("completeness", {"elements": 6}),
        ("workload", {"hours": 20}),
        ("endorsements", {"endorsers": 1, "endorsers_vouched": 1}),
        ("track record", {"rated": 40, "rated_well": 28}),
    ):
        open_, told = answer(name), answer(name, **known)
        assert open_["value"] > 0
        assert open_["high"] - open_["low"] > told["high"] - told["low"]


def test_a_frame_that_does_not_say_is_unknown() -> None:
    frame = pl.DataFrame([GOOD], schema=SCHEMA)
    weighed = with_factors(frame, DEFAULT, all_factors())
    assert weighed["factor:workload"][0]["value"] == DEFAULT.workload["unstated"].value
    assert set(weighed.columns) == {*SCHEMA, *(f"factor:{factor.name}" for factor in all_factors())}


def test_a_policy_of_before_leaves_out_what_it_does_not_name() -> None:
    earlier = Policy(exponents={"rigour": 0.5, "recognition": 0.5})
    left = {factor.name for factor in factors_of(earlier)}
    assert not left & {*NAMES, "criteria", "evidence"}
    assert {"rigour", "recognition", "authenticity", "recency"} <= left
    assert {factor.name for factor in factors_of(DEFAULT)} == {factor.name for factor in all_factors()}


@given(
    st.none() | st.integers(-1, 20),
    st.none() | st.floats(0, 9000),
    st.none() | st.integers(0, 3),
    st.integers(0, 500),
    st.integers(0, 500),
)
@settings(max_examples=40, deadline=None)
def test_each_answer_stands_within_its_bounds(
    elements: int | None, hours: float | None, endorsers: int | None, rated: int, well: int
) -> None:
    row: dict[str, object] = {"elements": elements, "hours": hours, "eqf_level": endorsers, "endorsers": endorsers}
    row |= {"rated": max(rated, well), "rated_well": min(rated, well)}
    for name in NAMES:
        found = answer(name, **row)
        assert 0 <= found["low"] <= found["value"] <= found["high"] <= 1
        assert found["why"]


@given(st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=30, deadline=None)
def test_whom_it_went_well_with_never_lowers_a_track_record(rated: int, well: int) -> None:
    well = min(rated, well)
    before, after = (answer("track record", rated=rated + n, rated_well=well + n) for n in (0, 1))
    assert after["value"] >= before["value"]
