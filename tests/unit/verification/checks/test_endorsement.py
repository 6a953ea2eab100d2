"""Endorsements inside a badge: genuine, own praise, of others, forged, withdrawn. They never change the badge."""

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hiring.models.verdict import Authenticity, Currency, Verification
from hiring.settings import MAX_ENDORSEMENTS
from tests.issuer_simulator import (
    CONTEXT_2_0,
    OB_3_0_3,
    Issuer,
    IssuerSimulator,
    Securing,
    badge,
    open_credential,
    secure,
    status_entry,
)

BADGE = "urn:uuid:7f1a3c52-3b0e-4f6e-9a53-0d7a5f0a0001"
ACHIEVEMENT = "https://badges.example.edu/achievements/data-analysis"
LIST = "https://endorser.example.org/status/1"
CONTEXTS = [CONTEXT_2_0, OB_3_0_3]
AUTHENTIC, CURRENT = Authenticity.AUTHENTIC, Currency.CURRENT


@pytest.fixture
def world() -> IssuerSimulator:
    return IssuerSimulator()


def endorsement(endorser: Issuer, about: str, /, **changes: Any) -> dict[str, Any]:
    document: dict[str, Any] = {
        "@context": CONTEXTS,
        "id": "urn:uuid:7f1a3c52-3b0e-4f6e-9a53-0d7a5f0a0e01",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": endorser.did, "type": ["Profile"], "name": "Guild of Analysts"},
        "validFrom": "2025-01-03T00:00:00Z",
        "credentialSubject": {"id": about, "type": ["EndorsementSubject"], "endorsementComment": "Rigorous."},
    }
    return {name: value for name, value in (document | changes).items() if value is not None}


def carry(document: dict[str, Any], place: str, endorsed: bytes) -> dict[str, Any]:
    """Put an endorsement into a badge, as JSON or as a token."""
    carriers = {
        "credential": document,
        "achievement": document["credentialSubject"]["achievement"],
        "issuer": document["issuer"],
    }
    if endorsed.startswith(b"{"):
        carriers[place].setdefault("endorsement", []).append(orjson.loads(endorsed))
    else:
        carriers[place].setdefault("endorsementJwt", []).append(endorsed.decode())
    return document


def plain_badge(issuer: Issuer, /, **changes: Any) -> dict[str, Any]:
    document = badge(issuer, **changes)
    document["@context"] = [*CONTEXTS]
    return document


def told(found: Verification) -> list[tuple[str, str]]:
    return [(check.outcome.value, check.reason) for check in found.checks if check.name == "endorsement"]


def judge(
    world: IssuerSimulator, document: dict[str, Any], issuer: Issuer, now: datetime, securing: Securing = "jwt"
) -> Verification:
    return world.verifier().verify(open_credential(secure(document, issuer, securing)), as_of=now)


@pytest.mark.parametrize("outer", ["jwt", "eddsa-rdfc-2022"])
@pytest.mark.parametrize("inner", ["jwt", "eddsa-rdfc-2022"])
@pytest.mark.parametrize(
    ("place", "about", "named"),
    [
        ("credential", BADGE, "the badge"),
        ("credential", ACHIEVEMENT, "the achievement"),
        ("credential", "issuer", "the issuer"),
        ("credential", "did:example:ada", "the holder"),
        ("achievement", ACHIEVEMENT, "the achievement"),
        ("issuer", "issuer", "the issuer"),
    ],
)
def test_a_genuine_endorsement_is_told_by_whom(
    world: IssuerSimulator, now: datetime, outer: Securing, inner: Securing, place: str, about: str, named: str
) -> None:
    issuer, guild = world.web_issuer(), world.key_issuer("guild")
    endorsed = secure(endorsement(guild, issuer.did if about == "issuer" else about), guild, inner)
    found = judge(world, carry(plain_badge(issuer), place, endorsed), issuer, now, outer)
    assert (found.authenticity, found.currency) == (AUTHENTIC, CURRENT)
    assert told(found) == [("passed", "ENDORSED")]
    (check,) = (check for check in found.checks if check.name == "endorsement")
    assert all(word in check.detail for word in (guild.did, "Guild of Analysts", "Rigorous.", named))


def altered(endorsed: dict[str, Any]) -> None:
    endorsed["credentialSubject"]["endorsementComment"] = "Outstanding!"


def unsigned(endorsed: dict[str, Any]) -> None:
    del endorsed["proof"]


def without_context(endorsed: dict[str, Any]) -> None:
    del endorsed["@context"]


def of_an_unknown_suite(endorsed: dict[str, Any]) -> None:
    endorsed["proof"]["cryptosuite"] = "rot13-2030"


