"""Lists, presentations, envelopes and exports give each credential in them, in bounds, and name everything else."""

import json
import time
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from urllib.parse import quote

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import CredenceError, IntakeError, LimitExceeded, MalformedError, NotACredential
from hiring.formats import read, unfold
from hiring.formats.containers.presentation import CONTAINER as PRESENTATION
from hiring.intake.carriers import extract
from hiring.models.artifact import Artifact, FileProblem, SourceFile
from hiring.network.offline import OfflineFetcher
from hiring.opening import open_file
from hiring.settings import MAX_ENCLOSED, MAX_PRESENTED_BYTES
from tests.issuer_simulator import CONTEXT_1_1, CONTEXT_2_0, IssuerSimulator, badge, secure
from tests.presentations import enveloped, presentation

AS_OF = datetime(2026, 6, 1, tzinfo=UTC)
ISSUER = IssuerSimulator().key_issuer()


def made(number: int, *, jwt: bool = False) -> Any:
    """A badge with an id of its own, as JSON or as a token."""
    content = secure(badge(ISSUER, id=f"urn:uuid:{number}"), ISSUER, "jwt" if jwt else "Ed25519Signature2020")
    return content.decode() if jwt else orjson.loads(content)


def file(value: Any) -> Artifact:
    payload = value if isinstance(value, bytes) else value.encode() if isinstance(value, str) else orjson.dumps(value)
    return Artifact(source="f", digest="0", carrier="json", payload=payload)


def places(value: Any) -> dict[str, str | None]:
    """What a file gives, by place: the id of a credential, or the code of a problem."""
    found: dict[str, str | None] = {}
    for one in unfold(file(value)):
        if isinstance(one, FileProblem):
            found[one.source] = one.code
            continue
        try:
            found[one.source] = read(one).id
        except IntakeError as error:
            found[one.source] = error.code
    return found


# --- lists ---


def test_a_list_of_objects_and_tokens() -> None:
    assert places([made(1), made(2, jwt=True)]) == {"f![0]": "urn:uuid:1", "f![1]": "urn:uuid:2"}


def test_what_stands_beside_them_is_named_and_sinks_nothing() -> None:
    found = places([made(1), {"note": "mine"}, "text", 7, None, made(2, jwt=True)[:-3] + ".."])
    assert found["f![0]"] == "urn:uuid:1"
    assert {place: code for place, code in found.items() if place != "f![0]"} == {
        "f![1]": "NO_CREDENTIAL",
        "f![2]": "NOT_JSON",
        "f![3]": "NO_CREDENTIAL",
        "f![5]": "NOT_JSON",
    }


def test_a_list_in_a_list_is_read() -> None:
    assert places([[made(1)], [[made(2)]]]) == {"f![0][0]": "urn:uuid:1", "f![1][0][0]": "urn:uuid:2"}


@pytest.mark.parametrize(
    "junk", [[], [1, 2], ["a"], [{"name": "x"}] * 10_000, [[[]]], [None]], ids=lambda j: str(j)[:9]
)
def test_a_list_of_other_things_is_one_file_without_a_credential(junk: list[Any]) -> None:
    with pytest.raises(NotACredential) as refused:
        list(unfold(file(junk)))
    assert refused.value.code == "NO_CREDENTIAL"


# --- exports ---


@pytest.mark.parametrize(
    "member",
    ["credential", "credentials", "compactJwsString", "verifiableCredential", "verifiableCredentials", "badges"],
)
def test_an_object_with_a_member_for_credentials(member: str) -> None:
    assert places({member: [made(1), made(2, jwt=True)]}) == {
        f"f!{member}[0]": "urn:uuid:1",
        f"f!{member}[1]": "urn:uuid:2",
    }
    assert places({member: made(1), "exportedAt": "2026-01-01"}) == {f"f!{member}": "urn:uuid:1"}


def test_entries_around_credentials() -> None:
    found = places({"credentials": [{"credential": made(1), "favourite": True}]})
    assert found == {"f!credentials[0]!credential": "urn:uuid:1"}


