"""What a roster would change, told before anything is written. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from hiring.models.employee import Employment
from hiring.store.workforce import SAYS


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """What importing does. `changes`: employee number to the names of what is new about them.

    `left`: employees on record who are not in the file, neither on a line that is read nor on one that is left out.
    """

    new: tuple[Employment, ...]
    changed: tuple[Employment, ...]
    changes: dict[str, tuple[str, ...]]
    unchanged: int
    left: tuple[str, ...]


def plan_roster(employments: Collection[Employment], kept: Collection[str], current: pl.DataFrame) -> RosterPlan:
    """Compare a roster with the employees on record (`hiring.store.workforce.employments_on`, those who left too).

    Somebody who had left and is in the file again is new.
    """
    known = {row["employee_number"]: row for row in current.iter_rows(named=True) if not row["left_company"]}
    new, changed, changes = [], [], {}
    for employment in employments:
        before = known.get(employment.employee_number)
        if before is None:
            new.append(employment)
        elif differing := _differing(before, employment):
            changed.append(employment)
            changes[employment.employee_number] = differing
    seen = {employment.employee_number for employment in employments} | set(kept)
    left = tuple(sorted(number for number in known if number not in seen))
    return RosterPlan(tuple(new), tuple(changed), changes, len(employments) - len(new) - len(changed), left)


def _differing(before: dict[str, object], employment: Employment) -> tuple[str, ...]:
    after = {**employment.model_dump(), "unit": list(employment.unit), "left_company": False}
    return tuple(name for name in SAYS if before[name] != after[name])
