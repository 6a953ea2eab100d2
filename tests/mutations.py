"""Mutates credential files: their JSON, their tokens, their bytes. Everything is decided by the `Random` given."""

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from random import Random
from typing import Any

DUPLICATE = "\N{REPLACEMENT CHARACTER}duplicate"
STRANGERS = ["did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", "did:web:example.net", "https://example.net/1"]
# Names that a context defines, that none does, and that JSON-LD treats on its own.
NAMES = [
    *("validUntil", "validFrom", "expirationDate", "credentialStatus", "name", "description", "id", "type", "issuer"),
    *("achievement", "identifier", "result", "evidence", "creator", "creditsAvailable", "creditsEarned", "tag", "salt"),
    *(
        "credentialSubject",
        "credentialSchema",
        "proof",
        "mood",
        "_:b0",
        "https://www.w3.org/2018/credentials#validUntil",
    ),
    *("cred:validUntil", "@id", "@type", "@graph", "@included", "@reverse", "@context", "@value", "@nest", "@index"),
]
VALUES: list[Any] = [
    *(None, True, False, 0, 1, -1, 1.5, 2**63, 10**25, "", " ", "x", "2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"),
    *("did:example:mallory", "_:b1", "relative/path", "http://a/ b", "http://a/<b>", "\u2028", "\N{SNOWMAN}", "é", "é"),
    *([], {}, [[]], [None], {"id": "urn:x"}, {"@value": "x"}, {"@value": "x", "@language": "en"}, {"@list": ["x"]}),
    *({"@id": "urn:x"}, {"@set": ["x"]}, ["x", "x"], {"type": "Achievement", "name": "Other"}, "9" * 400, "A" * 2000),
]
CONTEXTS: list[Any] = [
    *("https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/credentials/v2", "https://example.org/unknown"),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
    "https://w3id.org/security/data-integrity/v2",
    {"@vocab": "https://example.org/#"},
    {"mood": "https://example.org/mood"},
    {"ends": {"@id": "https://www.w3.org/2018/credentials#validUntil"}},
    {"name": "https://example.org/name"},
    {"@language": "fr"},
    {"@base": "https://example.org/"},
    None,
    {},
]


