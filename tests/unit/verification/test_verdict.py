"""Checks to answers, over every combination that matters."""

from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.models.verdict import Authenticity, Check, Currency, Holder, Outcome
from hiring.verification import verdict

AT = datetime(2026, 6, 1, tzinfo=UTC)
BETTER = {Outcome.PASSED: 2, Outcome.WARNING: 2, Outcome.NOT_RUN: 1, Outcome.UNREACHABLE: 1, Outcome.FAILED: 0}


def check(name: str, outcome: Outcome, reason: str = "ANY") -> Check:
    return Check(name=name, outcome=outcome, reason=reason, detail="", at=AT)


def establishing(*outcomes: Outcome) -> list[Check]:
    return [check(name, outcome) for name, outcome in zip(verdict.ESTABLISHING, outcomes, strict=True)]


@pytest.mark.parametrize("outcomes", list(product(Outcome, repeat=4)))
def test_authenticity_of_every_combination(outcomes: tuple[Outcome, ...]) -> None:
    found = verdict.authenticity(establishing(*outcomes))
    structure, proof, binding, content = outcomes
    if Outcome.FAILED in outcomes:
        assert found is Authenticity.REJECTED
    elif structure == proof == binding == Outcome.PASSED and content in verdict.GOOD:
        assert found is Authenticity.AUTHENTIC
    else:
        assert found is Authenticity.UNDETERMINED


@pytest.mark.parametrize("missing", verdict.ESTABLISHING)
def test_a_step_that_was_left_out_is_no_pass(missing: str) -> None:
    checks = [c for c in establishing(*[Outcome.PASSED] * 4) if c.name != missing]
    assert verdict.authenticity(checks) is Authenticity.UNDETERMINED
    assert verdict.authenticity([]) is Authenticity.UNDETERMINED


@given(
    st.lists(
        st.builds(check, st.sampled_from([*verdict.ESTABLISHING, "dates", "other"]), st.sampled_from(Outcome)),
        max_size=12,
    ),
    st.data(),
)
def test_order_does_not_matter_and_only_the_four_steps_count(checks: list[Check], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(checks))
    assert verdict.authenticity(checks) is verdict.authenticity(shuffled)
    relevant = [c for c in checks if c.name in verdict.ESTABLISHING]
    assert verdict.authenticity(relevant) is verdict.authenticity(checks)
    if any(c.outcome is Outcome.FAILED for c in relevant):
        assert verdict.authenticity(checks) is Authenticity.REJECTED


DATES = [
    (Outcome.PASSED, "WITHIN_DATES", None),
    (Outcome.FAILED, "EXPIRED", Currency.EXPIRED),
    (Outcome.FAILED, "NOT_YET_VALID", Currency.NOT_YET_VALID),
    (Outcome.NOT_RUN, "INTERNAL_ERROR", Currency.UNKNOWN),
]
STATUSES = [
    (Outcome.PASSED, "STATUS_CLEAR", None),
    (Outcome.PASSED, "NO_STATUS", None),
    (Outcome.WARNING, "STATUS_LIST_SHORT", None),
    (Outcome.FAILED, "REVOKED", Currency.REVOKED),
    (Outcome.FAILED, "SUSPENDED", Currency.SUSPENDED),
    (Outcome.FAILED, "STATUS_LIST_REJECTED", Currency.UNKNOWN),
    (Outcome.UNREACHABLE, "STATUS_UNREACHABLE", Currency.UNKNOWN),
    (Outcome.NOT_RUN, "STATUS_TYPE_UNKNOWN", Currency.UNKNOWN),
    # A code that means withdrawal counts only where the check failed.
    (Outcome.UNREACHABLE, "REVOKED", Currency.UNKNOWN),
]


@pytest.mark.parametrize(("dates", "first", "second"), list(product(DATES, STATUSES, STATUSES)))
def test_currency_takes_the_first_in_precedence(
    dates: tuple[Outcome, str, Currency | None],
    first: tuple[Outcome, str, Currency | None],
    second: tuple[Outcome, str, Currency | None],
) -> None:
    checks = [check("dates", *dates[:2]), check("status", *first[:2]), check("status", *second[:2])]
    precedence = list(Currency)
    said = [currency for _, _, currency in (dates, first, second) if currency is not None]
    expected = min(said, key=precedence.index, default=Currency.CURRENT)
    for authentic in (Authenticity.AUTHENTIC, Authenticity.UNDETERMINED):
        assert verdict.currency(checks, authentic) is expected
        assert verdict.currency(checks[::-1], authentic) is expected
    assert verdict.currency(checks, Authenticity.REJECTED) is Currency.UNKNOWN


def test_precedence_is_that_of_the_contract() -> None:
    assert [c.value for c in Currency] == ["revoked", "suspended", "expired", "not_yet_valid", "unknown", "current"]


@pytest.mark.parametrize("checks", [[], [check("dates", Outcome.PASSED)], [check("status", Outcome.PASSED)]])
def test_dates_or_status_not_looked_at_is_unknown(checks: list[Check]) -> None:
    assert verdict.currency(checks, Authenticity.AUTHENTIC) is Currency.UNKNOWN


def test_holder_is_what_the_last_check_says() -> None:
    assert verdict.holder([]) is Holder.BEARER
    for reason, expected in verdict.HOLDERS.items():
        assert (
            verdict.holder([check("holder", Outcome.NOT_RUN, "HASH_UNKNOWN"), check("holder", Outcome.PASSED, reason)])
            is expected
        )
    assert verdict.holder([check("holder", Outcome.NOT_RUN, "INTERNAL_ERROR")]) is Holder.BEARER
