"""The label normaliser: what it loses, what it keeps, and that the starter framework has no ambiguous label."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.skills.frameworks import load_starter
from hiring.skills.labels import normalise, plain


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("  Kubernetes ", "kubernetes"),
        ("ＫＵＢＥＲＮＥＴＥＳ", "kubernetes"),
        ("Python (primary)", "python"),
        ("Python 3.11", "python"),
        ("Angular 17+", "angular"),
        ("Microsoft Excel 2019", "microsoft excel"),
        ("ISO 27001", "iso 27001"),
        ("CI/CD", "ci cd"),
        ("HTML & CSS", "html and css"),
        ("C++", "c++"),
        ("C#", "c#"),
        (".NET", ".net"),
        ("Node.js", "node.js"),
        ("e-learning", "e learning"),
        ("Franc\u0327ais", "français"),
        ("Straße", "strasse"),
        ("Security (physical)", "security physical"),
        ("…", ""),
    ],
)
def test_label_is_reduced_to_what_it_names(written: str, meant: str) -> None:
    assert normalise(written) == meant


def test_look_alikes_stay_apart() -> None:
    assert len({normalise(label) for label in ("C", "C++", "C#", "Objective-C", ".NET", "Net")}) == 6


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(label: str) -> None:
    once = normalise(label)
    assert normalise(once) == once
    assert plain(plain(label)) == plain(label)


@given(st.text(max_size=40))
def test_case_and_surrounding_space_do_not_matter(label: str) -> None:
    assert normalise(f" {label}\t") == normalise(label)
    assert normalise(label.casefold()) == normalise(label)


def test_starter_framework_is_unambiguous() -> None:
    skills = load_starter()
    names = Counter(name for skill in skills for name in {normalise(n) for n in (skill.label, *skill.aliases)})
    assert [name for name, count in names.items() if count > 1] == []
    assert len(skills) >= 100
    assert sum(skill.uri is not None for skill in skills) >= 60
    assert all(s.uri.startswith("http://data.europa.eu/esco/") for s in skills if s.uri)
