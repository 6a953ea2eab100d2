"""A company's year: people with roles and gaps, and a catalogue with chains, seats and dates. Made up, from a seed."""

import random

from hiring.planning.problem import Course, Gap, Person, Problem

SKILLS = 80
ROLES = 40
YEAR = 365


def year(people: int, courses: int, seed: int, *, money: float = 250.0) -> Problem:
    """Make a year. `money`: the budget for each person; closing everything would cost some ten times as much."""
    draw = random.Random(seed)  # noqa: S311
    skills = [f"skill-{number}" for number in range(SKILLS)]
    catalogue = _catalogue(draw, skills, courses, people)
    roles = [
        [
            (skill, draw.choice([2, 3, 3, 4, 4, 5]), draw.choice([1.0, 1.0, 2.0, 3.0]))
            for skill in draw.sample(skills, 8)
        ]
        for _ in range(ROLES)
    ]
    crowd = []
    for number in range(people):
        gaps, levels = [], {}
        for skill, required, weight in draw.choice(roles):
            held = max(min(round(draw.gauss(required - 1.2, 1.2)), 5), 0)
            levels[skill] = held
            renewal = held >= required and draw.random() < 0.03
            if held < required or renewal:
                gaps.append(Gap(skill, 0 if renewal else held, required, weight, renewal, 200 if renewal else None))
        shown = tuple((skill, level) for skill, level in levels.items() if level)
        crowd.append(Person(f"person-{number}", f"unit-{number % 25}", tuple(gaps), shown))
    return Problem(tuple(crowd), catalogue, budget=money * people, hours=60.0, horizon=YEAR)


def _catalogue(draw: random.Random, skills: list[str], count: int, people: int) -> tuple[Course, ...]:
    courses: list[Course] = []
    while len(courses) < count:
        # A provider's path: one skill, level after level, each building on the one before, in every second case.
        skill, credibility = draw.choice(skills), draw.choice([0.15, 0.4, 0.6, 0.75, 0.9])
        builds, level = draw.random() < 0.5, draw.randint(1, 3)
        dated, first = draw.random() < 0.6, draw.randint(0, 120)
        before: tuple[str, ...] = ()
        for step in range(draw.randint(1, 3)):
            code, days = f"course-{len(courses)}", draw.choice([2, 5, 20, 60])
            hours = float(draw.choice([4, 8, 8, 16, 24, 40]))
            beside = [
                (other, max(level - 1, 1)) for other in draw.sample(skills, 2) if other != skill and draw.random() < 0.4
            ]
            courses.append(
                Course(
                    code,
                    ((skill, level), *beside),
                    cost=float(round(hours * draw.uniform(8, 40) * (0.4 + credibility) * (1 + 0.2 * level), -1)),
                    hours=hours,
                    prerequisites=before if builds else (),
                    seats=max(people // 100 * draw.choice([1, 2, 4]), 1) if draw.random() < 0.5 else None,
                    start=first + step * 80 if dated else None,
                    days=days,
                    stacks_into=(f"course-{len(courses) + 1}",) if builds else (),
                    credibility=credibility,
                )
            )
            before = (code,)
            level += 1
            if level > 5 or len(courses) == count:
                break
    return tuple(courses)
