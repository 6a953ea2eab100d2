"""Whatever is changed in a badge of Open Badges 2.0 or in what its issuer serves: no traceback, nothing believed."""

import json
from copy import deepcopy
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import CredenceError
from hiring.formats import complete, read
from hiring.models.artifact import Artifact
from hiring.models.credential import Credential
from hiring.models.verdict import Authenticity
from tests.mutations import (
    add_term,
    change_value,
    delete_key,
    move_value,
    nodes,
    regroup,
    rename_key,
    reorder,
    repeat,
)
from tests.ob2_issuer import Ob2Issuer
from tests.unit.verification.issuers import AS_OF

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
MEMBERS = st.sampled_from(
    [
        *(
            "@context",
            "type",
            "id",
            "uid",
            "recipient",
            "badge",
            "issuedOn",
            "expires",
            "evidence",
            "narrative",
            "verify",
        ),
        *("verification", "revoked", "issuer", "name", "criteria", "alignment", "tags", "publicKey", "revocationList"),
        *("owner", "publicKeyPem", "revokedAssertions", "startsWith", "allowedOrigins", "salt", "issued_on", "version"),
    ]
)
ISSUER = Ob2Issuer()
# What the facts of a badge are made of.
FACTS = ("id", "issuer", "subject_id", "identifiers", "achievement", "evidence", "language", "version")
DATES = ("valid_from", "valid_until")


def embedded() -> dict[str, Any]:
    """A badge with its parts in it, so that there is something to change."""
    return ISSUER.assertion(
        badge=ISSUER.badge_class(issuer=ISSUER.profile(revocationList=f"https://{ISSUER.host}/revoked")),
        expires="2030-01-01T00:00:00Z",
        narrative="Built alone.",
    )


def world() -> Ob2Issuer:
    """The issuer with a badge hosted, another signed, and a list."""
    issuer = Ob2Issuer()
    issuer.publish(profile=issuer.profile(revocationList=f"https://{issuer.host}/revoked"))
    issuer.world.serve(embedded()["id"], embedded())
    issuer.world.serve(f"https://{issuer.host}/revoked", {"type": "RevocationList", "revokedAssertions": ["x"]})
    return issuer


def facts(credential: Credential) -> dict[str, Any]:
    return credential.model_dump(include={*FACTS, *DATES})


def judged(issuer: Ob2Issuer, payload: bytes) -> tuple[Credential, Authenticity] | None:
    """Read, complete and verify; `None` where it was refused in words."""
    try:
        credential = complete(read(Artifact(source="x", digest="", carrier="json", payload=payload)), issuer.get)
    except CredenceError:
        return None
    found = issuer.world.verifier().verify(credential, as_of=AS_OF)
    assert "INTERNAL_ERROR" not in {check.reason for check in found.checks}, (payload, found.checks)
    return credential, found.authenticity


@given(st.dictionaries(MEMBERS | st.text(max_size=8), JSON, max_size=12), st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_object_is_read_or_refused(document: dict[str, Any], named: bool) -> None:
    made = document | ({"@context": "https://w3id.org/openbadges/v2", "type": "Assertion"} if named else {})
    found = judged(ISSUER, json.dumps(made).encode())
    assert found is None or found[1] is not Authenticity.AUTHENTIC


CHANGES = [change_value, change_value, add_term, delete_key, rename_key, move_value, regroup, reorder, repeat]


def mutate(document: dict[str, Any], random: Random) -> dict[str, Any]:
    made = deepcopy(document)
    for _ in range(random.choice([1, 1, 2])):
        if len(list(nodes(made))) > 1:
            random.choice(CHANGES)(made, random)
    return made


@given(st.randoms(use_true_random=False), st.sampled_from(["presented", "token"]))
@settings(max_examples=200, deadline=None)
def test_a_changed_badge_that_is_believed_says_what_the_issuer_says(random: Random, how: str) -> None:
    issuer = world()
    genuine = judged(issuer, json.dumps(embedded()).encode())
    assert genuine is not None
    assert genuine[1] is Authenticity.AUTHENTIC
    changed = mutate(embedded(), random)
    found = judged(issuer, issuer.sign(changed) if how == "token" else json.dumps(changed).encode())
    if found is not None and found[1] is Authenticity.AUTHENTIC and found[0].securing == "hosted":
        assert facts(found[0]) == facts(genuine[0])


PARTS = [ISSUER.id, ISSUER.class_id, ISSUER.key_id, f"https://{ISSUER.host}/revoked", str(embedded()["id"])]


@given(st.randoms(use_true_random=False), st.sampled_from(PARTS), st.none() | JSON)
@settings(max_examples=200, deadline=None)
def test_whatever_an_issuer_serves_is_read_or_refused(random: Random, part: str, instead: Any) -> None:
    issuer = world()
    served = mutate(json.loads(issuer.world.answers[part][1]), random) if instead is None else instead
    issuer.world.serve(part, json.dumps(served).encode())
    for payload in (json.dumps(embedded()).encode(), json.dumps(issuer.assertion()).encode(), issuer.sign()):
        assert judged(issuer, payload) is not None


@given(st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_a_changed_token_is_never_believed(random: Random) -> None:
    issuer = world()
    token = issuer.sign().decode()
    place = random.randrange(len(token))
    other = random.choice([c for c in "ABCabc019-_." if c != token[place]])
    changed = token[:place] + other + token[place + 1 :]
    found = judged(issuer, changed.encode())
    genuine = judged(issuer, token.encode())
    assert genuine is not None
    if found is not None and found[1] is Authenticity.AUTHENTIC:
        assert facts(found[0]) == facts(genuine[0])
        # The last letter of a part carries bits that are of no byte, so that another can stand for the same bytes.
        assert token[place + 1 : place + 2] in (".", "")
