"""The first few thousand of the million that `make fuzz` tries, and that it would notice."""

import pytest

from hiring.models.verdict import Authenticity
from hiring.verification.verifier import Verifier
from tests.issuer_simulator import IssuerSimulator, badge, canonicaliser, secure
from tests.million import corpus, readings, run, shown, world


@pytest.mark.parametrize("part", range(2))
def test_no_traceback_and_nothing_altered_is_authentic(part: int) -> None:
    tally, failures = run(part * 3_000, 3_000)
    assert not failures, failures[:3]
    # The mutations are neither all harmless nor all fatal.
    assert all(tally[verdict] > 100 for verdict in ("authentic", "rejected", "undetermined", "no credential"))


def test_what_nobody_of_the_bundle_says_would_be_noticed() -> None:
    stranger = IssuerSimulator().key_issuer("stranger")
    content = secure(badge(stranger), stranger)
    ((credential, authenticity, _),) = readings(content, Verifier(world(), canonicaliser()))
    assert authenticity is Authenticity.AUTHENTIC
    assert shown(credential) not in corpus().said
    assert len(corpus().said) > 25
    assert corpus().bound