def nodes(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield every value of a JSON document with its path, the document itself first."""
    yield path, value
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from nodes(inner, (*path, key))


def follow(value: Any, path: Sequence[Any]) -> Any:
    for step in path:
        value = value[step]
    return value


def objects(document: Any) -> list[dict[str, Any]]:
    return [value for _, value in nodes(document) if isinstance(value, dict)]


def bend(text: str, random: Random) -> str:
    """Change one character of a text, or add one."""
    position = random.randrange(len(text) + 1)
    other = random.choice('abcXYZ019 -:/#"\\é\u200b')
    return text[:position] + other + text[position + random.choice([0, 1]) :]


def change_value(document: Any, random: Random) -> None:
    path, value = random.choice([(p, v) for p, v in nodes(document) if p])
    changed = (
        bend(value, random) if isinstance(value, str) and random.random() < 0.5 else deepcopy(random.choice(VALUES))
    )
    follow(document, path[:-1])[path[-1]] = changed


def add_term(document: Any, random: Random) -> None:
    random.choice(objects(document))[random.choice(NAMES)] = deepcopy(random.choice(VALUES))


def delete_key(document: Any, random: Random) -> None:
    path, _ = random.choice([(p, v) for p, v in nodes(document) if p])
    del follow(document, path[:-1])[path[-1]]


def rename_key(document: Any, random: Random) -> None:
    node = random.choice([n for n in objects(document) if n])
    old = random.choice(list(node))
    node[random.choice([bend(old, random), *NAMES])] = node.pop(old)


def duplicate_key(document: Any, random: Random) -> None:
    """Mark a name to be written twice; `dump` does it."""
    node = random.choice([n for n in objects(document) if n])
    node[DUPLICATE + random.choice(list(node))] = deepcopy(random.choice(VALUES))


def move_value(document: Any, random: Random) -> None:
    node, target = random.choice([n for n in objects(document) if n]), random.choice(objects(document))
    name = random.choice(list(node))
    value = deepcopy(node[name])
    if random.random() < 0.7:
        del node[name]
    target[name] = value


def same_id(document: Any, random: Random) -> None:
    """Give one object the id of another, and perhaps some of what it says."""
    first, second = random.choice(objects(document)), random.choice(objects(document))
    if isinstance(document, dict):
        second["id"] = random.choice([first.get("id"), document.get("id")])
    if first and random.random() < 0.5:
        name = random.choice(list(first))
        second[name] = deepcopy(first.pop(name))


def regroup(document: Any, random: Random) -> None:
    """Wrap a value in a list, or unwrap one: often no change of meaning at all."""
    path, value = random.choice([(p, v) for p, v in nodes(document) if p])
    changed = value[0] if isinstance(value, list) and len(value) == 1 else [value]
    follow(document, path[:-1])[path[-1]] = changed


def reorder(document: Any, random: Random) -> None:
    """Shuffle every list and the names of every object: sets keep their meaning, contexts and lists may not."""
    for node in [value for _, value in nodes(document)]:
        if isinstance(node, list):
            random.shuffle(node)
        elif isinstance(node, dict):
            items = list(node.items())
            random.shuffle(items)
            node.clear()
            node.update(items)


def repeat(document: Any, random: Random) -> None:
    lists = [value for _, value in nodes(document) if isinstance(value, list) and value]
    if lists:
        chosen = random.choice(lists)
        chosen.append(deepcopy(random.choice(chosen)))


def swap_issuer(document: Any, random: Random) -> None:
    stranger = random.choice(STRANGERS)
    if isinstance(document.get("issuer"), dict) and random.random() < 0.7:
        document["issuer"]["id"] = stranger
    else:
        document["issuer"] = stranger


def change_context(document: Any, random: Random) -> None:
    node = document if random.random() < 0.7 else random.choice(objects(document))
    contexts = node.get("@context")
    contexts = contexts if isinstance(contexts, list) else [] if contexts is None else [contexts]
    position = random.randrange(len(contexts) + 1)
    node["@context"] = [
        *contexts[:position],
        deepcopy(random.choice(CONTEXTS)),
        *contexts[position + random.choice([0, 1]) :],
    ]


def change_proof(document: Any, random: Random) -> None:
    stated = document.get("proof")
    proofs = [p for p in (stated if isinstance(stated, list) else [stated]) if isinstance(p, dict)]
    if not proofs:
        return
    proof = random.choice(proofs)
    kind = random.randrange(5)
    if kind == 0:
        name = random.choice(list(proof))
        proof[name] = bend(proof[name], random) if isinstance(proof[name], str) else deepcopy(random.choice(VALUES))
    elif kind == 1:
        proof["verificationMethod"] = random.choice(STRANGERS) + "#key-1"
    elif kind == 2:
        proof[random.choice(["expires", "created", "domain", "challenge", "nonce", "previousProof", "@context"])] = (
            deepcopy(random.choice(VALUES))
        )
    elif kind == 3:
        document["proof"] = random.choice([[], {}, None, [proof, proof], [None, proof], "proof", [proof] * 9])
    else:
        proof["cryptosuite"] = random.choice(["eddsa-jcs-2022", "ecdsa-rdfc-2019", "none", 7])


def nothing(document: Any, random: Random) -> None:
    """Leave it: what follows may be white space only."""


OPERATIONS: list[Callable[[Any, Random], None]] = [
    *(change_value, add_term, delete_key, rename_key, duplicate_key, move_value, same_id, regroup, reorder, repeat),
    *(swap_issuer, change_context, change_proof, nothing),
]


def dump(document: Any, random: Random) -> bytes:
    text = json.dumps(document, ensure_ascii=random.random() < 0.5, indent=random.choice([None, 1, "\t"]))
    return text.replace(json.dumps(DUPLICATE)[1:-1], "").replace(DUPLICATE, "").encode("utf-8", "surrogatepass")


def mutate_json(content: bytes, random: Random) -> bytes:
    """Return the document after one to three operations on its structure."""
    document = json.loads(content)
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        try:
            random.choice(OPERATIONS)(document, random)
        except (IndexError, AttributeError, TypeError, KeyError):
            break  # an earlier operation has left nothing for this one to work on
    return dump(document, random)


def mutate_bytes(content: bytes, random: Random) -> bytes:
    """Return the bytes with a bit flipped, or something cut off, out, in or doubled."""
    position = random.randrange(len(content))
    length = random.choice([1, 1, 2, 8, 100])
    kind = random.randrange(5)
    if kind == 0:
        flipped = content[position] ^ 1 << random.randrange(8)
        return content[:position] + bytes([flipped]) + content[position + 1 :]
    if kind == 1:
        return content[:position]
    if kind == 2:
        return content[:position] + content[position + length :]
    if kind == 3:
        return content[:position] + random.randbytes(length) + content[position:]
    return content[:position] + content[position : position + length] * 2 + content[position + length :]


def encode(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def decode(segment: str) -> bytes:
    return base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))


def mutate_jwt(content: bytes, random: Random) -> bytes:
    """Return the token with its payload, header or signature altered."""
    header, payload, signature = content.decode("ascii").split(".")
    kind = random.randrange(4)
    if kind == 0:
        payload = encode(mutate_json(decode(payload), random))
    elif kind == 1:
        stated = json.loads(decode(header))
        name = random.choice([*stated, "jwk", "crit", "b64", "cty", "jku", "x5c"])
        stated[name] = random.choice(["none", "HS256", "RS256", "EdDSA", "ES256", "JWT", "vc+jwt", *deepcopy(VALUES)])
        header = encode(json.dumps(stated).encode())
    elif kind == 2:
        signature = random.choice([bend(signature, random), "", signature + "=", signature[:-1], encode(bytes(64))])
    else:
        claims = json.loads(decode(payload))
        claims[random.choice(["iss", "sub", "jti", "nbf", "exp", "iat", "vc", "vp", "aud"])] = deepcopy(
            random.choice(VALUES)
        )
        payload = encode(json.dumps(claims).encode())
    return f"{header}.{payload}.{signature}".encode()
