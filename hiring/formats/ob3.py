"""Open Badges 3.0 (https://www.imsglobal.org/spec/ob/v3p0): `OpenBadgeCredential` or `AchievementCredential`."""

from dataclasses import dataclass
from typing import Any

from hiring.formats._envelope import is_credential, read_envelope
from hiring.formats._ob3_endorsements import endorsements_of
from hiring.formats._ob3_results import read_result_description, read_results
from hiring.formats._ob3_types import TYPES, require_achievement_types, require_badge_types
from hiring.formats._repeats import Repeats
from hiring.formats._shapes import Shapes, strings
from hiring.formats.base import Presented
from hiring.models.credential import Achievement, Alignment, Credential, Endorsement

ACHIEVED: Repeats["_Achieved"] = Repeats()


@dataclass(frozen=True, slots=True)
class _Achieved:
    """What is read of the property `achievement`."""

    achievement: Achievement | None
    endorsements: tuple[Endorsement, ...]
    language: str | None
    version: str | None


class OpenBadge3:
    """Reads the badge's achievement and results besides what every credential has."""

    name = "ob3"

    def recognises(self, document: dict[str, Any]) -> bool:
        """Whether it is a verifiable credential that says it is an Open Badge."""
        return is_credential(document) and not TYPES.isdisjoint(strings(document.get("type")))

    def read(self, presented: Presented) -> Credential:
        """Return the credential; one without an achievement shows nothing, and a note says so."""
        shapes = Shapes()
        fields, subject = read_envelope(presented, self.name, shapes)
        require_badge_types(presented.document, subject, shapes)
        stated = subject.get("achievement")
        achieved = ACHIEVED.once(stated, shapes, lambda own: _achieved(stated, fields["name"], own))
        fields["achievement"] = achieved.achievement
        fields["results"] = read_results(subject, achieved.achievement, shapes)
        fields["endorsements"] += achieved.endorsements
        fields["source_id"] = shapes.reference(subject.get("source"), "credentialSubject.source")
        fields["language"] = achieved.language
        fields["version"] = achieved.version
        return Credential(**fields, problems=tuple(shapes.problems), notes=tuple(shapes.notes))


def _achieved(stated: Any, credential_name: str | None, shapes: Shapes) -> _Achieved:
    require_achievement_types(stated, shapes)
    chosen = shapes.one(stated, "credentialSubject.achievement")
    described = chosen if isinstance(chosen, dict) else {}
    return _Achieved(
        _achievement(chosen, credential_name, shapes),
        endorsements_of(described, "achievement", shapes),
        shapes.text(described.get("inLanguage"), "achievement.inLanguage"),
        shapes.figure(described.get("version"), "achievement.version"),
    )


def _achievement(chosen: Any, credential_name: str | None, shapes: Shapes) -> Achievement | None:
    if isinstance(chosen, str):
        shapes.note("ACHIEVEMENT_BY_REFERENCE", "The badge only points to what was achieved; nothing of it is read.")
        return Achievement(id=chosen, name=credential_name or chosen)
    if not isinstance(chosen, dict):
        shapes.note("ACHIEVEMENT_MISSING", "It is a badge, but it says of no achievement that anybody has it.")
        return None
    achievement_id = shapes.text(chosen.get("id"), "achievement.id", required=True)
    name = shapes.text(chosen.get("name"), "achievement.name", required=True)
    if not name:
        shapes.note("NAME_MISSING", "The achievement has no name; the badge's own name or its address stands for it.")
        name = credential_name or achievement_id or "Unnamed achievement"
    criteria_id, narrative = _criteria(chosen.get("criteria"), shapes)
    return Achievement(
        id=achievement_id,
        name=name,
        description=shapes.text(chosen.get("description"), "achievement.description"),
        criteria_id=criteria_id,
        criteria_narrative=narrative,
        achievement_type=shapes.text(chosen.get("achievementType"), "achievement.achievementType"),
        creator_id=shapes.reference(chosen.get("creator"), "achievement.creator"),
        credits_available=shapes.number(chosen.get("creditsAvailable"), "achievement.creditsAvailable"),
        tags=tuple(dict.fromkeys(strings(chosen.get("tag")))),
        alignments=_alignments(chosen.get("alignment"), shapes),
        result_descriptions=tuple(
            read_result_description(item, shapes)
            for item in shapes.objects(chosen.get("resultDescription"), "achievement.resultDescription")
        ),
    )


def _criteria(value: Any, shapes: Shapes) -> tuple[str | None, str | None]:
    chosen = shapes.one(value, "achievement.criteria")
    if isinstance(chosen, dict):
        return (
            shapes.identifier(chosen.get("id"), "criteria.id"),
            shapes.text(chosen.get("narrative"), "criteria.narrative"),
        )
    return shapes.text(chosen, "achievement.criteria"), None


def _alignments(value: Any, shapes: Shapes) -> tuple[Alignment, ...]:
    found = []
    for stated in shapes.objects(value, "achievement.alignment"):
        url = shapes.reference(stated.get("targetUrl"), "alignment.targetUrl")
        code = shapes.figure(stated.get("targetCode"), "alignment.targetCode")
        name = shapes.text(stated.get("targetName"), "alignment.targetName") or code or url
        if not name:
            shapes.note("VALUE_IGNORED", "An alignment names nothing that it aligns to.")
            continue
        found.append(
            Alignment(
                target_name=name,
                target_url=url,
                target_code=code,
                target_framework=shapes.text(stated.get("targetFramework"), "alignment.targetFramework"),
                target_type=shapes.text(stated.get("targetType"), "alignment.targetType"),
            )
        )
    return tuple(found)


FORMAT = OpenBadge3()
