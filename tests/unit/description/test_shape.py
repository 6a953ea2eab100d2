"""Required properties, by the specification's tables: told in words, for any document, and never a matter of proof."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.description.shape import MAX_BREACHES, OwnSchema, breaches, own_schemas, specifications
from tests.integration.ingesting import badge
from tests.issuer_simulator import IssuerSimulator
from tests.learner_records import record

BADGE = badge(1, "SQL", email="ada@example.org")
OLD: dict[str, Any] = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": "https://a.example/1",
    "recipient": {"type": "email", "hashed": False, "identity": "a@b.example"},
    "badge": {
        "type": "BadgeClass",
        "id": "https://a.example/b",
        "name": "B",
        "description": "b",
        "image": "https://a.example/b.png",
        "criteria": "https://a.example/c",
        "issuer": "https://a.example/i",
    },
    "verification": {"type": "hosted"},
    "issuedOn": "2020-01-01",
}


def told(document: dict[str, Any]) -> list[str]:
    return [f"{one.where} {one.words}" for one in breaches(document)]


def without(document: dict[str, Any], *path: str | int) -> dict[str, Any]:
    changed = deepcopy(document)
    place: Any = changed
    for part in path[:-1]:
        place = place[part]
    del place[path[-1]]
    return changed


def test_what_is_built_by_the_tables_departs_from_nothing() -> None:
    clr = record(IssuerSimulator().key_issuer(), [BADGE])
    for document in (BADGE, OLD, clr):
        assert breaches(document) == ()
    assert specifications(BADGE) == ("Verifiable Credential", "Open Badges 3.0")
    assert specifications(clr) == ("Verifiable Credential", "Comprehensive Learner Record 2.0")
    assert specifications(OLD) == ("Open Badges 2.0",)


SUBJECT = "credentialSubject"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("id",), "id is missing"),
        (("issuer", "type"), "issuer.type is missing"),
        ((SUBJECT, "type"), "credentialSubject.type is missing"),
        ((SUBJECT, "achievement", "criteria"), "credentialSubject.achievement.criteria is missing"),
        ((SUBJECT, "achievement", "description"), "credentialSubject.achievement.description is missing"),
        ((SUBJECT, "identifier", 0, "hashed"), "credentialSubject.identifier[0].hashed is missing"),
    ],
)
def test_each_required_property_is_missed(path: tuple[str | int, ...], expected: str) -> None:
    assert told(without(BADGE, *path)) == [expected]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"id": "no scheme"}, ["id is not an identifier (URI)"]),
        ({"validFrom": "2026-01-01"}, ["validFrom is not a date and time as it has to be written"]),
        ({"validFrom": "2026-01-01T00:00:00"}, ["validFrom is not a date and time as it has to be written"]),
        ({"issuer": "did:example:a"}, []),
        ({"issuer": 7}, ["issuer is not a text or an object"]),
        ({"credentialStatus": {"id": "https://a.example"}}, ["credentialStatus.type is missing"]),
        ({"credentialSchema": [{"type": "JsonSchema"}]}, ["credentialSchema[0].id is missing"]),
        (
            {"evidence": [{"id": "https://a.example"}, {"type": []}]},
            ["evidence[0].type is missing", "evidence[1].type is empty"],
        ),
    ],
)
def test_departures_are_told_in_words(changed: dict[str, Any], expected: list[str]) -> None:
    assert told({**BADGE, **changed}) == expected


def test_old_badges_and_records_have_tables_of_their_own() -> None:
    assert told(without(OLD, "badge", "criteria")) == ["badge.criteria is missing"]
    assert told({**OLD, "badge": "https://a.example/b"}) == []
    clr = record(IssuerSimulator().key_issuer(), [BADGE])
    assert told(without(clr, SUBJECT, "verifiableCredential")) == ["credentialSubject.verifiableCredential is missing"]
    assert told(without(clr, SUBJECT, "association", 0, "targetId")) == [
        "credentialSubject.association[0].targetId is missing"
    ]


def test_what_is_no_credential_departs_from_nothing_and_much_is_bounded() -> None:
    assert breaches({}) == breaches({"type": ["Person"], "@context": 7}) == ()
    assert len(breaches({**BADGE, "evidence": [{}] * 50_000})) == MAX_BREACHES


def test_a_credential_s_own_schema_is_noted() -> None:
    named = {"id": "https://a.example/schema.json", "type": "1EdTechJsonSchemaValidator2019"}
    assert own_schemas({**BADGE, "credentialSchema": [named, {"id": 7}, "text"]}) == (OwnSchema(**named),)
    assert own_schemas({**BADGE, "credentialSchema": named}) == (OwnSchema(**named),)


names = st.sampled_from([*BADGE, *BADGE["credentialSubject"], *BADGE["credentialSubject"]["achievement"], "identifier"])
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=15,
)


@given(st.dictionaries(names, values, max_size=5), st.sampled_from([BADGE, OLD]))
@settings(max_examples=150)
def test_any_document_is_looked_at_without_failing(changed: dict[str, Any], document: dict[str, Any]) -> None:
    merged = {**document, **changed}
    assert len(breaches(merged)) <= MAX_BREACHES
    assert all(breach.where and breach.words for breach in breaches(merged))
    own_schemas(merged)
