"""Credentials secured with SD-JWT: what verifies, and that nothing altered does."""

import hmac
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import CredenceError, IntakeError, KeyUnavailable, ProofInvalid, Unsupported, VerificationError
from hiring.models.credential import Issuer
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.issuing import SigningKey, sign_jwt
from hiring.verification.keyring import KeyResolver
from hiring.verification.multibase import encode_base64url
from hiring.verification.proofs import ProofResult, ProofTools
from hiring.verification.proofs.jwt import SUITE as JWT
from hiring.verification.proofs.sd_jwt import SUITE
from tests.unit.verification.issuers import AS_OF, MemoryFetcher, badge, credential_of, web_document
from tests.unit.verification.sd_jwts import digest, disclosure, encoded, flat_claims, parts, present, sd_jwt

DID = "did:web:harbour.example"
URL = "https://harbour.example/.well-known/did.json"
ED, EC256, EC384, EC521 = (SigningKey.from_seed(kind, b"harbour") for kind in ("Ed25519", "P-256", "P-384", "P-521"))
FOREIGN = SigningKey.from_seed("Ed25519", b"forger")
HOLDER = SigningKey.from_seed("P-256", b"ada")
KEYS = {"ed": ED, "p256": EC256, "p384": EC384, "p521": EC521}
SUBJECT = disclosure("credentialSubject", {"id": "did:example:ada"})
NAME = disclosure("name", "Ada Lovelace")


@pytest.fixture(scope="module")
def web_tools(canonicaliser: ReferenceCanonicaliser) -> ProofTools:
    return ProofTools(KeyResolver(MemoryFetcher({URL: web_document(DID, KEYS)})), canonicaliser, AS_OF)


def verify(text: str, tools: ProofTools) -> ProofResult:
    credential = credential_of(text)
    assert SUITE.handles(credential, None)
    assert not JWT.handles(credential, None)
    return SUITE.verify(credential, None, tools)


def flat(key: SigningKey = ED, name: str = "ed", *, typ: str | None = "dc+sd-jwt", **changes: Any) -> str:
    return sd_jwt(flat_claims(DID, _sd=[digest(SUBJECT)], **changes), [SUBJECT], key, kid=f"{DID}#{name}", typ=typ)


def w3c(*, typ: str | None = "vc+sd-jwt", **changes: Any) -> str:
    document = badge(DID)
    document["credentialSubject"]["_sd"] = [digest(NAME)]
    return sd_jwt({**document, **changes}, [NAME], ED, kid=f"{DID}#ed", typ=typ)


@pytest.mark.parametrize("name", KEYS)
def test_every_algorithm_verifies(name: str, web_tools: ProofTools) -> None:
    result = verify(flat(KEYS[name], name), web_tools)
    assert (result.suite, result.method_id, result.controller) == ("sd-jwt", f"{DID}#{name}", DID)
    assert result.uncovered == ()


@pytest.mark.parametrize("typ", ["dc+sd-jwt", "DC+SD-JWT", "application/dc+sd-jwt", "vc+sd-jwt"])
def test_an_sd_jwt_vc_says_that_it_is_one(typ: str, web_tools: ProofTools) -> None:
    assert verify(flat(typ=typ), web_tools).suite == "sd-jwt"


@pytest.mark.parametrize("typ", ["vc+sd-jwt", "vc+ld+json+sd-jwt", None])
def test_a_credential_of_data_model_2_says_that_it_is_one(typ: str | None, web_tools: ProofTools) -> None:
    assert verify(w3c(typ=typ), web_tools).suite == "sd-jwt"


def test_one_that_follows_both_rules_is_one(web_tools: ProofTools) -> None:
    assert verify(w3c(typ="dc+sd-jwt", vct="x", iss=DID), web_tools).suite == "sd-jwt"


def test_what_was_disclosed_is_the_holders_choice(web_tools: ProofTools) -> None:
    whole = flat()
    for text in (whole, whole.removesuffix(f"{SUBJECT}~"), present(whole, HOLDER), present(whole, FOREIGN, aud=None)):
        assert verify(text, web_tools).suite == "sd-jwt"


def test_a_date_of_issue_in_the_words_of_the_data_model_is_one(web_tools: ProofTools) -> None:
    result = verify(w3c(iat="2026-01-05T09:00:00Z"), web_tools)
    assert result.created is not None
    assert result.created.isoformat() == "2026-01-05T09:00:00+00:00"


