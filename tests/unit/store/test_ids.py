"""Digests as ids."""

import json
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from hiring.models.artifact import ApplicantClaim
from hiring.store.ids import applicant_id, digest, numbered

parts = st.lists(st.one_of(st.none(), st.text(), st.integers()), max_size=4)


@given(parts, parts)
def test_two_ids_are_equal_exactly_if_their_parts_are(
    one: list[str | int | None], other: list[str | int | None]
) -> None:
    assert (digest("x", *one) == digest("x", *other)) == (one == other)


def test_borders_kinds_and_absence_count() -> None:
    ids = [digest("a", "bc"), digest("a", "b", "c"), digest("ab", "c"), digest("a", ""), digest("a", None), digest("a")]
    assert len(set(ids)) == len(ids)


def test_bytes_count_by_their_content() -> None:
    assert digest("a", b"\xff\x00") == digest("a", b"\xff\x00") != digest("a", b"\xff")


@given(st.lists(st.none() | st.integers() | st.booleans() | st.text() | st.text(st.characters(codec=None))))
def test_an_id_is_a_digest_of_ascii_json(parts: list[str | int | None]) -> None:
    plain = ["kind", *(int(part) if isinstance(part, bool) else part for part in parts)]
    told = json.dumps(plain, separators=(",", ":")).encode("ascii")
    assert digest("kind", *parts) == sha256(told).hexdigest()


def test_what_few_write_alike_is_written_in_one_way() -> None:
    for odd in ("\x7f", "\ud800", "é", "\x1f", '"\\/'):
        assert digest("kind", odd) == sha256(f'["kind",{json.dumps(odd)}]'.encode("ascii")).hexdigest()
    assert digest("kind", 2**70) == sha256(f'["kind",{2**70}]'.encode("ascii")).hexdigest()


def claim(name: str, email: str | None = None) -> ApplicantClaim:
    return ApplicantClaim(name=name, email=email, known_from="folder")


def test_an_address_names_a_person_whatever_the_name() -> None:
    assert applicant_id(claim("Ada", "Ada@Example.org ")) == applicant_id(claim("A. Lovelace", "ada@example.org"))


def test_without_an_address_the_folded_name_does() -> None:
    assert applicant_id(claim("Ada  LOVELACE")) == applicant_id(claim("ada lovelace", "  "))
    assert applicant_id(claim("Ａｄａ")) == applicant_id(claim("Ada"))
    assert applicant_id(claim("Ada")) != applicant_id(claim("Ada", "ada@example.org"))


def test_a_name_that_looks_like_an_address_is_still_a_name() -> None:
    assert applicant_id(claim("ada@example.org")) != applicant_id(claim("Ada", "ada@example.org"))


def test_numbered_ids_are_digests() -> None:
    of = digest("verification", "of something")
    assert numbered("check", of, 12) == [digest("check", of, number) for number in range(12)]
    assert numbered("check", of, 0) == []