def of_an_issuer_who_does_not_answer(endorsed: dict[str, Any]) -> None:
    endorsed["issuer"]["id"] = "did:web:gone.example"
    endorsed["proof"]["verificationMethod"] = "did:web:gone.example#key-1"


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (altered, ("failed", "ENDORSEMENT_INVALID")),
        (unsigned, ("failed", "ENDORSEMENT_INVALID")),
        (without_context, ("failed", "ENDORSEMENT_INVALID")),
        (of_an_unknown_suite, ("not_run", "ENDORSEMENT_NOT_PROVEN")),
        (of_an_issuer_who_does_not_answer, ("not_run", "ENDORSEMENT_NOT_PROVEN")),
    ],
)
def test_a_bad_endorsement_takes_nothing_from_the_badge(
    world: IssuerSimulator, now: datetime, spoil: Callable[[dict[str, Any]], None], expected: tuple[str, str]
) -> None:
    issuer, guild = world.web_issuer(), world.key_issuer("guild")
    endorsed = orjson.loads(secure(endorsement(guild, BADGE), guild, "eddsa-rdfc-2022"))
    spoil(endorsed)
    found = judge(world, carry(plain_badge(issuer), "credential", orjson.dumps(endorsed)), issuer, now)
    assert (found.authenticity, found.currency, told(found)) == (AUTHENTIC, CURRENT, [expected])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"validUntil": "2026-01-01T00:00:00Z"}, ("warning", "ENDORSEMENT_NOT_CURRENT")),
        ({"validFrom": "2027-01-01T00:00:00Z"}, ("warning", "ENDORSEMENT_NOT_CURRENT")),
        ({"credentialStatus": status_entry(LIST, 3)}, ("failed", "ENDORSEMENT_WITHDRAWN")),
        ({"credentialStatus": status_entry(LIST, 4)}, ("passed", "ENDORSED")),
        ({"credentialStatus": status_entry(f"{LIST}0", 3)}, ("not_run", "ENDORSEMENT_STATUS_UNKNOWN")),
        ({"type": ["VerifiableCredential"]}, ("warning", "NOT_AN_ENDORSEMENT")),
        ({"credentialSubject": {"id": "https://other.example"}}, ("warning", "ENDORSEMENT_ABOUT_ANOTHER")),
        ({"credentialSubject": {"endorsementComment": "Good."}}, ("warning", "ENDORSEMENT_ABOUT_ANOTHER")),
    ],
)
def test_what_an_authentic_endorsement_is_worth(
    world: IssuerSimulator, now: datetime, changes: dict[str, Any], expected: tuple[str, str]
) -> None:
    issuer, guild = world.web_issuer(), world.web_issuer("endorser.example.org")
    world.serve_status(guild, LIST, bits={3})
    endorsed = secure(endorsement(guild, BADGE, **changes), guild, "jwt")
    found = judge(world, carry(plain_badge(issuer), "credential", endorsed), issuer, now)
    assert (found.authenticity, found.currency, told(found)) == (AUTHENTIC, CURRENT, [expected])


@pytest.mark.parametrize(("place", "about"), [("achievement", BADGE), ("issuer", ACHIEVEMENT), ("issuer", BADGE)])
def test_it_must_be_about_what_it_stands_in(world: IssuerSimulator, now: datetime, place: str, about: str) -> None:
    issuer, guild = world.web_issuer(), world.key_issuer("guild")
    endorsed = secure(endorsement(guild, about), guild, "jwt")
    found = judge(world, carry(plain_badge(issuer), place, endorsed), issuer, now)
    assert told(found) == [("warning", "ENDORSEMENT_ABOUT_ANOTHER")]


def test_own_praise_is_no_endorsement(world: IssuerSimulator, now: datetime) -> None:
    issuer = world.web_issuer()
    endorsed = secure(endorsement(issuer, issuer.did), issuer, "jwt")
    assert told(judge(world, carry(plain_badge(issuer), "issuer", endorsed), issuer, now)) == [
        ("warning", "ENDORSED_BY_ITSELF")
    ]
    holder = world.key_issuer("holder")
    document = plain_badge(issuer)
    document["credentialSubject"]["id"] = holder.did
    endorsed = secure(endorsement(holder, BADGE), holder, "jwt")
    assert told(judge(world, carry(document, "credential", endorsed), issuer, now)) == [
        ("warning", "ENDORSED_BY_ITSELF")
    ]


def test_only_so_many_are_looked_at(world: IssuerSimulator, now: datetime) -> None:
    issuer, guild = world.web_issuer(), world.key_issuer("guild")
    document = plain_badge(issuer)
    for number in range(MAX_ENDORSEMENTS + 1):
        carry(document, "credential", secure(endorsement(guild, BADGE, id=f"urn:x:{number}"), guild, "jwt"))
    assert told(judge(world, document, issuer, now)) == [
        *[("passed", "ENDORSED")] * MAX_ENDORSEMENTS,
        ("not_run", "TOO_MANY_ENDORSEMENTS"),
    ]


