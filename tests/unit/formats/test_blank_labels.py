"""Labels of blank nodes are no identifiers: no proof covers them, and what derives a badge may put any there."""

from typing import Any

from hiring.verification.issuing import SigningKey
from tests.unit.verification.issuers import badge, credential_of
from tests.unit.verification.proofs.sd_issuer import base_proof, derive

KEY = SigningKey.from_seed("P-256", b"harbour")


def labelled(label: str) -> dict[str, Any]:
    document = badge(KEY.did_key)
    document["credentialSubject"] |= {"id": label}
    document["credentialSubject"]["achievement"]["criteria"]["id"] = label
    document["evidence"] = [{"id": label, "type": ["Evidence"], "name": "Report"}]
    document["credentialStatus"] = {"id": label, "type": "BitstringStatusListEntry"}
    return document


def test_a_label_is_not_read_where_an_identifier_is() -> None:
    found, named = credential_of(labelled("_:b0")), credential_of(labelled("urn:x:b0"))
    assert found.achievement is not None
    assert named.achievement is not None
    assert (found.subject_id, found.achievement.criteria_id) == (None, None)
    assert (found.evidence[0].id, found.statuses[0].id) == (None, None)
    assert (named.subject_id, named.achievement.criteria_id) == ("urn:x:b0", "urn:x:b0")
    assert (named.evidence[0].id, named.statuses[0].id) == ("urn:x:b0", "urn:x:b0")
    assert found.evidence[0].name == "Report"
    assert not found.problems


def test_what_a_holder_derives_says_the_same_with_any_label_or_none() -> None:
    shown = derive(base_proof(badge(KEY.did_key), KEY), "/credentialSubject/achievement", "/name")
    criteria = shown["credentialSubject"]["achievement"]["criteria"]
    assert criteria["id"].startswith("_:")
    said = [credential_of(shown).achievement]
    criteria["id"] = "_:b7"
    said.append(credential_of(shown).achievement)
    del criteria["id"]
    said.append(credential_of(shown).achievement)
    assert said[0] == said[1] == said[2]
