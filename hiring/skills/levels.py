"""From an issuer's own words for a level to the role's scale of 1 to 5, by a table that one can read.

The table is `data/frameworks/levels.csv`. What it does not list is *unstated*: the native words are kept where there
are any ("level 3" of a scale that nobody names), and no number is guessed. Read in this order, the first that gives a
level counts:

1. results that name a level: an achieved rubric level, or a value that is a level's word;
2. what the achievement says of itself: level words of its name, CEFR for languages, EQF, SFIA, its type;
3. results that are a percentage, points with a maximum, or a letter grade.

Several results of one sort: those named after the skill count, otherwise all, and of them the lowest, because nothing
says that the best one was about this skill. Open Badges 3.0 section B, Result, ResultDescription, RubricCriterionLevel.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hiring.models.credential import Achievement, Credential, Result, ResultDescription, RubricLevel
from hiring.models.skill import LevelSource, Skill
from hiring.settings import DATA
from hiring.skills.labels import normalise, plain

TABLE = DATA / "frameworks" / "levels.csv"
LANGUAGES = "languages"

# Open Badges 3.0 ResultStatusType: with one of these the holder has not reached what the result is about.
NOT_REACHED = frozenset({"failed", "withdrew", "enrolled", "inprogress", "onhold"})

_FRAMEWORK_LEVEL = re.compile(r"\b(eqf|sfia)(?: level)? (\d)\b")
_STEP = re.compile(r"\b(?:level|step|stage|tier)? ?(\d) of (\d)\b")


_BARE = re.compile(r"\blevel (?:\d{1,2}|[ivx]{1,4})\b", re.IGNORECASE)


@dataclass(frozen=True)
class ShownLevel:
    """A level on the role's scale, the issuer's own words for it, and where they stood. `level` None: unstated."""

    level: int | None
    native: str | None
    source: LevelSource


UNSTATED = ShownLevel(None, None, "unstated")


@cache
def level_table(path: Path = TABLE) -> dict[str, dict[str, int | None]]:
    """Return the table as scale -> native -> level; None for words that contain a level's word and name none."""
    table: dict[str, dict[str, int | None]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            table.setdefault(row["scale"], {})[row["native"]] = int(row["level"]) if row["level"] else None
    return table


def level_shown(credential: Credential, skill: Skill) -> ShownLevel:
    """Return the level at which a credential shows a skill; `UNSTATED` where it names none."""
    achievement = credential.achievement
    if achievement is None:
        return UNSTATED
    names = {normalise(name) for name in (skill.label, *skill.aliases)}
    read = [(result, _described(result, achievement)) for result in credential.results]
    read = [(result, description) for result, description in read if reached(result, description)]
    own = [pair for pair in read if pair[1] is not None and normalise(pair[1].name or "") in names]
    stated = [_rubric(result, description) for result, description in own or read]
    graded = [_graded(result, description) for result, description in own or read]
    return (
        _lowest(stated)
        or _of_achievement(achievement, skill, names)
        or _lowest(graded)
        or _unplaced(stated, graded, _own_scale(achievement))
    )


def reached(result: Result, description: ResultDescription | None) -> bool:
    """Whether a result says that something was reached: not failed or open, not below its required value or level.

    Rubric levels are compared by what tells their order: their numbers, their points, or the places of their words in
    the table. Where nothing does, the issuer awarded the credential and that stands.
    """
    if (result.status or "").casefold() in NOT_REACHED:
        return False
    if description is None:
        return True
    steps = {step.id: step for step in description.rubric_levels}
    achieved, asked = steps.get(result.achieved_level or ""), steps.get(description.required_level or "")
    if achieved is not None and asked is not None and _below(achieved, asked):
        return False
    value, required = _number(result.value), _number(description.required_value)
    return value is None or required is None or value >= required


def _below(one: RubricLevel, other: RubricLevel) -> bool:
    for place in (_numbered, lambda step: _number(step.points), lambda step: _named(step.name or "")):
        first, second = place(one), place(other)
        if first is not None and second is not None:
            return first < second
    return False


def _numbered(step: RubricLevel) -> float | None:
    return _number(plain(step.level or "").removeprefix("level "))


def attained(credential: Credential) -> bool:
    """Whether a credential is evidence at all: False when it has results and none of them was reached."""
    achievement = credential.achievement
    if achievement is None:
        return False
    return not credential.results or any(reached(r, _described(r, achievement)) for r in credential.results)


def _described(result: Result, achievement: Achievement) -> ResultDescription | None:
    """Return the scale of a result: the one it points to, or the only one there is."""
    scales = achievement.result_descriptions
    if result.result_description is None:
        return scales[0] if len(scales) == 1 else None
    return next((scale for scale in scales if scale.id == result.result_description), None)


def _rubric(result: Result, description: ResultDescription | None) -> ShownLevel | None:
    """Read a result that names a level: a step of its rubric, or a level's word as its value."""
    steps = description.rubric_levels if description else ()
    step = next((s for s in steps if result.achieved_level and s.id == result.achieved_level), None)
    if step is not None:
        return _rubric_step(step, len(steps))
    if result.value is None or _number(result.value) is not None:
        return None
    level = _named(result.value) or level_table()["cefr"].get(plain(result.value))
    return ShownLevel(level, result.value, "result" if level else "unstated")


def _rubric_step(step: RubricLevel, steps: int) -> ShownLevel:
    """Place one step of a rubric: by its words, else by its number among its fellows."""
    native = step.name or step.level or step.id
    level = _named(step.name or "") or _named(step.level or "")
    if level is None and step.level:
        level = level_table().get(f"of {steps}", {}).get(plain(step.level).removeprefix("level "))
        native = f"{step.name or 'level'}: {step.level} of {steps}" if level else native
    return ShownLevel(level, native, "result" if level else "unstated")


def _of_achievement(achievement: Achievement, skill: Skill, names: set[str]) -> ShownLevel | None:
    """Read what the achievement says of its own level; the skill's labels are taken out first ("business English")."""
    text = f" {plain(achievement.name)} "
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(f" {name} ", "  ")
    text = " ".join(text.split())
    found = [_words(text), level_table()["type"].get(achievement.achievement_type or "")]
    if skill.cluster == LANGUAGES:
        found += [level_table()["cefr"].get(word) for word in text.split()]
    found += [level_table()[scale].get(step) for scale, step in _FRAMEWORK_LEVEL.findall(text)]
    found += [level_table().get(f"of {steps}", {}).get(step) for step, steps in _STEP.findall(text)]
    levels = {level for level in found if level is not None}
    if len(levels) != 1:
        return None
    return ShownLevel(levels.pop(), achievement.name, "achievement")


def _graded(result: Result, description: ResultDescription | None) -> ShownLevel | None:
    """Read a percentage, or points out of a stated maximum."""
    text = (result.value or "").strip()
    value, kind = _number(text.removesuffix("%")), (description.result_type or "").casefold() if description else ""
    if value is None:
        level = level_table()["grade"].get(plain(text)[:1] if kind == "lettergrade" else plain(text))
        return ShownLevel(level, text, "result") if level and (kind == "lettergrade" or len(text) > 1) else None
    top = _number(description.value_max) if description else None
    if kind == "percent" or text.endswith("%"):
        share, native = value, f"{text.removesuffix('%').strip()} %"
    elif top and kind in {"rawscore", "weightedscore", "creditsearned", "gradepointaverage", ""}:
        share, native = 100 * value / top, f"{text} of {description.value_max if description else ''} points"
    else:
        return None
    reached_levels = [level for low, level in level_table()["percent"].items() if level and share >= float(low)]
    if not reached_levels or share > 100:
        return ShownLevel(None, native, "unstated")
    return ShownLevel(max(reached_levels), native, "result")


def _named(text: str) -> int | None:
    """Return the level that a result or a rubric's step names; Bloom's verbs count only where they are all it says."""
    return _words(plain(text)) or level_table()["bloom"].get(plain(text))


def _words(text: str) -> int | None:
    """Return the level that normalised text names; None when it names none, or two that differ."""
    found: set[int] = set()
    text = f" {text} "
    for phrase, level in sorted(level_table()["word"].items(), key=lambda item: -len(item[0])):
        if f" {phrase} " in text:
            text = text.replace(f" {phrase} ", "  ")
            if level is not None:
                found.add(level)
    return found.pop() if len(found) == 1 else None


def _lowest(shown: list[ShownLevel | None]) -> ShownLevel | None:
    """Return the lowest stated level, None if none is stated; ties by the native words, so that order is nothing."""
    stated = [(s.level, s.native or "", s) for s in shown if s is not None and s.level is not None]
    return min(stated, key=lambda item: item[:2])[2] if stated else None


def _own_scale(achievement: Achievement) -> list[ShownLevel | None]:
    """Read "level 3" of a name that does not say of how many: kept as it stands, on a scale that nobody named."""
    found = _BARE.search(achievement.name)
    return [ShownLevel(None, found[0], "unstated")] if found else []


def _unplaced(*groups: list[ShownLevel | None]) -> ShownLevel:
    """Keep the issuer's words where the table has no place for them."""
    natives = sorted(s.native for group in groups for s in group if s is not None and s.native)
    return ShownLevel(None, natives[0], "unstated") if natives else UNSTATED


def _number(text: str | None) -> float | None:
    """Read a plain decimal; results are text in Open Badges and may be anything."""
    if text is None or not re.fullmatch(r"\s*\d{1,9}(\.\d{1,9})?\s*", text, flags=re.ASCII):
        return None
    return float(text)
