"""Badges issued by openbadgeslib: Open Badges 2.0 signed and hosted, in a token, baked into PNG and SVG; and 1.0."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from openbadgeslib import baking
from openbadgeslib.badge_model import Badge, BadgeImgType
from openbadgeslib.keys import KeyType
from openbadgeslib.ob1.signer import Signer
from openbadgeslib.ob2 import (
    CryptographicKey,
    IdentityObject,
    RevocationList,
    Verification,
)

from hiring.models.artifact import SourceFile
from hiring.models.verdict import Authenticity, Currency, Outcome
from hiring.models.verdict import Verification as Verdict
from hiring.opening import open_file
from hiring.verification.verifier import Recipient
from tests.integration.openbadgeslib_university import HOSTED_AT, LIST, SITE, SVG, University, carried, png
from tests.issuer_simulator import IssuerSimulator

AS_OF = datetime(2026, 6, 1, tzinfo=UTC)


def judge(world: IssuerSimulator, name: str, content: bytes) -> Verdict:
    (reading,) = open_file(SourceFile(source=name, content=content, digest="0" * 64), world)
    assert reading.credential is not None, reading.problem
    return world.verifier().verify(reading.credential, as_of=AS_OF, recipient=Recipient(email="ada@example.org"))


def reasons(found: Verdict, *outcomes: Outcome) -> set[str]:
    return {check.reason for check in found.checks if not outcomes or check.outcome in outcomes}


@pytest.fixture(scope="module")
def rsa_university() -> University:
    return University()


@pytest.fixture
def university(rsa_university: University) -> University:
    """The same key for all tests, and a world of its own."""
    rsa_university.world.answers.clear()
    rsa_university.publish()
    return rsa_university


@pytest.mark.parametrize("name", ["badge.jwt", "badge.png", "badge.svg"])
@pytest.mark.parametrize("kind", KeyType)
def test_a_signed_badge_verifies_in_every_carrier(name: str, kind: KeyType) -> None:
    university = University(kind=kind)
    found = judge(university.world, name, carried(university, university.signed())[name])
    assert (found.authenticity, found.currency, found.holder) == (
        Authenticity.AUTHENTIC,
        Currency.CURRENT,
        "email_matched",
    )


@pytest.mark.parametrize("name", ["badge.json", "badge.jwt", "badge.png", "badge.svg"])
def test_a_hosted_badge_verifies_in_every_carrier(university: University, name: str) -> None:
    found = judge(university.world, name, carried(university, university.hosted())[name])
    assert (found.authenticity, found.currency) == (Authenticity.AUTHENTIC, Currency.CURRENT)


def test_revoked_and_expired_badges_are_authentic_and_over(university: University) -> None:
    token = university.token(expires=datetime(2026, 1, 1, tzinfo=UTC)).encode()
    assert judge(university.world, "badge.jwt", token).currency is Currency.EXPIRED
    issuer = f"{SITE}/issuer.json"
    university.world.serve(LIST, RevocationList(LIST, issuer, [{"id": university.signed().id}]).to_dict())
    found = judge(university.world, "badge.jwt", university.token().encode())
    assert (found.authenticity, found.currency) == (Authenticity.AUTHENTIC, Currency.REVOKED)


def recoded(token: str, place: int, change: Callable[[dict[str, Any]], Any]) -> str:
    """A token of which one part was changed and the rest kept."""
    parts = token.split(".")
    value = json.loads(base64.urlsafe_b64decode(parts[place] + "=="))
    change(value)
    parts[place] = base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
    return ".".join(parts)


def hs256(university: University) -> str:

    token = recoded(university.token(), 0, lambda header: header.update(alg="HS256"))
    signed = token.rpartition(".")[0]
    digest = hmac.new(university.public, signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


def forged(university: University, **changes: Any) -> str:
    """A token that somebody else signed as the university."""
    return University("https://evil.example").signer.sign(university.signed(**changes))


def by_somebody_else(university: University) -> str:
    """A token of somebody else's with a key of theirs, for the university's badge."""
    other = University("https://evil.example", world=university.world)
    return other.signer.sign(
        university.signed(verification=Verification("SignedBadge", "https://evil.example/key.json"))
    )


def in_the_badge(**changes: Any) -> Callable[[University], str]:
    return lambda university: recoded(university.token(), 1, lambda content: content.update(changes))


def in_the_header(**changes: Any) -> Callable[[University], str]:
    return lambda university: recoded(university.token(), 0, lambda header: header.update(changes))


def cut_signature(university: University) -> str:
    return university.token()[:-6]


def changed_byte(university: University) -> str:
    token = university.token()
    place = token.rindex(".") + 9
    return token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]


def key_of_another_owner(university: University) -> str:
    key = CryptographicKey(f"{SITE}/key.json", "https://evil.example/issuer.json", university.public.decode())
    university.world.serve(key.id, key.to_dict())
    return university.token()


def key_not_listed(university: University) -> str:
    university.publish(publicKey=[f"{SITE}/other.json"])
    return university.token()


def key_swapped(university: University) -> str:
    other = University("https://evil.example")
    key = CryptographicKey(f"{SITE}/key.json", f"{SITE}/issuer.json", other.public.decode())
    university.world.serve(key.id, key.to_dict())
    return university.token()


# Each has to end as rejected, in each carrier.
SIGNED_TAMPERINGS: dict[str, Callable[[University], str]] = {
    "changed byte of the signature": changed_byte,
    "cut signature": cut_signature,
    "recipient swapped": in_the_badge(recipient={"type": "email", "hashed": False, "identity": "eve@example.org"}),
    "other badge class": in_the_badge(badge=f"{SITE}/rockets.json"),
    "badge class put in": in_the_badge(
        badge={"id": f"{SITE}/badge.json", "name": "PhD", "issuer": f"{SITE}/issuer.json"}
    ),
    "date of issue changed": in_the_badge(issuedOn="2020-01-01T00:00:00Z"),
    "end added": in_the_badge(expires="2099-01-01T00:00:00Z"),
    "evidence swapped": in_the_badge(evidence="https://evil.example/work"),
    "narrative added": in_the_badge(narrative="Summa cum laude."),
    "term added": in_the_badge(creditsEarned=30),
    "id swapped": in_the_badge(id="urn:uuid:00000000-0000-0000-0000-000000000000"),
    "signing key swapped": in_the_badge(
        verification={"type": "SignedBadge", "creator": "https://evil.example/key.json"}
    ),
    "signing key left out": in_the_badge(verification={"type": "SignedBadge"}),
    "made hosted": in_the_badge(verification={"type": "HostedBadge"}, id="https://evil.example/assertion"),
    "foreign key": forged,
    "somebody else's key": by_somebody_else,
    "alg none": in_the_header(alg="none"),
    "alg none, no signature": lambda university: in_the_header(alg="none")(university).rpartition(".")[0] + ".",
    "HS256 with the public key": hs256,
    "another algorithm": in_the_header(alg="PS256"),
    "header jwk": in_the_header(jwk={"kty": "RSA"}),
    "critical header": in_the_header(crit=["b64"]),
    "key of another owner": key_of_another_owner,
    "key not listed": key_not_listed,
    "key swapped": key_swapped,
}


@pytest.mark.parametrize("name", SIGNED_TAMPERINGS)
def test_a_tampered_signed_badge_is_rejected(university: University, name: str) -> None:

    genuine = json.loads(university.world.answers[f"{SITE}/badge.json"][1])
    university.world.serve(f"{SITE}/rockets.json", genuine | {"id": f"{SITE}/rockets.json", "name": "Rockets"})
    token = SIGNED_TAMPERINGS[name](university)
    files = {
        "badge.jwt": token.encode(),
        "badge.png": baking.bake_png(png(), token),
        "badge.svg": baking.bake_svg(SVG, token),
    }
    for file, content in files.items():
        found = judge(university.world, file, content)
        assert found.authenticity is Authenticity.REJECTED, (file, found)


def test_a_name_twice_in_a_badge_is_no_badge(university: University) -> None:
    twice = json.dumps(university.hosted().to_dict())[:-1] + ', "badge": "https://evil.example/badge.json"}'
    (reading,) = open_file(SourceFile(source="badge.json", content=twice.encode(), digest="0" * 64), university.world)
    assert reading.problem is not None
    assert reading.problem.code == "DUPLICATE_KEY"


def test_of_two_badges_in_a_picture_the_first_is_judged(university: University) -> None:

    second = baking.bake_png(baking.bake_png(png(), university.token()), forged(university))
    assert judge(university.world, "badge.png", second).authenticity is Authenticity.AUTHENTIC
    first = baking.bake_png(baking.bake_png(png(), forged(university)), university.token())
    assert judge(university.world, "badge.png", first).authenticity is Authenticity.REJECTED


def serving(**changes: Any) -> Callable[[University], None]:
    """Another copy at the badge's address than the badge that is presented."""
    return lambda university: university.world.serve(HOSTED_AT, {**university.hosted().to_dict(), **changes})


