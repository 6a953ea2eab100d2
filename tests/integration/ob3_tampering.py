"""Twenty and more ways to alter a badge, for each of the three ways in which it is secured.

Each takes a genuine badge's text and returns an altered one. A forger has no key of the issuer's, and is good at
everything else; `Forger` is also who signs with keys of their own.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

from hiring.verification.issuing import SigningKey
from hiring.verification.multibase import decode_base64url, decode_multibase, encode_base64url, encode_multibase

FORGER = SigningKey.from_seed("P-256", b"forger")
OTHERS_LIST = "https://stranger.example.org/status/1"
Change = Callable[[str], str]


def encoded(value: Any) -> str:
    return encode_base64url(json.dumps(value).encode())


def decoded(segment: str) -> Any:
    return json.loads(decode_base64url(segment))


def digest(text: str) -> str:
    return encode_base64url(hashlib.sha256(text.encode()).digest())


def flipped(text: str, place: int) -> str:
    """One letter of base64url changed, so that other bytes come out."""
    letter = "A" if text[place] != "A" else "Q"
    return text[:place] + letter + text[place + 1 :]


# Tokens: the issuer's part of an SD-JWT is altered as a JWT is.


def header(change: Callable[[dict[str, Any]], Any]) -> Change:
    return _part(0, change)


def claims(change: Callable[[dict[str, Any]], Any]) -> Change:
    return _part(1, change)


def _part(position: int, change: Callable[[dict[str, Any]], Any]) -> Change:
    def altered(token: str) -> str:
        jwt, tilde, rest = token.partition("~")
        segments = jwt.split(".")
        value = decoded(segments[position])
        change(value)
        segments[position] = encoded(value)
        return ".".join(segments) + tilde + rest

    return altered


def signed_by_forger(*steps: Change, keep_alg: bool = False) -> Change:
    """After those steps, signed with the forger's key."""

    def altered(token: str) -> str:
        for step in steps:
            token = step(token)
        if not keep_alg:
            token = header(lambda head: head.update(alg="ES256"))(token)
        jwt, tilde, rest = token.partition("~")
        signed = jwt.rpartition(".")[0]
        return f"{signed}.{encode_base64url(FORGER.sign(signed.encode()))}{tilde}{rest}"

    return altered


def with_hmac(public_pem: bytes) -> Change:
    """HS256 with the issuer's public key for a secret."""

    def altered(token: str) -> str:
        token = header(lambda head: head.update(alg="HS256"))(token)
        jwt, tilde, rest = token.partition("~")
        signed = jwt.rpartition(".")[0]
        mac = hmac.new(public_pem, signed.encode(), hashlib.sha256).digest()
        return f"{signed}.{encode_base64url(mac)}{tilde}{rest}"

    return altered


def segment(position: int, change: Change) -> Change:
    def altered(token: str) -> str:
        jwt, tilde, rest = token.partition("~")
        segments = jwt.split(".")
        segments[position] = change(segments[position])
        return ".".join(segments) + tilde + rest

    return altered


def duplicated(name: str, value: Any) -> Change:
    """One name twice in the claims: of two readers each may take another."""

    def altered(text: str) -> str:
        content = decode_base64url(text).decode()
        return encode_base64url(
            ("{" + json.dumps(name) + ": " + json.dumps(value) + ", " + content.strip()[1:]).encode()
        )

    return segment(1, altered)


