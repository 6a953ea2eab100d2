"""A learning plan as a page needs it: figures, tables, and sentences for every choice, gap and limit."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import plotly.graph_objects as go
import polars as pl

from hiring.planning.groups import World, world_of
from hiring.planning.left import Left, left_open
from hiring.planning.obstacles import Obstacle
from hiring.planning.openings import chain
from hiring.planning.problem import Person, Step
from hiring.planning.solve import Outcome
from hiring.views.plots import base_figure
from hiring.views.text import as_chart_text, counted, day
from hiring.workforce.learning import Basis

# A point of the budget curve: budget, cost, and the parts of all gaps that are closed and proven to be closable.
Point = tuple[float, float, float, float]


@dataclass(frozen=True)
class Told:
    """A plan with everything that is said of it. `labels`: what skills are called."""

    basis: Basis
    outcome: Outcome
    labels: Mapping[str, str]

    @cached_property
    def world(self) -> World:
        """What is open to whom."""
        return world_of(self.basis.problem)

    @cached_property
    def left(self) -> tuple[Left, ...]:
        """What stays open."""
        return tuple(left_open(self.world, self.outcome.plan))

    @property
    def currency(self) -> str:
        """The currency that most courses are priced in."""
        named = Counter(known.course.currency for known in self.basis.courses.values())
        return named.most_common(1)[0][0] if named else ""

    def money(self, amount: float) -> str:
        """Write an amount."""
        return f"{self.currency} {amount:,.0f}".strip()

    def name(self, person: str) -> str:
        """Return what somebody is called."""
        return str(self.basis.people[person]["name"])

    def course(self, code: str | None) -> str:
        """Return what a course is called."""
        known = self.basis.courses.get(code or "")
        return known.course.name if known else f"“{code}”"

    def skill(self, skill: str) -> str:
        """Return what a skill is called."""
        return self.labels.get(skill, skill)

    def on(self, number: int) -> date:
        """Return the date of a day of the plan."""
        return self.basis.wish.starts + timedelta(days=number)

    def figures(self) -> list[tuple[str, str]]:
        """Return the four figures on top, and what is proven."""
        done = self.outcome.achieved
        return [
            ("Cost", self.money(done.cost)),
            ("Hours", f"{done.hours:,.0f}"),
            ("Gaps closed", f"{done.closed:,} of {done.closed + done.left:,}"),
            ("Gaps left", f"{done.left:,}"),
        ]

    def proven(self) -> str:
        """Say how near to the best the plan is proven to be."""
        done, outcome = self.outcome.achieved, self.outcome
        said = (
            "Proven to be the best there is" if outcome.near < 5e-5 else f"Proven within {outcome.near:.1%} of the best"
        )
        said += f": {counted(done.courses, 'course')} for {counted(len(outcome.plan.by_person), 'person', 'people')}"
        said += f" of {len(self.basis.problem.people):,}, closing {done.coverage:.0%} of what is missing by weight."
        if done.renewals:
            said += f" {done.renewed} of {counted(done.renewals, 'renewal')} made"
            said += "." if done.renewed >= outcome.renewable else f", of {outcome.renewable} that can be."
        return said + (" Stopped before it was proven nearer." if outcome.stopped else "")

    def by_person(self) -> pl.DataFrame:
        """Return the plan, one line a course of a person, in the order of `steps`."""
        return pl.DataFrame(
            [
                {
                    "Person": self.name(step.person),
                    "Unit": " / ".join(self._said(step.person, "unit")),
                    "Course": self.course(step.course),
                    "Provider": self.basis.courses[step.course].course.provider,
                    "Starts": self.on(step.starts),
                    "Ends": self.on(step.ends),
                    "Hours": self.basis.courses[step.course].course.hours,
                    "Cost": self.basis.courses[step.course].course.cost,
                    "Why": self.why(step),
                }
                for step in self.steps
            ],
            schema={
                **dict.fromkeys(("Person", "Unit", "Course", "Provider"), pl.String),
                "Starts": pl.Date,
                "Ends": pl.Date,
                "Hours": pl.Float64,
                "Cost": pl.Float64,
                "Why": pl.String,
            },
        )

    @property
    def steps(self) -> list[Step]:
        """The steps, by the people's names and then by day."""
        return sorted(self.outcome.plan.steps, key=lambda step: (self.name(step.person), step.person, step.starts))

    def by_course(self) -> pl.DataFrame:
        """Return the courses of the plan, those with most people first."""
        taken = Counter(step.course for step in self.outcome.plan.steps)
        rows = []
        for code, people in sorted(taken.items(), key=lambda item: (-item[1], item[0])):
            course = self.basis.courses[code].course
            rows.append(
                {
                    "Course": course.name,
                    "Provider": course.provider,
                    "Weighs": round(self.basis.prospects[code].value, 2),
                    "People": people,
                    "Seats": course.seats,
                    "Starts": course.starts_on,
                    "Cost": course.cost * people,
                }
            )
        schema = {"Course": pl.String, "Provider": pl.String, "Weighs": pl.Float64, "People": pl.Int64}
        return pl.DataFrame(rows, schema={**schema, "Seats": pl.Int64, "Starts": pl.Date, "Cost": pl.Float64})

    def left_table(self) -> pl.DataFrame:
        """Return what stays open, the heaviest first, and what closing it would have taken."""
        rows = [
            {
                "Person": self.name(one.person),
                "Skill": self.skill(one.gap.skill),
                "Now": one.gap.held,
                "With the plan": one.reached,
                "Asked": one.gap.required,
                "What it would have taken": self.obstacle(one.missing, named=False),
            }
            for one in sorted(self.left, key=lambda one: (-one.gap.size, self.name(one.person), one.gap.skill))
        ]
        schema: dict[str, type[pl.DataType]] = {"Person": pl.String, "Skill": pl.String}
        schema |= dict.fromkeys(("Now", "With the plan", "Asked"), pl.Int64) | {"What it would have taken": pl.String}
        return pl.DataFrame(rows, schema=schema)

    def why(self, step: Step) -> str:
        """Say why somebody takes a course."""
        person, course = self.basis.problem.by_person[step.person], self.basis.problem.by_code[step.course]
        levels = dict(course.skills)
        gains = [
            f"{'renews ' if gap.renewal else ''}{self.skill(gap.skill)}"
            + ("" if gap.renewal else f" from {gap.held} to {min(levels[gap.skill], 5)}, {gap.required} asked")
            for gap in person.gaps
            if levels.get(gap.skill, 0) > gap.held
        ]
        needed = list(self._after(person, step))
        said = [f"{'; '.join(gains)}." if gains else "", f"Comes before {self.course(needed[0])}." if needed else ""]
        if (step.person, step.course) in self.basis.problem.locked:
            said.append("Locked by hand.")
        if course.stacks_into:
            said.append("Counts towards a larger award.")
        text = " ".join(part for part in said if part)
        return text[:1].upper() + text[1:]

    def _after(self, person: Person, step: Step) -> Iterator[str]:
        openings = self.world.of_person[person.id].prospect.openings
        for other in self.outcome.plan.by_person.get(person.id, ()):
            if other.course != step.course and step.course in openings[other.course].needs:
                yield other.course

    def obstacle(self, found: Obstacle, *, named: bool = True) -> str:
        """Say what stands against a choice, and by how much."""
        course = self.course(found.course)
        words = {
            "unknown": f"{course} is not in the catalogue, or starts before the plan does.",
            "held": f"{course} is completed already.",
            "forbidden": f"{course} was ruled out.",
            "order": f"{course} builds on {self.course(found.cause)}, which cannot be had before it"
            + (f" starts: {counted(int(found.by), 'day')} too late." if found.by else "."),
            "horizon": f"{course} ends {counted(int(found.by), 'day')} too late.",
            "hours": f"{found.by:,.0f} more hours" + (f", for {course}." if found.course else " than one may learn."),
            "seats": f"{counted(int(found.by), 'more seat')} in {self.course(found.cause or found.course)}.",
            "budget": f"{self.money(found.by)} more" + (f", for {course}." if found.course else " than the budget."),
            "fairness": "What is kept goes to some units, and the others cannot reach their part "
            + (f"without {self.money(found.by)} more." if found.by else "at any price."),
            "none": "No course in the catalogue leads to the asked level.",
            "credibility": f"A provider to rely on: {course} weighs {found.by:.2f} too little to close a gap.",
            "worth": f"{course} for {self.money(found.by)}: the money or the hours close more elsewhere.",
        }[found.limit]
        person = found.person if named else None
        return f"{self.name(person)}: {words}" if person in self.basis.people and person else words

    def pages(self) -> list[dict[str, object]]:
        """Return what the document says of each person who learns, by name."""
        open_by: dict[str, list[str]] = {}
        for one in self.left:
            what = f"{self.skill(one.gap.skill)}: {one.reached} of {one.gap.required}. "
            open_by.setdefault(one.person, []).append(what + self.obstacle(one.missing, named=False))
        found: dict[str, dict[str, object]] = {}
        for step in self.steps:
            course = self.basis.courses[step.course].course
            page = found.setdefault(
                step.person,
                {
                    "name": self.name(step.person),
                    "lines": [
                        " / ".join(self._said(step.person, "unit")),
                        str(self.basis.people[step.person]["role_title"]),
                    ],
                    "steps": [],
                    "left": open_by.get(step.person, []),
                },
            )
            steps = page["steps"]
            assert isinstance(steps, list)  # noqa: S101  # made so three lines above
            steps.append(
                {
                    "course": course.name,
                    "provider": course.provider,
                    "dates": f"{day(self.on(step.starts))} to {day(self.on(step.ends))}",
                    "hours": f"{course.hours:g}",
                    "cost": self.money(course.cost),
                    "why": self.why(step),
                }
            )
        return list(found.values())

    def _said(self, person: str, column: str) -> Sequence[str]:
        value = self.basis.people[person][column]
        return [str(part) for part in value] if isinstance(value, list | tuple) else []


