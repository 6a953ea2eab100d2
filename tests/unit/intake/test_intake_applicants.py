"""`hiring.intake.applicants`: every file has one owner, or is what said so."""

import json
from collections.abc import Mapping
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.intake.applicants import Assignment, assign
from hiring.intake.person import claim_from_name, clean_email, clean_text, is_generic
from hiring.models.artifact import ApplicantClaim, SourceFile

TYPED = ApplicantClaim(name="Typed Name", email="typed@example.org", known_from="typed")


def files(contents: Mapping[str, bytes | str]) -> list[SourceFile]:
    return [
        SourceFile(source=source, content=content, digest=sha256(content).hexdigest())
        for source, text in contents.items()
        for content in [text.encode() if isinstance(text, str) else text]
    ]


def owners(assignment: Assignment) -> dict[str, tuple[str, str | None, str]]:
    return {source: (claim.name, claim.email, claim.known_from) for source, claim in assignment.claims.items()}


def names(*sources: str, typed: ApplicantClaim | None = None) -> list[tuple[str, str]]:
    assignment = assign(files(dict.fromkeys(sources, "x")), typed)
    return [(assignment.claims[source].name, assignment.claims[source].known_from) for source in sources]


@pytest.mark.parametrize(
    ("written", "name", "email"),
    [
        ("Ada Lovelace", "Ada Lovelace", None),
        ("Lovelace, Ada", "Ada Lovelace", None),
        ("lovelace, ada", "Ada Lovelace", None),
        ("ada_lovelace", "Ada Lovelace", None),
        ("ADA-LOVELACE", "Ada Lovelace", None),
        ("ada.lovelace", "Ada Lovelace", None),
        ("jean-luc_picard", "Jean-Luc Picard", None),
        ("Jean-Luc Picard", "Jean-Luc Picard", None),
        ("017 - Ada Lovelace", "Ada Lovelace", None),
        ("ada_lovelace_badges (2).zip", "Ada Lovelace", None),
        ("Ada Lovelace_20417_assignsubmission_file_", "Ada Lovelace", None),
        ("ada.lovelace@example.org", "Ada Lovelace", "ada.lovelace@example.org"),
        ("Łukasz Żak", "Łukasz Żak", None),
        ("李小龍", "李小龍", None),
        ("Ludwig van Beethoven", "Ludwig van Beethoven", None),
        ("2024", "2024", None),
        ("", "Unnamed", None),
    ],
)
def test_names_of_folders_become_names_of_people(written: str, name: str, email: str | None) -> None:
    assert claim_from_name(written, "folder") == ApplicantClaim(name=name, email=email, known_from="folder")


def test_generic_names_are_nobodys() -> None:
    assert all(is_generic(name) for name in ("Badges", "my_certificates-2024", "png", "01", "New Folder", "badges.zip"))
    assert not any(is_generic(name) for name in ("Ada", "Ada's badges", "李小龍"))


def test_text_from_strangers_is_plain_and_short() -> None:
    assert clean_text(" Ada\n\u202eecalevoL\0\t<b>x</b> ") == "Ada ecalevoL <b>x</b>"
    assert len(clean_text("a" * 9_999)) == 200
    assert clean_email(" ada@example.org ") == "ada@example.org"
    for text in (
        "ada",
        "ada@example",
        "a b@example.org",
        "ada@example.org, eve@example.org",
        "a@b..c",
        f"{'a' * 300}@b.cd",
    ):
        assert clean_email(text) is None


def test_folders_part_the_applicants() -> None:
    assert names("b.zip!Ada Lovelace/aws/1.png", "b.zip!bob_builder/2.json", "b.zip!Carl/2024/3.json") == [
        ("Ada Lovelace", "folder"),
        ("Bob Builder", "folder"),
        ("Carl", "folder"),
    ]
    assert names("b.zip!export/applicants/Ada/1.png", "b.zip!export/applicants/Bob/2.png") == [
        ("Ada", "folder"),
        ("Bob", "folder"),
    ]
    assert names("b.zip!ada.zip!1.png", "b.zip!Bob/2.png") == [("Ada", "folder"), ("Bob", "folder")]
    assert names("Ada/1.png", "Bob/2.png") == [("Ada", "folder"), ("Bob", "folder")]


