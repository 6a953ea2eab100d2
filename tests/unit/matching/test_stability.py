"""Rank stability: what no policy could change is certain, and what is drawn is drawn the same every time."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.matching.stability import Shown, shown_by, smallest_flip, stability

PIECES = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 2), st.integers(0, 3), st.floats(0, 1), st.floats(0, 3)), max_size=30
)


def shown(pieces: list[tuple[int, int, int, float, float]], people: int = 5, *, certain: bool = False) -> Shown:
    rows = sorted(pieces)
    columns = [np.array([row[n] for row in rows], dtype=float) for n in range(5)]
    applicant, line, issuer = (column.astype(np.intp) for column in columns[:3])
    share, spread = columns[3], 0.0 if certain else 0.2
    low, high = np.maximum(share - spread, 0), np.minimum(share + spread, 1)
    fading = np.zeros_like(share) if certain else -columns[4]
    return Shown(applicant, line, issuer, share, low, high, fading, np.array([3.0, 2.0, 1.0]), people)


@given(PIECES)
@settings(max_examples=40)
def test_the_places_are_shared_out_and_drawn_the_same_every_time(
    pieces: list[tuple[int, int, int, float, float]],
) -> None:
    found, again = (stability(shown(pieces), top=2, draws=70) for _ in range(2))
    assert found.in_top.sum() == pytest.approx(2)
    assert (found.rank_low <= found.rank_high).all()
    assert found.rank_low.min() >= 1
    assert found.rank_high.max() <= 5
    assert (found.in_top == again.in_top).all()


def test_who_leads_on_every_line_leads_under_every_weight() -> None:
    best = [(3, line, 0, 0.9, 0.0) for line in range(3)]
    others = [(who, line, 1, 0.1 * who, 0.0) for who in (0, 1, 2) for line in range(3)]
    found = stability(shown([*best, *others], certain=True), top=1, draws=200)
    assert found.in_top.tolist() == [0, 0, 0, 1, 0]
    assert found.rank_high[3] == 1
    assert found.rank_low.tolist() == [4, 3, 2, 1, 5]


def test_neighbours_who_differ_by_a_hair_change_places() -> None:
    close = stability(shown([(0, 0, 0, 0.50, 1.0), (1, 0, 1, 0.49, 1.0)]), top=1, draws=1_000)
    assert 0.3 < close.in_top[1] < 0.7


@given(*[st.lists(st.floats(0, 1), min_size=3, max_size=3)] * 2, st.lists(st.floats(0.1, 10), min_size=3, max_size=3))
@settings(max_examples=80)
def test_the_smallest_flip_makes_them_level(upper: list[float], lower: list[float], weights: list[float]) -> None:
    above, below, by = (np.array(values) for values in (upper, lower, weights))
    flip = smallest_flip(above, below, by)
    if flip is None:
        return
    by[flip.line] *= flip.factor
    assert below @ by == pytest.approx(above @ by, rel=1e-6, abs=1e-6)


def test_one_who_is_behind_on_every_line_is_never_level() -> None:
    assert smallest_flip(np.array([0.5, 0.5]), np.array([0.4, 0.5]), np.array([1.0, 1.0])) is None
    flip = smallest_flip(np.array([0.6, 0.2]), np.array([0.4, 0.3]), np.array([1.0, 1.0]))
    assert flip is not None
    assert flip.factor == pytest.approx({0: 0.5, 1: 2.0}[flip.line])


def test_shares_take_the_places_of_the_shortlist() -> None:
    shares = pl.DataFrame(
        {
            "applicant_id": ["ada", "bob", "cyd"],
            "skill_id": ["python", "sql", "python"],
            "evidence_id": ["e1", "e2", "e3"],
            "issuer_iri": ["did:web:a", "did:web:b", "did:web:a"],
            "share": [0.5, 0.4, 0.3],
            "low": [0.4, 0.3, 0.2],
            "high": [0.6, 0.5, 0.4],
            "recency": [0.5, 1.0, 0.0],
        }
    )
    found = shown_by(["bob", "ada"], {"sql": 2, "python": 1}, shares)
    assert found.applicant.tolist() == [0, 1]
    assert found.line.tolist() == [0, 1]
    assert found.fading.tolist() == [0, -1]
    assert stability(found, top=1, draws=50).in_top[0] > 0.5
    assert stability(shown_by([], {"sql": 2}, shares), draws=10).in_top.size == 0
