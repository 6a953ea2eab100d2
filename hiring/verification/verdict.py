"""From checks to answers. Pure: the same checks give the same answers, and no check is looked at twice.

Authenticity: *rejected* if anything of structure, proof, issuer binding or content failed; *authentic* only if each of
the four has passed and nothing of them was left open (beside a proof that verifies, others may be left open);
*undetermined* otherwise.

Currency: revoked, suspended, expired, not yet valid, unknown, current, in this order of precedence. *Current* needs
dates that passed and a status every entry of which was read. Of a rejected credential nothing is known.
"""

from collections.abc import Iterable

from hiring.models.verdict import Authenticity, Check, Currency, Holder, Outcome

ESTABLISHING = ("structure", "proof", "issuer_binding", "content")
_MUST_PASS = frozenset({"structure", "proof", "issuer_binding"})
_MUST_SETTLE = frozenset(ESTABLISHING)
_MAY_STAY_OPEN = frozenset({"proof"})
_IN_FORCE = frozenset({"dates", "status"})
# Where a warning stands for a pass: something is odd, and what matters was nevertheless found in order.
GOOD = frozenset({Outcome.PASSED, Outcome.WARNING})

WITHDRAWN = {"REVOKED": Currency.REVOKED, "SUSPENDED": Currency.SUSPENDED}
OUTSIDE_DATES = {"EXPIRED": Currency.EXPIRED, "NOT_YET_VALID": Currency.NOT_YET_VALID}
PRECEDENCE = tuple(Currency)

HOLDERS = {
    "HOLDER_PROVEN": Holder.BOUND,
    "EMAIL_MATCHED": Holder.EMAIL_MATCHED,
    "EMAIL_DIFFERS": Holder.MISMATCH,
    "NAME_DIFFERS": Holder.MISMATCH,
    "NAME_MATCHED": Holder.NAME_ONLY,
    "NAME_SIMILAR": Holder.NAME_ONLY,
    "NAME_NOT_COMPARED": Holder.NAME_ONLY,
}


def authenticity(checks: Iterable[Check]) -> Authenticity:
    """Return whether the credential is what its issuer signed."""
    passed: set[str] = set()
    settled: set[str] = set()
    left_open: set[str] = set()
    for check in checks:
        name, outcome = check.name, check.outcome
        if name not in ESTABLISHING:
            continue
        if outcome is Outcome.FAILED:
            return Authenticity.REJECTED
        if outcome is Outcome.PASSED:
            passed.add(name)
        (settled if outcome in GOOD else left_open).add(name)
    if left_open <= _MAY_STAY_OPEN and passed >= _MUST_PASS and settled >= _MUST_SETTLE:
        return Authenticity.AUTHENTIC
    return Authenticity.UNDETERMINED


def currency(checks: Iterable[Check], authentic: Authenticity) -> Currency:
    """Return whether the credential is in force."""
    if authentic is Authenticity.REJECTED:
        return Currency.UNKNOWN
    found: set[Currency] = set()
    seen: set[str] = set()
    for check in checks:
        name, outcome = check.name, check.outcome
        if name not in _IN_FORCE:
            continue
        seen.add(name)
        if outcome in GOOD:
            continue
        meanings = OUTSIDE_DATES if name == "dates" else WITHDRAWN
        said = meanings.get(check.reason) if outcome is Outcome.FAILED else None
        found.add(said or Currency.UNKNOWN)
    if len(seen) < len(_IN_FORCE):
        found.add(Currency.UNKNOWN)
    return min(found, key=PRECEDENCE.index, default=Currency.CURRENT)


def holder(checks: Iterable[Check]) -> Holder:
    """Return how far the credential is tied to who shows it; the last check of the holder decides."""
    answer = Holder.BEARER
    for check in checks:
        if check.name == "holder":
            answer = HOLDERS.get(check.reason, Holder.BEARER)
    return answer
