import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hiring.findings._likeness import Likeness, likeness, skeleton
from hiring.findings._places import host_of, lives_on
from hiring.findings.impersonation import FINDER as IMPERSONATION
from hiring.findings.ownership import FINDER as OWNERSHIP
from hiring.findings.rings import FINDER as RINGS
from hiring.findings.self_issue import FINDER as SELF_ISSUE
from hiring.models.finding import Sureness
from tests.unit.findings.trust_frames import known

KEY = "did:key:z6MkStranger"


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("Northgate University", Likeness.SAME),
        ("NORTHGATE  university", Likeness.SAME),
        ("The Northgate University Ltd", Likeness.SAME),
        ("Nоrthgate University", Likeness.LETTERS),  # a Cyrillic o
        ("ΝΟRTHGATE Uniᴠersity", Likeness.LETTERS),
        ("N0rthgate Universlty", Likeness.SLIP),
        ("N0rthgate University", Likeness.LETTERS),
        ("Northgate Univeristy", Likeness.SLIP),
        ("Nortgate University", Likeness.SLIP),
        ("University of Northgate", Likeness.ORDER),
        ("Northgate University Online", Likeness.ADDED),
        ("Southgate University", None),
        ("Northgate State University", None),
        ("Northgate College", None),
        ("", None),
    ],
)
def test_how_a_name_is_like_another(name: str, like: Likeness | None) -> None:
    assert likeness(name, "Northgate University") is like


@pytest.mark.parametrize(
    ("a", "b"), [("School 12", "School 13"), ("Bradford College", "Stradford College"), ("Acme", "Acne")]
)
def test_names_that_differ_honestly(a: str, b: str) -> None:
    assert likeness(a, b) is None


@given(st.text(max_size=40), st.text(max_size=40))
@settings(max_examples=150)
@example("İ", "i̇")
def test_likeness_is_total_and_says_the_same_both_ways(name: str, other: str) -> None:
    assert likeness(name, other) is likeness(other, name)
    assert isinstance(skeleton(name), str)


@given(st.text(string.ascii_letters + " ", min_size=1, max_size=30))
@settings(max_examples=50)
def test_every_name_is_like_itself(name: str) -> None:
    assert likeness(name, name) is (Likeness.SAME if name.strip() else None)


@given(st.text(max_size=60))
@settings(max_examples=100)
@example("https://[")
@example("did:web:")
def test_hosts_of_anything(identifier: str) -> None:
    host = host_of(identifier)
    assert host is None or (host == host.lower() and not host.startswith("www."))


def test_where_identifiers_live() -> None:
    assert host_of("did:web:Uni.example%3A3000:issuers:1") == "uni.example"
    assert host_of("https://www.uni.example/issuer") == "uni.example"
    assert host_of(KEY) is None
    assert lives_on("badges.uni.example", "uni.example")
    assert not lives_on("fakeuni.example", "uni.example")


@pytest.mark.parametrize(
    ("name", "code", "sure"),
    [
        ("Nоrthgate University", "NAME_IMITATES", Sureness.LIKELY),
        ("Northgate Univeristy", "NAME_IMITATES", Sureness.POSSIBLE),
        ("Northgate University", "NAME_OF_ANOTHER", Sureness.POSSIBLE),
    ],
)
def test_an_impostor_is_told(name: str, code: str, sure: Sureness) -> None:
    (finding,) = IMPERSONATION.find(known({"issuer_iri": KEY, "issuer_name": name}))
    assert (finding.code, finding.sureness, finding.about, finding.subject_id) == (code, sure, "provider", KEY)
    assert finding.rests_on == ("c0",)


@pytest.mark.parametrize(
    "badge",
    [
        {"issuer_iri": "did:web:northgate.example", "issuer_name": "Northgate University", "recognition": "recognized"},
        {
            "issuer_iri": "did:web:northgate.example",
            "issuer_name": "Northgate University",
            "recognition": "unreachable",
        },
        {"issuer_iri": "did:web:medicine.northgate.example", "issuer_name": "Northgate University"},
        {"issuer_iri": KEY, "issuer_name": "Northern Gate Academy"},
        {"issuer_iri": KEY, "issuer_name": None},
    ],
)
def test_who_is_vouched_for_or_has_a_name_of_their_own_is_not_flagged(badge: dict[str, str]) -> None:
    assert list(IMPERSONATION.find(known(badge))) == []


def test_a_borrowed_logo_is_told() -> None:
    found = list(
        IMPERSONATION.find(
            known({"issuer_iri": KEY, "issuer_name": "X", "logo": "d1"}, logos=[("did:web:northgate.example", "d1")])
        )
    )
    assert [(f.code, f.detail) for f in found] == [
        ("LOGO_OF_ANOTHER", "Its picture is that of “Northgate University”.")
    ]


