"""From what a credential says to skills of a framework, labelled by how we know.

1. *declared*: an alignment's target URL is a skill's URI;
2. *exact*: an alignment's name, a tag or the achievement's name equals a skill's preferred label after normalisation;
3. *alias*: the same against an alternative label.

A credential gives at most one piece of evidence a skill: its best link. Descriptions and criteria are not searched: a
skill guessed from prose is not one that the issuer named. (What of a résumé may name a skill comes as its tags.) A
credential whose results were all failed or are still open shows nothing (`levels.attained`). Which content a proof
covers is decided before: only authentic or undetermined credentials are handed in.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import get_args
from urllib.parse import parse_qs, urlsplit

from hiring.models.credential import Achievement, Credential
from hiring.models.skill import LinkKind, Skill, SkillEvidence
from hiring.skills.labels import normalise
from hiring.skills.levels import attained, level_shown
from hiring.store.ids import digest

# Best first, as declared in the model.
_ORDER: tuple[LinkKind, ...] = get_args(LinkKind)


class Linker:
    """Links credentials to the skills it was made with. Holds indexes only; safe to share between threads."""

    def __init__(self, skills: Iterable[Skill]) -> None:
        self._skills = {skill.id: skill for skill in skills}
        self._by_uri = {_same_uri(skill.uri): skill.id for skill in self._skills.values() if skill.uri}
        self._by_label: dict[str, set[str]] = {}
        self._by_alias: dict[str, set[str]] = {}
        for skill in self._skills.values():
            self._by_label.setdefault(normalise(skill.label), set()).add(skill.id)
            for alias in skill.aliases:
                self._by_alias.setdefault(normalise(alias), set()).add(skill.id)

    def link(self, credential: Credential) -> tuple[SkillEvidence, ...]:
        """Return the skill evidence of a credential, one a skill, ordered by skill id; empty if it names none."""
        achievement = credential.achievement
        if achievement is None or not attained(credential):
            return ()
        best: dict[str, tuple[int, str]] = {}
        tagged = "the applicant wrote" if credential.securing == "self-asserted" else "the issuer tagged it"
        for skill_id, kind, detail in self._links(achievement, tagged):
            best[skill_id] = min(best.get(skill_id, (len(_ORDER), "")), (_ORDER.index(kind), detail))
        return tuple(self._evidence(credential, skill_id, *best[skill_id]) for skill_id in sorted(best))

    def _links(self, achievement: Achievement, tagged: str) -> Iterator[tuple[str, LinkKind, str]]:
        """Yield every link as (skill id, kind, words that say what it was drawn from)."""
        for alignment in achievement.alignments:
            for target in (alignment.target_url, alignment.target_code):
                skill_id = self._by_uri.get(_same_uri(target)) if target else None
                if skill_id:
                    yield skill_id, "declared", f"the issuer aligned it to {target}"
            yield from self._named(alignment.target_name, "the issuer aligned it to")
        for tag in achievement.tags:
            yield from self._named(tag, tagged)
        yield from self._named(achievement.name, "the achievement is called")

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

    def _evidence(self, credential: Credential, skill_id: str, rank: int, detail: str) -> SkillEvidence:
        """Make the evidence of one link with the level that the credential states."""
        shown = level_shown(credential, self._skills[skill_id])
        return SkillEvidence(
            id=digest("skill_evidence", credential.digest, skill_id),
            credential_digest=credential.digest,
            skill_id=skill_id,
            level=shown.level,
            native_level=shown.native,
            level_source=shown.source,
            link=_ORDER[rank],
            link_detail=detail,
        )


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
