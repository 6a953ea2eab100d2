"""Who presented it? A verifiable presentation shows that somebody had a key at some moment, for some verifier.

A proof counts when it was made to authenticate, with a key that the holder's own document lists under
`authentication`, and when it covers everything in the presentation. A Data Integrity proof (Verifiable Credential Data
Integrity 1.0) is checked by the suites that check credentials, a token (VCDM 1.1, section 6.3.1; Securing Verifiable
Credentials using JOSE and COSE, section 3.1.3) by the rules of its own below.

Nothing here says that the credentials in it are authentic: each has its own proof.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hiring.errors import (
    ContentNotCovered,
    CredenceError,
    KeyUnavailable,
    ProofInvalid,
    TooExpensive,
    Unsupported,
    VerificationError,
)
from hiring.models.credential import Credential, Issuer, Presentation
from hiring.settings import MAX_PROOFS
from hiring.verification.canonical.base import Canonicaliser
from hiring.verification.canonical.contexts import CREDENTIALS_V1, CREDENTIALS_V2
from hiring.verification.canonical.coverage import base_context
from hiring.verification.keyring import KeyResolver
from hiring.verification.proofs import suites
from hiring.verification.proofs._jose import Token, numeric_date, require_signature, take_apart
from hiring.verification.proofs.base import ProofTools
from hiring.verification.tolerance import refused_paths

# Presentations whose outcome is remembered: hundreds of credentials may come in one, and files come one by one.
MAX_KEPT = 32
# `typ` of a presentation, in lower case and without `application/`: of VC-JOSE, of its drafts, and the general one.
_TYPES = frozenset({"jwt", "vp+jwt", "vp+ld+jwt", "vp+ld+json+jwt"})
# What a suite or a key resolver says, in the terms of who presents. Their words speak of issuers and badges.
_KEY_CODES = frozenset({"KEY_NOT_AUTHORISED", "ISSUER_MISMATCH", "KEY_KIND_MISMATCH", "KEY_REVOKED", "KEY_EXPIRED"})


@dataclass(frozen=True, slots=True)
class Holding:
    """A presentation that holds: `holder` (a DID) proved its key `method_id`.

    `audience` is the verifier that it was made for (`domain`, or the claim `aud`), `challenge` what that verifier had
    asked to be signed (`challenge`, or the claim `nonce`); without one the same presentation can be shown again.
    """

    holder: str
    method_id: str
    created: datetime | None
    audience: str | None
    challenge: str | None


class PresentationReader:
    """Checks presentations, each once a batch."""

    def __init__(self, keys: KeyResolver, canonicaliser: Canonicaliser) -> None:
        self._keys = keys
        self._canonicaliser = canonicaliser
        self._kept: OrderedDict[tuple[str, datetime], Holding | CredenceError] = OrderedDict()

    def holding(self, presentation: Presentation, as_of: datetime) -> Holding:
        """Return who is shown to have made a presentation.

        Raises:
            ProofInvalid: its proof is wrong, or another's than the holder's (`PRESENTATION_INVALID`,
                `PRESENTATION_KEY`, `PRESENTATION_PURPOSE`, `PRESENTATION_OUT_OF_TIME`).
            ContentNotCovered: something in it is not covered by the proof (`PRESENTATION_NOT_COVERED`).
            KeyUnavailable, Unsupported, TooExpensive: it could not be checked (`PRESENTATION_NOT_CHECKED`), or nobody
                signed it (`PRESENTATION_UNSIGNED`).
        """
        key = (presentation.digest, as_of)
        if key not in self._kept:
            self._kept[key] = self._judge(presentation, as_of)
            while len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
        found = self._kept[key]
        if isinstance(found, CredenceError):
            raise found.with_traceback(None)  # else each asker would add its frames to the kept one
        return found

    def _judge(self, presentation: Presentation, as_of: datetime) -> Holding | CredenceError:
        tools = ProofTools(self._keys, self._canonicaliser, as_of, purpose="authentication")
        try:
            _require_readable(presentation)
            if presentation.jws is not None:
                return _by_token(presentation, presentation.jws, tools)
            return _by_proofs(presentation, tools)
        except CredenceError as error:
            return _in_its_own_terms(error)


def _require_readable(presentation: Presentation) -> None:
    if base_context(presentation.document) not in (CREDENTIALS_V1, CREDENTIALS_V2):
        raise _invalid("It does not begin with the vocabulary of a presentation.")
    if presentation.holder is None and presentation.document.get("holder") is not None:
        raise _invalid("It does not name one holder.")


def _by_proofs(presentation: Presentation, tools: ProofTools) -> Holding:
    """Try every proof: one that holds is enough."""
    stated = presentation.document.get("proof")
    proofs = stated if isinstance(stated, list) else [stated] if stated else []
    if not proofs:
        raise Unsupported("Nobody signed the presentation that it came in.", code="PRESENTATION_UNSIGNED")
    errors = []
    for proof in proofs[:MAX_PROOFS]:
        try:
            return _by_proof(presentation, proof, tools)
        except CredenceError as error:
            errors.append(error)
    raise errors[0]


def _by_proof(presentation: Presentation, proof: Any, tools: ProofTools) -> Holding:
    method_id = proof.get("verificationMethod") if isinstance(proof, dict) else None
    if not isinstance(proof, dict) or not isinstance(method_id, str):
        raise _invalid("Its signature does not name its key.")
    if "previousProof" in proof:
        raise Unsupported("Its signature builds on another.", code="PROOF_CHAIN_UNSUPPORTED")
    signed = _as_signed_by(presentation.holder or method_id.partition("#")[0], presentation)
    suite = next((suite for suite in suites() if suite.handles(signed, proof)), None)
    if suite is None:
        raise Unsupported("The kind of signature is not known to this version.", code="SUITE_UNKNOWN")
    result = suite.verify(signed, proof, tools)
    uncovered = refused_paths(result.uncovered)
    if uncovered:
        raise ContentNotCovered(f"Not covered: {', '.join(path[:80] for path in uncovered[:5])}.")
    audience, challenge = _texts(proof.get("domain")), _texts(proof.get("challenge"))
    return Holding(signed.issuer.id, result.method_id, result.created, audience, challenge)


def _as_signed_by(holder: str, presentation: Presentation) -> Credential:
    """Return a presentation as suites take a document: signed by whom it names, a holder where an issuer stands."""
    return Credential(
        digest=presentation.digest,
        content_key=presentation.digest,
        format="presentation",
        securing=presentation.securing,
        data_model=presentation.data_model,
        id=None,
        types=("VerifiablePresentation",),
        issuer=Issuer(id=holder),
        document=presentation.document,
        jws=presentation.jws,
    )


def _by_token(presentation: Presentation, jws: str, tools: ProofTools) -> Holding:
    if presentation.securing != "jwt":
        raise Unsupported("Presentations with selective disclosure are not read.")
    token = take_apart(jws)
    _require_shape(presentation, token)
    holder = presentation.holder or _kid_owner(token.header)
    for claim, value in (("iss", holder), ("jti", presentation.document.get("id"))):
        if claim in token.claims and token.claims[claim] != value and value is not None:
            raise _invalid(f"The token's {claim!r} and the presentation in it contradict each other.")
    begins, ends = numeric_date(token.claims, "nbf"), numeric_date(token.claims, "exp")
    if (begins is not None and tools.as_of < begins) or (ends is not None and ends <= tools.as_of):
        raise _out_of_time()
    key, created = require_signature(token, _as_signed_by(holder, presentation), tools)
    return Holding(
        holder, key.id, created or begins, _texts(token.claims.get("aud")), _texts(token.claims.get("nonce"))
    )


def _require_shape(presentation: Presentation, token: Token) -> None:
    """A presentation of data model 1.1 stands in the claim `vp`; one that says that it is `vp+jwt` of 2.0 never does.

    Programs that sign as they did for 1.1 write the contexts of 2.0 all the same: a plain `JWT` may hold those in `vp`.
    """
    if (token.kind or "jwt") not in _TYPES:
        raise _invalid("The token says that it is something else than a presentation.")
    wrapped, older = "vp" in token.claims, presentation.data_model == "1.1"
    fits = ("@context" not in token.claims and (older or token.kind in (None, "jwt"))) if wrapped else not older
    if not fits or "vc" in token.claims:
        raise _invalid("The token wraps the presentation otherwise than its data model says.")


def _kid_owner(header: Mapping[str, Any]) -> str:
    kid = header.get("kid")
    if not isinstance(kid, str) or not kid.startswith("did:"):
        raise _invalid("It names no holder.")
    return kid.partition("#")[0]


def _texts(value: Any) -> str | None:
    texts = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str) and item]
    return ", ".join(texts) or None


def _in_its_own_terms(error: CredenceError) -> CredenceError:
    """Return what went wrong as said of a presentation and its holder; what could not be checked stays that."""
    own = error.code.startswith("PRESENTATION_")
    if own:
        return error
    if isinstance(error, ContentNotCovered):
        message = f"The presentation that it came in says more than was signed. {error}"
        return ContentNotCovered(message, code="PRESENTATION_NOT_COVERED")
    if isinstance(error, KeyUnavailable):
        message = "The key document of whoever presented it could not be had, so that they did is not shown."
        return KeyUnavailable(message, code="PRESENTATION_NOT_CHECKED")
    if isinstance(error, Unsupported | TooExpensive):
        message = f"The signature of the presentation that it came in could not be checked ({error.code})."
        return type(error)(message, code="PRESENTATION_NOT_CHECKED")
    if error.code == "PROOF_EXPIRED":
        return _out_of_time()
    if error.code == "PROOF_PURPOSE":
        message = "The presentation that it came in was not signed to show who presents it."
        return ProofInvalid(message, code="PRESENTATION_PURPOSE")
    if error.code in _KEY_CODES:
        message = "The presentation that it came in is signed with a key that is not its holder's for that purpose."
        return ProofInvalid(message, code="PRESENTATION_KEY")
    return _invalid(f"It was altered after it was signed, or its signature is damaged ({error.code}).")


def _invalid(why: str) -> VerificationError:
    return ProofInvalid(f"The presentation that it came in is not in order. {why}", code="PRESENTATION_INVALID")


def _out_of_time() -> VerificationError:
    message = "The presentation that it came in was not in force at the moment judged at."
    return ProofInvalid(message, code="PRESENTATION_OUT_OF_TIME")
