"""Opens an SD-JWT (RFC 9901): an issuer's token, the disclosures that its holder chose, perhaps a proof of the holder.

The token holds digests where claims were taken out; each disclosure is one claim, found by the digest of its text. What
a reader may take for said by the issuer is the token with every disclosure put back in its place, and nothing else
(section 7.1). Two W3C and IETF kinds of credential are secured so; which it is, its claims tell.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256, sha384, sha512
from typing import Any, NoReturn

from hiring.errors import LimitExceeded, MalformedError
from hiring.formats._compact import COMPACT_JWS, decode_segment, open_compact
from hiring.formats._digest import content_key
from hiring.settings import MAX_JSON_DEPTH
from hiring.strict_json import parse_json

# Section 4: the issuer's token, disclosures, and perhaps a token of the holder, with tildes between them.
SD_JWT = re.compile(COMPACT_JWS.pattern + rb"~(?:[A-Za-z0-9_-]+~)*(?:" + COMPACT_JWS.pattern + rb")?")
# IANA's names of hash functions (RFC 9901, section 4.1.1). Weaker ones must not be used.
HASHES: dict[str, Callable[[bytes], Any]] = {"sha-256": sha256, "sha-384": sha384, "sha-512": sha512}
# Claims that a holder must not be able to leave out (draft-ietf-oauth-sd-jwt-vc, section 2.2.2.3): a disclosure of one
# shows that the issuer made it so.
PROTECTED_CLAIMS = frozenset({"iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "aka_vcts", "status"})
_RESERVED = frozenset({"_sd", "...", "_sd_alg"})


@dataclass(frozen=True, slots=True)
class SdJwt:
    """An SD-JWT, taken apart. `signed_claims` are the issuer's token's, `claims` those with disclosures put back.

    `presented` is all that a key binding token is bound to: everything up to and with the last tilde. `withheld` names
    the claims in which digests stand whose disclosures are not there, `None` for claims that are missing as a whole:
    their holder left them out, or there was nothing behind them (section 4.2.7, decoys).
    """

    issuer_jwt: str
    presented: str
    key_binding: str | None
    hash_name: str
    header: dict[str, Any]
    signed_claims: dict[str, Any]
    claims: dict[str, Any]
    withheld: frozenset[str | None]

    def digest_of(self, text: str) -> str:
        """Return the digest of a text in the token's hash function, as base64url."""
        return _digest(text, self.hash_name)


def open_sd_jwt(text: str) -> SdJwt:
    """Return an SD-JWT taken apart and put together again. Nothing of it is verified here.

    Raises:
        MalformedError: it cannot be read in exactly one way: a disclosure that belongs nowhere or in two places, that
            would replace a claim, or that is none (`SD_JWT_MALFORMED`); a hash function that is not used
            (`SD_JWT_HASH_UNKNOWN`); a claim that must not be left to the holder (`SD_JWT_CLAIM_WITHHOLDABLE`); an
            issuer's token that is none (`JWT_MALFORMED`).
        LimitExceeded: larger or deeper than we read.
    """
    if SD_JWT.fullmatch(text.encode("utf-8", "replace")) is None:
        _refuse("It is not a token with disclosures, each of which ends in a tilde.")
    issuer_jwt, *disclosures, last = text.split("~")
    header, signed_claims = open_compact(issuer_jwt)
    hash_name = signed_claims.get("_sd_alg", "sha-256")
    if not isinstance(hash_name, str) or hash_name not in HASHES:
        raise MalformedError(
            "Its parts are tied together by a hash function that is not used here.", code="SD_JWT_HASH_UNKNOWN"
        )
    recombination = _Recombination(_by_digest(disclosures, hash_name))
    claims = recombination.of(signed_claims)
    return SdJwt(
        issuer_jwt=issuer_jwt,
        presented=text[: len(text) - len(last)],
        key_binding=last or None,
        hash_name=hash_name,
        header=header,
        signed_claims=signed_claims,
        claims=claims,
        withheld=frozenset(recombination.withheld),
    )


def steady_key(text: str, issuer_id: str, credential_id: str | None) -> str:
    """Return the key by which one credential counts once, however much of it is disclosed (see `content_key`).

    An id that its holder can leave out is none to go by: then it is what the issuer signed, without the signature,
    which for some algorithms has a second form that fits as well.
    """
    opened = open_sd_jwt(text)
    signed = {
        opened.signed_claims.get(name) for name in ("id", "jti") if isinstance(opened.signed_claims.get(name), str)
    }
    stays = credential_id if credential_id in signed else None
    return content_key(issuer_id, stays, {"signed": opened.issuer_jwt.rpartition(".")[0]})


