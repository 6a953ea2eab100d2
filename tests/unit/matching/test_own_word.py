"""Self-asserted evidence in a score: it counts, opens no gate, and no amount of it outweighs one assessed badge."""

from collections.abc import Callable, Mapping, Sequence

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.credibility.policy import DEFAULT
from hiring.matching.score import Scored, score
from hiring.models.role import RoleVersion

Row = Mapping[str, object]
Frame = Callable[[Sequence[Row]], pl.DataFrame]
# The best that a person can say of themselves: a degree of today, at the level asked, to their own address.
OWN_WORD: Row = {
    "authenticity": "self_asserted",
    "issuer_iri": "urn:credence:self-asserted",
    "recognition": "not_checked",
    "achievement_type": "BachelorDegree",
    "results": 0,
    "level": 5,
    "link": "exact",
    "link_score": None,
    "criteria_stated": False,
}
# An assessed badge whose issuer no registry lists, to a name, a year old: what little one verified badge may be.
ASSESSED: Row = {
    "issuer_iri": "did:web:unlisted",
    "recognition": "not_registered",
    "achievement_type": "Assessment",
    "results": 0,
    "link": "alias",
    "link_score": None,
    "holder": "name_only",
    "criteria_stated": False,
    "age_months": 12,
}

SAID = st.fixed_dictionaries(
    {
        "skill_id": st.sampled_from(["kubernetes", "terraform", "python"]),
        "level": st.none() | st.integers(1, 5),
        "link": st.sampled_from(["exact", "alias"]),
        "holder": st.sampled_from(["bound", "email_matched", "name_only", "bearer", "mismatch"]),
        "achievement_type": st.sampled_from(
            ["BachelorDegree", "License", "ext:Employment", "ext:SkillList", "Certificate"]
        ),
        "currency": st.sampled_from(["current", "unknown", "not_yet_valid"]),
        "age_months": st.none() | st.integers(0, 120),
    }
).map(lambda row: {**OWN_WORD, **row})


def points(scored: Scored) -> float:
    (value,) = scored.matches["score"].to_list()
    return float(value)


def gates(scored: Scored) -> list[str]:
    return [str(gate) for gate in scored.lines["gate"]]


@given(st.lists(SAID, max_size=12))
@settings(max_examples=9, deadline=None)
def test_own_word_alone_shows_nothing(frame: Frame, role: RoleVersion, said: list[Row]) -> None:
    found = score(role, frame(said), ["ada"], DEFAULT)
    assert set(gates(found)) == {"not_shown"}
    assert found.matches["gate"].to_list() == ["not_shown"]
    assert found.lines["best_level"].to_list() == [None] * 3


@given(st.lists(SAID, max_size=8), st.sampled_from([0, 12, 30]), st.sampled_from([1, 3]))
@settings(max_examples=9, deadline=None)
def test_own_word_beside_badges_neither_opens_nor_shuts_a_gate(
    frame: Frame, role: RoleVersion, said: list[Row], age: int, badges: int
) -> None:
    held = [{**ASSESSED, "results": 1, "level": 5, "holder": "bound", "age_months": age} for _ in range(badges)]
    alone, beside = (score(role, frame(rows), ["ada"], DEFAULT) for rows in (held, [*held, *said]))
    assert gates(alone) == gates(beside)
    assert points(beside) >= points(alone)


@pytest.mark.parametrize("skill", ["kubernetes", "python"])
def test_any_number_of_statements_is_less_than_one_assessed_badge(frame: Frame, role: RoleVersion, skill: str) -> None:
    """Also where the badge is for one skill of little weight, and the statements are for all."""
    said = [{**OWN_WORD, "skill_id": line.skill_id} for line in role.skills] * 70
    one = points(score(role, frame([{**ASSESSED, "skill_id": skill}]), ["ada"], DEFAULT))
    many = points(score(role, frame(said), ["ada"], DEFAULT))
    assert 0 < many < one


def test_each_statement_says_what_it_is_in_the_receipt(frame: Frame, role: RoleVersion) -> None:
    found = score(role, frame([OWN_WORD, OWN_WORD]), ["ada"], DEFAULT)
    for factors in found.contributions["factors"]:
        said = {factor["name"]: factor["why"] for factor in factors}
        assert said["authenticity"] == DEFAULT.self_asserted.why
        assert "the applicant says" in said["repetition"]
