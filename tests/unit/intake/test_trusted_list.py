"""Trusted lists as XML: which services count, from when to when, and what is no such list."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.errors import MalformedError
from hiring.intake.trusted_list import is_xml, read_trusted_list
from tests.trusted_lists import GRANTED, WITHDRAWN, Provider, Scheme, Service
from tests.unit.verification.certificates import root

ROOT, OTHER = root(b"qtsp"), root(b"other")
CERTIFICATE = (ROOT.certificate,)


def listed(*services: Service, website: str = "https://trust.example/information") -> Scheme:
    return Scheme(providers=[Provider("Trust & Seal AB", services, website)])


def test_a_service_with_name_country_kind_and_times() -> None:
    before = [("withdrawn", "2024-03-01T10:00:00Z"), (GRANTED, "2016-07-01T00:00:00Z"), ("supervisionrevoked", "bad")]
    found = read_trusted_list(listed(Service("CA/QC", CERTIFICATE, [(GRANTED, "2025-02-01T00:00:00Z"), *before])).xml)
    assert (found.territory, found.operator, found.is_list_of_lists) == ("SE", "Authority", False)
    assert found.next_update is not None
    assert found.next_update.year == 2027
    times = sorted((one.valid_from, one.valid_until) for one in found.institutions if one.valid_from)
    assert times == [(date(2016, 7, 1), date(2024, 2, 29)), (date(2025, 2, 1), None)]
    for one in found.institutions:
        assert (one.name, one.country, one.website) == ("Trust & Seal AB", "SE", None)
        assert one.scope == "issues qualified certificates"
        assert one.certificate


@pytest.mark.parametrize(
    ("service", "why"),
    [
        (Service("TSA/QTST", CERTIFICATE), "neither certificates nor attestations"),
        (Service("CA/QC", CERTIFICATE, purposes=["ForeSignatures"]), "not for seals"),
        (Service("CA/QC", CERTIFICATE, [(WITHDRAWN, "2020-01-01T00:00:00Z")]), "never in good standing"),
        (Service("CA/QC", ()), "no certificate"),
    ],
)
def test_what_is_left_out_is_counted_with_its_reason(service: Service, why: str) -> None:
    found = read_trusted_list(listed(service).xml)
    assert found.institutions == ()
    ((reason, number),) = found.left_out.items()
    assert why in reason
    assert number == 1


def test_seals_and_attestations_count() -> None:
    seals = Service("CA/QC", [ROOT.certificate, OTHER.certificate], purposes=["ForeSignatures", "ForeSeals"])
    found = read_trusted_list(listed(seals, Service("EAA/Q", ()), website="https://qeaa.example").xml)
    assert [one.website for one in found.institutions] == [None, None, "https://qeaa.example"]
    assert len({one.certificate for one in found.institutions}) == 3


def test_the_list_of_the_lists_vouches_for_nobody() -> None:
    found = read_trusted_list(Scheme(pointers=[("SE", "https://tl.example/se.xml", ROOT.certificate)]).xml)
    assert found.is_list_of_lists
    (pointer,) = found.pointers
    assert (pointer.territory, pointer.location, len(pointer.certificates)) == ("SE", "https://tl.example/se.xml", 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html><body/></html>", "NO_TRUSTED_LIST"),
        (b"<TrustServiceStatusList/>", "NO_TRUSTED_LIST"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "XML_UNREADABLE"),
        (b"<a>", "XML_UNREADABLE"),
        (b"<a>" * 100 + b"</a>" * 100, "XML_TOO_LARGE"),
        (b"<a>" + b"<b/>" * 500_001 + b"</a>", "XML_TOO_LARGE"),
        (b"<a>" + b" " * (16 * 1024 * 1024) + b"</a>", "XML_TOO_LARGE"),
    ],
)
def test_what_is_no_list_or_too_much_is_refused(content: bytes, code: str) -> None:
    assert is_xml(content)
    with pytest.raises(MalformedError) as refused:
        read_trusted_list(content)
    assert refused.value.code == code


WHOLE = listed(Service("CA/QC", CERTIFICATE), Service("EAA/Q", CERTIFICATE)).xml


@given(
    st.binary(max_size=300)
    | st.tuples(st.integers(0, len(WHOLE)), st.binary(max_size=12)).map(
        lambda cut: WHOLE[: cut[0]] + cut[1] + WHOLE[cut[0] + len(cut[1]) :]
    )
)
def test_any_bytes_are_a_list_or_a_refusal(content: bytes) -> None:
    try:
        found = read_trusted_list(content)
    except MalformedError:
        return
    assert all(one.name and (one.certificate or one.website) for one in found.institutions)
