"""Open Badges 3.0 that another program (openbadgeslib) issues verify on the command line, and no altered one does."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openvc.keys import P256SigningKey
from openvc.proof.sd_jwt import SdJwtVcProofSuite

from hiring.__main__ import main
from tests.integration.ob3_tampering import FORGER, Change, documents, flipped, jwts, sd_jwts
from tests.integration.openbadgeslib_issuer import (
    AS_OF,
    DID,
    EMAIL,
    INDEX,
    LIST,
    STRANGER,
    STRANGERS_LIST,
    OtherProgram,
    baked,
    documents_table,
    token_entry,
)

CARRIERS = {"txt": "text", "png": "baked-png", "svg": "baked-svg"}
UNKNOWN = "did:web:nowhere.example.org"
TOKENS = f"{LIST}/tokens"
SCHOOL = "https://school.example.org/issuers/1"
TOKEN_LISTS = {"revoked": "revoked", "forged": "unknown", "moved": "unknown", "lost": "unknown"}


@pytest.fixture(scope="module")
def issuer() -> OtherProgram:
    return OtherProgram()


@pytest.fixture(scope="module")
def table(issuer: OtherProgram, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the world answers: the issuer's keys and list, and the stranger's."""
    method = {"id": f"{STRANGER}#key", "type": "Multikey", "controller": STRANGER}
    stranger = OtherProgram(STRANGER)
    answers = {
        "https://badges.example.org/.well-known/did.json": issuer.document(),
        "https://stranger.example.org/.well-known/did.json": {
            "id": STRANGER,
            "assertionMethod": [
                {**method, "publicKeyMultibase": FORGER.multibase},
                *stranger.document()["verificationMethod"],
            ],
        },
        LIST: issuer.status_list(),
        f"{LIST}/revoked": issuer.status_list(f"{LIST}/revoked", (INDEX,)),
        STRANGERS_LIST: stranger.status_list(STRANGERS_LIST),
        f"{LIST}/forged": OtherProgram().status_list(f"{LIST}/forged"),
        TOKENS: issuer.token_list(TOKENS),
        f"{TOKENS}/revoked": issuer.token_list(f"{TOKENS}/revoked", (INDEX,)),
        f"{TOKENS}/forged": OtherProgram().token_list(f"{TOKENS}/forged"),
        f"{TOKENS}/moved": issuer.token_list(TOKENS),
    }
    return documents_table(tmp_path_factory.mktemp("world"), answers)


