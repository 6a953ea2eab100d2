"""Several frameworks as one set of skills: a concept that is known already is that skill, whatever framework names it.

It is known when it has the URI of a skill of an earlier framework, or when its preferred label (normalised) is one of
that skill's and of no other's. Otherwise it is a skill of its own, whose id is its URI. Words that name a skill of an
earlier framework go on naming only that one: installing another framework takes no link away.
"""

from collections.abc import Iterable

import polars as pl

from hiring.models.skill import Skill
from hiring.skills.labels import normalise, plain

# Matches that say the same thing of a concept of another framework; a close or broader one does not.
_SAME = "exactMatch"


class Merging:
    """Skills of frameworks, added one after another; the first to name something keeps its name.

    `crosswalk` tells what the frameworks call each skill: a URI, or `<framework> <code>` in plain words, to its id.
    """

    def __init__(self, skills: Iterable[Skill]) -> None:
        self._skills: list[Skill] = []
        self.crosswalk: dict[str, str] = {}
        self._by_uri: dict[str, str] = {}
        # Whose each word of the frameworks before is.
        self._named: dict[str, set[str]] = {}
        self._take(list(skills))

    @property
    def skills(self) -> tuple[Skill, ...]:
        """All skills, in the order in which they were added."""
        return tuple(self._skills)

    def add(self, framework: str, concepts: pl.DataFrame) -> None:
        """Add the concepts of a framework (`hiring.store.frameworks.concepts`)."""
        # Two concepts of one framework may share a word, which then names neither; so its words are taken together.
        new: list[Skill] = []
        for row in concepts.iter_rows(named=True):
            uri = row["uri"]
            known = self._known(uri, row["label"])
            if known is None:
                aliases = tuple(alias for alias in row["aliases"] if normalise(alias) not in self._named)
                cluster = row["cluster"] or framework
                new.append(Skill(id=uri, label=row["label"], aliases=aliases, uri=uri, cluster=cluster))
            self.crosswalk.setdefault(uri, known or uri)
            if row["code"]:
                self.crosswalk.setdefault(f"{plain(framework)} {row['code']}", known or uri)
        self._take(new)

    def cross(self, matches: pl.DataFrame) -> None:
        """Take over what frameworks match exactly (`hiring.store.frameworks.crosswalks`), read either way."""
        for uri, target in matches.filter(pl.col("relation") == _SAME).select("uri", "target").iter_rows():
            for ours, theirs in ((uri, target), (target, uri)):
                known = self._by_uri.get(ours) or self.crosswalk.get(ours)
                if known:
                    self.crosswalk.setdefault(theirs, known)

    def _known(self, uri: str, label: str) -> str | None:
        owners = self._named.get(normalise(label), set())
        return self._by_uri.get(uri) or (next(iter(owners)) if len(owners) == 1 else None)

    def _take(self, skills: list[Skill]) -> None:
        self._skills.extend(skills)
        for skill in skills:
            if skill.uri:
                self._by_uri.setdefault(skill.uri, skill.id)
            for label in (skill.label, *skill.aliases):
                self._named.setdefault(normalise(label), set()).add(skill.id)
