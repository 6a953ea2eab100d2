"""One thing said in another way: signed as before, and out of sight of whoever reads by name. All of it is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from pyld import jsonld

from hiring.errors import MalformedError, Unsupported
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from tests.unit.verification.issuers import full_badge, set_at

CANONICALISER = ReferenceCanonicaliser()
CREDENTIALS = "https://www.w3.org/2018/credentials#"
DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime"
GENUINE = CANONICALISER.canonicalise(full_badge())


def _inline(definitions: dict[str, Any]) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        document["@context"] = [*document["@context"], definitions]

    return change


def _rename(old: str, new: str) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        document[new] = document.pop(old)

    return change


def _all(*changes: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        for one in changes:
            one(document)

    return change


def _wrap(name: str, wrap: Callable[[Any], Any]) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        document[name] = wrap(document[name])

    return change


HIDDEN = {
    "expiry under its full IRI": _rename("validUntil", f"{CREDENTIALS}validUntil"),
    "status under its full IRI": _rename("credentialStatus", f"{CREDENTIALS}credentialStatus"),
    "expiry under an alias": _all(
        _inline({"vu": {"@id": f"{CREDENTIALS}validUntil", "@type": DATE_TIME}}), _rename("validUntil", "vu")
    ),
    "status under an alias": _all(
        _inline({"st": {"@id": f"{CREDENTIALS}credentialStatus", "@type": "@id"}}), _rename("credentialStatus", "st")
    ),
    "expiry under a compact IRI": _all(_inline({"c": CREDENTIALS}), _rename("validUntil", "c:validUntil")),
    "expiry under a vocabulary": _all(_inline({"@vocab": f"{CREDENTIALS}valid"}), _rename("validUntil", "Until")),
    "id under its keyword": _rename("id", "@id"),
    "type under its keyword": _rename("type", "@type"),
    "expiry in a nest": _all(_inline({"n": "@nest"}), set_at("n", {"validUntil": "2029-01-05T09:00:00Z"})),
    "everything in a graph": lambda document: document.update({"@graph": [{"id": document["id"]}]}),
    "included nodes": lambda document: document.update({"@included": [{"id": document["id"]}]}),
    "text as a value object": _wrap("name", lambda text: {"@value": text}),
    "text with a direction only": _wrap("name", lambda text: {"@value": text, "@direction": "ltr"}),
    "date as a value object": _wrap("validUntil", lambda text: {"@value": text, "@type": DATE_TIME}),
    "status in a set": _wrap("credentialStatus", lambda entry: {"@set": [entry]}),
    "status type under its full IRI": set_at(
        "credentialStatus.type", "https://www.w3.org/ns/credentials/status#BitstringStatusListEntry"
    ),
    "issuer through a prefix": _all(_inline({"x": "did:web:"}), set_at("issuer.id", "x:harbour.example")),
}
# Those after which the signed statements are still the same: a verifier that does not refuse them sees nothing.
UNNOTICED = (
    "expiry under an alias",
    "status under its full IRI",
    "status under an alias",
    "id under its keyword",
    "type under its keyword",
    "everything in a graph",
    "text as a value object",
    "date as a value object",
    "status in a set",
    "issuer through a prefix",
)


@pytest.mark.parametrize("change", HIDDEN.values(), ids=HIDDEN.keys())
def test_a_name_out_of_sight_is_refused(change: Callable[[dict[str, Any]], None]) -> None:
    document = full_badge()
    change(document)
    with pytest.raises((Unsupported, MalformedError)) as refused:
        CANONICALISER.canonicalise(document)
    assert refused.value.code in {"NAMES_REDEFINED", "CONTEXT_INLINE", "NOT_JSON_LD"}


@pytest.mark.parametrize("attack", UNNOTICED)
def test_no_signature_would_notice(attack: str) -> None:
    def form(document: dict[str, Any]) -> bytes:
        options = CANONICALISER._options() | {"algorithm": "URDNA2015", "format": "application/n-quads"}
        made: str = jsonld.normalize(document, options)
        return made.encode()

    document = full_badge()
    HIDDEN[attack](document)
    assert form(full_badge()) == GENUINE.nquads
    assert form(document) == GENUINE.nquads


@pytest.mark.parametrize(
    "definitions",
    [
        {"@base": "https://x.example/"},
        {"@import": "https://www.w3.org/ns/credentials/v2"},
        {"@propagate": False},
        {"@language": "en"},
        {"@protected": True},
        {"n": "@nest"},
        {"t": "@type"},
        {"r": {"@reverse": f"{CREDENTIALS}credentialSubject"}},
        {"s": {"@id": f"{CREDENTIALS}credentialStatus", "@container": "@index"}},
        {"s": {"@id": f"{CREDENTIALS}credentialSubject", "@context": {"name": "https://schema.org/description"}}},
        {"j": {"@id": "https://x.example/j", "@type": "@json"}},
        {"l": {"@id": "https://x.example/l", "@language": "en"}},
        {"b": "_:blank"},
        {"i": "https://x.example/> <b"},
        {"p": {"@id": "https://x.example/", "@prefix": True}},
        None,
        7,
        ["https://www.w3.org/ns/credentials/v2"],
    ],
)
def test_a_context_that_does_more_than_name_things_is_refused(definitions: Any) -> None:
    document = full_badge()
    document["@context"] = [*document["@context"], definitions]
    with pytest.raises(Unsupported) as refused:
        CANONICALISER.canonicalise(document)
    assert refused.value.code == "CONTEXT_INLINE"


def test_a_badge_may_bring_plain_names_of_its_own() -> None:
    document = full_badge()
    document["@context"] = [
        *document["@context"],
        {
            "@version": 1.1,
            "berth": "https://harbour.example/terms#berth",
            "pilot": {"@id": "https://harbour.example/terms#pilot", "@type": "@id"},
            # As one published badge does: a name that only the other data model knows, for an IRI that none does.
            "issuanceDate": "https://www.w3.org/2018/credentials/v1#issuanceDate",
        },
    ]
    document |= {"berth": "7", "pilot": "did:example:pilot", "issuanceDate": "2026-01-05T09:00:00Z"}
    canonical = CANONICALISER.canonicalise(document)
    assert canonical.uncovered == ()
    assert b"terms#berth" in canonical.nquads


@pytest.mark.parametrize("name", ["creditsEarned", "name", "result", "statusListIndex"])
def test_a_known_name_keeps_its_meaning(name: str) -> None:
    document = full_badge()
    document["@context"] = [*document["@context"], {name: "https://harbour.example/other"}]
    document[name] = "2026-01-05T09:00:00Z"
    with pytest.raises((Unsupported, MalformedError)):
        CANONICALISER.canonicalise(document)


def test_what_is_said_of_the_subject_stays_with_the_subject() -> None:
    document = full_badge()
    document["credentialSubject"]["achievement"]["creator"] = {
        "id": document["credentialSubject"]["id"],
        "type": "Profile",
        "identifier": document["credentialSubject"].pop("identifier"),
    }
    with pytest.raises(Unsupported) as refused:
        CANONICALISER.canonicalise(document)
    assert refused.value.code == "STATEMENTS_SPLIT"


def test_an_issuer_may_be_its_own_subject() -> None:
    document = full_badge()
    document["credentialSubject"]["id"] = document["issuer"]["id"]
    assert CANONICALISER.canonicalise(document).uncovered == ()
