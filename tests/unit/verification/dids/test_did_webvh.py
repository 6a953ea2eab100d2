"""did:webvh: a history that holds together gives keys; every way in which it does not leaves the key unknown."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import KeyUnavailable
from hiring.verification.dids import resolve
from hiring.verification.dids.webvh import MAX_CHARACTERS, MAX_ENTRIES, MAX_LOG_BYTES, log_url
from hiring.verification.issuing import SigningKey
from hiring.verification.keyring import KeyResolver
from tests.unit.verification.dids.webvh_log import PLACE, URL, Log, sign
from tests.unit.verification.issuers import MemoryFetcher

OWNER, HEIR, ISSUING, NEWER, FORGER = (
    SigningKey.from_seed("Ed25519", seed) for seed in (b"owner", b"heir", b"issuing", b"newer", b"forger")
)


def grown() -> Log:
    """Two changes: keys announced before they are used, and another key to issue with."""
    log = Log().add(OWNER, {"one": ISSUING}, next_keys=[HEIR])
    log.add(HEIR, {"one": ISSUING, "two": NEWER}, update_keys=[HEIR], next_keys=[HEIR], time="2025-02-01T00:00:00Z")
    return log.add(HEIR, {"two": NEWER}, update_keys=[HEIR], time="2025-03-01T00:00:00Z")


GROWN = grown()


def test_the_last_entry_lists_the_keys() -> None:
    for log, names in ((Log().add(OWNER, {"one": ISSUING}), {"one"}), (GROWN, {"two"})):
        fetcher = MemoryFetcher({URL: log.content()})
        found = resolve(log.did, fetcher)
        assert found.assertion_methods.keys() == {f"{log.did}#{name}" for name in names}
        assert fetcher.asked == [URL]
    key = KeyResolver(MemoryFetcher({URL: GROWN.content()})).assertion_key("#two", GROWN.did)
    assert key.same_key(NEWER.private.public_key())


def test_a_log_lies_where_did_web_has_its_document() -> None:
    assert log_url("did:webvh:QmScid:harbour.example") == "https://harbour.example/.well-known/did.jsonl"
    assert log_url("did:webvh:QmScid:harbour.example%3A8443:a:b") == "https://harbour.example:8443/a/b/did.jsonl"
    for did in ("did:webvh:", "did:webvh:QmScid", "did:webvh::harbour.example", "did:webvh:Qm/x:harbour.example"):
        with pytest.raises(KeyUnavailable) as refused:
            resolve(did, MemoryFetcher())
        assert refused.value.code == "DID_MALFORMED"


def test_nobody_answers_for_another() -> None:
    other = Log().add(FORGER, {"one": FORGER})
    for did, content in ((GROWN.did, other.content()), (f"did:webvh:Qm{'1' * 44}:{PLACE}", GROWN.content())):
        with pytest.raises(KeyUnavailable) as refused:
            resolve(did, MemoryFetcher({URL: content}))
        assert refused.value.code == "KEY_LOG_BROKEN"
    with pytest.raises(KeyUnavailable) as unreached:
        resolve(GROWN.did, MemoryFetcher())
    assert unreached.value.code == "KEY_UNREACHABLE"


def _first(log: Log) -> Log:
    return Log(log.did, log.entries[:1])


def _without(position: int) -> Callable[[], Log]:
    return lambda: Log(GROWN.did, [entry for at, entry in enumerate(GROWN.entries) if at != position])


def _changed(
    position: int, change: Callable[[dict[str, Any]], Any], signer: SigningKey | None = None
) -> Callable[[], Log]:
    def made() -> Log:
        log = Log(GROWN.did, deepcopy(GROWN.entries))
        change(log.entries[position])
        if signer is not None:
            entry = {name: value for name, value in log.entries[position].items() if name != "proof"}
            log.entries[position] = sign(entry, signer)
        return log

    return made


@pytest.mark.parametrize(
    "made",
    [
        _without(0),
        _without(1),
        lambda: Log(GROWN.did, [*GROWN.entries, GROWN.entries[-1]]),
        lambda: Log(GROWN.did, [GROWN.entries[0], GROWN.entries[2], GROWN.entries[1]]),
        _changed(2, lambda entry: entry["state"]["verificationMethod"][0].update(publicKeyMultibase=FORGER.multibase)),
        _changed(
            2,
            lambda entry: entry["state"]["verificationMethod"][0].update(publicKeyMultibase=FORGER.multibase),
            HEIR,
        ),
        _changed(0, lambda entry: entry["parameters"].update(updateKeys=[FORGER.multibase]), FORGER),
        _changed(2, lambda entry: entry.pop("proof")),
        _changed(2, lambda entry: entry.update(versionTime="2024-01-01T00:00:00Z"), HEIR),
        _changed(2, lambda entry: entry["proof"][0].update(proofPurpose="authentication")),
        _changed(2, dict, FORGER),
        lambda: _first(GROWN).add(FORGER, {"x": FORGER}, update_keys=[FORGER], time="2025-02-01T00:00:00Z"),
        lambda: _first(GROWN).add(OWNER, {"x": ISSUING}, time="2025-02-01T00:00:00Z"),
        lambda: Log().add(OWNER, {"one": ISSUING}, parameters={"deactivated": True}),
        lambda: Log().add(OWNER, {"one": ISSUING}, parameters={"method": "did:webvh:0.5"}),
        lambda: Log().add(
            OWNER, {"one": ISSUING}, parameters={"witness": {"threshold": 1, "witnesses": [{"id": FORGER.did_key}]}}
        ),
        lambda: Log().add(OWNER, {"one": ISSUING}, state={"didDocument": {"id": "did:example:other"}}),
        lambda: Log().add(OWNER, {"one": ISSUING}, state={"id": "did:webvh:{SCID}:other.example"}),
    ],
)
def test_a_history_that_does_not_hold_together(made: Callable[[], Log]) -> None:
    log = made()
    with pytest.raises(KeyUnavailable) as refused:
        resolve(log.did, MemoryFetcher({URL: log.content()}))
    assert refused.value.code == "KEY_LOG_BROKEN"


def _twice(content: bytes) -> bytes:
    return content.replace(b'"versionTime"', b'"versionTime": "2025-01-01T00:00:00Z", "versionTime"', 1)


@pytest.mark.parametrize(
    "content",
    [
        b"{}\n",
        b"[]\n",
        b"\xff\n",
        b"<html>",
        _twice(GROWN.content()),
        GROWN.content() * MAX_ENTRIES,
        b" " * (MAX_LOG_BYTES + 1) + GROWN.content(),
        Log().add(OWNER, {"one": ISSUING}, time="2027-01-01T00:00:00Z").content(),
        Log().add(OWNER, {"one": ISSUING}, parameters={"updateKeys": ["z6Mk" + "1" * MAX_CHARACTERS]}).content(),
        Log().add(OWNER, {"one": ISSUING}, parameters={"nextKeyHashes": ["Qm"] * 17}).content(),
        json.dumps({"parameters": {}, "proof": [{}] * 17}).encode(),
        json.dumps({"parameters": {}, "proof": {"proofValue": "z" + "1" * MAX_CHARACTERS}}).encode(),
    ],
)
def test_logs_that_are_not_replayed(content: bytes) -> None:
    with pytest.raises(KeyUnavailable) as refused:
        resolve(GROWN.did, MemoryFetcher({URL: content}))
    assert refused.value.code == "KEY_DOCUMENT_MALFORMED"


def test_an_empty_log_has_no_document() -> None:
    for content in (b"", b"\n \n"):
        with pytest.raises(KeyUnavailable):
            resolve(GROWN.did, MemoryFetcher({URL: content}))


@settings(max_examples=150, deadline=None)
@given(st.integers(0), st.binary(min_size=1, max_size=2))
def test_no_changed_byte_gives_other_keys(position: int, replacement: bytes) -> None:
    content = bytearray(GROWN.content())
    at = position % len(content)
    content[at : at + 1] = replacement
    try:
        found = resolve(GROWN.did, MemoryFetcher({URL: bytes(content)}))
    except KeyUnavailable:
        return
    assert found == resolve(GROWN.did, MemoryFetcher({URL: GROWN.content()}))


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["parameters", "versionId", "versionTime", "proof", "state", "updateKeys", "scid", "method"]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=15,
    )
)
def test_any_entry_is_refused_in_words(entry: Any) -> None:
    with pytest.raises(KeyUnavailable):
        resolve(GROWN.did, MemoryFetcher({URL: json.dumps(entry).encode()}))
