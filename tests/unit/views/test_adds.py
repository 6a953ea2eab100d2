"""What a badge adds, in words."""

import pytest

from hiring.views.applicant import Evidence


@pytest.mark.parametrize(
    ("adds", "points", "said"),
    [
        (3.14, 10.0, "Adds 3.1 of the 10.0 points of this skill; without it there would be 6.9."),
        (10.0, 10.0, "Gives all 10.0 points of this skill."),
        (0.0, 10.0, "Adds nothing to the 10.0 points of this skill: the others show the same."),
        (0.0, 0.0, "Adds nothing to the score."),
    ],
)
def test_what_it_adds_is_said(adds: float, points: float, said: str) -> None:
    assert Evidence("b", 3, None, "declared", "", 0.5, 0.2, 0.7, adds, points, ()).telling == said
