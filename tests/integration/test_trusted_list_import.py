"""Trusted lists, from the file that a country publishes to a badge whose signer a listed service certified."""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.__main__ import main
from hiring.errors import ProofInvalid
from hiring.intake.trusted_list import read_trusted_list
from hiring.models.verdict import Recognition, Verification
from hiring.settings import Settings
from hiring.site import site_verifier
from hiring.store.database import Database
from hiring.store.registries import imported_registries
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from hiring.verification.issuing import sign_jwt
from hiring.verification.registries import ImportedList
from hiring.verification.trusted_list_signature import require_signed_by
from hiring.verification.verifier import Verifier
from tests.issuer_simulator import IssuerSimulator, badge, open_credential
from tests.trusted_lists import Provider, Scheme, Service
from tests.unit.verification.certificates import Authority, root, x5c

QTSP, STRANGER = root(b"qtsp"), root(b"stranger")
OPERATOR, COMMISSION = root(b"operator"), root(b"commission")
MIDDLE = QTSP.below(b"seals")
LIST = Scheme(providers=[Provider("Trust & Seal AB", [Service("CA/QC", [QTSP.certificate], purposes=["ForeSeals"])])])
LISTS = Scheme("EU", pointers=[("SE", "https://tl.example/se.xml", OPERATOR.certificate)])
Cli = Any


