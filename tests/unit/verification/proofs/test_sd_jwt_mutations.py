"""SD-JWTs put together wrongly, by chance: whatever then verifies, the issuer said, and nothing else."""

from collections import Counter
from itertools import combinations
from random import Random

import pytest

from hiring.errors import IntakeError, VerificationError
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.issuing import SigningKey
from hiring.verification.keyring import KeyResolver
from hiring.verification.multibase import decode_base64url, encode_base64url
from hiring.verification.proofs import ProofTools
from hiring.verification.proofs.sd_jwt import SUITE
from tests.mutations import mutate_bytes, mutate_json, mutate_jwt
from tests.unit.verification.issuers import AS_OF, MemoryFetcher, credential_of
from tests.unit.verification.sd_jwts import digest, disclosure, encoded, flat_claims, parts, present, sd_jwt

ISSUER, HOLDER = SigningKey.from_seed("Ed25519", b"harbour"), SigningKey.from_seed("P-256", b"ada")
CITY = disclosure("city", "Porto")
ADDRESS = disclosure("address", {"_sd": [digest(CITY)], "country": "PT"})
SUBJECT = disclosure("credentialSubject", {"id": "did:example:ada"})
LEVEL = disclosure({"level": 2})
SHOWN = [ADDRESS, CITY, SUBJECT, LEVEL]
CLAIMS = flat_claims(
    ISSUER.did_key, _sd=[digest(SUBJECT), digest(ADDRESS), digest("decoy")], levels=[1, {"...": digest(LEVEL)}]
)
TOKEN = sd_jwt(CLAIMS, [], ISSUER)
KEY_BINDING = present(TOKEN, HOLDER).rpartition("~")[2]
CASES = 1_500


def honest() -> list[dict[str, object]]:
    """What any selection of the disclosures says."""
    said = []
    for size in range(len(SHOWN) + 1):
        for chosen in combinations(SHOWN, size):
            try:
                said.append(credential_of(sd_jwt(CLAIMS, chosen, ISSUER)).document)
            except IntakeError:
                assert CITY in chosen  # without the address that it is part of
                assert ADDRESS not in chosen
    return said


def mutated(random: Random) -> str:
    """Change the issuer's token, the disclosures, their number or order, the holder's token, or any byte."""
    token, shown, last = TOKEN.removesuffix("~"), random.sample(SHOWN, random.randrange(len(SHOWN) + 1)), ""
    for _ in range(random.choice([0, 1, 1, 2])):
        place = random.randrange(len(shown) + 1)
        match random.randrange(6):
            case 0:
                token = mutate_jwt(token.encode(), random).decode("utf-8", "replace")
            case 1:
                shown.insert(place, random.choice([*SHOWN, disclosure("rank", 1), token, KEY_BINDING, ""]))
            case 2 if shown:
                shown[place % len(shown)] = encode_base64url(
                    mutate_json(decode_base64url(random.choice(SHOWN)), random)
                )
            case 3:
                last = random.choice([KEY_BINDING, mutate_jwt(KEY_BINDING.encode(), random).decode("utf-8", "replace")])
            case 4:
                head, claims, signature = parts(TOKEN.removesuffix("~"))
                claims["_sd"] += map(digest, shown)
                token = f"{encoded(head)}.{encoded(claims)}.{signature}"
            case _:
                random.shuffle(shown)
    text = "~".join([token, *shown, last])
    return mutate_bytes(text.encode(), random).decode("utf-8", "replace") if random.random() < 0.2 else text


def test_only_what_the_issuer_said_ever_verifies() -> None:
    tools = ProofTools(KeyResolver(MemoryFetcher()), ReferenceCanonicaliser(), AS_OF)
    said, random = honest(), Random(9901)  # noqa: S311  # a test that can be repeated
    assert len(said) == 12
    tally: Counter[str] = Counter()
    for _ in range(CASES):
        text = mutated(random)
        try:
            credential = credential_of(text)
            if SUITE.handles(credential, None):
                SUITE.verify(credential, None, tools)
                tally["authentic"] += 1
                assert credential.document in said, text
        except (IntakeError, VerificationError) as error:
            tally[error.code] += 1
    # Every kind of outcome was met: the test has tested something.
    assert min(tally[code] for code in ("authentic", "SIGNATURE_INVALID", "SD_JWT_MALFORMED", "NOT_JSON")) > 10
    assert tally["SD_JWT_NOT_AS_READ"] == 0


@pytest.mark.parametrize("text", ["", "~", "~~", "a~", "a.b.c~", "e30.e30.~", "e30.e30.~~", "e30.W10.~"])
def test_hardly_a_token(text: str) -> None:
    with pytest.raises(IntakeError):
        credential_of(text)
