"""SD-JWT VC (draft-ietf-oauth-sd-jwt-vc): a credential as a flat set of claims with a type `vct`.

What it says of an achievement is written in the words of Open Badges 3.0 where a badge is issued this way: the claims
`achievement`, `credentialSubject`, `name`, `validFrom`, `validUntil` stand beside those of the token. So it is put
into the shape of an Open Badge and read as one; only issuer, type and status are said in other words.
"""

from typing import Any

from hiring.errors import MalformedError
from hiring.formats._envelope import CONTEXT_2_0
from hiring.formats._presented import numeric_date
from hiring.formats.base import CredentialFormat, Presented
from hiring.formats.ob3 import FORMAT as OPEN_BADGE
from hiring.formats.vc import FORMAT as ANY_CREDENTIAL
from hiring.models.artifact import Note
from hiring.models.credential import Credential, StatusEntry

STATUS_LIST = "status_list"


class SdJwtVc:
    """Reads the claims of an SD-JWT VC."""

    name = "sd-jwt-vc"

    def recognises(self, document: dict[str, Any]) -> bool:
        """Whether it has a type as such credentials have. With `@context` or `proof` it is one of the W3C's."""
        stated = document.get("vct")
        return isinstance(stated, str) and bool(stated) and document.keys().isdisjoint({"@context", "proof"})

    def read(self, presented: Presented) -> Credential:
        """Return the credential; one without an achievement shows nothing, and a note says so.

        Raises:
            MalformedError: it names no issuer (`ISSUER_MISSING`), or its dates are none (`JWT_MALFORMED`).
        """
        # Of a token without disclosures, too, whose end was cut off: that it is none, its proof says.
        claims = presented.claims or presented.document
        issuer = claims.get("iss")
        if not isinstance(issuer, str) or not issuer:
            raise MalformedError("This is a credential (SD-JWT VC), but it names no issuer.", code="ISSUER_MISSING")
        is_badge = claims.get("achievement") is not None or isinstance(_subject(claims).get("achievement"), dict)
        reader: CredentialFormat = OPEN_BADGE if is_badge else ANY_CREDENTIAL
        dates: dict[str, Any] = {name: claims[name] for name in ("nbf", "exp") if name in claims}
        shaped = Presented(
            _as_open_badge(claims, issuer, is_badge=is_badge),
            presented.digest,
            presented.securing,
            presented.jws,
            dates,
        )
        credential = reader.read(shaped)
        return credential.model_copy(
            update={
                "format": self.name,
                "data_model": "sd-jwt-vc",
                "types": (claims["vct"],),
                "statuses": (*_statuses(claims), *credential.statuses),
                "document": claims,
                "problems": (*credential.problems, *_contradictions(claims, credential)),
                "notes": (*credential.notes, *(() if is_badge else (_NO_ACHIEVEMENT,))),
            }
        )


def _subject(claims: dict[str, Any]) -> dict[str, Any]:
    stated = claims.get("credentialSubject")
    return stated if isinstance(stated, dict) else {}


def _as_open_badge(claims: dict[str, Any], issuer: str, *, is_badge: bool) -> dict[str, Any]:
    """Return the claims in the shape of an Open Badge: `sub`, `jti`, `iat` where the claims say no better."""
    document: dict[str, Any] = {
        "@context": [CONTEXT_2_0],
        "type": ["VerifiableCredential", *["OpenBadgeCredential"] * is_badge],
        "id": claims.get("jti"),
        "issuer": {"id": issuer},
    }
    if is_badge:
        subject = claims.get("credentialSubject", {})
        if isinstance(subject, dict):
            own = {"id": claims.get("sub"), "achievement": claims.get("achievement")}
            subject = {**{name: value for name, value in own.items() if value is not None}, **subject}
        same = ("id", "name", "validFrom", "validUntil", "evidence", "credentialStatus")
        document |= {name: claims[name] for name in same if name in claims}
    else:
        subject = _person(claims)
        document |= {name: claims[name] for name in ("credentialStatus",) if name in claims}
    if "validFrom" not in document and "nbf" not in claims and "iat" in claims:
        document["validFrom"] = numeric_date(claims["iat"], "iat")
    return {**document, "credentialSubject": subject}


def _contradictions(claims: dict[str, Any], credential: Credential) -> tuple[Note, ...]:
    """Return where the claims say of whom or which credential it is, and what they say inside is another."""
    said = (("sub", credential.subject_id), ("jti", credential.id))
    return tuple(
        Note(code="CLAIMS_CONTRADICT", message=f"Its claim `{name}` and what it says inside contradict each other.")
        for name, value in said
        if claims.get(name) is not None and claims[name] != value
    )


def _person(claims: dict[str, Any]) -> dict[str, Any]:
    """Return whom a credential of any type is about (OpenID Connect Core 1.0, section 5.1, names these claims)."""
    names = [claims[name] for name in ("given_name", "family_name") if isinstance(claims.get(name), str)]
    subject: dict[str, Any] = {"id": claims.get("sub")}
    if len(names) == 2:
        subject["name"] = " ".join(names)
    if isinstance(claims.get("email"), str):
        subject["identifier"] = [{"identityHash": claims["email"], "identityType": "emailAddress", "hashed": False}]
    return subject


def _statuses(claims: dict[str, Any]) -> tuple[StatusEntry, ...]:
    """Return every status that `status` declares: Token Status List, or a mechanism by its name, known or not.

    What an entry lacks is for the status check to refuse.
    """
    stated = claims.get("status")
    if stated is None:
        return ()
    if not isinstance(stated, dict) or not stated:
        return (StatusEntry(type=""),)
    return tuple(
        _status_list(value) if name == STATUS_LIST else StatusEntry(type=name) for name, value in stated.items()
    )


def _status_list(value: Any) -> StatusEntry:
    stated = value if isinstance(value, dict) else {}
    uri, index = stated.get("uri"), stated.get("idx")
    whole = isinstance(index, int) and not isinstance(index, bool)
    return StatusEntry(
        type="TokenStatusList",
        list_credential=uri if isinstance(uri, str) else None,
        list_index=str(index) if whole else None,
    )


_NO_ACHIEVEMENT = Note(
    code="NO_ACHIEVEMENT_CLAIM",
    message="It is a credential with claims of another kind than a badge's: it says of no achievement.",
)

FORMAT = SdJwtVc()