def test_a_universal_wallet_gives_its_credentials_and_passes_over_its_keys() -> None:
    wallet = {
        "@context": ["https://w3id.org/wallet/v1"],
        "type": "UniversalWallet2020",
        "contents": [
            {"id": "did:key:z6Mk#z6Mk", "type": "Ed25519VerificationKey2020", "privateKeyMultibase": "zSecret"},
            made(1),
            {"type": ["ProfileMetadata"], "name": "Ada"},
            {"credential": made(2, jwt=True)},
        ],
    }
    assert places(wallet) == {"f!contents[0]": "urn:uuid:1", "f!contents[1]!credential": "urn:uuid:2"}


@pytest.mark.parametrize(
    "other",
    [
        {"credentials": {"user": "ada", "password": "x"}},
        {"credential": "secret"},
        {"badges": [1, 2]},
        {"contents": [{"type": "VerifiableCredential"}]},
        {"verifiableCredential": []},
    ],
    ids=str,
)
def test_an_object_with_such_a_name_for_other_things_is_no_container(other: dict[str, Any]) -> None:
    assert places(other) == {"f": "NO_CREDENTIAL"}


# --- presentations ---


@pytest.mark.parametrize("base", [CONTEXT_1_1, CONTEXT_2_0])
def test_one_credential_or_many(base: str) -> None:
    document = {"@context": [base], "type": "VerifiablePresentation", "verifiableCredential": made(1)}
    assert places(document) == {"f!verifiableCredential": "urn:uuid:1"}
    document["verifiableCredential"] = [made(1), made(2, jwt=True)]
    assert places(document) == {
        "f!verifiableCredential[0]": "urn:uuid:1",
        "f!verifiableCredential[1]": "urn:uuid:2",
    }


def test_the_presentation_is_kept_with_what_came_in_it_however_deep() -> None:
    document = presentation([made(1), enveloped(made(2, jwt=True))], holder="did:example:ada")
    given_ = file(document)
    held = [one for one in unfold(given_) if isinstance(one, Artifact)]
    assert [one.presentation for one in held] == [given_.payload] * 2
    for one in held:
        kept = read(one).presentation
        assert kept is not None
        assert (kept.holder, kept.securing, kept.data_model) == ("did:example:ada", "none", "2.0")
        assert kept.document == document


def test_of_a_presentation_in_a_presentation_the_inner_counts() -> None:
    inner = presentation([made(1)], holder="did:example:inner")
    outer = presentation([made(2), inner], holder="did:example:outer")
    holders = [kept.holder for one in unfold(file(outer)) if (kept := read(one).presentation)]  # type: ignore[arg-type]
    assert holders == ["did:example:outer", "did:example:inner"]


def test_an_empty_presentation_says_so() -> None:
    assert PRESENTATION.name == "presentation"
    with pytest.raises(NotACredential) as refused:
        list(unfold(file(presentation([]))))
    assert refused.value.code == "PRESENTATION_EMPTY"


def test_what_says_that_it_is_both_is_a_credential() -> None:
    document = made(1) | {"type": ["VerifiableCredential", "OpenBadgeCredential", "VerifiablePresentation"]}
    assert places(document) == {"f": "urn:uuid:1"}


# --- envelopes ---


@pytest.mark.parametrize("media_type", ["application/vc+jwt", "application/VC+JWT", "application/vc+ld+json+jwt"])
def test_a_token_in_an_envelope(media_type: str) -> None:
    assert places(enveloped(made(1, jwt=True), media_type)) == {"f!id": "urn:uuid:1"}


def test_json_in_an_envelope() -> None:
    text = quote(json.dumps(made(1)))
    assert places(enveloped(text, "application/vc")) == {"f!id": "urn:uuid:1"}


def test_a_bare_data_url_in_a_presentation() -> None:
    document = presentation(["data:application/vc+jwt," + made(1, jwt=True)])
    assert places(document) == {"f!verifiableCredential[0]!id": "urn:uuid:1"}