def header(**changes: Any) -> Callable[[str], str]:
    """The header changed, and signed anew by the issuer."""

    def change(text: str) -> str:
        jwt, tilde, rest = text.partition("~")
        head, claims, _ = parts(jwt)
        return sd_jwt(claims, [], ED, header={**head, **changes}).removesuffix("~") + tilde + rest

    return change


def claims_with(change: Callable[[dict[str, Any]], Any]) -> Callable[[str], str]:
    """The issuer's claims changed, under the old signature."""

    def altered(text: str) -> str:
        jwt, tilde, rest = text.partition("~")
        head, claims, signature = parts(jwt)
        change(claims)
        return f"{encoded(head)}.{encoded(claims)}.{signature}{tilde}{rest}"

    return altered


def by_hmac(text: str) -> str:
    jwt, tilde, rest = text.partition("~")
    head, claims, _ = parts(jwt)
    signed = f"{encoded({**head, 'alg': 'HS256'})}.{encoded(claims)}"
    secret = encoded(ED.public_jwk()).encode()
    return f"{signed}.{encode_base64url(hmac.new(secret, signed.encode(), sha256).digest())}{tilde}{rest}"


def by_a_stranger(**head: Any) -> Callable[[str], str]:
    def change(text: str) -> str:
        jwt, tilde, rest = text.partition("~")
        return (
            sd_jwt(parts(jwt)[1], [], FOREIGN, header=head, typ=parts(jwt)[0]["typ"]).removesuffix("~") + tilde + rest
        )

    return change


