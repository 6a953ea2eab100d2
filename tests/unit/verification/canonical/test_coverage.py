"""What a signature leaves out is named, and what would bend a name is refused.

Every attack here leaves the canonical form of a genuine badge as it was, so no signature would notice it.
"""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

from hiring.errors import IntakeError, MalformedError, Unsupported, VerificationError
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from tests.unit.verification.issuers import badge

CANONICALISER = ReferenceCanonicaliser()
CREDENTIALS = "https://www.w3.org/2018/credentials#"
DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime"
STATUS = {
    "id": "https://harbour.example/status/1#7",
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "7",
    "statusListCredential": "https://harbour.example/status/1",
}


def _badge() -> dict[str, Any]:
    made = badge("did:web:harbour.example")
    made["credentialStatus"] = dict(STATUS)
    made["credentialSubject"]["identifier"] = [
        {"type": "IdentityObject", "identityHash": "ada@example.org", "identityType": "emailAddress", "hashed": False}
    ]
    return made


GENUINE = CANONICALISER.canonicalise(_badge())


def test_a_genuine_badge_is_covered_whole() -> None:
    assert GENUINE.uncovered == ()
    assert b"bridges under supervision" in GENUINE.nquads


def _set(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """A change at a dotted path."""

    def change(document: dict[str, Any]) -> None:
        *way, last = path.split(".")
        part: Any = document
        for name in way:
            part = part[int(name)] if name.isdigit() else part[name]
        if isinstance(part, list):
            part.insert(int(last), value)
        else:
            part[last] = value

    return change


ACHIEVEMENT = "credentialSubject.achievement"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (_set(f"{ACHIEVEMENT}.creditsEarned", 30), (f"{ACHIEVEMENT}.creditsEarned",)),
        (_set("level", "expert"), ("level",)),
        (_set("credentialSubject.achievement.criteria.points", {"a": [1]}), (f"{ACHIEVEMENT}.criteria.points",)),
        (_set("type.2", "ExpertCredential"), ("type=ExpertCredential",)),
        (_set("issuer.type.0", "University"), ("issuer.type=University",)),
        (_set("credentialSchema", {"type": "Other"}), ("credentialSchema.type=Other",)),
        (_set("@index", "x"), None),
        (_set("credentialSubject.identifier.0.id", "_:ada"), ("credentialSubject.identifier[0].id=_:ada",)),
        (_set(f"{ACHIEVEMENT}.criteria.id", "relative/criteria"), (f"{ACHIEVEMENT}.criteria.id=relative/criteria",)),
        (_set("type.0", None), None),
    ],
)
def test_an_addition_that_no_signature_covers_is_named(
    change: Callable[[dict[str, Any]], None], named: tuple[str, ...] | None
) -> None:
    document = _badge()
    change(document)
    if named is None:
        with pytest.raises((MalformedError, Unsupported)):
            CANONICALISER.canonicalise(document)
    else:
        assert set(named) <= set(CANONICALISER.canonicalise(document).uncovered)


def test_a_schema_type_that_no_context_defines_is_named_with_its_place() -> None:
    document = _badge()
    document["credentialSchema"] = [{"id": "https://x.example/s.json", "type": "1EdTechJsonSchemaValidator2019"}]
    assert CANONICALISER.canonicalise(document).uncovered == (
        "credentialSchema[0].type=1EdTechJsonSchemaValidator2019",
    )
    document["@context"] = [*document["@context"], "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]
    assert CANONICALISER.canonicalise(document).uncovered == ()


def test_items_that_vanish_from_arrays_are_named() -> None:
    document = _badge()
    document["evidence"] = [None, {"id": "https://x.example/e", "type": "Evidence"}]
    document["credentialSubject"]["achievement"]["tag"] = ["a", ["b"]]
    assert set(CANONICALISER.canonicalise(document).uncovered) == {
        "evidence[0]=null",
        f"{ACHIEVEMENT}.tag[1]=array",
    }


def test_the_direction_of_a_text_is_named() -> None:
    document = _badge()
    document["name"] = {"@value": "Bridge inspection", "@language": "en", "@direction": "rtl"}
    assert CANONICALISER.canonicalise(document).uncovered == ("name.@direction",)


# -- one thing said in another way ------------------------------------------------------------------------------------


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
    "expiry in a nest": _all(_inline({"n": "@nest"}), _set("n", {"validUntil": "2029-01-05T09:00:00Z"})),
    "everything in a graph": lambda document: document.update({"@graph": [{"id": document["id"]}]}),
    "included nodes": lambda document: document.update({"@included": [{"id": document["id"]}]}),
    "text as a value object": _wrap("name", lambda text: {"@value": text}),
    "text with a direction only": _wrap("name", lambda text: {"@value": text, "@direction": "ltr"}),
    "date as a value object": _wrap("validUntil", lambda text: {"@value": text, "@type": DATE_TIME}),
    "status in a set": _wrap("credentialStatus", lambda entry: {"@set": [entry]}),
    "status type under its full IRI": _set(
        "credentialStatus.type", "https://www.w3.org/ns/credentials/status#BitstringStatusListEntry"
    ),
    "issuer through a prefix": _all(_inline({"x": "did:web:"}), _set("issuer.id", "x:harbour.example")),
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
    document = _badge()
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

    document = _badge()
    HIDDEN[attack](document)
    assert form(_badge()) == GENUINE.nquads
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
    document = _badge()
    document["@context"] = [*document["@context"], definitions]
    with pytest.raises(Unsupported) as refused:
        CANONICALISER.canonicalise(document)
    assert refused.value.code == "CONTEXT_INLINE"


def test_a_badge_may_bring_plain_names_of_its_own() -> None:
    document = _badge()
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
    document = _badge()
    document["@context"] = [*document["@context"], {name: "https://harbour.example/other"}]
    document[name] = "2026-01-05T09:00:00Z"
    with pytest.raises((Unsupported, MalformedError)):
        CANONICALISER.canonicalise(document)


def test_what_is_said_of_the_subject_stays_with_the_subject() -> None:
    document = _badge()
    document["credentialSubject"]["achievement"]["creator"] = {
        "id": document["credentialSubject"]["id"],
        "type": "Profile",
        "identifier": document["credentialSubject"].pop("identifier"),
    }
    with pytest.raises(Unsupported) as refused:
        CANONICALISER.canonicalise(document)
    assert refused.value.code == "STATEMENTS_SPLIT"


def test_an_issuer_may_be_its_own_subject() -> None:
    document = _badge()
    document["credentialSubject"]["id"] = document["issuer"]["id"]
    assert CANONICALISER.canonicalise(document).uncovered == ()


# -- contexts and identifiers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contexts", "code"),
    [
        (["https://www.w3.org/ns/credentials/v2", "https://evil.example/c"], "CONTEXT_UNKNOWN"),
        ("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", "CONTEXT_BASE"),
        ([], "CONTEXT_BASE"),
        ([{"name": "https://schema.org/name"}], "CONTEXT_BASE"),
    ],
)
def test_contexts_must_be_known_and_begin_with_a_data_model(contexts: Any, code: str) -> None:
    with pytest.raises(Unsupported) as refused:
        CANONICALISER.canonicalise({**_badge(), "@context": contexts})
    assert refused.value.code == code


