"""What each default of the policy does to the demo's three shortlists, one at a time.

`python -m benchmarks.sensitivity [--into docs/sensitivity.md]`. A default that has bounds is put to either of them, any
other to two thirds and to one and a half times of what it is. Told is the larger effect of the two: who comes into the
top five, whose must-haves are judged otherwise, and by how many places somebody of the top ten moves at most.
"""

import argparse
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from hiring.credibility.grade import Grade
from hiring.credibility.knobs import Knob, groups, turned, value
from hiring.credibility.policy import DEFAULT, Policy
from hiring.demo.load import load_world
from hiring.demo.world import build, write
from hiring.matching.effect import effect, placed
from hiring.models.role import RoleVersion
from hiring.store.database import MEMORY, Database
from hiring.store.evidence import evidence_in_force
from hiring.store.matches import applicant_ids
from hiring.store.roles import hiring_roles
from hiring.verification.canonical.isolated import IsolatedCanonicaliser

NOW = datetime(2026, 6, 1, tzinfo=UTC)
TOP, WATCHED = 5, 10
SPREAD = 1.5
ROLES = ("platform-engineer", "data-analyst", "care-coordinator")


@dataclass(frozen=True, slots=True)
class Effect:
    """What a changed default does to a shortlist: newcomers to the top five, changed gates, the furthest move."""

    newcomers: int = 0
    gates: int = 0
    places: int = 0

    @property
    def key(self) -> tuple[int, int, int]:
        """Greater is more."""
        return self.newcomers, self.gates, self.places


@dataclass(frozen=True, slots=True)
class Turned:
    """A default, what it was put to, and its effects by role."""

    group: str
    label: str
    held: float
    least: float
    most: float
    effects: Mapping[str, Effect]

    @property
    def key(self) -> tuple[int, int, int]:
        """What it does to all shortlists together."""
        parts = [effect.key for effect in self.effects.values()]
        return sum(p[0] for p in parts), sum(p[1] for p in parts), max((p[2] for p in parts), default=0)


def ends(policy: Policy, knob: Knob) -> tuple[float, float]:
    """Return what a default is put to: its own bounds, or a part and a multiple of it within what it may be."""
    held = _held(policy, knob)
    if isinstance(held, Grade):
        return held.low, held.high
    number = value(policy, knob.path)
    low, high = max(knob.least, number / SPREAD), min(knob.most, number * SPREAD)
    return (round(low), round(high)) if knob.whole else (low, high)


def compared(before: pl.DataFrame, after: pl.DataFrame) -> Effect:
    """Return how two rankings of `hiring.matching.effect.placed` differ."""
    both = effect(before, after)
    watched = both.filter((pl.col("rank") <= WATCHED) | (pl.col("rank_before") <= WATCHED))
    return Effect(
        both.filter((pl.col("rank") <= TOP) & (pl.col("rank_before") > TOP)).height,
        both.filter(pl.col("gate") != pl.col("gate_before")).height,
        int(watched["up"].abs().max() or 0),  # type: ignore[arg-type]  # a whole number or nothing
    )


def sensitivity(
    policy: Policy, shortlists: Mapping[str, tuple[RoleVersion, pl.DataFrame]], people: Sequence[str]
) -> Iterator[Turned]:
    """Yield every default of a policy with its effect on each shortlist, which is a role and the evidence for it."""
    before = {name: placed(role, evidence, people, policy) for name, (role, evidence) in shortlists.items()}
    # What is equal keeps the order that it had, so that it counts as no move.
    order = {name: frame["applicant_id"].to_list() for name, frame in before.items()}
    for group in groups(policy):
        for knob in group.knobs:
            found = dict.fromkeys(shortlists, Effect())
            least, most = ends(policy, knob)
            for end in (least, most):
                other = turned(policy, {knob.path: end})
                for name, (role, evidence) in shortlists.items():
                    after = compared(before[name], placed(role, evidence, order[name], other))
                    found[name] = max(found[name], after, key=lambda one: one.key)
            yield Turned(group.title, knob.label, value(policy, knob.path), least, most, found)


def table(rows: Sequence[Turned]) -> str:
    """Return the rows as Markdown, those that do most first; those that do nothing in one sentence."""
    titles = {role: role.replace("-", " ").capitalize() for role in ROLES}
    moving = sorted((row for row in rows if any(row.key)), key=lambda row: row.key, reverse=True)
    lines = [
        f"| default | what for | is | put to | {' | '.join(titles.values())} |",
        f"|---|---|---|---|{'---|' * len(titles)}",
    ]
    for row in moving:
        cells = [_cell(row.effects[role]) for role in ROLES]
        lines.append(
            f"| {row.label} | {row.group} | {row.held:g} | {row.least:.3g}, {row.most:.3g} | {' | '.join(cells)} |"
        )
    still: dict[str, list[str]] = {}
    for row in rows:
        if not any(row.key):
            still.setdefault(row.group, []).append(row.label)
    said = [f"- {group}: {', '.join(labels)}." for group, labels in still.items()]
    return "\n".join([*lines, "", "Nobody moves, and no must-have is judged otherwise, by:", "", *said])


def document(rows: Sequence[Turned]) -> str:
    """Return the whole page, with what the table says in words."""
    first = [row for row in rows if row.key[0]]
    gates = [row for row in rows if row.key[1]]
    none = [row for row in rows if not any(row.key)]
    most = sorted(rows, key=lambda row: row.key, reverse=True)[:5]
    named = "; ".join(f"*{row.label}* ({row.group})" for row in most if any(row.key))
    return f"""# Which defaults matter

What the demo's three shortlists do when one default of the policy is changed and all others stay. A default that has
bounds is put to its lower and to its upper one, any other to two thirds and to one and a half times of what it is; the
larger effect of the two is told. Made by `make bench-sensitivity` from the defaults and the demo as they are.

A cell says: newcomers to the top {TOP} / must-haves judged otherwise / places that somebody of the top {WATCHED} moves
at most. A dash: nothing.

Of {len(rows)} defaults, {len(first)} bring somebody else into a top {TOP}, {len(gates)} change whose must-haves are
met, and {len(none)} change nothing that a shortlist shows. What matters most: {named}.

{table(rows)}
"""


def main() -> None:
    """Load the demo, turn every default, and print the page or write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, help="the Markdown file to write")
    into = parser.parse_args().into
    with (
        tempfile.TemporaryDirectory() as folder,
        Database(MEMORY, clock=lambda: NOW) as database,
        IsolatedCanonicaliser() as canonicaliser,
        closing(database.cursor()) as cursor,
    ):
        write(build(), Path(folder))
        list(load_world(database, Path(folder), canonicaliser=canonicaliser, clock=lambda: NOW))
        people = applicant_ids(cursor)
        shortlists = {}
        for role in hiring_roles(cursor, ROLES):
            skills = [line.skill_id for line in role.skills]
            evidence = evidence_in_force(cursor, as_of=NOW.date(), skills=skills, applicants=people)
            shortlists[role.role_id] = (role, evidence)
        page = document(list(sensitivity(DEFAULT, shortlists, people)))
    if into:
        into.write_text(page, encoding="utf-8")
    else:
        print(page)  # a script that says what it measured


def _held(policy: Policy, knob: Knob) -> object:
    found: object = policy
    for step in knob.path:
        found = found[step] if isinstance(found, Mapping) else getattr(found, step)
    return found


def _cell(found: Effect) -> str:
    return " / ".join(map(str, found.key)) if any(found.key) else "-"


if __name__ == "__main__":
    main()
