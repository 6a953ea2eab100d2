"""Factors: each answers for a whole frame, within its bounds, with words; and issuers summed up."""

from collections.abc import Mapping

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.credibility.policy import DEFAULT
from hiring.credibility.provider import summarise
from hiring.credibility.weigh import all_factors, with_factors

SCHEMA = {
    "issuer_iri": pl.String(),
    "authenticity": pl.String(),
    "currency": pl.String(),
    "holder": pl.String(),
    "recognition": pl.String(),
    "achievement_type": pl.String(),
    "results": pl.Int32(),
    "evidence_items": pl.Int32(),
    "criteria_stated": pl.Boolean(),
    "age_months": pl.Int32(),
    "cluster": pl.String(),
    "link": pl.String(),
    "link_score": pl.Float64(),
}
GOOD: dict[str, object] = {
    "issuer_iri": "did:web:good",
    "authenticity": "authentic",
    "currency": "current",
    "holder": "bound",
    "recognition": "recognized",
    "achievement_type": "Certification",
    "results": 1,
    "evidence_items": 1,
    "criteria_stated": True,
    "age_months": 30,
    "cluster": "cloud",
    "link": "declared",
    "link_score": None,
}


def frame(*rows: Mapping[str, object]) -> pl.DataFrame:
    return pl.DataFrame([GOOD | dict(row) for row in rows], schema=SCHEMA)


def answer(name: str, **row: object) -> dict[str, object]:
    (factor,) = (factor for factor in all_factors() if factor.name == name)
    found = with_factors(frame(row), DEFAULT, [factor])[f"factor:{name}"][0]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("name", "row", "value"),
    [
        ("recency", {}, 0.5),
        ("recency", {"age_months": 0}, 1.0),
        ("recency", {"age_months": None}, 0.5),
        ("recency", {"cluster": "nobody's", "age_months": 48}, 0.5),
        ("rigour", {}, 0.825),
        ("rigour", {"results": 0}, 0.65),
        ("rigour", {"achievement_type": None, "results": 0}, 0.3),
        ("rigour", {"achievement_type": "ext:Own", "results": 0}, 0.3),
        ("criteria", {"criteria_stated": None}, 0.5),
        ("evidence", {"evidence_items": 0}, 0.6),
        ("authenticity", {"authenticity": "rejected"}, 0.0),
        ("currency", {"currency": "expired"}, 0.5),
        ("holder", {"holder": "mismatch"}, 0.0),
    ],
)
def test_answers(name: str, row: dict[str, object], value: float) -> None:
    assert answer(name, **row)["value"] == pytest.approx(value)


def test_words_say_what_was_found() -> None:
    assert answer("recency", age_months=7)["why"] == "7 months old; counts half after 30 months."
    assert answer("recency", age_months=None)["why"] == DEFAULT.recency.undated.why
    assert "a result is recorded" in str(answer("rigour")["why"])


def test_a_verdict_that_the_policy_does_not_know_is_not_passed_over() -> None:
    with pytest.raises(pl.exceptions.InvalidOperationError):
        answer("authenticity", authenticity="probably")


@given(
    st.none() | st.integers(0, 1200),
    st.sampled_from(sorted(DEFAULT.rigour)),
    st.integers(0, 3),
    st.sampled_from(sorted(DEFAULT.holder)),
    st.sampled_from(sorted(DEFAULT.recognition)),
)
@settings(max_examples=60, deadline=None)
def test_every_answer_stands_within_its_bounds(
    age: int | None, kind: str, results: int, holder: str, known: str
) -> None:
    row = {"age_months": age, "achievement_type": kind, "results": results, "holder": holder, "recognition": known}
    weighed = with_factors(frame(row), DEFAULT, all_factors())
    for factor in all_factors():
        found = weighed[f"factor:{factor.name}"][0]
        assert 0 <= found["low"] <= found["value"] <= found["high"] <= 1
        assert found["why"]


@given(st.integers(0, 600), st.integers(0, 600))
@settings(max_examples=40, deadline=None)
def test_older_never_counts_more(one: int, other: int) -> None:
    young, old = (answer("recency", age_months=age) for age in sorted((one, other)))
    for part in ("value", "low", "high"):
        assert float(str(young[part])) >= float(str(old[part]))


def test_issuers_are_summed_up_over_their_authentic_badges() -> None:
    mill = {"issuer_iri": "did:key:mill", "recognition": "not_registered", "achievement_type": "Badge", "results": 0}
    claimed = {"issuer_iri": "did:web:good", "authenticity": "rejected", "recognition": "not_checked"}
    silent = {"issuer_iri": "did:web:silent", "authenticity": "undetermined"}
    good, poor, none = summarise(frame({}, {}, claimed, mill, silent), DEFAULT).to_dicts()
    assert (good["badges"], good["authentic"], good["rejected"]) == (3, 2, 1)
    unsaid = 0.65**0.04 * 0.6**0.04 * 0.65**0.03 * 0.7**0.05
    assert good["credibility"] == pytest.approx(0.825**0.36 * 0.95**0.32 * 0.9**0.10 * 0.9**0.06 * unsaid, abs=1e-5)
    assert good["low"] <= good["credibility"] <= good["high"]
    assert good["recognition"] == 0.95
    assert poor["credibility"] < 0.5 < good["credibility"]
    assert len(good["why"]) == len(DEFAULT.exponents)
    lowest_first = [DEFAULT.recognition["not_registered"].why, DEFAULT.rigour["Badge"].why]
    assert poor["why"][:2] == lowest_first
    assert (none["issuer_iri"], none["credibility"], none["undetermined"], none["why"]) == (
        "did:web:silent",
        None,
        1,
        [],
    )


def test_no_badges_no_issuers() -> None:
    assert summarise(frame(), DEFAULT).is_empty()
