"""Every reason for a change in plain words: a clause, and never a code of ours."""

import pytest

from hiring.matching.replay import Reason
from hiring.matching.told import told
from hiring.models.verdict import Authenticity, Currency, Holder, Recognition

VERDICTS = {"authenticity": Authenticity, "currency": Currency, "recognition": Recognition, "holder": Holder}
PAIRS = [
    (code, str(was), str(now)) for code, kind in VERDICTS.items() for was in kind for now in kind if was is not now
]


@pytest.mark.parametrize(("code", "was", "now"), PAIRS)
def test_a_verdict_that_changed_is_told_without_codes(code: str, was: str, now: str) -> None:
    words = told(Reason(code, "c", "SQL", was, now))
    assert "“SQL”" in words
    assert "_" not in words
    assert not words.endswith(".")


@pytest.mark.parametrize("code", ["new_badge", "taken_away", "linked", "rejected", "endorsed", "rated"])
def test_the_rest_is_told_with_and_without_a_name(code: str) -> None:
    assert "badge" in told(Reason(code, "c"))
    assert ("SQL" in told(Reason(code, "c", "SQL"))) is (code != "rejected")


def test_age_is_told_in_months() -> None:
    assert told(Reason("aged", now="1")).endswith("by 1 month")
    assert told(Reason("aged", now="5")).endswith("by 5 months")
