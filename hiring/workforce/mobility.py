"""Who is near to a role, and which roles are near to somebody: from what badges show and what matrices ask. Pure.

Distance is the weighted levels that are missing, must-haves first; what somebody shows beyond what is asked counts for
nothing. Nobody's silence is taken for a zero that is known: it is what has to be shown before it counts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from hiring.models.role import RoleVersion

# A stepping stone takes at most this part of the way to a role, and leaves at most as much.
_PART = 0.7
NEAREST = 20


@dataclass(frozen=True, slots=True)
class Distance:
    """How far somebody is from a role: weighted levels missing of all asked, and must-haves not met."""

    missing: float
    asked: float
    must_haves: int

    @property
    def shown(self) -> float:
        """The part of what is asked that is shown, 0 to 1."""
        return 1 - self.missing / self.asked if self.asked else 1.0


@dataclass(frozen=True, slots=True)
class Reachable:
    """A role that somebody may come to. `stone`: a role on the way, None where the way is short or there is none."""

    role: RoleVersion
    distance: Distance
    stone: RoleVersion | None
    to_stone: Distance | None
    from_stone: Distance | None


def nearest(levels: pl.DataFrame, staff: pl.DataFrame, role: RoleVersion, *, most: int = NEAREST) -> pl.DataFrame:
    """Return the employees nearest to a role who do not hold it, the nearest first.

    Args:
        levels: what employees show: employee_id, skill_id, level.
        staff: everybody: employee_id, role_title and whatever else is to be returned.
        role: its matrix.
        most: how many are returned.

    Columns: those of `staff`, missing, asked, must_haves (not met).
    """
    matrix = pl.DataFrame(
        [(line.skill_id, line.level, line.weight, line.must_have) for line in role.skills],
        schema={"skill_id": pl.String, "required": pl.Int64, "weight": pl.Float64, "must": pl.Boolean},
        orient="row",
    )
    asked = float((matrix["required"] * matrix["weight"]).sum())
    musts = int(matrix["must"].sum())
    wanted = levels.filter(pl.col("skill_id").is_in(matrix["skill_id"].to_list()))
    shown = (
        wanted.join(matrix, on="skill_id")
        .group_by("employee_id")
        .agg(
            (pl.min_horizontal("level", "required") * pl.col("weight")).sum().alias("has"),
            (pl.col("must") & (pl.col("level") >= pl.col("required"))).sum().cast(pl.Int64).alias("met"),
        )
    )
    others = staff.filter(pl.col("role_title").str.strip_chars().str.to_lowercase() != role.title.strip().lower())
    return (
        others.lazy()
        .join(shown.lazy(), on="employee_id", how="left")
        .with_columns(
            (asked - pl.col("has").fill_null(0.0)).alias("missing"),
            pl.lit(asked).alias("asked"),
            (musts - pl.col("met").fill_null(0)).alias("must_haves"),
        )
        .drop("has", "met")
        .sort("must_haves", "missing", "employee_id")
        .head(most)
        .collect()
    )


def distance(levels: Mapping[str, int], role: RoleVersion) -> Distance:
    """Return how far levels are from what a role asks."""
    missing = sum(max(line.level - levels.get(line.skill_id, 0), 0) * line.weight for line in role.skills)
    asked = sum(line.level * line.weight for line in role.skills)
    unmet = sum(line.must_have and levels.get(line.skill_id, 0) < line.level for line in role.skills)
    return Distance(missing, asked, unmet)


def reachable(levels: Mapping[str, int], roles: Sequence[RoleVersion], held: str) -> list[Reachable]:
    """Return the roles that somebody may come to, the nearest first, with a stepping stone where one helps.

    `held`: the title of the role that they hold, which is neither a goal nor a stone.
    """
    others = [role for role in roles if role.skills and role.title.strip().casefold() != held.strip().casefold()]
    found = []
    for role in others:
        away = distance(levels, role)
        stones = sorted(
            (
                (max(first.missing, then.missing), stone.title, stone, first, then)
                for stone, first, then in _stones(levels, role, others, away)
            ),
            key=lambda one: one[:2],
        )
        best = stones[0][2:] if stones else (None, None, None)
        found.append(Reachable(role, away, *best))
    return sorted(found, key=lambda one: (-one.distance.shown, one.role.title))


def _stones(
    levels: Mapping[str, int], role: RoleVersion, others: Sequence[RoleVersion], away: Distance
) -> Iterator[tuple[RoleVersion, Distance, Distance]]:
    for stone in others:
        first = distance(levels, stone)
        # A stone is nearer than the goal, also in what is shown of it: where nothing is shown nobody has set out.
        nearer = 0 < first.missing <= _PART * away.missing and first.shown > away.shown
        if stone.role_id == role.role_id or not nearer:
            continue
        after = dict(levels)
        for line in stone.skills:
            after[line.skill_id] = max(after.get(line.skill_id, 0), line.level)
        then = distance(after, role)
        if then.missing <= _PART * away.missing:
            yield stone, first, then
