"""Hosted badges (Open Badges 2.0, section "Hosted Badges"): as good as what the issuer serves at the badge's `id`.

The address has to lie where the issuer says that its badges lie, and what it serves has to be the badge presented:
whatever is read of either is read of both alike, and what is not read does not differ either.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from hiring.errors import CredenceError, FetchError, IntakeError, ProofInvalid, Unreachable, Unsupported
from hiring.formats import complete, read
from hiring.formats._digest import canonical_bytes
from hiring.formats._ob2_assertion import HOSTED, profile_of, verification_types
from hiring.formats._ob2_values import host_of, same_address
from hiring.formats._shapes import flat, strings
from hiring.models.artifact import Artifact
from hiring.models.credential import Credential
from hiring.network.base import Document, Fetcher
from hiring.strict_json import parse_json
from hiring.verification._sites import on_site, require_issuer_on_site
from hiring.verification.proofs.base import ProofResult, ProofTools

# What is read of a credential, so that it has to be the same in both copies; `id` and issuer are compared besides.
_FACTS = {
    "identifiers": "the recipient",
    "subject_id": "the recipient",
    "achievement": "what was achieved",
    "evidence": "the evidence",
    "valid_from": "the date of issue",
    "valid_until": "the end date",
    "language": "the language",
    "version": "the version",
}
# Members that are read, and so compared as facts; and those that only say where and how things are shown.
_COMPARED = frozenset(
    {"id", "uid", "recipient", "badge", "issuedOn", "issued_on", "expires", "evidence", "narrative", "verification"}
    | {"verify", "salt", "revoked", "revocationReason", "@language"}
)
_SHOWN = frozenset({"@context", "type", "image", "related", "endorsement"})
_COMPARED_CLASS = frozenset(
    {"id", "name", "description", "criteria", "issuer", "tags", "tag", "alignment", "alignments"}
    | {"version", "@language"}
)


class HostedBadge:
    """An assertion whose `verification.type` is `HostedBadge`."""

    name = "ob2-hosted"

    def handles(self, credential: Credential, proof: Mapping[str, Any] | None) -> bool:
        """See `ProofSuite.handles`."""
        return proof is None and credential.securing == "hosted"

    def verify(self, credential: Credential, proof: Mapping[str, Any] | None, tools: ProofTools) -> ProofResult:
        """See `ProofSuite.verify`."""
        if proof is not None:
            raise ProofInvalid("A hosted badge has no proof in it.", code="PROOF_MALFORMED")
        stated = credential.document.get("verification")
        if stated is not None and not verification_types(credential.document) & HOSTED:
            raise Unsupported("It does not say in a known way how it is to be verified.", code="VERIFICATION_UNKNOWN")
        if host_of(credential.id) is None:
            raise Unsupported("It does not say at which web address its issuer hosts it.", code="HOSTED_NOWHERE")
        profile = profile_of(credential)
        if profile is None:
            raise Unreachable(
                "Without the issuer's profile it is not known where its badges lie.", code="HOSTED_UNKNOWN"
            )
        require_issuer_on_site(credential, tools.documents)
        _require_scope(credential, profile)
        served = _served(credential, tools.documents)
        _require_same(credential, served)
        uncovered = tuple(_additions(credential.document, served.document))
        return ProofResult(self.name, str(credential.id), credential.issuer.id, None, uncovered)


SUITE = HostedBadge()


def _require_scope(credential: Credential, profile: Mapping[str, Any]) -> None:
    """Refuse an address outside of those that the issuer keeps its badges at.

    Without a rule of the issuer's, they are those on the host of its Profile. What BadgeClass and assertion say besides
    can only narrow it.

    Raises:
        ProofInvalid: `HOSTED_ELSEWHERE`.
    """
    stated = credential.document["badge"]
    rules = _rules(profile)
    if not rules and host_of(credential.id) != host_of(credential.issuer.id):
        raise ProofInvalid("It is hosted on another site than its issuer's.", code="HOSTED_ELSEWHERE")
    for rule in (*rules, *_rules(stated), *_rules(credential.document)):
        if not _within(str(credential.id), rule):
            raise ProofInvalid("It is not hosted where its issuer says that its badges are.", code="HOSTED_ELSEWHERE")


def _rules(part: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what a part says under `verification` of where badges lie."""
    stated = [rule for rule in flat(part.get("verification")) if isinstance(rule, dict)]
    return [rule for rule in stated if any(rule.get(name) is not None for name in ("startsWith", "allowedOrigins"))]


