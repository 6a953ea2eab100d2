"""What objects of Open Badges 3.0 must say that they are (appendix B, data models: "one of the items MUST be ...").

Many genuine badges leave out a `type`, which breaks nothing; one that states another kind of thing breaks its data
model.
"""

from typing import Any

from hiring.formats._shapes import Shapes, flat, strings

TYPES = frozenset({"OpenBadgeCredential", "AchievementCredential"})


def require_types(value: Any, kind: str, where: str, shapes: Shapes) -> None:
    """Keep a problem if an object among the values of a property says that it is something else than a `kind`."""
    for item in (value,) if isinstance(value, dict) else flat(value):
        if not isinstance(item, dict) or "type" not in item:
            continue
        types = item["type"]
        if types != kind and types != [kind] and kind not in strings(types):
            stated = ", ".join(strings(item["type"])) or "nothing that could be read"
            shapes.problem("NODE_TYPE", f"`{where}` should be of the type {kind} and says: {stated[:80]}.")


def require_badge_types(document: dict[str, Any], subject: dict[str, Any], shapes: Shapes) -> None:
    """Keep a problem for each object of a badge that says that it is something else than it stands for."""
    require_types(document.get("issuer"), "Profile", "issuer", shapes)
    require_types(subject, "AchievementSubject", "credentialSubject", shapes)
    require_types(subject.get("source"), "Profile", "credentialSubject.source", shapes)
    require_types(subject.get("result"), "Result", "credentialSubject.result", shapes)


def require_achievement_types(stated: Any, shapes: Shapes) -> None:
    """Do the same for the values of a subject's `achievement`."""
    for achievement in flat(stated):
        if not isinstance(achievement, dict):
            continue
        require_types(achievement, "Achievement", "credentialSubject.achievement", shapes)
        require_types(achievement.get("creator"), "Profile", "achievement.creator", shapes)
        descriptions = [item for item in flat(achievement.get("resultDescription")) if isinstance(item, dict)]
        require_types(descriptions, "ResultDescription", "achievement.resultDescription", shapes)
        for description in descriptions:
            levels = description.get("rubricCriterionLevel")
            require_types(levels, "RubricCriterionLevel", "resultDescription.rubricCriterionLevel", shapes)
