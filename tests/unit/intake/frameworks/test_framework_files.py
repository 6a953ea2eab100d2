"""Frameworks' files, read by their shape: what ESCO's download says, what is wrong with a row, and nothing but ours."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import IntakeError, MalformedError
from hiring.intake.frameworks import read_framework_files
from hiring.intake.frameworks.esco_package import content_of

S, JOB = "http://data.europa.eu/esco/skill/", "http://data.europa.eu/esco/occupation/"
SKILLS = f"""conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,description
KnowledgeSkillCompetence,{S}1,skill/competence,sector-specific,weld pipes,"join pipes
fuse pipes",pipewelding,released,Make  one pipe of two.
KnowledgeSkillCompetence,{S}2,knowledge,cross-sector,metals,,,released,
KnowledgeSkillCompetence,{S}3,skill/competence,transversal,work in teams,,,released,
KnowledgeSkillCompetence,{S}4,knowledge,cross-sector,German,,,released,
KnowledgeSkillCompetence,{S}5,knowledge,cross-sector,gone,,,obsolete,
KnowledgeSkillCompetence,,knowledge,cross-sector,nameless,,,released,
"""
LANGUAGES = (
    f"conceptType,conceptUri,preferredLabel,altLabels\nKnowledgeSkillCompetence,{S}4,German,deutsch | germanic\n"
)
OCCUPATIONS = f"conceptType,conceptUri,iscoGroup,preferredLabel,code\nOccupation,{JOB}1,7212,welder,7212.3\n"
ASKED = (
    "occupationUri,relationType,skillType,skillUri\n"
    f"{JOB}1,essential,skill,{S}1\n{JOB}1,optional,,{S}2\n{JOB}1,,,{S}3\n"
)
BROADER = f"conceptType,conceptUri,broaderType,broaderUri\nX,{S}1,X,{S}2\n"
DOWNLOAD = {
    "esco-1.2.0/skills_en.csv": SKILLS,
    "esco-1.2.0/languageSkillsCollection_en.csv": LANGUAGES,
    "esco-1.2.0/occupations_en.csv": OCCUPATIONS,
    "esco-1.2.0/occupationSkillRelations_en.csv": ASKED,
    "esco-1.2.0/broaderRelationsSkillPillar_en.csv": BROADER,
}


def test_escos_download_is_read_whole() -> None:
    content = read_framework_files({name: text.encode() for name, text in DOWNLOAD.items()})
    assert content.framework.id == "esco-1.2.0"
    assert dict(content.concepts.select("uri", "kind").iter_rows()) == {
        f"{S}1": "skill",
        f"{S}2": "knowledge",
        f"{S}3": "transversal",
        f"{S}4": "language",
        f"{JOB}1": "occupation",
    }
    welding = {row[2:] for row in content.labels.iter_rows() if row[0] == f"{S}1"}
    assert welding == {
        ("preferred", "weld pipes"),
        ("alternative", "join pipes"),
        ("alternative", "fuse pipes"),
        ("hidden", "pipewelding"),
        ("description", "Make one pipe of two."),
    }
    assert set(content.relations.iter_rows()) == {
        (f"{S}1", "broader", f"{S}2"),
        (f"{JOB}1", "essential", f"{S}1"),
        (f"{JOB}1", "optional", f"{S}2"),
    }
    assert [problem.split(":")[0] for problem in content.problems] == [
        "esco-1.2.0/occupationSkillRelations_en.csv, line 4",
        "esco-1.2.0/skills_en.csv, line 8",
    ]


def test_another_language_is_named_by_its_file() -> None:
    content = read_framework_files({"skills_de.csv": SKILLS.encode()}, "1.2.1")
    assert content.framework.id == "esco-1.2.1"
    assert set(content.labels["language"]) == {"de"}


def test_a_version_that_nothing_says_is_asked_for() -> None:
    with pytest.raises(MalformedError, match="which version"):
        read_framework_files({"skills_en.csv": SKILLS.encode()})


def test_the_packages_table_has_a_row_a_label() -> None:
    table = (
        "id,description,hierarchy_levels,type\n"
        "a,weld pipes,\"[['S', 'S1', None], ['T', 'T4']]\",preferredLabel\n"
        "a,join pipes,\"[['S', 'S1', None]]\",altLabels\n"
        "b,German,\"[['L', 'L1', None]]\",preferredLabel\n"
        "S1,metal work,,level_2\n"
    )
    content = content_of(table.encode())
    assert content.concepts.select("uri", "kind").rows() == [(f"{S}a", "skill"), (f"{S}b", "language")]
    assert sorted(content.labels["label"]) == ["German", "join pipes", "weld pipes"]
    with pytest.raises(MalformedError):
        content_of(b"no,such\ntable,here\n")


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(DOWNLOAD)), st.binary(max_size=12), st.integers(0, 600), st.integers(0, 40), st.booleans()
)
def test_whatever_the_bytes_are_there_is_an_answer(name: str, junk: bytes, at: int, cut: int, named: bool) -> None:
    whole = DOWNLOAD[name].encode()
    bent = whole[:at] + junk + whole[at + cut :]
    try:
        content = read_framework_files({name: bent}, "1.2.0" if named else None)
    except IntakeError:
        return
    assert not content.concepts["uri"].is_duplicated().any()
    assert content.labels["label"].str.len_chars().min() != 0


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_foreign_bytes_are_no_table_of_the_packages(junk: bytes) -> None:
    for content in (junk, b"id,description,hierarchy_levels,type\n" + junk):
        try:
            content_of(content)
        except IntakeError:
            continue


def test_the_part_of_escos_download_that_there_is() -> None:
    folder = Path(__file__).parents[5] / "shared" / "frameworks" / "esco-1.2.0-part"
    if not folder.is_dir():
        pytest.skip("no part of ESCO's download beside the project")
    content = read_framework_files({f"{folder.name}/{one.name}": one.read_bytes() for one in folder.glob("*.csv")})
    assert content.concepts.filter(content.concepts["kind"] == "occupation").height == 3039
    assert content.problems == ()
