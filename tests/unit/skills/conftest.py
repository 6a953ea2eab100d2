"""A credential to link, made as a test wants it."""

from collections.abc import Callable

import pytest

from hiring.models.credential import Achievement, Credential, Issuer, Result

Make = Callable[..., Credential]


@pytest.fixture(scope="session")
def make() -> Make:
    """Return a maker of credentials: an achievement, and the results that the holder reached."""

    def build(achievement: Achievement | None, *results: Result, digest: str = "d" * 64) -> Credential:
        return Credential(
            digest=digest,
            content_key="c" * 64,
            format="ob3",
            securing="data-integrity",
            data_model="2.0",
            id="urn:uuid:1",
            types=("VerifiableCredential", "OpenBadgeCredential"),
            issuer=Issuer(id="did:key:z6Mk"),
            achievement=achievement,
            results=results,
            document={},
        )

    return build
