"""What applicants say of themselves: a small share with its own reason, apart from what could not be checked."""

import polars as pl
import pytest
from pydantic import ValidationError

from hiring.credibility.grade import Grade
from hiring.credibility.policy import DEFAULT, SELF_ASSERTED, Policy
from hiring.credibility.weigh import all_factors, with_factors
from tests.unit.matching.conftest import CERTIFICATE, SCHEMA


def grade(verdict: str, policy: Policy = DEFAULT) -> dict[str, object]:
    (factor,) = (factor for factor in all_factors() if factor.name == "authenticity")
    frame = pl.DataFrame([{**CERTIFICATE, "authenticity": verdict}], schema=SCHEMA)
    found = with_factors(frame, policy, [factor])["factor:authenticity"][0]
    assert isinstance(found, dict)
    return found


def test_it_weighs_a_little_for_a_reason_of_its_own() -> None:
    own, unchecked = grade(SELF_ASSERTED), grade("undetermined")
    assert 0 < float(str(own["value"])) < float(str(unchecked["value"]))
    assert "own word" in str(own["why"])
    assert own["why"] != unchecked["why"]


def test_how_little_is_a_matter_of_policy() -> None:
    nothing = Policy(self_asserted=Grade(value=0, low=0, high=0, why="Not here."))
    assert grade(SELF_ASSERTED, nothing)["value"] == 0
    assert nothing.id != DEFAULT.id
    with pytest.raises(ValidationError):
        Policy.model_validate({"self_asserted": {"value": 2}})


def test_a_policy_of_before_is_completed() -> None:
    stored = DEFAULT.model_dump(mode="json")
    del stored["self_asserted"]
    assert Policy.model_validate(stored).self_asserted == DEFAULT.self_asserted
