"""The demo's status lists, key documents and registry, read as somebody else would read them."""

import base64
import gzip

from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.demo import SEED
from hiring.demo.badges import Badge, Flaw, plan, spoil, suits
from hiring.demo.catalogue import load
from hiring.demo.lists import BITS, StatusLists, encoded
from hiring.demo.parties import did_document, did_document_url, parties, registry
from hiring.verification.canonical.reference import ReferenceCanonicaliser


def bits_of(text: str) -> set[int]:
    """Read a list bit by bit, most significant first, without the code under test."""
    raw = gzip.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    number = int.from_bytes(raw, "big")
    return {place for place in range(len(raw) * 8) if number >> (len(raw) * 8 - 1 - place) & 1}


def some_badge(provider: str, flaw: Flaw) -> Badge:
    """A badge of a provider with a flaw that it can have."""
    catalogue = load()
    honest = plan(catalogue, catalogue.people, SEED)
    badge = next(
        b for b in honest if b.offer.provider == provider and b.flaw is Flaw.NONE and suits(catalogue, b, flaw)
    )
    return spoil(badge, flaw, badge.sender)


@settings(max_examples=8, deadline=None)
@given(st.sets(st.integers(0, BITS - 1), max_size=20))
def test_exactly_the_bits_that_were_set_are_set(bits: set[int]) -> None:
    text = encoded(bits)
    assert "=" not in text
    assert bits_of(text) == bits


def test_a_revoked_badge_points_at_a_set_bit_of_a_signed_list() -> None:
    who = parties(load(), SEED)
    for provider, prefix in (("tidemark", "u"), ("cloudspire", "")):
        lists = StatusLists()
        entry = lists.entries(some_badge(provider, Flaw.REVOKED), who[provider])[0]
        document = lists.documents(who, ReferenceCanonicaliser())[entry["statusListCredential"]]
        text = document["credentialSubject"]["encodedList"]
        # "H4sI" is how gzip begins in base64url: the 2021 lists have no multibase prefix before it.
        assert text.startswith(f"{prefix}H4sI")
        assert bits_of(text.removeprefix(prefix)) == {int(entry["statusListIndex"])}
        assert document["issuer"] == who[provider].did
        assert document["proof"]["verificationMethod"] == who[provider].list_method_id


def test_no_two_badges_share_a_bit() -> None:
    who, lists = parties(load(), SEED)["tidemark"], StatusLists()
    badge = some_badge("tidemark", Flaw.REVOKED)
    indexes = [lists.entries(badge, who)[0]["statusListIndex"] for _ in range(500)]
    assert len(set(indexes)) == len(indexes)


def test_a_list_that_does_not_answer_is_not_published() -> None:
    who, lists = parties(load(), SEED), StatusLists()
    badge = some_badge("tidemark", Flaw.STATUS_UNREACHABLE)
    url = lists.entries(badge, who["tidemark"])[0]["statusListCredential"]
    assert url not in lists.documents(who, ReferenceCanonicaliser())


def test_key_documents_list_every_key_under_assertion_method() -> None:
    for who in parties(load(), SEED).values():
        document = did_document(who)
        assert {who.method_id, who.list_method_id} == set(document["assertionMethod"])
        assert {method["controller"] for method in document["verificationMethod"]} == {who.did}


def test_did_web_documents_are_where_the_method_says() -> None:
    assert did_document_url("did:web:halden.example") == "https://halden.example/.well-known/did.json"
    assert did_document_url("did:web:uan.example:credenciais") == "https://uan.example/credenciais/did.json"


def test_the_registry_vouches_for_the_honest_only() -> None:
    catalogue = load()
    who = parties(catalogue, SEED)
    vouched = set(registry(who.values())["registry"])
    assert who["northgate"].did in vouched
    assert not vouched & {who[key].did for key in ("impostor", "badgebarn", "codeweald")}


def test_the_impostor_has_a_similar_name_another_domain_and_another_key() -> None:
    who = parties(load(), SEED)
    real, false = who["northgate"], who["impostor"]
    assert false.provider.name.startswith(real.provider.name)
    assert false.did != real.did
    assert false.key.multibase != real.key.multibase
