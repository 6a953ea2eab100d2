"""From a number to a file: which original, altered how, carried in what. The same number gives the same file."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from hiring.errors import CredenceError
from hiring.verification.issuing import SigningKey, sign_data_integrity, sign_token
from tests.fuzz.badges import Kind, Original
from tests.fuzz.carrying import carry
from tests.fuzz.corpus import contents, corpus
from tests.issuer_simulator import CREATED, canonicaliser
from tests.mutations import STRANGERS, decode, encode, follow, mutate_bytes, mutate_json, mutate_jwt, nodes
from tests.unit.verification.sd_jwts import digest, disclosure

BATCH = 1_000
FORGER = SigningKey.from_seed("Ed25519", b"forger of the fuzzing")


@dataclass(frozen=True)
class Lane:
    """What one batch of a thousand is made of."""

    quick: bool
    documents: bool = False
    isolated: bool = False


QUICK = Lane(quick=True)
# Of 25 batches one is of what needs a canonical form, one of that in the process that can be killed, and PDF documents.
LANES = (QUICK,) * 12 + (Lane(quick=False),) + (QUICK,) * 11 + (Lane(quick=False, documents=True, isolated=True),)


def lane_of(number: int) -> Lane:
    """Return the lane of the batch that an input belongs to."""
    return LANES[number // BATCH % len(LANES)]


@cache
def pool(quick: bool) -> tuple[Original, ...]:
    """Return the originals of a kind of lane."""
    return tuple(original for original in corpus().originals if original.quick is quick)


@cache
def _donors() -> tuple[Any, ...]:
    """Return the JSON of all originals, tokens' contents included: parts of one are put into another."""
    return tuple(contents(corpus().originals))


def altered(number: int) -> tuple[Original, bytes]:
    """Return the original that was drawn, and the file that was made of it."""
    random = Random(number)  # noqa: S311 - nothing secret
    lane = lane_of(number)
    original = random.choice(pool(lane.quick))
    text = original.content
    way = random.random()
    if way < 0.75:
        text = _ALTER[original.kind](text, random)
    elif way < 0.85:
        text = mutate_bytes(text, random)
    file = carry(text, original.kind, random, documents=lane.documents)
    return original, mutate_bytes(file, random) if way >= 0.9 else file


def _json(text: bytes, random: Random) -> bytes:
    kind = random.randrange(10)
    if kind < 6:
        return mutate_json(text, random)
    document = json.loads(text)
    if kind == 6:
        _splice(document, random)
    elif kind == 7:
        _alter_token_within(document, random)
    elif kind == 8:
        _splice(document, random)
        return mutate_json(json.dumps(document).encode(), random)
    else:
        return _forged(mutate_json(text, random), random)
    return json.dumps(document).encode()


def _splice(document: Any, random: Random) -> None:
    """Put a part of another original in the place of a part, mostly of the same name."""
    donor = random.choice(_donors())
    parts = [(path, value) for path, value in nodes(donor) if path]
    places = [path for path, _ in nodes(document) if path]
    path = random.choice(places)
    same = [value for other, value in parts if other[-1] == path[-1]]
    value = random.choice(same) if same and random.random() < 0.8 else random.choice(parts)[1]
    follow(document, path[:-1])[path[-1]] = deepcopy(value)


def _alter_token_within(document: Any, random: Random) -> None:
    """Alter a token that stands in a document, if one does."""
    tokens = [(path, value) for path, value in nodes(document) if isinstance(value, str) and value.count(".") == 2]
    tokens = [(path, value) for path, value in tokens if path and "eyJ" in value]
    if tokens:
        path, value = random.choice(tokens)
        head, _, token = value.rpartition(",")
        changed = mutate_jwt(token.encode(), random).decode("ascii", "replace")
        follow(document, path[:-1])[path[-1]] = head + "," * bool(head) + changed