def profile_with(**changes: Any) -> Callable[[University], None]:
    return lambda university: university.publish(**changes)


REJECTED, UNDETERMINED = Authenticity.REJECTED, Authenticity.UNDETERMINED
HOSTED_LIES: dict[str, tuple[Callable[[University], None], Authenticity, Currency]] = {
    "another recipient": (
        serving(recipient={"type": "email", "hashed": False, "identity": "eve@example.org"}),
        REJECTED,
        Currency.UNKNOWN,
    ),
    "another salt": (
        serving(recipient=IdentityObject.create("ada@example.org", "x").to_dict()),
        REJECTED,
        Currency.UNKNOWN,
    ),
    "another badge class": (serving(badge=f"{SITE}/issuer.json"), REJECTED, Currency.UNKNOWN),
    "badge class of another": (serving(badge="https://evil.example/badge.json"), UNDETERMINED, Currency.CURRENT),
    "another date": (serving(issuedOn="2024-03-01T00:00:00Z"), REJECTED, Currency.UNKNOWN),
    "an end": (serving(expires="2026-01-01T00:00:00Z"), REJECTED, Currency.UNKNOWN),
    "other evidence": (serving(evidence=f"{SITE}/work/2"), REJECTED, Currency.UNKNOWN),
    "another id": (serving(id=f"{SITE}/assertions/2"), REJECTED, Currency.UNKNOWN),
    "another type": (serving(type="OtherAssertion"), REJECTED, Currency.UNKNOWN),
    "gone": (lambda u: u.world.serve(HOSTED_AT, b"", status=410), UNDETERMINED, Currency.REVOKED),
    "only revoked": (lambda u: u.world.serve(HOSTED_AT, {"revoked": True}), UNDETERMINED, Currency.REVOKED),
    "revoked": (serving(revoked=True), Authenticity.AUTHENTIC, Currency.REVOKED),
    "not found": (lambda u: u.world.serve(HOSTED_AT, b"", status=404), UNDETERMINED, Currency.UNKNOWN),
    "no answer": (lambda u: u.world.answers.pop(HOSTED_AT) and None, UNDETERMINED, Currency.UNKNOWN),
    "no JSON": (lambda u: u.world.serve(HOSTED_AT, b"<html>"), UNDETERMINED, Currency.UNKNOWN),
    "startsWith outside": (profile_with(verification={"startsWith": f"{SITE}/other"}), REJECTED, Currency.UNKNOWN),
    "allowedOrigins of another host": (
        profile_with(verification={"allowedOrigins": ["evil.example"]}),
        REJECTED,
        Currency.UNKNOWN,
    ),
    "no profile": (lambda u: u.world.answers.pop(f"{SITE}/issuer.json") and None, UNDETERMINED, Currency.UNKNOWN),
    "no badge class": (lambda u: u.world.answers.pop(f"{SITE}/badge.json") and None, UNDETERMINED, Currency.UNKNOWN),
    "on the list": (
        lambda u: u.world.serve(LIST, RevocationList(LIST, f"{SITE}/issuer.json", [HOSTED_AT]).to_dict()),
        Authenticity.AUTHENTIC,
        Currency.REVOKED,
    ),
    "list of another": (
        lambda u: u.world.serve(LIST, RevocationList(LIST, "https://evil.example/issuer.json").to_dict()),
        Authenticity.AUTHENTIC,
        Currency.UNKNOWN,
    ),
    "no list": (lambda u: u.world.answers.pop(LIST) and None, Authenticity.AUTHENTIC, Currency.UNKNOWN),
}