@pytest.fixture
def imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Import a list with some options, and return exit code and words."""

    def run(content: bytes, *options: str) -> tuple[int, str]:
        file = tmp_path / "se.xml"
        file.write_bytes(content)
        code = main(["registries", "--database", str(tmp_path / "c.duckdb"), "import", "Sweden", str(file), *options])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def registry(folder: Path) -> ImportedList:
    with Database(folder / "c.duckdb") as held, closing(held.cursor()) as cursor:
        (one,) = imported_registries(cursor)
    return ImportedList(
        one.registry, one.institutions, one.imported_at, signature=one.signature, stands_until=one.stands_until
    )


def verified(listed: ImportedList, chain: list[str], at: datetime) -> Verification:
    world = IssuerSimulator()
    issuer = world.web_issuer(kind="P-256")
    token = sign_jwt(badge(issuer), issuer.key, kid=issuer.method, header={"x5c": chain})
    return Verifier(world, ReferenceCanonicaliser(), (), [listed]).verify(open_credential(token.encode()), as_of=at)


def certified(by: Authority, organisation: str | None = "Exempel universitet AB") -> list[str]:
    key = IssuerSimulator().web_issuer(kind="P-256").key
    return x5c(by.leaf(key, hosts=["badges.example.edu"], organisation=organisation), by.certificate)


def test_a_listed_service_certified_the_signer(tmp_path: Path, imported: Cli, now: datetime) -> None:
    code, said = imported(LIST.xml)
    assert code == 0
    assert "Sweden: 1 institutions imported." in said
    assert "signature not checked." in said
    listed = registry(tmp_path)
    found = verified(listed, certified(MIDDLE), now)
    assert found.recognition is Recognition.RECOGNIZED
    (answer,) = found.registry_answers
    assert (answer.registry, answer.registered_name) == ("Sweden", "Exempel universitet AB")
    assert answer.basis is not None
    assert "by a certificate of Trust & Seal AB, issues qualified certificates" in answer.basis
    assert "imported here on" in answer.basis
    assert "signature not checked" in answer.basis
    reasons = {check.reason: check.detail for check in found.checks}
    assert answer.basis[1:] in reasons["ISSUER_RECOGNIZED"]
    # The name that it gives itself is not the one that it was certified under.
    assert "Example University" in reasons["REGISTERED_OTHER_NAME"]
    # Somebody else's certificate of the same names, and one made out to no organisation.
    assert verified(listed, certified(STRANGER), now).recognition is Recognition.NOT_REGISTERED
    assert verified(listed, certified(MIDDLE, None), now).registry_answers[0].registered_name is None
    # The list should have been replaced: what it says now is not known, which is not a no.
    (late,) = verified(listed, certified(MIDDLE), datetime.fromisoformat("2027-06-01T00:00:00+00:00")).registry_answers
    assert late.recognition is Recognition.UNREACHABLE
    assert late.basis is not None
    assert "out of date since 2027-01-01" in late.basis


def test_the_certificate_of_the_service_itself(tmp_path: Path, imported: Cli, now: datetime) -> None:
    key = IssuerSimulator().web_issuer(kind="P-256").key
    own = STRANGER.leaf(key, hosts=["badges.example.edu"])
    imported(Scheme(providers=[Provider("Example University", [Service("EAA/Q", [own])])]).xml)
    (answer,) = verified(registry(tmp_path), x5c(own), now).registry_answers
    assert (answer.recognition, answer.registered_name) == (Recognition.RECOGNIZED, "Example University")


def test_the_signature_is_checked_with_what_is_given(tmp_path: Path, imported: Cli) -> None:
    operator, commission, lists = tmp_path / "operator.pem", tmp_path / "commission.pem", tmp_path / "lotl.xml"
    operator.write_bytes(OPERATOR.pem)
    commission.write_bytes(COMMISSION.pem)
    signed = LIST.signed(OPERATOR)
    assert "signature checked with operator.pem." in imported(signed, "--signed-by", str(operator))[1]
    lists.write_bytes(LISTS.signed(COMMISSION))
    assert "names for SE, whose own was not checked." in imported(signed, "--lists", str(lists))[1]
    both = ("--lists", str(lists), "--signed-by", str(commission))
    code, said = imported(signed, *both)
    assert code == 0
    assert "signature checked with what lotl.xml names for SE, itself checked with commission.pem." in said
    for wrong, options in (
        (LIST.signed(STRANGER), both),
        (signed.replace(b"Seal AB", b"Seal XY"), both),
        (LIST.xml, both),
        (signed, ("--lists", str(lists), "--signed-by", str(operator))),
        (signed.replace(b">SE<", b">NO<"), ("--lists", str(lists))),
    ):
        code, said = imported(wrong, *options)
        assert code == 2
        assert "was not imported: The list is not signed, as it stands," in said


def test_the_list_of_the_lists_names_those_to_import(imported: Cli) -> None:
    code, said = imported(LISTS.xml)
    assert code == 2
    assert "vouches for nobody itself" in said
    assert "https://tl.example/se.xml" in said


def test_what_is_no_list_is_refused_in_words(imported: Cli, tmp_path: Path) -> None:
    assert "no trusted list" in imported(b"<html/>")[1]
    assert "A table is not signed." in imported(b"name,did\nA,did:key:z\n", "--signed-by", str(tmp_path / "x.pem"))[1]


def test_a_site_asks_the_lists_it_has_imported(tmp_path: Path, imported: Cli, now: datetime) -> None:
    imported(LIST.xml)
    world = IssuerSimulator()
    issuer = world.key_issuer(kind="P-256")
    token = sign_jwt(badge(issuer), issuer.key, kid=issuer.method, header={"x5c": x5c(MIDDLE.leaf(issuer.key))})
    with Database(tmp_path / "c.duckdb") as database:
        verifier = site_verifier(Settings(), database, ReferenceCanonicaliser(), offline=True)
        found = verifier.verify(open_credential(token.encode()), as_of=now)
    assert [(answer.registry, answer.recognition.value) for answer in found.registry_answers][-1] == (
        "Sweden",
        "not_registered",  # the certificate between was not brought
    )


SIGNED = LIST.signed(OPERATOR)


@given(
    st.binary(max_size=200)
    | st.tuples(st.integers(0, len(SIGNED)), st.binary(min_size=1, max_size=8)).map(
        lambda cut: SIGNED[: cut[0]] + cut[1] + SIGNED[cut[0] + len(cut[1]) :]
    )
)
def test_bytes_that_are_signed_say_what_was_signed(content: bytes) -> None:
    try:
        require_signed_by(content, (OPERATOR.certificate,))
    except ProofInvalid:
        return
    # White space in tags and the like may differ.
    assert read_trusted_list(content) == read_trusted_list(SIGNED)