def _forged(text: bytes, random: Random) -> bytes:
    """Sign what was altered with the forger's key: as the issuer's, as the holder's, or openly."""
    try:
        document = json.loads(text)
        stated = document.pop("proof", None)
        named = stated[0] if isinstance(stated, list) else stated
        method = random.choice([FORGER.did_key_method, named["verificationMethod"]])
        presented = "VerifiablePresentation" in document.get("type", [])
        if presented and random.random() < 0.5:
            document["holder"] = FORGER.did_key
        made = sign_data_integrity(
            document,
            FORGER,
            suite="eddsa-jcs-2022",
            verification_method=method,
            created=CREATED,
            canonicaliser=canonicaliser(),
            purpose="authentication" if presented else "assertionMethod",
        )
    except (CredenceError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        return text  # no longer a document that anybody could sign
    made["proof"] = random.choice([made["proof"], [made["proof"], stated]])
    return json.dumps(made).encode("utf-8", "surrogatepass")


def _jwt(text: bytes, random: Random) -> bytes:
    kind = random.randrange(10)
    if kind < 6:
        return mutate_jwt(text, random)
    header, payload, signature = text.decode("ascii").split(".")
    claims = json.loads(decode(payload))
    if kind == 6:
        other = [o for o in corpus().originals if o.kind == "jwt"]
        theirs = random.choice(other).content.decode().split(".")
        parts = [random.choice(pair) for pair in zip((header, payload, signature), theirs, strict=True)]
        return ".".join(parts).encode()
    if kind == 7:
        _alter_token_within(claims, random)
    else:
        _splice(claims, random)
    if kind == 9:
        return _forged_token(json.loads(decode(header)), claims, random)
    return f"{header}.{encode(json.dumps(claims).encode())}.{signature}".encode()


def _forged_token(header: dict[str, Any], claims: Any, random: Random) -> bytes:
    header["alg"] = FORGER.algorithm
    kind = random.randrange(3)
    if kind == 0:
        header["kid"] = FORGER.did_key_method
    elif kind == 1:
        header.pop("kid", None)
        header["jwk"] = FORGER.public_jwk()
    if isinstance(claims, dict) and "VerifiablePresentation" in str(claims.get("type")) and random.random() < 0.5:
        claims |= {"iss": FORGER.did_key, "holder": FORGER.did_key}
    return sign_token(header, claims, FORGER).encode()


def _sd_jwt(text: bytes, random: Random) -> bytes:
    token, *shown, last = text.decode("ascii").split("~")
    for _ in range(random.choice([1, 1, 2])):
        place = random.randrange(len(shown) + 1)
        kind = random.randrange(7)
        if kind == 0:
            token = _jwt(token.encode(), random).decode("utf-8", "replace") if token.count(".") == 2 else token
        elif kind == 1:
            shown.insert(place, random.choice([*shown, disclosure("rank", 1), token, last, ""]))
        elif kind == 2 and shown:
            at = place % len(shown)
            shown[at] = mutate_bytes(shown[at].encode() or b"x", random).decode("utf-8", "replace")
        elif kind == 3 and shown:
            del shown[place % len(shown)]
        elif kind == 4:
            last = mutate_jwt(last.encode(), random).decode("utf-8", "replace") if last.count(".") == 2 else token
        elif kind == 5:
            random.shuffle(shown)
        else:
            last = _rebound(last, [token, *shown], random)
    return "~".join([token, *shown, last]).encode()


def _rebound(last: str, before: list[str], random: Random) -> str:
    """Make a key binding for what is shown now, with the forger's key."""
    shown = digest("".join(f"{part}~" for part in before))
    claims = {"iat": 1_780_272_000, "aud": "https://employer.example", "nonce": "n-1", "sd_hash": shown}
    header: dict[str, Any] = {"alg": FORGER.algorithm, "typ": "kb+jwt"}
    return sign_token(header, claims, FORGER) if random.random() < 0.7 else last


def _links(text: bytes, random: Random) -> bytes:
    lines = text.decode().splitlines()
    place = random.randrange(len(lines))
    others = [f"https://badges.example.edu/assertions/{n}" for n in range(5)] + [*STRANGERS, "", "\u2028", '"', "=1+1"]
    lines[place] = random.choice([random.choice(others), lines[place] * 2, lines[place] + "," + random.choice(others)])
    changed = "\n".join(lines).encode()
    return mutate_bytes(changed, random) if changed and random.random() < 0.3 else changed


_ALTER: dict[Kind, Callable[[bytes, Random], bytes]] = {
    "json": _json,
    "jwt": _jwt,
    "sd-jwt": _sd_jwt,
    "links": _links,
    "other": mutate_bytes,
}
