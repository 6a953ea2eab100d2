"""O*NET, CASE, RSD and plain tables: each read by its shape, with what is wrong said by row."""

import json
from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import IntakeError
from hiring.intake.frameworks import read_framework_files
from hiring.intake.frameworks.base import Content

TABLE = (
    "uri,label,aliases,kind,exact_match,cluster\n"
    "urn:x:1,Weld pipes,pipe welding|fuse pipes,,http://data.europa.eu/esco/skill/1,metal\n"
    "urn:x:1,Again,,,,\nurn:x:2,,,,,\nurn:x:3,German,,language,,\nurn:x:4,Odd,,mood,,\n"
)
ONET_SKILLS = (
    "O*NET-SOC Code,Title,Element ID,Element Name,Scale ID,Data Value,Recommend Suppress\n"
    "51-4121.00,Welders,2.A.1.a,Reading,IM,3.12,N\n51-4121.00,Welders,2.A.1.a,Reading,LV,2.9,N\n"
    "51-4121.00,Welders,2.A.1.b,Listening,IM,2.5,N\n51-4121.00,Welders,2.A.1.c,Writing,IM,high,N\n"
)
ONET_TECH = (
    "O*NET-SOC Code,Title,Example,Commodity Title,In Demand\n"
    "51-4121.00,Welders,AutoCAD,CAD software,Y\n51-4121.00,Welders,Excel,Spreadsheets,N\n"
)
CASE: dict[str, Any] = {
    "CFDocument": {"identifier": "d", "uri": "https://case.example/d", "title": "Metal Work", "creator": "Us"},
    "CFItems": [
        {"uri": "https://case.example/1", "fullStatement": "Welds pipes safely.", "abbreviatedStatement": "Welding"},
        {"uri": "https://case.example/2", "fullStatement": "Works with metal.", "humanCodingScheme": "M"},
        {"uri": "https://case.example/3"},
    ],
    "CFAssociations": [
        {
            "associationType": "isChildOf",
            "originNodeURI": {"uri": f"https://case.example/{child}"},
            "destinationNodeURI": {"uri": f"https://case.example/{parent}"},
        }
        for child, parent in (("1", "2"), ("2", "d"))
    ],
}
RSD: dict[str, Any] = {
    "name": "Trades",
    "skills": [
        {
            "id": "https://rsd.example/skills/1",
            "skillName": "Pipe Welding",
            "skillStatement": "Weld pipes to a standard.",
            "keywords": ["TIG", 7],
            "category": "Metal",
            "alignments": [{"id": "http://data.europa.eu/esco/skill/1", "skillName": "weld pipes"}],
        },
        {"skillName": "No id", "skillStatement": "x"},
    ],
}


def _read(name: str, value: object, version: str | None = None) -> Content:
    text = value if isinstance(value, str) else json.dumps(value)
    return read_framework_files({name: text.encode()}, version)


def test_a_plain_table() -> None:
    content = _read("trades.csv", TABLE)
    assert content.framework.id == "trades-1"
    assert content.concepts.rows() == [("urn:x:1", None, "skill", "metal"), ("urn:x:3", None, "language", None)]
    assert content.relations.rows() == [("urn:x:1", "exactMatch", "http://data.europa.eu/esco/skill/1")]
    assert [problem.partition(":")[0] for problem in content.problems] == ["line 3", "line 4", "line 6"]


def test_onets_ratings_and_technologies_are_what_an_occupation_asks_for() -> None:
    files = {"onet-29.2/Skills.csv": ONET_SKILLS.encode(), "onet-29.2/Technology Skills.csv": ONET_TECH.encode()}
    content = read_framework_files(files)
    assert content.framework.id == "onet-29.2"
    names = {uri: label for uri, _, kind, label in content.labels.iter_rows() if kind == "preferred"}
    asked = {(names[uri], relation, names[target]) for uri, relation, target in content.relations.iter_rows()}
    assert asked == {
        ("Welders", "essential", "Reading"),
        ("Welders", "optional", "Listening"),
        ("Welders", "essential", "AutoCAD"),
        ("Welders", "optional", "Excel"),
    }
    assert content.problems == ("onet-29.2/Skills.csv, line 5: the data value is no number.",)


def test_a_case_package() -> None:
    content = _read("package.json", CASE)
    assert (content.framework.name, content.framework.attribution) == ("Metal Work", "Metal Work, Us.")
    assert [row[3] for row in content.labels.iter_rows() if row[2] == "preferred"] == ["Welding", "Works with metal."]
    assert content.relations.rows() == [("https://case.example/1", "broader", "https://case.example/2")]
    assert content.problems == ("CFItems, item 3: no URI, or no fullStatement.",)


def test_rich_skill_descriptors() -> None:
    content = _read("collection.json", RSD)
    assert content.concepts.rows() == [("https://rsd.example/skills/1", None, "skill", "Metal")]
    assert {row[2:] for row in content.labels.iter_rows()} == {
        ("preferred", "Pipe Welding"),
        ("description", "Weld pipes to a standard."),
        ("hidden", "TIG"),
    }
    assert content.relations.row(0) == (
        "https://rsd.example/skills/1",
        "closeMatch",
        "http://data.europa.eu/esco/skill/1",
    )
    assert len(content.problems) == 1


_JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                sorted({*CASE, *CASE["CFItems"][0], *RSD["skills"][0], "originNodeURI", "title", "skills"})
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(CASE)) | st.just("skills"), _JSON)
def test_whatever_a_document_holds_there_is_an_answer(member: str, value: object) -> None:
    for whole in ({**CASE, member: value}, {**RSD, member: value}, value):
        try:
            content = _read("a.json", whole)
        except IntakeError:
            continue
        assert not content.concepts["uri"].is_duplicated().any()


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([TABLE, ONET_SKILLS, ONET_TECH]), st.binary(max_size=8), st.integers(0, 300), st.integers(0, 30))
def test_whatever_a_table_holds_there_is_an_answer(table: str, junk: bytes, at: int, cut: int) -> None:
    whole = table.encode()
    with suppress(IntakeError):
        assert read_framework_files({"t.csv": whole[:at] + junk + whole[at + cut :]}, "1").framework.version == "1"