def test_a_presentation_in_an_envelope() -> None:
    text = quote(json.dumps(presentation([made(1)])))
    assert places(enveloped(text, "application/vp", kind="Presentation")) == {
        "f!id!verifiableCredential[0]": "urn:uuid:1"
    }


@pytest.mark.parametrize(
    ("envelope", "code"),
    [
        (enveloped("e30.e30.AA", "text/html"), "ENVELOPE_MALFORMED"),
        (enveloped("e30.e30.AA", "application/vp+jwt"), "ENVELOPE_MALFORMED"),
        (enveloped("e30.e30.AA", "application/vc+jwt", kind="Presentation"), "ENVELOPE_MALFORMED"),
        (enveloped("{}", "application/vc+jwt"), "ENVELOPE_MALFORMED"),
        (enveloped("0oRY", "application/vc+cose;base64"), "ENVELOPE_COSE"),
        (enveloped("=====", "application/vc+jwt;base64"), "ENVELOPE_MALFORMED"),
        ({"type": "EnvelopedVerifiableCredential"}, "ENVELOPE_MALFORMED"),
        ({"type": "EnvelopedVerifiableCredential", "id": "https://example.org/vc"}, "ENVELOPE_MALFORMED"),
        ({"type": "EnvelopedVerifiableCredential", "id": ["data:application/vc+jwt,e30.e30.AA"]}, "ENVELOPE_MALFORMED"),
    ],
    ids=lambda value: str(value)[:70],
)
def test_what_is_wrong_with_an_envelope_is_named(envelope: dict[str, Any], code: str) -> None:
    with pytest.raises((MalformedError, NotACredential)) as refused:
        list(unfold(file(envelope)))
    assert refused.value.code == code
    assert places(presentation([made(1), envelope])) == {
        "f!verifiableCredential[0]": "urn:uuid:1",
        "f!verifiableCredential[1]": code,
    }


# --- carriers ---


@pytest.mark.parametrize("jwt", [False, True])
def test_1ob_files_are_read_by_their_bytes(jwt: bool) -> None:
    content = secure(badge(ISSUER), ISSUER, "jwt" if jwt else "Ed25519Signature2020")
    file_ = SourceFile(source="badge.1ob", content=content, digest="0")
    readings = list(open_file(file_, OfflineFetcher()))
    assert [reading.credential.format for reading in readings if reading.credential] == ["ob3"]
    assert extract(file_)[0].carrier == ("jwt" if jwt else "json")


def test_a_file_with_several_gives_a_reading_for_each() -> None:
    content = orjson.dumps([made(1), {"x": 1}, made(2, jwt=True)])
    readings = list(open_file(SourceFile(source="export.json", content=content, digest="0"), OfflineFetcher()))
    assert [bool(reading.credential) for reading in readings] == [True, False, True]
    assert readings[1].problem is not None
    assert readings[1].problem.source == "export.json![1]"


# --- hostile ---


def test_very_many_are_bounded_and_the_first_are_read() -> None:
    found = unfold(file([made(1)] * (MAX_ENCLOSED + 5)))
    assert sum(1 for _ in islice(found, MAX_ENCLOSED)) == MAX_ENCLOSED
    with pytest.raises(LimitExceeded) as refused:
        next(found)
    assert refused.value.code == "TOO_MANY_ENCLOSED"


def test_wrappings_in_wrappings_are_bounded() -> None:
    wrapped = made(1)
    for _ in range(8):
        wrapped = presentation([wrapped])
    assert set(places(wrapped).values()) == {"ENCLOSED_TOO_DEEP"}


def test_presentations_that_multiply_are_bounded_in_all() -> None:
    wide = presentation([presentation([made(1)] * 40)] * 40)
    assert 400 < len(_total(wide)) <= MAX_ENCLOSED + 50


