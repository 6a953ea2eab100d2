"""OpenID Federation: chains of genuinely signed statements, and every way in which they fail to hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.models.credential import Issuer
from hiring.models.verdict import Recognition, RegistryAnswer
from hiring.verification.issuing import SigningKey, sign_token
from hiring.verification.registries import RegistryReader
from tests.issuer_simulator import IssuerSimulator

ANCHOR, STATE, SCHOOL = "https://anchor.example", "https://state.example", "https://school.example/badges"
WELL_KNOWN = "/.well-known/openid-federation"


@dataclass
class Federation:
    """A federation whose members sign what they say; tests change what is said."""

    now: datetime
    world: IssuerSimulator = field(default_factory=IssuerSimulator)

    def key(self, entity: str) -> SigningKey:
        return SigningKey.from_seed("P-256", entity.encode())

    def statement(
        self, by: str, about: str, /, *, signer: str | None = None, typ: str | None = None, **said: Any
    ) -> bytes:
        key = self.key(signer or by)
        claims = {
            "iss": by,
            "sub": about,
            "iat": int((self.now - timedelta(days=1)).timestamp()),
            "exp": int((self.now + timedelta(days=1)).timestamp()),
            "jwks": {"keys": [{**self.key(about).public_jwk(), "kid": about}]},
        } | said
        header = {"alg": key.algorithm, "typ": typ or "entity-statement+jwt", "kid": by}
        return sign_token(header, {name: value for name, value in claims.items() if value is not None}, key).encode()

    def configure(self, entity: str, *hints: str, **said: Any) -> None:
        endpoint = {"federation_entity": {"federation_fetch_endpoint": f"{entity}/fetch"}}
        made = self.statement(entity, entity, **{"metadata": endpoint, "authority_hints": list(hints), **said})
        self.world.serve(entity + WELL_KNOWN, made)

    def vouch(self, by: str, about: str, /, name: str = "", **said: Any) -> None:
        named = {"metadata": {"federation_entity": {"organization_name": name}}} if name else {}
        self.world.serve(f"{by}/fetch?sub={quote(about, safe='')}", self.statement(by, about, **{**named, **said}))

    def nothing_of(self, by: str, about: str) -> None:
        self.world.serve(f"{by}/fetch?sub={quote(about, safe='')}", b"{}", status=404)

    def ask(self, issuer: str) -> RegistryAnswer:
        reader = RegistryReader(self.world, [f"openid-federation:{ANCHOR}"])
        (answer,) = reader.ask(Issuer(id=issuer), self.now)
        assert answer.registry == ANCHOR
        return answer


@pytest.fixture
def federation(now: datetime) -> Federation:
    """An anchor, a state below it, and a school below that, everything in order."""
    made = Federation(now)
    made.configure(ANCHOR)
    made.configure(STATE, ANCHOR)
    made.configure(SCHOOL, STATE)
    made.vouch(ANCHOR, STATE, "A State")
    made.vouch(STATE, SCHOOL, "A School")
    made.nothing_of(ANCHOR, SCHOOL)
    return made


def test_a_chain_up_to_the_anchor_vouches_and_names(federation: Federation) -> None:
    answer = federation.ask(SCHOOL)
    assert (answer.recognition, answer.registered_name) == (Recognition.RECOGNIZED, "A School")
    assert federation.ask(STATE).registered_name == "A State"


def test_an_anchor_vouches_directly_also_for_a_did(federation: Federation) -> None:
    did = federation.key("did").did_key
    federation.vouch(ANCHOR, did, "A University")
    assert federation.ask(did).registered_name == "A University"
    federation.nothing_of(ANCHOR, "did:web:other.example")
    assert federation.ask("did:web:other.example").recognition is Recognition.NOT_REGISTERED


LIES: Mapping[str, Any] = {
    "another signs for the state": lambda f: f.vouch(STATE, SCHOOL, signer="https://mallory.example"),
    "the anchor's word is signed by the state": lambda f: f.vouch(ANCHOR, STATE, signer=STATE),
    "of other keys than the school's": lambda f: f.vouch(
        STATE, SCHOOL, jwks={"keys": [{**f.key("other").public_jwk(), "kid": SCHOOL}]}
    ),
    "expired": lambda f: f.vouch(STATE, SCHOOL, exp=int(f.now.timestamp())),
    "not yet in force": lambda f: f.vouch(STATE, SCHOOL, iat=int(f.now.timestamp()) + 60),
    "without an end": lambda f: f.vouch(STATE, SCHOOL, exp=None),
    "of another type": lambda f: f.vouch(STATE, SCHOOL, typ="JWT"),
    "critical": lambda f: f.vouch(STATE, SCHOOL, crit=["mood"]),
    "about another": lambda f: f.world.serve(
        f"{STATE}/fetch?sub={quote(SCHOOL, safe='')}", f.statement(STATE, "https://other.example")
    ),
    "too long a path": lambda f: f.vouch(ANCHOR, STATE, constraints={"max_path_length": 0}),
    "the school names another superior": lambda f: f.configure(SCHOOL, "https://mallory.example"),
    "the school's own word is another's": lambda f: f.configure(SCHOOL, STATE, signer="https://mallory.example"),
    "the state says nothing of it": lambda f: f.nothing_of(STATE, SCHOOL),
    "the state is not in the federation": lambda f: f.nothing_of(ANCHOR, STATE),
    "a circle": lambda f: (f.configure(STATE, SCHOOL), f.vouch(SCHOOL, STATE)),
    "no token": lambda f: f.world.serve(f"{STATE}/fetch?sub={quote(SCHOOL, safe='')}", b"\xff{}"),
    "no configuration": lambda f: f.world.serve(SCHOOL + WELL_KNOWN, b"", status=404),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_does_not_hold_vouches_for_nobody(federation: Federation, lie: str) -> None:
    federation.world.serve("https://mallory.example" + WELL_KNOWN, b"", status=404)
    LIES[lie](federation)
    answer = federation.ask(SCHOOL)
    assert (answer.recognition, answer.registered_name) == (Recognition.NOT_REGISTERED, None)


@pytest.mark.parametrize("silent", [ANCHOR + WELL_KNOWN, STATE + WELL_KNOWN, SCHOOL + WELL_KNOWN])
def test_silence_is_not_a_no(federation: Federation, silent: str) -> None:
    del federation.world.answers[silent]
    assert federation.ask(SCHOOL).recognition is Recognition.UNREACHABLE


def test_an_anchor_that_is_not_itself_says_nothing(federation: Federation) -> None:
    federation.configure(ANCHOR, signer="https://mallory.example")
    assert federation.ask(SCHOOL).recognition is Recognition.UNREACHABLE


def test_hints_without_end_are_bounded(federation: Federation) -> None:
    for number in range(40):
        hints = [f"https://{number}-{branch}.example" for branch in range(8)]
        federation.configure(SCHOOL, *hints)
        for hint in hints:
            federation.configure(hint, *hints)
            federation.vouch(hint, SCHOOL)
    federation.world.asked.clear()
    assert federation.ask(SCHOOL).recognition is not Recognition.RECOGNIZED
    assert len(federation.world.asked) <= 27


@given(st.binary(max_size=120))
def test_any_answer_is_an_answer(content: bytes) -> None:
    made = Federation(datetime.fromisoformat("2026-01-01T00:00:00+00:00"))
    made.configure(ANCHOR)
    made.world.serve(f"{ANCHOR}/fetch?sub={quote(SCHOOL, safe='')}", content)
    made.world.serve(SCHOOL + WELL_KNOWN, content)
    assert made.ask(SCHOOL).recognition is Recognition.NOT_REGISTERED
