"""Signed badges, and the tools to check them with."""

from pathlib import Path

import pytest

from hiring.network.base import Fetcher
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.issuing import SigningKey
from hiring.verification.keyring import KeyResolver
from hiring.verification.proofs import ProofTools
from tests.unit.verification.issuers import AS_OF, MemoryFetcher


@pytest.fixture(scope="session")
def canonicaliser() -> ReferenceCanonicaliser:
    return ReferenceCanonicaliser()


@pytest.fixture(scope="session")
def rsa_key(root: Path) -> SigningKey:
    return SigningKey.from_pem((root / "tests/assets/keys/rsa-2048-for-tests-only.pem").read_bytes())


@pytest.fixture
def tools(canonicaliser: ReferenceCanonicaliser) -> ProofTools:
    """Without a network: did:key issuers only."""
    return tools_with(canonicaliser, MemoryFetcher())


def tools_with(canonicaliser: ReferenceCanonicaliser, fetcher: Fetcher) -> ProofTools:
    return ProofTools(KeyResolver(fetcher), canonicaliser, AS_OF)
