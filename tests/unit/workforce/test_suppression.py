"""An adversary who adds and subtracts everything that is shown learns of nobody in a group of fewer than k."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import product

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.workforce.suppression import Listed, Shown, Unit, decide

DAYS = (date(2026, 10, 31), date(2026, 11, 30))
UNITS: tuple[Unit, ...] = (
    ("C",),
    *(("C", division) for division in "AB"),
    *(("C", division, team) for division, team in product("AB", "xyz")),
)
SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "day": pl.Date,
    "unit": pl.List(pl.String),
    "part": pl.String,
    "finer": pl.String,
    "skill_id": pl.String,
    "need": pl.Int32,
    "known": pl.Int32,
}


Key = tuple[date, Unit, str]


def table(people: Mapping[Key, tuple[int, int]]) -> pl.DataFrame:
    rows = [
        (day, list(unit), *(part + "/").split("/")[:2], "s", need, known)
        for (day, unit, part), (need, known) in people.items()
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def test_a_small_unit_is_hidden_and_so_is_the_one_that_would_give_it_away() -> None:
    sizes: dict[Unit, int] = {("C", "A"): 20, ("C", "B"): 9, ("C", "D"): 3}
    shown = decide(table({(DAYS[0], unit, ""): (size, size) for unit, size in sizes.items()}), 5, "need")
    assert {unit: shown.allows(unit, "s") for unit in sizes} == {("C", "A"): True, ("C", "B"): False, ("C", "D"): False}
    assert shown.allows(("C",), "s")


def test_what_is_below_a_hidden_unit_is_hidden() -> None:
    sizes: dict[Unit, int] = {("C", "A", "x"): 9, ("C", "B"): 3}
    shown = decide(table({(DAYS[0], unit, ""): (size, size) for unit, size in sizes.items()}), 5, "need")
    assert not shown.allows(("C", "A", "x"), "s")


def test_a_unit_that_is_small_on_one_day_is_hidden_on_all() -> None:
    people: dict[Key, tuple[int, int]] = {(DAYS[0], ("C", "A"), ""): (9, 9), (DAYS[1], ("C", "A"), ""): (3, 3)}
    people |= {(day, ("C", "B"), ""): (30, 30) for day in DAYS}
    shown = decide(table(people), 5, "need")
    assert not shown.allows(("C", "A"), "s")


def test_nobody_is_no_small_group() -> None:
    people: dict[Key, tuple[int, int]] = {(DAYS[0], ("C", "A"), ""): (0, 9), (DAYS[0], ("C", "B"), ""): (9, 0)}
    shown = decide(table(people), 5, "need")
    assert shown.allows(("C", "A"), "s")
    assert shown.allows(("C", "B"), "s")
    assert shown.allows(("C", "Z"), "s"), "a unit without anybody"
    assert shown.allows(("C", "A"), "another skill")


def test_a_company_that_is_too_small_shows_nothing() -> None:
    assert not decide(table({(DAYS[0], ("C",), ""): (4, 4)}), 5, "need").allows((), "s")


def published(shown: Shown, people: Mapping[tuple[date, Unit, str], tuple[int, int]]) -> Iterator[np.ndarray]:
    """Everything that a page shows, as vectors over the people's groups: totals of units, by day and filter."""
    keys = sorted(people)
    for unit in {named[:depth] for _, named, _ in keys for depth in range(len(named) + 1)}:
        if shown.allows(unit, "s"):
            for day, part in {(day, part) for day, _, part in keys}:
                yield np.array(
                    [key[0] == day and key[1][: len(unit)] == unit and key[2] == part for key in keys], float
                )


SIZE = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 9, 20])
WORLDS = st.dictionaries(
    st.tuples(st.sampled_from(DAYS), st.sampled_from(UNITS), st.sampled_from(["Berlin", "Oslo"])),
    SIZE,
    min_size=1,
    max_size=20,
)


@given(WORLDS, st.sampled_from([2, 3, 5]))
@settings(max_examples=150)
def test_no_sum_or_difference_of_what_is_shown_is_about_fewer_than_k(
    sizes: dict[tuple[date, Unit, str], int], k: int
) -> None:
    people = {key: (size, size) for key, size in sizes.items()}
    shown = decide(table(people), k, "need")
    vectors = list(published(shown, people))
    if not vectors:
        return
    # By elimination: what is shown of one unit less what is shown of those in it, to the ground.
    reduced = np.array(vectors)
    keys = sorted(people)
    size = np.array([sizes[key] for key in keys])
    basis = _rests(reduced)
    for rest in basis:
        about = int(size[rest.astype(bool)].sum())
        assert about == 0 or about >= k, (rest, sizes)
    # And nothing beyond unions of these can be had: they span all that is shown.
    assert np.linalg.matrix_rank(np.vstack([basis, reduced])) == np.linalg.matrix_rank(reduced) == len(basis)


def _rests(vectors: np.ndarray) -> np.ndarray:
    """The parts that shown groups, which lie in each other or apart, cut the people into."""
    rests: list[np.ndarray] = []
    groups = sorted({tuple(vector) for vector in vectors if vector.any()}, key=sum)
    for group in groups:
        rest = np.array(group)
        for smaller in rests:
            if (smaller <= group).all():
                rest = rest - smaller
        assert (rest >= 0).all(), "shown groups lie in each other or apart"
        if rest.any():
            rests.append(rest)
    return np.array(rests) if rests else np.zeros((0, vectors.shape[1]))