def test_anothers_achievement_is_told_unless_the_creator_endorses_the_issuer() -> None:
    badge = {"issuer_iri": KEY, "issuer_name": "Cheap Badges", "creator_iri": "did:web:northgate.example"}
    (finding,) = OWNERSHIP.find(known(badge))
    assert finding.code == "ACHIEVEMENT_OF_ANOTHER"
    assert "did:web:northgate.example" in finding.detail
    assert finding.applicant_id == "ada"
    assert list(OWNERSHIP.find(known(badge, endorsed=[("did:web:northgate.example", KEY)]))) == []
    assert list(OWNERSHIP.find(known(badge, endorsed=[("did:web:other.example", KEY)]))) != []


def test_an_achievement_on_a_registered_providers_site_is_told() -> None:
    there = "https://badges.northgate.example/sql"
    (finding,) = OWNERSHIP.find(known({"issuer_iri": KEY, "achievement_iri": there}))
    assert finding.code == "ACHIEVEMENT_ON_ANOTHERS_SITE"
    for honest in (
        {"issuer_iri": "did:web:northgate.example", "achievement_iri": there},
        {"issuer_iri": KEY, "achievement_iri": "https://elsewhere.example/sql"},
        {"issuer_iri": KEY, "achievement_iri": "urn:uuid:1"},
        {"issuer_iri": "https://northgate.example/i", "creator_iri": "did:web:northgate.example"},
    ):
        assert list(OWNERSHIP.find(known(honest))) == []


def test_a_platform_of_many_providers_is_nobodys_site() -> None:
    registered = [("https://platform.example/1", "One"), ("https://platform.example/2", "Two")]
    badge = {"issuer_iri": KEY, "achievement_iri": "https://platform.example/x"}
    assert list(OWNERSHIP.find(known(badge, registered=registered))) == []


@pytest.mark.parametrize(
    ("badge", "code", "sure"),
    [
        ({"issuer_iri": KEY, "subject_id": KEY}, "SELF_ISSUED", Sureness.CERTAIN),
        ({"issuer_iri": KEY, "subject_id": KEY + "#key-1"}, "SELF_ISSUED", Sureness.CERTAIN),
        ({"issuer_iri": KEY, "issuer_email": "mailto:Ada@Example.org"}, "SELF_ISSUED", Sureness.LIKELY),
        (
            {"issuer_iri": "did:web:ada.example", "subject_id": "did:web:ada.example:me"},
            "SELF_ISSUED_SITE",
            Sureness.POSSIBLE,
        ),
    ],
)
def test_self_issue_is_told(badge: dict[str, str], code: str, sure: Sureness) -> None:
    (finding,) = SELF_ISSUE.find(known(badge))
    assert (finding.code, finding.sureness) == (code, sure)


def test_a_school_that_identifies_its_people_is_not_flagged_where_it_is_vouched_for() -> None:
    badge = {
        "issuer_iri": "did:web:uni.example",
        "subject_id": "did:web:uni.example:students:1",
        "recognition": "recognized",
    }
    assert list(SELF_ISSUE.find(known(badge, {"issuer_iri": KEY, "subject_id": "did:key:z6MkHolder"}))) == []


def test_a_ring_is_told_of_each_member_that_is_looked_at() -> None:
    ring = [("a", "b"), ("b", "c"), ("c", "a")]
    found = list(
        RINGS.find(
            known({"issuer_iri": "a", "issuer_name": "A"}, {"issuer_iri": "c", "issuer_name": "C"}, endorsed=ring)
        )
    )
    assert [(f.subject_id, f.sureness) for f in found] == [("a", Sureness.LIKELY), ("c", Sureness.LIKELY)]
    assert found[0].detail == "It and “b”, “C” endorse each other, and nobody else endorses them."
    assert found[0].rests_on == ("e0", "e1", "e2")


@pytest.mark.parametrize(
    ("endorsed", "badges"),
    [
        ([("a", "b"), ("b", "c")], [{"issuer_iri": "a"}]),
        ([("a", "b"), ("b", "a"), ("outside", "a")], [{"issuer_iri": "a"}]),
        ([("a", "b"), ("b", "a")], [{"issuer_iri": "a", "recognition": "recognized"}]),
        ([("a", "did:web:northgate.example"), ("did:web:northgate.example", "a")], [{"issuer_iri": "a"}]),
    ],
    ids=["a chain", "endorsed from outside", "recognised", "with a registered provider"],
)
def test_endorsement_that_comes_from_somewhere_is_no_ring(
    endorsed: list[tuple[str, str]], badges: list[dict[str, str]]
) -> None:
    assert list(RINGS.find(known(*badges, endorsed=endorsed))) == []


def test_two_who_endorse_each_other_may_be_partners() -> None:
    (finding,) = RINGS.find(known({"issuer_iri": "a"}, endorsed=[("a", "b"), ("b", "a")]))
    assert finding.sureness is Sureness.POSSIBLE


def test_a_long_chain_is_walked_without_recursion() -> None:
    ring = [(f"i{n}", f"i{(n + 1) % 5000}") for n in range(5000)]
    assert len(list(RINGS.find(known({"issuer_iri": "i7"}, endorsed=ring)))) == 1
