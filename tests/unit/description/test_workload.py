"""Workload and level out of what badges state."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.description.workload import MOST_HOURS, described, eqf_level_in, hours_in


@pytest.mark.parametrize(
    ("stated", "hours"),
    [
        ("3 ECTS", 75.0),
        ("2,5 ECTS", 62.5),
        ("Statistics: 90 hours of work.", 90.0),
        ("a project of 40-hours, marked", 40.0),
        ("1.5 CEUs", 15.0),
        ("4 credits", 100.0),
        ("PT20H", 20.0),
        ("P5D", 40.0),
        ("P", None),
        ("0 hours", None),
        ("9999 ECTS", None),
        ("an evening", None),
        ("", None),
    ],
)
def test_hours(stated: str, hours: float | None) -> None:
    assert hours_in(stated) == hours


@pytest.mark.parametrize(
    ("stated", "level"),
    [("6", 6), ("EQF level 5", 5), ("Level 7 (EQF)", 7), ("EQF", None), ("9", None), ("EQF 12", None), ("", None)],
)
def test_levels(stated: str, level: int | None) -> None:
    assert eqf_level_in(stated) == level


def test_a_badge_tells_all_three() -> None:
    document = {
        "issuer": {"name": "A school", "address": {"addressCountry": "SE"}},
        "credentialSubject": {
            "achievement": {
                "name": "SQL",
                "description": "Online, 3 ECTS.",
                "alignment": [{"targetName": "EQF level 6", "targetUrl": "http://data.europa.eu/snb/eqf/6"}],
            }
        },
    }
    found = described(document)
    assert (found.hours, found.eqf_level) == (75.0, 6)
    assert found.elements == 6


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_text_gives_an_answer(stated: str) -> None:
    hours, level = hours_in(stated), eqf_level_in(stated)
    assert hours is None or 0 < hours <= MOST_HOURS
    assert level is None or 1 <= level <= 8