@pytest.mark.parametrize("seed", range(3))
def test_chance_finds_no_combination_either(seed: int) -> None:
    """Pairs and triples of shown totals, added and subtracted, as a person with a spreadsheet would try."""
    random = np.random.default_rng(seed)
    people = {
        (day, unit, ""): (int(n), int(n))
        for day in DAYS
        for unit, n in zip(UNITS, random.integers(0, 9, len(UNITS)), strict=True)
    }
    shown = decide(table(people), 4, "need")
    vectors = [v for v in published(shown, people) if v.any()]
    size = np.array([people[key][0] for key in sorted(people)])
    for signs in product((-1, 0, 1), repeat=3):
        for chosen in product(range(len(vectors)), repeat=3):
            combined = sum(sign * vectors[place] for sign, place in zip(signs, chosen, strict=True))
            if not isinstance(combined, np.ndarray) or set(np.unique(combined)) - {0.0, 1.0}:
                continue
            about = int(size[combined.astype(bool)].sum())
            assert about == 0 or about >= 4


PARTS = ("Nurse/Berlin", "Nurse/Oslo", "Cook/Berlin", "Cook/Oslo")
ATOMS = st.dictionaries(
    st.tuples(st.just(DAYS[0]), st.sampled_from(UNITS[:6]), st.sampled_from(PARTS)),
    st.tuples(st.sampled_from([1, 2, 3, 5, 9]), st.sampled_from([0, 1, 2, 3, 5, 9])),
    min_size=2,
    max_size=10,
)


def by(people: Mapping[Key, tuple[int, int]], name: Callable[[str], str]) -> dict[Key, tuple[int, int]]:
    """The people by another name of their part."""
    sums: dict[Key, tuple[int, int]] = {}
    for (day, unit, part), (need, known) in people.items():
        before = sums.get((day, unit, name(part)), (0, 0))
        sums[day, unit, name(part)] = (before[0] + need, before[1] + known)
    return sums


@given(ATOMS, st.sampled_from([2, 3, 5]))
@settings(max_examples=60)
def test_who_has_lists_filters_and_totals_learns_of_no_small_group(people: dict[Key, tuple[int, int]], k: int) -> None:
    """Everything that is linear in what is shown: totals of units, without and with filters, and who is listed."""
    everybody = table(by(people, lambda _: ""))
    need, known = decide(everybody, k, "need"), decide(everybody, k, "known")
    listed = Listed.of(need, known)
    for place, about, whole in ((0, "need", need), (1, "known", known)):
        role = decide(table(people), k, about, everybody=whole, listed=listed)  # type: ignore[arg-type]
        location = decide(
            table(by(people, lambda part: part.split("/")[1])),
            k,
            about,  # type: ignore[arg-type]
            everybody=whole,
            listed=listed,
        )
        size = {key: both[place] for key, both in people.items() if both[place]}
        keys = sorted(size)
        rows = [[float(key == one) for key in keys] for one in keys if listed.allows(one[1], "s")]
        for unit in {named[:depth] for _, named, _ in keys for depth in range(len(named) + 1)}:
            for shown, values in ((whole, ("",)), (role, ("Nurse", "Cook")), (location, ("Berlin", "Oslo"))):
                if shown.allows(unit, "s"):
                    rows += [
                        [float(key[1][: len(unit)] == unit and value in key[2]) for key in keys] for value in values
                    ]
        _nothing_small(keys, size, rows, listed, k)


def _nothing_small(keys: list[Key], size: Mapping[Key, int], rows: list[list[float]], listed: Listed, k: int) -> None:
    """Of all groups that are not listed and have between one and k - 1 people, none is in the span of what is shown."""
    if not rows:
        return
    shown = np.array(rows)
    beside = np.eye(len(keys)) - np.linalg.pinv(shown) @ shown
    apart = [place for place, key in enumerate(keys) if not listed.allows(key[1], "s")]
    for chosen in range(1, 2 ** len(apart)):
        group = [place for bit, place in enumerate(apart) if chosen >> bit & 1]
        about = sum(size[keys[place]] for place in group)
        if about < k:
            held = np.zeros(len(keys))
            held[group] = 1
            assert np.linalg.norm(beside @ held) > 1e-6, ([keys[place] for place in group], about)


def test_of_openings_everything_is_shown_and_of_people_nothing() -> None:
    shown = decide(table({(DAYS[0], ("C",), ""): (1, 1)}), 5, "openings")
    assert shown.allows(("C",), "s")
    assert not shown.people


def test_a_unit_in_which_somebody_is_hidden_lists_none_of_its_own() -> None:
    sizes: dict[Unit, int] = {("C",): 6, ("C", "A"): 20, ("C", "A", "x"): 9, ("C", "B"): 3}
    people: dict[Key, tuple[int, int]] = {(DAYS[0], unit, ""): (n, n) for unit, n in sizes.items()}
    listed = Listed.of(*(decide(table(people), 5, about) for about in ("need", "known")))
    assert {unit: listed.allows(unit, "s") for unit in sizes} == {
        ("C",): False,
        ("C", "A"): True,
        ("C", "A", "x"): True,
        ("C", "B"): False,
    }