def _within(address: str, rule: Mapping[str, Any]) -> bool:
    """Whether an address fits each rule that is stated; a rule that cannot be read fits nothing."""
    starts, origins = rule.get("startsWith"), rule.get("allowedOrigins")
    if starts is not None and not any(_starts_with(address, prefix) for prefix in strings(starts)):
        return False
    hosts = {host_of(name) or name.lower() for name in strings(origins)}
    return origins is None or host_of(address) in hosts


def _starts_with(address: str, prefix: str) -> bool:
    """Whether an address starts with a prefix, of which the host counts as a whole: `example.org.evil` does not.

    A path with steps up (`..`) leads elsewhere than it seems to, also where servers only see them after decoding, or
    after taking parameters away (`..;`).
    """
    if {".", ".."} & {step.partition(";")[0] for step in re.split(r"[/\\]", unquote(unquote(urlsplit(address).path)))}:
        return False
    return host_of(address) == host_of(prefix) and address.startswith(prefix)


def _served(credential: Credential, documents: Fetcher) -> Credential:
    """Return what the issuer serves at the badge's address, read and completed as what was presented.

    Raises:
        Unreachable: it serves no badge there, or says only that this one was revoked.
    """
    answer = _answer(str(credential.id), documents)
    artifact = Artifact(source=answer.url, digest=answer.digest, carrier="json", payload=answer.content)
    try:
        served = complete(read(artifact), lambda url: _content(url, documents))
    except IntakeError as error:
        if is_revoked(answer):
            raise Unreachable("Its issuer only says that it was revoked.", code="HOSTED_REVOKED") from error
        raise Unreachable(f"What its address serves is no badge. {error}", code="HOSTED_UNREADABLE") from error
    if served.unresolved:
        raise Unreachable("What its address serves could not be read to the end.", code="HOSTED_UNREADABLE")
    if served.format != credential.format:
        raise ProofInvalid("What its address serves is another kind of badge.", code="HOSTED_DIFFERS")
    if served.problems:
        message = f"What its address serves breaks its own rules. {served.problems[0].message}"
        raise ProofInvalid(message, code="HOSTED_DIFFERS")
    return served


def is_revoked(answer: Document) -> bool:
    """Whether an answer says that the badge was revoked: it is gone (410), or says `revoked`."""
    if answer.status == 410:
        return True
    try:
        content = parse_json(answer.content)
    except CredenceError:
        return False
    return isinstance(content, dict) and content.get("revoked") not in (None, False)


def _answer(url: str, documents: Fetcher) -> Document:
    try:
        answer = documents.get(url)
    except FetchError as error:
        raise Unreachable(f"The copy at its issuer's could not be had. {error}", code="HOSTED_UNREACHABLE") from error
    if answer.status == 410:
        raise Unreachable("Its issuer has withdrawn it, so there is no copy to compare.", code="HOSTED_REVOKED")
    if answer.status != 200:
        raise Unreachable(f"The address of the badge answered {answer.status}.", code="HOSTED_UNREACHABLE")
    if not on_site(answer):
        raise Unsupported("The address of the badge leads on to another site.", code="HOSTED_LEADS_ELSEWHERE")
    return answer


def _content(url: str, documents: Fetcher) -> bytes:
    answer = documents.get(url)
    if answer.status != 200:
        raise Unreachable(f"The address answered {answer.status}.")
    return answer.content


def _require_same(credential: Credential, served: Credential) -> None:
    """Refuse a badge of which something that is read differs from the copy.

    Raises:
        ProofInvalid: `HOSTED_DIFFERS`.
    """
    differing = [words for name, words in _FACTS.items() if getattr(credential, name) != getattr(served, name)]
    if not same_address(credential.id, served.id):
        differing.append("the identifier")
    if credential.issuer.id != served.issuer.id:
        differing.append("the issuer")
    if differing:
        message = f"It is not what its issuer hosts: {', '.join(dict.fromkeys(differing))} differs."
        raise ProofInvalid(message, code="HOSTED_DIFFERS")


def _additions(presented: Mapping[str, Any], served: Mapping[str, Any]) -> Iterator[str]:
    """Yield what of a badge is not read, and is not in the copy in the same way."""
    yield from _unequal(presented, served, _COMPARED | _SHOWN, "")
    own, other = presented.get("badge"), served.get("badge")
    if isinstance(own, dict) and isinstance(other, dict):
        yield from _unequal(own, other, _COMPARED_CLASS | _SHOWN, "badge.")


def _unequal(own: Mapping[str, Any], other: Mapping[str, Any], aside: frozenset[str], where: str) -> Iterator[str]:
    for name, value in own.items():
        if name not in aside and (name not in other or canonical_bytes(value) != canonical_bytes(other[name])):
            yield where + name
