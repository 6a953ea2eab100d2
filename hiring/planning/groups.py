"""People who are equal in all that a plan looks at are planned as one class, with a count. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from hiring.planning.openings import Catalogue, Prospect
from hiring.planning.problem import ROUNDING, Choice, Plan, Problem, Step


@dataclass(frozen=True, slots=True)
class Group:
    """People with the same gaps, openings and hours. `unit`: "" unless units are to be treated fairly."""

    members: tuple[str, ...]
    unit: str
    hours: float
    prospect: Prospect


@dataclass(frozen=True)
class World:
    """A problem, with what is open to whom."""

    problem: Problem
    catalogue: Catalogue
    groups: tuple[Group, ...]

    @cached_property
    def of_person(self) -> Mapping[str, Group]:
        """The group that somebody is in."""
        return {person: group for group in self.groups for person in group.members}

    @cached_property
    def attainable(self) -> Mapping[str, float]:
        """What courses could close in each unit, whatever they cost, where it is anything."""
        found: dict[str, float] = {}
        for group in self.groups:
            worth = sum(cover.worth for cover in group.prospect.covers) * len(group.members)
            if worth > 0:
                found[group.unit] = found.get(group.unit, 0.0) + worth
        return found

    @cached_property
    def fair(self) -> Mapping[str, Mapping[str, float]]:
        """For each unit, what a closure of 1 in a unit adds to the left side of its limit, which must not be negative.

        The limit: closure / attainable in the unit >= fairness x closure / attainable in all.
        """
        part, attainable = self.problem.fairness, self.attainable
        if part is None or not attainable:
            return {}
        whole = sum(attainable.values())
        return {
            unit: {other: (1.0 / size if other == unit else 0.0) - part / whole for other in attainable}
            for unit, size in attainable.items()
        }

    def plan(self, choices: Iterable[Choice]) -> Plan:
        """Put days to choices."""
        steps = []
        for person, code in choices:
            opening = self.of_person[person].prospect.openings[code]
            steps.append(Step(person, code, opening.starts, opening.ends))
        return Plan(tuple(sorted(steps, key=lambda step: (step.person, step.starts, step.ends, step.course))))

    def is_fair(self, plan: Plan) -> bool:
        """Whether a plan treats units as fairly as was asked."""
        closed: dict[str, float] = {}
        for person, steps in plan.by_person.items():
            group, codes = self.of_person[person], {step.course for step in steps}
            worth = sum(cover.worth for cover in group.prospect.covers if not codes.isdisjoint(cover.courses))
            closed[group.unit] = closed.get(group.unit, 0.0) + worth
        return all(
            sum(weight * closed.get(unit, 0.0) for unit, weight in weights.items()) >= -ROUNDING
            for weights in self.fair.values()
        )


def world_of(problem: Problem, *, together: bool = True) -> World:
    """Sort people into groups; into one for each where they are not to be taken together."""
    catalogue = Catalogue(problem)
    found: dict[tuple[object, ...], list[str]] = {}
    prospects: dict[int, Prospect] = {}
    for person in problem.people:
        prospect = catalogue.of(person)
        unit = person.unit if problem.fairness is not None else ""
        key = (id(prospect), unit, problem.hours_of(person), None if together else person.id)
        prospects[id(prospect)] = prospect
        found.setdefault(key, []).append(person.id)
    groups = tuple(
        Group(tuple(members), str(unit), float(str(hours)), prospects[int(str(number))])
        for (number, unit, hours, _), members in found.items()
    )
    return World(problem, catalogue, groups)
