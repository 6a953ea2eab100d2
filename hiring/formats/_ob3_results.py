"""Results of Open Badges 3.0 and the scales that they are read on: `Result`, `ResultDescription`, rubric levels."""

from collections.abc import Iterator
from typing import Any

from hiring.formats._shapes import Shapes, flat
from hiring.models.credential import Achievement, Result, ResultDescription, RubricLevel


def read_results(subject: dict[str, Any], achievement: Achievement | None, shapes: Shapes) -> tuple[Result, ...]:
    """Return what the subject reached in `achievement`, the one of its achievements that is read.

    A result on the scale of another achievement of the same subject is left out: it says nothing of this one.
    """
    stated = [_result(item, shapes) for item in shapes.objects(subject.get("result"), "result")]
    if not stated:
        return ()
    own = set(_scales(achievement))
    levels = set(_levels(achievement))
    others = set(_all_scales(subject.get("achievement"))) - own
    kept = []
    for result in stated:
        if result.result_description in others:
            shapes.note("RESULT_OF_ANOTHER", "A result is one of another achievement than the one that was read.")
            continue
        if result.result_description is not None and result.result_description not in own:
            shapes.note("RESULT_WITHOUT_SCALE", "A result refers to a scale that the badge does not describe.")
        if result.achieved_level is not None and result.achieved_level not in levels:
            shapes.note("RESULT_WITHOUT_SCALE", "A result refers to a level that the badge does not describe.")
        kept.append(result)
    return tuple(kept)


def read_result_description(stated: dict[str, Any], shapes: Shapes) -> ResultDescription:
    """Return one scale of an achievement. A rubric level without an identifier is left out: no result can name it."""
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
    required_level = shapes.reference(stated.get("requiredLevel"), "resultDescription.requiredLevel")
    if required_level is not None and required_level not in {level.id for level in levels}:
        shapes.note("RESULT_WITHOUT_SCALE", "A required level is none of the levels that the badge describes.")
    allowed = (shapes.figure(item, "resultDescription.allowedValue") for item in flat(stated.get("allowedValue")))
    return ResultDescription(
        id=shapes.text(stated.get("id"), "resultDescription.id"),
        name=shapes.text(stated.get("name"), "resultDescription.name"),
        result_type=shapes.text(stated.get("resultType"), "resultDescription.resultType"),
        allowed_values=tuple(item for item in allowed if item is not None),
        value_min=shapes.figure(stated.get("valueMin"), "resultDescription.valueMin"),
        value_max=shapes.figure(stated.get("valueMax"), "resultDescription.valueMax"),
        required_value=shapes.figure(stated.get("requiredValue"), "resultDescription.requiredValue"),
        required_level=required_level,
        rubric_levels=tuple(levels),
    )


def _result(stated: dict[str, Any], shapes: Shapes) -> Result:
    return Result(
        value=shapes.figure(stated.get("value"), "result.value"),
        status=shapes.text(stated.get("status"), "result.status"),
        achieved_level=shapes.reference(stated.get("achievedLevel"), "result.achievedLevel"),
        result_description=shapes.reference(stated.get("resultDescription"), "result.resultDescription"),
    )


def _scales(achievement: Achievement | None) -> Iterator[str]:
    for scale in achievement.result_descriptions if achievement else ():
        if scale.id is not None:
            yield scale.id


def _levels(achievement: Achievement | None) -> Iterator[str]:
    for scale in achievement.result_descriptions if achievement else ():
        yield from (level.id for level in scale.rubric_levels)


def _all_scales(achievements: Any) -> Iterator[str]:
    for achievement in flat(achievements):
        for scale in flat(achievement.get("resultDescription") if isinstance(achievement, dict) else None):
            if isinstance(scale, dict) and isinstance(scale.get("id"), str):
                yield scale["id"]
