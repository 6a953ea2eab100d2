"""From what a credential says to skills of a framework, labelled by how we know.

1. *declared*: an alignment's target URL is a skill's URI;
2. *exact*: an alignment's name, a tag or the achievement's name equals a skill's preferred label after normalisation;
3. *alias*: the same against an alternative label; plural and singular are one word where no label says otherwise;
4. *inferred*, with a score by which the store lets it count or wait for a person: what its name, description, criteria,
   tags and alignment names suggest. Only a linker that was given a suggester infers, and never from what an applicant
   wrote.

A crosswalk names a framework's concepts by what other frameworks call them (URIs; `<framework> <code>` for codes that
are no URIs); what is aligned to one of those is declared too, because the issuer's statement is the same.

A credential gives at most one piece of evidence a skill: its best link. What is inferred is never shown as if the
issuer had named it. (What of a résumé may name a skill comes as its tags.) A credential whose results were all failed
or are still open shows nothing (`levels.attained`). Which content a proof covers is decided before: only authentic or
undetermined credentials are handed in.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, get_args
from urllib.parse import parse_qs, urlsplit

from hiring.models.credential import Achievement, Credential, Result
from hiring.models.skill import LinkKind, Skill, SkillEvidence
from hiring.skills.labels import normalise, plain, singular
from hiring.skills.levels import ShownLevel, attained, level_shown
from hiring.skills.suggest import Suggester, Suggestion
from hiring.skills.words import stems
from hiring.store.ids import digest

# Best first, as declared in the model.
_ORDER: tuple[LinkKind, ...] = get_args(LinkKind)
# Skills that are inferred from one achievement: its words suggest more, but not that it is about them.
_INFERRED = 5
# Of suggestions with a lower score nineteen of twenty were wrong: no person's time is spent on them.
_WORTH_ASKING = 0.05
# Achievements, with the results in them, whose skills are remembered: badges of one achievement come by the hundred.
_KEPT = 10_000


class Link(NamedTuple):
    """How a skill was found in what an achievement says, from what, and how sure that is where it was inferred."""

    kind: LinkKind
    detail: str
    score: float | None


class _Drawn(NamedTuple):
    """What is drawn for one skill, whichever badge says it."""

    skill_id: str
    shown: ShownLevel
    link: LinkKind
    detail: str
    score: float | None


class Linker:
    """Links credentials to the skills it was made with; remembers achievements. Safe to share between threads."""

    def __init__(
        self, skills: Iterable[Skill], suggester: Suggester | None = None, crosswalk: Mapping[str, str] | None = None
    ) -> None:
        """Make a linker.

        Args:
            skills: the framework's.
            suggester: over the same skills' ids; without one nothing is inferred.
            crosswalk: another framework's URI, or `<framework> <code>` in plain words, to one of the skills' ids.
        """
        self._skills = {skill.id: skill for skill in skills}
        self._suggester = suggester
        self._crosswalk = {_same_uri(theirs): ours for theirs, ours in (crosswalk or {}).items()}
        self._by_uri = {_same_uri(skill.uri): skill.id for skill in self._skills.values() if skill.uri}
        self._by_label: dict[str, set[str]] = {}
        self._by_alias: dict[str, set[str]] = {}
        self._singular: dict[str, set[str]] = {}
        self._drawn: dict[tuple[Achievement | None, tuple[Result, ...], bool], tuple[_Drawn, ...]] = {}
        for skill in self._skills.values():
            for label in (skill.label, *skill.aliases):
                self._singular.setdefault(singular(normalise(label)), set()).add(skill.id)
            self._by_label.setdefault(normalise(skill.label), set()).add(skill.id)
            for alias in skill.aliases:
                self._by_alias.setdefault(normalise(alias), set()).add(skill.id)

    def link(self, credential: Credential) -> tuple[SkillEvidence, ...]:
        """Return the skill evidence of a credential, one a skill, ordered by skill id; empty if it names none."""
        said = (credential.achievement, credential.results, credential.securing == "self-asserted")
        drawn = self._drawn.get(said)
        if drawn is None:
            if len(self._drawn) >= _KEPT:
                self._drawn.clear()
            drawn = self._drawn[said] = tuple(self._draw(credential))
        return tuple(
            SkillEvidence(
                id=digest("skill_evidence", credential.digest, one.skill_id),
                credential_digest=credential.digest,
                skill_id=one.skill_id,
                level=one.shown.level,
                native_level=one.shown.native,
                level_source=one.shown.source,
                link=one.link,
                link_detail=one.detail,
                score=one.score,
            )
            for one in drawn
        )

    def _draw(self, credential: Credential) -> Iterator[_Drawn]:
        """Yield what a credential's achievement and results say of skills, ordered by skill id."""
        achievement = credential.achievement
        if achievement is None or not attained(credential):
            return
        found = self.links(achievement, self_asserted=credential.securing == "self-asserted")
        for skill_id in sorted(found):
            yield _Drawn(skill_id, level_shown(credential, self._skills[skill_id]), *found[skill_id])

    def links(self, achievement: Achievement, *, self_asserted: bool) -> dict[str, Link]:
        """Return the skills that an achievement is linked to, each in the best way; levels are a credential's."""
        best: dict[str, tuple[int, str]] = {}
        scores: dict[str, float] = {}
        tagged = "the applicant wrote" if self_asserted else "the issuer tagged it"
        for skill_id, kind, detail in self._links(achievement, tagged):
            best[skill_id] = min(best.get(skill_id, (len(_ORDER), "")), (_ORDER.index(kind), detail))
        if not self_asserted:
            # Mental health first aid is a skill of its own, and its name says nothing of first aid.
            named = [frozenset(stems(self._skills[skill_id].label)) for skill_id in best]
            for found in self._suggested(
                achievement, of=[name for name in _names(achievement) if not self._is_label(name)]
            ):
                if found.score < _WORTH_ASKING or len(scores) == _INFERRED:
                    break
                part = found.in_full and any(words > frozenset(stems(found.label)) for words in named)
                if found.concept_id not in best and not part:
                    best[found.concept_id] = (_ORDER.index("inferred"), _why(found))
                    scores[found.concept_id] = found.score
        return {skill_id: Link(_ORDER[rank], detail, scores.get(skill_id)) for skill_id, (rank, detail) in best.items()}

    def suggestions(self, achievement: Achievement) -> tuple[Suggestion, ...]:
        """Return the skills that an achievement's words suggest, best first; none without a suggester."""
        return self._suggested(achievement, of=_names(achievement))

    def _suggested(self, achievement: Achievement, *, of: Iterable[str]) -> tuple[Suggestion, ...]:
        """Return what some of an achievement's names suggest, and its prose."""
        if self._suggester is None:
            return ()
        prose = "\n".join(part for part in (achievement.description, achievement.criteria_narrative) if part)
        best: dict[str, Suggestion] = {}
        for words in dict.fromkeys([*of, prose]):
            for found in self._suggester.suggest(words) if words else ():
                known = best.get(found.concept_id)
                if found.concept_id in self._skills and (known is None or known.score < found.score):
                    best[found.concept_id] = found
        return tuple(sorted(best.values(), key=lambda found: (-found.score, found.concept_id)))

    def _links(self, achievement: Achievement, tagged: str) -> Iterator[tuple[str, LinkKind, str]]:
        """Yield every link as (skill id, kind, words that say what it was drawn from)."""
        for alignment in achievement.alignments:
            code = f"{plain(alignment.target_framework or '')} {alignment.target_code}"
            for target in (alignment.target_url, alignment.target_code, code if alignment.target_framework else None):
                key = _same_uri(target) if target else ""
                skill_id = self._by_uri.get(key) or self._crosswalk.get(key)
                if skill_id:
                    yield skill_id, "declared", f"the issuer aligned it to {target}"
            yield from self._named(alignment.target_name, "the issuer aligned it to")
        for tag in achievement.tags:
            yield from self._named(tag, tagged)
        yield from self._named(achievement.name, "the achievement is called")

    def _is_label(self, name: str) -> bool:
        """Whether a name is one skill's: then that is what it means, and nobody need guess at what else it may."""
        return next(self._named(name, ""), None) is not None

    def _named(self, label: str, how: str) -> Iterator[tuple[str, LinkKind, str]]:
        """Yield the skills that a label names. A label that two skills share links to neither: it is not theirs."""
        key = normalise(label)
        detail = f"{how} “{label}”"
        exact: Sequence[str] = sorted(self._by_label.get(key, ())) if key else ()
        alias: Sequence[str] = sorted(self._by_alias.get(key, ())) if key else ()
        if len(exact) == 1:
            yield exact[0], "exact", detail
        elif not exact and len(alias) == 1:
            yield alias[0], "alias", detail
        elif key and not exact and not alias and len(only := self._singular.get(singular(key), ())) == 1:
            yield next(iter(only)), "alias", detail


def _names(achievement: Achievement) -> list[str]:
    return [achievement.name, *achievement.tags, *(alignment.target_name for alignment in achievement.alignments)]


def _why(found: Suggestion) -> str:
    """Say which words suggested it, and how."""
    if found.in_full:
        return f"its text has every word of a name of this skill, closest in “{found.said}”"
    return f"its words “{found.said}” come close to “{found.label}” ({found.similarity:.2f} of 1)"


def _same_uri(uri: str) -> str:
    """Return the form of a URI that is compared: no scheme, lower-case host, no trailing slash or fragment.

    ESCO's portal links a concept as `.../skill?uri=<concept>`; what is meant is the concept. Text that is no URI
    compares equal only to itself.
    """
    text = uri.strip()
    try:
        parts = urlsplit(text)
        inner = parse_qs(parts.query).get("uri")
        if inner:
            parts = urlsplit(inner[0].strip())
    except ValueError:
        return text
    if parts.scheme not in {"http", "https"}:
        return text
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}{query}"
