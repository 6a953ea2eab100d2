"""What a signature leaves out is named: it can be added to a genuine badge and no signature would notice."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import IntakeError, MalformedError, Unsupported, VerificationError
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from tests.unit.verification.issuers import full_badge, set_at

CANONICALISER = ReferenceCanonicaliser()
CREDENTIALS = "https://www.w3.org/2018/credentials#"
GENUINE = CANONICALISER.canonicalise(full_badge())


def test_a_genuine_badge_is_covered_whole() -> None:
    assert GENUINE.uncovered == ()
    assert b"bridges under supervision" in GENUINE.nquads


ACHIEVEMENT = "credentialSubject.achievement"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (set_at(f"{ACHIEVEMENT}.creditsEarned", 30), (f"{ACHIEVEMENT}.creditsEarned",)),
        (set_at("level", "expert"), ("level",)),
        (set_at("credentialSubject.achievement.criteria.points", {"a": [1]}), (f"{ACHIEVEMENT}.criteria.points",)),
        (set_at("type.2", "ExpertCredential"), ("type=ExpertCredential",)),
        (set_at("issuer.type.0", "University"), ("issuer.type=University",)),
        (set_at("credentialSchema", {"type": "Other"}), ("credentialSchema.type=Other",)),
        (set_at("@index", "x"), None),
        (set_at("credentialSubject.identifier.0.id", "_:ada"), ("credentialSubject.identifier[0].id=_:ada",)),
        (set_at(f"{ACHIEVEMENT}.criteria.id", "relative/criteria"), (f"{ACHIEVEMENT}.criteria.id=relative/criteria",)),
        (set_at("type.0", None), None),
    ],
)
def test_an_addition_that_no_signature_covers_is_named(
    change: Callable[[dict[str, Any]], None], named: tuple[str, ...] | None
) -> None:
    document = full_badge()
    change(document)
    if named is None:
        with pytest.raises((MalformedError, Unsupported)):
            CANONICALISER.canonicalise(document)
    else:
        assert set(named) <= set(CANONICALISER.canonicalise(document).uncovered)


def test_a_schema_type_that_no_context_defines_is_named_with_its_place() -> None:
    document = full_badge()
    document["credentialSchema"] = [{"id": "https://x.example/s.json", "type": "1EdTechJsonSchemaValidator2019"}]
    assert CANONICALISER.canonicalise(document).uncovered == (
        "credentialSchema[0].type=1EdTechJsonSchemaValidator2019",
    )
    document["@context"] = [*document["@context"], "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]
    assert CANONICALISER.canonicalise(document).uncovered == ()


def test_items_that_vanish_from_arrays_are_named() -> None:
    document = full_badge()
    document["evidence"] = [None, {"id": "https://x.example/e", "type": "Evidence"}]
    document["credentialSubject"]["achievement"]["tag"] = ["a", ["b"]]
    assert set(CANONICALISER.canonicalise(document).uncovered) == {
        "evidence[0]=null",
        f"{ACHIEVEMENT}.tag[1]=array",
    }


def test_the_direction_of_a_text_is_named() -> None:
    document = full_badge()
    document["name"] = {"@value": "Bridge inspection", "@language": "en", "@direction": "rtl"}
    assert CANONICALISER.canonicalise(document).uncovered == ("name.@direction",)


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
        CANONICALISER.canonicalise({**full_badge(), "@context": contexts})
    assert refused.value.code == code


def test_a_context_deep_inside_must_be_known_too() -> None:
    document = full_badge()
    document["credentialSubject"]["achievement"]["@context"] = "https://evil.example/c"
    with pytest.raises(Unsupported) as refused:
        CANONICALISER.canonicalise(document)
    assert refused.value.code == "CONTEXT_UNKNOWN"


def test_no_context_at_all_is_refused() -> None:
    document = full_badge()
    del document["@context"]
    with pytest.raises(Unsupported):
        CANONICALISER.canonicalise(document)


@pytest.mark.parametrize("character", list('<> \t\n\r"{}|^`\\\0\x1f'))
def test_an_identifier_cannot_write_quads_of_its_own(character: str) -> None:
    document = full_badge()
    document["id"] = f"urn:x{character}y"
    try:
        canonical = CANONICALISER.canonicalise(document)
    except (MalformedError, Unsupported):
        return
    assert canonical.uncovered  # white space made it relative, and so dropped


@pytest.mark.parametrize("space", list("\x85\xa0\u1680\u2003\u2028\u202f\u3000"))
def test_what_is_said_of_an_identifier_with_white_space_in_it_is_not_covered(space: str) -> None:
    document = full_badge()
    document["evidence"] = [{"id": f"https://x.example/{space}", "type": ["Evidence"], "name": "Built a bridge"}]
    canonical = CANONICALISER.canonicalise(document)
    assert canonical.nquads == GENUINE.nquads
    assert canonical.uncovered == (f"evidence[0].id=https://x.example/{space}",)


@pytest.mark.parametrize("language", ["en> <x", "e n", "", "en\n", "toolonglanguage"])
def test_a_language_tag_cannot_either(language: str) -> None:
    document = full_badge()
    document["name"] = {"@value": "x", "@language": language}
    with pytest.raises(MalformedError):
        CANONICALISER.canonicalise(document)


def test_line_separators_in_texts_are_kept() -> None:
    document = full_badge()
    document["name"] = 'one\u2028two\u0085three\nfour"five\\six'
    canonical = CANONICALISER.canonicalise(document)
    assert '"one\u2028two\u0085three\\nfour\\"five\\\\six"'.encode() in canonical.nquads
    assert canonical.nquads.count(b" .\n") == GENUINE.nquads.count(b" .\n")


def test_the_document_is_not_changed() -> None:
    document = full_badge()
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
    document = full_badge()
    target = document[place] if place else document
    if not isinstance(target, dict) or target.get(name, "absent") == value:
        return
    target[name] = value
    try:
        canonical = CANONICALISER.canonicalise(document)
    except (IntakeError, VerificationError):
        return
    assert canonical.nquads != GENUINE.nquads or canonical.uncovered or _says_nothing_new(full_badge(), document)


def _says_nothing_new(genuine: Any, document: Any) -> bool:
    """Whether two documents differ only by contexts, nulls, empty arrays, arrays of one, order and repetition."""
    return bool(_plain(genuine) == _plain(document))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: _plain(inner)
            for name, inner in sorted(value.items())
            if name != "@context" and _plain(inner) is not None
        }
    if isinstance(value, list):
        items = {json.dumps(_plain(inner), sort_keys=True) for inner in value if _plain(inner) is not None}
        return None if not items else json.loads(min(items)) if len(items) == 1 else sorted(items)
    return int(value) if isinstance(value, float) and value.is_integer() else value
