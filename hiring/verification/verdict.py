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
    outcomes: dict[str, set[Outcome]] = {name: set() for name in ESTABLISHING}
    for check in checks:
        if check.name in outcomes:
            outcomes[check.name].add(check.outcome)
    if any(Outcome.FAILED in found for found in outcomes.values()):
        return Authenticity.REJECTED
    settled = all(outcomes[name] and outcomes[name] <= GOOD for name in ESTABLISHING if name != "proof")
    passed = all(Outcome.PASSED in outcomes[name] for name in ("structure", "proof", "issuer_binding"))
    return Authenticity.AUTHENTIC if settled and passed else Authenticity.UNDETERMINED


def currency(checks: Iterable[Check], authentic: Authenticity) -> Currency:
    """Return whether the credential is in force."""
    if authentic is Authenticity.REJECTED:
        return Currency.UNKNOWN
    found: set[Currency] = set()
    seen: dict[str, set[Outcome]] = {"dates": set(), "status": set()}
    for check in checks:
        if check.name not in seen:
            continue
        seen[check.name].add(check.outcome)
        meanings = OUTSIDE_DATES if check.name == "dates" else WITHDRAWN
        if check.outcome is Outcome.FAILED and check.reason in meanings:
            found.add(meanings[check.reason])
        elif check.outcome not in GOOD:
            found.add(Currency.UNKNOWN)
    if not all(seen.values()):
        found.add(Currency.UNKNOWN)
    return min(found, key=PRECEDENCE.index, default=Currency.CURRENT)


def holder(checks: Iterable[Check]) -> Holder:
    """Return how far the credential is tied to who shows it; the last check of the holder decides."""
    answer = Holder.BEARER
    for check in checks:
        if check.name == "holder":
            answer = HOLDERS.get(check.reason, Holder.BEARER)
    return answer