def options(told: Told, person: str) -> list[tuple[str, str]]:
    """Return the courses that somebody could take besides those of the plan: code and words."""
    taken = {step.course for step in told.outcome.plan.by_person.get(person, ())}
    openings = told.world.of_person[person].prospect.openings
    return [
        (code, f"{told.course(code)} ({told.money(sum(p.course.cost for p in set(chain(code, openings)) if p))})")
        for code in openings
        if code not in taken
    ]


def curve(points: Sequence[Point], chosen: float, money: str) -> go.Figure:
    """Draw coverage over budgets, what is proven above it, and the chosen point."""
    drawn = base_figure(300)
    budgets = [point[0] for point in points]
    drawn.add_scatter(
        x=budgets, y=[point[3] for point in points], mode="lines", name="At most (proven)",
        line={"dash": "dot", "color": "#8A929B"}, hovertemplate="at most %{y:.1%}<extra></extra>",
    )  # fmt: skip
    drawn.add_scatter(
        x=budgets, y=[point[2] for point in points], mode="lines+markers", name="Closed by the plan",
        line={"color": "#0072B2"}, hovertemplate="%{x:,.0f}: %{y:.1%} closed<extra></extra>",
    )  # fmt: skip
    here = [point for point in points if point[0] == chosen]
    drawn.add_scatter(
        x=[point[0] for point in here], y=[point[2] for point in here], mode="markers", name="Chosen",
        marker={"size": 15, "color": "#E69F00", "line": {"width": 1, "color": "#000"}}, hoverinfo="skip",
    )  # fmt: skip
    drawn.update_xaxes(title=as_chart_text(f"Budget {money}".strip()), rangemode="tozero")
    drawn.update_yaxes(title="Closed of all gaps", tickformat=".0%", rangemode="tozero")
    return drawn
