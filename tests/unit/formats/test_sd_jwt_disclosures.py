"""Disclosures put back where the issuer took them out (RFC 9901, section 7.1), and every way in which they may not."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openvc.errors import OpenvcError
from openvc.keys import Ed25519SigningKey
from openvc.proof.sd_jwt import SdJwtVcProofSuite

from hiring.errors import IntakeError, LimitExceeded, MalformedError
from hiring.formats._sd_jwt import PROTECTED_CLAIMS, open_sd_jwt
from hiring.verification.issuing import SigningKey
from hiring.verification.multibase import encode_base64url
from tests.unit.verification.sd_jwts import HASHES, digest, disclosure, encoded, sd_jwt

KEY = SigningKey.from_seed("Ed25519", b"harbour")


def text_of(claims: dict[str, Any], *disclosures: str) -> str:
    return sd_jwt(claims, disclosures, KEY)


def opened(claims: dict[str, Any], *disclosures: str) -> dict[str, Any]:
    return open_sd_jwt(text_of(claims, *disclosures)).claims


def refused(claims: dict[str, Any], *disclosures: str) -> str:
    with pytest.raises(MalformedError) as caught:
        opened(claims, *disclosures)
    assert str(caught.value)
    return caught.value.code


NAME = disclosure("name", "Ada")


def test_disclosed_claims_stand_where_they_were_taken_out() -> None:
    city, street = disclosure("city", "Porto"), disclosure("street", "Rua 1")
    address = disclosure("address", {"_sd": [digest(city), digest(street)], "country": "PT"})
    level = disclosure({"level": 2})
    claims = {
        "_sd": [digest(NAME), digest(address), digest("decoy")],
        "_sd_alg": "sha-256",
        "levels": [1, {"...": digest(level)}, {"...": digest("withheld")}, [{"...": digest("another")}]],
        "plain": {"_sd": []},
    }
    everything = opened(claims, NAME, address, city, street, level)
    assert everything == {
        "name": "Ada",
        "address": {"country": "PT", "city": "Porto", "street": "Rua 1"},
        "levels": [1, {"level": 2}, []],
        "plain": {},
    }
    assert opened(claims, address) == {"address": {"country": "PT"}, "levels": [1, []], "plain": {}}
    assert opened(claims) == {"levels": [1, []], "plain": {}}


@pytest.mark.parametrize("alg", HASHES)
def test_each_hash_function_finds_its_disclosures(alg: str) -> None:
    assert opened({"_sd": [digest(NAME, alg)], "_sd_alg": alg}, NAME) == {"name": "Ada"}


@pytest.mark.parametrize("alg", ["sha-1", "md5", "SHA-256", "", None, 256, ["sha-256"]])
def test_other_hash_functions_are_refused(alg: Any) -> None:
    assert refused({"_sd": [digest(NAME)], "_sd_alg": alg}, NAME) == "SD_JWT_HASH_UNKNOWN"


INNER = disclosure("inner", 1)
ELEMENT = disclosure("element")
OUTER = disclosure("outer", {"_sd": [digest(INNER)]})
FORGED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "forged": ({"_sd": [digest(NAME)]}, [disclosure("name", "Eve")]),
    "of no digest at all": ({"a": 1}, [NAME]),
    "twice": ({"_sd": [digest(NAME)]}, [NAME, NAME]),
    "digest twice": ({"_sd": [digest(NAME), digest(NAME)]}, [NAME]),
    "digest twice, withheld": ({"_sd": [digest(NAME), digest(NAME)]}, []),
    "digest in two places": ({"_sd": [digest(NAME)], "a": {"_sd": [digest(NAME)]}}, [NAME]),
    "digest in a list and in an object": ({"_sd": [digest(ELEMENT)], "a": [{"...": digest(ELEMENT)}]}, [ELEMENT]),
    "inner without outer": ({"_sd": [digest(OUTER)]}, [INNER]),
    "digest of itself in a disclosure": ({"_sd": [digest(OUTER), digest(INNER)]}, [OUTER, INNER]),
    "name that is there": ({"_sd": [digest(NAME)], "name": "Ada"}, [NAME]),
    "two of one name": ({"_sd": [digest(NAME), digest(disclosure("name", 2))]}, [NAME, disclosure("name", 2)]),
    "element as a member": ({"_sd": [digest(ELEMENT)]}, [ELEMENT]),
    "member as an element": ({"a": [{"...": digest(NAME)}]}, [NAME]),
    "digests that are none": ({"_sd": [1]}, []),
    "digests as a text": ({"_sd": digest(NAME)}, [NAME]),
    "digests as null": ({"_sd": None}, []),
    "element digest that is none": ({"a": [{"...": 1}]}, []),
    "digest beside others": ({"a": [{"...": digest(ELEMENT), "b": 1}]}, [ELEMENT]),
    "digest outside a list": ({"a": {"...": digest(ELEMENT)}}, [ELEMENT]),
    "digest as a claim": ({"...": digest(ELEMENT)}, [ELEMENT]),
    "empty": ({"_sd": [digest(NAME)]}, [""]),
    **{
        f"named {name}": ({"_sd": [digest(disclosure(name, 1))]}, [disclosure(name, 1)])
        for name in ("_sd", "...", "_sd_alg")
    },
    **{
        f"shaped {json.dumps(shape)}": ({"_sd": [digest(encoded(shape))]}, [encoded(shape)])
        for shape in ([], ["salt"], ["salt", "a", 1, 2], {"salt": 1}, "salt", [1, "a", 2], ["salt", 1, 2])
    },
}


@pytest.mark.parametrize("case", FORGED)
def test_a_disclosure_that_does_not_fit_is_refused(case: str) -> None:
    claims, disclosures = FORGED[case]
    assert refused(claims, *disclosures) in {"SD_JWT_MALFORMED", "NOT_JSON"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (encode_base64url(b'["s", "a", {"b": 1}'), "NOT_JSON"),
        ("A", "JWT_MALFORMED"),
        ("WyJhIiwiYiIsMV0.x", "SD_JWT_MALFORMED"),
        ("WyJzIiwgImEiLCB7ImIiOiAxLCAiYiI6IDJ9XQ", "DUPLICATE_KEY"),
        ("gIGC", "NOT_UTF8"),
    ],
)
def test_a_disclosure_that_is_none_is_refused(text: str, code: str) -> None:
    assert refused({"_sd": [digest(text)]}, text) == code


@pytest.mark.parametrize("name", sorted(PROTECTED_CLAIMS))
def test_what_a_holder_must_not_withhold_is_not_taken_from_a_disclosure(name: str) -> None:
    whole = disclosure(name, "x")
    assert refused({"_sd": [digest(whole)]}, whole) == "SD_JWT_CLAIM_WITHHOLDABLE"
    part = disclosure("uri", "x")
    assert refused({name: {"_sd": [digest(part)]}}, part) == "SD_JWT_CLAIM_WITHHOLDABLE"
    element = disclosure("x")
    assert refused({name: [{"...": digest(element)}]}, element) == "SD_JWT_CLAIM_WITHHOLDABLE"
    inside = disclosure("subject", {name: "x"})
    assert opened({"_sd": [digest(inside)]}, inside) == {"subject": {name: "x"}}


def test_disclosures_in_disclosures_have_an_end() -> None:
    chain: list[str] = [disclosure("a", 1)]
    for _ in range(70):
        chain.append(disclosure("a", {"_sd": [digest(chain[-1])]}))
    with pytest.raises(LimitExceeded) as caught:
        opened({"_sd": [digest(chain[-1])]}, *chain)
    assert caught.value.code == "SD_JWT_TOO_DEEP"


def test_what_follows_the_last_tilde_is_the_holders() -> None:
    text = text_of({"_sd": [digest(NAME)]}, NAME)
    whole = open_sd_jwt(f"{text}a.b.c")
    assert (whole.key_binding, whole.presented, whole.claims) == ("a.b.c", text, {"name": "Ada"})
    assert open_sd_jwt(text).key_binding is None
    with pytest.raises(MalformedError):
        open_sd_jwt(text.removesuffix("~"))


# What a member or an element may be: plain, taken out and disclosed, or taken out and withheld.
PLAIN = st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab", max_size=3)
TREES = st.recursive(
    st.tuples(st.just("plain"), PLAIN),
    lambda inner: (
        st.tuples(st.just("list"), st.lists(st.tuples(st.sampled_from("pdw"), inner), max_size=3))
        | st.tuples(
            st.just("object"), st.dictionaries(st.sampled_from("abcde"), st.tuples(st.sampled_from("pdw"), inner))
        )
    ),
    max_leaves=12,
)


class Maker:
    """Takes claims out as an issuer does, and remembers what is then disclosed and what a reader should see."""

    def __init__(self) -> None:
        self.disclosures: list[str] = []
        self._salt = 0

    def value(self, tree: Any, *, shown: bool) -> tuple[Any, Any]:
        kind, content = tree
        if kind == "plain":
            return content, content
        if kind == "list":
            return self._list(content, shown)
        signed: dict[str, Any] = {}
        seen: dict[str, Any] = {}
        for name, (how, inner) in content.items():
            visible = shown and how != "w"
            inside, outside = self.value(inner, shown=visible)
            if how == "p":
                signed[name] = inside
            else:
                signed.setdefault("_sd", []).append(self._taken_out(visible, name, inside))
            if how != "w":
                seen[name] = outside
        return signed, seen

    def _list(self, content: Any, shown: bool) -> tuple[Any, Any]:
        signed, seen = [], []
        for how, inner in content:
            visible = shown and how != "w"
            inside, outside = self.value(inner, shown=visible)
            signed.append(inside if how == "p" else {"...": self._taken_out(visible, inside)})
            if how != "w":
                seen.append(outside)
        return signed, seen

    def _taken_out(self, shown: bool, *parts: Any) -> str:
        self._salt += 1
        text = encoded([f"salt-{self._salt}", *parts])
        if shown:
            self.disclosures.append(text)
        return digest(text)


ISSUING = Ed25519SigningKey.generate("key-1")


def as_openvc_reads(claims: dict[str, Any], disclosures: list[str]) -> dict[str, Any] | None:
    """What another implementation, on which ours does not build, makes of the same token; `None` if it refuses it."""
    suite = SdJwtVcProofSuite()
    jwt = suite._sign_compact({"typ": "dc+sd-jwt", "alg": "EdDSA"}, claims, ISSUING)
    try:
        found = suite.verify("".join(f"{part}~" for part in (jwt, *disclosures)), public_key_jwk=ISSUING.public_jwk())
    except OpenvcError:
        return None
    return found.claims


@settings(max_examples=120, deadline=None)
@given(st.dictionaries(st.sampled_from("fgh"), st.tuples(st.sampled_from("pdw"), TREES)), st.randoms())
def test_any_claims_come_back_as_far_as_they_are_disclosed(tree: Any, random: Any) -> None:
    maker = Maker()
    signed, seen = maker.value(("object", tree), shown=True)
    random.shuffle(maker.disclosures)
    signed |= {"iss": "https://a.example", "vct": "x"}
    seen |= {"iss": "https://a.example", "vct": "x"}
    assert opened(signed, *maker.disclosures) == seen
    assert as_openvc_reads(signed, maker.disclosures) == seen


@settings(max_examples=120, deadline=None)
@given(st.dictionaries(st.sampled_from("fgh"), st.tuples(st.sampled_from("pdw"), TREES), min_size=1), st.data())
def test_what_another_implementation_refuses_is_refused(tree: Any, data: Any) -> None:
    maker = Maker()
    signed, _ = maker.value(("object", tree), shown=True)
    signed |= {"iss": "https://a.example", "vct": "x"}
    extra = disclosure(data.draw(st.sampled_from(["a", "f", "_sd", "iss"])), 1)
    disclosures = [*maker.disclosures, *data.draw(st.lists(st.sampled_from([extra, *maker.disclosures]), max_size=2))]
    if data.draw(st.booleans()):
        signed.setdefault("_sd", []).append(digest(extra))
    other = as_openvc_reads(signed, disclosures)
    try:
        ours = opened(signed, *disclosures)
    except IntakeError:
        assert other is None
    else:
        assert ours == other


def ends_in_a_named_error(text: str) -> None:
    code = "none"
    try:
        open_sd_jwt(text)
    except IntakeError as error:
        code = error.code
    assert code


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("eyJhbGciOiJ.~W10_-"), max_size=60) | st.text(max_size=40))
def test_any_text_ends_in_claims_or_a_named_error(text: str) -> None:
    ends_in_a_named_error(text)


@settings(max_examples=200, deadline=None)
@given(st.integers(0), st.integers(0, 3), st.text(st.characters(), max_size=3))
def test_any_change_of_a_token_ends_in_claims_or_a_named_error(place: int, length: int, instead: str) -> None:
    whole = text_of(
        {"_sd": [digest(NAME), digest(OUTER)], "a": [{"...": digest(ELEMENT)}]}, NAME, OUTER, INNER, ELEMENT
    )
    place %= len(whole)
    ends_in_a_named_error(whole[:place] + instead + whole[place + length :])