def verified(
    files: Mapping[str, bytes], table: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> dict[str, dict[str, Any]]:
    """Judge files, all in one run; return what is said of each, by its name."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    how = ["--documents", table, "--as-of", AS_OF.isoformat(), "--recipient", EMAIL, "--jsonl"]
    main(["verify", *[str(folder / name) for name in files], *how])
    captured = capsys.readouterr()
    assert captured.err == ""
    records = [json.loads(line) for line in captured.out.splitlines()]
    assert [record["source"] for record in records] == list(files)
    return {record["source"]: record for record in records}


def genuine(issuer: OtherProgram) -> dict[str, str]:
    """A badge of each kind."""
    status = issuer.entry()
    return {
        **{f"jwt-{key}": issuer.jwt(key, credential_status=status) for key in ("ed", "ec", "rsa")},
        "ldp": issuer.ldp(credential_status=status),
        **{f"sd-jwt-{key}": issuer.sd_jwt(key) for key in ("ed", "ec")},
    }


def test_what_it_issues_verifies_in_every_carrier(
    issuer: OtherProgram, table: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        f"{kind}.{carrier}": baked(text, carrier) for kind, text in genuine(issuer).items() for carrier in CARRIERS
    }
    for name, record in verified(files, table, tmp_path, capsys).items():
        kind, carrier = name.split(".")
        plain = {"ldp": "json", "sd-jwt-ed": "sd-jwt", "sd-jwt-ec": "sd-jwt"}.get(kind, "jwt")
        assert record["carrier"] == (plain if carrier == "txt" else CARRIERS[carrier])
        assert record["format"] == ("sd-jwt-vc" if kind.startswith("sd") else "ob3")
        assert record["achievement"]["name"] == "Bridge inspection"
        assert (record["issuer"]["id"], record["holder"]) == (DID, "email_matched")
        assert (record["authenticity"], record["currency"]) == ("authentic", "current"), record["checks"]


def test_what_it_revokes_or_ends_is_not_current(
    issuer: OtherProgram, table: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = {name: issuer.entry(f"{LIST}/{name}") for name in ("revoked", "forged", "lost")}
    ended = AS_OF - timedelta(days=1)
    files = {
        "revoked.jwt": issuer.jwt(credential_status=kept["revoked"]),
        "revoked.json": issuer.ldp(credential_status=kept["revoked"]),
        "forged.jwt": issuer.jwt(credential_status=kept["forged"]),
        "lost.json": issuer.ldp(credential_status=kept["lost"]),
        "others.jwt": issuer.jwt(credential_status=issuer.entry(STRANGERS_LIST)),
        "ended.jwt": issuer.jwt(expiration_date=ended),
        "ended.json": issuer.ldp(expiration_date=ended),
        "ended.txt": issuer.sd_jwt(expiration_date=ended),
        "listed.txt": issuer.sd_jwt(status=token_entry(TOKENS)),
        **{f"{name}.txt": issuer.sd_jwt(status=token_entry(f"{TOKENS}/{name}")) for name in TOKEN_LISTS},
    }
    found = verified({name: text.encode() for name, text in files.items()}, table, tmp_path, capsys)
    assert {record["authenticity"] for record in found.values()} == {"authentic"}
    assert {name: record["currency"] for name, record in found.items()} == {
        "revoked.jwt": "revoked",
        "revoked.json": "revoked",
        "forged.jwt": "unknown",
        "lost.json": "unknown",
        # The issuer signed whose list it is: told, not refused.
        "others.jwt": "current",
        "ended.jwt": "expired",
        "ended.json": "expired",
        "ended.txt": "expired",
        "listed.txt": "current",
        **{f"{name}.txt": currency for name, currency in TOKEN_LISTS.items()},
    }
    assert "STATUS_ISSUER_DIFFERS" in {check["reason"] for check in found["others.jwt"]["checks"]}


def changes(issuer: OtherProgram) -> dict[str, tuple[str, dict[str, Change]]]:
    """A genuine badge of each way of securing, and the ways to alter it."""
    texts, public = genuine(issuer), issuer.pems["ec"][1]
    return {
        "jwt": (texts["jwt-ec"], jwts(public, STRANGER)),
        "ldp": (texts["ldp"], documents(STRANGER, UNKNOWN)),
        "sd-jwt": (texts["sd-jwt-ec"], sd_jwts(public, STRANGER)),
    }


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("securing", ["jwt", "ldp", "sd-jwt"])
def test_nothing_that_is_altered_is_authentic(
    securing: str,
    carrier: str,
    issuer: OtherProgram,
    table: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text, ways = changes(issuer)[securing]
    assert len(ways) >= 20
    files = {f"{position}.{carrier}": baked(way(text), carrier) for position, way in enumerate(ways.values())}
    assert all(way(text) != text for way in ways.values())
    found = verified(files, table, tmp_path, capsys)
    outcomes = dict(zip(ways, (record.get("authenticity") for record in found.values()), strict=True))
    assert "authentic" not in outcomes.values(), [way for way, outcome in outcomes.items() if outcome == "authentic"]
    # What could not be checked is said to be so; all the rest is refused, as a credential or as a file.
    open_points = {"unknown issuer and key", "base proof of ecdsa-sd"}
    assert {way for way, outcome in outcomes.items() if outcome == "undetermined"} <= open_points


def test_a_header_key_alone_vouches_for_nobody(
    issuer: OtherProgram, table: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = OtherProgram(UNKNOWN)
    files = {
        "jwt": nowhere.jwt().encode(),
        "impostor": OtherProgram(DID).jwt().encode(),
        "ldp": OtherProgram(DID).ldp().encode(),
        "sd-jwt": OtherProgram(DID).sd_jwt().encode(),
    }
    found = verified(files, table, tmp_path, capsys)
    assert [record["authenticity"] for record in found.values()] == ["undetermined", *["rejected"] * 3]


def test_of_two_badges_in_a_picture_the_first_is_judged_and_the_second_told_of(
    issuer: OtherProgram, table: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = issuer.jwt()
    forged = jwts(b"", STRANGER)["achievement changed"](issuer.jwt(credential_status=issuer.entry()))

    def second(first: str, other: str) -> bytes:
        chunk = baked(other, "png")
        place = chunk.index(b"iTXt") - 4
        picture = baked(first, "png")
        return picture[: picture.index(b"IEND") - 4] + chunk[place : chunk.index(b"IEND") - 4] + picture[-12:]

    found = verified({"a.png": second(text, forged), "b.png": second(forged, text)}, table, tmp_path, capsys)
    assert [record["authenticity"] for record in found.values()] == ["authentic", "rejected"]
    for record in found.values():
        assert "SECOND_BADGE" in {check["reason"] for check in record["checks"]}


def test_a_byte_of_a_picture_changed_where_the_badge_is(
    issuer: OtherProgram, table: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {}
    for kind, text in genuine(issuer).items():
        picture = baked(text, "png")
        place = picture.index(text.encode()) + len(text) // 3
        files[f"{kind}.png"] = picture[:place] + bytes([picture[place] ^ 1]) + picture[place + 1 :]
    for record in verified(files, table, tmp_path, capsys).values():
        assert record.get("authenticity", "rejected") == "rejected"


def test_what_the_holder_leaves_out_is_not_told_and_what_they_prove_binds(
    issuer: OtherProgram, table: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    holder = P256SigningKey.generate("holder")
    whole = issuer.sd_jwt(holder_jwk=holder.public_jwk())
    little = whole.partition("~")[0] + "~"
    suite = SdJwtVcProofSuite()
    shown, hidden = (
        suite.create_presentation(text, holder_key=holder, audience="https://employer.example", nonce="n-1")
        for text in (whole, little)
    )
    foreign = suite.create_presentation(
        whole, holder_key=P256SigningKey.generate("eve"), audience="https://employer.example", nonce="n-1"
    )
    files = {
        "little": little,
        "whole": whole,
        "shown": shown,
        "hidden": hidden,
        "foreign": foreign,
        "damaged": whole + flipped(shown.rpartition("~")[2], -20),
        "of another selection": whole + hidden.rpartition("~")[2],
        "of another selection, little": little + shown.rpartition("~")[2],
    }
    found = verified({name: text.encode() for name, text in files.items()}, table, tmp_path, capsys)
    assert {record["authenticity"] for record in found.values()} == {"authentic"}
    assert {name: record["holder"] for name, record in found.items()} == {
        "little": "bearer",
        "whole": "email_matched",
        "shown": "bound",
        "hidden": "bound",
        "foreign": "email_matched",
        "damaged": "email_matched",
        "of another selection": "email_matched",
        "of another selection, little": "bearer",
    }


def test_an_issuer_with_an_address_lists_its_keys_in_its_metadata(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    school = OtherProgram(SCHOOL)
    keys = [{**method["publicKeyJwk"], "kid": method["id"]} for method in school.document()["verificationMethod"]]
    place = "https://school.example.org/.well-known/jwt-vc-issuer/issuers/1"
    for stated, outcome in ((SCHOOL, "authentic"), ("https://school.example.org/issuers/2", "undetermined")):
        table = documents_table(tmp_path, {place: {"issuer": stated, "jwks": {"keys": keys}}})
        found = verified(
            {"own": school.sd_jwt().encode(), "impostor": OtherProgram(SCHOOL).sd_jwt().encode()},
            table,
            tmp_path,
            capsys,
        )
        assert found["own"]["authenticity"] == outcome
        assert found["impostor"]["authenticity"] != "authentic"
