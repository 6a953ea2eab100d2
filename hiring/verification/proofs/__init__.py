"""Proof suites: is this credential what its issuer signed?"""

from functools import cache

from hiring.discovery import discover
from hiring.verification.proofs.base import ProofResult, ProofSuite, ProofTools

__all__ = ["ProofResult", "ProofSuite", "ProofTools", "suites"]


@cache
def suites() -> tuple[ProofSuite, ...]:
    """Every suite that this version knows."""
    return discover(__name__, "SUITE")
