"""The linker: how a skill was found is said as it is, and nothing is found in prose."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.models.credential import Achievement, Alignment, Credential, Result
from hiring.skills.frameworks import load_starter
from hiring.skills.linker import Linker

Make = Callable[..., Credential]
LINKER = Linker(load_starter())
PYTHON = "http://data.europa.eu/esco/skill/ccd0a1d9-afda-43d9-b901-96344886e14d"


def links(credential: Credential) -> list[tuple[str, str]]:
    return [(e.skill_id, e.link) for e in LINKER.link(credential)]


@pytest.mark.parametrize(
    "url",
    [
        PYTHON,
        PYTHON.replace("http:", "https:") + "/",
        f"https://esco.ec.europa.eu/en/classification/skill?uri={PYTHON}",
    ],
)
def test_alignment_to_a_concept_uri_is_declared(make: Make, url: str) -> None:
    achievement = Achievement(name="Snakes", alignments=(Alignment(target_name="whatever", target_url=url),))
    (evidence,) = LINKER.link(make(achievement))
    assert (evidence.skill_id, evidence.link, evidence.level) == ("python", "declared", None)
    assert url in evidence.link_detail


@pytest.mark.parametrize(
    ("achievement", "expected"),
    [
        (Achievement(name="x", alignments=(Alignment(target_name="KUBERNETES"),)), [("kubernetes", "exact")]),
        (Achievement(name="x", tags=("k8s", "ReactJS")), [("kubernetes", "alias"), ("react", "alias")]),
        (Achievement(name="React.js"), [("react", "alias")]),
        (Achievement(name="Python (primary)"), [("python", "exact")]),
        (Achievement(name="Structured Query Language"), [("sql", "alias")]),
        (Achievement(name="x", tags=("C++", "C#")), [("cpp", "exact"), ("csharp", "exact")]),
        (Achievement(name="x", description="Python, Kubernetes", criteria_narrative="Terraform"), []),
        (Achievement(name="x", alignments=(Alignment(target_name="y", target_url="http://["),)), []),
    ],
)
def test_link_kinds(make: Make, achievement: Achievement, expected: list[tuple[str, str]]) -> None:
    assert links(make(achievement)) == expected


def test_best_link_wins_whatever_the_order(make: Make) -> None:
    alias, declared = Alignment(target_name="Python programming"), Alignment(target_name="p", target_url=PYTHON)
    for alignments in ((alias, declared), (declared, alias)):
        assert links(make(Achievement(name="Python", tags=("python",), alignments=alignments))) == [
            ("python", "declared")
        ]


def test_failed_credential_shows_nothing(make: Make) -> None:
    python = Achievement(name="Python")
    assert links(make(python, Result(status="Failed"))) == []
    assert links(make(python, Result(status="InProgress"), Result(status="Withdrew"))) == []
    assert links(make(python, Result(status="Failed"), Result(status="Completed"))) == [("python", "exact")]


def test_without_achievement_there_is_nothing(make: Make) -> None:
    assert LINKER.link(make(None)) == ()


def test_ids_depend_on_credential_and_skill_only(make: Make) -> None:
    one = LINKER.link(make(Achievement(name="Python"), digest="a" * 64))[0]
    same = LINKER.link(make(Achievement(name="x", tags=("Python 3",)), digest="a" * 64))[0]
    other = LINKER.link(make(Achievement(name="Python"), digest="b" * 64))[0]
    assert one.id == same.id != other.id


@given(st.text(max_size=30), st.lists(st.text(max_size=20), max_size=4), st.text(max_size=40))
@settings(max_examples=100)
def test_any_text_links_once_per_skill(make: Make, name: str, tags: list[str], url: str) -> None:
    achievement = Achievement(name=name, tags=tuple(tags), alignments=(Alignment(target_name=name, target_url=url),))
    found = [e.skill_id for e in LINKER.link(make(achievement))]
    assert found == sorted(set(found))