def _digest(text: str, hash_name: str) -> str:
    return urlsafe_b64encode(HASHES[hash_name](text.encode("ascii")).digest()).rstrip(b"=").decode("ascii")


def _by_digest(disclosures: list[str], hash_name: str) -> dict[str, list[Any]]:
    """Return each disclosure (section 4.2: salt, name and value; or salt and value) by the digest of its text."""
    found: dict[str, list[Any]] = {}
    for text in disclosures:
        parts = parse_json(decode_segment(text, "disclosure"))
        if not isinstance(parts, list) or len(parts) not in (2, 3) or not isinstance(parts[0], str):
            _refuse("One of its disclosures is none.")
        digest = _digest(text, hash_name)
        if digest in found:
            _refuse("One of its disclosures is there twice.")
        found[digest] = parts
    return found


class _Recombination:
    """Puts disclosures back into the claims that they were taken from (section 7.1, step 3)."""

    def __init__(self, disclosures: dict[str, list[Any]]) -> None:
        self._disclosures = disclosures
        self._seen: set[str] = set()
        self._used = 0
        self.withheld: set[str | None] = set()

    def of(self, signed_claims: dict[str, Any]) -> dict[str, Any]:
        """Return the claims with every disclosure in its place."""
        claims = {name: value for name, value in signed_claims.items() if name != "_sd_alg"}
        whole: dict[str, Any] = self._object(claims, depth=1, claim=None)
        if self._used < len(self._disclosures):
            _refuse("One of its disclosures is not one that the issuer signed.")
        return whole

    def _value(self, value: Any, depth: int, claim: str | None) -> Any:
        if depth > MAX_JSON_DEPTH:
            raise LimitExceeded(f"Its claims are nested deeper than {MAX_JSON_DEPTH} levels.", code="SD_JWT_TOO_DEEP")
        if isinstance(value, dict):
            return self._object(value, depth, claim)
        return self._list(value, depth, claim) if isinstance(value, list) else value

    def _object(self, value: dict[str, Any], depth: int, claim: str | None) -> dict[str, Any]:
        """`claim` is the claim of the credential that `value` is part of; `None` for all the claims together."""
        if "..." in value:
            _refuse("A digest stands where none may.")
        whole = {
            name: self._value(inner, depth + 1, name if claim is None else claim)
            for name, inner in value.items()
            if name != "_sd"
        }
        digests = value.get("_sd", [])
        if not isinstance(digests, list):
            _refuse("Its list of digests is none.")
        for digest in digests:
            parts = self._disclosed(digest, 3, claim)
            if parts is None:
                continue
            _, name, inner = parts
            if not isinstance(name, str) or name in _RESERVED:
                _refuse("One of its disclosures has a name that none may have.")
            if name in whole:
                _refuse(f"A disclosure would replace what the issuer says under {name[:80]!a}.")
            if claim is None and name in PROTECTED_CLAIMS:
                _refuse_withholdable(name)
            whole[name] = self._value(inner, depth + 1, name if claim is None else claim)
        return whole

    def _list(self, value: list[Any], depth: int, claim: str | None) -> list[Any]:
        whole = []
        for item in value:
            if isinstance(item, dict) and item.keys() == {"..."}:
                parts = self._disclosed(item["..."], 2, claim)
                if parts is not None:
                    whole.append(self._value(parts[1], depth + 1, claim))
            else:
                whole.append(self._value(item, depth + 1, claim))
        return whole

    def _disclosed(self, digest: Any, size: int, claim: str | None) -> list[Any] | None:
        """Return the disclosure of a digest; `None` if its holder left it out, or there never was one (a decoy)."""
        if not isinstance(digest, str):
            _refuse("One of its digests is none.")
        if digest in self._seen:
            _refuse("One of its digests is there twice.")
        self._seen.add(digest)
        parts = self._disclosures.get(digest)
        if parts is None:
            self.withheld.add(claim)
            return None
        if len(parts) != size:
            _refuse("One of its disclosures is of another kind than its place.")
        if claim in PROTECTED_CLAIMS:
            _refuse_withholdable(claim)
        self._used += 1
        return parts


def _refuse_withholdable(name: str | None) -> NoReturn:
    raise MalformedError(
        f"Its issuer let its holder choose whether to show {name!a}, which no issuer of such credentials may.",
        code="SD_JWT_CLAIM_WITHHOLDABLE",
        next_step="Ask the issuer; it has to issue the credential again.",
    )


def _refuse(why: str) -> NoReturn:
    raise MalformedError(
        f"This looks like a credential with selective disclosure (SD-JWT), but it is damaged or was altered. {why}",
        code="SD_JWT_MALFORMED",
        next_step="Ask the applicant to send the file again, as their wallet or the issuer's site saves it.",
    )