def test_a_bundle_of_one_is_called_after_its_folder_or_itself() -> None:
    assert names("ada_lovelace.zip!1.png", "ada_lovelace.zip!old/2.png") == [("Ada Lovelace", "file name")] * 2
    assert names("ada_lovelace.zip!png/1.png", "ada_lovelace.zip!json/2.json") == [("Ada Lovelace", "file name")] * 2
    assert (
        names("bundle.zip!Grace Hopper/1.png", "bundle.zip!Grace Hopper/aws/2.png") == [("Grace Hopper", "folder")] * 2
    )


def test_several_bundles_are_looked_at_one_by_one() -> None:
    assert names("ada.zip!1.png", "team.zip!Bob/2.png", "team.zip!Carl/3.png", "dora_badge.png") == [
        ("Ada", "file name"),
        ("Bob", "folder"),
        ("Carl", "folder"),
        ("Dora", "file name"),
    ]


def test_a_typed_claim_goes_before_folders_and_a_single_manifest() -> None:
    assert names("b.zip!aws/1.png", "b.zip!coursera/2.png", typed=TYPED) == [("Typed Name", "typed")] * 2
    contents = {"b.zip!candidate.json": '{"name": "Ada"}', "b.zip!1.png": "x"}
    assert assign(files(contents), TYPED).claims == {"b.zip!1.png": TYPED}


def test_a_typed_claim_fills_what_manifests_of_several_leave_out() -> None:
    contents = {
        "b.zip!ada/candidate.json": '{"name": "Ada"}',
        "b.zip!bob/candidate.json": '{"name": "Bob"}',
        "b.zip!ada/1.png": "x",
        "b.zip!carl/2.png": "x",
    }
    assignment = assign(files(contents), TYPED)
    assert assignment.claims["b.zip!ada/1.png"].name == "Ada"
    assert assignment.claims["b.zip!carl/2.png"] == TYPED


def test_the_innermost_manifest_wins_and_a_table_goes_before_a_candidate() -> None:
    contents = {
        "b.zip!applicants.csv": "folder,name,email\nada,Ada Table,ada@example.org\nbob/special.png,Eve,\n",
        "b.zip!Ada/candidate.json": '{"name": "Ada Herself"}',
        "b.zip!Ada/1.png": "x",
        "b.zip!Ada/deep/candidate.json": '{"name": "Deep", "email": "deep@example.org"}',
        "b.zip!Ada/deep/2.png": "x",
        "b.zip!Bob/special.png": "x",
        "b.zip!Bob/3.png": "x",
    }
    assert owners(assign(files(contents), None)) == {
        "b.zip!Ada/1.png": ("Ada Table", "ada@example.org", "applicants.csv"),
        "b.zip!Ada/deep/2.png": ("Deep", "deep@example.org", "candidate.json"),
        "b.zip!Bob/special.png": ("Eve", None, "applicants.csv"),
        "b.zip!Bob/3.png": ("Bob", None, "folder"),
    }


@pytest.mark.parametrize(
    "table",
    [
        "folder,name,email\nada,Ada Lovelace,ada@example.org\n",
        "\ufeffFolder;Name;E-Mail\r\nada.zip;Ada Lovelace; ada@example.org \r\n",
        'path\tapplicant\temail address\n".\\ada\\"\tAda Lovelace\tada@example.org',
        "name,email,file\n\n,,\nAda Lovelace,ada@example.org,./ADA/1.png\n",
    ],
)
def test_a_table_is_read_however_it_was_saved(table: str) -> None:
    assignment = assign(files({"b.zip!applicants.csv": table, "b.zip!Ada/1.png": "x"}), None)
    assert owners(assignment) == {"b.zip!Ada/1.png": ("Ada Lovelace", "ada@example.org", "applicants.csv")}
    assert assignment.manifests == {"b.zip!applicants.csv": "Names 1 applicant."}
    assert assignment.problems == ()


