"""Every skill that may be picked: the starter framework's, and each concept of the version in use of what is installed.

A concept of an installed framework becomes a skill of this site when somebody picks it. Which skill it is, is what
linking says too (`merging`): the starter's, where URI or name are the same, or else one whose id is the concept's URI.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from hiring.models.skill import Skill
from hiring.skills.frameworks import load_starter
from hiring.skills.labels import normalise, plain
from hiring.skills.merging import Merging
from hiring.store.database import Cursor
from hiring.store.frameworks import concepts, in_use, labels
from hiring.store.skills import all_skills, write_skills

FOUND = 20
STARTER = "starter"
_LABELS = pl.Schema({"skill_id": pl.String, "label": pl.String, "said": pl.String, "preferred": pl.Boolean})


@dataclass(frozen=True, slots=True)
class Found:
    """A skill that a search found; `also` is the other name that fitted, `None` where its own label did."""

    skill: Skill
    framework: str
    also: str | None


class Catalogue:
    """The skills with all their names, in memory; safe to share between threads."""

    def __init__(
        self,
        skills: Mapping[str, Skill],
        crosswalk: Mapping[str, str],
        came_from: Mapping[str, str],
        names: pl.DataFrame,
    ) -> None:
        """Make a catalogue. `came_from`: the framework of each skill; `names`: skill_id, label, said, preferred."""
        self.skills = skills
        self._crosswalk = crosswalk
        self._came_from = came_from
        self._names = names
        self._named: dict[str, set[str]] = {}
        self._called: dict[str, set[str]] = {}
        for skill_id, label, preferred in names.select("skill_id", "label", "preferred").iter_rows():
            (self._called if preferred else self._named).setdefault(normalise(label), set()).add(skill_id)

    def of_concept(self, uri: str) -> Skill | None:
        """Return the skill that a concept is, or `None` for one that no installed framework has."""
        return self.skills.get(self._crosswalk.get(uri, uri))

    def named(self, words: str) -> Skill | None:
        """Return the one skill of that id, URI, label or other name; `None` if there is none, or more than one."""
        known = self.of_concept(words.strip())
        if known is not None:
            return known
        key = normalise(words)
        owners = self._called.get(key) or self._named.get(key, set())
        return self.skills[next(iter(owners))] if key and len(owners) == 1 else None

    def search(self, words: str, *, at_most: int = FOUND) -> list[Found]:
        """Return the skills of whose names one has all the words, the closest first: a whole name, then a beginning."""
        hits = closest(self._names, words, key="skill_id", at_most=at_most)
        return [
            Found(
                self.skills[row["skill_id"]],
                self.framework_of(row["skill_id"]),
                None if row["preferred"] else row["label"],
            )
            for row in hits.iter_rows(named=True)
        ]

    def framework_of(self, skill_id: str) -> str:
        """Return the id of the framework that a skill came from."""
        return self._came_from.get(skill_id, STARTER)


def closest(names: pl.DataFrame, words: str, *, key: str, at_most: int = FOUND) -> pl.DataFrame:
    """Return the best name of each `key` that has all the words: a whole name first, then a beginning, then a word's.

    `names` has `key`, `said` (in plain words, `labels.plain`) and `preferred`, which decides between equals.
    """
    asked, said = plain(words), pl.col("said")
    if not asked:
        return names.clear()
    return (
        names.lazy()
        .filter(pl.all_horizontal(said.str.contains(word, literal=True) for word in asked.split(" ")))
        .with_columns(
            pl.when(said == asked)
            .then(0)
            .when(said.str.starts_with(asked))
            .then(1)
            .when((pl.lit(" ") + said).str.contains(f" {asked}", literal=True))
            .then(2)
            .otherwise(3)
            .alias("tier")
        )
        .sort("tier", ~pl.col("preferred"), said.str.len_chars(), key)
        .unique(key, keep="first", maintain_order=True)
        .head(at_most)
        .collect()
    )


def catalogue(cursor: Cursor) -> Catalogue:
    """Return the catalogue of what is installed now. With ESCO it takes a second or two: keep it."""
    merging = Merging(load_starter())
    came_from = dict.fromkeys((skill.id for skill in merging.skills), STARTER)
    said: list[pl.DataFrame] = []
    for row in in_use(cursor):
        framework = row["framework_id"]
        merging.add(row["name"], concepts(cursor, framework))
        for skill in merging.skills[len(came_from) :]:
            came_from[skill.id] = framework
        said.append(labels(cursor, framework))
    rows = [
        (skill.id, label, label == skill.label)
        for skill in merging.skills
        for label in dict.fromkeys((skill.label, *skill.aliases))
    ]
    # Other names that a framework has for a skill of an earlier one are names to find it by.
    skills = {skill.id: skill for skill in merging.skills}
    for uri, label in pl.concat(said).select("uri", "label").iter_rows() if said else ():
        skill_id = merging.crosswalk.get(uri)
        if skill_id is not None and label != skills[skill_id].label:
            rows.append((skill_id, label, False))
    names = pl.DataFrame(
        [(skill_id, label, plain(label), preferred) for skill_id, label, preferred in rows],
        schema=_LABELS,
        orient="row",
    ).unique(maintain_order=True)
    return Catalogue(skills, dict(merging.crosswalk), came_from, names)


def catalogue_key(cursor: Cursor) -> tuple[str, ...]:
    """Return what a catalogue is made from, in short: another key, another catalogue."""
    sizes = ("labels", "concepts", "occupations")
    return tuple(" ".join([row["framework_id"], *(str(row[size]) for size in sizes)]) for row in in_use(cursor))


def adopt(cursor: Cursor, skills: Iterable[str], known: Catalogue, *, at: datetime) -> None:
    """Record picked skills that the site does not have yet; call inside a `transaction`. A known one stays as it is."""
    here = {skill.id for skill in all_skills(cursor)}
    by_framework: dict[str, list[Skill]] = {}
    for skill_id in dict.fromkeys(skills):
        if skill_id not in here and skill_id in known.skills:
            by_framework.setdefault(known.framework_of(skill_id), []).append(known.skills[skill_id])
    for framework, new in by_framework.items():
        write_skills(cursor, new, framework=framework, at=at)
