"""Levels: the issuer's words beside the role's scale, and never a number that nobody stated."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.models.credential import Achievement, Credential, Result, ResultDescription, RubricLevel
from hiring.models.skill import Skill
from hiring.skills.frameworks import load_starter
from hiring.skills.levels import ShownLevel, attained, level_shown, level_table, reached

Make = Callable[..., Credential]
SKILLS = {skill.id: skill for skill in load_starter()}
KUBERNETES, GERMAN, COMMUNICATION, SCRUM = (SKILLS[i] for i in ("kubernetes", "german", "communication", "scrum"))

FOUR_STEPS = ResultDescription(
    id="urn:rubric",
    name="Level",
    result_type="RubricCriterionLevel",
    rubric_levels=tuple(RubricLevel(id=f"urn:l{n}", name=f"Step {n}", level=str(n)) for n in range(1, 5)),
)
EXAM = ResultDescription(id="urn:exam", name="Exam", result_type="Percent", value_max="100", required_value="60")
WEAVING = Skill(id="weaving", label="Weaving by hand", cluster="craft")
POINTS = ResultDescription(id="urn:points", name="Points", result_type="RawScore", value_max="40")


@pytest.mark.parametrize(
    ("name", "skill", "level"),
    [
        ("Certified Kubernetes Administrator", KUBERNETES, None),
        ("Kubernetes Foundation", KUBERNETES, 2),
        ("Kubernetes – Associate", KUBERNETES, 3),
        ("Advanced Kubernetes", KUBERNETES, 4),
        ("Kubernetes Expert (EQF level 7)", KUBERNETES, 5),
        ("Kubernetes, EQF level 6", KUBERNETES, 4),
        ("Kubernetes SFIA level 3", KUBERNETES, 3),
        ("Kubernetes: level 4 of 4", KUBERNETES, 4),
        ("Kubernetes level 3", KUBERNETES, None),
        ("Kubernetes, from beginner to expert", KUBERNETES, None),
        ("Professional communication", COMMUNICATION, None),
        ("Scrum Master", SCRUM, None),
        ("Deutsch B2", GERMAN, 3),
        ("Kubernetes in hall B2", KUBERNETES, None),
    ],
)
def test_level_in_the_name_of_an_achievement(make: Make, name: str, skill: Skill, level: int | None) -> None:
    shown = level_shown(make(Achievement(name=name)), skill)
    assert shown.level == level
    bare = "level 3" if name == "Kubernetes level 3" else None
    assert shown.native == (name if level else bare)
    assert shown.source == ("achievement" if level else "unstated")


@pytest.mark.parametrize(
    ("result", "scale", "level", "native"),
    [
        (Result(achieved_level="urn:l4"), FOUR_STEPS, 4, "Step 4: 4 of 4"),
        (Result(achieved_level="urn:l1", result_description="urn:rubric"), FOUR_STEPS, 1, "Step 1: 1 of 4"),
        (Result(achieved_level="urn:other"), FOUR_STEPS, None, None),
        (Result(value="Expert"), None, 5, "Expert"),
        (Result(value="cum laude"), None, None, "cum laude"),
        (Result(value="92", result_description="urn:exam"), EXAM, 4, "92 %"),
        (Result(value="75 %"), None, 3, "75 %"),
        (Result(value="30"), POINTS, 3, "30 of 40 points"),
        (Result(value="30"), None, None, None),
        (Result(value="59"), EXAM, None, None),
        (Result(value="900"), EXAM, None, "900 %"),
        (Result(value="92", status="Failed"), EXAM, None, None),
    ],
)
def test_level_in_a_result(
    make: Make, result: Result, scale: ResultDescription | None, level: int | None, native: str | None
) -> None:
    achievement = Achievement(name="CKA", result_descriptions=(scale,) if scale else ())
    shown = level_shown(make(achievement, result), KUBERNETES)
    assert (shown.level, shown.native) == (level, native)
    assert shown.source == ("result" if level else "unstated")


def test_a_named_level_goes_before_a_percentage(make: Make) -> None:
    achievement = Achievement(name="Kubernetes Foundation", result_descriptions=(EXAM,))
    assert level_shown(make(achievement, Result(value="98")), KUBERNETES).level == 2


def test_rubric_named_after_the_skill_decides_for_it(make: Make) -> None:
    own = FOUR_STEPS.model_copy(update={"id": "urn:k8s", "name": "K8s"})
    achievement = Achievement(name="Platform week", result_descriptions=(FOUR_STEPS, own))
    results = (
        Result(achieved_level="urn:l1", result_description="urn:rubric"),
        Result(achieved_level="urn:l4", result_description="urn:k8s"),
    )
    assert level_shown(make(achievement, *results), KUBERNETES).level == 4
    assert level_shown(make(achievement, *results), GERMAN).level == 1


def test_without_results_a_credential_is_evidence(make: Make) -> None:
    assert attained(make(Achievement(name="x")))
    assert not attained(make(None))


def test_table_stays_on_the_role_scale() -> None:
    levels = {level for scale in level_table().values() for level in scale.values()}
    assert levels <= {None, 1, 2, 3, 4, 5}


@given(st.floats(0, 100), st.floats(0, 100))
@settings(max_examples=60)
def test_a_better_result_never_shows_less(make: Make, one: float, other: float) -> None:
    achievement = Achievement(name="CKA", result_descriptions=(POINTS.model_copy(update={"value_max": "100"}),))
    low, high = sorted((one, other))
    shown = [level_shown(make(achievement, Result(value=f"{v:.3f}")), KUBERNETES).level or 0 for v in (low, high)]
    assert shown[0] <= shown[1]


@given(st.text(max_size=30), st.text(max_size=12), st.text(max_size=12))
@settings(max_examples=100)
def test_any_text_gives_a_level_of_the_scale_or_none(make: Make, name: str, value: str, top: str) -> None:
    scale = ResultDescription(id="urn:s", result_type="RawScore", value_max=top, required_value=value)
    shown = level_shown(make(Achievement(name=name, result_descriptions=(scale,)), Result(value=value)), GERMAN)
    assert shown.level in {None, 1, 2, 3, 4, 5}
    assert (shown.level is None) == (shown.source == "unstated")


STEPS = (
    RubricLevel(id="urn:1", name="Remember", level="1"),
    RubricLevel(id="urn:2", name="Apply", level="2"),
    RubricLevel(id="urn:3", name="Create", level="3"),
)


@pytest.mark.parametrize("achieved", range(3))
@pytest.mark.parametrize("asked", range(3))
@pytest.mark.parametrize("order", ["level", "points", "name"])
def test_below_the_required_level_nothing_is_reached(achieved: int, asked: int, order: str) -> None:
    said = {"level": {"name": None}, "points": {"name": None, "level": None}, "name": {"level": None}}[order]
    steps = tuple(
        step.model_copy(update={**said, "points": str(10 * place) if order == "points" else None})
        for place, step in enumerate(STEPS)
    )
    described = ResultDescription(id="urn:d", rubric_levels=steps, required_level=steps[asked].id)
    result = Result(result_description="urn:d", achieved_level=steps[achieved].id)
    assert reached(result, described) == (achieved >= asked)


def test_levels_without_an_order_are_the_issuers_to_judge() -> None:
    steps = (RubricLevel(id="urn:x", name="Gold"), RubricLevel(id="urn:y", name="Silver"))
    described = ResultDescription(id="urn:d", rubric_levels=steps, required_level="urn:x")
    assert reached(Result(achieved_level="urn:y"), described)


@pytest.mark.parametrize(
    ("value", "kind", "level"),
    [("A-", "LetterGrade", 4), ("C", "LetterGrade", 2), ("F", "LetterGrade", None), ("Distinction", None, 4),
     ("applying", None, 3), ("Create", None, 5), ("3.8", "GradePointAverage", 4), ("applying makeup", None, None)],
)  # fmt: skip
def test_grades_and_bloom(make: Make, value: str, kind: str | None, level: int | None) -> None:
    described = ResultDescription(
        id="urn:d", result_type=kind, value_max="4.0" if kind == "GradePointAverage" else None
    )
    achievement = Achievement(name="Weaving", result_descriptions=(described,))
    shown = level_shown(make(achievement, Result(value=value, result_description="urn:d")), WEAVING)
    assert shown.level == level
    if level:
        assert shown.native


@given(st.integers(0, 99), st.sampled_from(["Level", "level", "LEVEL"]))
def test_a_level_of_a_scale_that_nobody_names_stays_as_it_stands(make: Make, number: int, word: str) -> None:
    shown = level_shown(make(Achievement(name=f"Weaving by hand, {word} {number}")), WEAVING)
    assert shown == ShownLevel(None, f"{word} {number}", "unstated")


@given(st.sampled_from(sorted(level_table()["word"])), st.sampled_from(["{} weaving", "Weaving: {}", "WEAVING ({})"]))
def test_each_word_of_the_table_is_placed_by_the_table_wherever_it_stands(make: Make, word: str, name: str) -> None:
    shown = level_shown(make(Achievement(name=name.format(word))), WEAVING)
    assert shown.level == level_table()["word"][word]


@given(st.sampled_from(["eqf", "sfia"]), st.integers(0, 12))
def test_a_framework_has_the_levels_of_its_table_and_no_others(make: Make, scale: str, number: int) -> None:
    shown = level_shown(make(Achievement(name=f"Weaving by hand ({scale.upper()} level {number})")), WEAVING)
    assert shown.level == level_table()[scale].get(str(number))
    assert shown.native is not None


@given(st.permutations([str(n) for n in range(1, 5)]), st.sets(st.integers(1, 4), min_size=1))
def test_of_several_results_of_one_sort_the_lowest_counts_in_any_order(
    make: Make, order: list[str], held: set[int]
) -> None:
    results = tuple(Result(achieved_level=f"urn:l{n}") for n in order if int(n) in held)
    credential = make(Achievement(name="Weaving", result_descriptions=(FOUR_STEPS,)), *results)
    assert level_shown(credential, WEAVING).level == level_table()["of 4"][str(min(held))]