def test_a_table_without_places_names_the_whole_folder_and_excel_umlauts_are_read() -> None:
    table = "name;email\nJürgen Groß;jg@example.org\n".encode("cp1252")
    assert owners(assign(files({"b.zip!applicants.csv": table, "b.zip!x/1.png": "x"}), None)) == {
        "b.zip!x/1.png": ("Jürgen Groß", "jg@example.org", "applicants.csv")
    }


def test_the_lines_of_a_table_that_say_nothing_are_told() -> None:
    table = "folder,name,email\nada,Ada,nonsense\nbob,,\nzoe,Zoe,zoe@example.org\n"
    said = assign(files({"b.zip!applicants.csv": table, "b.zip!ada/1.png": "x"}), None).manifests[
        "b.zip!applicants.csv"
    ]
    assert said == (
        "Names 2 applicants; line 2 has no usable e-mail address, line 3 names nobody, line 4 fits no file."
    )
    many = "folder,name\n" + "x,\n" * 20
    said = assign(files({"b.zip!applicants.csv": many}), None).manifests["b.zip!applicants.csv"]
    assert said.endswith("line 6 names nobody, 15 more.")


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"name": 7}', '{"name": "", "email": "x"}', b"\xff\xfe"])
def test_a_candidate_that_names_nobody_is_a_problem(content: str | bytes) -> None:
    assignment = assign(files({"ada.zip!candidate.json": content, "ada.zip!1.png": "x"}), None)
    assert [(p.source, p.code) for p in assignment.problems] == [("ada.zip!candidate.json", "MANIFEST_UNREADABLE")]
    assert owners(assignment) == {"ada.zip!1.png": ("Ada", None, "file name")}


@pytest.mark.parametrize("content", ["", "a,b\n1,2", 'name\n"x', "name\n" + "x" * 200_000])
def test_a_table_that_is_none_is_a_problem(content: str) -> None:
    assert [p.code for p in assign(files({"applicants.csv": content}), None).problems] == ["MANIFEST_UNREADABLE"]


def test_a_badge_called_like_a_manifest_is_a_badge() -> None:
    badge = json.dumps({"@context": ["https://www.w3.org/ns/credentials/v2"], "name": "Badge"})
    assignment = assign(files({"ada.zip!candidate.json": badge}), None)
    assert owners(assignment) == {"ada.zip!candidate.json": ("Ada", None, "file name")}


NAMES = st.sampled_from(["candidate.json", "applicants.csv", "Ada", "badges", "a.zip", "b.png"]) | st.text(max_size=8)
SOURCES = st.lists(NAMES, min_size=1, max_size=5).map("/".join) | st.lists(NAMES, min_size=2, max_size=4).map("!".join)
CONTENTS = st.binary(max_size=40) | st.sampled_from(
    [b'{"name": "Ada"}', b'{"email": "a@b.cd"}', b"folder,name,email\nAda,Ada,a@b.cd\n", b"name\nx\n\n\n\n;;;"]
)


@given(st.dictionaries(SOURCES, CONTENTS, max_size=8), st.none() | st.just(TYPED))
@settings(max_examples=400)
def test_every_file_is_in_exactly_one_place(contents: dict[str, bytes], typed: ApplicantClaim | None) -> None:
    assignment = assign(files(contents), typed)
    placed = [*assignment.claims, *assignment.manifests, *(problem.source for problem in assignment.problems)]
    assert sorted(placed) == sorted(contents)
    assert all(claim.name.strip() == claim.name != "" for claim in assignment.claims.values())
    assert all(assignment.manifests.values())
