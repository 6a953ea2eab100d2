"""Open Badges 3.0 (https://www.imsglobal.org/spec/ob/v3p0): `OpenBadgeCredential` or `AchievementCredential`."""

from typing import Any

from hiring.formats._envelope import is_credential, read_envelope
from hiring.formats._shapes import Shapes, flat, strings
from hiring.formats.base import Presented
from hiring.models.credential import Achievement, Alignment, Credential, Result, ResultDescription, RubricLevel

TYPES = frozenset({"OpenBadgeCredential", "AchievementCredential"})


class OpenBadge3:
    """Reads the badge's achievement and results besides what every credential has."""

    name = "ob3"

    def recognises(self, document: dict[str, Any]) -> bool:
        """Whether it is a verifiable credential that says it is an Open Badge."""
        return is_credential(document) and not TYPES.isdisjoint(strings(document.get("type")))

    def read(self, presented: Presented) -> Credential:
        """Return the credential; one without an achievement shows nothing, and a note says so."""
        shapes = Shapes()
        credential, subject = read_envelope(presented, self.name, shapes)
        achievement = _achievement(subject.get("achievement"), credential.name, shapes)
        results = tuple(_result(item, shapes) for item in shapes.objects(subject.get("result"), "result"))
        return credential.model_copy(
            update={
                "achievement": achievement,
                "results": results,
                "problems": tuple(shapes.problems),
                "notes": tuple(shapes.notes),
            }
        )


def _achievement(value: Any, credential_name: str | None, shapes: Shapes) -> Achievement | None:
    chosen = shapes.one(value, "credentialSubject.achievement")
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
            _result_description(item, shapes)
            for item in shapes.objects(chosen.get("resultDescription"), "achievement.resultDescription")
        ),
    )


def _criteria(value: Any, shapes: Shapes) -> tuple[str | None, str | None]:
    chosen = shapes.one(value, "achievement.criteria")
    if isinstance(chosen, dict):
        return (
            shapes.text(chosen.get("id"), "criteria.id"),
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


def _result_description(stated: dict[str, Any], shapes: Shapes) -> ResultDescription:
    levels = []
    for level in shapes.objects(stated.get("rubricCriterionLevel"), "resultDescription.rubricCriterionLevel"):
        level_id = shapes.text(level.get("id"), "rubricCriterionLevel.id")
        if level_id is None:
            shapes.note("VALUE_IGNORED", "A rubric level has no identifier, so that no result can refer to it.")
            continue
        levels.append(
            RubricLevel(
                id=level_id,
                name=shapes.text(level.get("name"), "rubricCriterionLevel.name"),
                level=shapes.figure(level.get("level"), "rubricCriterionLevel.level"),
                points=shapes.figure(level.get("points"), "rubricCriterionLevel.points"),
            )
        )
    allowed = (shapes.figure(item, "resultDescription.allowedValue") for item in flat(stated.get("allowedValue")))
    return ResultDescription(
        id=shapes.text(stated.get("id"), "resultDescription.id"),
        name=shapes.text(stated.get("name"), "resultDescription.name"),
        result_type=shapes.text(stated.get("resultType"), "resultDescription.resultType"),
        allowed_values=tuple(item for item in allowed if item is not None),
        value_min=shapes.figure(stated.get("valueMin"), "resultDescription.valueMin"),
        value_max=shapes.figure(stated.get("valueMax"), "resultDescription.valueMax"),
        required_value=shapes.figure(stated.get("requiredValue"), "resultDescription.requiredValue"),
        required_level=shapes.reference(stated.get("requiredLevel"), "resultDescription.requiredLevel"),
        rubric_levels=tuple(levels),
    )


def _result(stated: dict[str, Any], shapes: Shapes) -> Result:
    return Result(
        value=shapes.figure(stated.get("value"), "result.value"),
        status=shapes.text(stated.get("status"), "result.status"),
        achieved_level=shapes.reference(stated.get("achievedLevel"), "result.achievedLevel"),
        result_description=shapes.reference(stated.get("resultDescription"), "result.resultDescription"),
    )


FORMAT = OpenBadge3()
