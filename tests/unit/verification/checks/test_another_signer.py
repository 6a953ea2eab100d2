"""Proofs that name another party's key than the issuer's: contradicted where checked, open where they cannot be."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import orjson
import pytest

from hiring.models.verdict import Authenticity, Verification
from tests.issuer_simulator import CONTEXT_2_0, OB_3_0_3, Issuer, IssuerSimulator, badge, open_credential, secure


@pytest.fixture
def world() -> IssuerSimulator:
    return IssuerSimulator()


def in_the_name_of(issuer: Issuer, signer: Issuer) -> dict[str, Any]:
    document = badge(issuer)
    document["@context"] = [CONTEXT_2_0, OB_3_0_3]
    signed: dict[str, Any] = orjson.loads(secure(document, signer, "eddsa-rdfc-2022"))
    return signed


def judge(world: IssuerSimulator, document: dict[str, Any], now: datetime) -> tuple[Authenticity, list[str]]:
    found: Verification = world.verifier().verify(open_credential(orjson.dumps(document)), as_of=now)
    return found.authenticity, [check.reason for check in found.checks if check.name == "issuer_binding"]


def as_signed(document: dict[str, Any]) -> None:
    """Nothing is changed: the other party really signed it."""


def altered(document: dict[str, Any]) -> None:
    document["name"] = "Something else"


def with_a_vocabulary_that_is_not_held(document: dict[str, Any]) -> None:
    document["@context"].append("https://vocabulary.example/v1")


def of_an_unknown_suite(document: dict[str, Any]) -> None:
    document["proof"]["cryptosuite"] = "rot13-2030"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (as_signed, (Authenticity.REJECTED, ["ISSUER_MISMATCH"])),
        (altered, (Authenticity.REJECTED, ["ISSUER_MISMATCH"])),
        (with_a_vocabulary_that_is_not_held, (Authenticity.UNDETERMINED, ["SIGNER_UNKNOWN"])),
        (of_an_unknown_suite, (Authenticity.UNDETERMINED, ["ISSUER_NOT_PROVEN"])),
    ],
)
def test_where_both_are_keys_it_matters_whether_it_could_be_checked(
    world: IssuerSimulator,
    now: datetime,
    change: Callable[[dict[str, Any]], None],
    expected: tuple[Authenticity, list[str]],
) -> None:
    document = in_the_name_of(world.key_issuer(), world.key_issuer("stranger"))
    change(document)
    assert judge(world, document, now) == expected


@pytest.mark.parametrize("change", [as_signed, altered, with_a_vocabulary_that_is_not_held])
def test_an_issuer_that_publishes_its_keys_contradicts_every_other(
    world: IssuerSimulator, now: datetime, change: Callable[[dict[str, Any]], None]
) -> None:
    document = in_the_name_of(world.web_issuer(), world.key_issuer("stranger"))
    change(document)
    assert judge(world, document, now) == (Authenticity.REJECTED, ["ISSUER_MISMATCH"])


def test_a_token_with_another_partys_key_is_rejected(world: IssuerSimulator, now: datetime) -> None:
    payload = secure(badge(world.key_issuer()), world.key_issuer("stranger"), "jwt")
    found = world.verifier().verify(open_credential(payload), as_of=now)
    assert found.authenticity is Authenticity.REJECTED
