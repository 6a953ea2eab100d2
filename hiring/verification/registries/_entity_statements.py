"""Entity statements of OpenID Federation 1.0 (https://openid.net/specs/openid-federation-1_0.html), section 3.

A statement is a signed token in which one entity (`iss`) says something of another (`sub`): above all, with which keys
it signs. An entity's statement about itself is its configuration.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hiring.errors import MalformedError, ProofInvalid, Unsupported
from hiring.network.base import Fetcher
from hiring.verification.keys import ALGORITHMS, VerificationKey, read_jwk, signature_fits
from hiring.verification.proofs._jose import Token, require_algorithm, take_apart

TYPE = "entity-statement+jwt"
WELL_KNOWN = "/.well-known/openid-federation"
MAX_KEYS = 32
MAX_HINTS = 8


@dataclass(frozen=True, slots=True)
class Statement:
    """An entity statement, read; nothing of it is verified yet. `keys` are those of `subject`."""

    issuer: str
    subject: str
    keys: tuple[Mapping[str, Any], ...]
    claims: Mapping[str, Any]
    token: Token

    @property
    def authority_hints(self) -> tuple[str, ...]:
        """The entities that vouch for this one, by its own word."""
        stated = self.claims.get("authority_hints")
        hints = [hint for hint in stated if isinstance(hint, str)] if isinstance(stated, list) else []
        return tuple(hints[:MAX_HINTS])

    @property
    def federation_entity(self) -> Mapping[str, Any]:
        """What it says of its subject as an entity of the federation."""
        metadata = self.claims.get("metadata")
        stated = metadata.get("federation_entity") if isinstance(metadata, Mapping) else None
        return stated if isinstance(stated, Mapping) else {}

    @property
    def max_path_length(self) -> int | None:
        """How many entities may stand between its subject and the end of a chain; `None` if any number."""
        constraints = self.claims.get("constraints")
        stated = constraints.get("max_path_length") if isinstance(constraints, Mapping) else None
        return stated if isinstance(stated, int) and not isinstance(stated, bool) else None


def read_statement(content: bytes, as_of: datetime) -> Statement:
    """Read a statement that is in force.

    Raises:
        ProofInvalid, Unsupported, MalformedError: it is none, is out of its dates, or asks for what is not known here.
    """
    try:
        token = take_apart(content.strip().decode("ascii"))
    except UnicodeDecodeError as error:
        raise ProofInvalid("This is no entity statement.", code="PROOF_MALFORMED") from error
    claims = token.claims
    issuer, subject, jwks = claims.get("iss"), claims.get("sub"), claims.get("jwks")
    keys = jwks.get("keys") if isinstance(jwks, Mapping) else None
    if token.kind != TYPE or not isinstance(issuer, str) or not isinstance(subject, str):
        raise ProofInvalid("This is no entity statement.", code="JWT_TYPE")
    if not isinstance(keys, list) or not 0 < len(keys) <= MAX_KEYS:
        raise ProofInvalid("The entity statement lists no keys.", code="KEY_DOCUMENT_MALFORMED")
    if "crit" in claims:
        raise Unsupported("The entity statement demands something that is not known here.", code="UNSUPPORTED")
    starts, ends = claims.get("iat"), claims.get("exp")
    moment = as_of.timestamp()
    if not isinstance(starts, int | float) or not isinstance(ends, int | float) or not starts <= moment < ends:
        raise ProofInvalid("The entity statement is out of its dates.", code="PROOF_EXPIRED")
    return Statement(issuer, subject, tuple(key for key in keys if isinstance(key, Mapping)), claims, token)


def require_signed_with(statement: Statement, keys: tuple[Mapping[str, Any], ...]) -> None:
    """Require that a statement is signed with one of these keys: the one that its header names.

    Raises:
        ProofInvalid, Unsupported, MalformedError: it is not.
    """
    kind = require_algorithm(statement.token.header)
    name = statement.token.header.get("kid")
    for jwk in keys:
        if not isinstance(name, str) or jwk.get("kid") != name:
            continue
        found, public_key = read_jwk(jwk)
        key = VerificationKey(id=name, controller=statement.issuer, kind=found, public_key=public_key)
        algorithm = statement.token.header["alg"]
        fits = signature_fits(key, statement.token.signature, statement.token.signed, algorithm)
        if found == kind == ALGORITHMS[algorithm] and fits:
            return
    raise ProofInvalid("The entity statement is not signed with a key of its issuer.")


def configuration(entity: str, fetcher: Fetcher, as_of: datetime) -> Statement | None:
    """Return an entity's statement about itself, signed with its own keys; `None` if its host has none.

    Raises:
        FetchError: its host does not answer.
        ProofInvalid, Unsupported, MalformedError: what answers is no such statement.
    """
    answer = fetcher.get(entity.rstrip("/") + WELL_KNOWN)
    if answer.status != 200:
        return None
    statement = read_statement(answer.content, as_of)
    if statement.issuer != entity or statement.subject != entity:
        raise MalformedError("An entity's configuration speaks of another.", code="KEY_DOCUMENT_MISMATCH")
    require_signed_with(statement, statement.keys)
    return statement
