"""Where a matrix's lines come from, in words: what a search shows, what is suggested, when a matrix is too long."""

from hiring.models.role import RoleSkill
from hiring.models.skill import Skill
from hiring.skills.adverts import Wanted
from hiring.skills.catalogue import Found
from hiring.views.role_sources import advice, found_line, of_advert, suggestion, with_lines
from hiring.views.roles import SkillNames, matrix

NAMES = SkillNames({"Python": "python", "SQL": "sql"})


def line(skill_id: str, level: int = 3) -> RoleSkill:
    return RoleSkill(skill_id=skill_id, level=level, weight=1, must_have=False)


def test_a_long_matrix_is_told_and_a_good_one_is_not() -> None:
    assert [advice(number) for number in (0, 15, 25)] == [None] * 3
    assert "15 to 25 make a good matrix" in str(advice(26))


def test_added_lines_go_below_and_change_none() -> None:
    table, added = with_lines(matrix([line("sql", 5)], NAMES), [line("sql"), line("python")], NAMES)
    assert added == 1
    assert table.select("Skill", "Level").rows() == [("SQL", 5), ("Python", 3)]


def test_a_find_names_its_framework_once() -> None:
    skill = Skill(id="urn:a", label="glaze pots", uri="urn:a", cluster="ESCO")
    assert found_line(Found(skill, "esco-1.1.1", "glazing")) == "glaze pots, also “glazing” · esco-1.1.1"
    own = Skill(id="helm", label="Helm", cluster="cloud")
    assert found_line(Found(own, "starter", None)) == "Helm · cloud · starter"


def test_what_is_inferred_says_so_with_its_score() -> None:
    wanted = Wanted("sql", "Good with databases", "databases", 0.31, False, 3, True, "Good")
    assert suggestion(wanted) == "suggested: level 3 (“Good”), must-have; inferred, 0.31 of 1, from “databases”"
    assert of_advert([wanted]) == [RoleSkill(skill_id="sql", level=3, weight=1, must_have=True)]
