"""Verifiable presentations (https://www.w3.org/TR/vc-data-model-2.0/#verifiable-presentations), of 1.1 and of 2.0.

As a token, one of data model 1.1 stands in the claim `vp`, and `iss` stands for its holder (VCDM 1.1, section 6.3.1);
one of 2.0 is the token's payload (https://www.w3.org/TR/vc-jose-cose/, section 3.1.3).
"""

from functools import lru_cache
from typing import Any

from hiring.errors import NotACredential
from hiring.formats._envelope import CONTEXT_1_1, CONTEXT_2_0
from hiring.formats._presented import open_payload
from hiring.formats._shapes import strings
from hiring.formats.base import Presented
from hiring.models.credential import DataModel, Presentation

TYPE = "VerifiablePresentation"


def presentation_in(presented: Presented) -> dict[str, Any] | None:
    """Return the presentation that was presented, or `None` if it is something else."""
    document = presented.document
    types = strings(document.get("type"))
    if "VerifiableCredential" in types:
        return None
    if TYPE in types:
        return document
    wrapped = document.get("vp")
    return wrapped if presented.jws is not None and isinstance(wrapped, dict) else None


# Hundreds of credentials may come in one presentation: it is opened once for all of them.
@lru_cache(maxsize=2)
def read_presentation(payload: bytes) -> Presentation:
    """Return the presentation that a payload holds. Nothing of it is verified here.

    Raises:
        NotACredential: it holds something else.
        MalformedError, LimitExceeded: it cannot be opened.
    """
    presented = open_payload(payload)
    document = presentation_in(presented)
    if document is None:
        raise NotACredential("This is no verifiable presentation.")
    stated = document.get("holder")
    holder = stated.get("id") if isinstance(stated, dict) else stated
    if holder is None and presented.claims is not None:
        holder = presented.claims.get("iss")
    return Presentation(
        digest=presented.digest,
        securing=presented.securing,
        data_model=_data_model(document, wrapped=document is not presented.document),
        holder=holder if isinstance(holder, str) else None,
        document=document,
        jws=presented.jws,
    )


def _data_model(document: dict[str, Any], *, wrapped: bool) -> DataModel:
    """By its first context; where that is none of either, by how it is written."""
    context = document.get("@context")
    first = context[0] if isinstance(context, list) and context else context
    if first in (CONTEXT_1_1, CONTEXT_2_0):
        return "1.1" if first == CONTEXT_1_1 else "2.0"
    return "1.1" if wrapped else "2.0"