def tokens(public_pem: bytes, forger_did: str) -> dict[str, Change]:
    """Ways to alter any token."""
    name = "Ship inspection"
    stranger_header = header(lambda head: (head.pop("kid", None), head.update(jwk=FORGER.public_jwk())))
    return {
        "signature changed": segment(2, lambda text: flipped(text, len(text) // 2)),
        "signature cut": segment(2, lambda text: text[:-4]),
        "signature removed": segment(2, lambda _: ""),
        "signature of nothing": segment(2, lambda _: encode_base64url(bytes(64))),
        "byte of the content changed": segment(1, lambda text: flipped(text, 40)),
        "byte of the header changed": segment(0, lambda text: flipped(text, 8)),
        "name changed": claims(lambda c: c.update(name=name)),
        "term added": claims(lambda c: c.update(creditsEarned=30)),
        "name twice": duplicated("name", name),
        "issuer twice": duplicated("iss", forger_did),
        "end removed": claims(lambda c: (c.pop("exp"), c.pop("validUntil"))),
        "end moved": claims(lambda c: c.update(exp=c["exp"] + 1, validUntil="2099-01-01T00:00:00Z")),
        "alg none": lambda token: segment(2, lambda _: "")(header(lambda head: head.update(alg="none"))(token)),
        "alg none, signature kept": header(lambda head: head.update(alg="none")),
        "HS256 with the public key": with_hmac(public_pem),
        "alg of another kind of key": header(lambda head: head.update(alg="RS256")),
        "typ changed": header(lambda head: head.update(typ="kb+jwt")),
        "crit": header(lambda head: head.update(crit=["b64"], b64=False)),
        "foreign key": signed_by_forger(claims(lambda c: c.update(name=name))),
        "foreign key brought along": signed_by_forger(stranger_header, claims(lambda c: c.update(name=name))),
        "foreign key named": signed_by_forger(
            header(lambda head: (head.pop("jwk", None), head.update(kid=FORGER.did_key_method)))
        ),
        "another part added": lambda token: token.replace(".", ".e30.", 1),
    }


def jwts(public_pem: bytes, forger_did: str) -> dict[str, Change]:
    """Ways to alter a JWT of data model 2.0."""

    def reissue(c: dict[str, Any]) -> None:
        c["iss"] = c["issuer"]["id"] = forger_did

    def unlist(c: dict[str, Any]) -> None:
        c["credentialStatus"]["statusListCredential"] = OTHERS_LIST

    return {
        **tokens(public_pem, forger_did),
        "issuer swapped": claims(reissue),
        "issuer swapped outside only": claims(lambda c: c.update(iss=forger_did)),
        "holder swapped": claims(lambda c: c["credentialSubject"].update(id="mailto:eve@example.org")),
        "achievement changed": claims(lambda c: c["credentialSubject"]["achievement"].update(name="Ship inspection")),
        "status removed": claims(lambda c: c.pop("credentialStatus")),
        "another's status list": claims(unlist),
        "wrapped": claims(lambda c: c.update(vc={"type": ["VerifiableCredential"]})),
    }


def sd_jwts(public_pem: bytes, forger_did: str) -> dict[str, Change]:
    """Ways to alter an SD-JWT VC with one disclosure, the subject."""

    def forged(token: str) -> str:
        return disclosure("credentialSubject", {"id": "mailto:eve@example.org"})

    def instead(token: str) -> str:
        return token.replace(token.split("~")[1], forged(token))

    def with_digest(token: str) -> str:
        return claims(lambda c: c.update(_sd=[digest(forged(token))]))(instead(token))

    def unlist(c: dict[str, Any]) -> None:
        c["status"] = {"status_list": {"uri": OTHERS_LIST, "idx": 3}}

    return {
        **tokens(public_pem, forger_did),
        "issuer swapped": claims(lambda c: c.update(iss=forger_did)),
        "type of credential changed": claims(lambda c: c.update(vct="https://other.example.org")),
        "achievement changed": claims(lambda c: c["achievement"].update(name="Ship inspection")),
        "status added": claims(unlist),
        "holder's key added": claims(lambda c: c.update(cnf={"jwk": FORGER.public_jwk()})),
        "disclosure forged": instead,
        "disclosure forged, with its digest": with_digest,
        "disclosure added": lambda token: f"{token}{disclosure('rank', 'first')}~",
        "disclosure twice": lambda token: f"{token}{token.split('~')[1]}~",
        "disclosure damaged": lambda token: token.replace(token.split("~")[1], flipped(token.split("~")[1], 30)),
        "disclosure replaces a claim": lambda token: f"{token}{disclosure('name', 'Ship inspection')}~",
        "disclosure of nothing": lambda token: f"{token}~",
        "digests removed": claims(lambda c: c.pop("_sd")),
        "hash changed": claims(lambda c: c.update(_sd_alg="sha-512")),
        "last tilde removed": lambda token: token.removesuffix("~"),
        "without its tildes": lambda token: token.partition("~")[0],
    }


def disclosure(name: str, value: Any) -> str:
    return encoded(["salt", name, value])


def documents(forger_did: str, unknown_did: str) -> dict[str, Change]:
    """Ways to alter a badge with a Data Integrity proof."""

    def edit(change: Callable[[dict[str, Any]], Any]) -> Change:
        def altered(text: str) -> str:
            value = json.loads(text)
            change(value)
            return json.dumps(value)

        return altered

    def proof(**members: Any) -> Change:
        return edit(lambda d: d["proof"].update(members))

    def value(change: Callable[[bytes], bytes]) -> Change:
        return edit(
            lambda d: d["proof"].update(proofValue=encode_multibase(change(decode_multibase(d["proof"]["proofValue"]))))
        )

    def base_proof(d: dict[str, Any]) -> None:
        content = base64.urlsafe_b64encode(b"\xd9\x5d\x00" + bytes(80)).decode().rstrip("=")
        d["proof"] |= {"cryptosuite": "ecdsa-sd-2023", "proofValue": "u" + content}

    method = "verificationMethod"
    return {
        "signature changed": value(lambda raw: bytes([raw[0] ^ 1]) + raw[1:]),
        "signature of nothing": value(lambda _: bytes(64)),
        "signature cut": value(lambda raw: raw[:-1]),
        "signature removed": edit(lambda d: d["proof"].pop("proofValue")),
        "proof removed": edit(lambda d: d.pop("proof")),
        "name changed": edit(lambda d: d.update(name="Ship inspection")),
        "byte changed": lambda text: text.replace("Inspects bridges", "Inspects bridgeS"),
        "achievement changed": edit(lambda d: d["credentialSubject"]["achievement"].update(name="Ship inspection")),
        "defined term added": edit(lambda d: d["credentialSubject"].update(creditsEarned=30)),
        "undefined term added": edit(lambda d: d["credentialSubject"].update(mood="good")),
        "name twice": lambda text: '{"name": "Ship inspection", ' + text[1:],
        "issuer swapped": edit(lambda d: d["issuer"].update(id=forger_did)),
        "issuer and key swapped": edit(
            lambda d: (d["issuer"].update(id=forger_did), d["proof"].update({method: f"{forger_did}#key"}))
        ),
        "unknown issuer and key": edit(
            lambda d: (d["issuer"].update(id=unknown_did), d["proof"].update({method: f"{unknown_did}#key"}))
        ),
        "foreign key named": proof(**{method: FORGER.did_key_method}),
        "key not listed": edit(lambda d: d["proof"].update({method: d["issuer"]["id"] + "#other"})),
        "holder swapped": edit(lambda d: d["credentialSubject"].update(id="mailto:eve@example.org")),
        "end removed": edit(lambda d: d.pop("validUntil")),
        "end moved": edit(lambda d: d.update(validUntil="2099-01-01T00:00:00Z")),
        "status removed": edit(lambda d: d.pop("credentialStatus")),
        "another's status list": edit(lambda d: d["credentialStatus"].update(statusListCredential=OTHERS_LIST)),
        "type changed": edit(lambda d: d["type"].append("EndorsementCredential")),
        "context exchanged": edit(
            lambda d: d["@context"].__setitem__(1, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json")
        ),
        "vocabulary added": edit(
            lambda d: (d["@context"].append({"mood": "https://example.org/mood"}), d.update(mood="good"))
        ),
        "purpose changed": proof(proofPurpose="authentication"),
        "date of proof changed": proof(created="2026-01-01T00:00:00Z"),
        "suite changed": proof(cryptosuite="eddsa-jcs-2022"),
        "base proof of ecdsa-sd": edit(base_proof),
    }
