"""Generated problems for the planning tests and benchmark: small ones for brute force, and years of a company."""

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, product

from hiring.planning.judge import achieved, faults
from hiring.planning.problem import Course, Gap, Person, Plan, Problem, Step


def small_problem(seed: int) -> Problem:
    """Make a problem with at most seven choices that anybody could think of."""
    draw = random.Random(seed)  # noqa: S311
    skills = ["a", "b", "c"]
    courses: list[Course] = []
    for number in range(draw.randint(1, 4)):
        code = f"k{number}"
        courses.append(
            Course(
                code,
                tuple((skill, draw.randint(1, 4)) for skill in draw.sample(skills, draw.choice([1, 1, 2]))),
                cost=float(draw.choice([0, 1, 2, 3, 5])),
                hours=float(draw.choice([1, 2, 4])),
                prerequisites=tuple(earlier.code for earlier in courses if draw.random() < 0.3),
                seats=draw.choice([None, None, 0, 1]),
                start=draw.choice([None, None, 0, 5, 12]),
                days=draw.choice([1, 5, 8]),
                stacks_into=draw.choice([(), ("diploma",)]),
                credibility=draw.choice([0.2, 0.5, 0.9, 1.0]),
            )
        )
    people = []
    for number in range(draw.randint(1, 3)):
        gaps = []
        for skill in draw.sample(skills, draw.randint(1, 2)):
            held = draw.randint(0, 2)
            gaps.append(
                Gap(
                    skill,
                    held,
                    draw.randint(held + 1, 4),
                    draw.choice([1.0, 2.0, 3.5]),
                    renewal=draw.random() < 0.25,
                    due=draw.choice([None, 8]),
                )
            )
        levels = tuple((gap.skill, gap.held) for gap in gaps if gap.held)
        completed = frozenset(course.code for course in courses if draw.random() < 0.1)
        hours = draw.choice([None, None, 2.0])
        people.append(Person(f"p{number}", draw.choice(["x", "y"]), tuple(gaps), levels, completed, hours))
    return Problem(
        tuple(people),
        tuple(courses),
        budget=float(draw.choice([0, 2, 4, 8, 20])),
        hours=float(draw.choice([2, 4, 8])),
        horizon=draw.choice([6, 12, 20]),
        fairness=draw.choice([None, None, None, 0.5]),
        forbidden=frozenset((person.id, courses[0].code) for person in people if draw.random() < 0.1),
    )


def brute_force(problem: Problem, is_fair: Callable[[Plan], bool]) -> tuple[int, float]:
    """Return renewals and worth of the best plan, by trying all that `faults` lets through; fairness is the caller's.

    People share money and seats alone, so that each one's plans are listed first.
    """
    of_each = []
    for person in problem.people:
        forbidden = frozenset(choice for choice in problem.forbidden if choice[0] == person.id)
        locked = frozenset(choice for choice in problem.locked if choice[0] == person.id)
        alone = replace(problem, people=(person,), forbidden=forbidden, locked=locked)
        plans = []
        for count in range(len(problem.courses) + 1):
            for courses in combinations(problem.courses, count):
                plan = dated(person, courses)
                if plan is not None and not faults(alone, plan):
                    plans.append(plan)
        of_each.append(plans)
    best = (-1, float("-inf"))
    for parts in product(*of_each):
        plan = Plan(tuple(step for part in parts for step in part.steps))
        if not faults(problem, plan) and is_fair(plan):
            best = max(best, achieved(problem, plan).rank)
    return best


def dated(person: Person, courses: tuple[Course, ...]) -> Plan | None:
    """Put courses on their earliest days; None where they need each other in a circle."""
    ends: dict[str, int] = {}
    steps: list[Step] = []
    left = list(courses)
    codes = {course.code for course in courses}
    while left:
        ready = [course for course in left if all(need in ends for need in course.prerequisites if need in codes)]
        if not ready:
            return None
        for course in ready:
            left.remove(course)
            after = max((ends[need] + 1 for need in course.prerequisites if need in codes), default=0)
            starts = after if course.start is None else course.start
            ends[course.code] = starts + course.days - 1
            steps.append(Step(person.id, course.code, starts, ends[course.code]))
    return Plan(tuple(steps))