FORGED = disclosure("credentialSubject", {"id": "did:example:eve"})
TAMPERED: dict[str, tuple[Callable[[str], str], str]] = {
    "claim changed": (claims_with(lambda c: c.update(name="Ship inspection")), "SIGNATURE_INVALID"),
    "claim added": (claims_with(lambda c: c.update(rank="first")), "SIGNATURE_INVALID"),
    "end removed": (claims_with(lambda c: c.pop("exp")), "SIGNATURE_INVALID"),
    "end moved": (claims_with(lambda c: c.update(exp=c["exp"] + 1)), "SIGNATURE_INVALID"),
    "status removed": (claims_with(lambda c: c.pop("status")), "SIGNATURE_INVALID"),
    "status swapped": (claims_with(lambda c: c["status"]["status_list"].update(idx=8)), "SIGNATURE_INVALID"),
    "holder's key swapped": (claims_with(lambda c: c.update(cnf={"jwk": FOREIGN.public_jwk()})), "SIGNATURE_INVALID"),
    "type of credential changed": (claims_with(lambda c: c.update(vct="https://other.example")), "SIGNATURE_INVALID"),
    "digest of a forged disclosure": (
        lambda text: claims_with(lambda c: c.update(_sd=[digest(FORGED)]))(text).replace(SUBJECT, FORGED),
        "SIGNATURE_INVALID",
    ),
    "issuer swapped": (claims_with(lambda c: c.update(iss=FOREIGN.did_key)), "ISSUER_MISMATCH"),
    "signed by a stranger": (by_a_stranger(kid=f"{DID}#ed"), "SIGNATURE_INVALID"),
    "stranger's key named": (by_a_stranger(kid=FOREIGN.did_key_method), "ISSUER_MISMATCH"),
    "stranger's key brought along": (by_a_stranger(jwk=FOREIGN.public_jwk()), "KEY_NOT_AUTHORISED"),
    "stranger's key beside the issuer's name": (
        by_a_stranger(kid=f"{DID}#ed", jwk=FOREIGN.public_jwk()),
        "KEY_NOT_AUTHORISED",
    ),
    "alg none": (header(alg="none"), "ALGORITHM_REFUSED"),
    "alg None": (header(alg="nOnE"), "ALGORITHM_REFUSED"),
    "HS256 with the public key": (by_hmac, "ALGORITHM_REFUSED"),
    "alg of another key": (header(alg="ES256"), "KEY_KIND_MISMATCH"),
    "crit": (header(crit=["exp"]), "JWS_HEADER"),
    "typ of a presentation": (header(typ="kb+jwt"), "JWT_TYPE"),
    "typ of a JWT": (header(typ="JWT"), "JWT_TYPE"),
    "typ that is none": (header(typ=7), "JWT_TYPE"),
    "no typ": (header(typ=None), "JWT_TYPE"),
    "signature cut": (lambda text: text.replace("~", "AAAA~", 1), "SIGNATURE_INVALID"),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_whatever_is_altered_does_not_verify(case: str, web_tools: ProofTools) -> None:
    change, code = TAMPERED[case]
    status = {"status_list": {"idx": 7, "uri": "https://harbour.example/status"}}
    genuine = flat(status=status, cnf={"jwk": HOLDER.public_jwk()})
    assert verify(genuine, web_tools)
    with pytest.raises(ProofInvalid) as caught:
        verify(change(genuine), web_tools)
    assert caught.value.code == code


def test_claims_and_credential_must_agree(web_tools: ProofTools) -> None:
    for claims in ({"iss": "did:web:other.example"}, {"sub": "did:example:eve"}, {"jti": "urn:uuid:2"}, {"exp": 1.0}):
        with pytest.raises(ProofInvalid) as caught:
            verify(w3c(**claims), web_tools)
        assert caught.value.code == "CLAIMS_CONTRADICT"


@pytest.mark.parametrize("claim", ["vc", "vp"])
def test_data_model_2_is_not_wrapped(claim: str, web_tools: ProofTools) -> None:
    wrapped: dict[str, Any] = {claim: {}}
    with pytest.raises(ProofInvalid) as caught:
        verify(w3c(**wrapped), web_tools)
    assert caught.value.code == "JWT_WRAPPED"


def test_data_model_1_has_no_sd_jwt(web_tools: ProofTools) -> None:
    with pytest.raises(ProofInvalid) as caught:
        verify(sd_jwt(badge(DID, model="1.1"), [], ED, kid=f"{DID}#ed", typ="vc+sd-jwt"), web_tools)
    assert caught.value.code == "JWT_TYPE"


def test_a_token_with_its_end_cut_off_is_none(web_tools: ProofTools) -> None:
    for text in (flat(), flat(typ="JWT"), w3c(_sd=[], typ=None)):
        credential = credential_of(text.partition("~")[0])
        assert not SUITE.handles(credential, None)
        with pytest.raises(ProofInvalid) as caught:
            JWT.verify(credential, None, web_tools)
        assert caught.value.code == "JWT_TYPE"


def test_a_token_of_the_issuers_that_is_no_credential_is_none(web_tools: ProofTools) -> None:
    jwt = sd_jwt(flat_claims(DID), [], ED, kid=f"{DID}#ed", typ="JWT").removesuffix("~")
    with pytest.raises(ProofInvalid) as caught:
        JWT.verify(credential_of(jwt), None, web_tools)
    assert caught.value.code == "JWT_TYPE"


def test_a_jwt_with_a_tilde_is_none(web_tools: ProofTools) -> None:
    with pytest.raises(ProofInvalid) as caught:
        verify(sign_jwt(badge(DID), ED, kid=f"{DID}#ed") + "~", web_tools)
    assert caught.value.code == "JWT_TYPE"


def test_what_was_read_must_be_what_is_verified(web_tools: ProofTools) -> None:
    credential = credential_of(flat())
    for update in (
        {"document": {**credential.document, "name": "Other"}},
        {"issuer": Issuer(id="did:web:other.example")},
        {"achievement": None},
        {"valid_until": None},
        {"jws": flat(rank="first")},
    ):
        with pytest.raises(ProofInvalid) as caught:
            SUITE.verify(credential.model_copy(update=update), None, web_tools)
        assert caught.value.code == "SD_JWT_NOT_AS_READ"
    with pytest.raises(ProofInvalid):
        SUITE.verify(credential.model_copy(update={"jws": "a~é"}), None, web_tools)
    with pytest.raises(ProofInvalid):
        SUITE.verify(credential.model_copy(update={"jws": None}), None, web_tools)


def test_what_cannot_be_checked_is_not_wrong(tools: ProofTools, web_tools: ProofTools) -> None:
    with pytest.raises(KeyUnavailable):
        verify(flat(), tools)
    with pytest.raises(Unsupported):
        verify(header(alg="ES256K")(flat()), web_tools)


GENUINE = flat()
READ = credential_of(GENUINE).document


@settings(max_examples=150, deadline=None)
@given(place=st.integers(0), length=st.integers(0, 2), instead=st.text("~.AQZaz09_-", max_size=2))
def test_nothing_altered_is_ever_authentic(place: int, length: int, instead: str, web_tools: ProofTools) -> None:
    place %= len(GENUINE)
    text = GENUINE[:place] + instead + GENUINE[place + length :]
    code = "none"
    try:
        verify(text, web_tools)
    except (IntakeError, VerificationError) as error:
        code = error.code
    except CredenceError:
        pytest.fail("an error of another kind")
    else:
        # What still verifies says nothing else: the same, or the same with less disclosed.
        assert credential_of(text).document in (READ, {n: v for n, v in READ.items() if n != "credentialSubject"})
    assert code