@pytest.mark.parametrize("name", HOSTED_LIES)
def test_what_is_hosted_decides_in_every_carrier(university: University, name: str) -> None:
    lie, authenticity, currency = HOSTED_LIES[name]
    files = carried(university, university.hosted())
    lie(university)
    for file, content in files.items():
        found = judge(university.world, file, content)
        assert (found.authenticity, found.currency) == (authenticity, currency), (file, found)


def test_a_badge_hosted_by_somebody_else_is_rejected(university: University) -> None:
    made = university.hosted(id="https://evil.example/assertion")
    university.world.serve("https://evil.example/assertion", made.to_dict())
    for file, content in carried(university, made).items():
        found = judge(university.world, file, content)
        assert found.authenticity is Authenticity.REJECTED
        assert "HOSTED_ELSEWHERE" in reasons(found, Outcome.FAILED)


@pytest.mark.parametrize("image_type", BadgeImgType)
def test_a_signed_badge_of_1_0_verifies(image_type: BadgeImgType) -> None:
    university = University(kind=KeyType.ECC)
    university.world.serve(f"{SITE}/key.pem", university.public)
    profile = {"name": "Example University", "url": SITE, "revocationList": LIST}
    university.world.serve(f"{SITE}/issuer.json", profile)
    university.world.serve(LIST, {})
    source = Badge(
        ini_name="badge_1",
        name="Robotics",
        description="Builds robots.",
        image_type=image_type,
        image=SVG if image_type is BadgeImgType.SVG else png(),
        image_url=f"{SITE}/badge.png",
        criteria_url=f"{SITE}/criteria.html",
        json_url=f"{SITE}/badge.json",
        verify_key_url=f"{SITE}/key.pem",
        key_type=KeyType.ECC,
        privkey_pem=university.private,
        pubkey_pem=university.public,
    )
    signed = Signer(identity="ada@example.org").sign_badge(source).signed
    verifier = university.world.verifier()
    (reading,) = open_file(SourceFile(source="badge", content=signed, digest="0" * 64), university.world)
    assert reading.credential is not None, reading.problem
    moment = datetime.now(UTC)  # the library dates a badge of 1.0 by its own clock
    found = verifier.verify(reading.credential, as_of=moment, recipient=Recipient(email="ada@example.org"))
    assert (found.authenticity, found.currency, found.holder) == (
        Authenticity.AUTHENTIC,
        Currency.CURRENT,
        "email_matched",
    )