def test_an_endorsement_in_an_endorsement_is_not_followed(world: IssuerSimulator, now: datetime) -> None:
    issuer, guild, crown = world.web_issuer(), world.key_issuer("guild"), world.key_issuer("crown")
    inner = endorsement(guild, BADGE)
    inner["endorsement"] = [orjson.loads(secure(endorsement(crown, inner["id"]), crown, "eddsa-rdfc-2022"))]
    found = judge(world, carry(plain_badge(issuer), "credential", secure(inner, guild, "jwt")), issuer, now)
    assert told(found) == [("passed", "ENDORSED")]


def test_of_a_rejected_badge_no_endorsement_is_looked_at(world: IssuerSimulator, now: datetime) -> None:
    issuer, guild = world.key_issuer(), world.web_issuer("endorser.example.org")
    document = carry(plain_badge(issuer), "credential", secure(endorsement(guild, BADGE), guild, "jwt"))
    signed = orjson.loads(secure(document, issuer, "eddsa-rdfc-2022"))
    signed["name"] = "Something else"
    found = world.verifier().verify(open_credential(orjson.dumps(signed)), as_of=now)
    assert (found.authenticity, told(found)) == (Authenticity.REJECTED, [("not_run", "NOT_AUTHENTIC")])
    assert world.asked == []


def embedded(world: IssuerSimulator, **status: Any) -> tuple[Issuer, dict[str, Any]]:
    """A badge signed as data, with an embedded endorsement of itself."""
    issuer, guild = world.key_issuer(), world.key_issuer("guild")
    endorsed = secure(endorsement(guild, BADGE), guild, "eddsa-rdfc-2022")
    document = carry(plain_badge(issuer, validUntil="2026-02-01T00:00:00Z", **status), "credential", endorsed)
    return issuer, orjson.loads(secure(document, issuer, "eddsa-rdfc-2022"))


@pytest.mark.parametrize("where", ["comment", "issuer", "proof", "context"])
def test_the_badges_signature_covers_an_embedded_endorsement(world: IssuerSimulator, now: datetime, where: str) -> None:
    _, signed = embedded(world)
    (inner,) = signed["endorsement"]
    if where == "comment":
        inner["credentialSubject"]["endorsementComment"] = "Outstanding!"
    elif where == "issuer":
        inner["issuer"]["name"] = "MIT"
    elif where == "proof":
        inner["proof"]["created"] = "2025-01-04T00:00:00Z"
    else:
        inner["@context"] = [*CONTEXTS, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"]
    found = world.verifier().verify(open_credential(orjson.dumps(signed)), as_of=now)
    assert found.authenticity is not AUTHENTIC
    signed["endorsement"][0]["note"] = "not signed"
    found = world.verifier().verify(open_credential(orjson.dumps(signed)), as_of=now)
    assert found.authenticity is not AUTHENTIC


@pytest.mark.parametrize("name", ["validUntil", "validFrom", "credentialStatus", "name", "evidence"])
def test_nothing_of_the_badge_can_be_moved_into_its_endorsement(
    world: IssuerSimulator, now: datetime, name: str
) -> None:
    """The statements stay the same, and so does the signature; but the end date would no longer be found."""
    _, signed = embedded(
        world,
        credentialStatus=status_entry(LIST, 3),
        evidence=[{"type": ["Evidence"], "name": "Failed."}],
    )
    before = world.verifier().verify(open_credential(orjson.dumps(signed)), as_of=now)
    assert before.authenticity is AUTHENTIC
    for target in ("credentialSubject", None):
        moved = deepcopy(signed)
        (inner,) = moved["endorsement"]
        node = inner["credentialSubject"] if target else {"id": BADGE, "type": ["EndorsementSubject"]}
        node[name] = moved.pop(name)
        if not target:
            inner["credentialSubject"] = [inner["credentialSubject"], node]
        found = world.verifier().verify(open_credential(orjson.dumps(moved)), as_of=now)
        assert found.authenticity is not AUTHENTIC


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from([BADGE, ACHIEVEMENT, "did:example:ada", "a.b.c"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@context", "id", "type", "issuer", "credentialSubject", "endorsementComment", "proof"]),
            inner,
        )
    ),
    max_leaves=10,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(embedded_=JSON, token=JSON, place=st.sampled_from(["credential", "achievement", "issuer"]))
def test_whatever_stands_there_is_read_and_said(now: datetime, embedded_: Any, token: Any, place: str) -> None:
    world = IssuerSimulator()
    issuer = world.key_issuer()
    document = plain_badge(issuer)
    part = {"credential": document, "issuer": document["issuer"]}.get(
        place, document["credentialSubject"]["achievement"]
    )
    part["endorsement"], part["endorsementJwt"] = embedded_, token
    found = judge(world, document, issuer, now)
    assert found.authenticity is AUTHENTIC
    assert not {"passed"} & {outcome for outcome, _ in told(found)}
    assert "INTERNAL_ERROR" not in {reason for _, reason in told(found)}
