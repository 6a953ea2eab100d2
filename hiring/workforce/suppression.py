"""Which counts may be shown, so that none of them, and no sum or difference of them, is about fewer than k people.

Hiding a small group is not enough: a total minus the other groups gives it back (complementary disclosure; Willenborg
and de Waal, Elements of Statistical Disclosure Control, 2001). The groups here are units in units, so what can be
derived is known: with every shown unit goes its *rest*, the unit without the shown units in it, and every sum and
difference of shown counts is a union of rests. So a unit is shown only where each rest that results is empty or of k
people and more. What is hidden is merged into the rest of the unit above, and of a hidden unit nothing below is shown.

One decision covers every day that a page offers, and every value of a filter: a unit that is too small on one day is
hidden on all, because what is shown on one day would tell of another what did not change. A cell is about people who
need a skill, or about people of whom it is known: which of the two a mode tells of is decided for each by itself. Days
to come tell what becomes of today's groups, so that today's decision covers them. Openings are no people: of them
everything is shown, and of people nothing.

Whoever opens a cell sees people one by one, and what is shown less those who are listed must again be nobody or k. So
either all people of a rest are listed or none: those of a unit that is shown, with nothing hidden in it, by whatever a
cell is about.

Filters cut across units: a team that sits in one place is that place's column less the other rows. So a filter is on
for a unit only where every rest in it that is not listed is cut into nobody or k by each of its values; by roles also
within each location, so that one filter may be subtracted from the other. Then all that is shown is made of such
pieces and of people who are listed, and so is every sum and difference.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import polars as pl

Unit = tuple[str, ...]
# Skills decided in one go: bounds the memory at a thousand units, thirteen days and twenty-five roles to 0.2 GiB.
_AT_ONCE = 20
# Names of units are joined by what occurs in none of them.
_BETWEEN = "\x1f"

About = Literal["need", "known", "openings"]

_Counts = npt.NDArray[np.int32]
_Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown. `units`: by unit, one flag for each of `skills`; a unit that is not in it has no people.

    `people`: whether anything is about people; if not, openings are all that may be shown.
    """

    skills: tuple[str, ...]
    units: Mapping[Unit, _Flags]
    people: bool = True

    def allows(self, unit: Unit, skill: str) -> bool:
        """Say whether a unit's counts for a skill may be shown. Where nobody is, nothing is hidden."""
        return skill not in self.skills or unit not in self.units or bool(self.units[unit][self.skills.index(skill)])


@dataclass(frozen=True, slots=True)
class Listed:
    """Whose people may be listed one by one: a unit's own, unless it or one above it is hidden, or a unit in it, whose
    people are in one rest with them. `hidden`: by unit, the skills with which its own people may not be listed.
    """

    hidden: Mapping[Unit, frozenset[str]]

    @classmethod
    def of(cls, *decisions: Shown) -> "Listed":
        """Make one of what may be shown of everybody, by all that cells are about (need and known)."""
        hidden: dict[Unit, set[str]] = {}
        for shown in decisions:
            for unit, flags in shown.units.items():
                names = {shown.skills[place] for place in np.flatnonzero(~flags)}
                for one in (unit, unit[:-1]) if names else ():
                    hidden.setdefault(one, set()).update(names)
        return cls({unit: frozenset(names) for unit, names in hidden.items()})

    def allows(self, unit: Unit, skill: str) -> bool:
        """Say whether the people who work in that very unit may be listed with a skill."""
        return skill not in self.hidden.get(unit, ())

    def mark(self, rows: pl.DataFrame) -> pl.Series:
        """Return whether the people of each row (of its unit and skill_id) may be listed."""
        keyed = rows.select(pl.col("unit").list.join(_BETWEEN).alias("name"), "skill_id")
        hidden = pl.DataFrame(
            [(_joined(unit), skill) for unit, skills in self.hidden.items() for skill in skills],
            schema={"name": pl.String, "skill_id": pl.String},
            orient="row",
        ).with_columns(listed=pl.lit(value=False))
        return keyed.join(hidden, on=["name", "skill_id"], how="left", maintain_order="left")["listed"].is_null()


def decide(
    counts: pl.DataFrame, k: int, about: About, *, everybody: Shown | None = None, listed: Listed | None = None
) -> Shown:
    """Return what may be shown of a table of counts (`hiring.store.cube.counts_by_unit`), with groups of at least k.

    Args:
        counts: day, unit (the list of names from the top), part, finer, skill_id, need, known; each row people of that
            very unit, not of the units in it.
        k: how many people a group has at least.
        about: what a cell is about.
        everybody: of a filter's values, what may be shown without it, about the same.
        listed: of a filter's values, whose people are listed without it.
    """
    if about == "openings":
        return Shown((), {}, people=False)
    skills = tuple(sorted(counts["skill_id"].unique().to_list()))
    tree = _Tree.of(counts["unit"].unique().to_list())
    whole = counts.group_by("day", "unit", "part", "skill_id").agg(pl.col(about).sum())
    flags = {unit: np.ones(len(skills), bool) for unit in tree.units}
    for start in range(0, len(skills), _AT_ONCE):
        some = skills[start : start + _AT_ONCE]
        decided = _decide(tree, _counted(whole.filter(pl.col("skill_id").is_in(some)), tree, some, about), k)
        for unit, shown in zip(tree.units, decided, strict=True):
            flags[unit][start : start + len(some)] = shown
    if everybody is not None and listed is not None:
        _keep_apart(flags, skills, counts, k, about, everybody, listed)
    return Shown(skills, flags)


