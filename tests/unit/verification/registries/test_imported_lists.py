"""Imported lists: an institution is found by its identifier or its own host, never by what a badge claims."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.models.credential import Issuer
from hiring.models.registry import ListedInstitution
from hiring.models.verdict import Recognition
from hiring.verification.registries import ImportedList

LISTED = (
    ListedInstitution(name="Example University", website="https://www.uni.example/", country="SE"),
    ListedInstitution(name="Faculty of Law", website="https://host.example/law/"),
    ListedInstitution(name="Academy", identifier="did:key:z6MkAcademy"),
    ListedInstitution(
        name="Old School", website="https://old.example", valid_from=date(2010, 1, 1), valid_until=date(2020, 12, 31)
    ),
    ListedInstitution(name="Broken", website="https://[broken"),
    ListedInstitution(name="Top", website="https://example"),
)


def ask(issuer: Issuer, as_of: datetime) -> str | None:
    answer = ImportedList("Quality Register", LISTED, as_of).ask(issuer, as_of)
    assert (answer.registry, answer.asked_at) == ("Quality Register", as_of)
    assert (answer.recognition is Recognition.RECOGNIZED) is (answer.registered_name is not None)
    assert answer.recognition in (Recognition.RECOGNIZED, Recognition.NOT_REGISTERED)
    return answer.registered_name


@pytest.mark.parametrize(
    ("issuer_id", "name"),
    [
        ("did:web:uni.example", "Example University"),
        ("did:web:badges.uni.example:issuers:7", "Example University"),
        ("https://UNI.example/issuer.json", "Example University"),
        ("did:web:uni.example%3A8443", "Example University"),
        ("did:key:z6MkAcademy", "Academy"),
        ("https://host.example/law/badges", "Faculty of Law"),
        ("did:web:host.example:law", "Faculty of Law"),
        ("https://host.example/lawless", None),
        ("https://host.example/", None),
        ("did:web:law.host.example:law", None),
        ("did:web:notuni.example", None),
        ("did:web:uni.example.evil.example", None),
        ("https://evil.example/uni.example", None),
        ("https://uni.example@evil.example/", None),
        ("http://uni.example/issuer.json", None),
        ("did:web:old.example", None),
        ("did:web:anything.example", None),
        ("did:key:z6MkOther", None),
        ("https://[broken/", None),
    ],
)
def test_whose_identifier_proves_whose_host(now: datetime, issuer_id: str, name: str | None) -> None:
    assert ask(Issuer(id=issuer_id), now) == name


def test_an_entry_counts_within_its_dates(now: datetime) -> None:
    school = Issuer(id="did:web:old.example")
    assert ask(school, datetime.fromisoformat("2020-12-31T23:59:59+00:00")) == "Old School"
    assert ask(school, datetime.fromisoformat("2021-01-01T00:00:00+00:00")) is None


def test_a_claimed_address_counts_for_nothing(now: datetime) -> None:
    assert ask(Issuer(id="did:key:z6MkMill", url="https://uni.example", name="Example University"), now) is None


@given(st.text(max_size=60) | st.from_regex(r"(https://|did:web:)[a-z.:%/\[\]@]{0,30}", fullmatch=True))
def test_any_identifier_is_answered(identifier: str) -> None:
    ask(Issuer(id=identifier), datetime.fromisoformat("2026-01-01T00:00:00+00:00"))