def test_a_large_presentation_is_not_kept_with_each_of_its_credentials() -> None:
    document = presentation([made(number) for number in range(40)], filler="x" * (MAX_PRESENTED_BYTES // 16))
    held = [one for one in unfold(file(document)) if isinstance(one, Artifact)]
    kept = [one for one in held if one.presentation is not None]
    assert 0 < sum(len(one.presentation or b"") for one in kept) <= MAX_PRESENTED_BYTES
    assert [note.code for note in held[-1].notes] == ["PRESENTATION_NOT_KEPT"]
    assert len(held) == 40


@pytest.mark.parametrize(
    "payload",
    [
        b"[" * 500 + b"]" * 500,
        b"[" * 60 + b"]" * 60,
        orjson.dumps(["x" * 20] * 100_000),
        orjson.dumps(["ey" + "a" * 20 + ".e30."] * 100_000),
        orjson.dumps({"credentials": [{"credential": [{"credentials": ["x"] * 10}] * 100}] * 100}),
        orjson.dumps({"type": ["VerifiablePresentation"] * 10_000, "verifiableCredential": [{}] * 100_000}),
        orjson.dumps({"type": "VerifiablePresentation", "verifiableCredential": [[[[[]]]]] * 10_000}),
        orjson.dumps(
            {
                "type": ["VerifiableCredential", "ClrCredential"],
                "credentialSubject": [{"verifiableCredential": "x"}] * 9_000,
            }
        ),
        b'{"type":"EnvelopedVerifiableCredential","id":"data:application/vc+jwt,' + b"%" * 1_000_000 + b'"}',
    ],
    ids=lambda payload: payload[:24].decode(),
)
def test_hostile_containers_end_quickly_in_named_errors(payload: bytes) -> None:
    started = time.perf_counter()
    _total(payload)
    assert time.perf_counter() - started < 5


def _total(value: Any) -> list[Artifact | FileProblem]:
    """Unfold and read everything; whatever is raised is one of ours."""
    found: list[Artifact | FileProblem] = []
    try:
        for one in unfold(file(value)):
            found.append(one)
            if isinstance(one, Artifact):
                try:
                    read(one)
                except CredenceError:
                    continue
    except CredenceError:
        pass
    return found


def unfold_quietly(value: Any) -> list[Artifact]:
    return [one for one in _total(value) if isinstance(one, Artifact)]


NAMES = st.sampled_from(
    [
        *("type", "@context", "id", "holder", "proof", "vp", "vc", "verifiableCredential", "credentialSubject"),
        *("credentials", "credential", "contents", "compactJwsString", "association", "issuer", "recipient", "badge"),
    ]
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.sampled_from(
        [
            *("VerifiablePresentation", "VerifiableCredential", "ClrCredential", "EnvelopedVerifiableCredential"),
            *("UniversalWallet2020", "Assertion", CONTEXT_1_1, CONTEXT_2_0, "did:example:ada"),
            *("data:application/vc+jwt,e30.e30.AA", "data:,", "data:application/vc;base64,e30", "eyJhIjoxfQ.e30.", ""),
        ]
    ),
    st.text(max_size=8),
)
DOCUMENTS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=6)),
    max_leaves=30,
)


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS)
def test_any_json_unfolds_in_bounds_or_to_a_named_error(document: Any) -> None:
    found = _total(document)
    assert len(found) <= MAX_ENCLOSED + 1
    for one in found:
        assert one.source.startswith("f")


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(NAMES, DOCUMENTS, max_size=6), DOCUMENTS)
def test_any_presentation_ends_in_a_verdict(document: dict[str, Any], proof: Any) -> None:
    """What stands beside a genuine badge, whatever it is, ends in a check and never in a fault of ours."""
    document = {"@context": CONTEXT_2_0, "verifiableCredential": made(1), **document, "proof": proof}
    document["type"] = "VerifiablePresentation"
    verifier = IssuerSimulator().verifier()
    for one in unfold_quietly(document):
        try:
            credential = read(one)
        except IntakeError:
            continue
        found = verifier.verify(credential, as_of=AS_OF)
        assert "INTERNAL_ERROR" not in {check.reason for check in found.checks}
        assert found.holder.value != "bound"
