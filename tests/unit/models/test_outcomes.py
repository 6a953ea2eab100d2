"""The one outcome of a file: not checked never reads like passed."""

from datetime import UTC, datetime
from itertools import product

import pytest

from hiring.models import outcomes
from hiring.models.verdict import Authenticity, Check, Currency, Holder, Outcome, Recognition, Verification

AT = datetime(2026, 6, 1, tzinfo=UTC)


def found(
    authenticity: Authenticity = Authenticity.AUTHENTIC,
    currency: Currency = Currency.CURRENT,
    holder: Holder = Holder.EMAIL_MATCHED,
    checks: tuple[Check, ...] = (),
) -> Verification:
    return Verification(
        credential_digest="c",
        authenticity=authenticity,
        currency=currency,
        holder=holder,
        recognition=Recognition.NOT_CHECKED,
        checks=checks,
        as_of=AT,
    )


def check(outcome: Outcome, detail: str) -> Check:
    return Check(name="proof", outcome=outcome, reason="R", detail=detail, at=AT)


def test_only_authentic_current_and_not_somebody_elses_reads_as_such() -> None:
    for answers in product(Authenticity, Currency, Holder):
        code = outcomes.of_verification(found(*answers)).code
        right = answers[:2] == (Authenticity.AUTHENTIC, Currency.CURRENT) and answers[2] is not Holder.MISMATCH
        assert (code == "AUTHENTIC_CURRENT") == right, answers


@pytest.mark.parametrize(
    ("verification", "code"),
    [
        (found(Authenticity.REJECTED, Currency.REVOKED, Holder.MISMATCH), "REJECTED"),
        (found(Authenticity.UNDETERMINED, Currency.EXPIRED, Holder.MISMATCH), "UNDETERMINED"),
        (found(Authenticity.UNDETERMINED, Currency.REVOKED), "REVOKED"),
        (found(holder=Holder.MISMATCH, currency=Currency.EXPIRED), "WRONG_HOLDER"),
        (found(currency=Currency.REVOKED), "REVOKED"),
        (found(currency=Currency.SUSPENDED), "SUSPENDED"),
        (found(currency=Currency.EXPIRED), "EXPIRED"),
        (found(currency=Currency.NOT_YET_VALID), "NOT_YET_VALID"),
        (found(currency=Currency.UNKNOWN), "STATUS_UNKNOWN"),
    ],
)
def test_authenticity_is_asked_before_holder_before_currency(verification: Verification, code: str) -> None:
    words = outcomes.of_verification(verification)
    assert words.code == code
    assert words.message
    assert words.next_step


def test_why_is_told_by_the_check_that_decided() -> None:
    checks = (
        check(Outcome.PASSED, "fine"),
        check(Outcome.NOT_RUN, "the suite is not known"),
        check(Outcome.FAILED, "the signature does not fit"),
        check(Outcome.UNREACHABLE, "the status list gave no answer"),
    )
    assert outcomes.of_verification(found(Authenticity.REJECTED, checks=checks)).message.endswith("does not fit")
    assert outcomes.of_verification(found(Authenticity.UNDETERMINED, checks=checks)).message.endswith("is not known")
    assert "does not" not in outcomes.of_verification(found(checks=checks)).message


def test_every_verdict_has_words() -> None:
    codes = {outcomes.of_verification(found(*answers)).code for answers in product(Authenticity, Currency, Holder)}
    assert codes | {"UNSIGNED", "SELF_ASSERTED"} == set(outcomes.VERDICT_OUTCOMES)


def test_what_nobody_signed_is_not_called_tampered() -> None:
    missing = Check(name="proof", outcome=Outcome.FAILED, reason="PROOF_MISSING", detail="Nothing is signed.", at=AT)
    words = outcomes.of_verification(found(Authenticity.REJECTED, checks=(missing,)))
    assert words.code == "UNSIGNED"
    assert words.code in outcomes.WITHHELD
    assert "signed" in words.message