def test_a_context_deep_inside_must_be_known_too() -> None:
    document = _badge()
    document["credentialSubject"]["achievement"]["@context"] = "https://evil.example/c"
    with pytest.raises(Unsupported) as refused:
        CANONICALISER.canonicalise(document)
    assert refused.value.code == "CONTEXT_UNKNOWN"


def test_no_context_at_all_is_refused() -> None:
    document = _badge()
    del document["@context"]
    with pytest.raises(Unsupported):
        CANONICALISER.canonicalise(document)


@pytest.mark.parametrize("character", list('<> \t\n\r"{}|^`\\\0\x1f'))
def test_an_identifier_cannot_write_quads_of_its_own(character: str) -> None:
    document = _badge()
    document["id"] = f"urn:x{character}y"
    try:
        canonical = CANONICALISER.canonicalise(document)
    except (MalformedError, Unsupported):
        return
    assert canonical.uncovered  # white space made it relative, and so dropped


@pytest.mark.parametrize("language", ["en> <x", "e n", "", "en\n", "toolonglanguage"])
def test_a_language_tag_cannot_either(language: str) -> None:
    document = _badge()
    document["name"] = {"@value": "x", "@language": language}
    with pytest.raises(MalformedError):
        CANONICALISER.canonicalise(document)


def test_line_separators_in_texts_are_kept() -> None:
    document = _badge()
    document["name"] = 'one\u2028two\u0085three\nfour"five\\six'
    canonical = CANONICALISER.canonicalise(document)
    assert '"one\u2028two\u0085three\\nfour\\"five\\\\six"'.encode() in canonical.nquads
    assert canonical.nquads.count(b" .\n") == GENUINE.nquads.count(b" .\n")


def test_the_document_is_not_changed() -> None:
    document = _badge()
    before = deepcopy(document)
    CANONICALISER.canonicalise(document)
    assert document == before


# -- whatever comes ---------------------------------------------------------------------------------------------------

_names = st.sampled_from(
    ["id", "type", "name", "issuer", "validUntil", "credentialStatus", "@id", "@type", "@value", "@language", "@graph",
     "@reverse", "@nest", "@list", "@set", "@index", "@context", f"{CREDENTIALS}validUntil", "undefined", "tag"]
)  # fmt: skip
_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**30) | st.floats(allow_nan=False) | st.text(max_size=6)
    | st.sampled_from(["did:web:x", "_:b0", "VerifiableCredential", "https://www.w3.org/ns/credentials/v2"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(place=st.sampled_from(["", "issuer", "credentialSubject", "credentialStatus"]), name=_names, value=_values)
def test_any_change_is_signed_or_named_or_refused(place: str, name: str, value: Any) -> None:
    """The property that everything above is about: the form stays the same only if the document reads the same."""
    document = _badge()
    target = document[place] if place else document
    if not isinstance(target, dict) or target.get(name, "absent") == value:
        return
    target[name] = value
    try:
        canonical = CANONICALISER.canonicalise(document)
    except (IntakeError, VerificationError):
        return
    assert canonical.nquads != GENUINE.nquads or canonical.uncovered or _says_nothing_new(_badge(), document)


def _says_nothing_new(genuine: Any, document: Any) -> bool:
    """Whether two documents differ only by nulls, empty arrays, single values in arrays, order and repetition."""
    return bool(_plain(genuine) == _plain(document))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in sorted(value.items()) if _plain(inner) is not None}
    if isinstance(value, list):
        items = {json.dumps(_plain(inner), sort_keys=True) for inner in value if _plain(inner) is not None}
        return None if not items else json.loads(min(items)) if len(items) == 1 else sorted(items)
    return int(value) if isinstance(value, float) and value.is_integer() else value
