"""What is read, as tables: carrier by format by proof by status, from the registries that the code itself asks.

What a registry cannot tell (a plain title; which securing a format occurs with) stands in the tables below. Tests hold
every name that is discovered to an entry here, so that nothing added later is left out, and every cell of the first
table to what comes out of such a file when it is opened.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import get_args

from hiring.formats import formats
from hiring.formats._named import NAMED
from hiring.formats.containers import containers
from hiring.intake.carriers import carriers
from hiring.intake.junk import named_kinds
from hiring.intake.pages import pages
from hiring.models.credential import Credential, Issuer, Securing
from hiring.models.reasons import REASONS
from hiring.settings import MAX_ARCHIVE_DEPTH
from hiring.verification import dids, issuer_documents
from hiring.verification.keys import ALGORITHMS
from hiring.verification.proofs import suites
from hiring.verification.status import methods

# What carries texts of any kind.
_ANY: tuple[Securing, ...] = ("data-integrity", "jwt", "sd-jwt", "hosted", "jws", "self-asserted")
CARRIERS: Mapping[str, tuple[str, tuple[Securing, ...]]] = {
    "json": ("JSON file", ("data-integrity", "hosted", "self-asserted")),
    "jwt": ("JWT text", ("jwt", "jws")),
    "sd-jwt": ("SD-JWT text", ("sd-jwt",)),
    "baked-png": ("Baked PNG", _ANY),
    "baked-svg": ("Baked SVG", _ANY),
    "pdf": ("PDF", _ANY),
    "links": ("Link", _ANY),
}
FORMATS: Mapping[str, tuple[str, tuple[Securing, ...]]] = {
    "ob3": ("Open Badges 3.0", ("data-integrity", "jwt", "sd-jwt")),
    "clr2": ("CLR 2.0", ("data-integrity", "jwt", "sd-jwt")),
    "endorsement": ("Endorsement", ("data-integrity", "jwt", "sd-jwt")),
    "vc": ("Other verifiable credential", ("data-integrity", "jwt", "sd-jwt")),
    "sd-jwt-vc": ("SD-JWT VC", ("sd-jwt",)),
    "ob2": ("Open Badges 2.0, 2.1", ("hosted", "jws")),
    "ob1": ("Open Badges 0.5 to 1.1", ("hosted", "jws")),
    "json-resume": ("JSON Resume", ("self-asserted",)),
}
SECURINGS: Mapping[Securing, tuple[str, str]] = {
    "data-integrity": ("Data Integrity", "DI"),
    "jwt": ("VC-JWT, VC-JOSE-COSE", "JWT"),
    "sd-jwt": ("SD-JWT with disclosures and key binding", "SD"),
    "hosted": ("hosted by the issuer", "H"),
    "jws": ("signed Open Badge", "JWS"),
    "self-asserted": ("nobody's but the applicant's", "own word"),
}
STATUS: Mapping[str, tuple[str, tuple[Securing, ...]]] = {
    "bitstring": ("BitstringStatusList (revocation, suspension, message)", ("data-integrity", "jwt", "sd-jwt")),
    "statuslist2021": ("StatusList2021", ("data-integrity", "jwt", "sd-jwt")),
    "1edtech-revocation-list": ("1EdTechRevocationList", ("data-integrity", "jwt", "sd-jwt")),
    "token-status-list": ("Token Status List", ("sd-jwt",)),
    "ob2-hosted": ("410 Gone, `revoked`", ("hosted",)),
    "ob2-revocation-list": ("RevocationList", ("jws",)),
}
KEYS: Mapping[Securing, str] = {
    "data-integrity": "the issuer's DID document, or what its https address serves",
    "jwt": "as DI; or `x5c` up to a trusted certificate",
    "sd-jwt": "as JWT; of an SD-JWT VC with an https issuer, its `jwt-vc-issuer` metadata",
    "hosted": "the issuer's own host, `startsWith`, `allowedOrigins`",
    "jws": "the issuer profile's CryptographicKey",
    "self-asserted": "none",
}
ISSUER_DOCUMENTS: Mapping[str, str] = {
    "controlled-identifier": "controlled identifier document",
    "jwks": "JWK Set",
    "profile": "profile with keys",
}
CONTAINERS: Mapping[str, str] = {
    "clr": "CLR records (the record and each credential in it)",
    "enveloped": "enveloped credentials and presentations",
    "json-array": "JSON lists",
    "json-resume": "each job, degree and certificate of a JSON Resume",
    "presentation": "verifiable presentations (a proof of the holder's binds the holder)",
    "wallet": "wallets' exports",
}


def markdown() -> str:
    """Return the tables as Markdown."""
    shown = [carrier.name for carrier in carriers()]
    by_carrier = _table(
        ["", *(CARRIERS[name][0] for name in shown)],
        ([FORMATS[one.name][0], *(_cell(name, one.name) for name in shown)] for one in formats()),
    )
    by_securing = _table(
        ["secured by", "proofs", "the issuer's key or word comes from", "status"],
        (_securing(name) for name in SECURINGS),
    )
    ids = ", ".join(f"`did:{name}`" for name in dids.methods())
    served = ", ".join(ISSUER_DOCUMENTS[kind.name] for kind in issuer_documents.kinds())
    opened = "; ".join(CONTAINERS[one.name] for one in containers())
    legend = ", ".join(f"{short}: {title}" for title, short in SECURINGS.values())
    refused = [*(one.message for one in NAMED), REASONS["ENVELOPE_COSE"].words, *named_kinds()]
    return "\n".join(
        [
            by_carrier,
            "",
            f"{legend}. Also in ZIP and TAR, nested up to {MAX_ARCHIVE_DEPTH} deep. "
            f"Opened, with tokens in JSON: {opened}.",
            "",
            by_securing,
            "",
            f"DIDs: {ids}. At an issuer's https address: {served}. "
            f"Badge pages whose links lead to the badge: {', '.join(page.name for page in pages())}.",
            "",
            "Named, and not read:",
            "",
            *(f"- {words}" for words in dict.fromkeys(refused)),
            "- A proof, key, vocabulary or status list of another kind: the badge is shown, with what was not checked.",
        ]
    )


def _cell(carrier: str, credential_format: str) -> str:
    carried, secured = CARRIERS[carrier][1], FORMATS[credential_format][1]
    return " ".join(SECURINGS[one][1] for one in secured if one in carried) or "–"


def _securing(name: Securing) -> list[str]:
    proofs = ", ".join(f"`{suite}`" for suite in _suites(name)) or "none"
    if name in ("jwt", "sd-jwt", "jws"):
        proofs += f" with {', '.join(sorted(ALGORITHMS))}"
    status = ", ".join(STATUS[method.name][0] for method in methods() if name in STATUS[method.name][1]) or "–"
    title, short = SECURINGS[name]
    return [f"{short}: {title}", proofs, KEYS[name], status]


def _suites(securing: Securing) -> Iterator[str]:
    """Yield the suites that say of themselves that they handle a way of securing."""
    sample = Credential(
        digest="",
        content_key="",
        format="",
        securing=securing,
        data_model="2.0",
        id=None,
        types=(),
        issuer=Issuer(id="did:example:issuer"),
        document={},
    )
    for suite in suites():
        if securing == "data-integrity":
            stated = ({"type": suite.name}, {"type": "DataIntegrityProof", "cryptosuite": suite.name})
            if any(suite.handles(sample, proof) for proof in stated):
                yield suite.name
        elif suite.handles(sample, None):
            yield suite.name


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def missing() -> set[str]:
    """Return the names that the code knows and these tables do not, or the other way about; empty if they agree."""
    pairs = (
        ({one.name for one in carriers()}, set(CARRIERS)),
        ({one.name for one in formats()}, set(FORMATS)),
        ({one.name for one in containers()}, set(CONTAINERS)),
        ({one.name for one in methods()}, set(STATUS)),
        ({one.name for one in issuer_documents.kinds()}, set(ISSUER_DOCUMENTS)),
        (set(get_args(Securing)) - {"none"}, set(SECURINGS)),
        ({one.name for one in suites()}, {name for securing in SECURINGS for name in _suites(securing)}),
    )
    return {name for known, listed in pairs for name in known ^ listed}