def _keep_apart(
    flags: Mapping[Unit, _Flags],
    skills: Sequence[str],
    counts: pl.DataFrame,
    k: int,
    about: About,
    everybody: Shown,
    listed: Listed,
) -> None:
    """Take back a filter where what is shown without it cuts a piece below k out of what is shown with it."""
    rest: dict[tuple[Unit, str], Unit] = {}
    for unit in flags:
        for place, skill in enumerate(skills):
            allowed = everybody.allows(unit, skill)
            flags[unit][place] &= allowed
            rest[unit, skill] = unit if allowed or not unit else rest[unit[:-1], skill]
    apart = counts.filter(~listed.mark(counts))
    keys = apart.select("unit", "skill_id").rows()
    owners = pl.Series([_joined(rest[tuple(unit), skill]) for unit, skill in keys], dtype=pl.String)
    pieces = (
        apart.with_columns(rest=owners).group_by("rest", "skill_id", "day", "part", "finer").agg(pl.col(about).sum())
    )
    small = pieces.filter(pl.col(about).is_between(1, k - 1)).select("rest", "skill_id").unique()
    numbered = {skill: place for place, skill in enumerate(skills)}
    for name, skill in small.iter_rows():
        unit = tuple(name.split(_BETWEEN)) if name else ()
        for depth in range(len(unit) + 1):
            flags[unit[:depth]][numbered[skill]] = False


def _joined(unit: Sequence[str]) -> str:
    return _BETWEEN.join(unit)


@dataclass(frozen=True, slots=True)
class _Tree:
    """Units from the top down; the first is the whole, without a name. `parts`: places of the units in each."""

    units: tuple[Unit, ...]
    place: Mapping[Unit, int]
    parts: tuple[Sequence[int], ...]

    @classmethod
    def of(cls, units: Sequence[Sequence[str]]) -> "_Tree":
        named = {tuple(unit) for unit in units}
        every = sorted(
            {unit[:depth] for unit in named for depth in range(len(unit) + 1)} | {()}, key=lambda u: (len(u), u)
        )
        place = {unit: number for number, unit in enumerate(every)}
        parts: list[list[int]] = [[] for _ in every]
        for unit in every[1:]:
            parts[place[unit[:-1]]].append(place[unit])
        return cls(tuple(every), place, tuple(parts))


def _counted(counts: pl.DataFrame, tree: _Tree, skills: Sequence[str], about: About) -> _Counts:
    """Return how many people each unit has with those below it, as an array (units, skills, groups).

    A group is a day and a value of the filter.
    """
    groups = counts.select("day", "part").unique().sort("day", "part").with_row_index("group")
    # Units as one text each, so that the rows are numbered without a Python object for every one.
    names = pl.DataFrame({"name": [_joined(unit) for unit in tree.units]}).with_row_index("unit_place")
    numbered = pl.DataFrame({"skill_id": list(skills)}, schema={"skill_id": pl.String}).with_row_index("skill_place")
    rows = (
        counts.with_columns(name=pl.col("unit").list.join(_BETWEEN))
        .join(names, on="name")
        .join(groups, on=["day", "part"])
        .join(numbered, on="skill_id")
    )
    found = np.zeros((len(tree.units), len(skills), groups.height), np.int32)
    at = tuple(rows[name].to_numpy() for name in ("unit_place", "skill_place", "group"))
    np.add.at(found, at, rows[about].to_numpy())
    for place in range(len(tree.units) - 1, 0, -1):
        found[tree.place[tree.units[place][:-1]]] += found[place]
    return found


def _decide(tree: _Tree, counted: _Counts, k: int) -> _Flags:
    """Return the flags (units, skills) of what may be shown."""
    shown = np.zeros(counted.shape[:2], bool)
    shown[0] = _enough(counted[0], k)
    for place, parts in enumerate(tree.parts):
        if not parts:
            continue
        below = counted[parts]
        taken = _enough(below, k) & shown[place]
        while True:
            rest = counted[place] - (below * taken[..., None]).sum(axis=0)
            mend = ~_enough(rest, k) & taken.any(axis=0)
            if not mend.any():
                break
            # The smallest of those shown joins the rest: it costs the least, and the rest grows enough.
            size = np.where(taken & below.any(axis=-1), below.sum(axis=-1), np.iinfo(np.int64).max)
            smallest = size.argmin(axis=0)
            columns = np.flatnonzero(mend)
            taken[smallest[columns], columns] = False
        shown[parts] = taken
    return shown


def _enough(counted: _Counts, k: int) -> _Flags:
    """Say where every group is empty or large enough."""
    enough: _Flags = ((counted == 0) | (counted >= k)).all(axis=-1)
    return enough
